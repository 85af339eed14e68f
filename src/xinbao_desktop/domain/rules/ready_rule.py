"""One rule made ready to be asked: its nodes for the tree, its closures for speed.

Which facts it is asked about is in the ``Evaluation``; which rules there are, in ``engine``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.domain.rules.closures import Closure, compiled
from xinbao_desktop.domain.rules.evaluation import PYTHON_TYPES, Evaluation, admitted
from xinbao_desktop.domain.rules.result import Severity, Verdict
from xinbao_desktop.domain.rules.values import Missing, NotApplicable
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.language import Language
    from xinbao_desktop.domain.rules.model import Rule
    from xinbao_desktop.domain.rules.nodes import Node
    from xinbao_desktop.domain.rules.values import Value


@dataclass(frozen=True, slots=True)
class ReadyRule:
    """A compiled rule.

    ``fixed_severity`` is set where the severity does not depend on the facts.
    """

    rule: Rule
    test_node: Node
    test: Closure
    applies_node: Node | None
    applies: Closure | None
    choices: tuple[tuple[Closure | None, Severity], ...]
    fixed_severity: Severity | None

    def reference(self, env: Evaluation) -> Value:
        """Return the day that decides which value of a dated figure holds."""
        path = self.rule.reference_date
        if path is None:
            return env.on
        found = admitted(env.facts.fact(path).value, PYTHON_TYPES[FactType.DATE], path)
        return env.on if isinstance(found, NotApplicable) else found

    def verdict(self, env: Evaluation) -> tuple[Verdict, Missing | None]:
        """Return the verdict, and what is missing where it is unknown."""
        waiting: Missing | None = None
        if self.applies is not None:
            applies = self.applies(env)
            if applies is False or isinstance(applies, NotApplicable):
                return Verdict.NOT_APPLICABLE, None
            if isinstance(applies, Missing):
                waiting = applies
        answer = self.test(env)
        if waiting is not None:
            both = waiting.also(answer) if isinstance(answer, Missing) else waiting
            return Verdict.UNKNOWN, both
        if answer is True:
            return Verdict.MET, None
        if answer is False:
            return Verdict.NOT_MET, None
        if isinstance(answer, Missing):
            return Verdict.UNKNOWN, answer
        return Verdict.NOT_APPLICABLE, None

    def severity(self, env: Evaluation) -> Severity:
        """Return the first severity that holds; the gravest that may hold while one is unknown."""
        if self.fixed_severity is not None:
            return self.fixed_severity
        return min(self._severities(env)[0], key=lambda severity: severity.rank)

    def severity_lacks(self, env: Evaluation) -> Missing | None:
        """Return what is missing to know the severity; None where it is certain."""
        possible, lacking = self._severities(env)
        return Missing(frozenset(lacking)) if len(possible) > 1 else None

    def _severities(self, env: Evaluation) -> tuple[set[Severity], set[str]]:
        """Return each severity that may hold, and what is missing to know which."""
        possible: set[Severity] = set()
        lacking: set[str] = set()
        for when, then in self.choices:
            holds = True if when is None else when(env)
            if holds is True:
                possible.add(then)
                break
            if isinstance(holds, Missing):
                possible.add(then)
                lacking |= holds.paths
        else:
            possible.add(Severity.INFO)
        return possible, lacking


def make_ready(rule: Rule, language: Language) -> tuple[ReadyRule | None, list[Text]]:
    """Return a rule compiled, or every problem that keeps it from being used."""
    reader = _Reader(language)
    test = reader.node("test", rule.test, allow_given=False)
    applies = None
    if rule.applies is not None:
        applies = reader.node("applies", rule.applies, allow_given=True)
    choices = tuple(
        (reader.closure(reader.node("severity", choice.when, allow_given=True)), choice.then)
        for choice in rule.severity
    )
    if reader.problems or test is None:
        return None, reader.problems
    fixed = choices[0][1] if choices[0][0] is None else None
    ready = ReadyRule(
        rule=rule,
        test_node=test,
        test=compiled(test, language.catalogue, language.group),
        applies_node=applies,
        applies=reader.closure(applies),
        choices=choices,
        fixed_severity=fixed,
    )
    return ready, []


class _Reader:
    """Reads the expressions of one rule and notes what is wrong with each."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.problems: list[Text] = []

    def node(self, key: str, text: str | None, *, allow_given: bool) -> Node | None:
        if text is None:
            return None
        node, problems = self._language.read(text, FactType.FLAG, allow_given=allow_given)
        self.problems += [Text(f"{key}：{p.zh}", f"{key}: {p.en}") for p in problems]
        return node

    def closure(self, node: Node | None) -> Closure | None:
        if node is None:
            return None
        return compiled(node, self._language.catalogue, self._language.group)
