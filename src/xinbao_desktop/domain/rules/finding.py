"""Write a finding: sentences, sources, the facts that were looked at.

What the verdict is has been decided before; nothing here changes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.domain.rules.parameters import POLICY
from xinbao_desktop.domain.rules.result import Cited, Finding, Severity, SourceKind, Verdict
from xinbao_desktop.domain.rules.tree import Explainer
from xinbao_desktop.domain.rules.values import Missing, Value
from xinbao_desktop.domain.rules.wording import MISSING, Sentence, read_sentence, where_to_enter
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.rules.evaluation import Evaluation
    from xinbao_desktop.domain.rules.language import Language
    from xinbao_desktop.domain.rules.model import Citation, Rule, Sentences, Source
    from xinbao_desktop.domain.rules.nodes import Node
    from xinbao_desktop.domain.rules.tree import Trace

_EMPTY = Text("", "")
_YOUR_POLICY = Text("您的保单", "your policy")
#: What is said for an outcome whose rule has no sentence of its own.
GENERAL = {
    Verdict.MET: Text("符合。", "Met."),
    Verdict.NOT_MET: Text("不符合。", "Not met."),
    Verdict.UNKNOWN: Text(
        f"尚不能判断，还缺：{{{MISSING}}}。", f"Cannot be decided yet; missing: {{{MISSING}}}."
    ),
    Verdict.NOT_APPLICABLE: Text("本条在此不适用。", "This rule does not apply here."),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule said, before it is put into words."""

    verdict: Verdict
    severity: Severity
    missing: Missing | None


class FindingWriter:
    """Writes findings for the rules of a set of packs."""

    def __init__(self, language: Language, sources: Sequence[Source]) -> None:
        self._language = language
        self._sources = {source.id: source for source in sources}
        self._explainer = Explainer(language.catalogue, language.group)
        self._sentences: dict[Text, Sentence | None] = {}
        self._conditions: dict[str, Node | None] = {}

    def write(
        self,
        rule: Rule,
        subject: str,
        answer: Answer,
        traces: Sequence[Trace],
        env: Evaluation,
    ) -> Finding:
        """Return the finding of a rule whose verdict is known."""
        verdict, missing = answer.verdict, answer.missing
        seen = [part for tree in traces for part in tree.walk()]
        citations = [*rule.sources, *_figures(seen)]
        said = self._chosen(rule.because, verdict, env) or GENERAL[verdict]
        because = self._fill(said, env, missing)
        return Finding(
            rule=rule.id,
            subject=subject,
            verdict=verdict,
            severity=answer.severity,
            title=rule.title,
            because=self._confirmed(because, verdict, citations, env),
            sources=self._cited(citations),
            facts=_facts(seen),
            missing=tuple(sorted(missing.paths)) if missing is not None else (),
            assumed=_assumed(seen),
            advice=self._advice(rule, verdict, missing, env),
            papers=rule.papers,
            conflicting=tuple(sorted(missing.conflicting)) if missing is not None else (),
        )

    def _chosen(self, sentences: Sentences, verdict: Verdict, env: Evaluation) -> Text | None:
        """Return the first sentence whose condition holds, else the general one."""
        for choice in sentences.choices.get(verdict, ()):
            if choice.when not in self._conditions:
                found = self._language.read(choice.when, FactType.FLAG, allow_given=True)
                self._conditions[choice.when] = found[0]
            node = self._conditions[choice.when]
            if node is not None and self._explainer.trace(node, env).value is True:
                return choice.text
        return sentences.of(verdict)

    def _fill(self, text: Text, env: Evaluation, missing: Missing | None) -> Text:
        if text not in self._sentences:
            self._sentences[text] = read_sentence(text, self._language)[0]
        sentence = self._sentences[text]
        return text if sentence is None else sentence.fill(env, missing)

    def _advice(
        self, rule: Rule, verdict: Verdict, missing: Missing | None, env: Evaluation
    ) -> Text:
        """Return what to do, and who answers for it where the rule says so."""
        said = self._next(rule, verdict, missing, env)
        bodies = rule.responsible
        if bodies is None or verdict is Verdict.NOT_APPLICABLE:
            return said
        if all(body in said.zh for body in bodies.zh.split("、")):
            return said
        return Text(
            f"{said.zh}负责：{bodies.zh}。", f"{said.en} Responsible: {bodies.en}.".lstrip()
        )

    def _next(self, rule: Rule, verdict: Verdict, missing: Missing | None, env: Evaluation) -> Text:
        own = self._chosen(rule.advice, verdict, env)
        if own is not None:
            return self._fill(own, env, missing)
        if verdict is Verdict.UNKNOWN and missing is not None:
            return where_to_enter(missing, self._language.catalogue)
        if rule.next_step is not None and verdict in {Verdict.MET, Verdict.NOT_MET}:
            return self._fill(rule.next_step, env, missing)
        return _EMPTY

    def _confirmed(
        self, because: Text, verdict: Verdict, citations: Sequence[Citation], env: Evaluation
    ) -> Text:
        """Add what a dated source asks to be confirmed, once per source."""
        if verdict is Verdict.NOT_APPLICABLE:
            return because
        for id_ in dict.fromkeys(citation.source for citation in citations):
            source = self._sources.get(id_)
            if source is None or source.confirm is None or source.confirm_from is None:
                continue
            if env.on >= source.confirm_from:
                because = Text(
                    f"{because.zh}{source.confirm.zh}", f"{because.en} {source.confirm.en}"
                )
        return because

    def _cited(self, citations: Sequence[Citation]) -> tuple[Cited, ...]:
        found = []
        for citation in dict.fromkeys(citations):
            source = self._sources.get(citation.source)
            if source is not None:
                found.append(Cited(source.id, citation.article, source.kind, source.title))
            elif citation.source == POLICY:
                path = self._language.catalogue.spec(citation.article)
                title = (
                    _YOUR_POLICY
                    if path is None
                    else Text(
                        f"{_YOUR_POLICY.zh}：{path.label.zh}", f"{_YOUR_POLICY.en}: {path.label.en}"
                    )
                )
                found.append(Cited(POLICY, citation.article, SourceKind.POLICY, title))
        return tuple(found)


def _figures(seen: Sequence[Trace]) -> list[Citation]:
    return [
        part.parameter.citation
        for part in seen
        if part.parameter is not None and part.parameter.citation is not None
    ]


def _facts(seen: Sequence[Trace]) -> dict[str, object]:
    """Known facts by path; several where the same fact of several invoices was looked at."""
    found: dict[str, list[Value]] = {}
    for part in seen:
        if part.fact is not None and not isinstance(part.value, Missing):
            found.setdefault(part.path, []).append(part.value)
    return {path: _one_or_all(values) for path, values in sorted(found.items())}


def _one_or_all(values: list[Value]) -> object:
    return values[0] if all(value == values[0] for value in values) else values


def _assumed(seen: Sequence[Trace]) -> tuple[str, ...]:
    found: set[str] = set()
    for part in seen:
        if part.fact is not None:
            found |= part.fact.assumed
        if part.parameter is not None:
            found |= part.parameter.assumed
    return tuple(sorted(found))
