"""The case (案件): one loss with one buyer under one policy, and the invoices in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema as s

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class Cause(StrEnum):
    """The insured events (C1–C3, B1–B3, P1–P6)."""

    INSOLVENCY = "insolvency"
    DEFAULT = "default"
    REJECTION = "rejection"
    BANK_INSOLVENCY = "bank_insolvency"
    BANK_DEFAULT = "bank_default"
    BANK_NON_ACCEPTANCE = "bank_non_acceptance"
    POLITICAL_TRANSFER = "political_transfer"
    POLITICAL_IMPORT_BAN = "political_import_ban"
    POLITICAL_LICENCE = "political_licence"
    POLITICAL_MORATORIUM = "political_moratorium"
    POLITICAL_WAR = "political_war"
    POLITICAL_OTHER = "political_other"


DEFAULT_CAUSES = frozenset({Cause.DEFAULT, Cause.BANK_DEFAULT})
BANK_CAUSES = frozenset({Cause.BANK_INSOLVENCY, Cause.BANK_DEFAULT, Cause.BANK_NON_ACCEPTANCE})
BUYER_CAUSES = frozenset({Cause.INSOLVENCY, Cause.DEFAULT, Cause.REJECTION})
POLITICAL_CAUSES = frozenset(c for c in Cause if c.value.startswith("political"))


class GoodsState(StrEnum):
    """Where the goods of a claimed invoice are."""

    IN_TRANSIT = "in_transit"
    AT_PORT = "at_port"
    TAKEN_UP = "taken_up"
    RETURNED = "returned"
    RESOLD = "resold"
    ABANDONED = "abandoned"


DISPOSED = frozenset({GoodsState.RETURNED, GoodsState.RESOLD, GoodsState.ABANDONED})


@s.record("cases", "case", "案件", "Cases")
@dataclass(frozen=True, slots=True, kw_only=True)
class Case(s.Record):
    """One loss, from the day it was known to the day it was paid."""

    case_no: str = s.text("案件编号", "Case no.", "案件号|内部案号", identity=True)
    buyer_no: str | None = s.text("买方编号", "Buyer no.", "买方|客户编号", refers="buyers")
    policy_no: str | None = s.text("保单号", "Policy no.", "保险单号", refers="policies")
    cause: str | None = s.code("cause", "致损原因", "Cause", "出险原因|损因")
    notice_cause: str | None = s.code("cause", "报损时原因", "Cause at notice", "报损原因")
    known_on: date | None = s.day("知险日期", "Known on", "知悉日|出险知悉日")
    notice_on: date | None = s.day("报损日期", "Notice on", "可损通知日|报损日")
    insurer_case_no: str | None = s.text("立案号", "Insurer's case no.", "信保案号|赔案号")
    claim_on: date | None = s.day("索赔日期", "Claim on", "索赔申请日")
    claim_accepted_on: date | None = s.day("索赔受理日", "Claim accepted on", "受理日期")
    claim_amount: Decimal | None = s.amount("索赔金额", "Claim amount", "申请索赔金额")
    claim_currency: str | None = s.code("currency", "索赔币种", "Claim currency", "币种")
    usd_rate: Decimal | None = s.rate("折美元汇率", "USD rate", "汇率")
    usd_rate_on: date | None = s.day("汇率日期", "Rate of", "折算日期")
    trade_genuine: bool | None = s.flag("贸易真实", "Trade genuine", "贸易真实性")
    dispute: bool | None = s.flag("存在贸易纠纷", "Dispute", "纠纷|是否存在纠纷")
    disputed_amount: Decimal | None = s.amount("争议金额", "Disputed amount", "纠纷金额")
    award_effective: bool | None = s.flag("裁决已生效", "Award effective", "裁决/判决生效")
    enforcement_applied: bool | None = s.flag("已申请执行", "Enforcement applied for", "申请执行")
    settlement: bool | None = s.flag("已和解", "Settlement", "是否和解")
    guarantee: bool | None = s.flag("有担保", "Guarantee", "是否有担保")
    guarantor: str | None = s.text("担保人", "Guarantor", "保证人")
    guarantor_called: bool | None = s.flag("已向担保人追索", "Guarantor called", "已要求担保人付款")
    financed: bool | None = s.flag("已融资", "Financed", "是否融资|保单融资")
    financing_bank: str | None = s.text("融资银行", "Financing bank", "贷款银行")
    financed_amount: Decimal | None = s.amount("融资金额", "Financed amount", "贷款金额")
    claim_right_assigned: bool | None = s.flag(
        "索赔权已转让", "Right to claim assigned", "索赔权转让"
    )
    indemnity_assigned: bool | None = s.flag("赔款已转让", "Indemnity assigned", "赔款转让")
    receivable_assigned: bool | None = s.flag(
        "应收账款已转让", "Receivable assigned", "应收账款转让"
    )
    bank_chased: bool | None = s.flag("已通过银行追讨", "Bank chased", "银行催收")
    entrust_recovery: bool | None = s.flag("委托追讨", "Recovery entrusted", "是否委托追讨")
    consent_dispute_waiver_on: date | None = s.day(
        "免先诉同意日", "Dispute rule waived on", "纠纷豁免同意日"
    )
    consent_settlement_on: date | None = s.day(
        "和解同意日", "Settlement consented on", "同意和解日"
    )
    consent_disposal_on: date | None = s.day(
        "货物处置同意日", "Disposal consented on", "同意处置日"
    )
    consent_discount_on: date | None = s.day("降价同意日", "Discount consented on", "同意降价日")
    retention_of_title: bool | None = s.flag("有物权保留", "Retention of title", "物权保留")
    bl_holder: str | None = s.text("提单持有人", "Holder of the bill of lading", "提单控制方")
    bankruptcy_registered_on: date | None = s.day("债权登记日", "Claim registered on", "债权申报日")
    administrator: str | None = s.text("破产管理人", "Administrator", "管理人")
    buyer_statement: str | None = s.long_text("买方说法", "What the buyer says", "买方陈述")
    narrative: str | None = s.long_text("案情说明", "Narrative", "案情经过")
    mitigation: str | None = s.long_text("减损措施", "Mitigation", "减损情况")
    supplement_asked_on: date | None = s.day("补件要求日", "Supplement asked on", "补充单证通知日")
    supplement_due_on: date | None = s.day("补件截止日", "Supplement due on", "补充单证截止日")
    decided_on: date | None = s.day("核赔日期", "Decided on", "定损日期|决定日期")
    decision: str | None = s.code("decision", "理赔决定", "Decision", "核赔结果")
    paid_on: date | None = s.day("赔付日期", "Paid on", "赔款到账日")
    paid_amount: Decimal | None = s.amount("赔付金额", "Paid amount", "赔款金额")


@s.record("case_invoices", "case_invoice", "案件发票", "Case invoices")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInvoice(s.Record):
    """One invoice in a case, and what happened to its goods."""

    case_no: str = s.text("案件编号", "Case no.", "案件号", refers="cases", identity=True)
    invoice_no: str = s.text("发票号", "Invoice no.", "发票编号", refers="shipments", identity=True)
    notice_on: date | None = s.day("报损日期", "Notice on", "报损日")
    claimed_amount: Decimal | None = s.amount("报损金额", "Claimed amount", "索赔金额")
    goods_state: str | None = s.code("goods_state", "货物状态", "State of the goods", "货物情况")
    resale_proceeds: Decimal | None = s.amount("转卖所得", "Resale proceeds", "转卖款")
    disposal_costs: Decimal | None = s.amount("处置费用", "Disposal costs", "处理费用")
    discount_agreed: Decimal | None = s.amount("同意降价金额", "Discount agreed", "降价金额|折扣")
    saved_costs: Decimal | None = s.amount("节省费用", "Saved costs", "未付费用")
    port_charges: Decimal | None = s.amount("港口费用", "Port charges", "滞港费|目的港费用")
