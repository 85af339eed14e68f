"""Judge subjects by the rules of the packs in use.

``RuleSet.verdict`` is the quick way (shipments by the hundred thousand), ``RuleSet.judge`` the
full answer with reason, sources and missing facts, ``RuleSet.explain`` the tree behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules import nodes
from xinbao_desktop.domain.rules.evaluation import Evaluation
from xinbao_desktop.domain.rules.finding import Answer, FindingWriter
from xinbao_desktop.domain.rules.language import Language
from xinbao_desktop.domain.rules.parameters import ParameterBook, Resolved
from xinbao_desktop.domain.rules.ready_rule import ReadyRule, make_ready
from xinbao_desktop.domain.rules.tree import Explainer, Explanation
from xinbao_desktop.domain.rules.why import Tell, WhyLine, why
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from xinbao_desktop.domain.rules.catalogue import FactCatalogue, WorkdayCalendar
    from xinbao_desktop.domain.rules.model import Parameter, Rule, RulePack, Source, Subject
    from xinbao_desktop.domain.rules.result import Finding, Severity, Verdict
    from xinbao_desktop.domain.rules.values import Fact, FactSource, Missing, Value

    Overrides = Mapping[str, Value | Fact]


class RuleSet:
    """The rules, figures and sources of a set of packs, compiled against a catalogue."""

    def __init__(
        self,
        packs: Iterable[RulePack],
        catalogue: FactCatalogue,
        calendar: WorkdayCalendar | None = None,
        *,
        sources: Iterable[Source] = (),
    ) -> None:
        """Compile every rule.

        Args:
            packs: The packs in use, one version of each.
            catalogue: The facts and codes that rules may name.
            calendar: Counts workdays; without it, ``add_workdays`` is unknown.
            sources: The texts that every pack may cite, beside the packs' own.

        Raises:
            CatalogError: A rule cannot be used; the message names file, rule and key. (A pack
                that passed ``lint`` compiles.)
        """
        self.packs = tuple(packs)
        self._calendar = calendar
        self._language = Language(self.packs, catalogue)
        self._book = ParameterBook(p for pack in self.packs for p in pack.parameters)
        self._explainer = Explainer(catalogue, self._language.group)
        self._deep = Explainer(catalogue, self._language.group, deep=True)
        self._writer = FindingWriter(
            self._language, [*sources, *(s for pack in self.packs for s in pack.sources)]
        )
        self._rules: dict[str, ReadyRule] = {}
        problems: list[Text] = []
        for pack in self.packs:
            for rule in pack.rules:
                problems += self._add(pack, rule)
        if problems:
            raise CatalogError(joined(problems, "\n", "\n"))

    # ---- what there is ---------------------------------------------------------------------

    def rule(self, rule_id: str) -> Rule:
        """Return a rule; ``KeyError`` if no pack has it."""
        return self._rules[rule_id].rule

    def ids(self, subject: Subject | None = None) -> tuple[str, ...]:
        """Return the rules of a kind of subject (all, without one), in the packs' order."""
        return tuple(
            id_
            for id_, entry in self._rules.items()
            if subject is None or entry.rule.subject is subject
        )

    def __contains__(self, rule_id: str) -> bool:
        return rule_id in self._rules

    @property
    def book(self) -> ParameterBook:
        """The figures, for facts that are derived in Python."""
        return self._book

    def parameters(self) -> tuple[Parameter, ...]:
        """Return every parameter of the packs."""
        return tuple(p for pack in self.packs for p in pack.parameters)

    def asked(self, rule_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the facts a rule asks for and the figures it uses, each once, by name."""
        entry = self._rules[rule_id]
        trees = [node for node in (entry.applies_node, entry.test_node) if node is not None]
        facts = frozenset().union(*(nodes.fact_paths(node) for node in trees))
        parts = [part for node in trees for part in nodes.walk(node)]
        figures = {part.id for part in parts if isinstance(part, nodes.ParamRef)}
        return tuple(sorted(facts)), tuple(sorted(figures))

    def group(self, name: str) -> frozenset[str] | None:
        """Return a list of codes by its name."""
        return self._language.group(name)

    # ---- judging ---------------------------------------------------------------------------

    def verdict(
        self, rule_id: str, facts: FactSource, on: date, overrides: Overrides | None = None
    ) -> Verdict:
        """Return a rule's verdict and nothing else."""
        entry = self._rules[rule_id]
        return entry.verdict(self._evaluation(entry, facts, on, overrides))[0]

    def outcome(
        self, rule_id: str, facts: FactSource, on: date, overrides: Overrides | None = None
    ) -> tuple[Verdict, Severity]:
        """Return a rule's verdict and how grave it would be if it were not met."""
        return self.outcomes((rule_id,), facts, on, overrides)[0]

    def outcomes(
        self,
        rule_ids: Iterable[str],
        facts: FactSource,
        on: date,
        overrides: Overrides | None = None,
    ) -> list[tuple[Verdict, Severity]]:
        """Return the outcomes of several rules on one subject, in their order; the quickest way."""
        env = self._evaluation(None, facts, on, overrides)
        found = []
        for rule_id in rule_ids:
            entry = self._rules[rule_id]
            env.reference = entry.reference(env)
            found.append((entry.verdict(env)[0], entry.severity(env)))
        return found

    def severity_lacks(self, rule_id: str, facts: FactSource, on: date) -> Missing | None:
        """Return what is missing to know how grave a rule would be; None if it is certain."""
        entry = self._rules[rule_id]
        return entry.severity_lacks(self._evaluation(entry, facts, on, None))

    def answer(
        self, rule_id: str, facts: FactSource, on: date, overrides: Overrides | None = None
    ) -> Answer:
        """Return a rule's verdict, its severity and what is missing, without any words."""
        entry = self._rules[rule_id]
        env = self._evaluation(entry, facts, on, overrides)
        verdict, missing = entry.verdict(env)
        return Answer(verdict, entry.severity(env), missing)

    def judge(
        self,
        rule_id: str,
        facts: FactSource,
        subject: str,
        on: date,
        overrides: Overrides | None = None,
    ) -> Finding:
        """Return the full answer of a rule.

        Args:
            rule_id: The rule.
            facts: Everything known about the subject.
            subject: ``company``, ``shipment:INVOICE_NO``, ``case:CASE_NO`` …
            on: The day the question is asked for.
            overrides: The client's own figures by parameter id, where they are not facts.
        """
        entry = self._rules[rule_id]
        env = self._evaluation(entry, facts, on, overrides)
        verdict, missing = entry.verdict(env)
        answer = Answer(verdict, entry.severity(env), missing)
        explanation = self._explained(entry, env)
        trees = [explanation.applies, explanation.test]
        if explanation.applies is not None and explanation.applies.value is False:
            trees = [explanation.applies]  # the test was not asked, so nothing was assumed for it
        traces = [tree for tree in trees if tree is not None]
        return self._writer.write(entry.rule, subject, answer, traces, env)

    def explain(
        self, rule_id: str, facts: FactSource, on: date, overrides: Overrides | None = None
    ) -> Explanation:
        """Return the tree of a rule: every part with its value and the fields it rests on."""
        entry = self._rules[rule_id]
        env = self._evaluation(entry, facts, on, overrides)
        return self._explained(entry, env, self._deep)

    def why(
        self, rule_id: str, facts: FactSource, on: date, tell: Tell | None = None
    ) -> tuple[WhyLine, ...]:
        """Return the tree of a rule as lines to read, in both languages.

        Args:
            rule_id: The rule.
            facts: Everything known about the subject.
            on: The day the question is asked for.
            tell: Says of a field who entered it, or which paper bears it out.
        """
        explanation = self.explain(rule_id, facts, on)
        return why(explanation, self._language.catalogue, self._book, tell)

    def parameter(
        self,
        id_: str,
        on: Value,
        form: str | None = None,
        overrides: Overrides | None = None,
        facts: FactSource | None = None,
    ) -> Resolved:
        """Return a figure with the text it rests on, for facts that are derived in Python.

        Args:
            id_: The parameter; ``KeyError`` if no pack has it.
            on: The day that decides, possibly ``Missing``.
            form: The policy form, where it matters and is known.
            overrides: The client's own figures by parameter id.
            facts: Where the client's own figure and form are looked up instead.
        """
        return self._book.resolve(id_, on, overrides, facts, form)

    # ---- inside ----------------------------------------------------------------------------

    def _evaluation(
        self,
        entry: ReadyRule | None,
        facts: FactSource,
        on: date,
        overrides: Overrides | None,
    ) -> Evaluation:
        env = Evaluation(facts, on, book=self._book, calendar=self._calendar, overrides=overrides)
        if entry is not None:
            env.reference = entry.reference(env)
        return env

    def _explained(
        self, entry: ReadyRule, env: Evaluation, explainer: Explainer | None = None
    ) -> Explanation:
        explainer = explainer or self._explainer
        node = entry.applies_node
        applies = None if node is None else explainer.trace(node, env)
        return Explanation(applies, explainer.trace(entry.test_node, env))

    def _add(self, pack: RulePack, rule: Rule) -> list[Text]:
        """Add a rule; return what is wrong with it, each with its place."""
        problems = [Text("规则编号重复", "another rule has this id")]
        if rule.id not in self._rules:
            ready, problems = make_ready(rule, self._language)
            if ready is not None:
                self._rules[rule.id] = ready
        place = f"{pack.id}/{rule.file} · {rule.id}"
        return [Text(f"{place} · {p.zh}", f"{place} · {p.en}") for p in problems]
