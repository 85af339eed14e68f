"""The policy (保单): what the schedule the user entered says. It overrides every default."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema as s

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class Insurer(StrEnum):
    """The insurers approved for short-term export credit insurance."""

    SINOSURE = "sinosure"
    PICC = "picc"
    PINGAN = "pingan"
    CPIC = "cpic"
    CCIC = "ccic"
    OTHER = "other"


class InsuredBy(StrEnum):
    """Who took the policy out: the city for small firms (统保), or the firm itself."""

    UNIFIED = "unified"
    SELF = "self"


class DeclarationRule(StrEnum):
    """How the day a shipment must be declared by is counted."""

    WORKING_DAYS_AFTER_SHIPMENT = "working_days_after_shipment"
    DAYS_AFTER_SHIPMENT = "days_after_shipment"
    DAY_OF_NEXT_MONTH = "day_of_next_month"
    NONE = "none"


class LimitAppliesTo(StrEnum):
    """Where the credit limit bites: on the base of the claim or on the payout."""

    BASE = "base"
    PAYOUT = "payout"


@s.record("policies", "policy", "保单", "Policies")
@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(s.Record):
    """One policy of one policy year."""

    policy_no: str = s.text("保单号", "Policy no.", "保险单号|保单号码|Policy No.", identity=True)
    insurer: str | None = s.code("insurer", "保险人", "Insurer", "保险公司|承保公司")
    branch: str | None = s.text("承保机构", "Branch", "分公司|营业机构")
    form: str | None = s.code("policy_form", "保单类型", "Policy form", "险种|保单形式|产品")
    insured_by: str | None = s.code("insured_by", "投保方式", "Insured by", "投保类型|统保/自保")
    start_on: date | None = s.day("保险期间起", "Start", "起保日|保单起始日|生效日期|保险起期")
    end_on: date | None = s.day("保险期间止", "End", "到期日|保单终止日|保险止期")
    currency: str | None = s.code("currency", "保单币种", "Currency", "币种|币别")
    max_liability: Decimal | None = s.amount(
        "最高赔偿限额", "Maximum liability", "保单最高赔偿限额|累计赔偿限额"
    )
    paid_before: Decimal | None = s.amount("已赔付金额", "Paid before", "已付赔款|累计已赔")
    per_buyer_cap: Decimal | None = s.amount(
        "单一买方赔偿限额", "Cap per buyer", "买方最高赔偿限额"
    )
    limit_applies_to: str | None = s.code(
        "limit_applies_to", "限额作用于", "Limit applies to", "限额口径"
    )
    deductible: Decimal | None = s.amount("免赔额", "Deductible", "绝对免赔额")
    ratio_default: Decimal | None = s.ratio("拖欠赔偿比例", "Ratio: default", "赔偿比例|拖欠比例")
    ratio_rejection: Decimal | None = s.ratio("拒收赔偿比例", "Ratio: rejection", "拒收比例")
    ratio_insolvency: Decimal | None = s.ratio("破产赔偿比例", "Ratio: insolvency", "破产比例")
    ratio_political: Decimal | None = s.ratio(
        "政治风险赔偿比例", "Ratio: political", "政治风险比例"
    )
    max_credit_days: int | None = s.integer(
        "最长信用期限(天)", "Longest credit (days)", "最长信用期|最长账期"
    )
    auto_limit: Decimal | None = s.amount(
        "自动限额", "Automatic limit", "单一买方责任限额|统一限额"
    )
    auto_limit_term: str | None = s.code(
        "payment_term", "自动限额支付方式", "Automatic limit: term", "自动限额结算方式"
    )
    auto_limit_days: int | None = s.integer(
        "自动限额信用期限(天)", "Automatic limit: days", "自动限额账期"
    )
    self_held_limit: Decimal | None = s.amount("自行掌握限额", "Self-held limit", "自掌限额")
    declaration_rule: str | None = s.code(
        "declaration_rule", "申报方式", "Declaration rule", "出运申报方式"
    )
    declaration_n: int | None = s.integer("申报期限数", "Declaration number", "申报天数|申报日")
    notice_default_days: int | None = s.integer(
        "拖欠报损期限(天)", "Notice of default (days)", "拖欠报损天数"
    )
    notice_other_workdays: int | None = s.integer(
        "其他风险报损期限(工作日)", "Notice of other causes (workdays)", "其他报损工作日"
    )
    claim_months_after_notice: int | None = s.integer(
        "索赔期限(报损后月数)", "Claim (months after notice)", "索赔期限|索赔月数"
    )
    premium_paid: bool | None = s.flag("保费已缴", "Premium paid", "已缴保费|保费是否已缴")
    excluded_countries: tuple[str, ...] = s.codes(
        "country", "除外国家", "Excluded countries", "不承保国家"
    )
