"""A sheet as rows of raw cells, whatever file it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.text import Text

Cell = object
"""A raw cell: text, number, date, moment, truth value, ``Broken``; an empty text where empty."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell whose value cannot be had: a formula with an error, or never computed."""

    text: Text


@dataclass(frozen=True, slots=True)
class Block:
    """Merged cells: first and last row and column, counted from 0 in the grid, inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: all its rows from the first, and the sheet's column the first cell stands in.

    Attributes:
        file: The file's name.
        name: The sheet's name; the file's name without its ending where there are no sheets.
        rows: The cells; row 0 is row 1 of the spreadsheet.
        first_column: How many empty columns stand left of the first cell of each row.
        merged: The merged cells.
        named: Whether the sheet has a name that may say what it holds.
        laid_out: Whether a person laid it out, so that totals and notes may stand in it.
    """

    file: str
    name: str
    rows: Sequence[list[Any]]
    first_column: int = 0
    merged: tuple[Block, ...] = ()
    named: bool = True
    laid_out: bool = True

    def letter(self, column: int) -> str:
        """Return the letter of a column of the rows."""
        return column_letter(column + self.first_column)


def column_letter(index: int) -> str:
    """Return the spreadsheet's letter of a column counted from 0 (0 is A, 26 is AA)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return a column counted from 0 by its letters (A is 0, AA is 26)."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing."""
    return cell is None or cell == "" or (isinstance(cell, str) and not cell.strip())
