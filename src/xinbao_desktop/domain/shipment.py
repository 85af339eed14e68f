"""The shipment (出运): one invoice, what was sold, how it went and how it is to be paid."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema as s

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class ShipmentKind(StrEnum):
    """What kind of export an invoice is; empty means goods."""

    GOODS = "goods"
    SERVICE = "service"
    OFFSHORE = "offshore"
    ECOMMERCE_SUPPLIER = "ecommerce_supplier"
    PLATFORM = "platform"
    AGENCY = "agency"


class TransportMode(StrEnum):
    """How the goods travel."""

    SEA = "sea"
    AIR = "air"
    ROAD = "road"
    RAIL = "rail"
    COURIER = "courier"
    MULTIMODAL = "multimodal"


@s.record("shipments", "shipment", "出运", "Shipments")
@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment(s.Record):
    """One invoice and its shipment (or service)."""

    invoice_no: str = s.text(
        "发票号", "Invoice no.", "发票编号|发票号码|Invoice No.|Invoice", identity=True
    )
    invoice_on: date | None = s.day("发票日期", "Invoice date", "开票日期|Invoice date")
    contract_no: str | None = s.text(
        "合同号", "Contract no.", "合同编号|订单号|PO No.|Contract No."
    )
    buyer_no: str | None = s.text(
        "买方编号",
        "Buyer no.",
        "买方|客户编号|客户|买家编号|买方名称|客户名称|买家|Buyer",
        refers="buyers",
    )
    policy_no: str | None = s.text("保单号", "Policy no.", "保险单号", refers="policies")
    kind: str | None = s.code("shipment_kind", "业务类型", "Kind", "类别|出口类型")
    seller_is_insured: bool | None = s.flag(
        "合同卖方为被保险人", "Seller is the insured", "被保险人为卖方"
    )
    amount: Decimal | None = s.amount("发票金额", "Amount", "金额|出运金额|Amount")
    currency: str | None = s.code("currency", "币种", "Currency", "币别|币制|Currency")
    usd_rate: Decimal | None = s.rate("折美元汇率", "USD rate", "美元汇率|汇率")
    usd_rate_on: date | None = s.day("汇率日期", "Rate of", "折算汇率日期")
    deposit: Decimal | None = s.amount("预付定金", "Deposit", "定金|订金|预付款")
    payment_term: str | None = s.code(
        "payment_term", "支付方式", "Payment term", "结算方式|付款方式|收汇方式"
    )
    credit_days: int | None = s.integer("信用期限(天)", "Credit days", "信用期限|账期|信用期")
    shipped_on: date | None = s.day(
        "出运日期", "Shipped on", "出运日|提单日|提单日期|装运日期|出口日期"
    )
    due_on: date | None = s.day("应付款日", "Due on", "到期日|应收汇日|应付日期|付款到期日")
    extended_to: date | None = s.day("展期至", "Extended to", "延期至")
    consent_extension_on: date | None = s.day("展期同意日", "Extension consented on", "展期批复日")
    lc_no: str | None = s.text("信用证号", "L/C no.", "信用证号码|LC No.")
    issuing_bank_no: str | None = s.text("开证行编号", "Issuing bank", "开证行", refers="buyers")
    lc_tenor_days: int | None = s.integer("信用证期限(天)", "L/C tenor (days)", "远期天数")
    docs_presented_on: date | None = s.day("交单日", "Documents presented on", "交单日期")
    docs_accepted_on: date | None = s.day("承兑日", "Accepted on", "承兑日期")
    discrepancy_on: date | None = s.day(
        "不符点通知日", "Discrepancy notified on", "不符点日期|拒付日期"
    )
    docs_comply: bool | None = s.flag("单证相符", "Documents comply", "单单相符")
    transport_mode: str | None = s.code("transport_mode", "运输方式", "Transport", "运输")
    transport_no: str | None = s.text(
        "运输单据号", "Transport document no.", "提单号|运单号|B/L No."
    )
    vessel: str | None = s.text("船名航次", "Vessel", "船名|航班号")
    port_load: str | None = s.text("装运港", "Port of loading", "起运港|启运港")
    port_discharge: str | None = s.text("卸货港", "Port of discharge", "目的港")
    straight_bl: bool | None = s.flag("记名提单", "Straight bill", "是否记名提单")
    telex_release: bool | None = s.flag("电放", "Telex release", "是否电放")
    customs_no: str | None = s.text("报关单号", "Customs declaration no.", "报关单编号|海关编号")
    own_name: bool | None = s.flag(
        "以本企业名义报关", "Declared in own name", "自营报关|本企业报关"
    )
    trade_mode: str | None = s.code("trade_mode", "监管方式", "Trade mode", "贸易方式")
    incoterm: str | None = s.code("incoterm", "成交方式", "Incoterm", "贸易术语|价格条款")
    hs_code: str | None = s.text("商品编码", "HS code", "HS编码|海关编码|HS Code")
    goods: str | None = s.text("商品名称", "Goods", "品名|货物名称|产品|商品")
    intermediate_goods: bool | None = s.flag("中间产品", "Intermediate goods", "是否中间品")
    destination: str | None = s.code("country", "目的国", "Destination", "运抵国|目的地|最终目的国")
    consignee: str | None = s.text("收货人", "Consignee", "提单收货人")
    payer: str | None = s.text("付款人", "Payer", "付款方")
    third_party_stated: bool | None = s.flag(
        "合同已载明第三方", "Third party stated", "第三方已约定"
    )
    service_accepted_on: date | None = s.day("服务验收日", "Service accepted on", "验收日期")
    declared_on: date | None = s.day("申报日期", "Declared on", "出运申报日|申报日")
    declaration_no: str | None = s.text("申报单号", "Declaration no.", "出运申报号")
