"""What a sample paper says. Everything in it is invented by the caller."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class MockKind(StrEnum):
    """Which paper is drawn.

    FORM is any table of labels and values (limit approval, policy schedule, bank advice, account
    permit, delivery proof), DEED any paper of paragraphs with signatures (entrustment, trust
    deed, letters).
    """

    CONTRACT = "contract"
    INVOICE = "invoice"
    PACKING_LIST = "packing_list"
    BILL_OF_LADING = "bill_of_lading"
    CUSTOMS_DECLARATION = "customs_declaration"
    MAIL = "mail"
    FORM = "form"
    DEED = "deed"
    BUSINESS_LICENCE = "business_licence"
    IDENTITY_CARD = "identity_card"


class Look(StrEnum):
    """How it comes into the office; the value is the ending of its file's name."""

    SCAN_JPEG = "jpg"
    SCAN_PDF = "scan.pdf"
    PHOTO_SIDEWAYS = "photo.jpg"
    FAX_TIFF = "tif"
    TEXT_PDF = "pdf"

    @property
    def ending(self) -> str:
        """The file name's ending, with its dot."""
        return "." + self.value.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm on a paper."""

    name: str
    name_zh: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class MockPaper:
    """One sample paper.

    ``fields`` are the values by the keys that its template names in its docstring; ``rows`` the
    lines of its table; ``paragraphs`` its running text; ``seal`` the name round the red seal,
    ``seal_kind`` the words across it (合同专用章).
    """

    kind: MockKind
    seller: Firm
    buyer: Firm = field(default_factory=lambda: Firm(""))
    title: str = ""
    subtitle: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[tuple[str, ...], ...] = ()
    paragraphs: tuple[str, ...] = ()
    seal: str = ""
    seal_kind: str = ""
    signed: bool = True

    def get(self, key: str) -> str:
        """Return a field, empty if it is not given."""
        return self.fields.get(key, "")
