"""Turn values and missing facts into words, and fill the sentences of a rule.

A placeholder in a sentence is an expression in braces, ``{case.notice_on}``, or a figure,
``{param:notice.default.days}``, or ``{missing}``: what would settle an unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules import logic, nodes
from xinbao_desktop.domain.rules.tree import Explainer
from xinbao_desktop.domain.rules.values import ENDLESS, Missing, NotApplicable, Span
from xinbao_desktop.text import Lang, Text, joined, same

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.catalogue import FactCatalogue
    from xinbao_desktop.domain.rules.evaluation import Evaluation
    from xinbao_desktop.domain.rules.language import Language
    from xinbao_desktop.domain.rules.values import Value

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FIGURE = re.compile(r"param:([a-z0-9_.]+)")
MISSING = "missing"
_MANY = 6
_THOUSANDS_FROM = 10_000
_CENT, _CENT_PLACES = Decimal("0.01"), 2
_WRITTEN_PLACES = 12
"""More places than anybody writes: the end of a division that has none."""
_YES, _NO = Text("是", "yes"), Text("否", "no")
_NOBODY = Text("无", "none")
_NEVER = Text("尚无", "none yet")
_NONE = Text("没有公布的数值", "no published figure")
_ENTER = Text("请在“{sheet}”填写：{what}", "Enter in “{sheet}”: {what}")
_CHOOSE = Text(
    "两处来源不一致，请核对单证后在“{sheet}”改正，或在“确认”里说明：{what}",
    "Two sources differ; look at the paper, then correct it in “{sheet}” or confirm it in writing: "
    "{what}",
)


def formatted(  # noqa: PLR0911 - one case per type
    value: Value, catalogue: FactCatalogue, path: str = "", unit: str = ""
) -> Text:
    """Return a value as words: days ISO, numbers plain, codes by their wording."""
    spec = catalogue.spec(path) if path else None
    unit = spec.unit if spec is not None and spec.unit else unit
    match value:
        case bool():
            return _YES if value else _NO
        case int() | Decimal():
            return same(_number(value, unit))
        case date():
            if value == date.max:
                return _NEVER
            return same(value.isoformat())
        case Missing():
            label = spec.label if spec is not None else missing_labels(value, catalogue)
            return Text(f"〔{label.zh}未填〕", f"[{label.en} not given]")
        case NotApplicable():
            return Text("不适用", "not applicable")
        case Span():
            return _span(value, catalogue, unit)
        case str():
            return (spec.words or {}).get(value, same(value)) if spec is not None else same(value)
        case () | frozenset() if not value:
            return _NOBODY
        case _:
            parts = sorted(value) if isinstance(value, frozenset) else value
            words = (spec.words or {}) if spec is not None else {}
            return joined([words.get(part, same(part)) for part in parts], "、", ", ")


def _number(value: Decimal | int, unit: str) -> str:
    if isinstance(value, Decimal) and not value.is_finite():
        return "∞"
    if unit == "ratio":
        return _plain((Decimal(value) * 100).normalize()) + "%"
    return _plain(value)


def _plain(value: Decimal | int) -> str:
    """Whole numbers without a point, others as they were written; from 10,000 on in thousands.

    A computed amount has no zeros after its cents; one without an end is rounded to cents.
    """
    exact = Decimal(value)
    whole = exact.to_integral_value()
    shown = whole if exact == whole else _short(exact)
    return format(shown, ",f" if abs(shown) >= _THOUSANDS_FROM else "f")


def _short(exact: Decimal) -> Decimal:
    if _places(exact) <= _CENT_PLACES:
        return exact
    short = exact.normalize()
    if _CENT_PLACES < _places(short) <= _WRITTEN_PLACES:
        return short
    return exact.quantize(_CENT, ROUND_HALF_UP)


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)


def _span(value: Span, catalogue: FactCatalogue, unit: str) -> Text:
    low = formatted(value.low, catalogue, unit=unit)
    if value.high in (date.max, ENDLESS):
        return Text(f"{low.zh}（无公布的上限）", f"{low.en} (no published upper figure)")
    high = formatted(value.high, catalogue, unit=unit)
    if value.paths == logic.CALENDAR:
        return Text(
            f"{low.zh} 至 {high.zh}（那一年的放假安排尚未公布）",
            f"{low.en} to {high.en} (that year's calendar is not published yet)",
        )
    return Text(
        f"{low.zh} 至 {high.zh}（公布的说法不一）", f"{low.en} to {high.en} (sources differ)"
    )


def missing_labels(missing: Missing, catalogue: FactCatalogue) -> Text:
    """Return what is missing by its labels; contradictions are named as such."""
    paths = sorted(missing.paths)
    if not paths:
        return _NONE
    labels = []
    for path in paths[:_MANY]:
        spec = catalogue.spec(path)
        label = spec.label if spec is not None else same(path)
        if path in missing.conflicting:
            label = Text(f"{label.zh}（资料互相矛盾）", f"{label.en} (given in two versions)")
        labels.append(label)
    text = joined(labels, "、", ", ")
    if len(paths) > _MANY:
        rest = len(paths) - _MANY
        text = Text(f"{text.zh}等 {len(paths)} 项", f"{text.en} and {rest} more")
    return Text(text.zh, text.en.removesuffix("."))


def where_to_enter(missing: Missing, catalogue: FactCatalogue) -> Text:
    """Return the advice under an unknown verdict: which facts to enter or to choose, and where."""
    steps: dict[tuple[Text, Text], list[Text]] = {}
    for path in sorted(missing.paths):
        spec = catalogue.spec(path)
        if spec is not None and spec.entered is not None:
            step = _CHOOSE if path in missing.conflicting else _ENTER
            steps.setdefault((step, spec.entered), []).append(spec.label)
    parts = [
        step.fill(sheet=entered, what=joined(labels[:_MANY], "、", ", "))
        for (step, entered), labels in steps.items()
    ]
    if not parts:
        return Text("", "")
    text = joined(parts)
    return Text(text.zh + "。", text.en.removesuffix(".") + ".")


@dataclass(frozen=True, slots=True)
class _Slot:
    """A placeholder: its expression, or None for ``{missing}``."""

    node: nodes.Node | None
    path: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ready to be filled: words and placeholders, for each language."""

    parts: dict[Lang, tuple[str | _Slot, ...]]
    language: Language

    def fill(self, env: Evaluation, missing: Missing | None) -> Text:
        """Return the sentence about one subject."""
        return Text(self._filled(Lang.ZH, env, missing), self._filled(Lang.EN, env, missing))

    def _filled(self, lang: Lang, env: Evaluation, missing: Missing | None) -> str:
        return "".join(
            part if isinstance(part, str) else self._words(part, env, missing).of(lang)
            for part in self.parts[lang]
        )

    def _words(self, slot: _Slot, env: Evaluation, missing: Missing | None) -> Text:
        catalogue = self.language.catalogue
        if slot.node is None:
            return _NONE if missing is None else missing_labels(missing, catalogue)
        value = Explainer(catalogue, self.language.group).trace(slot.node, env).value
        return formatted(value, catalogue, slot.path, slot.unit)


