"""What else decides a measure: orders, prepayments, projects, reports, contacts, partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema as s

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@s.record("orders", "order", "订单", "Orders")
@dataclass(frozen=True, slots=True, kw_only=True)
class Order(s.Record):
    """An order in hand, not yet shipped."""

    order_no: str = s.text("订单号", "Order no.", "订单编号|PO No.", identity=True)
    buyer_no: str | None = s.text("买方编号", "Buyer no.", "买方|客户编号", refers="buyers")
    amount: Decimal | None = s.amount("订单金额", "Amount", "金额")
    currency: str | None = s.code("currency", "币种", "Currency", "币别")
    ship_by: date | None = s.day("最迟出运日", "Ship by", "交货期|出运期限")
    cost_spent: Decimal | None = s.amount("已投入成本", "Cost spent", "已发生成本")
    cancelled_on: date | None = s.day("取消日期", "Cancelled on", "撤单日期")


@s.record("prepayments", "prepayment", "预付款", "Prepayments")
@dataclass(frozen=True, slots=True, kw_only=True)
class Prepayment(s.Record):
    """Money paid ahead for imports."""

    contract_no: str = s.text("进口合同号", "Contract no.", "合同号|合同编号", identity=True)
    supplier: str | None = s.text("供应商", "Supplier", "供货商")
    country: str | None = s.code("country", "国别", "Country", "国家")
    amount: Decimal | None = s.amount("预付金额", "Amount", "金额")
    currency: str | None = s.code("currency", "币种", "Currency", "币别")
    paid_on: date | None = s.day("付款日期", "Paid on", "预付日期")
    deliver_by: date | None = s.day("约定交货日", "Deliver by", "交货期")
    delivered_on: date | None = s.day("实际交货日", "Delivered on", "到货日期")


@s.record("projects", "project", "项目", "Projects")
@dataclass(frozen=True, slots=True, kw_only=True)
class Project(s.Record):
    """A medium- or long-term export, or an investment abroad."""

    project_no: str = s.text("项目编号", "Project no.", "项目号", identity=True)
    kind: str | None = s.code("project_kind", "项目类型", "Kind", "类型")
    country: str | None = s.code("country", "国别", "Country", "国家")
    amount: Decimal | None = s.amount("项目金额", "Amount", "金额")
    currency: str | None = s.code("currency", "币种", "Currency", "币别")
    tenor_years: int | None = s.integer("期限(年)", "Tenor (years)", "期限")
    approved_on: date | None = s.day("核准/备案日", "Approved on", "批准日期|备案日期")


@s.record("reports", "report", "资信报告", "Credit reports")
@dataclass(frozen=True, slots=True, kw_only=True)
class Report(s.Record):
    """A credit report the company got."""

    report_no: str = s.text("报告编号", "Report no.", "报告号", identity=True)
    buyer_no: str | None = s.text("买方编号", "Buyer no.", "买方|客户编号", refers="buyers")
    kind: str | None = s.code("report_kind", "报告类型", "Kind", "类型")
    got_on: date | None = s.day("取得日期", "Got on", "日期")
    free: bool | None = s.flag("免费", "Free", "是否免费")


@s.record("contacts", "contact", "联系人", "Contacts")
@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(s.Record):
    """Whom to call: the insurer's account manager, the bank, a lawyer."""

    name: str = s.text("姓名", "Name", "名称", identity=True)
    role: str | None = s.text("角色", "Role", "职务|单位")
    phone: str | None = s.text("电话", "Phone", "联系电话|手机")
    note: str | None = s.long_text("备注", "Note", "说明")


@s.record("partners", "partner", "上下游", "Partners")
@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(s.Record):
    """A supplier or customer in the company's chain."""

    name: str = s.text("企业名称", "Name", "名称|公司名称", identity=True)
    side: str | None = s.code("partner_side", "上游/下游", "Side", "方向")
    country: str | None = s.code("country", "国别", "Country", "国家")
    insured: bool | None = s.flag("已投保", "Insured", "是否投保")
