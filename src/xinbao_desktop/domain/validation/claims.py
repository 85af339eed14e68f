"""Contradictions in cases, their invoices and their papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.claim_case import Case, CaseInvoice, GoodsState
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.validation.remark import before, label, remark
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.domain.problems import Problem
    from xinbao_desktop.domain.shipment import Shipment


def case_contradictions(case: Case, client: Client) -> Iterator[Problem]:
    """Yield what does not fit in a case."""
    del client
    if None not in (case.disputed_amount, case.claim_amount):
        assert case.disputed_amount is not None
        assert case.claim_amount is not None
        if case.disputed_amount > case.claim_amount:
            yield remark(
                case,
                "disputed_amount",
                Text("争议金额超过索赔金额", "more is disputed than claimed"),
            )
    answers = (
        ("dispute", "disputed_amount"),
        ("guarantee", "guarantor"),
        ("guarantee", "guarantor_called"),
        ("financed", "financing_bank"),
        ("financed", "financed_amount"),
    )
    for flag, detail in answers:
        if getattr(case, flag) is False and getattr(case, detail):
            words = Text(
                "“{flag}”为否，但填了“{detail}”", "“{flag}” is no, but “{detail}” is given"
            )
            labels = {"flag": label(case, flag), "detail": label(case, detail)}
            yield remark(case, detail, words.fill(**labels))


def case_invoice_contradictions(row: CaseInvoice, client: Client) -> Iterator[Problem]:
    """Yield what does not fit in an invoice of a case."""
    shipment = client.shipment_by_no.get(row.invoice_no)
    case = client.case_by_no.get(row.case_no)
    if shipment and case:
        yield from _of_another(row, shipment, case)
    if shipment and before(row.notice_on, shipment.shipped_on):
        yield remark(row, "notice_on", Text("报损早于出运", "the notice is before the shipment"))
    if case and before(row.notice_on, case.known_on):
        yield remark(row, "notice_on", Text("报损早于知险", "the notice is before the knowledge"))
    claimed, amount = row.claimed_amount, shipment.amount if shipment else None
    if claimed is not None and amount is not None and claimed > amount:
        yield remark(
            row,
            "claimed_amount",
            Text(
                f"报损金额 {claimed} 超过发票金额 {amount}",
                f"more is claimed ({claimed}) than invoiced ({amount})",
            ),
        )
    if row.resale_proceeds and row.goods_state and row.goods_state != GoodsState.RESOLD:
        yield remark(
            row,
            "resale_proceeds",
            Text("有转卖所得，但货物状态不是转卖", "has proceeds, but is not resold"),
        )


def document_contradictions(document: Document, client: Client) -> Iterator[Problem]:
    """Yield what does not fit in a paper of a case."""
    if document.path and document.waived_reason:
        yield remark(
            document,
            "waived_reason",
            Text("既有文件又填了免交原因", "has both a file and a reason why there is none"),
        )
    if not document.path and not document.waived_reason:
        yield remark(
            document,
            "path",
            Text("既没有文件也没有免交原因", "has neither a file nor a reason why there is none"),
        )
    invoices = {row.invoice_no for row in client.invoices_by_case.get(document.case_no, ())}
    for invoice in document.invoices:
        if invoices and invoice not in invoices:
            yield remark(
                document,
                "invoice_no",
                Text(f"发票 {invoice} 不在该案件中", f"invoice {invoice} is not in this case"),
            )


def _of_another(row: CaseInvoice, shipment: Shipment, case: Case) -> Iterator[Problem]:
    banked = shipment.payment_term == PaymentTerm.LC
    debtors = {shipment.buyer_no, shipment.issuing_bank_no if banked else None}
    if case.buyer_no and shipment.buyer_no and case.buyer_no not in debtors:
        yield remark(
            row,
            "invoice_no",
            Text(
                f"发票的买方 {shipment.buyer_no} 不是案件的买方 {case.buyer_no}",
                f"the invoice's buyer {shipment.buyer_no} is not the case's, {case.buyer_no}",
            ),
        )
    if case.policy_no and shipment.policy_no and case.policy_no != shipment.policy_no:
        yield remark(
            row,
            "invoice_no",
            Text(
                f"发票的保单 {shipment.policy_no} 不是案件的保单 {case.policy_no}",
                f"the invoice's policy {shipment.policy_no} is not the case's, {case.policy_no}",
            ),
        )
