# ruff: noqa: E501 - tables of data read best in one line each
"""Ten situations of a loss, each from a workbook and a folder of papers to a checked packet.

The slots, the route and the loss of each are worked out by hand from the published lists and
written down beside it; nothing here is taken from the program's own answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest
import xlsxwriter

from xinbao_desktop.cli import main
from xinbao_desktop.papers.mockup import Firm, Look, MockKind, MockPaper, made

pytestmark = pytest.mark.slow

ON = "2024-12-02"
FORMS = {"F01", "F02", "F03", "F04", "F05", "F10"}
PRINTED = FORMS | {"F11", "F12"}
ALWAYS = {"T01", "I01", "I02", "K01", "K03"}
GOODS = {"T02", "T03", "T04", "T05"}

COMPANY = {
    "uscc": "91350100M000100Y43", "name_zh": "深圳市镕䶮样本实业有限公司",
    "name_en": "Shenzhen Rongyan Specimen Industry Co., Ltd.", "legal_rep": "李㛃", "signatory": "李㛃",
    "address_zh": "深圳市南山区样本路 1 号", "address_en": "1 Specimen Road, Nanshan, Shenzhen",
    "contact_name": "王样本", "contact_phone": "0755-0000 0000", "contact_email": "claims@specimen.example",
    "bank_name": "样本银行深圳分行", "bank_account": "6200 0000 0000 777", "swift": "SPCMCNBS",
}  # fmt: skip
SELF = {
    "policy_no": "P-1", "insurer": "sinosure", "form": "comprehensive", "insured_by": "self",
    "start_on": "2024-01-01", "end_on": "2024-12-31", "currency": "USD", "max_liability": "2000000",
    "limit_applies_to": "base", "ratio_default": "0.9", "ratio_rejection": "0.8",
    "ratio_insolvency": "0.9", "ratio_political": "0.95", "max_credit_days": "360",
    "declaration_rule": "days_after_shipment", "declaration_n": "15", "notice_default_days": "60",
    "notice_other_workdays": "10", "claim_months_after_notice": "4", "premium_paid": "是",
}  # fmt: skip
UNIFIED = {
    **SELF, "form": "unified_sme", "insured_by": "unified", "limit_applies_to": "payout",
    "ratio_default": "0.8", "auto_limit": "150000", "auto_limit_term": "OA", "auto_limit_days": "120",
    "declaration_rule": "none", "declaration_n": "",
}  # fmt: skip
BUYER = {
    "buyer_no": "B1", "name_en": "Muster Handels GmbH", "country": "DE", "related_party": "否",
    "address": "Musterstrasse 1, Hamburg", "insurer_buyer_code": "DE/000001",
}  # fmt: skip
BANK = {
    "buyer_no": "K1",
    "kind": "bank",
    "name_en": "Specimen Bank Ltd., Dhaka",
    "country": "BD",
    "related_party": "否",
}
LIMIT = {
    "approval_no": "L-1", "policy_no": "P-1", "buyer_no": "B1", "amount": "100000", "currency": "USD",
    "payment_term": "OA", "credit_days": "120", "effective_on": "2024-01-01", "expires_on": "2024-12-31",
    "status": "active",
}  # fmt: skip
SHIPMENT = {
    "invoice_no": "INV-1", "invoice_on": "2024-03-01", "contract_no": "C-1", "buyer_no": "B1",
    "policy_no": "P-1", "kind": "goods", "amount": "50000", "currency": "USD", "payment_term": "OA",
    "credit_days": "60", "shipped_on": "2024-03-01", "due_on": "2024-04-30", "transport_mode": "sea",
    "transport_no": "SPEC0001", "customs_no": "531620240160000001", "own_name": "是", "incoterm": "CIF",
    "straight_bl": "否", "telex_release": "否", "goods": "样本照明灯具", "destination": "DE",
    "declared_on": "2024-03-05", "port_discharge": "HAMBURG",
}  # fmt: skip
SECOND = {
    **SHIPMENT, "invoice_no": "INV-2", "invoice_on": "2024-03-15", "shipped_on": "2024-03-15",
    "due_on": "2024-05-14", "transport_no": "SPEC0002", "customs_no": "531620240160000002",
    "declared_on": "2024-03-18",
}  # fmt: skip
NO_GOODS = dict.fromkeys(
    ("transport_mode", "transport_no", "customs_no", "own_name", "incoterm", "straight_bl",
     "telex_release", "port_discharge", "destination"), ""
)  # fmt: skip
CASE = {
    "case_no": "CASE-1", "buyer_no": "B1", "policy_no": "P-1", "cause": "default", "known_on": "2024-05-20",
    "notice_on": "2024-05-28", "insurer_case_no": "EC2024-0001", "claim_on": "2024-08-01",
    "trade_genuine": "是", "dispute": "否", "settlement": "否", "guarantee": "否", "financed": "否",
    "claim_right_assigned": "否", "indemnity_assigned": "否", "receivable_assigned": "否",
    "bank_chased": "否", "entrust_recovery": "否", "retention_of_title": "否",
    "narrative": "买方收货后到期未付，多次催收，只作口头承诺。", "mitigation": "停止出运，每月书面催款。",
}  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """One loss: what differs from the plain case, and what must come out of it.

    ``slots`` are the papers that must be filed, per case; ``per_invoice`` those each invoice
    needs. ``explained`` are the checks a person explains in writing; ``blocked`` those that
    stand in the way whatever is filed. ``printed`` are words of the forms that belong to this
    situation, ``unsaid`` those that belong to another one.
    """

    name: str
    slots: set[str]
    per_invoice: set[str]
    route: str
    loss: str
    payable: str
    currency_words: str
    policy: dict = field(default_factory=lambda: SELF)
    limit: dict = field(default_factory=lambda: LIMIT)
    buyers: tuple = (BUYER,)
    shipments: tuple = (SHIPMENT,)
    case: dict = field(default_factory=dict)
    line: dict = field(default_factory=dict)
    receipts: tuple = ()
    eligible: bool = True
    verdicts: dict = field(default_factory=dict)
    explained: tuple = ()
    blocked: tuple = ()
    absent: tuple = ()
    printed: tuple = ()
    unsaid: tuple = ()


SITUATIONS = (
    # 统保赊销拖欠。120,000 − 10,000 + 80,000 = 190,000；限额 150,000 作用于赔款：190,000 × 80% = 152,000，
    # 以 150,000 为限。第二票使余额达 200,000，超过限额。
    Situation(
        "default OA, unified cover",
        ALWAYS | {"F06", "F07", "F08", "I07", "L01", "T16"}, GOODS | {"T07"},
        "fast", "190000.00", "150000.00", "美元壹拾玖万元整",
        policy=UNIFIED, limit={},
        shipments=({**SHIPMENT, "amount": "120000"}, {**SECOND, "amount": "80000"}),
        line={"goods_state": "taken_up"},
        receipts=({"invoice_no": "INV-1", "received_on": "2024-05-10", "amount": "10000", "currency": "USD"},),
        verdicts={"sz2023.m12.fast_claim": "met", "sz2023.m11.green_channel": "not_met", "cover.exposure": "not_met"},
        explained=(("C09", "shipment:INV-2"),), absent=("I03", "I04", "T08", "L15"),
        printed=("（保单自有限额）", "USD150,000.00", "200,000.00", "本案情形"), unsaid=("信用证号", "破产管理人"),
    ),
    # 承兑交单，欧元。90,000 × 1.08 = 97,200 美元，限额 100,000 内，× 90% = 87,480。
    Situation(
        "default D/A in euro",
        ALWAYS | {"I03", "I04", "L01"}, GOODS | {"T08", "T09", "T10", "L03"},
        "green", "97200.00", "87480.00", "欧元玖万元整",
        limit={**LIMIT, "payment_term": "DA"},
        shipments=({**SHIPMENT, "amount": "90000", "currency": "EUR", "usd_rate": "1.08",
                    "usd_rate_on": "2024-05-28", "payment_term": "DA"},),
        case={"usd_rate": "1.08", "usd_rate_on": "2024-05-28"},
        absent=("I07", "T11", "L04", "L09"), printed=("承兑日", "1EUR=1.08USD"), unsaid=("信用证号",),
    ),
    # 付款交单拒收后转卖。50,000 − (30,000 − 2,500) = 22,500；拒收 80% → 18,000。
    Situation(
        "refusal with resale",
        ALWAYS | {"I03", "I04", "I06", "T14", "L04", "L05"}, GOODS | {"T08", "T09", "L06", "L07"},
        "green", "22500.00", "18000.00", "美元贰万贰仟伍佰元整",
        limit={**LIMIT, "payment_term": "DP"},
        shipments=({**SHIPMENT, "payment_term": "DP"},),
        case={"cause": "rejection", "consent_disposal_on": "2024-07-01", "notice_on": "2024-05-24",
              "known_on": "2024-05-20"},
        line={"goods_state": "resold", "resale_proceeds": "30000", "disposal_costs": "2500", "port_charges": "800"},
        verdicts={"claim.rejection_plan": "met", "claim.consents": "met"}, absent=("L09", "T10", "T07"),
        printed=("转卖所得", "USD30,000.00", "处置费用", "USD2,500.00", "货物处置同意日"), unsaid=("破产管理人",),
    ),
    # 买方破产，有定金和物权保留。40,000 − 8,000 + 35,000 = 67,000；90% → 60,300。
    Situation(
        "bankruptcy of the buyer",
        ALWAYS | {"I03", "I04", "L09", "L10", "L11", "T16"}, GOODS,
        "green", "67000.00", "60300.00", "美元陆万柒仟元整",
        shipments=({**SHIPMENT, "amount": "40000", "deposit": "8000"}, {**SECOND, "amount": "35000"}),
        case={"cause": "insolvency", "retention_of_title": "是", "notice_on": "2024-05-24",
              "bankruptcy_registered_on": "2024-06-20", "administrator": "RA Muster"},
        receipts=({"invoice_no": "INV-1", "kind": "deposit", "received_on": "2024-02-20", "amount": "8000", "currency": "USD"},),
        verdicts={"claim.bankruptcy_registered": "met"}, absent=("L04", "L15", "T08"),
        printed=("破产管理人", "RAMuster", "债权登记日"), unsaid=("转卖所得", "信用证号"),
    ),
    # 远期信用证，开证行拖欠，单证相符。120,000 中限额内 100,000，× 90% = 90,000。
    Situation(
        "default of the issuing bank",
        ALWAYS | {"I03", "I04", "T11", "T12", "T13", "L14"}, GOODS | {"T10", "L03"},
        "green", "120000.00", "90000.00", "美元壹拾贰万元整",
        buyers=({**BUYER, "country": "BD"}, BANK), limit={**LIMIT, "buyer_no": "K1", "payment_term": "LC"},
        shipments=({**SHIPMENT, "amount": "120000", "payment_term": "LC", "lc_no": "LC-9", "issuing_bank_no": "K1",
                    "lc_tenor_days": "60", "docs_presented_on": "2024-03-08", "docs_accepted_on": "2024-03-20",
                    "docs_comply": "是", "destination": "BD"},),
        case={"cause": "bank_default"},
        verdicts={"claim.lc_compliance": "met", "cover.exposure": "not_met"},
        explained=(("C09", "shipment:INV-1"),), absent=("L01", "T07", "T08"),
        printed=("信用证号", "LC-9", "SpecimenBankLtd.,Dhaka", "单证相符"), unsaid=("承兑交单", "付款交单", "赊销"),
    ),
    # 汇兑限制。64,000 × 95% = 60,800。
    Situation(
        "transfer stopped by the buyer's country",
        ALWAYS | {"I03", "I04", "L15", "L16"}, GOODS,
        "green", "64000.00", "60800.00", "美元陆万肆仟元整",
        buyers=({**BUYER, "country": "NG"},), shipments=({**SHIPMENT, "amount": "64000", "destination": "NG"},),
        case={"cause": "political_transfer", "notice_on": "2024-05-24"}, absent=("L09", "L17", "T08", "L03"),
    ),
    # 有争议，未裁决：现在不能定损。50,000 − 20,000 = 30,000，× 90% = 27,000。
    Situation(
        "dispute over the quality",
        ALWAYS | {"I03", "I04", "L01", "L08", "L18", "T14"}, GOODS | {"T07"},
        "none", "30000.00", "27000.00", "美元叁万元整",
        case={"dispute": "是", "disputed_amount": "20000", "award_effective": "否", "enforcement_applied": "否"},
        line={"goods_state": "taken_up"}, eligible=False,
        verdicts={"claim.dispute": "not_met"}, blocked=("C11",), absent=("L19", "L20"),
        printed=("争议金额", "定损前须解决"), unsaid=("信用证号",),
    ),
    # 已融资，赔款转让。50,000 × 90% = 45,000。
    Situation(
        "financed claim",
        ALWAYS | {"I03", "I04", "L01", "B01", "B03", "B05"}, GOODS | {"T07"},
        "green", "50000.00", "45000.00", "美元伍万元整",
        case={"financed": "是", "financing_bank": "样本银行福田支行", "financed_amount": "40000", "indemnity_assigned": "是"},
        line={"goods_state": "taken_up"}, verdicts={"claim.assignments": "met"}, absent=("B02", "B04"),
        printed=("样本银行福田支行", "USD40,000.00", "按赔款转让协议"), unsaid=("破产管理人",),
    ),
    # 服务出口，日元。9,800,000 × 0.0067 = 65,660 美元；× 90% = 59,094。
    Situation(
        "export of a service in yen",
        ALWAYS | {"I03", "I04", "L01"}, {"T02", "T20"},
        "green", "65660.00", "59094.00", "日元玖佰捌拾万元整",
        buyers=({**BUYER, "country": "JP"},),
        shipments=({**SHIPMENT, **NO_GOODS, "kind": "service", "seller_is_insured": "是", "amount": "9800000",
                    "currency": "JPY", "usd_rate": "0.0067", "usd_rate_on": "2024-05-28",
                    "goods": "嵌入式软件开发", "service_accepted_on": "2024-03-01"},),
        case={"usd_rate": "0.0067", "usd_rate_on": "2024-05-28"}, absent=("T03", "T04", "T05", "T07", "T14", "T15"),
        printed=("不适用（服务出口）", "服务验收日", "服务完成"), unsaid=("INV-1出运",),
    ),
    # 跨境电商供应商，统保，人民币。300,000 × 0.14 = 42,000 美元；× 80% = 33,600。
    Situation(
        "e-commerce supplier in renminbi",
        ALWAYS | {"F06", "F07", "F08", "I07", "L01"}, GOODS | {"T07", "T21"},
        "fast", "42000.00", "33600.00", "人民币叁拾万元整",
        policy=UNIFIED, limit={},
        shipments=({**SHIPMENT, "kind": "ecommerce_supplier", "seller_is_insured": "是", "amount": "300000",
                    "currency": "CNY", "usd_rate": "0.14", "usd_rate_on": "2024-05-28", "trade_mode": "9710"},),
        case={"usd_rate": "0.14", "usd_rate_on": "2024-05-28"},
        line={"goods_state": "taken_up"}, absent=("I03", "I04", "T20"),
        printed=("跨境电商供应商出口", "监管方式"),
    ),
)  # fmt: skip


def rows_of(situation, documents=(), confirmations=()):
    """Return the sheets of a situation, rows as dicts by key."""
    case = {**CASE, **situation.case}
    return {
        "company": [COMPANY],
        "policies": [situation.policy],
        "buyers": list(situation.buyers),
        "limits": [situation.limit] if situation.limit else [],
        "shipments": list(situation.shipments),
        "receipts": list(situation.receipts),
        "cases": [case],
        "case_invoices": [
            {"case_no": "CASE-1", "invoice_no": s["invoice_no"], **situation.line}
            for s in situation.shipments
        ],
        "documents": list(documents),
        "events": [
            {"case_no": "CASE-1", "on": "2024-05-20", "who": "王样本", "channel": "email",
             "summary": "书面催款，买方未复"},
        ],
        "confirmations": list(confirmations),
    }  # fmt: skip


def write_workbook(path, sheets):
    """Write the sheets with their keys as headers."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        for name, rows in sheets.items():
            if not rows:
                continue
            sheet = book.add_worksheet(name)
            keys = list(dict.fromkeys(key for row in rows for key in row))
            sheet.write_row(0, 0, keys)
            for number, row in enumerate(rows, start=1):
                for column, key in enumerate(keys):
                    sheet.write_string(number, column, row.get(key, ""))
    return path


