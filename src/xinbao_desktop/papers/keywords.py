"""Find weighted words in a text, so that a longer word hides the shorter one inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.paper import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Hit:
    """A word found: for which slot, how heavy, and from where to where it stands."""

    slot: str
    word: str
    weight: Decimal
    start: int
    end: int


class KeywordIndex:
    """Finds many words in one pass each; built once from a set of rules."""

    def __init__(self, entries: Iterable[tuple[str, str, Decimal]]) -> None:
        """Take (slot, word, weight) triples."""
        self._words: dict[str, list[tuple[str, str, Decimal]]] = {}
        for slot, word, weight in entries:
            self._words.setdefault(folded(word), []).append((slot, word, weight))
        longest_first = sorted(self._words, key=lambda word: (-len(word), word))
        pattern = "|".join(_bounded(word) for word in longest_first)
        # A lookahead finds overlapping words; at one place the longest comes first.
        self._pattern = re.compile(f"(?=({pattern}))") if longest_first else None

    def hits(self, text: str) -> list[Hit]:
        """Return what is found in a folded text, without words inside longer ones."""
        if self._pattern is None:
            return []
        spans = [(m.start(1), m.end(1)) for m in self._pattern.finditer(text) if m.group(1)]
        found: list[Hit] = []
        reach = -1
        for start, end in spans:  # ordered by start, so a span inside another ends no later
            if end <= reach:
                continue
            reach = end
            found += [
                Hit(slot, word, weight, start, end)
                for slot, word, weight in self._words[text[start:end]]
            ]
        return found


def _bounded(word: str) -> str:
    """Return a pattern for the word; Latin letters at its edge end where a letter follows."""
    before = r"(?<![a-z])" if "a" <= word[0] <= "z" else ""
    before = r"(?<![0-9])" if word[0].isdigit() else before
    after = r"(?![a-z])" if "a" <= word[-1] <= "z" else ""
    after = r"(?![0-9])" if word[-1].isdigit() else after
    return before + re.escape(word) + after
