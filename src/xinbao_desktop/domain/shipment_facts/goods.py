"""Facts of the control of the goods (货权): who can have them without paying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.known import Reader, any_of, derived
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.rules.values import Missing
from xinbao_desktop.domain.shipment import TransportMode
from xinbao_desktop.domain.shipment_facts.base import ShipmentBase

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value

FREIGHT_OF_BUYER = frozenset({"FOB", "EXW"})


class GoodsFacts(ShipmentBase):
    """Whether the seller keeps hold of the goods."""

    @derived("cover.goods_loose", "flag", "货权未受控制", "goods not under control")
    def _goods_loose(self, read: Reader) -> Value:
        """Whether the seller loses hold of the goods: FOB or EXW, straight bill, air or road."""
        incoterm = read.value("shipment.incoterm")
        straight = read.value("shipment.straight_bl")
        mode, term = read.value("shipment.transport_mode"), read.value("shipment.payment_term")
        flown: Value
        if isinstance(mode, Missing):
            flown = mode
        elif mode not in (TransportMode.AIR, TransportMode.ROAD):
            flown = False
        else:
            flown = term if isinstance(term, Missing) else term == PaymentTerm.OA
        fob = incoterm if isinstance(incoterm, Missing) else incoterm in FREIGHT_OF_BUYER
        return any_of([fob, straight, flown])
