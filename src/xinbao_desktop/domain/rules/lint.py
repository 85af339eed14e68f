"""Check a whole pack before it is used: every problem at once, each with file, entry and key.

What is checked here needs the catalogue of facts; whether the file is well-formed TOML with
the right keys is the business of ``catalog.rule_pack``. The pack's own test cases are run by
``cases``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.domain.rules.checker import literal_type
from xinbao_desktop.domain.rules.language import Language, parameter_type
from xinbao_desktop.domain.rules.lint_cases import case_problems
from xinbao_desktop.domain.rules.result import Verdict
from xinbao_desktop.domain.rules.values import Span
from xinbao_desktop.domain.rules.wording import read_sentence
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xinbao_desktop.domain.rules.catalogue import FactCatalogue
    from xinbao_desktop.domain.rules.model import (
        Citation,
        Parameter,
        ParameterValue,
        Rule,
        RulePack,
        Sentences,
        Source,
    )

_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_SLOT = re.compile(r"[A-Z][0-9]{2}")


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One thing that is wrong in a pack."""

    file: str
    entry: str
    key: str
    text: Text

    def as_text(self) -> Text:
        """Return the problem with its place."""
        place = " · ".join(part for part in (self.file, self.entry, self.key) if part)
        return Text(f"{place}：{self.text.zh}", f"{place}: {self.text.en}")


def lint(
    pack: RulePack,
    catalogue: FactCatalogue,
    others: Sequence[RulePack] = (),
    sources: Iterable[Source] = (),
) -> list[PackProblem]:
    """Return everything that is wrong in a pack.

    Args:
        pack: The pack.
        catalogue: The facts and codes there are.
        others: The packs it is used together with; its rules may name their figures.
        sources: The texts that every pack may cite.
    """
    return _Linter(pack, catalogue, others, sources).run()


