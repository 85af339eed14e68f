"""What printed words are to a reader that cannot see the page: heading, cell, paragraph, picture.

Whoever makes strips gives each line its tag; the canvas writes where a tag's words begin and end
(``sequences``), and ``structure`` makes the tree from the same sequences. Words without a tag are
decoration: page numbers, heads of tables repeated on the next page, lines, fills.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from xinbao_desktop.packet.typeset import is_chinese
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xinbao_desktop.packet.sheet import Mark


class Role(StrEnum):
    """The standard structure types of PDF that our pages use."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    TITLE = "H1"
    HEADING = "H2"
    QUESTION = "H3"  # what a long answer stands under
    PARAGRAPH = "P"
    SPAN = "Span"
    LIST = "L"
    ITEM = "LI"
    ITEM_BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    LINK = "Link"
    ARTIFACT = "Artifact"  # no part of the tree


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """One element of the structure; the same object wherever its lines stand.

    Without a ``parent`` it belongs to the section of its page. ``lang`` is given where it may
    differ from what is round it; ``scope`` says which cells a head cell names; ``span`` over
    how many columns a cell reaches.
    """

    role: Role
    parent: Tag | None = None
    lang: str = ""
    words: str = ""  # of a section its title; of a picture what it shows
    scope: str = ""
    span: int = 1


DECORATION = Tag(Role.ARTIFACT)
CODES = {Lang.ZH: "zh-CN", Lang.EN: "en"}


def language_of(words: str) -> str:
    """Return the language of our own words, which is seen from their characters."""
    return CODES[Lang.ZH if is_chinese(words) else Lang.EN]


def tag_of(mark: Mark) -> Tag | None:
    """Return a mark's tag; None for decoration."""
    tag: Tag | None = getattr(mark, "tag", None)
    return None if tag is DECORATION else tag


@dataclass(frozen=True, slots=True)
class Run:
    """Marks that follow each other and have one tag.

    ``number`` is their marked-content identifier; None for decoration and for an empty cell,
    of which nothing is painted.
    """

    tag: Tag | None
    number: int | None
    marks: tuple[Mark, ...]


def sequences(marks: Iterable[Mark]) -> Iterator[Run]:
    """Yield a page's marks in the order they are painted, those of one tag together."""
    count = 0
    for tag, members in groupby(marks, key=tag_of):
        run = tuple(members)
        shown = tag is not None and any(getattr(mark, "words", "") for mark in run)
        yield Run(tag, count if shown else None, run)
        count += shown
