"""Where each answer on a case's forms came from: which field was typed in, what was computed.

A value typed in names its sheet and field; a computed one the fields it rests on, and those of
them that are empty and were read as none. Nothing is computed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.known import STOPS
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xinbao_desktop.app.case_amounts import Printed
    from xinbao_desktop.domain.case_facts import CaseFacts, InvoiceFacts

ENTERED = Text("企业录入：{field}", "entered: {field}")
COMPUTED = Text("程序按 {on} 的记录计算", "computed from the records of {on}")
BASIS = Text("：{fields}", ": {fields}")
ASSUMED = Text("；其中空着、按“无”计：{fields}", "; empty and read as none: {fields}")
BY_HAND = Text("打印后手工填写", "filled in by hand on the print")

REWORDED = {
    "case.cause_label": "case.cause",
    "case.financed_amount": "case.financed_amount",
    "case.issuing_bank": "buyer.name_en",
    "case.goods_state_summary": "case_invoice.goods_state",
    "case.port_charges_total": "case_invoice.port_charges",
    "case.invoice_list": "case_invoice.invoice_no",
    "payee.holder": "company.name_zh",
    "payee.bank": "company.bank_name",
    "payee.account": "company.bank_account",
    "payee.swift": "company.swift",
    "policy.insurer_en": "policy.insurer",
    "company.names": "company.name_zh",
    "company.addresses": "company.address_zh",
    "debtor.name_en": "buyer.name_en",
    "debtor.country": "buyer.country",
    "debtor.reg_no": "buyer.reg_no",
    "debtor.address": "buyer.address",
    "loss_invoice.invoice": "case_invoice.invoice_no",
    "loss_deduction.invoice": "case_invoice.invoice_no",
    "loss_deduction.disputed": "case.disputed_amount",
}
"""Answers that put an entered field into other words."""

RECEIVED = "receipt.amount"
OPEN = ("shipment.amount", "shipment.deposit", RECEIVED)
LESS = (
    "case_invoice.discount_agreed", "case_invoice.resale_proceeds",
    "case_invoice.disposal_costs", "case_invoice.saved_costs", "case.disputed_amount",
)  # fmt: skip
RATIOS = ("limit.amount", "policy.ratio_default", "limit.ratio_default")
RATES = ("case.usd_rate", "shipment.usd_rate")
DUE = ("shipment.due_on", "shipment.extended_to", "shipment.consent_extension_on")
COMPUTED_FROM: Mapping[str, tuple[str, ...]] = {
    "case.unpaid": (*OPEN, *RATES),
    "case.notice_amount": ("case_invoice.claimed_amount", *OPEN, *LESS, *RATES),
    "case.claim_amount": (*OPEN, *LESS, *RATES),
    "case.claim_currency": ("case.claim_currency", "shipment.currency"),
    "case.first_due_on": DUE,
    "case.rate_text": RATES,
    "case.received": (RECEIVED,),
    "shipment.due_on": DUE,
    "shipment.unpaid": OPEN,
    "case_invoice.unpaid": OPEN,
    "case_invoice.received": OPEN[1:],
    "case_invoice.deductions": LESS,
    "case_invoice.claimed_amount": (*OPEN, *LESS),
    "loss_invoice.amount": OPEN[:1],
    "loss_invoice.received": OPEN[1:],
    "loss_invoice.deductions": LESS,
    "loss_invoice.insured_loss": (*OPEN, *LESS),
    "loss_invoice.within_limit": (*OPEN, *LESS, "limit.amount"),
    "loss_invoice.ratio": RATIOS[1:],
    "loss_invoice.covered": (*OPEN, *LESS, *RATIOS),
    "loss.total_loss": (*OPEN, *LESS, *RATES),
    "loss.base_capped": (*OPEN, *LESS, *RATIOS),
    "loss.payout_capped": (*OPEN, *LESS, *RATIOS),
    "loss.payable": (*OPEN, *LESS, *RATIOS, "policy.deductible", "policy.max_liability"),
    "loss.deductible": ("policy.deductible",),
    "loss.per_buyer_cap": ("policy.per_buyer_cap",),
    "loss.liability_left": ("policy.max_liability", "policy.paid_before"),
}
"""What a computed answer rests on, by its path without ``_text`` and ``_words``."""

SHOWN = ("_text", "_words")
COMPUTED_CELLS = frozenset({"shipment.due_on", "shipment.unpaid", "case_invoice.claimed_amount"})
"""Cells under a record's own path that the program works out."""

