"""How the fields of each record are grouped on its form; what is not named goes to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.schema import FieldSpec, RecordKind

Groups = tuple[tuple[Text, str], ...]

# ruff: noqa: ISC004, E501
_COMPANY: Groups = (
    (Text("企业身份", "Identity"), "uscc name_zh name_en legal_rep customs_code"),
    (Text("地址与联系", "Address and contact"),
     "city district address_zh address_en contact_name contact_phone contact_email signatory"),
    (Text("收款账户", "Payee account"), "bank_name bank_account swift"),
    (Text("规模", "Size"), "export_usd_last_year export_year staff revenue_cny sector"),
    (Text("产业与市场", "Industries and markets"),
     "clusters focus_goods green_goods little_giant_until modes markets"),
    (Text("政策资格", "Entitlements"),
     "on_unified_list unified_year has_domestic_cover uses_policy_financing on_importer_list"),
)  # fmt: skip
_POLICY: Groups = (
    (Text("保单", "Policy"), "policy_no insurer branch form insured_by start_on end_on currency"),
    (Text("赔偿", "Payout"),
     "max_liability paid_before per_buyer_cap limit_applies_to deductible"
     " ratio_default ratio_rejection ratio_insolvency ratio_political"),
    (Text("信用期与限额", "Credit and limits"),
     "max_credit_days auto_limit auto_limit_term auto_limit_days self_held_limit"),
    (Text("申报与时限", "Declaration and deadlines"),
     "declaration_rule declaration_n notice_default_days notice_other_workdays"
     " claim_months_after_notice"),
    (Text("其他", "Other"), "premium_paid excluded_countries"),
)  # fmt: skip
_BUYER: Groups = (
    (Text("买方", "Buyer"), "buyer_no kind name_en name_zh country reg_no insurer_buyer_code"),
    (Text("地址与联系", "Address and contact"),
     "address contact phone email email_domain swift"),
    (Text("风险", "Risk"), "related_party rating rated_on known_risk_on known_risk_cleared_on note"),
)  # fmt: skip
_LIMIT: Groups = (
    (Text("限额", "Limit"),
     "approval_no policy_no buyer_no amount currency payment_term credit_days"),
    (Text("期间与状态", "Period and status"), "effective_on expires_on status status_on"),
    (Text("赔偿比例与条件", "Ratios and conditions"),
     "ratio_default ratio_rejection ratio_insolvency ratio_political conditions"),
)  # fmt: skip
_SHIPMENT: Groups = (
    (Text("发票", "Invoice"),
     "invoice_no invoice_on contract_no buyer_no policy_no kind seller_is_insured"),
    (Text("金额与付款", "Amount and payment"),
     "amount currency usd_rate usd_rate_on deposit payment_term credit_days"),
    (Text("日期", "Days"), "shipped_on due_on extended_to consent_extension_on"),
    (Text("申报", "Declaration"), "declared_on declaration_no"),
    (Text("报关与货物", "Customs and goods"),
     "own_name customs_no trade_mode incoterm hs_code goods intermediate_goods destination"),
    (Text("运输", "Transport"),
     "transport_mode transport_no vessel port_load port_discharge straight_bl telex_release"),
    (Text("收货人与付款人", "Consignee and payer"), "consignee payer third_party_stated"),
    (Text("信用证", "Letter of credit"),
     "lc_no issuing_bank_no lc_tenor_days docs_presented_on docs_accepted_on discrepancy_on"
     " docs_comply"),
    (Text("服务", "Service"), "service_accepted_on"),
)  # fmt: skip
_CASE: Groups = (
    (Text("案件", "Case"),
     "case_no buyer_no policy_no cause notice_cause known_on notice_on insurer_case_no"),
    (Text("索赔", "Claim"),
     "claim_on claim_accepted_on claim_amount claim_currency usd_rate usd_rate_on trade_genuine"),
    (Text("纠纷与担保", "Dispute and guarantee"),
     "dispute disputed_amount award_effective enforcement_applied settlement guarantee guarantor"
     " guarantor_called"),
    (Text("融资与转让", "Financing and assignment"),
     "financed financing_bank financed_amount claim_right_assigned indemnity_assigned"
     " receivable_assigned bank_chased entrust_recovery"),
    (Text("保险人同意", "Consents of the insurer"),
     "consent_dispute_waiver_on consent_settlement_on consent_disposal_on consent_discount_on"),
    (Text("货物与破产", "Goods and insolvency"),
     "retention_of_title bl_holder bankruptcy_registered_on administrator"),
    (Text("经过", "What happened"), "buyer_statement narrative mitigation"),
    (Text("补件与决定", "Supplements and decision"),
     "supplement_asked_on supplement_due_on decided_on decision paid_on paid_amount"),
)  # fmt: skip
_GROUPS: dict[str, Groups] = {
    "company": _COMPANY, "policies": _POLICY, "buyers": _BUYER, "limits": _LIMIT,
    "shipments": _SHIPMENT, "cases": _CASE,
}  # fmt: skip


def groups_of(kind: RecordKind) -> Sequence[tuple[Text | None, Sequence[FieldSpec]]]:
    """Return the groups of a record's form with their fields; each field stands in one."""
    groups = _GROUPS.get(kind.name, ())
    found = [(title, [kind.field(key) for key in keys.split()]) for title, keys in groups]
    placed = {spec.key for _, specs in found for spec in specs}
    rest = [spec for spec in kind.keys if spec.key not in placed]
    if rest:
        return [*found, (Text("其他", "Other") if found else None, rest)]
    return found
