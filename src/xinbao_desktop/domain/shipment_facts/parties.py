"""Facts of the parties: in whose name, to which countries, to whom the goods go, who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.buyer import plain_name
from xinbao_desktop.domain.known import Reader, Unsettled, any_of, derived, missing
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.rules.values import Missing
from xinbao_desktop.domain.shipment import ShipmentKind
from xinbao_desktop.domain.shipment_facts.base import ShipmentBase

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value

TO_ORDER = "toorder"
AGENTS_PAPERS = frozenset({"T18", "T22"})
"""The agency agreement and the service agreement of a platform."""


class PartyFacts(ShipmentBase):
    """Seller, debtor, destination, third parties."""

    @derived("cover.own_name", "flag", "以本企业名义出口", "exported in the insured's name")
    def _own_name(self, read: Reader) -> Value:
        """Declared in the insured's name; an agent's or platform's "no" waits for its paper."""
        own_name = read.need("shipment.own_name")
        if own_name or self.shipment.kind not in (ShipmentKind.AGENCY, ShipmentKind.PLATFORM):
            return bool(own_name)
        filed = self.portfolio.filed_slots.get(self.shipment.invoice_no, ())
        return missing("document.slot") if AGENTS_PAPERS.isdisjoint(filed) else True

    @derived("cover.debtor_excluded", "flag", "债务人国家被除外", "debtor's country is excluded")
    def _debtor_excluded(self, read: Reader) -> Value:
        excluded = read.need("policy.excluded_countries")
        if not excluded:
            return False
        countries = [read.value("buyer.country")]
        term = read.value("shipment.payment_term")
        if isinstance(term, Missing):
            bank = self.portfolio.client.buyer_by_no.get(self.shipment.issuing_bank_no or "")
            if bank is not None and bank.country is not None and bank.country not in excluded:
                term = PaymentTerm.OA  # the bank would be no hindrance in any case
            countries.append(term if isinstance(term, Missing) else "")
        elif term == PaymentTerm.LC:
            countries.append(read.value("bank.country"))
        return any_of([c in excluded if isinstance(c, str) else c for c in countries])

    @derived("cover.destination_excluded", "flag", "目的国被除外", "destination is excluded")
    def _destination_excluded(self, read: Reader) -> Value:
        excluded = read.need("policy.excluded_countries")
        return bool(excluded) and read.need("shipment.destination") in excluded

    @derived(
        "cover.third_party", "flag", "收货人或付款人为第三方", "consignee or payer is a third party"
    )
    def _third_party(self, read: Reader) -> Value:
        """Whether consignee or payer is somebody else than the buyer."""
        others = [read.maybe("shipment.consignee"), read.maybe("shipment.payer")]
        others = [o for o in others if o and not plain_name(o).startswith(TO_ORDER)]
        if not others:
            return False
        names = {read.value("buyer.name_en"), read.value("buyer.name_zh")}
        known = {plain_name(name) for name in names if isinstance(name, str)}
        strange = [o for o in others if plain_name(o) not in known]
        if strange and not known:
            raise Unsettled(missing("buyer.name_en"))
        return bool(strange)
