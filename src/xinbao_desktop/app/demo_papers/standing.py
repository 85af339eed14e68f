"""Who the demo's company is, and whom it entrusts: licence, identity, account, deeds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.app.demo_papers.office import (
    BANK,
    DemoPaper,
    Office,
    money,
)
from xinbao_desktop.papers.mockup import Firm, Look, MockKind, MockPaper

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNED_ON = date(2026, 6, 11)


def identity_papers(office: Office) -> Iterator[DemoPaper]:
    """Draw licence, identity card and account permit."""
    company = office.company
    licence = MockPaper(
        MockKind.BUSINESS_LICENCE,
        office.seller,
        fields={
            "uscc": company.uscc,
            "name": company.name_zh or "",
            "type": "有限责任公司",
            "legal_rep": company.legal_rep or "",
            "scope": "电子产品的研发、生产和销售；货物进出口",
            "capital": "人民币伍佰万元整",
            "founded_on": "2016年5月18日",
            "address": company.address_zh or "",
            "registrar": "样本市场监督管理局",
            "issued_on": "2024年3月6日",
        },
        seal="样本市场监督管理局",
    )
    yield DemoPaper("营业执照副本.jpg", licence, Look.SCAN_JPEG, "K01")
    card = MockPaper(
        MockKind.IDENTITY_CARD,
        office.seller,
        fields={
            "name": company.legal_rep or "",
            "sex": "男",
            "nation": "汉",
            "birth": "1980 年 1 月 1 日",
            "address": "样本省样本市样本路 1 号",
            "number": "000000198001010000",
            "issuer": "样本市公安局",
            "valid": "2020.01.01-2040.01.01",
        },
    )
    yield DemoPaper("法定代表人身份证.jpg", card, Look.SCAN_JPEG, "K01")
    permit = MockPaper(
        MockKind.FORM,
        BANK,
        title="基本存款账户信息",
        subtitle="Basic deposit account",
        fields={
            "账户名称": company.name_zh or "",
            "账户号码": company.bank_account or "",
            "开户银行": company.bank_name or "",
            "法定代表人": company.legal_rep or "",
            "基本存款账户编号": "J5840000000000",
        },
        seal="样本银行股份有限公司深圳宝安支行",
        seal_kind="业务专用章",
    )
    yield DemoPaper("基本存款账户信息.jpg", permit, Look.SCAN_JPEG, "K03")


def entrustment(office: Office) -> Iterator[DemoPaper]:
    """Draw the three papers that entrust the recovery."""
    yield _agreement(office)
    yield _entrusted(office)
    yield _trust_deed(office)


def _agreement(office: Office) -> DemoPaper:
    paper = MockPaper(
        MockKind.DEED,
        office.seller,
        Firm("Sample Credit Insurer", "样本信用保险公司"),
        title="委托代理协议",
        subtitle="Entrustment agreement",
        fields={"number": office.case.insurer_case_no or "", "date": SIGNED_ON.isoformat()},
        paragraphs=(
            (
                f"委托人 {office.company.name_zh} 就其对 {office.buyer.name} 的应收账款，"
                "委托受托人代为追讨。"
            ),
            "# 一、委托事项",
            "受托人有权以委托人名义催收、协商和转委托律师或追讨机构。诉讼、仲裁须经委托人书面同意。",
            "# 二、委托人义务",
            (
                "委托人不再另行委托他人，不经同意不与债务人和解；债务人直接付款的，"
                "应立即告知受托人。"
            ),
            "# 三、费用与回款",
            "追回款先扣除追讨费用中委托人应分担的部分，其余按权益比例分配。",
        ),
        seal=office.seller.name_zh,
    )
    return DemoPaper("委托代理协议.pdf", paper, Look.SCAN_PDF, "F06", dated_on=SIGNED_ON)


def _entrusted(office: Office) -> DemoPaper:
    total = sum((s.amount or Decimal(0) for s in office.shipments), Decimal(0))
    paper = MockPaper(
        MockKind.FORM,
        office.seller,
        title="委托事项明细表",
        subtitle="List of entrusted receivables",
        fields={
            "债务人 Debtor": office.buyer.name,
            "立案号 Case": office.case.insurer_case_no or "",
            "发票合计 Invoices": f"USD {money(total)}",
        },
        rows=(
            ("发票号", "出运日期", "到期日", "发票金额"),
            *(
                (s.invoice_no, str(s.shipped_on), str(s.due_on), f"USD {money(s.amount)}")
                for s in office.shipments
            ),
        ),
        seal=office.seller.name_zh,
    )
    return DemoPaper("委托事项明细表.pdf", paper, Look.TEXT_PDF, "F07", dated_on=SIGNED_ON)


def _trust_deed(office: Office) -> DemoPaper:
    paper = MockPaper(
        MockKind.DEED,
        office.seller,
        office.buyer,
        title="COLLECTION TRUST DEED",
        subtitle="英文追讨授权书",
        fields={"number": office.case.insurer_case_no or "", "date": SIGNED_ON.isoformat()},
        paragraphs=(
            (
                f"We, {office.seller.name}, hereby authorise "
                f"the insurer and the agents it appoints "
                f"to collect in our name the debt owed by {office.buyer.name}."
            ),
            (
                "The agent may demand payment, receive it "
                "and give discharge for it. It may start "
                "proceedings with our written consent alone."
            ),
        ),
        seal=office.seller.name_zh,
    )
    return DemoPaper("Collection Trust Deed.pdf", paper, Look.SCAN_PDF, "F08", dated_on=SIGNED_ON)
