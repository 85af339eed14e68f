"""What is known of the company, and what follows from it for the fifteen measures and for loans.

The derived facts are ``company.…`` and, as for a case, ``route.…``; the verdicts are the rules'.
No fact decides on an empty field: where a measure asks what the company does, its own answer
(``modes``, ``clusters`` …) may be ``none``, and only an answer that was given can say no.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from xinbao_desktop.domain.balance import governing_due_on
from xinbao_desktop.domain.bulletin import Match, Watch
from xinbao_desktop.domain.buyer import BuyerKind
from xinbao_desktop.domain.exports import exports_of
from xinbao_desktop.domain.known import Reader, RecordFacts, derived, missing
from xinbao_desktop.domain.policy import InsuredBy, Insurer
from xinbao_desktop.domain.reference import Size
from xinbao_desktop.domain.rules.logic import extreme, junction
from xinbao_desktop.domain.rules.values import NO_PATHS, Missing, NotApplicable, Span
from xinbao_desktop.domain.shipment import ShipmentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from xinbao_desktop.domain.bulletin import Bulletin
    from xinbao_desktop.domain.business import Order, Prepayment, Project
    from xinbao_desktop.domain.buyer import Buyer
    from xinbao_desktop.domain.company import Company
    from xinbao_desktop.domain.exports import Exports
    from xinbao_desktop.domain.policy import Policy
    from xinbao_desktop.domain.portfolio import Portfolio
    from xinbao_desktop.domain.reference import (
        Cluster,
        ClusterVersion,
        CountryGroup,
        GreenGoods,
        SmeClass,
    )
    from xinbao_desktop.domain.rules.model import RulePack
    from xinbao_desktop.domain.rules.values import Value
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.domain.shipment import Shipment

    Cover = Callable[[str], "bool | Missing"]

NONE = "none"
"""The answer "none of these" to a question about clusters, chains or green goods."""
HOME = "CN"
"""A sale at home is no export, though China is a member of RCEP."""
RCEP, BELT_ROAD = "rcep", "belt_and_road"
INTERMEDIATE_REGIONS = ("southeast_asia", "central_north_america")
NAMED_SERVICES = (
    "service_advertising", "service_rd", "service_software", "service_testing_repair",
)  # fmt: skip
SERVICE_MODES = ("service_trade", *NAMED_SERVICES)
POLICY_YEAR_MONTH = 7
"""Unified cover runs from July to June (policy year 2022: shipments from 2022-07 to 2023-06)."""
UNIFIED_MAX_USD = "sz2023.unified.max_usd"
DISTRICTS = ".districts"
"""A district pack lists the districts it covers in a group whose id ends like this."""
NO_BULLETINS = "packs.bulletins"
READY = ("buyer_no", "amount", "currency", "ship_by")


class ReferenceCodes(Protocol):
    """The code lists a company is classified by; ``catalog.codes`` reads them."""

    @property
    def groups(self) -> Mapping[str, CountryGroup]:
        """Country groups by id."""
        ...

    @property
    def cluster_versions(self) -> tuple[ClusterVersion, ...]:
        """The versions of the city's list of clusters."""
        ...

    @property
    def clusters(self) -> Mapping[str, Cluster]:
        """Clusters by code."""
        ...

    @property
    def green_goods(self) -> Mapping[str, GreenGoods]:
        """Classes of green goods by code."""
        ...

    @property
    def sme_classes(self) -> Mapping[str, SmeClass]:
        """Limits of the size of a firm by sector."""
        ...


def districts_of(packs: Iterable[RulePack]) -> frozenset[str]:
    """Return the districts that packs cover, as their groups ``….districts`` name them."""
    return frozenset(
        district
        for pack in packs
        for name, members in pack.groups.items()
        if name.endswith(DISTRICTS)
        for district in members
    )


