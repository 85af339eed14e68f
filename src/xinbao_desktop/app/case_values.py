"""The answers of a case's printed forms: each source path of ``forms/`` to what is printed.

A path is either a key of a record (``company.name_zh``) or one of the derived values written
here (``case.claim_amount_words``). Tables are lists of such values, one per row, made by
``case_tables``. Every answer says where it came from.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from xinbao_desktop.app.case_amounts import (
    CaseAmounts,
    Printed,
    due_day,
    invoice_words,
    money,
    money_list,
)
from xinbao_desktop.app.case_origins import CaseOrigins, is_recorded
from xinbao_desktop.app.case_parties import CaseParties
from xinbao_desktop.app.case_tables import OWN_LIMIT, CaseTables, PacketLine
from xinbao_desktop.domain import schema
from xinbao_desktop.domain.claim import PREFIX
from xinbao_desktop.domain.form import (
    FieldKind,
    FilledForm,
    FormDefinition,
    FormField,
    FormTable,
    FormValue,
    FormValues,
    TableRow,
)
from xinbao_desktop.domain.known import Unsettled
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.rules.result import Severity, Verdict
from xinbao_desktop.text import Text, joined, listed, same, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from xinbao_desktop.app.case_tables import Row
    from xinbao_desktop.app.claim import ClaimAnswer
    from xinbao_desktop.app.desk import CaseDesk
    from xinbao_desktop.domain.case_facts import CaseFacts
    from xinbao_desktop.domain.form import FormColumn

NO_GOODS = Text("不适用（服务出口）", "not applicable (export of a service)")
IN_THE_WAY = Text("定损前须解决：{because}", "To be settled before any assessment: {because}")
NO_SUM = Text("无", "none")
PAID_UP = Text("买方已付清全部货款。", "The buyer has paid in full.")


class CaseValues:
    """Finds the answers for one case on one day."""

    def __init__(self, desk: CaseDesk, facts: CaseFacts, answer: ClaimAnswer) -> None:
        self.facts = facts
        self.answer = answer
        self._amounts = CaseAmounts(desk.knowledge.vocabularies, facts)
        self._tables = CaseTables(self._amounts, answer.loss)
        self._origins = CaseOrigins(facts)
        self._derived: Mapping[str, Callable[[], Printed]] = {
            **self._case_words(),
            **self._case_money(),
            **self._loss_answers(),
            **CaseParties(self._amounts).answers(),
        }

    @property
    def lines(self) -> Sequence[PacketLine]:
        """The documents of the packet, which its lists name."""
        return self._tables.lines

    @lines.setter
    def lines(self, lines: Sequence[PacketLine]) -> None:
        self._tables.lines = lines

    def fill(self, form: FormDefinition) -> FilledForm:
        """Return a form with every answer that is there."""
        fields = {f.key: self._answer(f) for f in form.fields()}
        tables = {t.key: self._rows(t) for t in form.tables()}
        return FilledForm(form=form, values=FormValues(fields, tables))

    def knows(self, source: str) -> bool:
        """Say whether a field's or a table's source is answered here."""
        return source in self._derived or is_recorded(source) or self._tables.knows(source)

    # -- one answer -------------------------------------------------------------------------

    def _answer(self, field: FormField) -> FormValue:
        maker = self._derived.get(field.source)
        words = (
            self._safely(maker)
            if maker is not None
            else self._recorded(field.source, raw=field.kind is FieldKind.CHOICE)
        )
        return FormValue(words, self._origins.of(field.source, words))

    @staticmethod
    def _safely(maker: Callable[[], Printed]) -> Printed:
        """Return a computed answer, none while a fact it needs is missing."""
        try:
            return maker()
        except Unsettled:
            return None

    def _recorded(self, path: str, *, raw: bool) -> Printed:
        prefix, _, key = path.partition(".")
        record = self.facts.record(prefix)
        if not isinstance(record, schema.Record):
            return None
        return self._amounts.printed(record, key, raw=raw)

    def _rows(self, table: FormTable) -> tuple[TableRow, ...]:
        return tuple(
            TableRow({c.key: self._cell(c, row) for c in table.columns}, bool(row.get("*total")))
            for row in self._tables.rows(table.source, totals=table.totals)
        )

    def _cell(self, column: FormColumn, row: Row) -> FormValue:
        link = row.get(f"*link:{column.source}")
        words = row.get(column.source)
        invoice = row.get("shipment.invoice_no") or row.get("loss_invoice.invoice")
        origin = self._origins.of_cell(column.source, str(invoice or ""))
        return FormValue(words, origin, link=link if isinstance(link, str) else "")

    # -- the derived answers ----------------------------------------------------------------

    def _case_words(self) -> Mapping[str, Callable[[], Printed]]:
        case, amounts = self.facts.case, self._amounts
        return {
            "packet.on": self.facts.portfolio.on.isoformat,
            "case.cause_label": lambda: amounts.label("cause", case.cause),
            "case.notice_cause": lambda: case.notice_cause or case.cause,
            "case.invoice_list": lambda: listed(
                [i.shipment.invoice_no for i in self.facts.invoices], "、", ", "
            ),
            "case.bl_holder": lambda: case.bl_holder or self._no_goods(),
            "case.first_due_on": self._first_due_on,
            "case.rate_text": self._rate_text,
            "case.goods_state_summary": self._goods_states,
            "case.withdrawal": lambda: self._withdrawn("claim" if case.claim_on else "notice"),
            "case.withdrawal_reason": lambda: self._withdrawn(PAID_UP),
        }

    def _case_money(self) -> Mapping[str, Callable[[], Printed]]:
        amounts = self._amounts
        sums: Mapping[str, Callable[[], Decimal | None]] = {
            "case.unpaid": amounts.unpaid_total,
            "case.notice_amount": amounts.notice_total,
            "case.claim_amount": partial(amounts.decimal, "claim.amount"),
        }
        return {
            **{f"{path}_text": partial(self._in_figures, sum_) for path, sum_ in sums.items()},
            **{f"{path}_words": partial(self._in_capitals, sum_) for path, sum_ in sums.items()},
            "case.claim_currency": amounts.currency,
            "case.received_text": lambda: money_list(
                (r.amount, r.currency) for r in amounts.case_receipts()
            ),
            "case.port_charges_total": lambda: (
                money_list((i.line.port_charges, i.shipment.currency) for i in self.facts.invoices)
                or self._no_goods()
            ),
            "case.financed_amount": lambda: money(
                self.facts.case.financed_amount, amounts.currency()
            ),
        }

    def _in_figures(self, sum_: Callable[[], Decimal | None]) -> str | None:
        return money(sum_(), self._amounts.currency())

    def _in_capitals(self, sum_: Callable[[], Decimal | None]) -> str | None:
        return self._amounts.capitals(sum_(), self._amounts.currency())

    def _loss_answers(self) -> Mapping[str, Callable[[], Printed]]:
        loss = self.answer.loss
        return {
            "loss.currency": lambda: loss.currency,
            "loss.on": self.facts.portfolio.on.isoformat,
            "loss.total_loss": lambda: money(loss.total_loss, loss.currency),
            "loss.base_capped": lambda: money(loss.base_capped, loss.currency),
            "loss.payout_capped": lambda: money(loss.payout_capped, loss.currency),
            "loss.payable_text": lambda: money(loss.payable, loss.currency),
            "loss.payable_words": lambda: self._amounts.capitals(loss.payable, loss.currency),
            "loss.open_reductions_text": self._open_reductions,
            "loss.limits_text": self._limits_text,
            "loss.liability_left": self._liability_left,
            "loss.deductible": lambda: self._of_policy("deductible"),
            "loss.per_buyer_cap": lambda: self._of_policy("per_buyer_cap"),
        }

    # -- words ------------------------------------------------------------------------------

    def _withdrawn(self, words: Printed) -> Printed:
        """Return words of the withdrawal once nothing is open; else a person ticks and writes."""
        rest = self._amounts.unpaid_total()
        return words if rest is not None and rest <= 0 else None

    def _first_due_on(self) -> str | None:
        days = [day for i in self.facts.invoices if (day := due_day(i)) is not None]
        return min(days).isoformat() if days else None

    def _rate_text(self) -> Printed:
        """Return every rate that amounts of the case are converted at, each with its day."""
        amounts = self._amounts
        parts = []
        for code in amounts.foreign(self.answer.loss.currency):
            on = amounts.rate_day(code)
            day = f" ({on.isoformat()})" if on else ""
            parts.append(f"1 {code} = {amounts.rate(code, 'USD'):f} USD{day}")
        return listed(parts)

    def _goods_states(self) -> Text | None:
        parts = [
            invoice_words(i, self._amounts.label("goods_state", i.line.goods_state))
            for i in self.facts.invoices
            if i.line.goods_state
        ]
        return joined(parts) if parts else self._no_goods()

    def _no_goods(self) -> Text | None:
        """Return what stands for the state of goods where there never were any."""
        return NO_GOODS if self.facts.invoices and not self.facts.goods else None

    def _open_reductions(self) -> Text:
        """Return what is in the way of the claim, then what may lower the payment, and why."""
        loss, findings = self.answer.loss, self.answer.answer.findings
        bad = [f for f in findings if f.verdict is Verdict.NOT_MET]
        blocking = [f for f in bad if f.severity is Severity.BLOCKING and f.rule.startswith(PREFIX)]
        found = [IN_THE_WAY.fill(because=f.because) for f in blocking]
        found += [f.because for f in bad if f.rule in loss.open_reductions]
        return sentences(dict.fromkeys(found)) if found else Text("无", "none")

    def _limits_text(self) -> Text | None:
        """Return the limits that the loss is held against, each with its number."""
        parts = [
            Text(f"{number.zh} {sum_}", f"{number.en} {sum_}")
            for limit in self._amounts.limits()
            if (sum_ := money(limit.amount, limit.currency)) is not None
            for number in [same(limit.approval_no) if limit.approval_no else OWN_LIMIT]
        ]
        return joined(parts) if parts else None

    def _of_policy(self, key: str) -> Printed:
        """Return a sum of the policy; empty is none, by the definition of the field."""
        policy = self.facts.record("policy")
        if not isinstance(policy, Policy):
            return None
        amount = getattr(policy, key)
        return NO_SUM if not amount else money(amount, policy.currency)

    def _liability_left(self) -> str | None:
        policy = self.facts.record("policy")
        if not isinstance(policy, Policy) or policy.max_liability is None:
            return None
        return money(policy.max_liability - (policy.paid_before or 0), policy.currency)
