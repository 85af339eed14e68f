"""Reference facts that rules look up: countries and their groups, clusters, goods, sizes of firms.

The facts themselves are data (``resources/codes``); these are their shapes and the few questions
asked of them. A group or a list never excludes: what it does not name is merely not named.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from xinbao_desktop.text import Text

TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class Country:
    """A country or region under the name that customs uses."""

    code: str
    alpha3: str
    label: Text


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A country's place in a group, from and until a day; open where a day is missing."""

    code: str
    starts: date | None
    until: date | None
    confirm: bool
    note: Text | None


@dataclass(frozen=True, slots=True)
class CountryGroup:
    """A group of countries that the notice names, with how sure its list is."""

    id: str
    title: Text
    source: str
    confidence: str
    confirm: bool
    members: tuple[GroupMember, ...]

    def member(self, country: str, on: date) -> GroupMember | None:
        """Return the membership of a country on a day; None where the list does not name it."""
        for member in self.members:
            begun = member.starts is None or member.starts <= on
            lasting = member.until is None or on <= member.until
            if member.code == country and begun and lasting:
                return member
        return None

    @property
    def lasting(self) -> frozenset[str]:
        """The codes of all that have not left the group, for lists without a day."""
        return frozenset(member.code for member in self.members if member.until is None)

    def names(self, country: str, on: date) -> bool:
        """Return whether the list names the country on that day."""
        return self.member(country, on) is not None


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: its decimals, its name, and the signs that mean it and no other."""

    code: str
    minor: int
    label: Text
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClusterVersion:
    """One version of the city's list of industry clusters."""

    id: str
    title: Text
    starts: date
    confidence: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """An industry cluster: in which versions it stands, as ``strategic`` or as ``future``."""

    value: str
    label: Text
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GreenGoods:
    """A class of green goods and the beginnings of HS codes that hint at it."""

    value: str
    label: Text
    hs: tuple[str, ...]

    def hinted_by(self, hs_code: str) -> bool:
        """Return whether an HS code (dots and spaces allowed) begins like goods of this class."""
        digits = "".join(sign for sign in hs_code if sign.isdigit())
        return digits.startswith(self.hs)


class Size(StrEnum):
    """The size of a firm by the standard of 2011."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


@dataclass(frozen=True, slots=True)
class SmeClass:
    """The limits of one sector, by measure: staff in persons, revenue and assets in 万元."""

    sector: str
    sme_below: Mapping[str, int]
    medium_from: Mapping[str, int]
    small_from: Mapping[str, int]
    confidence: str

    def size(self, figures: Mapping[str, Decimal | int | None]) -> Size | None:
        """Return the size of a firm; None where a missing figure could change it.

        Args:
            figures: By measure: staff in persons, revenue and assets in yuan.
        """
        steps = (
            (Size.LARGE, self.sme_below),
            (Size.MEDIUM, self.medium_from),
            (Size.SMALL, self.small_from),
        )
        for size, floors in steps:
            reached = _all_reached(figures, floors)
            if reached is None:
                return None
            if reached:
                return size
        return Size.MICRO


def _all_reached(
    figures: Mapping[str, Decimal | int | None], floors: Mapping[str, int]
) -> bool | None:
    answers: list[bool | None] = []
    for measure, floor in floors.items():
        figure = figures.get(measure)
        unit = 1 if measure == "staff" else TEN_THOUSAND
        answers.append(None if figure is None else figure >= floor * unit)
    if False in answers:
        return False
    return None if None in answers else True
