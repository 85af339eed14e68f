"""What a finished PDF shows, read anew: plain values that the checks judge.

Two readers fill them, pdfium for what is printed and pypdf for how the file is built; neither
wrote it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OURS = frozenset(
    {"cover", "index", "check", "manifest", "register", "volume", "divider", "form", "gap", "blank"}
)
SAYS_HOW = ("check", "volume")  # the sheets that say how the packet was made
NUMBER_ZONE = 20 * 72 / 25.4  # points above the lower edge; our text ends above it
SUPPLEMENT = re.compile(r"补充\s*(\d+)\s*第")
VOLUME = re.compile(r"第\s*(\d+)\s*册")
NUMBER = re.compile(r"(?:补充\s*\d+\s*)?(?:第\s*\d+\s*册\s*)?第\s*(\d+)\s*页\s*共\s*(\d+)\s*页")
NUMBER_EN = re.compile(r"(?<!\d)(?:S\d{1,3}-)?(?:\d{1,3}-)?(\d{1,5})\s*(?:of|/)\s*(\d{1,5})(?!\d)")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in points, from the lower left corner of the page as it is shown."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Its height."""
        return self.y1 - self.y0

    def meets(self, other: Area) -> bool:
        """Whether two areas overlap."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )

    def grown(self, by: float) -> Area:
        """Return the area with a rim around it."""
        return Area(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words drawn in one go: where, how large, how they run, how light."""

    words: str
    area: Area
    base: float  # the height of the line of text above the page's lower edge
    size: float
    run: tuple[float, float]  # the direction of the line of text
    light: float  # 0 black … 1 white
    invisible: bool = False  # put there to be searched and copied, as under a scan


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as placed: its resolution across and down."""

    area: Area
    dpi: tuple[float, float]


@dataclass(slots=True)
class PageRead:
    """One page as printed."""

    number: int
    width: float
    height: float
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    pictures: tuple[Picture, ...] = ()
    unseen: tuple[str, ...] = ()  # words that can be copied and leave no trace on paper
    cells: Mapping[Area, str] = field(default_factory=dict)
    coverage: float = 1.0  # part of the page that is not white, the number left out
    edge_ink: bool = False  # something stands in the riding-seal zone
    rim_ink: bool = False  # something stands right beside the page number
    seal_ink: bool = False  # something stands in the place for the seal
    seal_share: float = 0.0  # how much of the darkest such place is not white
    number_text: str = ""  # all words found in the number's place
    crowded: bool = False  # it holds more than was looked at
    number_seen: bool = True  # the number shows when the page is drawn

    @property
    def running(self) -> tuple[int, int] | None:
        """The running number and total printed on the page."""
        piece = self.number_line
        found = NUMBER.search(piece) or NUMBER_EN.search(piece)
        return (int(found[1]), int(found[2])) if found else None

    @property
    def supplement(self) -> int:
        """The supplement named beside the running number; 0 where none is."""
        found = SUPPLEMENT.search(self.number_line)
        return int(found[1]) if found else 0

    @property
    def volume(self) -> int:
        """The volume named beside the running number; 0 where none is."""
        found = VOLUME.search(self.number_line)
        return int(found[1]) if found else 0

    @property
    def number_pieces(self) -> tuple[Piece, ...]:
        """The pieces of the line at the lower edge that holds the number.

        A paper may bring a number of its own; ours says how many pages there are, and is
        painted last.
        """
        lines: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            if piece.area.y0 < NUMBER_ZONE and piece.words.strip():
                lines.setdefault(round(piece.base / 2), []).append(piece)
        for line in reversed(lines.values()):
            ordered = tuple(sorted(line, key=lambda p: p.area.x0))
            if NUMBER.search("".join(p.words for p in ordered)):
                return ordered
        flat = sorted((p for line in lines.values() for p in line), key=lambda p: p.area.x0)
        return tuple(flat)

    @property
    def number_line(self) -> str:
        """The words of the line at the lower edge that holds the number."""
        return "".join(piece.words for piece in self.number_pieces)

    @property
    def times_numbered(self) -> int:
        """How often the running number stands on the page, wherever it is."""
        lines: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            if piece.words.strip():
                lines.setdefault(round(piece.base / 2), []).append(piece)
        count = 0
        for line in lines.values():
            words = "".join(p.words for p in sorted(line, key=lambda p: p.area.x0))
            found = [(int(one[1]), int(one[2])) for one in NUMBER.finditer(words)]
            count += found.count(self.running) if self.running else 0
        return count

    @property
    def number_area(self) -> Area | None:
        """Where the number stands."""
        areas = [piece.area for piece in self.number_pieces]
        if not areas or self.running is None:
            return None
        return Area(
            min(a.x0 for a in areas), min(a.y0 for a in areas),
            max(a.x1 for a in areas), max(a.y1 for a in areas),
        )  # fmt: skip

    @property
    def own_text(self) -> str:
        """The page's words without its running number and without spaces."""
        bare = NUMBER_EN.sub("", NUMBER.sub("", self.text))
        return "".join(bare.split()).replace("草稿DRAFT·", "").strip("/")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a bookmark or link leads: a page from 1, or None, and whether zoom is inherited."""

    page: int | None
    inherits: bool
    outside: str = ""  # what it is instead of a place in this file


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One entry of the outline."""

    words: str
    target: Target
    level: int


