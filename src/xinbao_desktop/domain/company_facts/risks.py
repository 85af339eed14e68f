"""Facts of measure 4: the buyers' traffic lights, risk bulletins."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from xinbao_desktop.domain.bulletin import Match, Watch
from xinbao_desktop.domain.buyer import BuyerKind
from xinbao_desktop.domain.company_facts.base import CompanyBase
from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.rules.values import Missing, Span

if TYPE_CHECKING:
    from xinbao_desktop.domain.buyer import Buyer
    from xinbao_desktop.domain.rules.values import Value

NO_BULLETINS = "packs.bulletins"
"""Stands under what cannot be known before a pack of bulletins is installed."""


class RiskFacts(CompanyBase):
    """What is known of the risk of the company's buyers, markets and goods."""

    @cached_property
    def _buyers(self) -> tuple[Buyer, ...]:
        return tuple(
            b
            for b in self.portfolio.client.buyers
            if (b.kind or BuyerKind.BUYER) == BuyerKind.BUYER
        )

    def _rated(self, light: str | None) -> tuple[str, ...]:
        return tuple(_called(b) for b in self._buyers if b.rating == light)

    @derived("company.buyers_red", "codes", "红灯买方", "buyers rated red")
    def _buyers_red(self, _read: Reader) -> Value:
        return self._rated("red")

    @derived("company.buyers_yellow", "codes", "黄灯买方", "buyers rated yellow")
    def _buyers_yellow(self, _read: Reader) -> Value:
        return self._rated("yellow")

    @derived("company.buyers_unrated", "codes", "未查红绿灯的买方", "buyers without a light")
    def _buyers_unrated(self, _read: Reader) -> Value:
        return self._rated(None)

    @derived("company.has_red_buyer", "flag", "有红灯买方", "has a red buyer")
    def _has_red_buyer(self, _read: Reader) -> Value:
        if not self._buyers:
            return missing("buyer.buyer_no")
        if self._rated("red"):
            return True
        return missing("buyer.rating") if self._rated(None) else False

    @derived("company.oldest_light_on", "date", "最早的红绿灯日期", "oldest day of a light")
    def _oldest_light_on(self, _read: Reader) -> Value:
        """The day of the oldest rating; a buyer without a day may have an older one."""
        if not self._buyers:
            return missing("buyer.buyer_no")
        days = [b.rated_on for b in self._buyers if b.rated_on is not None]
        if len(days) == len(self._buyers):
            return min(days)
        lacking = frozenset({"buyer.rated_on"})
        return Span(date.min, min(days), lacking) if days else Missing(lacking)

    @derived(
        "company.oldest_light_buyer", "text", "红绿灯最早的买方", "buyer with the oldest light"
    )
    def _oldest_light_buyer(self, _read: Reader) -> Value:
        dated = [(b.rated_on, _called(b)) for b in self._buyers if b.rated_on is not None]
        return min(dated)[1] if dated else missing("buyer.rated_on")

    @cached_property
    def _watch(self) -> Watch:
        own = self.company.markets if self.company else ()
        return Watch(self._buyers, frozenset(own), self.exports.parcels)

    @cached_property
    def bulletin_matches(self) -> tuple[Match, ...]:
        """The bulletins in force that concern this client, and by what."""
        return self._watch.matches(b for b in self.bulletins if b.active(self.on))

    @derived("company.bulletin_hits", "codes", "命中的风险通报", "risk bulletins that match")
    def _bulletin_hits(self, _read: Reader) -> Value:
        """``BULLETIN (buyer number, country or HS code)`` of each match."""
        return tuple(
            f"{match.bulletin.id} ({match.what.partition(':')[2]})"
            for match in self.bulletin_matches
        )

    @derived("company.bulletin_hit", "flag", "有命中的风险通报", "a risk bulletin matches")
    def _bulletin_hit(self, _read: Reader) -> Value:
        if self.bulletin_matches:
            return True
        if not self.bulletins:
            return missing(NO_BULLETINS)
        unclear = self._watch.unclear(b for b in self.bulletins if b.active(self.on))
        return Missing(unclear) if unclear else False

    @derived(
        "company.bulletins_newest_on", "date", "最新风险通报日期", "day of the newest bulletin"
    )
    def _bulletins_newest_on(self, _read: Reader) -> Value:
        return max((b.issued_on for b in self.bulletins), default=None) or missing(NO_BULLETINS)

    @derived("company.bulletins_count", "number", "有效风险通报数", "risk bulletins in force")
    def _bulletins_count(self, _read: Reader) -> Value:
        return sum(1 for b in self.bulletins if b.active(self.on))


def _called(buyer: Buyer) -> str:
    """Return what a buyer is called in a sentence: its name with its number."""
    name = buyer.name_en or buyer.name_zh
    return f"{name} ({buyer.buyer_no})" if name else buyer.buyer_no