def read_sentence(text: Text, language: Language) -> tuple[Sentence | None, list[Text]]:
    """Return a sentence with its placeholders checked, or every problem in it."""
    parts: dict[Lang, tuple[str | _Slot, ...]] = {}
    problems: list[Text] = []
    for lang in Lang:
        parts[lang], found = _read_parts(text.of(lang), language)
        problems += found
    if sorted(_PLACEHOLDER.findall(text.zh)) != sorted(_PLACEHOLDER.findall(text.en)):
        problems.append(
            Text("中英文的占位符不一致", "the two languages do not have the same placeholders")
        )
    return (None if problems else Sentence(parts, language)), problems


def _read_parts(words: str, language: Language) -> tuple[tuple[str | _Slot, ...], list[Text]]:
    parts: list[str | _Slot] = []
    problems: list[Text] = []
    end = 0
    for match in _PLACEHOLDER.finditer(words):
        parts.append(words[end : match.start()])
        end = match.end()
        slot, found = _read_slot(match.group(1).strip(), language)
        problems += found
        if slot is not None:
            parts.append(slot)
    parts.append(words[end:])
    if any(isinstance(part, str) and ("{" in part or "}" in part) for part in parts):
        problems.append(Text(f"大括号不成对：{words}", f"unmatched brace: {words}"))
    return tuple(part for part in parts if part), problems


def _read_slot(inside: str, language: Language) -> tuple[_Slot | None, list[Text]]:
    if inside == MISSING:
        return _Slot(None), []
    figure = _FIGURE.fullmatch(inside)
    text = f'param("{figure.group(1)}")' if figure else inside
    node, problems = language.read(text, None, allow_given=True)
    if node is None:
        return None, problems
    path = node.path if isinstance(node, nodes.FactRef) else ""
    unit = language.parameter_unit(node.id) if isinstance(node, nodes.ParamRef) else ""
    return _Slot(node, path, unit), []
