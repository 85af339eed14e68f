"""Trade papers of the demo: contracts, invoices, packing lists, bills, customs, deliveries."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.app.demo_papers.office import (
    BANK,
    UNIT_PRICE,
    DemoPaper,
    Office,
    day_of,
    money,
    pieces,
)
from xinbao_desktop.domain.money import capitals
from xinbao_desktop.papers.mockup import Firm, Look, MockKind, MockPaper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.shipment import Shipment


def contracts(office: Office) -> Iterator[DemoPaper]:
    """Draw one contract for each contract number."""
    groups: dict[str, list[Shipment]] = {}
    for shipment in office.shipments:
        groups.setdefault(shipment.contract_no or "", []).append(shipment)
    for number, shipments in groups.items():
        total = sum((s.amount or Decimal(0) for s in shipments), Decimal(0))
        first = min(day_of(s) for s in shipments) - timedelta(days=35)
        paper = MockPaper(
            MockKind.CONTRACT,
            office.seller,
            office.buyer,
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
                "total": money(total),
                "total_words": capitals(total, "USD", "美元"),
                "buyer_signatory": "J. de Proef",
            },
            rows=tuple(
                (s.goods or "", f"{pieces(s):,} PCS", f"{UNIT_PRICE}", money(s.amount))
                for s in shipments
            ),
            seal=office.seller.name_zh,
            seal_kind="合同专用章",
        )
        yield DemoPaper(
            f"销售合同 {number}.pdf", paper, Look.SCAN_PDF, "T01", dated_on=first, title=number
        )


def trade_papers(office: Office, shipment: Shipment, number: int) -> Iterator[DemoPaper]:
    """Draw the papers of one shipment."""
    no, on = shipment.invoice_no, day_of(shipment)
    look = (Look.TEXT_PDF, Look.SCAN_JPEG, Look.TEXT_PDF)[number % 3]
    yield DemoPaper(
        f"商业发票 {no}{look.ending}", _invoice(office, shipment), look, "T02", no,
        shipment.invoice_on,
    )  # fmt: skip
    yield DemoPaper(
        f"装箱单 {no}.jpg", _packing_list(office, shipment), Look.SCAN_JPEG, "T03", no,
        shipment.invoice_on,
    )  # fmt: skip
    yield DemoPaper(
        f"提单 {shipment.transport_no}.pdf", _bill(office, shipment), Look.SCAN_PDF, "T04", no, on
    )
    yield DemoPaper(
        f"报关单 {shipment.customs_no}.pdf", _customs(office, shipment), Look.SCAN_PDF, "T05",
        no, on - timedelta(days=2),
    )  # fmt: skip
    arrived = on + timedelta(days=37)
    if number == 0:
        name = f"IMG_{arrived:%Y%m%d}_164205.jpg"
        yield DemoPaper(name, _delivery(office, shipment, arrived), Look.PHOTO_SIDEWAYS, "T07",
                        no, arrived)  # fmt: skip
    elif number == 1:
        yield DemoPaper(f"签收单 {no}.jpg", _delivery(office, shipment, arrived), Look.SCAN_JPEG,
                        "T07", no, arrived)  # fmt: skip


def _invoice(office: Office, shipment: Shipment) -> MockPaper:
    amount = shipment.amount or Decimal(0)
    return MockPaper(
        MockKind.INVOICE,
        office.seller,
        office.buyer,
        fields={
            **_voyage(shipment),
            "payment": "O/A 60 DAYS FROM B/L DATE",
            "total_words": capitals(amount, "USD", "美元"),
        },
        rows=(
            (
                "XH / ROTTERDAM",
                shipment.goods or "",
                f"{pieces(shipment):,} PCS",
                f"USD {UNIT_PRICE}",
                f"USD {money(amount)}",
            ),
        ),
        seal=office.seller.name_zh,
        seal_kind="发票专用章",
    )


def _packing_list(office: Office, shipment: Shipment) -> MockPaper:
    count = pieces(shipment)
    cartons = -(-count // 20)
    return MockPaper(
        MockKind.PACKING_LIST,
        office.seller,
        office.buyer,
        fields=_voyage(shipment),
        rows=(
            (
                f"1-{cartons}",
                shipment.goods or "",
                f"{count:,} PCS",
                f"{cartons * 11.5:,.1f} KGS",
                f"{cartons * 10.2:,.1f} KGS",
                f"{cartons * 0.052:,.2f} CBM",
            ),
        ),
        seal=office.seller.name_zh,
        seal_kind="业务专用章",
    )


def _voyage(shipment: Shipment) -> dict[str, str]:
    return {
        "number": shipment.invoice_no,
        "date": shipment.invoice_on.isoformat() if shipment.invoice_on else "",
        "contract": shipment.contract_no or "",
        "from": shipment.port_load or "",
        "to": shipment.port_discharge or "",
        "by": shipment.vessel or "",
    }


def _bill(office: Office, shipment: Shipment) -> MockPaper:
    cartons = -(-pieces(shipment) // 20)
    return MockPaper(
        MockKind.BILL_OF_LADING,
        office.seller,
        office.buyer,
        fields={
            "number": shipment.transport_no or "",
            "carrier": "SPECIMEN OCEAN LINES",
            "consignee": "TO ORDER",
            "notify": f"{office.buyer.name}\n{office.buyer.address}",
            "vessel": shipment.vessel or "",
            "receipt": shipment.port_load or "",
            "from": shipment.port_load or "",
            "to": shipment.port_discharge or "",
            "delivery": shipment.port_discharge or "",
            "freight": "FREIGHT PREPAID",
            "on_board": day_of(shipment).isoformat(),
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


def _customs(office: Office, shipment: Shipment) -> MockPaper:
    on = day_of(shipment)
    cartons = -(-pieces(shipment) // 20)
    return MockPaper(
        MockKind.CUSTOMS_DECLARATION,
        office.seller,
        office.buyer,
        fields={
            "number": shipment.customs_no or "",
            "pre_number": shipment.customs_no or "",
            "office": "盐田海关",
            "shipper": f"({office.company.uscc}) {office.company.name_zh}",
            "customs": "盐田海关 (5316)",
            "exported_on": on.isoformat(),
            "declared_on": (on - timedelta(days=2)).isoformat(),
            "consignee": office.buyer.name,
            "mode": "水路运输",
            "vessel": shipment.vessel or "",
            "bl": shipment.transport_no or "",
            "producer": office.company.name_zh or "",
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
                f"{pieces(shipment)} 个",
                f"{UNIT_PRICE} / {shipment.amount} / 美元",
                "中国",
                "荷兰",
                "深圳特区",
                "照章征税",
            ),
        ),
    )


def _delivery(office: Office, shipment: Shipment, on: date) -> MockPaper:
    return MockPaper(
        MockKind.FORM,
        Firm("Voorbeeld Warehousing B.V."),
        office.buyer,
        title="PROOF OF DELIVERY 签收单",
        subtitle="Afleverbewijs",
        fields={
            "Invoice 发票号": shipment.invoice_no,
            "Bill of lading 提单号": shipment.transport_no or "",
            "Delivered to 收货人": office.buyer.name,
            "Address 地址": office.buyer.address,
            "Packages 件数": f"{-(-pieces(shipment) // 20)} CTNS",
            "Received on 签收日期": on.isoformat(),
            "Condition 货物状况": "complete, no remarks 完好，无异议",
        },
        paragraphs=("Goods received in good order. 货物已如数收到，外包装完好。",),
    )


def receipts(office: Office) -> Iterator[DemoPaper]:
    """Draw the bank's advice of each receipt."""
    for shipment in office.shipments:
        for receipt in office.client.receipts_by_invoice.get(shipment.invoice_no, ()):
            assert receipt.received_on is not None
            paper = MockPaper(
                MockKind.FORM,
                BANK,
                title="涉外收入入账通知",
                subtitle="Inward remittance advice",
                fields={
                    "业务编号 Reference": receipt.bank_ref or "",
                    "收款人 Beneficiary": office.company.name_zh or "",
                    "账号 Account": office.company.bank_account or "",
                    "付款人 Remitter": receipt.payer or "",
                    "金额 Amount": f"USD {money(receipt.amount)}",
                    "入账日期 Value date": receipt.received_on.isoformat(),
                    "附言 Details": f"PART PAYMENT {shipment.invoice_no}",
                },
                seal="样本银行股份有限公司深圳宝安支行",
                seal_kind="业务受理章",
            )
            name = f"收汇水单 {receipt.received_on.isoformat()}.jpg"
            yield DemoPaper(name, paper, Look.SCAN_JPEG, "T16", shipment.invoice_no,
                            receipt.received_on)  # fmt: skip