class _Linter:
    def __init__(
        self,
        pack: RulePack,
        catalogue: FactCatalogue,
        others: Sequence[RulePack],
        sources: Iterable[Source],
    ) -> None:
        self._pack = pack
        self._catalogue = catalogue
        self._others = others
        self._language = Language([pack, *others], catalogue)
        shared = [source for other in others for source in other.sources]
        self._foreign_sources = [source.id for source in (*shared, *sources)]
        self._sources = {*self._foreign_sources, *(source.id for source in pack.sources)}
        self._problems: list[PackProblem] = []
        self._file = self._entry = ""

    def run(self) -> list[PackProblem]:
        pack, others = self._pack, self._others
        rules = {r.id: other.id for other in others for r in other.rules}
        self._unique("rule", [(r.id, r.file) for r in pack.rules], rules)
        figures = {p.id: other.id for other in others for p in other.parameters}
        self._unique("parameter", [(p.id, p.file) for p in pack.parameters], figures)
        groups = {group: "" for group in pack.groups if self._catalogue.codes(group)}
        groups |= {group: other.id for other in others for group in other.groups}
        self._unique("group", [(group, pack.id) for group in pack.groups], groups)
        texts = dict.fromkeys(self._foreign_sources, "")
        texts |= {source.id: other.id for other in others for source in other.sources}
        self._unique("source", [(source.id, pack.id) for source in pack.sources], texts)
        for parameter in self._pack.parameters:
            self._file, self._entry = parameter.file, parameter.id
            self._parameter(parameter)
        for rule in self._pack.rules:
            self._file, self._entry = rule.file, rule.id
            self._rule(rule)
        self._bulletins()
        return self._problems

    def _note(self, key: str, zh: str, en: str) -> None:
        self._problems.append(PackProblem(self._file, self._entry, key, Text(zh, en)))

    def _unique(self, kind: str, own: list[tuple[str, str]], foreign: Mapping[str, str]) -> None:
        """Note ids that stand twice: ``own`` with their files, ``foreign`` with their packs."""
        seen: set[str] = set()
        for id_, file in own:
            self._file, self._entry = file, id_
            if id_ in foreign:
                pack = foreign[id_]
                zh, en = (f"（规则包 {pack}）", f" (pack {pack})") if pack else ("", "")
                self._note(f"{kind}.id", f"编号已被使用{zh}", f"this id is already used{en}")
            elif id_ in seen:
                self._note(f"{kind}.id", "编号已被使用", "this id is already used")
            seen.add(id_)

    # ---- parameters --------------------------------------------------------------------------

    def _parameter(self, parameter: Parameter) -> None:
        wanted = parameter_type(parameter)
        if not _ID.fullmatch(parameter.id):
            self._note("id", "编号写法如 notice.default.days", "write an id as notice.default.days")
        if wanted is None:
            self._note("values", "至少要有一个值", "needs at least one value")
        lists = {"values": parameter.values}
        lists |= {f"by_form.{form}": values for form, values in parameter.by_form.items()}
        for key, values in lists.items():
            self._dated(key, values, wanted)
        path = parameter.overridden_by
        if path is not None:
            spec = self._catalogue.spec(path)
            if spec is None or spec.type is not wanted:
                self._note(
                    "overridden_by",
                    f"事实目录里没有同类型的 {path}",
                    f"the catalogue has no {path} of the same type",
                )

    def _dated(self, key: str, values: tuple[ParameterValue, ...], wanted: FactType | None) -> None:
        days = [value.from_on for value in values]
        if len(set(days)) != len(days):
            self._note(key, "同一天有两个值", "two values from the same day")
        for value in values:
            self._citations(key, (value.citation,))
            held = value.value
            ends = (held.low, held.high) if isinstance(held, Span) else (held,)
            if any(literal_type(end) is not wanted for end in ends):
                self._note(key, "各个值的类型不同", "the values are not of one type")
            if isinstance(held, Span) and not held.low < held.high:  # type: ignore[operator]
                self._note(
                    key,
                    "strict 要小于 generous（相同时写 value）",
                    "strict must be below generous (write value where they agree)",
                )

    def _citations(self, key: str, citations: Iterable[Citation]) -> None:
        for citation in citations:
            if citation.source not in self._sources:
                self._note(
                    key, f"没有来源 {citation.source}", f"there is no source {citation.source}"
                )

    # ---- bulletins ---------------------------------------------------------------------------

    def _bulletins(self) -> None:
        foreign = {b.id: other.id for other in self._others for b in other.bulletins}
        self._unique("bulletin", [(b.id, b.file) for b in self._pack.bulletins], foreign)
        spec = self._catalogue.spec("buyer.country")
        if spec is None or spec.words is None:
            return
        for bulletin in self._pack.bulletins:
            self._file, self._entry = bulletin.file, bulletin.id
            for code in sorted(bulletin.country_codes - spec.words.keys()):
                self._note("countries", f"没有国家代码 {code}", f"no country has the code {code}")

    # ---- rules -------------------------------------------------------------------------------

    def _rule(self, rule: Rule) -> None:
        if not _ID.fullmatch(rule.id):
            self._note(
                "id", "编号写法如 claim.notice_in_time", "write an id as claim.notice_in_time"
            )
        self._expression("test", rule.test, allow_given=False)
        if rule.applies is not None:
            self._expression("applies", rule.applies, allow_given=True)
        self._severity(rule)
        if rule.reference_date is not None:
            spec = self._catalogue.spec(rule.reference_date)
            if spec is None or spec.type is not FactType.DATE:
                self._note("reference_date", "应当是日期事实", "should be the path of a date")
        if not rule.sources:
            self._note("sources", "至少要有一个来源", "needs at least one source")
        self._citations("sources", rule.sources)
        self._said(rule)
        for key, words in case_problems(rule, self._language, self._catalogue):
            self._note(key, words.zh, words.en)

    def _said(self, rule: Rule) -> None:
        spec = self._catalogue.spec("document.slot")
        slots = spec.words if spec is not None else None
        for paper in rule.papers:
            if not _SLOT.fullmatch(paper) or (slots and paper not in slots):
                self._note(
                    "papers", f"{paper} 不是单证编号", f"{paper} is no slot of the checklist"
                )
        self._sentences("because", rule.because)
        self._sentences("advice", rule.advice)
        if rule.next_step is not None:
            self._sentence("next_step", rule.next_step)
        if rule.responsible is not None:
            self._sentence("responsible", rule.responsible)
        for verdict in (Verdict.MET, Verdict.NOT_MET):
            if verdict in rule.outcomes and rule.because.of(verdict) is None:
                self._note(f"because.{verdict}", "缺少这句话", "this sentence is missing")

    def _expression(self, key: str, text: str, *, allow_given: bool) -> None:
        _, problems = self._language.read(text, FactType.FLAG, allow_given=allow_given)
        for problem in problems:
            self._note(key, problem.zh, problem.en)

    def _severity(self, rule: Rule) -> None:
        *conditional, last = rule.severity
        if last.when is not None or any(choice.when is None for choice in conditional):
            self._note(
                "severity",
                "最后一项（只有它）不写 when",
                "the last choice, and it alone, has no when",
            )
        for choice in rule.severity:
            if choice.when is not None:
                self._expression("severity", choice.when, allow_given=True)

    def _sentences(self, key: str, sentences: Sentences) -> None:
        for verdict in Verdict:
            text = sentences.of(verdict)
            if text is not None:
                self._sentence(f"{key}.{verdict}", text)
            for choice in sentences.choices.get(verdict, ()):
                self._expression(f"{key}.{verdict}", choice.when, allow_given=True)
                self._sentence(f"{key}.{verdict}", choice.text)

    def _sentence(self, key: str, text: Text) -> None:
        for problem in read_sentence(text, self._language)[1]:
            self._note(key, problem.zh, problem.en)
