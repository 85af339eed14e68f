"""Insurance papers of the demo: schedule, limit approval, declarations, premium."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from xinbao_desktop.app.demo_papers.office import (
    BANK,
    INSURER,
    DemoPaper,
    Office,
    money,
)
from xinbao_desktop.papers.mockup import Look, MockKind, MockPaper

if TYPE_CHECKING:
    from collections.abc import Iterator


def insurance_papers(office: Office) -> Iterator[DemoPaper]:
    """Draw what the insurer gave out."""
    form = MockPaper(MockKind.FORM, INSURER, seal=INSURER.name_zh, seal_kind="承保专用章")
    yield _schedule(office, form)
    yield _approval(office, form)
    yield _declared(office, form)
    yield _premium(office, form)


def _schedule(office: Office, form: MockPaper) -> DemoPaper:
    policy = office.policy
    paper = replace(
        form,
        title="短期出口信用保险 保险单明细表",
        subtitle="Policy schedule",
        fields={
            "保险单号 Policy no.": policy.policy_no,
            "被保险人 Insured": office.company.name_zh or "",
            "保险期间 Period": f"{policy.start_on} — {policy.end_on}",
            "最高赔偿限额 Maximum": f"USD {money(policy.max_liability)}",
            "赔偿比例 Ratios": "拖欠 90 %，拒收 80 %，破产 90 %，政治风险 90 %",
            "最长信用期限 Credit": f"{policy.max_credit_days} 天",
            "出运申报 Declaration": f"出运后 {policy.declaration_n} 个工作日内",
            "报损期限 Notice": "拖欠：应付款日后 60 天；其他：知悉后 10 个工作日",
            "索赔期限 Claim": "报损后 4 个月",
            "除外国家 Excluded": "伊朗",
        },
        paragraphs=("本页为样本，仅供演示。Specimen for demonstration only.",),
    )
    name = f"保险单明细表 {policy.policy_no}.pdf"
    return DemoPaper(name, paper, Look.SCAN_PDF, "I01", dated_on=policy.start_on)


def _approval(office: Office, form: MockPaper) -> DemoPaper:
    limit = next(x for x in office.client.limits if x.buyer_no == office.case.buyer_no)
    paper = replace(
        form,
        title="信用限额审批单",
        subtitle="Credit limit approval",
        fields={
            "审批单号 Approval no.": limit.approval_no,
            "保险单号 Policy no.": office.policy.policy_no,
            "限额买方 Buyer": office.buyer.name,
            "买方代码 Code": office.buyer_record.insurer_buyer_code or "",
            "支付方式 Term": "OA（赊销）",
            "信用期限 Credit days": f"{limit.credit_days} 天",
            "限额金额 Limit": f"USD {money(limit.amount)}",
            "生效日 Effective": str(limit.effective_on),
            "赔偿比例 Ratio": "90 %",
        },
    )
    name = f"信用限额审批单 {limit.approval_no}.pdf"
    return DemoPaper(name, paper, Look.SCAN_PDF, "I02", dated_on=limit.effective_on)


def _declared(office: Office, form: MockPaper) -> DemoPaper:
    paper = replace(
        form,
        title="出运申报确认",
        subtitle="Confirmation of declared shipments",
        fields={
            "保险单号": office.policy.policy_no,
            "被保险人": office.company.name_zh or "",
        },
        rows=(
            ("发票号", "出运日期", "申报日期", "金额"),
            *(
                (s.invoice_no, str(s.shipped_on), str(s.declared_on), f"USD {money(s.amount)}")
                for s in office.shipments
            ),
        ),
    )
    last = office.shipments[-1].declared_on
    return DemoPaper("出运申报确认 2026Q1.pdf", paper, Look.TEXT_PDF, "I03", dated_on=last)


def _premium(office: Office, form: MockPaper) -> DemoPaper:
    notice = replace(
        form,
        title="保费通知书",
        subtitle="Premium notice",
        fields={
            "保险单号": office.policy.policy_no,
            "应缴保费": "USD 8,640.00",
            "缴费期限": "2026-03-31",
        },
    )
    payment = replace(
        form,
        seller=BANK,
        title="境内汇款回单",
        subtitle="Payment of the premium",
        fields={
            "付款人": office.company.name_zh or "",
            "收款人": INSURER.name_zh,
            "金额": "USD 8,640.00",
            "日期": "2026-03-24",
            "用途": f"保费 {office.policy.policy_no}",
        },
        seal="样本银行股份有限公司深圳宝安支行",
        seal_kind="业务受理章",
    )
    return DemoPaper(
        "保费通知书及付款凭证.tif",
        (notice, payment),
        Look.FAX_TIFF,
        "I04",
        dated_on=date(2026, 3, 24),
        late=True,
    )
