"""Put an explanation into lines to read: every part of a rule with its value, indented.

For whoever defends a verdict in front of the insurer: which condition was asked, what each fact
was and where it came from, which figure held since when and after what text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from xinbao_desktop.domain.rules.wording import formatted
from xinbao_desktop.text import Text, joined, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xinbao_desktop.domain.rules.catalogue import FactCatalogue
    from xinbao_desktop.domain.rules.parameters import ParameterBook
    from xinbao_desktop.domain.rules.tree import Explanation, Trace
    from xinbao_desktop.domain.rules.values import RecordField

_APPLIES = Text("何时适用", "applies when")
_ASKS = Text("条件", "asks")
_ASSUMED = Text("为空，按无处理：{what}", "empty, read as none: {what}")
_NOTHING = Text("", "")
_JOINED = {
    "and": Text("以下各项都满足", "all of these"), "or": Text("以下任一项满足", "any of these"),
}  # fmt: skip
_SIGNS = {
    "<=": same("≤"), ">=": same("≥"), "!=": same("≠"), "==": same("="),
    " and ": Text(" 且 ", " and "), " or ": Text(" 或 ", " or "), "not ": Text("非 ", "not "),
}  # fmt: skip
_SINCE = Text("自 {day} 起", "since {day}")


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One part of a rule.

    ``words`` are the rule's own, ``value`` what they came to; ``label`` names a fact or figure,
    or reads a comparison with their names, ``note`` says where it comes from. ``depth`` is 0 for
    a whole condition.
    """

    depth: int
    words: str
    value: Text
    label: Text
    note: Text


Tell: TypeAlias = "Callable[[RecordField], Text | None]"
"""Says of a field of a record where its value comes from."""


def why(
    explanation: Explanation,
    catalogue: FactCatalogue,
    book: ParameterBook,
    tell: Tell | None = None,
) -> tuple[WhyLine, ...]:
    """Return the lines of an explanation; written values are left out, they explain themselves.

    Under a derived fact stand the fields it was computed from.
    """
    reader = _Reader(catalogue, book, tell or _nobody)
    lines: list[WhyLine] = []
    if explanation.applies is not None:
        lines += reader.lines(explanation.applies, 0, _APPLIES)
    lines += reader.lines(explanation.test, 0, _ASKS)
    return tuple(lines)


def _nobody(field: RecordField) -> Text | None:
    del field
    return None


@dataclass(frozen=True, slots=True)
class _Reader:
    catalogue: FactCatalogue
    book: ParameterBook
    tell: Tell

    def lines(self, trace: Trace, depth: int, label: Text) -> Iterator[WhyLine]:
        path, unit = "", ""
        if trace.fact is not None:
            path = trace.path
            spec = self.catalogue.spec(path)
            label = spec.label if spec is not None else same(path)
        elif trace.parameter is not None:
            figure = self.book[trace.path]
            label, unit = figure.title, figure.unit
        elif label is _NOTHING:
            label = self._readable(trace)
        value = formatted(trace.value, self.catalogue, path, unit)
        own = [field for field in trace.fields if field.path == path]
        notes = [_note(trace, self.catalogue), *filter(None, map(self.tell, own))]
        yield WhyLine(depth, trace.text, value, label, joined([n for n in notes if n.zh]))
        for field in trace.fields:
            if field.path != path:
                yield self._field(field, depth + 1)
        for part in trace.parts:
            if part.parts or part.path:
                yield from self.lines(part, depth + 1, _NOTHING)

    def _readable(self, trace: Trace) -> Text:
        """Return a condition with the names of its facts and figures in place of their paths."""
        if trace.joint:
            return _JOINED[trace.joint]
        names: dict[str, Text] = {}
        for part in trace.walk():
            spec = self.catalogue.spec(part.path) if part.fact is not None else None
            if spec is not None:
                names[part.text] = spec.label
            elif part.parameter is not None:
                names[part.text] = self.book[part.path].title
        zh = en = trace.text
        for words in sorted(names, key=len, reverse=True):
            zh, en = zh.replace(words, names[words].zh), en.replace(words, names[words].en)
        for sign, word in _SIGNS.items():
            zh, en = zh.replace(sign, word.zh), en.replace(sign, word.en)
        return Text(zh, en)

    def _field(self, field: RecordField, depth: int) -> WhyLine:
        spec = self.catalogue.spec(field.path)
        label = spec.label if spec is not None else same(field.path)
        value = formatted(field.value, self.catalogue, field.path)
        record = same(" ".join(filter(None, field.identity)))
        notes = [record, self.tell(field)]
        return WhyLine(depth, field.path, value, label, joined([n for n in notes if n and n.zh]))


def _note(trace: Trace, catalogue: FactCatalogue) -> Text:
    notes: list[Text] = []
    assumed: frozenset[str] = frozenset()
    if trace.fact is not None:
        assumed = trace.fact.assumed
        notes += [trace.fact.origin] if trace.fact.origin is not None else []
    if trace.parameter is not None:
        figure = trace.parameter
        assumed = figure.assumed
        if figure.citation is not None:
            notes.append(same(f"{figure.citation.source} {figure.citation.article}".strip()))
        if figure.from_on is not None:
            notes.append(_SINCE.fill(day=figure.from_on.isoformat()))
    if assumed:
        specs = [(path, catalogue.spec(path)) for path in sorted(assumed)]
        labels = [same(path) if spec is None else spec.label for path, spec in specs]
        notes.append(_ASSUMED.fill(what=joined(labels, "、", ", ")))
    return joined(notes)
