"""What is known of the company, and what follows from it for the fifteen measures and for loans.

The derived facts are ``company.…`` and, as for a case, ``route.…``; the verdicts are the rules'.
No fact decides on an empty field: where a measure asks what the company does, its own answer
(``modes``, ``clusters`` …) may be ``none``, and only an answer that was given can say no. What
has not happened yet (an order's cancellation, a delivery) is assumed not to have, and said so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.company_facts.chains import ChainFacts
from xinbao_desktop.domain.company_facts.entitlements import EntitlementFacts
from xinbao_desktop.domain.company_facts.loans import LoanFacts
from xinbao_desktop.domain.company_facts.markets import MarketFacts
from xinbao_desktop.domain.company_facts.policies import PolicyFacts
from xinbao_desktop.domain.company_facts.risks import RiskFacts
from xinbao_desktop.domain.company_facts.trades import TradeFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xinbao_desktop.domain.rules.model import RulePack

DISTRICTS = ".districts"
"""A district pack lists the districts it covers in a group whose id ends like this."""


class CompanyFacts(
    ChainFacts, MarketFacts, RiskFacts, EntitlementFacts, TradeFacts, PolicyFacts, LoanFacts
):
    """The facts of the company of a portfolio, of all fifteen measures and of loans."""


def districts_of(packs: Iterable[RulePack]) -> frozenset[str]:
    """Return the districts that packs have measures for; groups ``….districts`` name them."""
    return _named(pack for pack in packs if pack.rules)


def districts_without(packs: Iterable[RulePack]) -> frozenset[str]:
    """Return the districts of which a pack says, by having no rule, that they offer nothing."""
    return _named(pack for pack in packs if not pack.rules)


def _named(packs: Iterable[RulePack]) -> frozenset[str]:
    return frozenset(
        district
        for pack in packs
        for name, members in pack.groups.items()
        if name.endswith(DISTRICTS)
        for district in members
    )


__all__ = ["CompanyFacts", "districts_of", "districts_without"]
