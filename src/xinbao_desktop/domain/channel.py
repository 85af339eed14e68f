"""The ways (渠道) a packet is handed in, and how much each of them takes at once.

No insurer publishes figures, so the shipped ones are defaults that the user overrides per packet.
How a packet is divided to keep them is the business of ``volumes``.
"""

from __future__ import annotations

from dataclasses import dataclass

from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.text import Text, joined

MB = 1_000_000  # as mail servers and upload pages count
LEAST_PAGES = 40  # cover, index, check sheet and manifest must leave room for papers
LEAST_MB = 1

COUNTED = {
    Profile.SEAL: Text(
        "每册至多 {pages} 页（双面打印 {sheets} 张）：每一面算一页，封面、目录、隔页和为右页起排"
        "留的空白背面都计入",
        "at most {pages} pages a volume ({sheets} sheets printed on both sides): every side "
        "counts, with cover, index, dividers and the blank backs that let each document start on "
        "the right",
    ),
    Profile.FILE: Text(
        "每册至多 {pages} 页（单面打印 {sheets} 张）：封面、目录、隔页都计入，没有空白背面",
        "at most {pages} pages a volume ({sheets} sheets printed on one side): cover, index and "
        "dividers count; there are no blank backs",
    ),
}
"""What the limit of pages counts, by what a packet is printed for."""

A_FILE = Text("每个文件至多 {mb} MB", "at most {mb} MB a file")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one volume may hold; None where nothing is set."""

    pages: int | None = None
    size: int | None = None  # bytes of one file

    def __bool__(self) -> bool:
        return self.pages is not None or self.size is not None


NO_LIMITS = Limits()


def sheets_for(pages: int, profile: Profile) -> int:
    """Return how many sheets of paper so many pages take when printed as meant."""
    return (pages + 1) // 2 if profile is Profile.SEAL else pages


def counted(limits: Limits, profile: Profile) -> Text:
    """Return what the limits of a volume are and what they count; empty where there are none."""
    said = []
    if limits.pages is not None:
        sheets = sheets_for(limits.pages, profile)
        said.append(COUNTED[profile].fill(pages=limits.pages, sheets=sheets))
    if limits.size is not None:
        said.append(A_FILE.fill(mb=mb_words(limits.size)))
    return joined(said)


def mb_words(length: int) -> str:
    """Return a size in megabytes as it is said: ``20`` or ``8.25``."""
    return f"{length / MB:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to hand a packet in; ``max_sheets`` is what is bound together, ``max_mb`` a file.

    ``note`` says where the figures come from.
    """

    id: str
    title: Text
    note: Text
    max_sheets: int | None = None
    max_pages: int | None = None
    max_mb: int | None = None

    def limits(self, profile: Profile) -> Limits:
        """Return what a volume may hold when it is printed for this purpose."""
        pages = self.max_pages
        if self.max_sheets is not None:
            bound = self.max_sheets * (2 if profile is Profile.SEAL else 1)
            pages = bound if pages is None else min(pages, bound)
        return Limits(pages, None if self.max_mb is None else self.max_mb * MB)
