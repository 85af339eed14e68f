# ruff: noqa: E501 - tables of data read best in one line each
"""Write the records of the demo client (resources/samples/demo/client.json).

    python tools/demo_client.py

Everything is invented: an exporter in Shenzhen, its buyers, two policies, forty shipments in
different states and one default. The demo imports the file as any client's data.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from xinbao_desktop.domain.business import Contact, Order, Partner, Prepayment, Report
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.document import Confirmation, Document, Event
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.domain.uscc import check_character
from xinbao_desktop.exchange.json_file import write_json

OUT = Path(__file__).parents[1] / "resources" / "samples" / "demo" / "client.json"
UNIFIED, OWN = "TB24-SZ-006612", "SCH25-018838-SZ"
CASE = "AJ-2026-001"
CLAIMED = ("XH26-0112", "XH26-0205", "XH26-0226")


def organisation(first_eight: str) -> str:
    """Return an organisation code with its check character (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    values = [int(sign) if sign.isdigit() else ord(sign) - 55 for sign in first_eight]
    rest = (11 - sum(w * v for w, v in zip(weights, values, strict=True)) % 11) % 11
    return first_eight + ("X" if rest == 10 else str(rest))


def uscc() -> str:
    """Return an invented code whose check characters are right."""
    head = "91440300" + organisation("MA5H8XQ2")
    return head + check_character(head)


COMPANY = Company(
    uscc=uscc(),
    name_zh="深圳市星禾样本电子有限公司",
    name_en="Shenzhen Xinghe Specimen Electronics Co., Ltd.",
    legal_rep="周䶮",
    customs_code="4403168XQ2",
    city="深圳",
    district="宝安区",
    address_zh="深圳市宝安区西乡街道样本工业园3栋5层",
    address_en="5/F, Building 3, Specimen Industrial Park, Xixiang, Bao'an, Shenzhen, China",
    contact_name="林晓禾",
    contact_phone="0755-0000 1234",
    contact_email="claims@xinghe-specimen.example",
    signatory="周䶮",
    bank_name="样本银行股份有限公司深圳宝安支行",
    bank_account="6200 0000 1234 5678 901",
    swift="SPCMCNBSXXX",
    export_usd_last_year=Decimal(7420000),
    export_year=2025,
    staff=86,
    revenue_cny=Decimal(63000000),
    sector="industry",
    clusters=("smart_terminals",),
    focus_goods=("home_appliances",),
    green_goods=("none",),
    modes=("goods_trade",),
    on_unified_list=False,
    unified_year=2026,
    markets=("NL", "GB", "DE", "JP", "MX", "VN", "AE"),
    has_domestic_cover=False,
    uses_policy_financing=False,
    on_importer_list=False,
)

POLICIES = (
    Policy(
        policy_no=UNIFIED, insurer="sinosure", branch="深圳分公司", form="unified_sme",
        insured_by="unified", start_on=date(2024, 7, 1), end_on=date(2025, 6, 30), currency="USD",
        max_liability=Decimal(500000), limit_applies_to="payout", ratio_default=Decimal("0.8"),
        ratio_rejection=Decimal("0.8"), ratio_insolvency=Decimal("0.8"),
        ratio_political=Decimal("0.8"), max_credit_days=180, auto_limit=Decimal(150000),
        auto_limit_term="OA", auto_limit_days=90, declaration_rule="none", premium_paid=True,
        notice_default_days=60, notice_other_workdays=10, claim_months_after_notice=4,
    ),
    Policy(
        policy_no=OWN, insurer="sinosure", branch="深圳分公司", form="comprehensive",
        insured_by="self", start_on=date(2025, 7, 1), end_on=date(2026, 6, 30), currency="USD",
        max_liability=Decimal(2000000), paid_before=Decimal(0), limit_applies_to="base",
        deductible=Decimal(0), ratio_default=Decimal("0.9"), ratio_rejection=Decimal("0.8"),
        ratio_insolvency=Decimal("0.9"), ratio_political=Decimal("0.9"), max_credit_days=180,
        declaration_rule="working_days_after_shipment", declaration_n=5, notice_default_days=60,
        notice_other_workdays=10, claim_months_after_notice=4, premium_paid=True,
        excluded_countries=("IR",),
    ),
)  # fmt: skip

BUYERS = (
    Buyer(buyer_no="B01", kind="buyer", name_en="Noordzee Specimen Audio B.V.", country="NL",
          reg_no="KvK 00112233", address="Voorbeeldkade 118, 3000 AA Rotterdam, Netherlands",
          contact="J. de Proef", phone="+31 10 000 0000",
          email="inkoop@noordzee-specimen.example", email_domain="noordzee-specimen.example",
          insurer_buyer_code="NLD/00412087", related_party=False, rating="red",
          rated_on=date(2026, 5, 20)),
    Buyer(buyer_no="B02", kind="buyer", name_en="Kestrel & Finch Sample Ltd", country="GB",
          email="buying@kestrel-sample.example", related_party=False, rating="green",
          rated_on=date(2026, 3, 2)),
    Buyer(buyer_no="B03", kind="buyer", name_en="Lumen Hogar Muestra S.A. de C.V.", country="MX",
          email="compras@lumen-muestra.example", related_party=False, rating="yellow",
          rated_on=date(2025, 11, 4)),
    Buyer(buyer_no="B04", kind="buyer", name_en="Sakura Mihon Denki K.K.", country="JP",
          email="import@sakura-mihon.example", related_party=False, rating="green",
          rated_on=date(2026, 2, 16)),
    Buyer(buyer_no="B05", kind="buyer", name_en="Bavaria Muster Klang GmbH", country="DE",
          email="einkauf@bavaria-muster.example", related_party=False),
    Buyer(buyer_no="B06", kind="buyer", name_en="Falcon Sample Trading LLC", country="AE",
          email="trade@falcon-sample.example", related_party=False, rating="green",
          rated_on=date(2026, 1, 12)),
    Buyer(buyer_no="B07", kind="bank", name_en="Specimen Gulf Bank PJSC", country="AE",
          swift="SPGBAEADXXX"),
    Buyer(buyer_no="B08", kind="buyer", name_en="Mekong Vi Du Co., Ltd", country="VN",
          email="mua@mekong-vidu.example", related_party=False, rating="green",
          rated_on=date(2026, 4, 8)),
    Buyer(buyer_no="B09", kind="buyer", name_en="Xinghe Specimen (HK) Limited", country="HK",
          related_party=True),
)  # fmt: skip


def limit(
    no: str, buyer: str, amount: int, term: str, days: int, on: date, **more: object
) -> Limit:
    """Return an approval under the firm's own policy."""
    given = {"status": "active", **more}
    return Limit(
        approval_no=no, policy_no=OWN, buyer_no=buyer, amount=Decimal(amount), currency="USD",
        payment_term=term, credit_days=days, effective_on=on, **given,  # type: ignore[arg-type]
    )  # fmt: skip


START = date(2025, 7, 1)
LIMITS = (
    limit("XE25-55821", "B01", 300000, "OA", 60, START, ratio_default=Decimal("0.9")),
    limit("XE25-55822", "B02", 180000, "OA", 60, START),
    limit("XE25-55823", "B03", 60000, "DA", 90, START),
    limit("XE26-00417", "B03", 120000, "DA", 90, date(2026, 2, 10)),
    limit("XE25-55824", "B04", 200000, "OA", 90, START),
    limit("XE25-55825", "B05", 80000, "DP", 30, START),
    limit("XE25-55826", "B07", 250000, "LC", 90, START),
    limit("XE25-55827", "B08", 90000, "DA", 60, START, expires_on=date(2026, 3, 31)),
)

GOODS = {
    "B01": ("便携蓝牙音箱 Portable Bluetooth speaker", "8518220000", "ROTTERDAM", "CIF"),
    "B02": ("头戴式耳机 Over-ear headphones", "8518300000", "FELIXSTOWE", "CIF"),
    "B03": ("智能插座 Smart plug", "8536690000", "MANZANILLO", "CFR"),
    "B04": ("USB-C 充电器 USB-C charger", "8504401400", "YOKOHAMA", "CIF"),
    "B05": ("条形音响 Sound bar", "8518220000", "HAMBURG", "CIF"),
    "B06": ("车载充电器 Car charger", "8504401400", "JEBEL ALI", "CIF"),
    "B08": ("音箱主板 Speaker main board", "8518900000", "HAI PHONG", "CIF"),
    "B09": ("耳机配件 Headphone parts", "8518900000", "HONG KONG", "FOB"),
}
VESSELS = ("SPECIMEN STAR 112W", "MUESTRA PEARL 026W", "PROEF TRADER 604W", "SAMPLE HOPE 318E")


def shipment(no: str, buyer: str, on: date, amount: str, days: int, **more: object) -> Shipment:
    """Return a shipment with what is alike in all of them."""
    goods, hs, port, incoterm = GOODS[buyer]
    number = int("".join(sign for sign in no if sign.isdigit()))
    country = next(b.country for b in BUYERS if b.buyer_no == buyer)
    policy = UNIFIED if on < START else OWN
    given: dict[str, object] = {
        "invoice_on": on - timedelta(days=4),
        "contract_no": f"XH-{buyer}-{on.year % 100}{on.month:02}",
        "policy_no": policy,
        "kind": "goods",
        "seller_is_insured": True,
        "currency": "USD",
        "payment_term": "OA",
        "due_on": on + timedelta(days=days),
        "transport_mode": "sea",
        "transport_no": f"SPMU{number % 10**7:07}",
        "vessel": VESSELS[number % 4],
        "port_load": "YANTIAN",
        "port_discharge": port,
        "straight_bl": False,
        "telex_release": False,
        "customs_no": f"5316{on.year}0{number % 10**9:09}",
        "own_name": True,
        "trade_mode": "0110",
        "incoterm": incoterm,
        "hs_code": hs,
        "goods": goods,
        "intermediate_goods": buyer == "B08",
        "destination": country,
        "declared_on": None if policy == UNIFIED else on + timedelta(days=3),
    }
    given |= more
    return Shipment(
        invoice_no=no,
        buyer_no=buyer,
        shipped_on=on,
        amount=Decimal(amount),
        credit_days=days,
        **given,  # type: ignore[arg-type]
    )


LC = {"payment_term": "LC", "issuing_bank_no": "B07", "lc_tenor_days": 90, "docs_comply": True}
SHIPMENTS = (
    # the unified year: paid long ago
    shipment("XH24-0811", "B01", date(2024, 8, 11), "64200.00", 60),
    shipment("XH24-0920", "B02", date(2024, 9, 20), "38150.00", 60),
    shipment("XH24-1022", "B04", date(2024, 10, 22), "52400.00", 60),
    shipment("XH24-1118", "B01", date(2024, 11, 18), "71880.00", 60),
    shipment("XH24-1205", "B03", date(2024, 12, 5), "29900.00", 90, payment_term="DA"),
    shipment("XH25-0114", "B02", date(2025, 1, 14), "45600.00", 60),
    shipment("XH25-0218", "B04", date(2025, 2, 18), "61020.00", 60),
    shipment("XH25-0322", "B01", date(2025, 3, 22), "83400.00", 60),
    shipment("XH25-0416", "B08", date(2025, 4, 16), "27300.00", 60, payment_term="DA"),
    shipment("XH25-0528", "B02", date(2025, 5, 28), "40980.00", 60),
    # the firm's own policy: paid
    shipment("XH25-0708", "B01", date(2025, 7, 8), "92350.00", 60),
    shipment("XH25-0722", "B04", date(2025, 7, 22), "58800.00", 90),
    shipment("XH25-0805", "B02", date(2025, 8, 5), "66240.00", 60),
    shipment("XH25-0819", "B03", date(2025, 8, 19), "31500.00", 90, payment_term="DA"),
    shipment("XH25-0902", "B06", date(2025, 9, 2), "112000.00", 90, lc_no="SGB25LC0098", **LC),
    shipment("XH25-0916", "B01", date(2025, 9, 16), "104500.00", 60),
    shipment("XH25-0930", "B08", date(2025, 9, 30), "36720.00", 60, payment_term="DA"),
    shipment("XH25-1014", "B04", date(2025, 10, 14), "73400.00", 90),
    shipment("XH25-1028", "B02", date(2025, 10, 28), "59310.00", 60),
    shipment("XH25-1111", "B01", date(2025, 11, 11), "88900.00", 60),
    shipment("XH25-1125", "B06", date(2025, 11, 25), "98600.00", 90, lc_no="SGB25LC0131", **LC),
    shipment("XH25-1209", "B05", date(2025, 12, 9), "41200.00", 30, payment_term="DP"),
    # what can go wrong
    shipment("XH25-1216", "B05", date(2025, 12, 16), "38700.00", 30, payment_term="DP",
             telex_release=True),
    shipment("XH26-0106", "B03", date(2026, 1, 6), "42600.00", 90, payment_term="DA"),
    shipment("XH26-0112", "B01", date(2026, 1, 12), "96480.00", 60),
    shipment("XH26-0120", "B03", date(2026, 1, 20), "38400.00", 90, payment_term="DA"),
    shipment("XH26-0127", "B02", date(2026, 1, 27), "84600.00", 60, declared_on=date(2026, 2, 12)),
    shipment("XH26-0205", "B01", date(2026, 2, 5), "108250.00", 60),
    shipment("XH26-0212", "B04", date(2026, 2, 12), "69900.00", 120),
    shipment("XH26-0226", "B01", date(2026, 2, 26), "74880.00", 60),
    shipment("XH26-0305", "B09", date(2026, 3, 5), "21500.00", 30, own_name=True),
    shipment("XH26-0312", "B02", date(2026, 3, 12), "77350.00", 60,
             consignee="Harrier Sample Logistics Ltd", third_party_stated=False),
    shipment("XH26-0326", "B08", date(2026, 3, 26), "44100.00", 60, payment_term="DA"),
    shipment("XH26-0409", "B08", date(2026, 4, 9), "39800.00", 60, payment_term="DA"),
    shipment("XH26-0416", "B04", date(2026, 4, 16), "81200.00", 90),
    shipment("XH26-0423", "B05", date(2026, 4, 23), "35600.00", 30, payment_term="DP",
             transport_mode="air", transport_no="999-00042316", vessel="SP 8806"),
    shipment("XH26-0507", "B06", date(2026, 5, 7), "120400.00", 90, lc_no="SGB26LC0044", **LC),
    shipment("XH26-0521", "B02", date(2026, 5, 21), "62800.00", 60, own_name=None,
             declared_on=None),
    shipment("XH26-0604", "B04", date(2026, 6, 4), "90650.00", 90, declared_on=None),
    shipment("XH26-0611", "B03", date(2026, 6, 11), "57200.00", 90, payment_term="DA",
             declared_on=None, transport_mode=None),
)  # fmt: skip
assert len(SHIPMENTS) == 40


def receipts() -> list[Receipt]:
    """Return what was paid: everything due by April but the case's invoices, and one part."""
    found = []
    late = {"XH26-0106": 12, "XH25-1216": 41, "XH25-1028": 9}
    for one in SHIPMENTS:
        assert one.due_on is not None
        assert one.amount is not None
        if one.invoice_no in CLAIMED or one.due_on > date(2026, 4, 30):
            continue
        paid_on = one.due_on + timedelta(days=late.get(one.invoice_no, -1))
        fee = Decimal(25) if one.payment_term != "LC" else Decimal(0)
        found.append(
            Receipt(
                receipt_no=f"SH-{one.invoice_no}", invoice_no=one.invoice_no, kind="payment",
                received_on=paid_on, amount=one.amount - fee, currency="USD",
                bank_ref=f"TT{one.invoice_no[2:4]}{one.invoice_no[5:]}",
            )
        )  # fmt: skip
    found.append(
        Receipt(
            receipt_no="SH-XH26-0112-1", invoice_no="XH26-0112", kind="payment",
            received_on=date(2026, 4, 2), amount=Decimal("20000.00"), currency="USD",
            payer="Noordzee Specimen Audio B.V.", bank_ref="TT260402",
        )
    )  # fmt: skip
    return found


THE_CASE = Case(
    case_no=CASE, buyer_no="B01", policy_no=OWN, cause="default", notice_cause="default",
    known_on=date(2026, 4, 20), notice_on=date(2026, 5, 8), insurer_case_no="SZ-2026-0617",
    claim_on=date(2026, 6, 12), claim_currency="USD", trade_genuine=True, dispute=False,
    settlement=False, guarantee=False, financed=False, claim_right_assigned=False,
    indemnity_assigned=False, receivable_assigned=False, bank_chased=False, entrust_recovery=True,
    retention_of_title=False, bl_holder="买方（到港后已提货）",
    buyer_statement="买方 2026 年 5 月 22 日书面确认欠款，称下游零售商延迟付款，未提出任何质量异议。",
    narrative=(
        "我司与荷兰买方 Noordzee Specimen Audio B.V. 自 2024 年 8 月起合作，此前七票货款均已付清。"
        "2026 年 1 月至 2 月，我司按合同分三票出运便携蓝牙音箱，付款方式均为赊销（OA）60 天，"
        "货物到港后由买方提取。\n"
        "第一票货款 2026 年 3 月 13 日到期，买方仅于 4 月 2 日支付 USD 20,000.00，其余至今未付；"
        "第二、三票先后于 4 月 6 日、4 月 27 日到期，分文未付。我司多次催收，买方 5 月 22 日"
        "书面确认欠款并提出分期方案，但一期也没有履行。"
    ),
    mitigation=(
        "一、2026 年 3 月 18 日、4 月 9 日、4 月 30 日、6 月 3 日先后书面催收，保留往来邮件；\n"
        "二、自 2026 年 4 月 14 日起停止向该买方出运，未完成订单暂停生产；\n"
        "三、取得买方盖章的欠款确认书；\n"
        "四、拟委托保险人追讨，未经保险人书面同意不作展期、折让或和解。"
    ),
)  # fmt: skip

EVENTS = tuple(
    Event(case_no=CASE, on=on, who=who, channel=channel, summary=summary, path=path)
    for on, who, channel, summary, path in (
        (date(2026, 3, 18), "林晓禾 → J. de Proef", "email", "第一次书面催款：XH26-0112 已到期",
         "催款邮件 2026-03-18.pdf"),
        (date(2026, 4, 9), "林晓禾 → J. de Proef", "email", "第二次书面催款：两票到期，要求书面答复",
         "催款邮件 2026-04-09.pdf"),
        (date(2026, 4, 14), "周䶮", "phone", "电话催收；买方称下游零售商延迟付款；我司停止出运", ""),
        (date(2026, 4, 30), "林晓禾 → J. de Proef", "email", "第三次书面催款：三票全部到期",
         "催款邮件 2026-04-30.pdf"),
        (date(2026, 5, 22), "J. de Proef → 林晓禾", "letter", "买方盖章确认欠款，提出分期方案",
         "欠款确认书 acknowledgment of debt.pdf"),
        (date(2026, 6, 3), "林晓禾 → J. de Proef", "email", "分期首期逾期，第四次催收",
         "催款邮件 2026-06-03.pdf"),
    )
)  # fmt: skip

CONFIRMATIONS = tuple(
    Confirmation(
        case_no=CASE, check=check, subject="", answer="confirmed", reason=reason, by="林晓禾",
        on=date(2026, 6, 12),
    )
    for check, reason in (
        ("C01", "逐份核对，买方名称和地址一致"),
        ("C02", "品名、数量、单价、CIF 条款一致"),
        ("C06", "均为 OA 60 天"),
        ("C12", "已与扫描件核对"),
        ("C14", "往来邮件均为 noordzee-specimen.example 域名"),
    )
)  # fmt: skip

CLIENT = Client.of(
    [
        COMPANY, *POLICIES, *BUYERS, *LIMITS, *SHIPMENTS, *receipts(), THE_CASE,
        *(
            CaseInvoice(case_no=CASE, invoice_no=no, goods_state="taken_up")
            for no in CLAIMED
        ),
        Document(
            case_no=CASE, slot="T07", path="", invoice_no="XH26-0226",
            waived_reason="买方仓库拒绝另出签收单；以承运人集装箱轨迹和买方欠款确认书证明已收货。",
        ),
        *EVENTS, *CONFIRMATIONS,
        Order(order_no="PO-88213", buyer_no="B01", amount=Decimal(61500), currency="USD",
              ship_by=date(2026, 5, 10), cost_spent=Decimal(18000), cancelled_on=date(2026, 5, 6)),
        Order(order_no="PO-90377", buyer_no="B04", amount=Decimal(84000), currency="USD",
              ship_by=date(2026, 8, 15), cost_spent=Decimal(9500)),
        Prepayment(contract_no="IM-2026-07", supplier="Muster Chips GmbH", country="DE",
                   amount=Decimal(46000), currency="EUR", paid_on=date(2026, 5, 12),
                   deliver_by=date(2026, 7, 31)),
        Report(report_no="ZX-2026-0331", buyer_no="B01", kind="buyer_credit", got_on=date(2026, 3, 31),
               free=True),
        Contact(name="陈样本", role="中国信保深圳分公司 客户经理"),
        Contact(name="赵范例", role="律师"),
        Partner(name="东莞市样本注塑有限公司", side="upstream", country="CN", insured=False),
    ]
)  # fmt: skip

if __name__ == "__main__":
    write_json(CLIENT, OUT)
    print(OUT)
