"""Check the test cases of a rule before they are run: each outcome shown, each fact a real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.evaluation import PYTHON_TYPES
from xinbao_desktop.domain.rules.result import Verdict
from xinbao_desktop.domain.rules.values import Missing, NotApplicable, Span
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from xinbao_desktop.domain.rules.catalogue import FactCatalogue
    from xinbao_desktop.domain.rules.language import Language
    from xinbao_desktop.domain.rules.model import Rule, RuleCase
    from xinbao_desktop.domain.rules.values import Value

    Found: TypeAlias = Iterator[tuple[str, Text]]


def case_problems(rule: Rule, language: Language, catalogue: FactCatalogue) -> Found:
    """Yield what is wrong in a rule's cases, each with its key."""
    shown = {case.expect for case in rule.cases}
    wanted = set(rule.outcomes)
    if rule.applies is not None:
        wanted.add(Verdict.NOT_APPLICABLE)
    for verdict in Verdict:
        if verdict in wanted - shown:
            yield "case", Text(f"缺少结论为 {verdict} 的例子", f"no case expects {verdict}")
    for case in rule.cases:
        for words in _in_case(case, language, catalogue):
            yield f"case {case.name}", words


def _in_case(case: RuleCase, language: Language, catalogue: FactCatalogue) -> Iterator[Text]:
    yield from _in_facts(case.facts, catalogue)
    for name, members in case.items.items():
        if language.items_prefix(name) is None:
            yield Text(f"没有清单 {name}", f"there is no list {name}")
        for member in members:
            yield from _in_facts(member, catalogue)
    for path in sorted(case.expect_missing or ()):
        if catalogue.spec(path) is None:
            yield Text(f"没有事实 {path}", f"there is no fact {path}")


def _in_facts(facts: Mapping[str, Value], catalogue: FactCatalogue) -> Iterator[Text]:
    for path, value in facts.items():
        spec = catalogue.spec(path)
        if spec is None:
            yield Text(f"没有事实 {path}", f"there is no fact {path}")
            continue
        ends = (value.low, value.high) if isinstance(value, Span) else (value,)
        plain = not isinstance(value, NotApplicable | Missing)
        if plain and any(type(end) not in PYTHON_TYPES[spec.type] for end in ends):
            yield Text(f"{path} 的类型不对", f"{path} has the wrong type")
        if spec.words and isinstance(value, str | tuple):
            for word in (value,) if isinstance(value, str) else value:
                if word not in spec.words:
                    yield Text(f"{path} 没有取值 {word}", f"{word} is no value of {path}")