class CompanyFacts(RecordFacts):
    """The facts of the company of a portfolio.

    Args:
        portfolio: The client on a day.
        codes: The code lists.
        districts: The districts covered by the packs in use (``districts_of``).
        bulletins: The risk bulletins of the packs in use.
        cover: Answers for an invoice whether its cover has no blocking finding.
    """

    def __init__(
        self,
        portfolio: Portfolio,
        *,
        codes: ReferenceCodes,
        cover: Cover,
        districts: frozenset[str] = frozenset(),
        bulletins: tuple[Bulletin, ...] = (),
    ) -> None:
        super().__init__()
        self.portfolio = portfolio
        self.codes = codes
        self.cover = cover
        self.districts = districts
        self.bulletins = tuple(b for b in bulletins if b.issued_on <= portfolio.on)

    def record(self, prefix: str) -> Record | Missing | NotApplicable:
        """Return the company; there is no other record behind its facts."""
        if prefix == "company":
            return self.portfolio.client.company or missing("company.uscc")
        return missing(prefix)

    @property
    def on(self) -> date:
        """The day that is asked about."""
        return self.portfolio.on

    @cached_property
    def company(self) -> Company | None:
        """The company, None before it is entered."""
        return self.portfolio.client.company

    @cached_property
    def exports(self) -> Exports:
        """What the shipments say together."""
        return exports_of(self.portfolio.client.shipments)

    # -- measure 1: clusters, chains, partners ------------------------------------------------

    @derived("company.clusters_listed")
    def _clusters_listed(self, read: Reader) -> Value:
        """The company's clusters that stand in the list in force, or stood in an earlier one."""
        return self._in_versions(read, *self._versions())

    @derived("company.clusters_earlier")
    def _clusters_earlier(self, read: Reader) -> Value:
        """Those of them that stand in an earlier version alone."""
        *earlier, current = self._versions() or ("",)
        now = self._in_versions(read, current)
        return tuple(c for c in self._in_versions(read, *earlier) if c not in now)

    def _versions(self) -> list[str]:
        begun = [v for v in self.codes.cluster_versions if v.starts <= self.on]
        return [v.id for v in sorted(begun, key=lambda v: v.starts)]

    def _in_versions(self, read: Reader, *versions: str) -> tuple[str, ...]:
        own = read.need("company.clusters")
        known = self.codes.clusters
        return tuple(c for c in own if c in known and any(v in known[c].versions for v in versions))

    @derived("company.chains")
    def _chains(self, read: Reader) -> Value:
        return _without_none(read.need("company.focus_goods"))

    @derived("company.partners_count")
    def _partners_count(self, _read: Reader) -> Value:
        count = len(self.portfolio.client.partners)
        return count or missing("partner.name")

    @derived("company.partners_uninsured")
    def _partners_uninsured(self, _read: Reader) -> Value:
        """Partners of whom it is not known that they have cover."""
        return sum(1 for p in self.portfolio.client.partners if not p.insured)

    # -- measure 2: green goods ---------------------------------------------------------------

    @derived("company.green_named")
    def _green_named(self, read: Reader) -> Value:
        return _without_none(read.need("company.green_goods"))

    @derived("company.green_hints")
    def _green_hints(self, _read: Reader) -> Value:
        """The classes of green goods that the HS codes of the shipments begin like."""
        return tuple(
            value
            for value, goods in self.codes.green_goods.items()
            if any(goods.hinted_by(code) for code in self.exports.hs_codes)
        )

    # -- measure 3: orders, markets, intermediate goods ---------------------------------------

    @cached_property
    def _orders(self) -> tuple[Order, ...]:
        orders = self.portfolio.client.orders
        return tuple(o for o in orders if o.cancelled_on is None or o.cancelled_on > self.on)

    @derived("company.orders_in_hand")
    def _orders_in_hand(self, read: Reader) -> Value:
        if not self.portfolio.client.orders:
            return missing("order.order_no")
        if self._orders:
            read.assumed.add("order.cancelled_on")
        return len(self._orders)

    @derived("company.orders_not_ready")
    def _orders_not_ready(self, _read: Reader) -> Value:
        """Orders in hand without buyer, amount, currency or day to ship by."""
        return sum(1 for o in self._orders if any(getattr(o, key) is None for key in READY))

    @derived("company.orders_cancelled")
    def _orders_cancelled(self, _read: Reader) -> Value:
        return len(self.portfolio.client.orders) - len(self._orders)

    @derived("company.export_countries")
    def _export_countries(self, _read: Reader) -> Value:
        own = self.company.markets if self.company else ()
        found = {*own, *self.exports.destinations} - {HOME}
        return tuple(sorted(found)) if found else missing("company.markets")

    @derived("company.markets_rcep")
    def _markets_rcep(self, read: Reader) -> Value:
        return self._in_group(read.need("company.export_countries"), RCEP)

    @derived("company.markets_belt_road")
    def _markets_belt_road(self, read: Reader) -> Value:
        return self._in_group(read.need("company.export_countries"), BELT_ROAD)

    @derived("company.markets_listed")
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

    @derived("company.intermediate_countries")
    def _intermediate_countries(self, _read: Reader) -> Value:
        """Where in the named regions intermediate goods are known to have gone."""
        going = {p.destination for p in self.exports.parcels if p.intermediate and p.destination}
        return self._in_group(sorted(going), *INTERMEDIATE_REGIONS)

    @derived("company.intermediate_listed")
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

    # -- measure 4: lights and bulletins ------------------------------------------------------

    @cached_property
    def _buyers(self) -> tuple[Buyer, ...]:
        return tuple(
            b
            for b in self.portfolio.client.buyers
            if (b.kind or BuyerKind.BUYER) == BuyerKind.BUYER
        )

    def _rated(self, light: str | None) -> tuple[str, ...]:
        return tuple(b.buyer_no for b in self._buyers if b.rating == light)

    @derived("company.buyers_red")
    def _buyers_red(self, _read: Reader) -> Value:
        return self._rated("red")

    @derived("company.buyers_yellow")
    def _buyers_yellow(self, _read: Reader) -> Value:
        return self._rated("yellow")

    @derived("company.buyers_unrated")
    def _buyers_unrated(self, _read: Reader) -> Value:
        return self._rated(None)

    @derived("company.has_red_buyer")
    def _has_red_buyer(self, _read: Reader) -> Value:
        if not self._buyers:
            return missing("buyer.buyer_no")
        if self._rated("red"):
            return True
        return missing("buyer.rating") if self._rated(None) else False

    @derived("company.oldest_light_on")
    def _oldest_light_on(self, _read: Reader) -> Value:
        """The day of the oldest rating; a buyer without a day may have an older one."""
        if not self._buyers:
            return missing("buyer.buyer_no")
        days = [b.rated_on for b in self._buyers if b.rated_on is not None]
        if len(days) == len(self._buyers):
            return min(days)
        lacking = frozenset({"buyer.rated_on"})
        return Span(date.min, min(days), lacking) if days else Missing(lacking)

    @derived("company.oldest_light_buyer")
    def _oldest_light_buyer(self, _read: Reader) -> Value:
        dated = [(b.rated_on, b.buyer_no) for b in self._buyers if b.rated_on is not None]
        return min(dated)[1] if dated else missing("buyer.rated_on")

    @cached_property
    def _watch(self) -> Watch:
        own = self.company.markets if self.company else ()
        return Watch(self._buyers, frozenset(own), self.exports.parcels)

    @cached_property
    def bulletin_matches(self) -> tuple[Match, ...]:
        """The bulletins in force that concern this client, and by what."""
        return self._watch.matches(b for b in self.bulletins if b.active(self.on))

    @derived("company.bulletin_hits")
    def _bulletin_hits(self, _read: Reader) -> Value:
        """``BULLETIN (buyer number, country or HS code)`` of each match."""
        return tuple(
            f"{match.bulletin.id}（{match.what.partition(':')[2]}）"
            for match in self.bulletin_matches
        )

    @derived("company.bulletin_hit")
    def _bulletin_hit(self, _read: Reader) -> Value:
        if self.bulletin_matches:
            return True
        if not self.bulletins:
            return missing(NO_BULLETINS)
        unclear = self._watch.unclear(b for b in self.bulletins if b.active(self.on))
        return Missing(unclear) if unclear else False

    @derived("company.bulletins_newest_on")
    def _bulletins_newest_on(self, _read: Reader) -> Value:
        return max((b.issued_on for b in self.bulletins), default=None) or missing(NO_BULLETINS)

    @derived("company.bulletins_count")
    def _bulletins_count(self, _read: Reader) -> Value:
        return sum(1 for b in self.bulletins if b.active(self.on))

    # -- measures 5 and 6: unified cover, reports ---------------------------------------------

    @derived("company.on_current_list")
    def _on_current_list(self, read: Reader) -> Value:
        """Whether the company is on the list of a policy year that runs on the day."""
        answer = read.need("company.on_unified_list")
        year = self.company.unified_year if self.company else None
        if year is None:
            read.assumed.add("company.unified_year")
            return bool(answer)
        running = {self.on.year}
        if self.on.month < POLICY_YEAR_MONTH:
            running.add(self.on.year - 1)
        if year not in running:
            return missing("company.on_unified_list", "company.unified_year")
        return bool(answer)

    @derived("company.unified_prospect")
    def _unified_prospect(self, read: Reader) -> Value:
        """``likely`` or ``unlikely`` by the last published threshold, ``unclear`` without one."""
        exports = read.value("company.export_usd_last_year")
        if isinstance(exports, Missing) or UNIFIED_MAX_USD not in self.portfolio.book:
            return "unclear"
        most = self.portfolio.book.resolve(UNIFIED_MAX_USD, self.on, None, None).value
        if not isinstance(most, Decimal | int):
            return "unclear"
        return "likely" if exports <= most else "unlikely"  # type: ignore[operator]

    @derived("company.reports_this_year")
    def _reports_this_year(self, _read: Reader) -> Value:
        return len(self._reports())

    @derived("company.free_reports_this_year")
    def _free_reports_this_year(self, _read: Reader) -> Value:
        return sum(1 for free in self._reports() if free)

    def _reports(self) -> list[bool | None]:
        got = self.portfolio.client.reports
        return [r.free for r in got if r.got_on is not None and r.got_on.year == self.on.year]

    @derived("company.size")
    def _size(self, read: Reader) -> Value:
        """Large, medium, small or micro by the standard of 2011."""
        sector = read.need("company.sector")
        found = self.codes.sme_classes.get(sector)
        if found is None:
            return Missing(NO_PATHS)
        own = {
            "staff": read.value("company.staff"),
            "revenue": read.value("company.revenue_cny"),
        }
        figures = {k: None if isinstance(v, Missing) else v for k, v in own.items()}
        size = found.size(figures)  # type: ignore[arg-type]
        if size is not None:
            return str(size)
        lacking = [
            v.paths for k, v in own.items() if isinstance(v, Missing) and k in found.sme_below
        ]
        return Missing(frozenset().union(*lacking))

    @derived("company.is_small_firm")
    def _is_small_firm(self, read: Reader) -> Value:
        return bool(read.need("company.size") != Size.LARGE)

    # -- measures 7 to 10: imports, modes, services, projects ---------------------------------

    @derived("company.prepayments_open")
    def _prepayments_open(self, read: Reader) -> Value:
        """How many prepayments are paid and not delivered for."""
        if not self.portfolio.client.prepayments:
            return missing("prepayment.contract_no")
        waiting = self._undelivered()
        if waiting:
            read.assumed.add("prepayment.delivered_on")
        paid = sum(1 for p in waiting if p.paid_on is not None)
        if paid == len(waiting):
            return paid
        return Span(paid, len(waiting), frozenset({"prepayment.paid_on"}))

    @derived("company.prepayments_late")
    def _prepayments_late(self, _read: Reader) -> Value:
        late = [p for p in self._undelivered() if p.deliver_by and p.deliver_by < self.on]
        return sum(1 for p in late if p.paid_on is not None)

    def _undelivered(self) -> list[Prepayment]:
        return [p for p in self.portfolio.client.prepayments if p.delivered_on is None]

    def _does(self, read: Reader, modes: tuple[str, ...], *kinds: str) -> Value:
        """Whether the company does a business: by its own answer, or by its shipments."""
        if self.exports.kinds & set(kinds):
            return True
        own = read.need("company.modes")
        return any(mode in own for mode in modes)

    @derived("company.does_ecommerce_supplier")
    def _does_ecommerce(self, read: Reader) -> Value:
        return self._does(read, ("ecommerce_supplier",), ShipmentKind.ECOMMERCE_SUPPLIER)

    @derived("company.does_trade_service")
    def _does_trade_service(self, read: Reader) -> Value:
        return self._does(read, ("trade_service_platform",), ShipmentKind.PLATFORM)

    @derived("company.does_offshore")
    def _does_offshore(self, read: Reader) -> Value:
        return self._does(read, ("offshore",), ShipmentKind.OFFSHORE)

    @derived("company.does_services")
    def _does_services(self, read: Reader) -> Value:
        return self._does(read, SERVICE_MODES, ShipmentKind.SERVICE)

    @derived("company.services_named")
    def _services_named(self, _read: Reader) -> Value:
        """Which of the services that the notice names the company sells."""
        own = self.company.modes if self.company else ()
        return tuple(mode for mode in NAMED_SERVICES if mode in own)

    @derived("company.service_exports")
    def _service_exports(self, _read: Reader) -> Value:
        return self.exports.services

    def _projects(self, kind: str) -> tuple[list[Project], bool]:
        """Return the projects of a kind, and whether some project's kind is not given."""
        every = self.portfolio.client.projects
        return [p for p in every if p.kind == kind], any(p.kind is None for p in every)

    @derived("company.longest_project_years")
    def _longest_project_years(self, read: Reader) -> Value:
        """The longest tenor of the medium- and long-term projects; 0 where there are none."""
        own, unclear = self._projects("medium_long_term")
        tenors: list[Value] = [
            p.tenor_years if p.tenor_years is not None else _open_tenor() for p in own
        ]
        if unclear:
            tenors.append(Span(0, Decimal("Infinity"), frozenset({"project.kind"})))
        if tenors:
            return extreme("max", [0, *tenors], NO_PATHS)
        if "medium_long_term" in read.need("company.modes"):
            return missing("project.project_no")
        return 0

    @derived("company.does_investment")
    def _does_investment(self, read: Reader) -> Value:
        own, unclear = self._projects("overseas_investment")
        if own or "overseas_investment" in read.need("company.modes"):
            return True
        return missing("project.kind") if unclear else False

    @derived("company.projects_unapproved")
    def _projects_unapproved(self, _read: Reader) -> Value:
        """Projects without a day of approval or filing."""
        return sum(1 for p in self.portfolio.client.projects if p.approved_on is None)

    # -- measures 11, 12 and 14: policies, loans ----------------------------------------------

    @derived("route.is_case")
    def _is_case(self, _read: Reader) -> Value:
        return False

    @derived("route.unified_policy")
    def _unified_policy(self, _read: Reader) -> Value:
        return self._has_policy(InsuredBy.UNIFIED)

    @derived("route.self_policy")
    def _self_policy(self, _read: Reader) -> Value:
        return self._has_policy(InsuredBy.SELF)

    def _has_policy(self, by: InsuredBy) -> Value:
        return junction(
            "or",
            [
                junction(
                    "and",
                    (
                        _is("policy.insurer", p.insurer, wanted=Insurer.SINOSURE),
                        _is("policy.insured_by", p.insured_by, wanted=by),
                        _runs(p, self.on),
                    ),
                )
                for p in self.portfolio.client.policies
            ],
        )

    @derived("company.policies_running")
    def _policies_running(self, _read: Reader) -> Value:
        return tuple(
            p.policy_no for p in self.portfolio.client.policies if _runs(p, self.on) is True
        )

    @derived("company.policy_in_force")
    def _policy_in_force(self, _read: Reader) -> Value:
        return junction("or", [_runs(p, self.on) for p in self.portfolio.client.policies])

    @derived("company.premium_paid")
    def _premium_paid(self, _read: Reader) -> Value:
        """Whether the premium of a policy in force is paid."""
        return junction(
            "or",
            [
                junction(
                    "and",
                    (_runs(p, self.on), _is("policy.premium_paid", p.premium_paid, wanted=True)),
                )
                for p in self.portfolio.client.policies
            ],
        )

    @derived("company.loan_shipments")
    def _loan_shipments(self, _read: Reader) -> Value:
        """How many shipments are covered, unpaid, not yet due, and in no case."""
        if not self.portfolio.client.shipments:
            return missing("shipment.invoice_no")
        sure, unclear, paths = 0, 0, set[str]()
        for number, open_ in self._loan_candidates():
            covered = self.cover(number) if open_ is True else open_
            if covered is True and open_ is True:
                sure += 1
            elif isinstance(covered, Missing):
                unclear += 1
                paths |= covered.paths
        return Span(sure, sure + unclear, frozenset(paths)) if unclear else sure

    def _loan_candidates(self) -> Iterable[tuple[str, bool | Missing]]:
        """Yield the invoices that may be open and not yet due."""
        client = self.portfolio.client
        in_case = {line.invoice_no for line in client.case_invoices}
        for shipment in client.shipments:
            if shipment.invoice_no in in_case:
                continue
            open_ = junction("and", (self._not_due(shipment), self._unpaid(shipment)))
            if open_ is True or isinstance(open_, Missing):
                yield shipment.invoice_no, open_

    def _not_due(self, shipment: Shipment) -> Value:
        if shipment.shipped_on is not None and shipment.shipped_on > self.on:
            return False
        due = governing_due_on(shipment)
        return missing("shipment.due_on") if due is None else due >= self.on

    def _unpaid(self, shipment: Shipment) -> Value:
        rest = self.portfolio.accounts[shipment.invoice_no].unpaid(self.on)
        return rest if isinstance(rest, Missing) else rest > 0

    @derived("company.filed_slots")
    def _filed_slots(self, _read: Reader) -> Value:
        """The slots of the checklists that hold a paper in any case of this client."""
        return tuple(sorted({d.slot for d in self.portfolio.client.documents if d.path and d.slot}))

    # -- measures 13 and 15 -------------------------------------------------------------------

    @derived("company.contacts_count")
    def _contacts_count(self, _read: Reader) -> Value:
        return len(self.portfolio.client.contacts) or missing("contact.name")

    @derived("company.district_pack")
    def _district_pack(self, read: Reader) -> Value:
        own = _district(read.need("company.district"))
        return any(_district(name) == own for name in self.districts)


def _without_none(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code != NONE)


def _open_tenor() -> Span:
    return Span(0, Decimal("Infinity"), frozenset({"project.tenor_years"}))


def _is(path: str, value: object, *, wanted: object) -> Value:
    return missing(path) if value is None else value == wanted


def _runs(policy: Policy, on: date) -> Value:
    """Return whether a policy is in force on a day, both ends included."""
    begun = missing("policy.start_on") if policy.start_on is None else policy.start_on <= on
    lasting = missing("policy.end_on") if policy.end_on is None else on <= policy.end_on
    return junction("and", (begun, lasting))


def _district(name: str) -> str:
    """Return a district's name without the city before it and the word for district after it."""
    bare = name.strip().replace(" ", "").removeprefix("深圳市").removeprefix("深圳")
    for ending in ("管理局", "新区", "区"):
        if len(bare) > len(ending) + 1:
            bare = bare.removesuffix(ending)
    return bare.casefold()
