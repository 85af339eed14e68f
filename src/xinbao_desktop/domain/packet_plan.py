"""A packet before it is printed: everything that will stand in it, resolved and in order.

``app`` fills a plan, ``packet`` prints it and decides nothing of its own; so a plan holds no
reference to the client file, only values and the paths of papers already turned into A4 pages.
Reports and lists that stand alone have a simpler plan, ``report_plan``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.domain.form import FilledForm, FormDefinition
    from xinbao_desktop.domain.supplement import Supplement


class Profile(StrEnum):
    """What the print is for."""

    SEAL = "seal"  # two-sided, documents start on a right-hand page, space for seals
    FILE = "file"  # the client's own copy: no blank pages


class GapState(StrEnum):
    """Why a document is not there."""

    MISSING = "missing"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


class FindingSeverity(StrEnum):
    """How much an open check matters: an error stops, a warning needs a reason."""

    ERROR = "error"
    WARNING = "warning"


class Hindrance(StrEnum):
    """What of a paper may not be in an archival file (PDF/A-1b)."""

    FONT = "font"  # not embedded, of a kind not looked into, or not as wide as it says
    COLOUR = "colour"  # CMYK without a profile, or a profile newer than version 2
    TRANSPARENCY = "transparency"
    PICTURE = "picture"  # packed in a way that PDF 1.4 does not know
    ANNOTATION = "annotation"
    CONTENT = "content"  # anything else that is not surely allowed


@dataclass(frozen=True, slots=True)
class PackRef:
    """A pack of rules that gave the verdicts."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class InkBox:
    """What part of a page is printed on, in fractions of its width and height from top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What intake learned about one page of a paper.

    ``ink`` None means not measured: the whole page is then taken to be covered.
    """

    has_text: bool = False
    dpi: int | None = None
    ink: InkBox | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDocument:
    """A form that the program fills in and prints; ``id`` is unique in the plan."""

    id: str
    content: FilledForm
    copies: int = 1

    @property
    def slot(self) -> str:
        """The checklist slot the form fills."""
        return self.content.form.slot

    @property
    def title(self) -> Text:
        """The form's title."""
        return self.content.form.title


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDocument:
    """A paper of the client.

    ``pdf`` holds its pages as A4; ``sha256`` and ``original_name`` are those of the original
    as it was taken in (a bare file name, never a folder), ``client_id`` the client it was
    taken in for. ``as_picture`` prints it as pictures of 300 dpi, for papers whose fonts are
    not embedded. Of a paper divided between volumes ``pages`` are the ones of this volume and
    ``start`` counts those before them in ``pdf``. ``hindrance`` says why the packet cannot be
    archival with it; it is found while the packet is built.
    """

    id: str
    slot: str
    title: Text
    pdf: Path
    sha256: str
    original_name: str
    pages: tuple[PageInfo, ...]
    client_id: str
    invoice_no: str = ""
    dated_on: date | None = None
    copies: int = 1
    note: Text | None = None
    as_picture: bool = False
    start: int = 0
    hindrance: Hindrance | None = None


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A place on a paper's A4 page: the page from 0, the part of it."""

    page: int
    box: InkBox


@dataclass(frozen=True, slots=True)
class PageReference:
    """Where a blank names the pages of documents; for align and size see ``blank.FilePlace``."""

    place: PagePlace
    documents: tuple[str, ...]
    align: int = 0
    size: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankDocument(PaperDocument):
    """An insurer's own blank, filled for the case: ``blank`` is its id on the shelf.

    Its original is the insurer's PDF; ``mapping`` is the digest of how it was filled, ``content``
    the answers of the form it stands for, ``printed`` what was entered, a line each. What only
    the packet knows is put on it then: ``references``. ``seals`` are the places for the seal;
    ``wants_seal`` says that the form it stands for has one.
    """

    blank: str
    mapping: str
    content: FilledForm
    printed: tuple[str, ...] = ()
    references: tuple[PageReference, ...] = ()
    seals: tuple[PagePlace, ...] = ()
    wants_seal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GapDocument:
    """The page that stands where a document is missing, waived or not applicable."""

    id: str
    slot: str
    title: Text
    state: GapState
    reason: Text
    mandatory: bool = True
    invoice_no: str = ""


Document: TypeAlias = FormDocument | PaperDocument | GapDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of documents behind one divider, in checklist order.

    ``tab`` is its number in the index, its place where empty; ``first`` the number of its first
    document, more than 1 where the section goes on from an earlier volume.
    """

    id: str
    title: Text
    documents: tuple[Document, ...]
    tab: str = ""
    first: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    """A check that is not passed; a warning's ``reason`` is printed beside it."""

    check: str
    severity: FindingSeverity
    message: Text
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TickBox:
    """A check that only a person can make; ``answer`` prints it as ticked, by whom and when."""

    check: str
    message: Text
    answer: Text | None = None


@dataclass(frozen=True, slots=True)
class Volume:
    """Which volume (册) of a packet a plan is."""

    number: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketSheets:
    """The sheets that belong to the packet itself; labels and phrases come from ``forms/``.

    ``register`` (总目录) goes with supplements alone; ``volume_sheet`` takes the place of check
    sheet, manifest and register in volumes after the first.
    """

    cover: FilledForm
    index: FormDefinition
    check_sheet: FormDefinition
    divider: FormDefinition
    gap_page: FormDefinition
    manifest: FormDefinition
    register: FormDefinition
    volume_sheet: FormDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketPlan:
    """A whole packet. Every date printed in it is ``on`` or a fact's own."""

    kind: str
    title: Text
    case_no: str
    client_id: str
    client_name_zh: str
    client_name_en: str
    on: date
    program_version: str
    packs: tuple[PackRef, ...]
    sheets: PacketSheets
    sections: tuple[Section, ...]
    findings: tuple[OpenFinding, ...] = ()
    tick_boxes: tuple[TickBox, ...] = ()
    draft: bool = False
    profile: Profile = Profile.SEAL
    lang: Lang = Lang.ZH
    volume: Volume | None = None
    supplement: Supplement | None = None

    def documents(self) -> Iterator[Document]:
        """Return every document, in order."""
        for section in self.sections:
            yield from section.documents

    def papers(self) -> Iterator[PaperDocument]:
        """Return the client's papers, in order."""
        return (d for d in self.documents() if isinstance(d, PaperDocument))

    def tabbed(self) -> Iterator[tuple[str, Section, tuple[tuple[str, Document], ...]]]:
        """Return each section with its tab and its documents with theirs."""
        for number, section in enumerate(self.sections, start=1):
            tab = section.tab or str(number)
            places = enumerate(section.documents, start=section.first)
            yield tab, section, tuple((f"{tab}.{place}", document) for place, document in places)


@dataclass(frozen=True, slots=True)
class BuiltPacket:
    """A finished packet: pages, its SHA-256, and the digest of its decoded page contents.

    The bytes depend on the libraries' versions; the content digest only on what is printed.
    """

    pages: int
    sha256: str
    content_digest: str
