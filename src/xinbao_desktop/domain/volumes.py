"""Dividing a packet into volumes (册): which pages of which document go into which one.

Whole documents stay together; only a paper longer than a volume is divided between its pages.
Nothing here knows paper or PDF: documents are counts of pages and bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xinbao_desktop.domain.channel import Limits


@dataclass(frozen=True, slots=True)
class Load:
    """What a document asks of a volume; ``section`` is the group behind whose divider it lies.

    ``sizes`` are the bytes of each of its pages, as estimated. A form is not ``divisible``.
    """

    sizes: tuple[float, ...]
    section: int = 0
    divisible: bool = True

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.sizes)


@dataclass(frozen=True, slots=True)
class Span:
    """Pages of one document in one volume: from ``first`` up to, not including, ``last``."""

    document: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a volume has room for, besides the pages every volume begins with.

    ``fronts`` are those pages by volume, the last number holding for all that follow;
    ``dividers`` the pages of each section's divider, repeated in every volume that has papers of
    the section. When printed on both sides each part begins on a right-hand page.
    """

    limits: Limits
    fronts: tuple[int, ...] = (0,)
    front_bytes: float = 0.0
    dividers: Mapping[int, int] = field(default_factory=dict)
    two_sided: bool = False

    def front(self, number: int) -> int:
        """Return how many pages a volume begins with; ``number`` counts from 0."""
        return self.fronts[min(number, len(self.fronts) - 1)]


def divided(loads: Sequence[Load], room: Room) -> list[list[Span]]:
    """Return the volumes, each with what it holds, in order; at least one.

    A document that cannot be divided and is too long for any volume gets one to itself, which
    is then over the limit. The first volume, whose own sheets are the most, may hold none.
    """
    filling = _Filling(room)
    for number, load in enumerate(loads):
        fits = filling.fits(load)
        if not fits and (filling.is_first or not filling.is_fresh) and filling.fits_next(load):
            filling.turn()
            fits = True
        if not fits and load.divisible:
            _divide(filling, number, load)
            continue
        if not fits and not filling.is_fresh:
            filling.turn()
        filling.put(number, load, 0, load.pages)
    return filling.volumes


def _divide(filling: _Filling, number: int, load: Load) -> None:
    """Spread a document over as many volumes as it needs, beginning in the last one's rest."""
    first = 0
    while first < load.pages:
        room = filling.capacity(load, first)
        if room < 1 and not filling.is_fresh:
            filling.turn()
            continue
        last = min(first + max(room, 1), load.pages)
        filling.put(number, load, first, last)
        first = last
        if first < load.pages:
            filling.turn()


def volume_path(out: Path, number: int) -> Path:
    """Return where a volume of ``out`` lies: ``OUT-2.pdf`` beside ``OUT.pdf``."""
    return out.with_name(f"{out.stem}-{number}{out.suffix}")


class _Filling:
    """The volumes so far, and how full the last one is."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.volumes: list[list[Span]] = []
        self.turn()

    @property
    def is_fresh(self) -> bool:
        """Whether the last volume holds no document yet."""
        return not self.volumes[-1]

    @property
    def is_first(self) -> bool:
        """Whether there is one volume so far."""
        return len(self.volumes) == 1

    def turn(self) -> None:
        """Begin another volume."""
        self.volumes.append([])
        self._pages = self.room.front(len(self.volumes) - 1)
        self._bytes = self.room.front_bytes
        self._section: int | None = None

    def fits(self, load: Load) -> bool:
        """Say whether a whole document stays within the limits."""
        limits = self.room.limits
        if limits.pages is not None and self._before(load) + load.pages > limits.pages:
            return False
        return limits.size is None or self._bytes + sum(load.sizes) <= limits.size

    def fits_next(self, load: Load) -> bool:
        """Say whether a document would fit whole into another volume, where it does not here."""
        other = _Filling(self.room)
        other.volumes = [*self.volumes]
        other.turn()
        return other.fits(load)

    def capacity(self, load: Load, first: int) -> int:
        """Return how many pages of a document still fit, from page ``first`` on."""
        limits, most = self.room.limits, load.pages - first
        if limits.pages is not None:
            most = min(most, limits.pages - self._before(load))
        if limits.size is not None:
            totals = accumulate(load.sizes[first:], initial=self._bytes)
            most = min(most, sum(1 for total in totals if total <= limits.size) - 1)
        return most

    def put(self, number: int, load: Load, first: int, last: int) -> None:
        """Take pages of a document into the last volume."""
        self._pages = self._before(load) + last - first
        self._bytes += sum(load.sizes[first:last])
        self._section = load.section
        self.volumes[-1].append(Span(number, first, last))

    def _before(self, load: Load) -> int:
        """Return the pages before a document's first: blank ones and its divider included."""
        pages = self._even(self._pages)
        if load.section != self._section:
            pages = self._even(pages + self.room.dividers.get(load.section, 0))
        return pages

    def _even(self, pages: int) -> int:
        return pages + pages % 2 if self.room.two_sided else pages
