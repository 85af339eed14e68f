"""Closed word lists: which words a field may hold, and how people write them.

A vocabulary holds the values the records keep, with their labels in both languages and every
synonym a Chinese office types for them. Which words there are is data (``resources/codes``);
what a word means for a verdict belongs to the rules.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xinbao_desktop.text import Text


_PIECES = re.compile(r"[\s()\[\]【】:：|]+")


def folded(words: str) -> str:
    """Return words as they are compared: width, case, accents, spaces and punctuation dropped.

    Signs of currencies stay, for ``A$`` and ``S$`` differ from each other by their letter alone.
    """
    compatible = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", words))
    return "".join(
        sign
        for sign in compatible.casefold()
        if sign.isalnum() or unicodedata.category(sign) == "Sc"
    )


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary: the value kept, its label and the other ways to write it.

    ``full`` is a whole name (of an insurer), for forms that are signed and sealed.
    """

    value: str
    label: Text
    synonyms: tuple[str, ...] = ()
    full: Text | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which the word is understood."""
        return (self.value, self.label.zh, self.label.en, *self.synonyms)


class AmbiguousTermError(ValueError):
    """Two terms of one vocabulary claim the same word."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of terms, in the order in which they are offered."""

    name: str
    title: Text
    terms: tuple[Term, ...]
    _by_value: Mapping[str, Term] = field(init=False, repr=False, compare=False)
    _by_word: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_word: dict[str, str] = {}
        for term in self.terms:
            for spelling in term.spellings:
                owner = by_word.setdefault(folded(spelling), term.value)
                if owner != term.value:
                    raise AmbiguousTermError(
                        f"{self.name}: {spelling!r} means both {owner!r} and {term.value!r}"
                    )
        object.__setattr__(self, "_by_value", {term.value: term for term in self.terms})
        object.__setattr__(self, "_by_word", by_word)

    @property
    def values(self) -> tuple[str, ...]:
        """The values, in order."""
        return tuple(term.value for term in self.terms)

    def __contains__(self, value: object) -> bool:
        return value in self._by_value

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def parse(self, raw: str) -> str | None:
        """Return the value a person means, or None where the word is not in the list.

        Words that say the same twice, such as ``赊销 (OA)`` or ``USD 美元``, are understood too.
        """
        if raw in self._by_value:
            return raw
        found = self._word(raw)
        if found is not None:
            return found
        pieces = [piece for piece in _PIECES.split(unicodedata.normalize("NFKC", raw)) if piece]
        meant = {self._word(piece) for piece in pieces}
        return meant.pop() if len(pieces) > 1 and len(meant) == 1 else None

    def _word(self, raw: str) -> str | None:
        key = folded(raw)
        return self._by_word.get(key) if key else None

    def term(self, value: str) -> Term:
        """Return the term of a value; ``KeyError`` where there is none."""
        return self._by_value[value]

    def label(self, value: str) -> Text:
        """Return what a value is called; ``KeyError`` where there is none."""
        return self._by_value[value].label


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """Every vocabulary of the program, by name (``payment_term``)."""

    _by_name: Mapping[str, Vocabulary]

    def __getitem__(self, name: str) -> Vocabulary:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def label(self, name: str, value: str) -> Text:
        """Return what a value of a vocabulary is called; ``KeyError`` where there is none."""
        return self._by_name[name].label(value)
