"""Sample trade papers: contract, commercial invoice, packing list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.papers.mockup.drawing import Drawing

if TYPE_CHECKING:
    import random

    from xinbao_desktop.papers.mockup.drawing import Side
    from xinbao_desktop.papers.mockup.model import MockPaper

_CLAUSES = (
    ("Terms of payment 付款方式", "payment"),
    ("Time of shipment 装运期限", "shipment"),
    ("Port of loading 装运港", "from"),
    ("Port of destination 目的港", "to"),
    ("Packing 包装", "packing"),
    ("Insurance 保险", "insurance"),
)
_STANDING = """\
Inspection 检验: The manufacturer's inspection before shipment is taken as the basis of delivery; \
the Buyer may inspect the goods again within 21 days after arrival. \
装运前以制造厂检验为交货依据，买方可在货到后二十一天内复验。
Claims 异议索赔: Any claim on quality shall be raised in writing within 30 days after arrival of \
the goods. 品质异议须于货到目的港后三十天内书面提出。
Force majeure 不可抗力: Neither party is liable for delay caused by events beyond its control, \
provided that it tells the other party without delay. 因不可抗力不能按时履约者，应及时通知对方。
Arbitration 仲裁: Disputes which the parties cannot settle by negotiation are submitted to \
arbitration in Shenzhen. 协商不成的争议提交深圳仲裁。"""


def contract(paper: MockPaper, chance: random.Random) -> list[Drawing]:
    """Draw a sales contract of two pages.

    Fields: number, date, place, payment, shipment, from, to, packing, insurance, incoterm,
    total, total_words, buyer_signatory. Rows: description, quantity, unit price, amount.
    """
    page = Drawing()
    page.words(105, 24, paper.title or "销 售 合 同", 20, bold=True, side="middle")
    page.words(105, 32, paper.subtitle or "SALES CONTRACT", 14, bold=True, side="middle")
    for number, (label, key) in enumerate(
        (
            ("合同号 Contract No.: ", "number"),
            ("日期 Date: ", "date"),
            ("签订地 Signed at: ", "place"),
        )
    ):
        page.words(130, 42 + number * 6, label + paper.get(key), 9.5)
    y = _party(
        page, 62, "卖方 The Seller:", paper.seller.name_zh, paper.seller.name, paper.seller.address
    )
    y = _party(page, y + 3, "买方 The Buyer:", "", paper.buyer.name, paper.buyer.address)
    y = page.paragraph(
        20,
        y + 4,
        170,
        "经买卖双方同意，成交下列商品，订立条款如下： This contract is made by and between the "
        "Buyer and the Seller, whereby the Seller agrees to sell and the Buyer agrees to buy the "
        "goods below on these terms:",
        9.5,
    )
    y = page.table(
        20,
        y,
        (
            ("品名及规格 Description", 82, "left"), ("数量 Quantity", 26, "right"),
            ("单价 Unit price", 28, "right"), ("金额 Amount", 34, "right"),
        ),
        [*paper.rows, ("总值 Total  " + paper.get("incoterm"), "", "", paper.get("total"))],
        size=9,
    )  # fmt: skip
    y = page.paragraph(20, y + 6, 170, paper.get("total_words"), 9.5) + 2
    for number, (label, key) in enumerate(_CLAUSES, start=1):
        if paper.get(key):
            y = page.paragraph(20, y, 170, f"{number}. {label}: {paper.get(key)}", 9.5) + 1.2
    page.words(105, 284, "1 / 2", 8, side="middle")
    return [page, _contract_end(paper, chance)]


def _party(page: Drawing, y: float, label: str, *lines: str) -> float:
    page.words(20, y, label, 10, bold=True)
    for line in filter(None, lines):
        y = page.paragraph(54, y, 134, line, 10)
    return y


def _contract_end(paper: MockPaper, chance: random.Random) -> Drawing:
    page = Drawing()
    y = 26.0
    page.words(190, 18, "Contract No. " + paper.get("number"), 8, side="right")
    for number, clause in enumerate((*_STANDING.splitlines(), *paper.paragraphs), start=7):
        y = page.paragraph(20, y, 170, f"{number}. {clause}", 9.5) + 2.2
    y += 12
    page.words(24, y, "卖方 THE SELLER", 10.5, bold=True)
    page.words(122, y, "买方 THE BUYER", 10.5, bold=True)
    page.words(24, y + 7, paper.seller.name, 8.5)
    page.words(122, y + 7, paper.buyer.name, 8.5)
    page.line(24, y + 38, 88, y + 38)
    page.line(122, y + 38, 186, y + 38)
    page.words(24, y + 43, "(Authorised signature)", 7.5)
    page.words(122, y + 43, paper.get("buyer_signatory") or "(Authorised signature)", 7.5)
    if paper.signed:
        page.round_seal(58 + chance.uniform(-6, 6), y + 24, paper.seal, paper.seal_kind)
        page.signature(42, y + 33, chance)
        page.signature(132, y + 33, chance, 40)
    page.words(105, 284, "2 / 2", 8, side="middle")
    return page


def _letterhead(page: Drawing, paper: MockPaper) -> None:
    if paper.seller.name_zh:
        page.words(105, 20, paper.seller.name_zh, 16, bold=True, side="middle")
    page.words(105, 27, paper.seller.name.upper(), 12, bold=True, side="middle")
    page.words(105, 32.5, paper.seller.address, 8, side="middle")
    page.words(105, 36.8, paper.seller.phone, 8, side="middle")
    page.line(18, 39.5, 192, 39.5, 0.6)
    page.line(18, 40.7, 192, 40.7, 0.15)


def _goods_paper(
    paper: MockPaper, chance: random.Random, title: str,
    columns: tuple[tuple[str, float, Side], ...],
) -> Drawing:  # fmt: skip
    """Draw what invoice and packing list have alike; returns the page, table and all."""
    page = Drawing()
    _letterhead(page, paper)
    page.words(105, 52, title, 16, bold=True, side="middle")
    page.words(20, 63, "To 致:", 10, bold=True)
    page.paragraph(34, 63, 78, paper.buyer.name + "\n" + paper.buyer.address, 9.5)
    facts = (
        ("Invoice No. 发票号: ", "number"), ("Date 日期: ", "date"),
        ("Contract No. 合同号: ", "contract"), ("L/C No.: ", "lc"),
    )  # fmt: skip
    y = 63.0
    for label, key in facts:
        if paper.get(key):
            page.words(122, y, label + paper.get(key), 9.5)
            y += 6
    y = max(y, 86) + 4
    page.words(20, y, f"From 起运地: {paper.get('from')}", 9.5)
    page.words(85, y, f"To 目的地: {paper.get('to')}", 9.5)
    page.words(150, y, f"By 运输: {paper.get('by')}", 9.5)
    if paper.get("payment"):
        y += 6
        page.words(20, y, f"Terms of payment 付款方式: {paper.get('payment')}", 9.5)
    y = page.table(18, y + 5, columns, paper.rows, size=9, least_rows=9)
    y += 8
    for line in (paper.get("total_words"), *paper.paragraphs):
        if line:
            y = page.paragraph(20, y, 168, line, 9.5) + 1.5
    y = max(y + 16, 222)
    page.words(124, y, paper.seller.name, 8.5, bold=True)
    page.line(124, y + 30, 188, y + 30)
    page.words(124, y + 34.5, "Authorised signature", 7.5)
    if paper.signed:
        page.round_seal(156 + chance.uniform(-5, 5), y + 17, paper.seal, paper.seal_kind)
        page.signature(130, y + 26, chance)
    return page


def invoice(paper: MockPaper, chance: random.Random) -> list[Drawing]:
    """Draw a commercial invoice.

    Fields: number, date, contract, lc, from, to, by, payment, total_words.
    Rows: marks, description, quantity, unit price, amount.
    """
    return [
        _goods_paper(
            paper,
            chance,
            paper.title or "COMMERCIAL INVOICE 商业发票",
            (
                ("Marks 唛头", 28, "left"), ("Description of goods 货名", 64, "left"),
                ("Quantity 数量", 24, "right"), ("Unit price 单价", 26, "right"),
                ("Amount 金额", 32, "right"),
            ),
        )
    ]  # fmt: skip


def packing_list(paper: MockPaper, chance: random.Random) -> list[Drawing]:
    """Draw a packing list.

    Fields as of an invoice. Rows: cartons, description, quantity, gross, net, measurement.
    """
    return [
        _goods_paper(
            paper,
            chance,
            paper.title or "PACKING LIST 装箱单",
            (
                ("Ctn. No. 箱号", 22, "left"), ("Description of goods 货名", 58, "left"),
                ("Quantity 数量", 26, "right"), ("G.W. 毛重 kg", 22, "right"),
                ("N.W. 净重 kg", 22, "right"), ("Meas. 体积 m³", 24, "right"),
            ),
        )
    ]  # fmt: skip
