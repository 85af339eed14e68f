"""Where things lie on a page as it is shown: upright, from its upper left corner.

A page may be cropped and turned by its file; fields are placed before that, people mark after.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from xinbao_desktop.papers.pdf_paper import turn_of, visible_box

if TYPE_CHECKING:
    import pikepdf

Rect: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The visible part of a page, and by how much it is turned clockwise to be shown."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turn % 180 else (wide, high)

    def shown(self, rect: Rect) -> Rect:
        """Return left, top, right, bottom as shown of a rectangle of the file."""
        one, other = self._point(rect[0], rect[1]), self._point(rect[2], rect[3])
        xs, ys = sorted((one[0], other[0])), sorted((one[1], other[1]))
        return (xs[0], ys[0], xs[1], ys[1])

    def in_file(self, rect: Rect) -> Rect:
        """Return left, bottom, right, top in the file of a rectangle as shown."""
        one, other = self._back(rect[0], rect[1]), self._back(rect[2], rect[3])
        xs, ys = sorted((one[0], other[0])), sorted((one[1], other[1]))
        return (xs[0], ys[0], xs[1], ys[1])

    def _point(self, x: float, y: float) -> tuple[float, float]:
        u, v = x - self.left, self.top - y
        wide, high = self.right - self.left, self.top - self.bottom
        turned = {0: (u, v), 90: (high - v, u), 180: (wide - u, high - v), 270: (v, wide - u)}
        return turned[self.turn]

    def _back(self, x: float, y: float) -> tuple[float, float]:
        wide, high = self.right - self.left, self.top - self.bottom
        turned = {0: (x, y), 90: (y, high - x), 180: (wide - x, high - y), 270: (wide - y, x)}
        u, v = turned[self.turn]
        return (u + self.left, self.top - v)


def frame_of(page: pikepdf.Page) -> PageFrame:
    """Return how a page is shown."""
    return PageFrame(*visible_box(page), turn_of(page))
