"""Risk bulletins (风险通报): what the insurer or the city warns of, and whom it concerns here.

Bulletins arrive offline as packs. A bulletin names buyers, countries or goods, or countries and
goods together; matching never decides on a field that is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain.buyer import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from xinbao_desktop.domain.buyer import Buyer
    from xinbao_desktop.domain.exports import Parcel
    from xinbao_desktop.text import Text


class BulletinKind(StrEnum):
    """What a bulletin is about, as the notice's fourth measure lists them."""

    COUNTRY_RISK = "country_risk"
    RESTRICTION = "restriction"
    BUYER_WARNING = "buyer_warning"


@dataclass(frozen=True, slots=True)
class NamedBuyer:
    """A buyer as a bulletin names it; any one of the marks that are given is enough."""

    name: str
    country: str | None = None
    reg_no: str | None = None
    insurer_buyer_code: str | None = None
    email_domain: str | None = None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One warning, valid from its day of issue until a day (open without one).

    ``goods`` are beginnings of HS codes. Countries and goods together mean those goods to those
    countries; either alone stands for itself.
    """

    id: str
    kind: BulletinKind
    title: Text
    advice: Text
    issuer: Text
    issued_on: date
    valid_until: date | None
    countries: frozenset[str]
    goods: tuple[str, ...]
    buyers: tuple[NamedBuyer, ...]
    file: str = ""

    @property
    def country_codes(self) -> frozenset[str]:
        """Every country the bulletin names, its buyers' too."""
        return self.countries | {b.country for b in self.buyers if b.country is not None}

    def active(self, on: date) -> bool:
        """Return whether the bulletin counts on a day, its last day included."""
        return self.issued_on <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Match:
    """A bulletin that concerns this client, and by what: a buyer, a country or goods.

    ``what`` is ``buyer:NUMBER``, ``country:CODE`` or ``goods:HS``.
    """

    bulletin: Bulletin
    what: str


@dataclass(frozen=True, slots=True)
class Watch:
    """What a client has that bulletins may concern."""

    buyers: tuple[Buyer, ...]
    markets: frozenset[str]
    parcels: frozenset[Parcel]

    def matches(self, bulletins: Iterable[Bulletin]) -> tuple[Match, ...]:
        """Return every match that is certain, bulletin after bulletin."""
        return tuple(
            Match(bulletin, what)
            for bulletin in bulletins
            for what in dict.fromkeys(self._certain(bulletin))
        )

    def unclear(self, bulletins: Iterable[Bulletin]) -> frozenset[str]:
        """Return the facts that are empty and might show one more match."""
        return frozenset(path for bulletin in bulletins for path in self._lacking(bulletin))

    def _certain(self, bulletin: Bulletin) -> Iterator[str]:
        for named in bulletin.buyers:
            for buyer in self.buyers:
                if _is(named, buyer):
                    yield f"buyer:{buyer.buyer_no}"
        if bulletin.goods:
            for parcel in sorted(
                self.parcels, key=lambda p: (p.destination or "", p.hs_code or "")
            ):
                if _goes(parcel, bulletin.countries) and _holds(parcel, bulletin.goods):
                    yield f"goods:{parcel.hs_code}"
            return
        known = self.markets | {p.destination for p in self.parcels if p.destination}
        known |= {buyer.country for buyer in self.buyers if buyer.country}
        for country in sorted(known & bulletin.countries):
            yield f"country:{country}"

    def _lacking(self, bulletin: Bulletin) -> Iterator[str]:
        for buyer in self.buyers if bulletin.buyers else ():
            if buyer.name_en is None:
                yield "buyer.name_en"
            elif buyer.country is None and any(_called(named, buyer) for named in bulletin.buyers):
                yield "buyer.country"
        for parcel in self.parcels:
            where = None if parcel.destination is None else _goes(parcel, bulletin.countries)
            what = None if parcel.hs_code is None else _holds(parcel, bulletin.goods)
            if bulletin.countries and where is None and what is not False:
                yield "shipment.destination"
            if bulletin.goods and what is None and where is not False:
                yield "shipment.hs_code"
        if bulletin.countries and not bulletin.goods:
            if not self.markets:
                yield "company.markets"
            yield from ("buyer.country" for buyer in self.buyers if buyer.country is None)


def _goes(parcel: Parcel, countries: frozenset[str]) -> bool:
    return not countries or parcel.destination in countries


def _holds(parcel: Parcel, goods: tuple[str, ...]) -> bool:
    digits = "".join(sign for sign in parcel.hs_code or "" if sign.isdigit())
    return not goods or (bool(digits) and digits.startswith(goods))


def _is(named: NamedBuyer, buyer: Buyer) -> bool:
    """Return whether a bulletin's buyer is surely this one: by a mark, or by name and country.

    The name decides; marks that were not entered are not asked for.
    """
    pairs = (
        (named.insurer_buyer_code, buyer.insurer_buyer_code),
        (named.reg_no, buyer.reg_no),
        (named.email_domain, buyer.email_domain),
    )
    if any(_same(mark, own) for mark, own in pairs):
        return True
    return named.country in (None, buyer.country) and _called(named, buyer)


def _called(named: NamedBuyer, buyer: Buyer) -> bool:
    return _same(named.name, buyer.name_en) or _same(named.name, buyer.name_zh)


def _same(mark: str | None, own: str | None) -> bool:
    """Compare without regard to width, case, blanks and punctuation."""
    left = plain_name(mark or "")
    return bool(left) and left == plain_name(own or "")
