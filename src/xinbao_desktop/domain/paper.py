"""What evidence intake finds out about a paper (单证), and the geometry of its A4 copy.

Only values: how a file is read stands in ``papers``, where the copy is kept in ``storage``, how
it is stamped and bound in ``packet``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xinbao_desktop.text import Text

A4_SHORT_MM = Decimal(210)
A4_LONG_MM = Decimal(297)

TEXT_PER_PAGE = 20_000
"""Characters of text kept of one page; a page of print holds about 3,000."""

SCAN_DPI_MAX = 334
"""The finest a picture lies on the sheet: an A4 scan at 300 dpi, set at nine tenths."""

SCAN_DPI_MIN = 190
"""Under this a scan is hard to read in print; 200 to 300 is the usual demand."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Free edges of a sheet in millimetres."""

    left: Decimal
    top: Decimal
    right: Decimal
    bottom: Decimal


STAMP_ZONE = Margins(Decimal(8), Decimal(6), Decimal(13), Decimal("16.5"))
"""What an upright copy leaves free: the running number below, the riding seal (骑缝章) right."""

STAMP_ZONE_LANDSCAPE = Margins(Decimal(8), Decimal(6), Decimal(13), Decimal(22))
"""The same on a landscape copy: turned to be bound, its lower edge bears the riding seal."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page of the A4 copy.

    ``turned`` is by how many degrees clockwise the source was turned (EXIF, ``/Rotate``, the
    run of its text, the user); ``dpi`` the resolution of its main picture as it lies on the
    sheet; ``text`` what the page's own text layer says, at most ``TEXT_PER_PAGE`` characters;
    ``ink`` what part of the copy is covered, as fractions (left, top, right, bottom) of the page
    from its upper left corner, None where nothing is. ``matrix`` says where a point of the
    source's page lies on the copy, both in points from the lower left corner (a, b, c, d, e, f:
    x becomes a·x + c·y + e); only pages of a PDF have one.
    """

    number: int
    width_mm: Decimal
    height_mm: Decimal
    image_only: bool
    dpi: int | None
    blank: bool
    turned: int
    text: str
    ink: tuple[float, float, float, float] | None = None
    matrix: tuple[float, float, float, float, float, float] | None = None

    @property
    def landscape(self) -> bool:
        """Whether the page is wider than high."""
        return self.width_mm > self.height_mm


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """A paper that was accepted; its A4 copy lies where the caller asked for it."""

    pages: tuple[PaperPage, ...]
    media_type: str
    repaired: bool = False
    notes: tuple[Text, ...] = ()

    @property
    def page_texts(self) -> tuple[str, ...]:
        """The text of each page, empty where the page is a picture."""
        return tuple(page.text for page in self.pages)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not accepted, and the true reason with what to do about it."""

    reason: Text


class FactKind(StrEnum):
    """What a number found in a paper is."""

    INVOICE = "invoice"
    CONTRACT = "contract"
    TRANSPORT = "transport"
    CUSTOMS = "customs"
    AMOUNT = "amount"
    DATE = "date"
    TOTAL = "total"  # an amount behind a word for the total
    INVOICED = "invoiced"  # a day behind a word for the day of the invoice
    SHIPPED = "shipped"  # a day behind a word for the day of loading


@dataclass(frozen=True, slots=True)
class KeyFact:
    """A number read from a paper: ``page`` counts from 1, 0 is the file's name."""

    kind: FactKind
    value: str
    page: int


@dataclass(frozen=True, slots=True)
class KnownInvoice:
    """The numbers by which the client's records know one shipment."""

    invoice: str
    numbers: tuple[tuple[FactKind, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KnownNumbers:
    """The client's own numbers, so that a paper can be filed under its invoice."""

    shipments: tuple[KnownInvoice, ...] = ()

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, str | None]]) -> KnownNumbers:
        """Build from rows with ``invoice``, ``contract``, ``transport`` and ``customs``."""
        return cls(
            tuple(
                KnownInvoice(
                    row["invoice"] or "",
                    tuple((kind, value) for kind in _NUMBER_KINDS if (value := row.get(kind))),
                )
                for row in rows
                if row.get("invoice")
            )
        )


_NUMBER_KINDS = (FactKind.INVOICE, FactKind.CONTRACT, FactKind.TRANSPORT, FactKind.CUSTOMS)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a paper seems to belong; ``slot`` is None when nothing says so.

    ``confidence`` runs from 0 to 1; ``invoices`` are the client's own invoices it names.
    """

    slot: str | None
    confidence: Decimal
    why: Text
    numbers: tuple[KeyFact, ...] = ()
    invoices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that speaks for a slot, with its weight between 0 and 1."""

    word: str
    weight: Decimal

    def __post_init__(self) -> None:
        if not 0 < self.weight <= 1:
            raise ValueError(f"the weight of {self.word!r} is not above 0 and at most 1")
        if not folded(self.word):
            raise ValueError("a keyword is empty")


@dataclass(frozen=True, slots=True)
class RecognitionRule:
    """How papers of one checklist slot are recognised.

    ``names`` speak in a file's name, ``titles`` in the heading of its first page, ``words``
    anywhere in its text. A word inside a longer word of another rule does not count, so that
    装箱单 is not taken for 提单 nor 转卖合同 for 合同.
    """

    slot: str
    names: tuple[Keyword, ...] = ()
    titles: tuple[Keyword, ...] = ()
    words: tuple[Keyword, ...] = ()
    known: FactKind | None = field(default=None)


def folded(words: str) -> str:
    """Return words for comparing: full width, case and runs of space do not matter."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", words).casefold()).strip()
