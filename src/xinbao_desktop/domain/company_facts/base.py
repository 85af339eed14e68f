"""What every group of company facts stands on: the company, the day, the shipments together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from xinbao_desktop.domain.exports import exports_of
from xinbao_desktop.domain.known import Reader, missing
from xinbao_desktop.domain.record_facts import RecordFacts
from xinbao_desktop.domain.rules.values import Fact, Missing, NotApplicable, not_given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from xinbao_desktop.domain.bulletin import Bulletin
    from xinbao_desktop.domain.company import Company
    from xinbao_desktop.domain.exports import Exports
    from xinbao_desktop.domain.portfolio import Portfolio
    from xinbao_desktop.domain.reference import (
        Cluster,
        ClusterVersion,
        CountryGroup,
        GreenGoods,
        SmeClass,
    )
    from xinbao_desktop.domain.rules.values import Value
    from xinbao_desktop.domain.schema import Record

    Cover = Callable[[str], "bool | Missing"]

NONE = "none"
"""The answer "none of these" to a question about clusters, chains or green goods."""


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


class CompanyBase(RecordFacts):
    """The company of a portfolio and what is known beside its records.

    Args:
        portfolio: The client on a day.
        codes: The code lists.
        cover: Answers for an invoice whether its cover has no blocking finding.
        districts: The districts that the packs in use have measures for.
        districts_without: The districts that offer none, by a pack without rules.
        bulletins: The risk bulletins of the packs in use.
    """

    def __init__(
        self,
        portfolio: Portfolio,
        *,
        codes: ReferenceCodes,
        cover: Cover,
        districts: frozenset[str] = frozenset(),
        districts_without: frozenset[str] = frozenset(),
        bulletins: Iterable[Bulletin] = (),
    ) -> None:
        super().__init__()
        self.portfolio = portfolio
        self.codes = codes
        self.cover = cover
        self.districts = districts
        self.districts_without = districts_without
        self.bulletins = tuple(b for b in bulletins if b.issued_on <= portfolio.on)

    def record(self, prefix: str) -> Record | Missing | NotApplicable:
        """Return the company; there is no other record behind its facts."""
        if prefix == "company" and self.company is not None:
            return self.company
        return missing(prefix)

    def _given(self, path: str) -> Fact:
        """Without a company each of its fields is missing by itself."""
        if self.company is None and path.startswith("company."):
            return not_given(path)
        return super()._given(path)

    @property
    def on(self) -> date:
        """The day that is asked about."""
        return self.portfolio.on

    @property
    def company(self) -> Company | None:
        """The company, None before it is entered."""
        return self.portfolio.client.company

    @cached_property
    def exports(self) -> Exports:
        """What the shipments say together."""
        return exports_of(self.portfolio.client.shipments)

    def does(self, read: Reader, modes: Iterable[str], kind: str) -> Value:
        """Return whether the company does a business: by its shipments, or by its own answer."""
        if kind in self.exports.kinds:
            return True
        own = read.need("company.modes")
        return any(mode in own for mode in modes)


def without_none(codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes without the answer "none of these"."""
    return tuple(code for code in codes if code != NONE)
