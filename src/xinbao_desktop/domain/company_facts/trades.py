"""Facts of measures 7 to 10: imports, e-commerce, platforms, offshore trade, services, projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.company_facts.base import CompanyBase
from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.rules.logic import extreme
from xinbao_desktop.domain.rules.values import ENDLESS, NO_PATHS, Span
from xinbao_desktop.domain.shipment import ShipmentKind

if TYPE_CHECKING:
    from xinbao_desktop.domain.business import Prepayment, Project
    from xinbao_desktop.domain.rules.values import Value

NAMED_SERVICES = (
    "service_advertising", "service_rd", "service_software", "service_testing_repair",
)  # fmt: skip
SERVICE_MODES = ("service_trade", *NAMED_SERVICES)


class TradeFacts(CompanyBase):
    """In which ways the company trades besides exporting goods of its own."""

    @derived(
        "company.prepayments_open",
        "number",
        "未到货的预付款笔数",
        "prepayments not yet delivered for",
    )
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

    @derived(
        "company.prepayments_late",
        "number",
        "已过交货期的预付款笔数",
        "prepayments past their delivery day",
    )
    def _prepayments_late(self, _read: Reader) -> Value:
        late = [p for p in self._undelivered() if p.deliver_by and p.deliver_by < self.on]
        return sum(1 for p in late if p.paid_on is not None)

    def _undelivered(self) -> list[Prepayment]:
        return [p for p in self.portfolio.client.prepayments if p.delivered_on is None]

    @derived(
        "company.does_ecommerce_supplier",
        "flag",
        "做跨境电商供应商出口",
        "is an e-commerce supplier",
    )
    def _does_ecommerce(self, read: Reader) -> Value:
        return self.does(read, ("ecommerce_supplier",), ShipmentKind.ECOMMERCE_SUPPLIER)

    @derived(
        "company.does_trade_service",
        "flag",
        "做外贸综合服务",
        "exports by a trade-service platform",
    )
    def _does_trade_service(self, read: Reader) -> Value:
        return self.does(read, ("trade_service_platform",), ShipmentKind.PLATFORM)

    @derived("company.does_offshore", "flag", "做离岸贸易", "does offshore trade")
    def _does_offshore(self, read: Reader) -> Value:
        return self.does(read, ("offshore",), ShipmentKind.OFFSHORE)

    @derived("company.does_services", "flag", "有服务出口", "exports services")
    def _does_services(self, read: Reader) -> Value:
        return self.does(read, SERVICE_MODES, ShipmentKind.SERVICE)

    @derived(
        "company.services_named",
        "codes",
        "通知点名的服务",
        "services the notice names",
        words="mode",
    )
    def _services_named(self, _read: Reader) -> Value:
        """Which of the services that the notice names the company sells."""
        own = self.company.modes if self.company else ()
        return tuple(mode for mode in NAMED_SERVICES if mode in own)

    @derived("company.service_exports", "number", "服务出口笔数", "service exports")
    def _service_exports(self, _read: Reader) -> Value:
        return self.exports.services

    def _projects(self, kind: str) -> tuple[list[Project], bool]:
        """Return the projects of a kind, and whether some project's kind is not given."""
        every = self.portfolio.client.projects
        return [p for p in every if p.kind == kind], any(p.kind is None for p in every)

    @derived(
        "company.longest_project_years",
        "number",
        "中长期项目最长期限（年）",
        "longest project tenor (years)",
        unit="years",
    )
    def _longest_project_years(self, read: Reader) -> Value:
        """The longest tenor of the medium- and long-term projects; 0 where there are none."""
        own, unclear = self._projects("medium_long_term")
        tenors: list[Value] = [
            p.tenor_years if p.tenor_years is not None else _open("project.tenor_years")
            for p in own
        ]
        if unclear:
            tenors.append(_open("project.kind"))
        if tenors:
            return extreme("max", [0, *tenors], NO_PATHS)
        if "medium_long_term" in read.need("company.modes"):
            return missing("project.project_no")
        return 0

    @derived("company.does_investment", "flag", "有海外投资项目", "has an investment abroad")
    def _does_investment(self, read: Reader) -> Value:
        own, unclear = self._projects("overseas_investment")
        if own or "overseas_investment" in read.need("company.modes"):
            return True
        return missing("project.kind") if unclear else False

    @derived(
        "company.projects_unapproved",
        "number",
        "未填核准/备案日的项目数",
        "projects without a day of approval",
    )
    def _projects_unapproved(self, _read: Reader) -> Value:
        """Projects without a day of approval or filing."""
        return sum(1 for p in self.portfolio.client.projects if p.approved_on is None)


def _open(path: str) -> Span:
    """Return a number of years that is not known."""
    return Span(0, ENDLESS, frozenset({path}))
