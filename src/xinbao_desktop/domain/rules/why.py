"""Put an explanation into lines to read: every part of a rule with its value, indented.

For whoever defends a verdict in front of the insurer: which condition was asked, what each fact
was and where it came from, which figure held since when and after what text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.wording import formatted
from xinbao_desktop.text import Text, joined, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.rules.catalogue import FactCatalogue
    from xinbao_desktop.domain.rules.parameters import ParameterBook
    from xinbao_desktop.domain.rules.tree import Explanation, Trace

_APPLIES = Text("何时适用", "applies when")
_ASKS = Text("条件", "asks")
_ASSUMED = Text("为空，按无处理：{what}", "empty, read as none: {what}")
_NOTHING = Text("", "")
_SINCE = Text("自 {day} 起", "since {day}")


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One part of a rule.

    ``words`` are the rule's own, ``value`` what they came to; ``label`` names a fact or figure,
    ``note`` says where it comes from. ``depth`` is 0 for a whole condition.
    """

    depth: int
    words: str
    value: Text
    label: Text
    note: Text


def why(
    explanation: Explanation, catalogue: FactCatalogue, book: ParameterBook
) -> tuple[WhyLine, ...]:
    """Return the lines of an explanation; written values are left out, they explain themselves."""
    reader = _Reader(catalogue, book)
    lines: list[WhyLine] = []
    if explanation.applies is not None:
        lines += reader.lines(explanation.applies, 0, _APPLIES)
    lines += reader.lines(explanation.test, 0, _ASKS)
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Reader:
    catalogue: FactCatalogue
    book: ParameterBook

    def lines(self, trace: Trace, depth: int, label: Text) -> Iterator[WhyLine]:
        path, unit = "", ""
        if trace.fact is not None:
            path = trace.path
            spec = self.catalogue.spec(path)
            label = spec.label if spec is not None else same(path)
        elif trace.parameter is not None:
            figure = self.book[trace.path]
            label, unit = figure.title, figure.unit
        value = formatted(trace.value, self.catalogue, path, unit)
        yield WhyLine(depth, trace.text, value, label, _note(trace, self.catalogue))
        for part in trace.parts:
            if part.parts or part.path:
                yield from self.lines(part, depth + 1, _NOTHING)


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
