"""What a client's shipments say together: kinds, destinations, goods; gathered in one pass.

Only distinct answers are kept, so that questions about a hundred thousand shipments afterwards
cost no more than questions about ten. What of it counts for a measure is ``company_facts``'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.shipment import ShipmentKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xinbao_desktop.domain.shipment import Shipment


@dataclass(frozen=True, slots=True)
class Parcel:
    """Where goods went and what they were; None where the shipment does not say."""

    destination: str | None
    hs_code: str | None
    intermediate: bool | None


@dataclass(frozen=True, slots=True)
class Exports:
    """The distinct kinds and parcels of all shipments; services and their number apart."""

    kinds: frozenset[str]
    parcels: frozenset[Parcel]
    services: int

    @property
    def destinations(self) -> frozenset[str]:
        """Return where goods are known to have gone."""
        return frozenset(p.destination for p in self.parcels if p.destination is not None)

    @property
    def hs_codes(self) -> frozenset[str]:
        """Return the HS codes that are known."""
        return frozenset(p.hs_code for p in self.parcels if p.hs_code is not None)


def exports_of(shipments: Iterable[Shipment]) -> Exports:
    """Return what shipments say together; an empty kind means goods."""
    kinds: set[str] = set()
    seen: set[tuple[str | None, str | None, bool | None]] = set()
    services = 0
    for shipment in shipments:
        kind = shipment.kind
        kinds.add(kind or ShipmentKind.GOODS.value)
        if kind == ShipmentKind.SERVICE:
            services += 1
        else:
            seen.add((shipment.destination, shipment.hs_code, shipment.intermediate_goods))
    return Exports(frozenset(kinds), frozenset(Parcel(*each) for each in seen), services)