TYPED_IF_THERE = {
    "case.claim_amount": ("case", "claim_amount"),
    "case_invoice.claimed_amount": ("case_invoice", "claimed_amount"),
}
"""Amounts that a person may enter in place of what the program computes."""


def entered_path(source: str) -> str:
    """Return the field of a record where a form's answer is entered, the source if it is one."""
    return REWORDED.get(source, source)


class CaseOrigins:
    """Tells where the answers of one case on one day came from."""

    def __init__(self, facts: CaseFacts) -> None:
        self._facts = facts
        self._computed = COMPUTED.fill(on=facts.portfolio.on.isoformat())
        self._invoices = {i.shipment.invoice_no: i for i in facts.invoices}

    def of(self, source: str, words: Printed) -> Text:
        """Return where an answer outside tables came from."""
        if words is None and source.startswith("case.withdrawal"):
            return BY_HAND
        if source == "case.notice_cause":
            key = "notice_cause" if self._facts.case.notice_cause else "cause"
            return ENTERED.fill(field=field_name(f"case.{key}"))
        return self._told(source, "")

    def of_cell(self, source: str, invoice_no: str) -> Text:
        """Return where a cell came from, in the row of an invoice if it has one."""
        return self._told(source, invoice_no)

    def _told(self, source: str, invoice_no: str) -> Text:
        path = _plain(source)
        typed = TYPED_IF_THERE.get(path)
        if typed is not None and self._is_typed(*typed, invoice_no):
            return ENTERED.fill(field=field_name(".".join(typed)))
        entered = entered_path(source)
        if source not in COMPUTED_CELLS and is_recorded(entered):
            return ENTERED.fill(field=field_name(entered))
        basis = COMPUTED_FROM.get(path, ())
        return _and(self._computed, self._with(basis, invoice_no) if basis else Text("", ""))

    def _is_typed(self, prefix: str, key: str, invoice_no: str) -> bool:
        if prefix == "case":
            return getattr(self._facts.case, key) is not None
        invoice = self._invoices.get(invoice_no)
        return invoice is not None and getattr(invoice.line, key) is not None

    def _with(self, basis: tuple[str, ...], invoice_no: str) -> Text:
        own = self._invoices.get(invoice_no)
        asked = [own] if own is not None else list(self._invoices.values())
        empty = [path for path in basis if asked and self._is_assumed(path, asked)]
        used = [path for path in basis if path not in empty and self._is_given(path, asked)]
        told = BASIS.fill(fields=_names(used)) if used else Text("", "")
        return _and(told, ASSUMED.fill(fields=_names(empty))) if empty else told

    def _is_assumed(self, path: str, asked: Sequence[InvoiceFacts]) -> bool:
        """Say whether a field is read as none because it is empty, wherever it is asked for."""
        if path == RECEIVED:
            return not self._received(asked)
        return all(one.fact(path).assumed for one in asked)

    def _is_given(self, path: str, asked: Sequence[InvoiceFacts]) -> bool:
        if path == RECEIVED:
            return self._received(asked)
        return any(not isinstance(one.fact(path).value, STOPS) for one in asked)

    def _received(self, asked: Sequence[InvoiceFacts]) -> bool:
        receipts = self._facts.portfolio.client.receipts_by_invoice
        return any(receipts.get(one.shipment.invoice_no) for one in asked)


def is_recorded(path: str) -> bool:
    """Say whether a path is a field of a record."""
    prefix, _, key = path.partition(".")
    return any(
        kind.singular == prefix and any(spec.key == key for spec in kind.fields)
        for kind in schema.registered()
    )


def field_name(path: str) -> Text:
    """Return what a field of a record is called, its sheet in front."""
    prefix, _, key = path.partition(".")
    kind = next(kind for kind in schema.registered() if kind.singular == prefix)
    label = kind.field(key).label
    return Text(f"{kind.title.zh} · {label.zh}", f"{kind.title.en} · {label.en}")


def _names(paths: Iterable[str]) -> Text:
    return joined([field_name(path) for path in paths], "、", ", ")


def _plain(source: str) -> str:
    for ending in SHOWN:
        source = source.removesuffix(ending)
    return source


def _and(one: Text, other: Text) -> Text:
    return Text(one.zh + other.zh, one.en + other.en)