@dataclass(frozen=True, slots=True)
class Link:
    """One link annotation."""

    page: int
    area: Area
    target: Target


@dataclass(slots=True)
class FileRead:
    """How the file is built."""

    version: str = ""
    labels: tuple[str, ...] = ()
    rotations: tuple[int, ...] = ()
    units: tuple[float, ...] = ()  # how many points the page's own unit is; 1 as a rule
    kinds: tuple[str, ...] = ()  # what our own marks call each page; empty for others
    documents: tuple[str, ...] = ()
    seals: tuple[tuple[Area, ...], ...] = ()
    volume: tuple[int, int] | None = None  # which of how many
    supplement: int = 0
    elsewhere: tuple[tuple[int, Area], ...] = ()  # page and cell that name another volume's pages
    bookmarks: tuple[Bookmark, ...] = ()
    links: tuple[Link, ...] = ()
    page_mode: str = ""
    opens_at: Target | None = None
    language: str = ""
    tagged: bool = False  # a tree says in which order the words are read
    info: Mapping[str, str] = field(default_factory=dict)
    xmp: str = ""
    encrypted: bool = False
    appended: bool = False  # something was written behind the file's first end
    has_fields: bool = False
    active: tuple[tuple[int, str], ...] = ()  # page (0 = the file) and what is active there
    bad_fonts: tuple[tuple[int, str], ...] = ()  # page and font: not embedded, no text map
    archive_part: int = 0  # which part of PDF/A the file says it is
    unarchival: tuple[tuple[int, str], ...] = ()  # page (0 = the file) and what gainsays that


@dataclass(slots=True)
class PacketRead:
    """Everything read of one packet."""

    path: Path
    pages: list[PageRead]
    file: FileRead
    contents: tuple[bytes, ...] = ()  # the digest of each page's contents; empty for strangers
    changed: tuple[int, ...] = ()  # pages that are not as they were sealed

    def of_kind(self, *kinds: str) -> list[PageRead]:
        """Return the pages that our marks call so."""
        return [p for p, kind in zip(self.pages, self.file.kinds, strict=True) if kind in kinds]

    def kind_of(self, number: int) -> str:
        """Return what our marks call a page; nothing for one that is not there."""
        return self.file.kinds[number - 1] if 1 <= number <= len(self.file.kinds) else ""

    @property
    def generated(self) -> list[PageRead]:
        """The pages the program drew."""
        return self.of_kind(*OURS)

    @property
    def is_ours(self) -> bool:
        """Whether the file carries the marks of a packet of this program."""
        return any(self.file.kinds)

    @property
    def has_manifest(self) -> bool:
        """Whether check sheet and manifest are in this file: the first volume has them for all."""
        return self.file.volume is None or self.file.volume[0] == 1

    def text_of(self, *kinds: str) -> str:
        """Return the words of all pages of these kinds."""
        return "\n".join(page.text for page in self.of_kind(*kinds))
