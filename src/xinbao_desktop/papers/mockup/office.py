"""Sample office papers: a printed mail, forms of labels and values, deeds, identity papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.papers.mockup.drawing import GREY, SEAL_RED, Drawing, Stroke, Words

if TYPE_CHECKING:
    import random

    from xinbao_desktop.papers.mockup.model import MockPaper

_FOOT = 262.0


def mail(paper: MockPaper, chance: random.Random) -> list[Drawing]:  # noqa: ARG001
    """Draw a mail as a mail program prints it.

    Fields: owner, from, to, cc, date, subject, attached. The text stands in the paragraphs.
    """
    page = Drawing()
    pages = [page]
    page.words(20, 22, paper.get("owner"), 13, bold=True)
    page.line(20, 25, 190, 25, 0.7)
    y = 33.0
    for label, key in (
        ("发件人 From:", "from"), ("发送时间 Sent:", "date"), ("收件人 To:", "to"),
        ("抄送 Cc:", "cc"), ("主题 Subject:", "subject"), ("附件 Attachments:", "attached"),
    ):  # fmt: skip
        if paper.get(key):
            page.words(20, y, label, 9.5, bold=True)
            y = page.paragraph(56, y, 132, paper.get(key), 9.5) + 0.6
    y += 8
    for paragraph in paper.paragraphs:
        if y > _FOOT:
            page, y = Drawing(), 28.0
            pages.append(page)
        quoted = paragraph.startswith(">")
        left = 26.0 if quoted else 20.0
        end = page.paragraph(left, y, 186 - left, paragraph.lstrip("> "), 10)
        if quoted:
            page.line(22.5, y - 4, 22.5, end - 4, 0.5)
        y = end + 2.6
    for number, each in enumerate(pages, start=1):
        each.words(105, 288, str(number), 8, side="middle", colour=GREY)
    return pages


def form(paper: MockPaper, chance: random.Random) -> list[Drawing]:
    """Draw a form: title, issuer, a table of every field's label and value, then paragraphs.

    Fields are printed as they come, label and value. Rows make a second table whose first row
    is its head.
    """
    page = Drawing()
    page.words(20, 20, paper.seller.name_zh or paper.seller.name, 11, bold=True)
    if paper.seller.name_zh:
        page.words(20, 25.5, paper.seller.name, 8)
    page.line(20, 28, 190, 28, 0.8)
    page.words(105, 42, paper.title, 17, bold=True, side="middle")
    page.words(105, 49, paper.subtitle, 10, side="middle")
    y = page.table(
        20, 56, (("项目 Item", 58, "left"), ("内容 Content", 112, "left")),
        list(paper.fields.items()), size=9.5,
    )  # fmt: skip
    if paper.rows:
        head, *rows = paper.rows
        width = 170 / len(head)
        y = page.table(20, y + 6, [(word, width, "left") for word in head], rows, size=8.5)
    y += 8
    for paragraph in paper.paragraphs:
        y = page.paragraph(20, y, 170, paragraph, 9.5) + 2
    y = min(max(y + 14, 180), 236)
    page.words(120, y, paper.seller.name_zh or paper.seller.name, 10)
    page.words(120, y + 7, "（盖章）", 9)
    if paper.signed and paper.seal:
        page.round_seal(150 + chance.uniform(-6, 6), y + 6, paper.seal, paper.seal_kind)
    return [page]


def deed(paper: MockPaper, chance: random.Random) -> list[Drawing]:
    """Draw a paper of paragraphs that both sides sign, on as many pages as it needs.

    Fields: number, date. A paragraph that begins with ``#`` is a heading.
    """
    page = Drawing()
    pages = [page]
    page.words(105, 34, paper.title, 18, bold=True, side="middle")
    page.words(105, 42, paper.subtitle, 11, side="middle")
    page.words(190, 52, paper.get("number"), 9, side="right")
    y = 62.0
    for paragraph in paper.paragraphs:
        if y > _FOOT - 8:
            page, y = Drawing(), 28.0
            pages.append(page)
        if paragraph.startswith("#"):
            page.words(24, y + 2, paragraph.lstrip("# "), 11, bold=True)
            y += 9
            continue
        y = page.paragraph(24, y, 162, paragraph, 10.5) + 2.6
    if y > 212:
        page, y = Drawing(), 30.0
        pages.append(page)
    _signatures(page, y + 14, paper, chance)
    for number, each in enumerate(pages, start=1):
        each.words(105, 286, f"{number} / {len(pages)}", 8, side="middle", colour=GREY)
    return pages


def _signatures(page: Drawing, y: float, paper: MockPaper, chance: random.Random) -> None:
    sides = [(24.0, paper.seller)] + ([(114.0, paper.buyer)] if paper.buyer.name else [])
    for x, firm in sides:
        page.words(x, y, firm.name_zh or firm.name, 9.5, bold=True)
        page.words(x, y + 8, "授权签字 Signature:", 8.5)
        page.line(x + 30, y + 26, x + 74, y + 26)
        page.words(x, y + 34, "日期 Date: " + paper.get("date"), 8.5)
    if not paper.signed:
        return
    page.signature(58, y + 23, chance)
    if paper.seal:
        page.round_seal(52 + chance.uniform(-5, 5), y + 16, paper.seal, paper.seal_kind)
    if paper.buyer.name:
        page.signature(148, y + 23, chance)


def business_licence(paper: MockPaper, chance: random.Random) -> list[Drawing]:
    """Draw a business licence (营业执照) that is plainly a specimen.

    Fields: uscc, name, type, legal_rep, scope, capital, founded_on, address, registrar, issued_on.
    """
    page = Drawing(landscape=True)
    for inset, width in ((10, 1.6), (13, 0.4), (15, 0.4)):
        page.marks.append(Stroke(_frame(inset, page.width, page.height), width, (176, 130, 60)))
    page.words(148.5, 44, "营 业 执 照", 36, bold=True, side="middle")
    page.words(148.5, 54, "（副 本）", 13, side="middle")
    page.words(30, 62, "统一社会信用代码", 10)
    page.words(30, 68, paper.get("uscc"), 12, bold=True)
    left = (
        ("名　　称", "name"),
        ("类　　型", "type"),
        ("法定代表人", "legal_rep"),
        ("经营范围", "scope"),
    )
    right = (("注册资本", "capital"), ("成立日期", "founded_on"), ("住　　所", "address"))
    y = 84.0
    for label, key in left:
        page.words(30, y, label, 11, bold=True)
        y = page.paragraph(56, y, 98, paper.get(key), 11) + 5
    y = 84.0
    for label, key in right:
        page.words(168, y, label, 11, bold=True)
        y = page.paragraph(192, y, 76, paper.get(key), 11) + 5
    page.words(168, 168, "登记机关", 12, bold=True)
    page.words(214, 180, paper.get("issued_on"), 11)
    page.round_seal(
        226 + chance.uniform(-3, 3), 165, paper.get("registrar") or "样本登记机关", "样本"
    )
    _specimen(page, 147)
    return [page]


def _frame(inset: float, width: float, height: float) -> tuple[tuple[float, float], ...]:
    right, foot = width - inset, height - inset
    return ((inset, inset), (right, inset), (right, foot), (inset, foot), (inset, inset))


def _specimen(page: Drawing, y: float) -> None:
    """Write 样本 across the page, so that nobody can take it for a real paper."""
    page.marks.append(
        Words(
            page.width / 2,
            y,
            "样本 SPECIMEN",
            52,
            bold=True,
            side="middle",
            colour=(232, 206, 206),
            angle=24,
        )
    )


def identity_card(paper: MockPaper, chance: random.Random) -> list[Drawing]:  # noqa: ARG001
    """Draw both sides of an identity card on one page, as a copier gives them; a specimen.

    Fields: name, sex, nation, birth, address, number, issuer, valid.
    """
    page = Drawing()
    _specimen(page, 120)
    for y in (50, 130):
        page.marks.append(Stroke(tuple((x + 60, py + y) for x, py in _card()), 0.4, (90, 110, 140)))
    for label, key, y in (
        ("姓名", "name", 60), ("性别", "sex", 67), ("出生", "birth", 74), ("住址", "address", 81),
    ):  # fmt: skip
        page.words(65, y, label, 8, colour=(60, 90, 150))
        page.paragraph(75, y, 40, paper.get(key), 9)
    page.words(82, 67, "民族", 8, colour=(60, 90, 150))
    page.words(91, 67, paper.get("nation"), 9)
    page.words(65, 99, "公民身份号码", 8, colour=(60, 90, 150))
    page.words(90, 99, paper.get("number"), 10.5, bold=True)
    page.box(120, 58, 20, 26, 0.3)
    page.words(130, 73, "样本", 12, bold=True, side="middle", colour=GREY)
    page.words(102, 146, "居民身份证", 15, bold=True, side="middle")
    page.words(102, 156, "（样本 SPECIMEN，数据为虚构）", 8, side="middle", colour=SEAL_RED)
    page.words(72, 170, "签发机关　" + paper.get("issuer"), 8.5)
    page.words(72, 177, "有效期限　" + paper.get("valid"), 8.5)
    page.words(105, 210, "与原件核对一致，仅供本案索赔使用", 10, side="middle")
    return [page]


def _card() -> tuple[tuple[float, float], ...]:
    return ((0, 0), (86, 0), (86, 54), (0, 54), (0, 0))
