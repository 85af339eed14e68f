"""Taking hold of a place on a page: by its middle to move it, by an edge or corner to resize it.

Everything is in points of the page; how it is drawn is the sheet's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.blank import Spot

LEAST = 6.0  # the least width and height of a place
SIDES = (-1, 0, 1)


@dataclass(frozen=True, slots=True)
class Grip:
    """What is held: ``across`` -1 the left edge, 1 the right one, ``down`` alike; both 0 all."""

    across: int = 0
    down: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether the place is moved and keeps its size."""
        return not self.across and not self.down


WHOLE, CORNER = Grip(), Grip(1, 1)


def handles(spot: Spot) -> Iterator[tuple[Grip, float, float]]:
    """Give the eight handles of a place with where they are."""
    for down in SIDES:
        for across in SIDES:
            if across or down:
                x = (spot.left + spot.right + across * (spot.right - spot.left)) / 2
                y = (spot.top + spot.bottom + down * (spot.bottom - spot.top)) / 2
                yield Grip(across, down), x, y


def grip_at(spot: Spot, x: float, y: float, reach: float) -> Grip | None:
    """Return what a point takes hold of; None outside. Corners go before edges.

    Within a small place the handles reach less far, so that its middle can still be held.
    """
    inside = spot.left <= x <= spot.right and spot.top <= y <= spot.bottom
    wide, high = spot.right - spot.left, spot.bottom - spot.top
    near = (min(reach, wide / 4), min(reach, high / 4)) if inside else (reach, reach)
    found = [
        (abs(grip.across) + abs(grip.down), grip)
        for grip, at_x, at_y in handles(spot)
        if abs(at_x - x) <= near[0] and abs(at_y - y) <= near[1]
    ]
    if found:
        return max(found, key=lambda one: one[0])[1]
    return WHOLE if inside else None


def dragged(spot: Spot, grip: Grip, by: tuple[float, float], page: tuple[float, float]) -> Spot:
    """Return a place after its grip was drawn so far; it stays on the page and keeps a size."""
    left, right = _span((spot.left, spot.right), grip.across, by[0], page[0], whole=grip.is_whole)
    top, bottom = _span((spot.top, spot.bottom), grip.down, by[1], page[1], whole=grip.is_whole)
    return replace(
        spot, left=round(left, 2), top=round(top, 2), right=round(right, 2),
        bottom=round(bottom, 2),
    )  # fmt: skip


def _span(
    span: tuple[float, float], side: int, by: float, room: float, *, whole: bool
) -> tuple[float, float]:
    low, high = span
    if whole:
        by = max(-low, min(by, room - high))
        return low + by, high + by
    if side < 0:
        return max(0.0, min(low + by, high - LEAST)), high
    if side > 0:
        return low, min(room, max(high + by, low + LEAST))
    return low, high
