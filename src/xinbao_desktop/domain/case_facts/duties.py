"""Facts of what the insured owes besides papers and time: consents, mitigation, registration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.known import Reader, any_of, derived

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value


class DutyFacts(CaseBase):
    """The insurer's consents, the account of the case, the registration in a bankruptcy."""

    @derived("claim.settlement_consented", "flag", "和解已获同意", "settlement has the consent")
    def _settlement_consented(self, _read: Reader) -> Value:
        return self.case.consent_settlement_on is not None

    @derived(
        "claim.dispute_rule_waived",
        "flag",
        "保险人书面同意免先诉",
        "dispute rule waived in writing",
    )
    def _dispute_rule_waived(self, _read: Reader) -> Value:
        return self.case.consent_dispute_waiver_on is not None

    @derived("claim.consents_lack", "flag", "缺少保险人同意", "a consent is lacking")
    def _consents_lack(self, read: Reader) -> Value:
        """Whether anything was agreed or disposed of without the insurer's own consent."""
        consented = self.case.consent_settlement_on is not None
        settled = False if consented else read.value("case.settlement")
        invoices = [read.of(f, "case_invoice.consents_lack") for f in self.invoices]
        return any_of([*invoices, settled])

    @derived(
        "claim.narrative_complete", "flag", "案情与减损已填写", "narrative and mitigation filled in"
    )
    def _narrative_complete(self, read: Reader) -> Value:
        read.needs("case.narrative", "case.mitigation")
        return True

    @derived("claim.registered", "flag", "已登记破产债权", "registered in the bankruptcy")
    def _registered(self, read: Reader) -> Value:
        registered_on = read.need("case.bankruptcy_registered_on")
        return bool(registered_on <= self.portfolio.on)
