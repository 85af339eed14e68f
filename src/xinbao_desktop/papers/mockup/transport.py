"""Sample papers of carrier and customs: bill of lading, export declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.papers.mockup.drawing import GREY, Drawing

if TYPE_CHECKING:
    import random

    from xinbao_desktop.papers.mockup.model import MockPaper


def bill_of_lading(paper: MockPaper, chance: random.Random) -> list[Drawing]:
    """Draw an ocean bill of lading.

    Fields: number, carrier, consignee, notify, vessel, receipt, from, to, delivery, freight,
    on_board, place, originals, mark, packages. Rows: marks and numbers, packages, description,
    gross weight, measurement.
    """
    page = Drawing()
    page.labelled((15, 18, 98, 26), "Shipper", f"{paper.seller.name}\n{paper.seller.address}", 8.5)
    page.labelled((15, 44, 98, 26), "Consignee", paper.get("consignee"), 8.5)
    page.labelled((15, 70, 98, 26), "Notify party (no claim shall attach for failure to notify)",
                  paper.get("notify"), 8.5)  # fmt: skip
    page.box(113, 18, 82, 78)
    page.words(154, 27, "B/L No. " + paper.get("number"), 10.5, bold=True, side="middle")
    page.words(154, 41, paper.get("carrier"), 13, bold=True, side="middle")
    page.words(154, 52, "BILL OF LADING", 17, bold=True, side="middle")
    page.words(154, 58, "for port to port shipment or combined transport", 7, side="middle")
    page.paragraph(
        116, 66, 76,
        "Received in apparent good order and condition, unless stated otherwise, the packages said "
        "to contain the goods described below, to be carried subject to the carrier's terms.", 7,
    )  # fmt: skip
    page.words(154, 91, paper.get("mark") or "ORIGINAL", 14, bold=True, side="middle", colour=GREY)
    cells = (
        (15, 96, 49, "Pre-carriage by", ""), (64, 96, 49, "Place of receipt", paper.get("receipt")),
        (113, 96, 82, "Freight payable at", paper.get("freight_at")),
        (15, 107, 49, "Ocean vessel / voyage no.", paper.get("vessel")),
        (64, 107, 49, "Port of loading", paper.get("from")),
        (113, 107, 82, "Number of original B/L", paper.get("originals")),
        (15, 118, 49, "Port of discharge", paper.get("to")),
        (64, 118, 49, "Place of delivery", paper.get("delivery")),
        (113, 118, 82, "Delivery agent", paper.get("agent")),
    )  # fmt: skip
    for left, top, width, label, value in cells:
        page.labelled((left, top, width, 11), label, value, 8)
    end = page.table(
        15, 129,
        (
            ("Marks & Nos. / Container No.", 44, "left"), ("No. of pkgs", 22, "right"),
            ("Description of goods", 66, "left"), ("Gross weight", 24, "right"),
            ("Measurement", 24, "right"),
        ),
        paper.rows, size=8, least_rows=13,
    )  # fmt: skip
    page.words(85, end - 6, paper.get("freight"), 9, bold=True)
    page.labelled((15, end, 180, 9), "Total number of containers or packages (in words)",
                  paper.get("packages"), 8)  # fmt: skip
    y = end + 9
    page.labelled((15, y, 90, 16), "Shipped on board the vessel", paper.get("on_board"), 9.5)
    page.labelled((105, y, 90, 16), "Place and date of issue", paper.get("place"), 9.5)
    page.box(105, y + 16, 90, 26)
    page.words(108, y + 21, "Signed for the carrier", 7, colour=GREY)
    page.words(108, y + 39.5, "As agent for the carrier " + paper.get("carrier"), 7)
    if paper.signed:
        page.signature(128, y + 32, chance, 38)
    return [page]


_TOP_CELLS = (
    # (width share, label, field) in four rows, as the form is laid out since 2018
    ((70, "境内发货人", "shipper"), (45, "出境关别", "customs"), (45, "出口日期", "exported_on"),
     (45, "申报日期", "declared_on"), (62, "备案号", "record")),
    ((70, "境外收货人", "consignee"), (45, "运输方式", "mode"),
     (70, "运输工具名称及航次号", "vessel"), (82, "提运单号", "bl")),
    ((70, "生产销售单位", "producer"), (45, "监管方式", "regime"), (70, "征免性质", "levy"),
     (82, "许可证号", "licence")),
    ((70, "合同协议号", "contract"), (45, "贸易国（地区）", "trade_country"),
     (45, "运抵国（地区）", "destination"), (45, "指运港", "port"), (62, "离境口岸", "exit_port")),
    ((70, "包装种类", "packing"), (25, "件数", "packages"), (32, "毛重（千克）", "gross"),
     (32, "净重（千克）", "net"), (25, "成交方式", "incoterm"), (27, "运费", "freight"),
     (27, "保费", "insurance"), (29, "杂费", "charges")),
    ((267, "随附单证及编号", "attached"),),
    ((267, "标记唛码及备注", "marks"),),
)  # fmt: skip


def customs_declaration(paper: MockPaper, chance: random.Random) -> list[Drawing]:
    """Draw a customs export declaration (出口货物报关单), landscape as the form is.

    Fields: number (18 digits), pre_number, office, and those of the form: shipper, customs,
    exported_on, declared_on, consignee, mode, vessel, bl, producer, regime, levy, contract,
    trade_country, destination, port, exit_port, packing, packages, gross, net, incoterm, ….
    Rows: no., code, name and specification, quantity and unit, price / total / currency,
    origin, destination, source, levy.
    """
    page = Drawing(landscape=True)
    declarant = paper.get("declarant") or paper.seller.name_zh
    page.words(148.5, 19, "中华人民共和国海关出口货物报关单", 17, bold=True, side="middle")
    page.bars(212, 9, 62, paper.get("number") or "0")
    page.words(243, 22, "*" + paper.get("number") + "*", 7.5, side="middle")
    page.words(15, 27, "预录入编号：" + paper.get("pre_number"), 8.5)
    page.words(95, 27, "海关编号：" + paper.get("number"), 8.5)
    page.words(178, 27, "（" + paper.get("office") + "）", 8.5)
    page.words(282, 27, "页码/页数：1/1", 8.5, side="right")
    y = 29.5
    for row in _TOP_CELLS:
        x = 15.0
        for width, label, key in row:
            page.labelled((x, y, width, 9.6), label, paper.get(key), 8)
            x += width
        y += 9.6
    y = page.table(
        15, y,
        (
            ("项号", 12, "middle"), ("商品编号", 28, "left"), ("商品名称及规格型号", 70, "left"),
            ("数量及单位", 32, "right"), ("单价/总价/币制", 34, "right"), ("原产国", 22, "left"),
            ("最终目的国", 24, "left"), ("境内货源地", 26, "left"), ("征免", 19, "left"),
        ),
        paper.rows, size=8, least_rows=5,
    )  # fmt: skip
    page.box(15, y, 267, 7)
    page.words(
        17,
        y + 4.8,
        "特殊关系确认：否    价格影响确认：否    支付特许权使用费确认：否    自报自缴：是",
        8,
    )
    y += 7
    high = 200 - y
    page.labelled((15, y, 170, high), "报关人员　　报关人员证号　　电话　　　　　　　　"
                  "兹申明对以上内容承担如实申报、依法纳税之法律责任", "", 8)  # fmt: skip
    page.words(18, y + 13, "申报单位：" + declarant, 9)
    page.words(120, y + 13, "申报单位（签章）", 8)
    page.labelled((185, y, 97, high), "海关批注及签章", "", 8)
    if paper.signed:
        page.round_seal(
            150 + chance.uniform(-4, 4),
            y + min(14, high - 6),
            paper.seal or declarant,
            "报关专用章",
            15,
        )
        page.words(205, y + 12, paper.get("released"), 10)
    return [page]