def papers(situation, folder):
    """Draw one paper for every slot that must be filed; returns the rows of the sheet."""
    rows = []
    seller = Firm(COMPANY["name_en"], COMPANY["name_zh"], COMPANY["address_en"])
    invoices = [s["invoice_no"] for s in situation.shipments]
    wanted = [(slot, "") for slot in sorted(situation.slots)]
    wanted += [(slot, no) for slot in sorted(situation.per_invoice) for no in invoices]
    for seed, (slot, invoice) in enumerate(wanted):
        paper = MockPaper(
            MockKind.FORM, seller, title=f"样本单证 {slot}", subtitle="Specimen paper",
            fields={"Slot": slot, "Invoice": invoice or "(case)", "Buyer": BUYER["name_en"]},
            seal=seller.name_zh,
        )  # fmt: skip
        name = f"{slot} {invoice}".strip() + ".pdf"
        (folder / name).write_bytes(made(paper, Look.TEXT_PDF, seed))
        rows.append({"case_no": "CASE-1", "slot": slot, "path": name, "invoice_no": invoice})
    return rows


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return a function that runs a command on the situation's day: status, JSON, errors."""
    monkeypatch.setenv("XINBAO_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def call(*words):
        status = main([*map(str, words), "--json"])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out.strip() else None, err

    return call


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: s.name)
def test_a_situation_goes_from_its_workbook_to_a_packet_that_passes(
    run, tmp_path, situation, validator
):
    file = tmp_path / "c.xinbao"
    run("new", file)
    status, _, err = run("import", file, write_workbook(tmp_path / "w.xlsx", rows_of(situation)))
    assert (status, err) == (0, "")

    # what the checklist asks for, before anything is filed
    _, answer, _ = run("checklist", file, "CASE-1", "--on", ON)
    asked = {(s["id"], s["invoice"]) for s in answer["slots"] if s["need"] == "mandatory"}
    invoices = [s["invoice_no"] for s in situation.shipments]
    expected = {(slot, None) for slot in FORMS | situation.slots}
    expected |= {(slot, no) for slot in situation.per_invoice for no in invoices}
    assert asked == expected
    needs = {s["id"]: s["need"] for s in answer["slots"]}
    assert {slot: needs[slot] for slot in situation.absent} == dict.fromkeys(
        situation.absent, "not_applicable"
    )
    missing = {s["id"] for s in answer["slots"] if s["need"] == "mandatory"
               and s["state"] == "missing"}  # fmt: skip
    assert missing == situation.slots | situation.per_invoice

    # a draft shows the gaps, a final packet is refused
    out = tmp_path / "p.pdf"
    status, answer, _ = run("packet", file, "CASE-1", out, "--draft", "--lang", "zh", "--on", ON)
    assert status == 1
    named = {c["message"]["zh"].split()[1] for c in answer["open"] if c["check"] == "V02"}
    assert named == missing

    # file every paper but two, which are waived; explain what cannot be changed any more
    documents = papers(situation, tmp_path)
    waived = [row for row in documents if row["slot"] in {"I01", "K03"}]
    for row in waived:
        row.update(path="", waived_reason="保险人已有存档")
    said = [
        {"case_no": "CASE-1", "check": check, "subject": subject, "answer": "explained",
         "reason": "超限额部分自担", "by": "王样本", "on": ON}
        for check, subject in situation.explained
    ]  # fmt: skip
    book = write_workbook(tmp_path / "w2.xlsx", rows_of(situation, documents, said))
    status, _, err = run("import", file, book)
    assert (status, err) == (0, "")

    # the claim: route, verdicts, loss
    status, answer, _ = run("claim", file, "CASE-1", "--on", ON)
    assert (status, answer["eligible"]) == ((0, True) if situation.eligible else (1, False))
    verdicts = {f["rule"]: f["verdict"] for f in answer["findings"]}
    assert {rule: verdicts[rule] for rule in situation.verdicts} == situation.verdicts
    assert answer["route"] == situation.route
    loss = answer["loss"]
    assert (loss["total_loss"], loss["payable"]) == (situation.loss, situation.payable)
    assert loss["assessable"] is situation.eligible

    # the packet
    status, answer, _ = run("packet", file, "CASE-1", out, "--lang", "zh", "--on", ON, "--force")
    blocking = {
        c["check"] for c in answer["open"] if not c.get("reason") and c["severity"] == "error"
    }
    assert blocking == set(situation.blocked)
    if situation.blocked:
        assert (status, answer["packet"]) == (1, None)
        status, answer, _ = run(
            "packet", file, "CASE-1", out, "--draft", "--lang", "zh", "--on", ON, "--force"
        )
    else:
        assert status == 0
    status, answer, _ = run("verify", out, "--client", file, "--case", "CASE-1", "--on", ON)
    failed = [(c["id"], c["message"]["zh"]) for c in answer["checks"] if c["verdict"] == "fail"]
    assert failed == [] or situation.blocked
    said = {c["id"]: c["message"]["zh"] for c in answer["checks"]}["V25"]
    assert "声明 PDF/A-1" in said
    assert validator is None or validator(out) == ""
    text = text_of(out)
    assert situation.currency_words in text
    assert [words for words in situation.printed if words not in text] == []
    assert [words for words in situation.unsaid if words in text] == []


