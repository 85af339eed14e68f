"""The credit limit (信用限额): what the insurer approved for one debtor, from which day, how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema as s

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class LimitStatus(StrEnum):
    """The state of an approval (待批 / 有效 / 零限额 / 冻结 / 撤销 / 到期)."""

    ACTIVE = "active"
    PENDING = "pending"
    ZERO = "zero"
    FROZEN = "frozen"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class PaymentTerm(StrEnum):
    """How the buyer pays; the risk rises DP < DA < OA, LC stands apart."""

    LC = "LC"
    DP = "DP"
    DA = "DA"
    OA = "OA"


@s.record("limits", "limit", "限额", "Limits")
@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(s.Record):
    """One approval of one limit; a changed amount is a new row with its own day."""

    approval_no: str = s.text(
        "限额审批单号", "Approval no.", "审批单号|限额编号|批复号", identity=True
    )
    policy_no: str | None = s.text("保单号", "Policy no.", "保险单号", refers="policies")
    buyer_no: str | None = s.text(
        "买方编号", "Debtor", "买方|债务人|客户编号|银行编号", refers="buyers"
    )
    amount: Decimal | None = s.amount("限额金额", "Amount", "限额|金额|批复金额")
    currency: str | None = s.code("currency", "币种", "Currency", "币别")
    payment_term: str | None = s.code(
        "payment_term", "支付方式", "Payment term", "结算方式|付款方式"
    )
    credit_days: int | None = s.integer("信用期限(天)", "Credit days", "信用期限|账期|信用期")
    effective_on: date | None = s.day(
        "生效日", "Effective on", "限额生效日|生效日期", identity=True
    )
    expires_on: date | None = s.day("失效日", "Expires on", "到期日|失效日期|有效期至")
    status: str | None = s.code("limit_status", "状态", "Status", "限额状态")
    status_on: date | None = s.day("状态日期", "Status since", "状态变更日|变更日期")
    ratio_default: Decimal | None = s.ratio("拖欠赔偿比例", "Ratio: default", "赔偿比例")
    ratio_rejection: Decimal | None = s.ratio("拒收赔偿比例", "Ratio: rejection", "拒收比例")
    ratio_insolvency: Decimal | None = s.ratio("破产赔偿比例", "Ratio: insolvency", "破产比例")
    ratio_political: Decimal | None = s.ratio(
        "政治风险赔偿比例", "Ratio: political", "政治风险比例"
    )
    conditions: str | None = s.long_text("特别条件", "Conditions", "附加条件|限额条件")
