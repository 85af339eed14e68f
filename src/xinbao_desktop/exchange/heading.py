"""Recognise what a heading means: its key, its Chinese or English title, or a synonym.

Width, case, spaces and punctuation do not matter; what stands in brackets is a unit and counts
only where nothing else is found; a heading in two languages may name its key in either.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.vocabulary import folded
from xinbao_desktop.exchange.units import without_currency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xinbao_desktop.domain.schema import FieldSpec, RecordKind

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|〔[^〕]*〕")
_PARTS = re.compile(
    r"[\n/|;:]+|(?<=[\u3400-\u9fff])\s*(?=[A-Za-z])|(?<=[A-Za-z.])\s*(?=[\u3400-\u9fff])"
)

EXACT, TITLED, KNOWN_AS, LOOSE = 4, 3, 2, 1
"""How sure a heading's meaning is: title and key, one of them, a synonym, a part of it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means in one kind of record."""

    key: str
    rank: int


@lru_cache(maxsize=8192)
def meanings(heading: str) -> Mapping[str, Meaning]:
    """Return what a heading means, by the name of each kind in which it means anything."""
    words = unicodedata.normalize("NFKC", heading)
    if len(words) > 120:
        return {}
    found = dict(_index().get(folded(words), {}))
    bare = _BRACKETS.sub("", words)
    for less in (bare, without_currency(bare)):
        for kind, meaning in _index().get(folded(less), {}).items():
            found.setdefault(kind, Meaning(meaning.key, max(LOOSE, meaning.rank - 1)))
    for kind, key in _agreed(bare):
        found.setdefault(kind, Meaning(key, LOOSE))
    return found


@cache
def sheet_names() -> Mapping[str, str]:
    """Return the kind by each folded name that a sheet of it may bear."""
    names: dict[str, str] = {}
    for kind in KINDS:
        zh, en = kind.title.zh, kind.title.en
        for words in (kind.name, kind.singular, zh, en, zh + kind.name, kind.name + zh, zh + en):
            names.setdefault(folded(words), kind.name)
    return names


def kind_of_sheet(name: str) -> str:
    """Return the kind a sheet's name says, or an empty word."""
    return sheet_names().get(folded(name), "")


def kinds_hinted(name: str) -> frozenset[str]:
    """Return the kinds whose title or key stands somewhere in a name."""
    words = folded(name)
    return frozenset(
        kind.name for kind in KINDS if folded(kind.title.zh) in words or folded(kind.name) in words
    )


def heading_of(spec: FieldSpec) -> str:
    """Return the heading that the export writes: the Chinese title and the key."""
    return f"{spec.label.zh} {spec.key}"


def _agreed(words: str) -> Iterator[tuple[str, str]]:
    """Yield kind and key where the parts of a heading agree on one key."""
    parts = [part for part in _PARTS.split(words) if part and part.strip()]
    if len(parts) < 2:
        return
    keys: dict[str, set[str]] = {}
    for part in parts:
        for kind, meaning in _index().get(folded(part), {}).items():
            keys.setdefault(kind, set()).add(meaning.key)
    for kind, agreed in keys.items():
        if len(agreed) == 1:
            yield kind, next(iter(agreed))


@cache
def _index() -> Mapping[str, Mapping[str, Meaning]]:
    index: dict[str, dict[str, Meaning]] = {}
    for kind in KINDS:
        for words, meaning in _spellings(kind):
            known = index.setdefault(folded(words), {}).get(kind.name)
            if known is None or known.rank < meaning.rank:
                index[folded(words)][kind.name] = meaning
    index.pop("", None)
    return index


def _spellings(kind: RecordKind) -> Iterator[tuple[str, Meaning]]:
    for spec in kind.keys:
        zh, en, key = spec.label.zh, spec.label.en, spec.key
        for words in (f"{zh}{key}", f"{key}{zh}", f"{zh}{en}"):
            yield words, Meaning(key, EXACT)
        yield key, Meaning(key, EXACT)
        for words in (zh, en):
            yield words, Meaning(key, TITLED)
        for words in spec.synonyms:
            yield words, Meaning(key, KNOWN_AS)
        for words in (zh, *spec.synonyms):
            yield _BRACKETS.sub("", unicodedata.normalize("NFKC", words)), Meaning(key, LOOSE)
