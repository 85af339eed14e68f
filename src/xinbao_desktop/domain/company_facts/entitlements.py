"""Facts of measures 5, 6, 13 and 15: what the company is entitled to by its list, size, place."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.company_facts.base import CompanyBase
from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.reference import Size
from xinbao_desktop.domain.rules.values import NO_PATHS, Missing
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value

POLICY_YEAR_MONTH = 7
"""Unified cover runs from July to June (policy year 2022: shipments from 2022-07 to 2023-06)."""
NO_PACK = "packs.district"
"""Stands under what a district offers before its pack is installed."""
UNIFIED_MAX_USD = "sz2023.unified.max_usd"
PROSPECTS = {
    "likely": Text("很可能在清单上", "probably on the list"),
    "unlikely": Text("很可能不在清单上", "probably not on the list"),
    "unclear": Text("还无法估计", "cannot be guessed yet"),
}
SIZES = {
    "large": Text("大型企业", "large"),
    "medium": Text("中型企业", "medium"),
    "small": Text("小型企业", "small"),
    "micro": Text("微型企业", "micro"),
}


class EntitlementFacts(CompanyBase):
    """What the company may ask the city, the insurer and its district for."""

    @derived(
        "company.on_current_list",
        "flag",
        "在本年度统保清单",
        "on the unified list of the current year",
    )
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

    @derived(
        "company.unified_prospect",
        "text",
        "进入统保清单的可能",
        "prospect of the unified list",
        words=PROSPECTS,
    )
    def _unified_prospect(self, read: Reader) -> Value:
        """``likely`` or ``unlikely`` by the last published threshold, ``unclear`` without one."""
        exports = read.value("company.export_usd_last_year")
        if isinstance(exports, Missing) or UNIFIED_MAX_USD not in self.portfolio.book:
            return "unclear"
        most = self.portfolio.book.resolve(UNIFIED_MAX_USD, self.on, None, None).value
        if not isinstance(most, Decimal | int):
            return "unclear"
        return "likely" if exports <= most else "unlikely"  # type: ignore[operator]

    @derived("company.reports_this_year", "number", "今年取得的资信报告", "reports got this year")
    def _reports_this_year(self, _read: Reader) -> Value:
        return len(self._reports())

    @derived(
        "company.free_reports_this_year",
        "number",
        "今年取得的免费报告",
        "free reports got this year",
    )
    def _free_reports_this_year(self, _read: Reader) -> Value:
        return sum(1 for free in self._reports() if free)

    def _reports(self) -> list[bool | None]:
        got = self.portfolio.client.reports
        return [r.free for r in got if r.got_on is not None and r.got_on.year == self.on.year]

    @derived("company.size", "text", "企业规模", "size of the firm", words=SIZES)
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

    @derived("company.is_small_firm", "flag", "中小微企业", "small or medium firm")
    def _is_small_firm(self, read: Reader) -> Value:
        return bool(read.need("company.size") != Size.LARGE)

    @derived("company.contacts_count", "number", "联系人数", "contacts")
    def _contacts_count(self, _read: Reader) -> Value:
        return len(self.portfolio.client.contacts) or missing("contact.name")

    @derived(
        "company.district_pack", "flag", "已装本区规则包", "a pack for the district is installed"
    )
    def _district_pack(self, read: Reader) -> Value:
        """Whether the district has measures; without a pack for it nothing is known of them."""
        own = _district(read.need("company.district"))
        if own in map(_district, self.districts):
            return True
        return False if own in map(_district, self.districts_without) else missing(NO_PACK)


def _district(name: str) -> str:
    """Return a district's name without the city before it and the word for district after it."""
    bare = name.strip().replace(" ", "").removeprefix("深圳市").removeprefix("深圳")
    for ending in ("管理局", "新区", "区"):
        if len(bare) > len(ending) + 1:
            bare = bare.removesuffix(ending)
    return bare.casefold()
