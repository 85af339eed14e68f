"""Facts of measure 3: orders in hand, markets, intermediate goods."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from xinbao_desktop.domain.company_facts.base import CompanyBase
from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.rules.logic import junction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xinbao_desktop.domain.business import Order
    from xinbao_desktop.domain.rules.values import Value

HOME = "CN"
"""A sale at home is no export, though China is a member of RCEP."""
RCEP, BELT_ROAD = "rcep", "belt_and_road"
INTERMEDIATE_REGIONS = ("southeast_asia", "central_north_america")
READY = ("buyer_no", "amount", "currency", "ship_by")
"""What an order must say before pre-shipment cover can be asked for."""


class MarketFacts(CompanyBase):
    """What the company has sold, and to which countries."""

    @cached_property
    def _orders(self) -> tuple[Order, ...]:
        orders = self.portfolio.client.orders
        return tuple(o for o in orders if o.cancelled_on is None or o.cancelled_on > self.on)

    @derived("company.orders_in_hand", "number", "在手订单数", "orders in hand")
    def _orders_in_hand(self, read: Reader) -> Value:
        if not self.portfolio.client.orders:
            return missing("order.order_no")
        if self._orders:
            read.assumed.add("order.cancelled_on")
        return len(self._orders)

    @derived(
        "company.orders_not_ready", "number", "资料不全的在手订单数", "orders in hand with gaps"
    )
    def _orders_not_ready(self, _read: Reader) -> Value:
        """Orders in hand without buyer, amount, currency or day to ship by."""
        return sum(1 for o in self._orders if any(getattr(o, key) is None for key in READY))

    @derived("company.orders_cancelled", "number", "已取消的订单数", "orders cancelled")
    def _orders_cancelled(self, _read: Reader) -> Value:
        return len(self.portfolio.client.orders) - len(self._orders)

    @derived(
        "company.export_countries", "codes", "出口国别", "countries exported to", words="country"
    )
    def _export_countries(self, _read: Reader) -> Value:
        own = self.company.markets if self.company else ()
        found = {*own, *self.exports.destinations} - {HOME}
        return tuple(sorted(found)) if found else missing("company.markets")

    @derived("company.markets_rcep", "codes", "出口的RCEP国家", "RCEP markets", words="country")
    def _markets_rcep(self, read: Reader) -> Value:
        return self._in_group(read.need("company.export_countries"), RCEP)

    @derived(
        "company.markets_belt_road",
        "codes",
        "出口的“一带一路”共建国家",
        "Belt and Road markets",
        words="country",
    )
    def _markets_belt_road(self, read: Reader) -> Value:
        return self._in_group(read.need("company.export_countries"), BELT_ROAD)

    @derived("company.markets_listed", "flag", "有通知点名的市场", "has a market the notice names")
    def _markets_listed(self, _read: Reader) -> Value:
        """Whether any market is named by the notice; no is said only of complete answers."""
        markets = self.company.markets if self.company else ()
        found = (*markets, *self.exports.destinations)
        if self._in_group(found, RCEP, BELT_ROAD):
            return True
        if not markets:
            return missing("company.markets")
        if any(p.destination is None for p in self.exports.parcels):
            return missing("shipment.destination")
        return False

    def _in_group(self, countries: Iterable[str], *ids: str) -> tuple[str, ...]:
        groups = [self.codes.groups[id_] for id_ in ids if id_ in self.codes.groups]
        return tuple(c for c in countries if c != HOME and any(g.names(c, self.on) for g in groups))

    @derived(
        "company.intermediate_countries",
        "codes",
        "中间产品目的国",
        "destinations of intermediate goods",
        words="country",
    )
    def _intermediate_countries(self, _read: Reader) -> Value:
        """Where in the named regions intermediate goods are known to have gone."""
        going = {p.destination for p in self.exports.parcels if p.intermediate and p.destination}
        return self._in_group(sorted(going), *INTERMEDIATE_REGIONS)

    @derived(
        "company.intermediate_listed",
        "flag",
        "中间产品出口到点名区域",
        "intermediate goods go to a named region",
    )
    def _intermediate_listed(self, _read: Reader) -> Value:
        if not self.exports.parcels:
            return missing("shipment.intermediate_goods")
        parts = []
        for parcel in self.exports.parcels:
            there: Value = missing("shipment.destination")
            if parcel.destination is not None:
                there = bool(self._in_group((parcel.destination,), *INTERMEDIATE_REGIONS))
            is_part: Value = parcel.intermediate  # type: ignore[assignment]
            if parcel.intermediate is None:
                is_part = missing("shipment.intermediate_goods")
            parts.append(junction("and", (there, is_part)))
        return junction("or", parts)
