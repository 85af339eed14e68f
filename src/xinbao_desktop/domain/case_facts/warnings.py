"""Facts behind the warnings of a case: what exporters get wrong before and after a loss.

Each warns and blocks nothing; which warning rests on which fact stands in ``docs/warnings.md``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.claim_case import Cause, GoodsState
from xinbao_desktop.domain.known import Reader, all_of, derived, missing, settle, union
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.periods import NEVER_DONE, undone
from xinbao_desktop.domain.policy import DeclarationRule
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing, at_least
from xinbao_desktop.domain.shipment import ShipmentKind
from xinbao_desktop.domain.shipment_facts import ShipmentFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xinbao_desktop.domain.rules.values import Value

_ADDRESS = re.compile(r"[\w.+%-]+@((?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE | re.ASCII)
WRITTEN = frozenset({"email", "letter", "lawyer_letter", "courier"})
"""Ways to speak that leave a paper by themselves."""
SPOKEN = frozenset({"phone", "wechat", "whatsapp", "meeting"})
NOT_THE_BUYER = frozenset({"bank", "insurer"})
THROUGH_A_BANK = frozenset({PaymentTerm.LC, PaymentTerm.DP, PaymentTerm.DA})
AGENTS_PAPER = {ShipmentKind.AGENCY: "T18", ShipmentKind.PLATFORM: "T22"}
INSOLVENT = frozenset({Cause.INSOLVENCY, Cause.BANK_INSOLVENCY})


class WarningFacts(CaseBase):
    """The facts of warnings over a case, its invoices and its papers."""

    # -- documents and delivery ------------------------------------------------------------

    @derived(
        "claim.documents_presented", "flag", "出险前已交单", "documents presented before the loss"
    )
    def _documents_presented(self, read: Reader) -> Value:
        """Whether the documents of each collection or L/C went to the bank before the loss."""
        parts: list[Value] = []
        for invoice in self.invoices:
            own = invoice.shipment
            if own.payment_term is None:
                parts.append(missing("shipment.payment_term"))
            elif own.payment_term in THROUGH_A_BANK:
                known_on, shown_on = read.value("case.known_on"), own.docs_presented_on
                lacking = [known_on] if isinstance(known_on, Missing) else []
                if shown_on is None:
                    lacking.append(missing("shipment.docs_presented_on"))
                parts += lacking or [shown_on <= known_on]  # type: ignore[operator]
        return _all_where_asked(parts)

    @derived("claim.delivery_proven", "flag", "有签收或提货证明", "delivery is proven")
    def _delivery_proven(self, _read: Reader) -> Value:
        """Whether each open-account invoice for goods has its proof of delivery (T07)."""
        parts: list[Value] = []
        for invoice in self.goods:
            own = invoice.shipment
            if own.payment_term in (None, PaymentTerm.OA) and not self.has_paper(
                "T07", own.invoice_no
            ):
                unclear = own.payment_term is None
                parts.append(missing("shipment.payment_term") if unclear else False)
            elif own.payment_term == PaymentTerm.OA:
                parts.append(True)
        return _all_where_asked(parts)

    @derived(
        "claim.agency_papers_lack", "codes", "缺少的代理或平台协议", "agency agreements lacking"
    )
    def _agency_papers_lack(self, _read: Reader) -> Value:
        """The agreements (T18, T22) that agency and platform exports need and that lack."""
        wanted = {
            AGENTS_PAPER[ShipmentKind(f.shipment.kind)]
            for f in self.invoices
            if f.shipment.kind in AGENTS_PAPER
        }
        if not wanted:
            return NOT_APPLICABLE
        return tuple(sorted(slot for slot in wanted if not self.has_paper(slot)))

    # -- correspondence --------------------------------------------------------------------

    @derived("claim.demands_in_writing", "flag", "有书面往来", "correspondence is in writing")
    def _demands_in_writing(self, _read: Reader) -> Value:
        """Whether anything said to the buyer left a paper, not only calls and chats."""
        events = self.portfolio.client.events_by_case.get(self.case.case_no, ())
        channels = [e.channel for e in events if e.channel not in NOT_THE_BUYER]
        if any(channel in WRITTEN for channel in channels):
            return True
        if not channels or any(channel not in SPOKEN for channel in channels):
            return missing("event.channel")
        return False

    @derived(
        "claim.strange_domains",
        "codes",
        "非买方域名的邮箱",
        "mail domains that are not the buyer's",
    )
    def _strange_domains(self, read: Reader) -> Value:
        """The mail domains in the case's events that are neither the buyer's nor our own."""
        client = self.portfolio.client
        seen: set[str] = set()
        for event in client.events_by_case.get(self.case.case_no, ()):
            if event.channel not in NOT_THE_BUYER:
                seen |= set(_domains(event.who)) | set(_domains(event.summary))
        own = client.company.contact_email if client.company is not None else None
        seen -= set(_domains(own))
        if not seen:
            return NOT_APPLICABLE
        known = str(read.need("buyer.email_domain")).strip().casefold().removeprefix("@")
        return tuple(sorted(d for d in seen if not _belongs(d, known)))

    # -- goods -----------------------------------------------------------------------------

    @derived(
        "claim.goods_in_transit", "flag", "出险时货物在途", "goods in transit at the insolvency"
    )
    def _goods_in_transit(self, read: Reader) -> Value:
        """Whether goods were still on their way when the buyer became insolvent."""
        if read.need("case.cause") not in INSOLVENT:
            return False
        states = [f.line.goods_state for f in self.goods]
        if GoodsState.IN_TRANSIT in states:
            return True
        return missing("case_invoice.goods_state") if None in states else False

    @derived(
        "claim.port_days",
        "number",
        "到报损时货物出运天数（在港）",
        "days shipped, goods at port",
        unit="days",
    )
    def _port_days(self, _read: Reader) -> Value:
        """Days from shipment to the notice, or to the day asked, of goods that lie at the port."""
        days: list[Value] = []
        for invoice in self.goods:
            state = invoice.line.goods_state
            if state is None:
                days.append(missing("case_invoice.goods_state"))
            elif state == GoodsState.AT_PORT:
                until = invoice.line.notice_on or self.case.notice_on or self.portfolio.on
                start = invoice.day
                days.append(
                    missing("shipment.shipped_on") if start is None else (until - start).days
                )
        known = [d for d in days if isinstance(d, int)]
        lacking = [d for d in days if isinstance(d, Missing)]
        if not days:
            return NOT_APPLICABLE
        if lacking and known:
            return at_least(max(known), union(lacking).paths)
        settle(lacking)
        return max(known)

    # -- the whole turnover ----------------------------------------------------------------

    @derived(
        "claim.undeclared_elsewhere",
        "number",
        "同一保单逾期未申报出运数",
        "other shipments undeclared",
    )
    def _undeclared_elsewhere(self, read: Reader) -> Value:
        """How many other shipments of this policy were never declared, past their last day."""
        policy_no, rule = read.needs("case.policy_no", "policy.declaration_rule")
        if rule == DeclarationRule.NONE:
            return NOT_APPLICABLE
        inside = {f.shipment.invoice_no for f in self.invoices}
        count, unclear = 0, set[str]()
        for shipment in self.portfolio.client.shipments:
            if shipment.declared_on is not None or shipment.invoice_no in inside:
                continue
            if shipment.policy_no is None:
                unclear.add("shipment.policy_no")
            elif shipment.policy_no == policy_no:
                due = ShipmentFacts(self.portfolio, shipment).fact("cover.declaration_due").value
                if isinstance(due, Missing):
                    unclear |= due.paths
                else:
                    count += undone(due, self.portfolio.on, "") == NEVER_DONE
        return at_least(count, frozenset(unclear))


def _all_where_asked(parts: Sequence[Value]) -> Value:
    """Return whether all parts hold; without any the question does not apply."""
    return all_of(parts) if parts else NOT_APPLICABLE


def _domains(words: str | None) -> Iterator[str]:
    """Give the domains of the mail addresses in some words."""
    for found in _ADDRESS.finditer(words or ""):
        yield found.group(1).casefold()


def _belongs(domain: str, known: str) -> bool:
    return domain == known or domain.endswith(f".{known}")
