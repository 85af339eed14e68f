"""A sentence in both languages of the program.

What the domain says (verdicts, problems, labels, printed words) is always said in Chinese and
in English at once; who shows it picks one. Texts of the window itself are Qt translations.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Lang(StrEnum):
    """A language of the program."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence, in Chinese and in English."""

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """Return the sentence in one language."""
        return self.zh if lang is Lang.ZH else self.en

    def fill(self, **values: object) -> Text:
        """Fill ``{name}`` in both languages; a ``Text`` value is taken in the same language."""
        zh = {key: v.zh if isinstance(v, Text) else v for key, v in values.items()}
        en = {key: v.en if isinstance(v, Text) else v for key, v in values.items()}
        return Text(self.zh.format(**zh), self.en.format(**en))

    def as_json(self) -> dict[str, str]:
        """Return ``{"zh": …, "en": …}``, as every answer of the command line gives it."""
        return {"zh": self.zh, "en": self.en}


def same(words: str) -> Text:
    """Return a text that reads alike in both languages (a number, a name, a code)."""
    return Text(words, words)


def joined(parts: list[Text], zh: str = "；", en: str = "; ") -> Text:
    """Join texts with each language's own separator."""
    return Text(zh.join(p.zh for p in parts), en.join(p.en for p in parts))


def listed(parts: Sequence[str], zh: str = "；", en: str = "; ") -> Text | str | None:
    """Join names and figures for a form; one alone reads alike, and none is no answer."""
    if len(parts) > 1:
        return joined([same(part) for part in parts], zh, en)
    return parts[0] if parts else None


def sentences(parts: Iterable[Text]) -> Text:
    """Join whole sentences into one: the full stops between them become semicolons."""
    listed = list(parts)
    ends = [Text(p.zh.rstrip("。"), p.en.rstrip(".")) for p in listed[:-1]]
    return joined([*ends, *listed[-1:]])
