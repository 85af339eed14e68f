"""A realistic packet plan: an invented exporter, a default case, papers that look scanned."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.form import FilledForm, FormValue, FormValues, TableRow
from xinbao_desktop.domain.packet_plan import (
    FindingSeverity,
    FormDocument,
    GapDocument,
    GapState,
    OpenFinding,
    PacketPlan,
    PacketSheets,
    PackRef,
    PageInfo,
    PaperDocument,
    Section,
    TickBox,
)
from xinbao_desktop.packet.build import build_packet
from xinbao_desktop.packet.fonts import typeface
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ON = date(2024, 9, 20)
CLIENT = "91440300MA5XINBAO8"
INVOICES = (
    ("HT-2024-0107", "HTNL-2024-03", "2024-03-18", "2024-05-17", "128450.00", "20000.00"),
    ("HT-2024-0131", "HTNL-2024-03", "2024-04-02", "2024-06-01", "96210.50", "0.00"),
    ("HT-2024-0155", "HTNL-2024-05", "2024-04-29", "2024-06-28", "74880.00", "0.00"),
)
STORY = (
    "2023年11月，本公司（以下简称“我司”）与荷兰买方 Noordzee Huishoud B.V. 在广交会上建立联系，"
    "2024年2月签订购销合同 HTNL-2024-03，约定付款方式为 OA 60 天。我司于2024年3月18日、4月2日、"
    "4月29日分三批出运空气炸锅及配件，货物均由买方指定仓库签收，签收单见卷内单证。\n"
    "首票货款到期后，买方仅于2024年5月31日支付 USD 20,000.00，其余款项至今未付。我司自2024年5月"
    "20日起以电子邮件、电话、微信多次催收，买方先称“资金周转困难”，后于2024年7月8日书面确认欠款"
    "并提出分期方案（见《欠款确认书》），但未按方案支付任何一期。2024年8月以后买方不再回复邮件。"
)
MITIGATION = (
    "一、2024年5月20日、6月5日、6月21日、7月2日分别发出书面催款函，并保留送达凭证；\n"
    "二、自2024年6月17日起停止向该买方出运，在手订单（PO-88213）暂停生产；\n"
    "三、取得买方盖章的欠款确认书，确认未付金额 USD 279,540.50；\n"
    "四、拟委托保险人追讨，未经保险人书面同意不作任何让步。"
)


def money(amount: float | str) -> str:
    return f"{float(amount):,.2f}"


def values(given: dict[str, object], **tables: tuple[dict[str, object], ...]) -> FormValues:
    return FormValues(
        {key: FormValue(value) for key, value in given.items()},
        {key: tuple(_row(row) for row in rows) for key, rows in tables.items()},
    )


def _row(given: dict[str, object]) -> TableRow:
    link = str(given.get("link", ""))
    cells = {
        key: FormValue(value, link=link if key == "title" else "")
        for key, value in given.items()
        if key not in ("link", "total")
    }
    return TableRow(cells, total=bool(given.get("total")))


PARTY = {
    "policy_no": "SCH24-018838-SZ",
    "insurer": "中国出口信用保险公司深圳分公司",
    "insurer_case_no": "SZ-2024-0617",
    "name_zh": "深圳市禾塘家电有限公司",
    "name_en": "Shenzhen Hetang Home Appliances Co., Ltd.",
    "uscc": CLIENT,
    "contact_name": "闫䶮",
    "contact_phone": "0755-8300 0000",
    "contact_email": "ar@hetang-appliances.example",
    "address": "深圳市宝安区西乡街道固戍二路8号禾塘工业园3栋5层",
    "buyer": "Noordzee Huishoud B.V.",
    "buyer_name_en": "Noordzee Huishoud B.V.",
    "buyer_country": "荷兰",
    "buyer_code": "NLD/00412087",
    "buyer_address": "Havenstraat 118, 3024 SK Rotterdam, Nederland (c/o Łódź–Çelik Group)",
    "buyer_email": "inkoop@noordzee-huishoud.example",
    "buyer_reg_no": "KvK 24418807",
    "cause": "default",
    "known_on": "2024-06-17",
    "first_due_on": "2024-05-17",
    "notice_on": "2024-07-10",
    "claim_on": "2024-09-20",
    "total": "USD 279,540.50",
    "total_words": "美元贰拾柒万玖仟伍佰肆拾元伍角整",
    "claim_amount": "USD 279,540.50",
    "claim_amount_words": "美元贰拾柒万玖仟伍佰肆拾元伍角整",
    "goods_state": "已由买方提取（三票均有签收单）",
    "bl_holder": "买方",
    "narrative": STORY,
    "mitigation": MITIGATION,
    "buyer_statement": "买方承认债务，称因下游零售商延迟付款而周转困难，未提出任何质量异议。",
    "dispute": False,
    "guarantee": False,
    "retention": None,
    "entrust": True,
    "financed": False,
    "assigned": False,
    "bank_name": "中国银行股份有限公司深圳宝安支行",
    "bank_account": "7625 5790 0000 1234",
}


def invoice_rows() -> tuple[dict[str, object], ...]:
    rows: list[dict[str, object]] = []
    for number, (invoice, contract, shipped, due, amount, received) in enumerate(INVOICES):
        unpaid = float(amount) - float(received)
        rows.append(
            {
                "invoice_no": invoice,
                "contract_no": contract,
                "shipped_on": shipped,
                "due_on": due,
                "transport_no": f"COSU63{number}8841207",
                "customs_no": f"53162024016{number}884120",
                "declared_on": "2024-05-08",
                "currency": "USD",
                "amount": money(amount),
                "received": money(received),
                "deductions": "0.00",
                "outstanding": money(unpaid),
                "claimed": money(unpaid),
                "insured_loss": money(unpaid),
                "within_limit": money(min(unpaid, 100000)),
                "ratio": "80%",
                "covered": money(min(unpaid, 100000) * 0.8),
                "unpaid": money(unpaid),
                "in_case": "是",
            }
        )
    return tuple(rows)


TIMELINE = (
    ("2024-02-06", "签订购销合同 HTNL-2024-03", "双方盖章", "T01"),
    ("2024-03-18", "出运 HT-2024-0107，空气炸锅 2,400 台", "海运", "T04"),
    ("2024-05-20", "首次书面催款", "电子邮件，李敏", "L01"),
    ("2024-05-31", "收到部分货款 USD 20,000.00", "银行汇款", ""),
    ("2024-07-08", "买方书面确认欠款并提出分期方案", "电子邮件附件", "L02"),
    ("2024-07-10", "向保险人报损", "信保通", ""),
)


def scan(lines: Sequence[str], *, landscape: bool = False, seed: int = 0) -> Image.Image:
    """Return a page as a cheap office scanner would see it."""
    size = (2339, 1654) if landscape else (1654, 2339)
    page = Image.new("L", size, 248)
    pen = ImageDraw.Draw(page)
    file = str(asset("resources/fonts/NotoSansSC-Regular.ttf"))
    big, small = ImageFont.truetype(file, 62), ImageFont.truetype(file, 34)
    pen.text((170, 150), lines[0], font=big, fill=40)
    pen.line((170, 250, size[0] - 170, 250), fill=60, width=4)
    for number, line in enumerate(lines[1:] * 4):
        pen.text((170, 310 + number * 62), line, font=small, fill=50 + (number * 7 + seed) % 40)
    pen.ellipse((size[0] - 560, size[1] - 640, size[0] - 190, size[1] - 270), outline=90, width=9)
    return page.rotate(0.4 + seed % 3 * 0.2, fillcolor=244)


def scanned(file: Path, title: str, pages: int, *, landscape: bool = False) -> Path:
    images = [
        scan(
            [title, f"第 {n + 1} 页", "Seller: Shenzhen Hetang", "Buyer: Noordzee Huishoud B.V."],
            landscape=landscape,
            seed=n + len(title),
        )
        for n in range(pages)
    ]
    images[0].save(file, "PDF", resolution=200, save_all=True, append_images=images[1:], quality=60)
    return file


def typed(file: Path, title: str, pages: int) -> Path:
    """Write a paper with real text, as an e-mail printed to PDF has."""
    typeface()
    canvas = Canvas(str(file), pagesize=(595.28, 841.89), invariant=1, initialFontName="Xinbao")
    for number in range(pages):
        canvas.setFont("Xinbao", 16)
        canvas.drawString(90, 740, f"{title} {number + 1}")
        canvas.setFont("Xinbao", 11)
        for line in range(30):
            canvas.drawString(90, 700 - line * 18, f"{line + 1}. Dear Mr. de Vries, 请尽快付款。")
        canvas.showPage()
    canvas.save()
    return file


@dataclass(frozen=True)
class Maker:
    """Makes plans whose papers lie in one folder."""

    folder: Path

    def paper(
        self, slot: str, zh: str, en: str, pages: int = 1, *, invoice: str = "",
        dated: date | None = None, text: bool = False, landscape: bool = False,
    ) -> PaperDocument:  # fmt: skip
        name = f"{slot}-{invoice or 'all'}.pdf"
        file = self.folder / name
        if text:
            typed(file, zh, pages)
        else:
            scanned(file, zh, pages, landscape=landscape)
        return PaperDocument(
            id=f"{slot}{'-' + invoice if invoice else ''}",
            slot=slot,
            title=Text(zh, en),
            pdf=file,
            sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
            original_name=f"{zh}_{invoice or '全案'}_扫描件.pdf",
            pages=tuple(PageInfo(has_text=text, dpi=None if text else 200) for _ in range(pages)),
            client_id=CLIENT,
            invoice_no=invoice,
            dated_on=dated,
        )

    def plan(self, *, papers: bool = True) -> PacketPlan:
        trade = Section(
            id="trade", title=Text("贸易单证", "Trade documents"), documents=tuple(self._trade())
        )
        loss = Section(
            id="loss",
            title=Text("致损证据", "Evidence of the loss"),
            documents=(
                self.paper("L01", "催款函及送达凭证", "Demand letters and proof of delivery", 7,
                           dated=date(2024, 5, 20), text=True),
                self.paper("L02", "欠款确认书", "Acknowledgment of debt", 2,
                           dated=date(2024, 7, 8)),
            ),
        )  # fmt: skip
        insurance = Section(
            id="insurance",
            title=Text("保险单证", "Insurance documents"),
            documents=(
                GapDocument(
                    id="I03", slot="I03", title=Text("出口申报单", "Export declaration"),
                    state=GapState.WAIVED,
                    reason=Text("统保保单免申报，出运以报关单为证。",
                                "The unified policy asks for none; customs papers prove shipment."),
                ),
                GapDocument(
                    id="I02", slot="I02", title=Text("信用限额审批单", "Credit limit approval"),
                    state=GapState.MISSING, invoice_no="HT-2024-0107",
                    reason=Text("已向保险人申请补发，预计2024年9月25日前补交。",
                                "A duplicate was asked for and is expected by 2024-09-25."),
                ),
            ),
        )  # fmt: skip
        forms = Section(
            id="forms", title=Text("申请书及表格", "Forms"), documents=tuple(self.forms())
        )
        sections = (forms, trade, insurance, loss) if papers else (forms, insurance)
        return PacketPlan(
            kind="claim",
            title=Text("索赔卷宗", "Claim packet"),
            case_no="C-2024-001",
            client_id=CLIENT,
            client_name_zh="深圳市禾塘家电有限公司",
            client_name_en="Shenzhen Hetang Home Appliances Co., Ltd.",
            on=ON,
            program_version="0.1.0",
            packs=(PackRef("sz2023", "2026.1"), PackRef("program-defaults", "2026.1")),
            sheets=sheets(),
            sections=sections,
            findings=(
                OpenFinding(
                    check="C14",
                    severity=FindingSeverity.WARNING,
                    message=Text("往来邮件未覆盖下单环节。", "The e-mails do not cover the order."),
                    reason="订单在广交会现场签订，见合同 T01。",
                ),
            ),
            tick_boxes=(
                TickBox(check="C15", message=Text("外文单证附中文摘要", "Summaries in Chinese")),
                TickBox(check="C16", message=Text("应签章处均已签章", "Signed and sealed"),
                        answer=same("李敏 2024-09-19")),
            ),
        )  # fmt: skip

    def _trade(self) -> list[PaperDocument]:
        found = [
            self.paper("T01", "销售合同", "Sales contract", 3, dated=date(2024, 2, 6)),
        ]
        for invoice, *_ in INVOICES[:1]:
            found += [
                self.paper("T02", "商业发票", "Commercial invoice", invoice=invoice),
                self.paper("T04", "海运提单", "Bill of lading", 2, invoice=invoice),
                self.paper("T05", "出口货物报关单", "Customs declaration", invoice=invoice,
                           landscape=True),
            ]  # fmt: skip
        return found

    def forms(self) -> list[FormDocument]:
        rows = invoice_rows()
        documents = (
            {"slot": "T01", "title": Text("销售合同", "Sales contract"), "state": "已附",
             "copies": "1", "link": "T01", "page_range": ""},
            {"slot": "T02", "title": Text("商业发票", "Commercial invoice"), "state": "已附",
             "invoice_no": "HT-2024-0107", "copies": "1", "link": "T02-HT-2024-0107"},
            {"slot": "I03", "title": Text("出口申报单", "Export declaration"), "state": "免交",
             "copies": "", "link": "I03"},
        )  # fmt: skip
        limits = (
            {"approval_no": "SZ-LMT-2023-55821", "payment_term": "OA", "credit_days": "60",
             "amount": "USD 300,000.00", "effective_on": "2023-12-01", "expires_on": ""},
        )  # fmt: skip
        timeline = tuple(
            {"on": on, "what": what, "title": what, "who": who, "link": link}
            for on, what, who, link in TIMELINE
        )
        extra = {**PARTY, "buyer": PARTY["buyer"], "invoices": "、".join(i[0] for i in INVOICES),
                 "amount": "USD 279,540.50", "holder": PARTY["name_zh"],
                 "currency": "USD", "as_of": "2024-09-20", "total_loss": "279,540.50",
                 "payable": "USD 219,272.40", "base_capped": "219,272.40",
                 "payout_capped": "223,632.40", "limit_applies_to": "赔付基数",
                 "payable_words": "美元贰拾壹万玖仟贰佰柒拾贰元肆角整",
                 "open_reductions": "无"}  # fmt: skip
        total = {"invoice_no": "合计", "amount": "299,540.50", "received": "20,000.00",
                 "outstanding": "279,540.50", "claimed": "279,540.50", "deductions": "0.00",
                 "insured_loss": "279,540.50", "within_limit": "271,090.50",
                 "covered": "216,872.40", "total": True}  # fmt: skip
        sums = (*rows, total)
        filled = {
            "F01": values(
                PARTY, limits=limits, shipments=rows, amounts=sums, attachments=documents
            ),
            "F02": values(PARTY, invoices=sums),
            "F03": values({**extra, "cause": "买方拖欠"}, timeline=timeline),
            "F04": values(PARTY, documents=documents),
            "F05": values(extra, invoices=sums, open_invoices=rows),
            "F10": values(extra),
            "F12": values(extra),
        }
        return [
            FormDocument(id=key, content=FilledForm(form=form(key), values=value), copies=2)
            for key, value in filled.items()
        ]


def sheets() -> PacketSheets:
    cover = {
        "insured": Text(PARTY["name_zh"], PARTY["name_en"]),
        "insurer": PARTY["insurer"],
        "policy_no": PARTY["policy_no"],
        "insurer_case_no": PARTY["insurer_case_no"],
        "case_no": "C-2024-001",
        "buyer": PARTY["buyer"],
        "country": Text("荷兰", "Netherlands"),
        "cause": Text("买方拖欠", "Default of the buyer"),
        "amount": "USD 279,540.50",
        "amount_words": PARTY["claim_amount_words"],
        "on": "2024-09-20",
    }
    return PacketSheets(
        cover=FilledForm(form=form("cover"), values=values(cover)),
        index=form("index"),
        check_sheet=form("check_sheet"),
        divider=form("divider"),
        gap_page=form("gap_page"),
        manifest=form("manifest"),
        register=form("register"),
        volume_sheet=form("volume_sheet"),
    )


@pytest.fixture(scope="session")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Make plans; the papers are drawn once for all tests."""
    return Maker(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="session")
def plan(maker: Maker) -> PacketPlan:
    """A whole claim."""
    return maker.plan()


@pytest.fixture(scope="session")
def bare_plan(maker: Maker) -> PacketPlan:
    """A claim of the program's own pages alone."""
    return replace(maker.plan(papers=False))


@pytest.fixture(scope="session")
def packet(plan: PacketPlan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the whole claim once."""
    out = tmp_path_factory.mktemp("packet") / "claim.pdf"
    build_packet(plan, out, NoProgress())
    return out
