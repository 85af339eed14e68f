"""The ways (渠道) a packet is handed in, and how much each of them takes at once.

No insurer publishes figures, so the shipped ones are defaults that the user overrides per packet.
How a packet is divided to keep them is the business of ``volumes``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.packet_plan import Profile

if TYPE_CHECKING:
    from xinbao_desktop.text import Text

MB = 1_000_000  # as mail servers and upload pages count
LEAST_PAGES = 40  # cover, index, check sheet and manifest must leave room for papers
LEAST_MB = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What one volume may hold; None where nothing is set."""

    pages: int | None = None
    size: int | None = None  # bytes of one file

    def __bool__(self) -> bool:
        return self.pages is not None or self.size is not None


NO_LIMITS = Limits()


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
