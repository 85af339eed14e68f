"""Facts of the papers filed: trade, entrustment (委托追讨), assignment and financing.

Which papers a packet needs is said by the checklists; here stand those a verdict rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.known import Reader, all_of, derived, missing
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.shipment import ShipmentKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.rules.values import Missing, Value
    from xinbao_desktop.domain.shipment import Shipment

ENTRUSTMENT = ("F06", "F07", "F08")
SEVEN_ANSWERS = (
    "financed", "claim_right_assigned", "indemnity_assigned", "receivable_assigned",
    "bank_chased", "entrust_recovery", "guarantee",
)  # fmt: skip
PAPERS_OF_ANSWER: Mapping[str, tuple[str, ...]] = {
    "financed": ("B01", "B03", "B05"),
    "claim_right_assigned": ("B02",),
    "receivable_assigned": ("B04",),
    "bank_chased": ("L14",),
    "entrust_recovery": ENTRUSTMENT,
    "guarantee": ("L20",),
}
"""Which papers each of the seven yes/no answers brings with it."""
PER_INVOICE = frozenset({f"T{n:02}" for n in range(2, 11)} | {"T20"})
GOODS_PAPERS = ("T03", "T04", "T05")
TERM_PAPERS: Mapping[str, tuple[str, ...]] = {
    PaymentTerm.DP: ("T08",),
    PaymentTerm.DA: ("T08", "T09", "T10"),
    PaymentTerm.LC: ("T11", "T12"),
}


class PaperFacts(CaseBase):
    """Which papers are there, and which lack."""

    @derived("claim.filed_slots", "codes", "已归档单证", "slots filed")
    def _filed_slots(self, _read: Reader) -> Value:
        return frozenset(paper.slot for paper in self.filed)

    @derived("claim.entrustment_filed", "flag", "委托追讨单证齐备", "entrustment papers filed")
    def _entrustment_filed(self, _read: Reader) -> Value:
        return all(self.has_paper(slot) for slot in ENTRUSTMENT)

    @derived("claim.trade_papers_filed", "flag", "基本贸易单证齐备", "basic trade papers filed")
    def _trade_papers_filed(self, _read: Reader) -> Value:
        """Whether the basic trade papers of measure 12 are complete, per invoice where due."""
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        if self._trade_papers_lacking():
            return False
        return all_of([_papers_known(f.shipment) for f in self.invoices])

    @derived(
        "claim.fast_papers_lack",
        "codes",
        "快速理赔缺少的单证",
        "papers lacking for the quick claim",
    )
    def _fast_papers_lack(self, _read: Reader) -> Value:
        """The papers of measure 12 that are known to lack, those of an invoice with its number."""
        return (
            *self._trade_papers_lacking(),
            *(slot for slot in ENTRUSTMENT if not self.has_paper(slot)),
        )

    def _trade_papers_lacking(self) -> tuple[str, ...]:
        """Return the slots that hold no paper: ``T01``, or ``T05 (INVOICE, INVOICE)``."""
        lacking: dict[str, list[str]] = {} if self.has_paper("T01") else {"T01": []}
        for invoice in self.invoices:
            own = invoice.shipment
            for slot in _papers_of(own):
                per_invoice = slot in PER_INVOICE
                if not self.has_paper(slot, own.invoice_no if per_invoice else None):
                    lacking.setdefault(slot, []).extend([own.invoice_no] if per_invoice else [])
        return tuple(
            f"{slot} ({', '.join(numbers)})" if numbers else slot
            for slot, numbers in sorted(lacking.items())
        )

    @derived("claim.seven_answered", "flag", "七项是非已答", "seven answers given")
    def _seven_answered(self, read: Reader) -> Value:
        read.needs(*(f"case.{answer}" for answer in SEVEN_ANSWERS))
        return True

    @derived(
        "claim.assignment_papers_lack", "codes", "缺少的转让与融资单证", "assignment papers lacking"
    )
    def _assignment_papers_lack(self, read: Reader) -> Value:
        """The slots the yes answers ask for that hold no paper, once all seven are given."""
        read.needs(*(f"case.{answer}" for answer in SEVEN_ANSWERS))
        return tuple(
            slot
            for answer, slots in PAPERS_OF_ANSWER.items()
            if getattr(self.case, answer) is True
            for slot in slots
            if not self.has_paper(slot)
        )


def _papers_of(own: Shipment) -> list[str]:
    """Return the basic trade papers (基本贸易单证) of an invoice, as far as its terms are known."""
    slots = ["T02"]
    slots += ["T20"] if own.kind == ShipmentKind.SERVICE else GOODS_PAPERS
    slots += TERM_PAPERS.get(own.payment_term or "", ())
    if own.payment_term == PaymentTerm.LC and own.lc_tenor_days:
        slots.append("T10")
    return slots


def _papers_known(own: Shipment) -> bool | Missing:
    """Say whether it is known which papers an invoice needs."""
    if own.payment_term is None:
        return missing("shipment.payment_term")
    if own.payment_term == PaymentTerm.LC and own.lc_tenor_days is None:
        return missing("shipment.lc_tenor_days")
    return True
