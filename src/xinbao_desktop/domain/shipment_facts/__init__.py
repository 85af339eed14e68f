"""What is known of one shipment: its own fields, its policy, buyer and limit, and what follows.

Each subject has a module with its facts (``cover.…``): ``limits``, ``terms`` (payment term,
credit days), ``risks`` (exposure, known risk), ``declaration``, ``parties`` (names, countries,
third parties), ``goods`` (their control), ``balances`` (deposit, unpaid, due day). All stand
on ``base``. Whether the facts are good enough is for the rules of the pack to say.
"""

from __future__ import annotations

from xinbao_desktop.domain.shipment_facts.balances import BalanceFacts
from xinbao_desktop.domain.shipment_facts.declaration import DeclarationFacts
from xinbao_desktop.domain.shipment_facts.goods import GoodsFacts
from xinbao_desktop.domain.shipment_facts.limits import LimitFacts
from xinbao_desktop.domain.shipment_facts.parties import PartyFacts
from xinbao_desktop.domain.shipment_facts.risks import RiskFacts
from xinbao_desktop.domain.shipment_facts.terms import TermFacts


class ShipmentFacts(
    LimitFacts, TermFacts, RiskFacts, DeclarationFacts, PartyFacts, GoodsFacts, BalanceFacts
):
    """The facts of one shipment of a portfolio."""


__all__ = ["ShipmentFacts"]
