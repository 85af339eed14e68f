"""The loss of the case: each invoice in a table, and the way to what can be paid."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from xinbao_desktop.gui.formatting import amount_text, percent_text
from xinbao_desktop.gui.models.paged_table import ALIGN_RIGHT, Column
from xinbao_desktop.gui.models.plain_table import PlainTableModel
from xinbao_desktop.gui.pages.cases.judge import CaseJudge, JudgedPart
from xinbao_desktop.gui.theme import SPACE_M
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.parts import label
from xinbao_desktop.gui.widgets.table import Table
from xinbao_desktop.gui.widgets.waterfall import Step, Waterfall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.claim import ClaimAnswer
    from xinbao_desktop.domain.loss import Loss, LossLine
    from xinbao_desktop.domain.rules.result import Finding
    from xinbao_desktop.gui.context import ClientContext


class LossTab(JudgedPart):
    """Figures of the claim."""

    def __init__(self, context: ClientContext, judge: CaseJudge) -> None:
        super().__init__(judge, "loss.veil")
        self._context = context
        self._banner = Banner(context.tokens, "loss.banner")
        self._payable = label("", "figure", name="loss.payable")
        self._about = label("", "muted", wrap=True)
        self.waterfall = Waterfall()
        self.model: PlainTableModel[LossLine] = PlainTableModel(self._columns(), self)
        self.table = Table("loss.table", self.tr("Loss by invoice"))
        self.table.show_plain(self.model, self.model.widths)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self._banner)
        layout.addWidget(self._payable)
        layout.addWidget(self._about)
        layout.addWidget(self.waterfall)
        layout.addWidget(self.table, 1)
        self.follow()

    def show_answer(self, answer: ClaimAnswer) -> None:
        """Show what was computed."""
        loss = answer.loss
        self.model.show_rows(loss.invoices)
        currency = loss.currency or ""
        if loss.payable is None:
            self._payable.setText(self.tr("The payable amount is not known yet"))
        else:
            shown = amount_text(loss.payable, currency)
            self._payable.setText(self.tr("Up to {amount}").format(amount=shown))
        self._about.setText(self._sentence(loss, currency, answer.answer.findings))
        self._banner.say(
            "" if loss.assessable
            else self.tr("Not assessable yet: first settle the dispute or the guarantee.")
        )  # fmt: skip
        self.waterfall.show_steps(self._steps(loss))

    def _sentence(self, loss: Loss, currency: str, findings: Sequence[Finding]) -> str:
        parts = []
        if loss.base_capped is not None:
            shown = amount_text(loss.base_capped, currency)
            parts.append(self.tr("limit on the base: {amount}").format(amount=shown))
        if loss.payout_capped is not None:
            shown = amount_text(loss.payout_capped, currency)
            parts.append(self.tr("limit on the payout: {amount}").format(amount=shown))
        if loss.open_reductions:
            titles = {one.rule: self._context.say(one.title) for one in findings}
            shown = ", ".join(titles.get(rule, rule) for rule in loss.open_reductions)
            parts.append(self.tr("open reductions: {rules}").format(rules=shown))
        return " · ".join(parts)

    def _steps(self, loss: Loss) -> list[Step]:
        counted = [one for one in loss.invoices if one.covered]
        if loss.payable is None or loss.total_loss is None or not counted:
            return []
        amount = sum((one.amount or Decimal(0) for one in counted), Decimal(0))
        received = sum((one.received or Decimal(0) for one in counted), Decimal(0))
        deducted = sum((one.deductions or Decimal(0) for one in counted), Decimal(0))
        within = sum((one.within_limit or Decimal(0) for one in counted), Decimal(0))
        over = max(loss.total_loss - within, Decimal(0))
        rest = loss.total_loss - over - loss.payable
        steps = [
            Step(self.tr("Invoices"), amount, total=True),
            Step(self.tr("Received"), received),
            Step(self.tr("Deductions"), deducted),
            Step(self.tr("Insured loss"), loss.total_loss, total=True),
            Step(self.tr("Over the limit"), over),
            Step(self.tr("Own share, deductible, caps"), max(rest, Decimal(0))),
            Step(self.tr("Payable, up to"), loss.payable, total=True),
        ]
        return [step for step in steps if step.total or step.amount]

    def _columns(self) -> list[Column[LossLine]]:
        def money(name: str, title: str, width: int = 116) -> Column[LossLine]:
            return Column(
                "", title, lambda r: amount_text(getattr(r, name)), align=ALIGN_RIGHT, width=width
            )

        return [
            Column("", self.tr("Invoice"), lambda r: r.invoice, width=140),
            money("amount", self.tr("Amount")),
            money("received", self.tr("Received")),
            money("deductions", self.tr("Deductions"), 100),
            money("insured_loss", self.tr("Insured loss")),
            money("within_limit", self.tr("Within limit")),
            Column("", self.tr("Ratio"), lambda r: percent_text(r.ratio), ALIGN_RIGHT, 70),
            Column("", self.tr("Cover"), self._covered, width=130, chip=_chip),
        ]  # fmt: skip

    def _covered(self, line: LossLine) -> str:
        if line.covered is None:
            return self.tr("To be checked")
        return self.tr("Covered") if line.covered else self.tr("Not covered")


def _chip(line: LossLine) -> str:
    if line.covered is None:
        return "unknown"
    return "met" if line.covered else "not_met"
