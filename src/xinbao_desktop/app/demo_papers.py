"""The papers of the demo client, drawn from its records so that they agree with them.

They come the way a client's papers come: text PDFs, scans, a fax, a photo turned sideways with
a name that says nothing. ``DemoPaper`` says where a person would file each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.money import capitals, group_digits
from xinbao_desktop.papers.mockup import Firm, Look, MockKind, MockPaper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.shipment import Shipment

UNIT_PRICE = Decimal("12.00")


@dataclass(frozen=True, slots=True)
class DemoPaper:
    """One file of the client's folder and where it belongs."""

    name: str
    paper: MockPaper | tuple[MockPaper, ...]
    look: Look
    slot: str
    invoice: str = ""
    dated_on: date | None = None
    late: bool = False


class DemoPapers:
    """Draws the papers of one case of the demo client."""

    def __init__(self, client: Client, case: Case) -> None:
        self._client = client
        self._case = case
        company = client.company
        assert company is not None
        self._company = company
        self._seller = Firm(
            company.name_en or "",
            company.name_zh or "",
            company.address_en or "",
            company.contact_phone or "",
        )
        buyer = client.buyer_by_no[case.buyer_no or ""]
        self._buyer_record = buyer
        self._buyer = Firm(buyer.name_en or "", "", buyer.address or "", buyer.phone or "")
        lines = client.invoices_by_case[case.case_no]
        self._shipments = [client.shipment_by_no[line.invoice_no] for line in lines]

    def all(self) -> Iterator[DemoPaper]:
        """Return every paper of the folder."""
        yield from self._contracts()
        for number, shipment in enumerate(self._shipments):
            yield from self._trade(shipment, number)
        yield from self._receipts()
        yield from self._insurance()
        yield from self._demands()
        yield from self._identity()
        yield from self._entrustment()

    # -- trade -------------------------------------------------------------------------------

    def _contracts(self) -> Iterator[DemoPaper]:
        groups: dict[str, list[Shipment]] = {}
        for shipment in self._shipments:
            groups.setdefault(shipment.contract_no or "", []).append(shipment)
        for number, shipments in groups.items():
            total = sum((s.amount or Decimal(0) for s in shipments), Decimal(0))
            first = min(_day(s) for s in shipments) - timedelta(days=35)
            paper = MockPaper(
                MockKind.CONTRACT,
                self._seller,
                self._buyer,
                fields={
                    "number": number,
                    "date": first.isoformat(),
                    "place": "深圳 Shenzhen",
                    "payment": "T/T 60 days after B/L date (OA 60)",
                    "shipment": "按发票分批 partial shipments allowed",
                    "from": "YANTIAN, CHINA",
                    "to": shipments[0].port_discharge or "",
                    "packing": "出口纸箱 export cartons",
                    "insurance": "110 % of invoice value by the Seller",
                    "incoterm": f"{shipments[0].incoterm} {shipments[0].port_discharge}",
                    "total": _money(total),
                    "total_words": capitals(total, "USD", "美元"),
                    "buyer_signatory": "J. de Proef",
                },
                rows=tuple(
                    (s.goods or "", f"{_pieces(s):,} PCS", f"{UNIT_PRICE}", _money(s.amount))
                    for s in shipments
                ),
                seal=self._seller.name_zh,
                seal_kind="合同专用章",
            )
            yield DemoPaper(f"销售合同 {number}.pdf", paper, Look.SCAN_PDF, "T01", dated_on=first)

    def _trade(self, shipment: Shipment, number: int) -> Iterator[DemoPaper]:
        no, on = shipment.invoice_no, _day(shipment)
        look = (Look.TEXT_PDF, Look.SCAN_JPEG, Look.TEXT_PDF)[number % 3]
        yield DemoPaper(
            f"商业发票 {no}{look.ending}", self._invoice(shipment), look, "T02", no,
            shipment.invoice_on,
        )  # fmt: skip
        yield DemoPaper(
            f"装箱单 {no}.jpg", self._packing_list(shipment), Look.SCAN_JPEG, "T03", no,
            shipment.invoice_on,
        )  # fmt: skip
        yield DemoPaper(
            f"提单 {shipment.transport_no}.pdf", self._bill(shipment), Look.SCAN_PDF, "T04", no, on
        )
        yield DemoPaper(
            f"报关单 {shipment.customs_no}.pdf", self._customs(shipment), Look.SCAN_PDF, "T05",
            no, on - timedelta(days=2),
        )  # fmt: skip
        arrived = on + timedelta(days=37)
        if number == 0:
            name = f"IMG_{arrived:%Y%m%d}_164205.jpg"
            yield DemoPaper(name, self._delivery(shipment, arrived), Look.PHOTO_SIDEWAYS, "T07",
                            no, arrived)  # fmt: skip
        elif number == 1:
            yield DemoPaper(f"签收单 {no}.jpg", self._delivery(shipment, arrived), Look.SCAN_JPEG,
                            "T07", no, arrived)  # fmt: skip

    def _invoice(self, shipment: Shipment) -> MockPaper:
        amount = shipment.amount or Decimal(0)
        return MockPaper(
            MockKind.INVOICE,
            self._seller,
            self._buyer,
            fields={
                **self._voyage(shipment),
                "payment": "O/A 60 DAYS FROM B/L DATE",
                "total_words": capitals(amount, "USD", "美元"),
            },
            rows=(
                (
                    "XH / ROTTERDAM",
                    shipment.goods or "",
                    f"{_pieces(shipment):,} PCS",
                    f"USD {UNIT_PRICE}",
                    f"USD {_money(amount)}",
                ),
            ),
            seal=self._seller.name_zh,
            seal_kind="发票专用章",
        )

    def _packing_list(self, shipment: Shipment) -> MockPaper:
        pieces = _pieces(shipment)
        cartons = -(-pieces // 20)
        return MockPaper(
            MockKind.PACKING_LIST,
            self._seller,
            self._buyer,
            fields=self._voyage(shipment),
            rows=(
                (
                    f"1-{cartons}",
                    shipment.goods or "",
                    f"{pieces:,} PCS",
                    f"{cartons * 11.5:,.1f} KGS",
                    f"{cartons * 10.2:,.1f} KGS",
                    f"{cartons * 0.052:,.2f} CBM",
                ),
            ),
            seal=self._seller.name_zh,
            seal_kind="业务专用章",
        )

    def _voyage(self, shipment: Shipment) -> dict[str, str]:
        return {
            "number": shipment.invoice_no,
            "date": shipment.invoice_on.isoformat() if shipment.invoice_on else "",
            "contract": shipment.contract_no or "",
            "from": shipment.port_load or "",
            "to": shipment.port_discharge or "",
            "by": shipment.vessel or "",
        }

    def _bill(self, shipment: Shipment) -> MockPaper:
        cartons = -(-_pieces(shipment) // 20)
        return MockPaper(
            MockKind.BILL_OF_LADING,
            self._seller,
            self._buyer,
            fields={
                "number": shipment.transport_no or "",
                "carrier": "SPECIMEN OCEAN LINES",
                "consignee": "TO ORDER",
                "notify": f"{self._buyer.name}\n{self._buyer.address}",
                "vessel": shipment.vessel or "",
                "receipt": shipment.port_load or "",
                "from": shipment.port_load or "",
                "to": shipment.port_discharge or "",
                "delivery": shipment.port_discharge or "",
                "freight": "FREIGHT PREPAID",
                "on_board": _day(shipment).isoformat(),
                "place": "SHENZHEN",
                "originals": "THREE (3)",
                "packages": f"SAY {cartons} CARTONS ONLY",
            },
            rows=(
                (
                    "XH / ROTTERDAM",
                    f"{cartons} CTNS",
                    shipment.goods or "",
                    f"{cartons * 11.5:,.1f} KGS",
                    f"{cartons * 0.052:,.2f} CBM",
                ),
            ),
        )

    def _customs(self, shipment: Shipment) -> MockPaper:
        on = _day(shipment)
        cartons = -(-_pieces(shipment) // 20)
        return MockPaper(
            MockKind.CUSTOMS_DECLARATION,
            self._seller,
            self._buyer,
            fields={
                "number": shipment.customs_no or "",
                "pre_number": shipment.customs_no or "",
                "office": "盐田海关",
                "shipper": f"({self._company.uscc}) {self._company.name_zh}",
                "customs": "盐田海关 (5316)",
                "exported_on": on.isoformat(),
                "declared_on": (on - timedelta(days=2)).isoformat(),
                "consignee": self._buyer.name,
                "mode": "水路运输",
                "vessel": shipment.vessel or "",
                "bl": shipment.transport_no or "",
                "producer": self._company.name_zh or "",
                "regime": "一般贸易 (0110)",
                "levy": "一般征税 (101)",
                "contract": shipment.contract_no or "",
                "trade_country": "荷兰",
                "destination": "荷兰",
                "port": "鹿特丹",
                "exit_port": "盐田",
                "packing": "纸箱",
                "packages": str(cartons),
                "gross": f"{cartons * 11.5:.1f}",
                "net": f"{cartons * 10.2:.1f}",
                "incoterm": shipment.incoterm or "",
            },
            rows=(
                (
                    "1",
                    shipment.hs_code or "",
                    (shipment.goods or "").partition(" ")[0],
                    f"{_pieces(shipment)} 个",
                    f"{UNIT_PRICE} / {shipment.amount} / 美元",
                    "中国",
                    "荷兰",
                    "深圳特区",
                    "照章征税",
                ),
            ),
        )

    def _delivery(self, shipment: Shipment, on: date) -> MockPaper:
        return MockPaper(
            MockKind.FORM,
            Firm("Voorbeeld Warehousing B.V."),
            self._buyer,
            title="PROOF OF DELIVERY 签收单",
            subtitle="Afleverbewijs",
            fields={
                "Invoice 发票号": shipment.invoice_no,
                "Bill of lading 提单号": shipment.transport_no or "",
                "Delivered to 收货人": self._buyer.name,
                "Address 地址": self._buyer.address,
                "Packages 件数": f"{-(-_pieces(shipment) // 20)} CTNS",
                "Received on 签收日期": on.isoformat(),
                "Condition 货物状况": "complete, no remarks 完好，无异议",
            },
            paragraphs=("Goods received in good order. 货物已如数收到，外包装完好。",),
        )

    # -- money, insurance ----------------------------------------------------------------------

    def _receipts(self) -> Iterator[DemoPaper]:
        for shipment in self._shipments:
            for receipt in self._client.receipts_by_invoice.get(shipment.invoice_no, ()):
                assert receipt.received_on is not None
                paper = MockPaper(
                    MockKind.FORM,
                    Firm("Specimen Bank Co., Ltd.", "样本银行股份有限公司"),
                    title="涉外收入入账通知",
                    subtitle="Inward remittance advice",
                    fields={
                        "业务编号 Reference": receipt.bank_ref or "",
                        "收款人 Beneficiary": self._company.name_zh or "",
                        "账号 Account": self._company.bank_account or "",
                        "付款人 Remitter": receipt.payer or "",
                        "金额 Amount": f"USD {_money(receipt.amount)}",
                        "入账日期 Value date": receipt.received_on.isoformat(),
                        "附言 Details": f"PART PAYMENT {shipment.invoice_no}",
                    },
                    seal="样本银行股份有限公司深圳宝安支行",
                    seal_kind="业务受理章",
                )
                name = f"收汇水单 {receipt.received_on.isoformat()}.jpg"
                yield DemoPaper(name, paper, Look.SCAN_JPEG, "T16", shipment.invoice_no,
                                receipt.received_on)  # fmt: skip

    def _insurance(self) -> Iterator[DemoPaper]:
        policy = self._client.policy_by_no[self._case.policy_no or ""]
        insurer = Firm("Sample Credit Insurer, Shenzhen Branch", "样本信用保险公司深圳分公司")
        limit = next(x for x in self._client.limits if x.buyer_no == self._case.buyer_no)
        assert policy.start_on is not None
        assert policy.end_on is not None
        assert limit.effective_on is not None
        form = MockPaper(MockKind.FORM, insurer, seal=insurer.name_zh, seal_kind="承保专用章")
        schedule = replace(
            form,
            title="短期出口信用保险 保险单明细表",
            subtitle="Policy schedule",
            fields={
                "保险单号 Policy no.": policy.policy_no,
                "被保险人 Insured": self._company.name_zh or "",
                "保险期间 Period": f"{policy.start_on} — {policy.end_on}",
                "最高赔偿限额 Maximum": f"USD {_money(policy.max_liability)}",
                "赔偿比例 Ratios": "拖欠 90 %，拒收 80 %，破产 90 %，政治风险 90 %",
                "最长信用期限 Credit": f"{policy.max_credit_days} 天",
                "出运申报 Declaration": f"出运后 {policy.declaration_n} 个工作日内",
                "报损期限 Notice": "拖欠：应付款日后 60 天；其他：知悉后 10 个工作日",
                "索赔期限 Claim": "报损后 4 个月",
                "除外国家 Excluded": "伊朗",
            },
            paragraphs=("本页为样本，仅供演示。Specimen for demonstration only.",),
        )
        yield DemoPaper(f"保险单明细表 {policy.policy_no}.pdf", schedule, Look.SCAN_PDF, "I01",
                        dated_on=policy.start_on)  # fmt: skip
        approval = replace(
            form,
            title="信用限额审批单",
            subtitle="Credit limit approval",
            fields={
                "审批单号 Approval no.": limit.approval_no,
                "保险单号 Policy no.": policy.policy_no,
                "限额买方 Buyer": self._buyer.name,
                "买方代码 Code": self._buyer_record.insurer_buyer_code or "",
                "支付方式 Term": "OA（赊销）",
                "信用期限 Credit days": f"{limit.credit_days} 天",
                "限额金额 Limit": f"USD {_money(limit.amount)}",
                "生效日 Effective": limit.effective_on.isoformat(),
                "赔偿比例 Ratio": "90 %",
            },
        )
        yield DemoPaper(f"信用限额审批单 {limit.approval_no}.pdf", approval, Look.SCAN_PDF, "I02",
                        dated_on=limit.effective_on)  # fmt: skip
        declared = replace(
            form,
            title="出运申报确认",
            subtitle="Confirmation of declared shipments",
            fields={"保险单号": policy.policy_no, "被保险人": self._company.name_zh or ""},
            rows=(
                ("发票号", "出运日期", "申报日期", "金额"),
                *(
                    (s.invoice_no, str(s.shipped_on), str(s.declared_on), f"USD {_money(s.amount)}")
                    for s in self._shipments
                ),
            ),
        )
        yield DemoPaper("出运申报确认 2026Q1.pdf", declared, Look.TEXT_PDF, "I03",
                        dated_on=self._shipments[-1].declared_on)  # fmt: skip
        premium = replace(
            form,
            title="保费通知书",
            subtitle="Premium notice",
            fields={
                "保险单号": policy.policy_no,
                "应缴保费": "USD 8,640.00",
                "缴费期限": "2026-03-31",
            },
        )
        payment = replace(
            form,
            seller=Firm("Specimen Bank Co., Ltd.", "样本银行股份有限公司"),
            title="境内汇款回单",
            subtitle="Payment of the premium",
            fields={
                "付款人": self._company.name_zh or "",
                "收款人": insurer.name_zh,
                "金额": "USD 8,640.00",
                "日期": "2026-03-24",
                "用途": f"保费 {policy.policy_no}",
            },
            seal="样本银行股份有限公司深圳宝安支行",
            seal_kind="业务受理章",
        )
        yield DemoPaper("保费通知书及付款凭证.tif", (premium, payment), Look.FAX_TIFF, "I04",
                        dated_on=date(2026, 3, 24), late=True)  # fmt: skip

    # -- evidence of the loss, identity, entrustment ---------------------------------------------

    def _demands(self) -> Iterator[DemoPaper]:
        invoices = ", ".join(s.invoice_no for s in self._shipments)
        for number, event in enumerate(self._client.events_by_case[self._case.case_no], start=1):
            if not event.path or event.on is None:
                continue
            if event.channel == "email":
                paper = MockPaper(
                    MockKind.MAIL,
                    self._seller,
                    self._buyer,
                    fields={
                        "owner": self._company.contact_name or "",
                        "from": f"{self._company.contact_email}",
                        "to": self._buyer_record.email or "",
                        "date": f"{event.on.isoformat()} 10:2{number}",
                        "subject": f"Overdue payment / 催款通知 {number}",
                        "attached": "Statement of account.pdf",
                    },
                    paragraphs=(
                        "Dear Mr. de Proef,",
                        (
                            f"Our records show that invoices {invoices} "
                            f"or part of them are overdue. "
                            "Please remit the outstanding balance "
                            "to our account within five working "
                            "days and send us the bank's advice."
                        ),
                        "我司已按合同履行全部交货义务，请贵司立即支付到期货款。",
                        "We reserve all rights, including notice to our credit insurer.",
                        f"{self._company.contact_name}\n{self._company.name_en}",
                    ),
                )
                yield DemoPaper(event.path, paper, Look.TEXT_PDF, "L01", dated_on=event.on)
            else:
                paper = MockPaper(
                    MockKind.DEED,
                    self._buyer,
                    self._seller,
                    title="ACKNOWLEDGMENT OF DEBT",
                    subtitle="欠款确认书",
                    fields={"number": "NSA-2026-017", "date": event.on.isoformat()},
                    paragraphs=(
                        (
                            f"We, {self._buyer.name}, confirm that we owe "
                            f"{self._seller.name} the following invoices: {invoices}."
                        ),
                        (
                            "The goods were received in good order; "
                            "no claim as to quality, quantity "
                            "or delivery is raised. 货物完好收到，对质量、数量和交期均无异议。"
                        ),
                        "We will pay in three equal instalments, the first on 2026-06-01.",
                    ),
                    seal="NOORDZEE SPECIMEN AUDIO",
                )
                yield DemoPaper(event.path, paper, Look.SCAN_PDF, "L02", dated_on=event.on)

    def _identity(self) -> Iterator[DemoPaper]:
        company = self._company
        licence = MockPaper(
            MockKind.BUSINESS_LICENCE,
            self._seller,
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
            self._seller,
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
            Firm("Specimen Bank Co., Ltd.", "样本银行股份有限公司"),
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

    def _entrustment(self) -> Iterator[DemoPaper]:
        signed = date(2026, 6, 11)
        total = sum((s.amount or Decimal(0) for s in self._shipments), Decimal(0))
        agreement = MockPaper(
            MockKind.DEED,
            self._seller,
            Firm("Sample Credit Insurer", "样本信用保险公司"),
            title="委托代理协议",
            subtitle="Entrustment agreement",
            fields={"number": self._case.insurer_case_no or "", "date": signed.isoformat()},
            paragraphs=(
                (
                    f"委托人 {self._company.name_zh} 就其对 {self._buyer.name} 的应收账款，"
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
            seal=self._seller.name_zh,
        )
        yield DemoPaper("委托代理协议.pdf", agreement, Look.SCAN_PDF, "F06", dated_on=signed)
        listed = MockPaper(
            MockKind.FORM,
            self._seller,
            title="委托事项明细表",
            subtitle="List of entrusted receivables",
            fields={
                "债务人 Debtor": self._buyer.name,
                "立案号 Case": self._case.insurer_case_no or "",
                "发票合计 Invoices": f"USD {_money(total)}",
            },
            rows=(
                ("发票号", "出运日期", "到期日", "发票金额"),
                *(
                    (s.invoice_no, str(s.shipped_on), str(s.due_on), f"USD {_money(s.amount)}")
                    for s in self._shipments
                ),
            ),
            seal=self._seller.name_zh,
        )
        yield DemoPaper("委托事项明细表.pdf", listed, Look.TEXT_PDF, "F07", dated_on=signed)
        deed = MockPaper(
            MockKind.DEED,
            self._seller,
            self._buyer,
            title="COLLECTION TRUST DEED",
            subtitle="英文追讨授权书",
            fields={"number": self._case.insurer_case_no or "", "date": signed.isoformat()},
            paragraphs=(
                (
                    f"We, {self._seller.name}, hereby authorise "
                    f"the insurer and the agents it appoints "
                    f"to collect in our name the debt owed by {self._buyer.name}."
                ),
                (
                    "The agent may demand payment, receive it "
                    "and give discharge for it. It may start "
                    "proceedings with our written consent alone."
                ),
            ),
            seal=self._seller.name_zh,
        )
        yield DemoPaper("Collection Trust Deed.pdf", deed, Look.SCAN_PDF, "F08", dated_on=signed)


def _day(shipment: Shipment) -> date:
    assert shipment.shipped_on is not None
    return shipment.shipped_on


def _pieces(shipment: Shipment) -> int:
    return int((shipment.amount or Decimal(0)) / UNIT_PRICE)


def _money(amount: Decimal | None) -> str:
    return group_digits(amount or Decimal(0), "USD")
