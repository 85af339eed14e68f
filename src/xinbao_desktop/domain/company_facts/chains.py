"""Facts of measures 1 and 2: clusters, chains, partners, green goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.company_facts.base import CompanyBase, without_none
from xinbao_desktop.domain.known import Reader, derived, missing

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value


class ChainFacts(CompanyBase):
    """What the company makes and which chain it stands in."""

    @derived("company.clusters_listed", "codes", "“20+8”产业集群", "20+8 clusters", words="cluster")
    def _clusters_listed(self, read: Reader) -> Value:
        """The company's clusters that stand in the list in force, or stood in an earlier one."""
        return self._in_versions(read, *self._versions())

    @derived(
        "company.clusters_earlier",
        "codes",
        "只在旧版名单上的集群",
        "clusters of an earlier list alone",
        words="cluster",
    )
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

    @derived(
        "company.chains",
        "codes",
        "通知点名的产业链",
        "chains the notice names",
        words="focus_goods",
    )
    def _chains(self, read: Reader) -> Value:
        return without_none(read.need("company.focus_goods"))

    @derived("company.partners_count", "number", "上下游企业数", "partners in the chain")
    def _partners_count(self, _read: Reader) -> Value:
        count = len(self.portfolio.client.partners)
        return count or missing("partner.name")

    @derived(
        "company.partners_uninsured",
        "number",
        "未确认投保的上下游数",
        "partners not known to be insured",
    )
    def _partners_uninsured(self, _read: Reader) -> Value:
        """Partners of whom it is not known that they have cover."""
        return sum(1 for p in self.portfolio.client.partners if not p.insured)

    @derived("company.green_named", "codes", "绿色产品", "green goods", words="green_goods")
    def _green_named(self, read: Reader) -> Value:
        return without_none(read.need("company.green_goods"))

    @derived(
        "company.green_hints",
        "codes",
        "HS编码提示的绿色产品",
        "green goods hinted at by HS code",
        words="green_goods",
    )
    def _green_hints(self, _read: Reader) -> Value:
        """The classes of green goods that the HS codes of the shipments begin like."""
        return tuple(
            value
            for value, goods in self.codes.green_goods.items()
            if any(goods.hinted_by(code) for code in self.exports.hs_codes)
        )