def text_of(pdf):
    """Return the text of a packet without its line breaks."""
    from pypdf import PdfReader

    return "".join("".join(p.extract_text().split()) for p in PdfReader(str(pdf)).pages)


def test_a_discrepancy_named_by_the_bank_stands_in_the_way_of_the_claim(run, tmp_path):
    plain = next(s for s in SITUATIONS if s.name == "default of the issuing bank")
    refused = {**plain.shipments[0], "discrepancy_on": "2024-03-14"}
    sheets = {**rows_of(plain), "shipments": [refused]}
    file = tmp_path / "c.xinbao"
    run("new", file)
    assert run("import", file, write_workbook(tmp_path / "w.xlsx", sheets))[0] == 0
    status, answer, _ = run("claim", file, "CASE-1", "--on", ON)
    [found] = [f for f in answer["findings"] if f["rule"] == "claim.lc_compliance"]
    assert (status, answer["eligible"]) == (1, False)
    assert (found["verdict"], found["severity"]) == ("not_met", "blocking")


def test_a_dispute_with_an_award_under_enforcement_is_ready(run, tmp_path):
    plain = next(s for s in SITUATIONS if s.name == "dispute over the quality")
    sheets = rows_of(plain)
    sheets["cases"][0].update(award_effective="是", enforcement_applied="是")
    file = tmp_path / "c.xinbao"
    run("new", file)
    assert run("import", file, write_workbook(tmp_path / "w.xlsx", sheets))[0] == 0
    status, answer, _ = run("claim", file, "CASE-1", "--on", ON)
    assert (status, answer["eligible"], answer["route"]) == (0, True, "green")
    assert answer["loss"]["assessable"] is True
    assert answer["loss"]["payable"] == "27000.00"
