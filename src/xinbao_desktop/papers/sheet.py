"""Where a paper lies on its A4 sheet, so that number, seal and staple find room beside it.

Geometry only, in PDF points from the lower left corner; drawing stands in ``pages``.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.paper import (
    A4_LONG_MM,
    A4_SHORT_MM,
    STAMP_ZONE,
    STAMP_ZONE_LANDSCAPE,
    Margins,
)

if TYPE_CHECKING:
    from decimal import Decimal

MM = 72 / 25.4
PICTURE_EDGE_MM = 8  # a scan covers its whole box, so it keeps clear of hole and zone alike
LEAST_DPI = 72  # a small picture is not blown up beyond this
_ROUNDING = 0.5  # points by which programs differ on what A4 is
WIDER = 1.02  # a page this much wider than high is landscape


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    def moved(self, placement: Placement) -> Box:
        """Return where the box comes to lie."""
        s, x, y = placement.scale, placement.x, placement.y
        return Box(self.left * s + x, self.bottom * s + y, self.right * s + x, self.top * s + y)

    def fractions_of(self, sheet: Box) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom as shares of a sheet, from its upper left corner."""
        values = (
            self.left / sheet.right,
            1 - self.top / sheet.top,
            self.right / sheet.right,
            1 - self.bottom / sheet.top,
        )
        left, top, right, bottom = (round(min(1.0, max(0.0, v)), 4) for v in values)
        return left, top, right, bottom

    def within(self, other: Box, slack: float = 0.5) -> bool:
        """Say whether it lies inside another, but for ``slack`` points."""
        return (
            self.left >= other.left - slack
            and self.bottom >= other.bottom - slack
            and self.right <= other.right + slack
            and self.top <= other.top + slack
        )

    def joined(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class Placement:
    """How a source lies on its sheet: enlarged by ``scale``, its corner at ``x``, ``y``."""

    landscape: bool
    scale: float
    x: float
    y: float

    @property
    def size_mm(self) -> tuple[Decimal, Decimal]:
        """Width and height of the sheet."""
        return (A4_LONG_MM, A4_SHORT_MM) if self.landscape else (A4_SHORT_MM, A4_LONG_MM)


def sheet_box(*, landscape: bool) -> Box:
    """Return the whole sheet."""
    short, long = float(A4_SHORT_MM) * MM, float(A4_LONG_MM) * MM
    return Box(0, 0, long, short) if landscape else Box(0, 0, short, long)


def free_box(*, landscape: bool, edge_mm: float = 0) -> Box:
    """Return what a paper may fill: the sheet without what must stay free."""
    sheet = sheet_box(landscape=landscape)
    zone: Margins = STAMP_ZONE_LANDSCAPE if landscape else STAMP_ZONE

    def margin(needed: Decimal) -> float:
        return max(float(needed), edge_mm) * MM

    return Box(
        margin(zone.left),
        margin(zone.bottom),
        sheet.right - margin(zone.right),
        sheet.top - margin(zone.top),
    )


def place_page(width: float, height: float, ink: Box | None, *, scan: bool) -> Placement:
    """Place a page of a PDF; ``ink`` is what must stay clear of the stamp zone.

    A page that fits as it is stays at its true size; otherwise it is moved, and only if that
    does not help, shrunk.
    """
    landscape = width > height * WIDER
    sheet = sheet_box(landscape=landscape)
    scale = min(1.0, sheet.width / width, sheet.height / height)
    placement = _centred(width, height, scale, sheet, landscape=landscape)
    free = free_box(landscape=landscape, edge_mm=PICTURE_EDGE_MM if scan else 0)
    if ink is None or ink.moved(placement).within(free):
        return placement
    scale = min(placement.scale, free.width / ink.width, free.height / ink.height)
    placement = _centred(width, height, scale, sheet, landscape=landscape)
    lying = ink.moved(placement)
    return dataclasses.replace(
        placement,
        x=placement.x + _shift(lying.left, lying.right, free.left, free.right),
        y=placement.y + _shift(lying.bottom, lying.top, free.bottom, free.top),
    )


def _shift(low: float, high: float, floor: float, ceiling: float) -> float:
    """Return the smallest move that brings ``low``-``high`` between floor and ceiling."""
    if high > ceiling:
        return ceiling - high
    return max(0.0, floor - low)


def place_picture(
    width: int, height: int, dpi: tuple[float, float] | None, *, stretch: float = 1.0
) -> tuple[Placement, float]:
    """Place a picture of so many pixels; ``stretch`` is the height of its pixels by their width.

    Returns the placement (its scale in points a pixel of width) and the dots per inch at which
    it then lies. ``dpi`` is taken as the true size of the paper where it is believable.
    """
    high = height * stretch
    limit = 72 / LEAST_DPI
    if dpi is not None:
        limit = 72 / dpi[0]
    upright = free_box(landscape=False, edge_mm=PICTURE_EDGE_MM)
    true_fits = (
        dpi is not None and width * limit <= upright.width and high * limit <= upright.height
    )
    landscape = width > high * WIDER and not true_fits
    free = free_box(landscape=landscape, edge_mm=PICTURE_EDGE_MM)
    scale = min(limit, free.width / width, free.height / high)
    x = free.left + (free.width - width * scale) / 2
    y = free.bottom + (free.height - high * scale) / 2
    return Placement(landscape, scale, x, y), 72 / scale


def _centred(w: float, h: float, scale: float, sheet: Box, *, landscape: bool) -> Placement:
    """Return the place in the middle; what is A4 but for rounding stays exactly as it is."""
    if abs(scale - 1) < _ROUNDING / sheet.right:
        scale = 1.0
    x, y = (sheet.width - w * scale) / 2, (sheet.height - h * scale) / 2
    return Placement(
        landscape, scale, 0.0 if abs(x) < _ROUNDING else x, 0.0 if abs(y) < _ROUNDING else y
    )
