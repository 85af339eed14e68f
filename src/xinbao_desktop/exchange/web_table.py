"""Read web pages that call themselves xls, as many Chinese systems export their lists.

Each table with more than one column is a sheet; scripts, styles and what stands around the
tables do not count.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from xinbao_desktop.exchange.delimited import decoded
from xinbao_desktop.exchange.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_COLUMNS = 1000

_CELLS = frozenset({"td", "th"})
_BREAKS = frozenset({"br", "p", "div"})


def looks_like_one(start: bytes) -> bool:
    """Whether a file begins as a web page does."""
    words = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return words.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<div"))


def read_grids(path: Path) -> Iterator[Grid]:
    """Yield the tables of a web page.

    Raises:
        BadInputError: Its text is in no known encoding.
    """
    page = _Tables()
    page.feed(decoded(path.name, path.read_bytes()))
    page.close()
    for number, rows in enumerate(page.tables, start=1):
        if any(len(row) > 1 for row in rows):
            name = path.stem if len(page.tables) == 1 else f"{path.stem} {number}"
            yield Grid(path.name, name, rows, named=False)


class _Tables(HTMLParser):
    """Collects the cells of every table; a cell over several columns leaves the others empty."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Any]]] = []
        self._open = False
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._unseen += 1
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
            self._open = False
        elif tag in _CELLS and self.tables:
            if not self.tables[-1]:
                self.tables[-1].append([])
            self._begin_cell(dict(attrs).get("colspan"))
        elif tag in _BREAKS and self._open and self._row[self._at]:
            self._row[self._at] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._unseen = max(0, self._unseen - 1)
        elif tag in _CELLS or tag in ("tr", "table"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open and not self._unseen:
            self._row[self._at] += " ".join(data.replace("\xa0", " ").split(" "))

    @property
    def _row(self) -> list[Any]:
        return self.tables[-1][-1]

    def _begin_cell(self, colspan: str | None) -> None:
        span = int(colspan) if colspan and colspan.isdigit() else 1
        self._at = len(self._row)
        self._row.extend([""] * max(1, min(span, MOST_COLUMNS)))
        self._open = True
