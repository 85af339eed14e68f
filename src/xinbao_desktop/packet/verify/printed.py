"""Read back the sheets of the packet: rows of index and manifest, facts of the check sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.packet.verify.reading import NUMBER_ZONE, SAYS_HOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.packet.verify.reading import Area, PacketRead, PageRead

RANGE = re.compile(r"^(\d+)(?:\s*[–-]\s*(\d+))?$")
INDEX_WORDS = ("目录", "index", "contents", "table of contents")
EARLY = 8  # an index further back is not one that leads
HEX64 = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
LISTED = re.compile(r"(?:仅图像页|Image-only pages)[^\d]{0,40}([\d–,\s]+)")
LETTERS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row whose cells are links: the cells from left to right, and where they lead."""

    page: int
    cells: tuple[tuple[Area, str], ...]
    targets: frozenset[int | None]

    @property
    def tab(self) -> str:
        """The first cell."""
        return self.cells[0][1] if self.cells else ""

    @property
    def title(self) -> str:
        """The first line of the second cell."""
        return self.cells[1][1].splitlines()[0].strip() if len(self.cells) > 1 else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the index: what it says and where it leads."""

    row: Row
    first: int
    last: int


def index_pages(packet: PacketRead) -> list[PageRead]:
    """Return the pages of the index: our marks say which; else the first that calls itself so."""
    ours = packet.of_kind("index")
    if ours:
        return ours
    for page in packet.pages[:EARLY]:
        head = page.text.strip().lower()[:40]
        if any(head.startswith(word) for word in INDEX_WORDS):
            return [page]
    return []


def rows_of(packet: PacketRead, pages: Sequence[PageRead]) -> list[Row]:
    """Return the rows that links make on these pages, in reading order."""
    return [row for row in all_rows_of(packet, pages) if row.targets]


def all_rows_of(packet: PacketRead, pages: Sequence[PageRead]) -> list[Row]:
    """Return these rows and those of documents in other volumes, which lead nowhere."""
    found: list[Row] = []
    for page in pages:
        lines: dict[int, list[tuple[Area, int | None, bool]]] = {}
        for link in packet.file.links:
            if link.page == page.number and link.area.y0 > NUMBER_ZONE:
                cell = (link.area, link.target.page, True)
                lines.setdefault(round(link.area.y1), []).append(cell)
        for number, place in packet.file.elsewhere:
            if number == page.number:
                lines.setdefault(round(place.y1), []).append((place, None, False))
        for top in sorted(lines, reverse=True):
            line = sorted(lines[top], key=lambda one: one[0].x0)
            cells = tuple((place, page.cells.get(place, "")) for place, _, _ in line)
            targets = frozenset(target for _, target, leads in line if leads)
            found.append(Row(page.number, cells, targets))
    return found


def entries_of(packet: PacketRead) -> list[Entry]:
    """Return the index: its rows with the pages they print; 0 where a row names none."""
    rows = rows_of(packet, index_pages(packet))
    columns = [{round(area.x0) for area, _ in row.cells} for row in rows]
    common = set.intersection(*columns) if columns else set()
    place = max(common, default=0)
    found = []
    for row in rows:
        words = next((text for area, text in row.cells if round(area.x0) == place), "")
        match = RANGE.match(words.strip())
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        found.append(Entry(row, first, last))
    return found


def documents_of(packet: PacketRead) -> list[Entry]:
    """Return the index's rows that stand for documents: no sections, no sheets of our own."""
    found = (e for e in entries_of(packet) if "." in e.row.tab)
    return [entry for entry in found if not entry.row.tab.startswith("0.")]


def manifest_rows(packet: PacketRead) -> list[tuple[str, ...]]:
    """Return the printed manifest, each cell without spaces."""
    return [bare_cells(row) for row in all_rows_of(packet, packet.of_kind("manifest"))]


def own_manifest_rows(packet: PacketRead) -> list[tuple[str, ...]]:
    """Return the manifest's rows for the papers of this file."""
    return [bare_cells(row) for row in rows_of(packet, packet.of_kind("manifest"))]


def bare_cells(row: Row) -> tuple[str, ...]:
    """Return a row's cells without spaces."""
    return tuple(LETTERS.sub("", text) for _, text in row.cells)


def check_text(packet: PacketRead) -> str:
    """Return the words, without spaces, of the sheets that say how the packet was made."""
    return LETTERS.sub("", packet.text_of(*SAYS_HOW))


def digests_on_check_sheet(packet: PacketRead) -> list[str]:
    """Return every SHA-256 that the check sheet prints; they stand on two lines each."""
    return digests_in(packet.text_of("check"))


def digests_in(text: str) -> list[str]:
    """Return every SHA-256 in a text, in order; each stands on one line or on two."""
    joined = re.sub(r"([0-9a-f]{32})\s+([0-9a-f]{32})", r"\1\2", text)
    return HEX64.findall(joined)


def listed_images(packet: PacketRead) -> set[int]:
    """Return the pages that the check sheet lists as pictures without text."""
    found: set[int] = set()
    for listed in LISTED.findall(packet.text_of(*SAYS_HOW)):
        for part in re.split(r"[,\s]+", listed.strip()):
            match = RANGE.match(part)
            if match:
                found.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    return found
