"""How a cell that cannot be read, or was read with a remark, is told apart from a plain value."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xinbao_desktop.text import Text


class UnreadableError(ValueError):
    """A cell holds something, but not what its field asks for; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that was understood, with a remark the user should see."""

    value: object
    text: Text


PLACEHOLDERS = frozenset(
    {
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "/",
        "\\",
        "n/a",
        "#n/a",
        "na",
        "null",
        "nil",
        "无",
        "暂无",
        "空",
    }
)
"""What people write into a cell to say that there is nothing to write."""


def compatible(words: str) -> str:
    """Return words with full-width signs made narrow and outer spaces taken off."""
    if words.isascii():
        return words.strip()
    return unicodedata.normalize("NFKC", words).strip()


def shown(raw: object) -> str:
    """Return a raw cell as it is quoted in a message, cut where it is long."""
    words = str(raw).encode("utf-8", "replace").decode("utf-8")
    return words if len(words) <= 60 else words[:57] + "…"
