"""Pour strips into pages: keep what belongs together, repeat the heads of tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.packet.sheet import Drawn, Geometry, Mark, Strip, moved, untagged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

LAST = 2  # strips that stay together at the end of what cannot stay whole


def pour(strips: Iterable[Strip], geometry: Geometry) -> list[Drawn]:
    """Return the pages that hold the strips, at least one.

    Strips bound to each other move to the next page together, so that no heading ends a page
    and no few rows are torn apart. What is higher than a page is bound by ``keep`` alone, and
    where even that is too high it breaks before the last part that has a page to itself.
    """
    pages = _Pages(geometry)
    for group in _groups(strips, lambda strip: strip.keep or strip.whole):
        if _height(group) <= geometry.text_height:
            pages.put_all(group)
        else:
            for smaller in _groups(group, lambda strip: strip.keep):
                for part in _parted(smaller, geometry.text_height):
                    pages.put_all(part)
    return pages.finished()


def _height(strips: Iterable[Strip]) -> float:
    return sum(strip.height + strip.before for strip in strips)


def _parted(group: Sequence[Strip], page: float) -> Iterator[Sequence[Strip]]:
    """Cut what is higher than a page so that its last strip, a seal, is not left alone.

    It is cut where a part of its own begins, if the end from there fits on a page.
    """
    if _height(group) <= page or len(group) <= LAST:
        yield group
        return
    last = len(group) - LAST
    starts = (n for n in range(last, 0, -1) if group[n].before)
    cut = next((n for n in starts if _height(group[n:]) <= page), last)
    yield group[:cut]
    yield group[cut:]


class _Pages:
    """The pages being filled."""

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._done: list[Drawn] = []
        self._marks: list[Mark] = []
        self._y = geometry.top
        self._foot: list[Mark] = []  # drawn if the page ends here

    @property
    def room(self) -> float:
        """What is left of the page; slightly generous against rounding."""
        return self._geometry.bottom - self._y + 0.01

    @property
    def _fresh(self) -> bool:
        return self._y <= self._geometry.top

    def turn(self) -> None:
        """Begin a new page, unless this one is still empty."""
        if self._fresh:
            return
        self._marks.extend(self._foot)
        self._done.append(Drawn(self._geometry, tuple(self._marks)))
        self._marks = []
        self._y = self._geometry.top

    def put_all(self, group: Sequence[Strip]) -> None:
        """Place strips together, on a new page if that holds them and this one does not."""
        if self.room < _height(group) <= self._geometry.text_height:
            self.turn()
        for strip in group:
            self.put(strip)

    def put(self, strip: Strip) -> None:
        """Place one strip, on a new page if this one is full."""
        gap = 0.0 if self._fresh else strip.before
        if gap + strip.height > self.room:
            self.turn()
            gap = 0.0
        if self._fresh:
            for head in strip.repeat:
                self._draw(replace(head, marks=tuple(map(untagged, head.marks))))
        self._y += gap
        self._draw(strip)

    def finished(self) -> list[Drawn]:
        """Return all pages."""
        return [*self._done, Drawn(self._geometry, tuple(self._marks))]

    def _draw(self, strip: Strip) -> None:
        left = self._geometry.left
        self._foot = [moved(mark, left, self._y) for mark in strip.foot]
        self._marks.extend(moved(mark, left, self._y) for mark in strip.marks)
        self._y += strip.height


def _groups(
    strips: Iterable[Strip], is_bound: Callable[[Strip], bool]
) -> Iterator[Sequence[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not is_bound(strip):
            yield group
            group = []
    if group:
        yield group
