"""Where the company's seal goes on a blank: how large it is, where words ask for it, what it hides.

A company seal (公章) is a circle of 40 to 42 mm whatever the size of the form; so its place is
told by where it lies, and is never smaller than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.blank import BlankField, BlankFieldKind, Spot
from xinbao_desktop.domain.blank_values import values_of
from xinbao_desktop.domain.form import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.blank import Blank, BlankPages
    from xinbao_desktop.domain.form import FormDefinition

SEAL_SIDE = 42 * 72 / 25.4
"""The side of the square a seal needs, in points."""

NAME = "盖章处"
HIDDEN = 0.2  # of a field: less under the seal's edge can still be read


def needs_seal(form: FormDefinition) -> bool:
    """Say whether the program's own form has a box for the seal."""
    return form.seal is not None


def seal_at(spot: Spot, size: tuple[float, float], name: str = NAME) -> BlankField:
    """Return the place of a seal whose middle is that of a spot, within a page of this size."""
    wide = max(spot.right - spot.left, min(SEAL_SIDE, size[0]))
    high = max(spot.bottom - spot.top, min(SEAL_SIDE, size[1]))
    left = _within((spot.left + spot.right - wide) / 2, wide, size[0])
    top = _within((spot.top + spot.bottom - high) / 2, high, size[1])
    box = Spot(
        spot.page, round(left, 2), round(top, 2), round(left + wide, 2), round(top + high, 2)
    )
    return BlankField(name=name, kind=BlankFieldKind.SEAL, spots=(box,), marked=True)


def proposed_seals(pages: BlankPages) -> tuple[BlankField, ...]:
    """Return a place for each seal that printed words ask for; words close together, once."""
    found: list[BlankField] = []
    for spot in pages.seals:
        middle = Spot(spot.page, *_middle(spot))
        place = seal_at(middle, pages.sizes[spot.page - 1])
        if not any(_overlap(place.spots[0], known.spots[0]) > 0.25 for known in found):
            found.append(place)
    return tuple(
        BlankField(
            name=NAME if number == 1 else f"{NAME} {number}", kind=place.kind, spots=place.spots,
            marked=True,
        )
        for number, place in enumerate(found, start=1)
    )  # fmt: skip


def hidden_by_seal(blank: Blank, form: FormDefinition) -> Iterator[BlankField]:
    """Give the filled fields that the seal would cover; over a date it belongs (骑年盖月)."""
    known = {value.key: value for value in values_of(form)}
    for link in blank.mapping.links:
        field, value = blank.field(link.field), known.get(link.value)
        if field is None or value is None or value.kind is FieldKind.DATE:
            continue
        seals = [seal.spots[0] for seal in blank.seals()]
        if any(_overlap(spot, seal) > HIDDEN for spot in field.spots for seal in seals):
            yield field


def _middle(spot: Spot) -> tuple[float, float, float, float]:
    x, y = (spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2
    return (x, y, x, y)


def _within(start: float, length: float, room: float) -> float:
    return max(0.0, min(start, room - length))


def _overlap(spot: Spot, other: Spot) -> float:
    """Return what part of a spot lies under another."""
    if spot.page != other.page:
        return 0.0
    wide = min(spot.right, other.right) - max(spot.left, other.left)
    high = min(spot.bottom, other.bottom) - max(spot.top, other.top)
    whole = (spot.right - spot.left) * (spot.bottom - spot.top)
    return max(0.0, wide) * max(0.0, high) / whole if whole > 0 else 0.0
