"""An insurer's own blank as a value: its fields, what is entered in each, and how.

A blank is a PDF form that belongs to the insurer and is never altered. Its fields are what the
PDF says, or places that a person marked on its pages. Reading and filling the PDF is
``papers``' work, keeping it ``catalog``'s.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xinbao_desktop.text import Text


class BlankFieldKind(StrEnum):
    """What a field of a blank takes."""

    TEXT = "text"
    TICK = "tick"  # check boxes or radio buttons; one of its states, or none
    CHOICE = "choice"  # a list to choose from, printed as words
    SEAL = "seal"  # nothing: the company's seal goes here; only a person can mark it


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field shows: a page from 1, a box in points from the shown page's upper left.

    ``state`` is what ticking this spot means to the PDF; ``before``, ``above`` and ``after`` are
    the words printed at its left, over it and at its right.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    state: str = ""
    before: str = ""
    above: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankField:
    """One field; a name may show at several spots.

    ``size`` 0 lets the filling choose; ``cells`` are the boxes of a field that takes one letter
    each; ``options`` are the words of a list by the value the PDF keeps for each. A ``fixed``
    one is read-only and has its maker's value. A ``marked`` field is no field of the PDF but a
    place that a person marked.
    """

    name: str
    kind: BlankFieldKind
    spots: tuple[Spot, ...]
    label: str = ""
    multiline: bool = False
    cells: int = 0
    longest: int = 0
    options: Mapping[str, str] = dataclasses.field(default_factory=dict)
    size: float = 0.0
    fixed: bool = False
    marked: bool = False

    @property
    def states(self) -> tuple[str, ...]:
        """Every state that can be ticked, or word that can be chosen."""
        if self.kind is BlankFieldKind.CHOICE:
            return tuple(self.options)
        return tuple(dict.fromkeys(spot.state for spot in self.spots if spot.state))


@dataclass(frozen=True, slots=True)
class BlankPages:
    """What reading a blank found: the shown size of each page, its fields, and remarks.

    ``seals`` are the places where words ask for a seal (盖章).
    """

    sizes: tuple[tuple[float, float], ...]
    fields: tuple[BlankField, ...]
    notes: tuple[Text, ...] = ()
    seals: tuple[Spot, ...] = ()


class Place(StrEnum):
    """Where a filled blank stands in a packet."""

    INSTEAD = "instead"  # of the program's own form, which stays only if something is lacking
    AFTER = "after"  # the program's own form first, then the blank


class AmountStyle(StrEnum):
    """How an amount is written into a field."""

    PRINTED = "printed"  # as the program's own form prints it: USD 1,234.50
    FIGURES = "figures"  # 1,234.50
    PLAIN = "plain"  # 1234.50
    CURRENCY = "currency"  # USD
    CAPITALS = "capitals"  # 美元壹仟贰佰叁拾肆元伍角


class Words(StrEnum):
    """Which language of a value that has two goes into the field."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankLink:
    """What one field is filled with.

    ``value`` is a field of the program's form, a column (``amounts.invoice_no``) with its
    ``row`` from 1, or the path of a record's field (``company.legal_rep``); page numbers can be
    asked for by the ``slot`` whose documents they are of. ``date`` is a pattern of YYYY, MM, DD,
    M, D and signs; ``ticks`` names for each answer (yes, no, a code) the state or word of the
    field that stands for it.
    """

    field: str
    value: str
    row: int = 0
    slot: str = ""
    date: str = ""
    amount: AmountStyle = AmountStyle.PRINTED
    words: Words = Words.ZH
    ticks: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankMapping:
    """How one blank is filled; ``sha256`` says which, ``marked`` adds places to its fields.

    ``picture`` prints the blank itself as a picture, as its fonts may not be in it.

    Nothing is printed on a mapping that no person ``confirmed``.
    """

    form: str
    sha256: str
    links: tuple[BlankLink, ...] = ()
    marked: tuple[BlankField, ...] = ()
    confirmed: bool = False
    use: bool = True
    place: Place = Place.INSTEAD
    picture: bool = False

    def link(self, name: str) -> BlankLink | None:
        """Return what fills a field, None where nothing does."""
        return next((link for link in self.links if link.field == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A blank on the shelf with its mapping; ``insurer`` empty means whichever it is."""

    id: str
    form: str
    insurer: str
    name: str
    sha256: str
    pages: BlankPages
    mapping: BlankMapping

    @property
    def in_use(self) -> bool:
        """Whether packets are to print it."""
        return self.mapping.confirmed and self.mapping.use and bool(self.mapping.links)

    def fields(self) -> Iterator[BlankField]:
        """Return the PDF's fields and those a person marked."""
        yield from self.pages.fields
        yield from self.mapping.marked

    def field(self, name: str) -> BlankField | None:
        """Return a field by its name."""
        return next((found for found in self.fields() if found.name == name), None)

    def unmapped(self) -> tuple[BlankField, ...]:
        """Return the fields that nothing fills: they are printed as they are."""
        linked = {link.field for link in self.mapping.links}
        open_ = (found for found in self.fields() if found.kind is not BlankFieldKind.SEAL)
        return tuple(found for found in open_ if found.name not in linked)

    def seals(self) -> tuple[BlankField, ...]:
        """Return the places that a person marked for the company's seal."""
        return tuple(f for f in self.mapping.marked if f.kind is BlankFieldKind.SEAL)


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes into one field: words, or for ticks the states that are on."""

    field: str
    words: str = ""
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Where a field lies in the file: page from 1, rectangle from the lower left corner.

    ``align`` is 0 left, 1 middle, 2 right; ``size`` that of its letters, 0 leaves it open.
    """

    page: int
    rect: tuple[float, float, float, float]
    align: int = 0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class FieldFate:
    """What became of an entry: what is printed of it, and what did not go in.

    ``size`` is that of the letters; ``lost`` the words that found no room; ``missing`` the
    characters that no bundled font has. ``places`` are told of fields without words, for what
    is put there once the packet is laid out.
    """

    field: str
    printed: str
    size: float = 0.0
    lost: str = ""
    missing: str = ""
    places: tuple[FilePlace, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledPdf:
    """What filling a PDF did, field by field."""

    fates: tuple[FieldFate, ...]
    notes: tuple[Text, ...] = ()
