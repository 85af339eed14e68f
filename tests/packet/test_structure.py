"""The structure tree tells what is on the pages, in order, to whoever cannot see them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.form import FilledForm, FormValues
from xinbao_desktop.domain.packet_plan import FormDocument, PaperDocument
from xinbao_desktop.packet.build import build_packet
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xinbao_desktop.domain.packet_plan import PacketPlan


@dataclass
class Element:
    """An element as a stranger reads it: the words are pdfium's, the tree is the file's."""

    role: str
    title: str = ""
    alt: str = ""
    lang: str = ""
    scope: str = ""
    span: int = 1
    links: int = 0
    kids: list[Element | str] = field(default_factory=list)

    def all(self, *roles: str) -> Iterator[Element]:
        for kid in self.kids:
            if isinstance(kid, Element):
                if kid.role in roles:
                    yield kid
                yield from kid.all(*roles)

    @property
    def text(self) -> str:
        return "".join(k if isinstance(k, str) else k.text for k in self.kids)

    @property
    def own(self) -> str:
        """The words without those of the second language."""
        spans = (k if isinstance(k, str) else "" if k.role == "Span" else k.own for k in self.kids)
        return "".join(spans)


def words_of(file: Path) -> dict[tuple[int, int], str]:
    """Return the words of each marked-content sequence by page and identifier."""
    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(file)
    for number, page in enumerate(document):
        text = page.get_textpage()
        for thing in page.get_objects(max_depth=1):
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
            key = (number, mcid)
            if mcid >= 0:
                found.setdefault(key, "")
                if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
                    found[key] += object_text(thing.raw, text.raw)
    document.close()
    return found


def object_text(thing: object, page: object) -> str:
    size = pdfium.FPDFTextObj_GetText(thing, page, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFTextObj_GetText(thing, page, pointer, size)
    return buffer.raw[: size - 2].decode("utf-16-le")


def tree_of(file: Path) -> Element:
    words = words_of(file)
    with pikepdf.Pdf.open(file) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return element(pdf.Root.StructTreeRoot.K, pages, words, None)


def element(
    thing: pikepdf.Object, pages: dict[tuple[int, int], int], words: dict, home: object
) -> Element:
    attributes = thing.get("/A", {})
    made = Element(
        str(thing.S)[1:],
        str(thing.get("/T", "")),
        str(thing.get("/Alt", "")),
        str(thing.get("/Lang", "")),
        str(attributes.get("/Scope", "")),
        int(attributes.get("/ColSpan", 1)),
    )
    page = thing.get("/Pg", home)
    kids = thing.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            made.kids.append(words[pages[page.objgen], kid])
        elif kid.get("/Type") == "/MCR":
            made.kids.append(words[pages[kid.Pg.objgen], int(kid.MCID)])
        elif kid.get("/Type") == "/OBJR":
            made.links += 1
        else:
            made.kids.append(element(kid, pages, words, page))
    return made


@pytest.fixture(scope="module")
def tree(packet: Path) -> Element:
    return tree_of(packet)


def content(plan: PacketPlan, form_id: str) -> FilledForm:
    found = next(d for d in plan.documents() if d.id == form_id)
    assert isinstance(found, FormDocument)
    return found.content


def section(tree: Element, title: str) -> Element:
    return next(e for e in tree.all("Sect") if e.title == title)


def test_the_tree_has_a_section_for_every_part_in_the_order_of_the_packet(
    tree: Element, plan: PacketPlan
) -> None:
    assert tree.role == "Document"
    titles = [kid.title for kid in tree.kids if isinstance(kid, Element)]
    assert titles == ["封面", "目录", "检查表", "来源清单", *(s.title.zh for s in plan.sections)]
    inner = [e.title for e in section(tree, "申请书及表格").all("Sect")]
    assert inner == [d.title.zh for d in plan.sections[0].documents]


def test_a_form_reads_label_by_label_with_its_answer(tree: Element, plan: PacketPlan) -> None:
    given = content(plan, "F01").values
    notice = section(tree, "可能损失通知书")
    assert [e.own for e in notice.all("H1")] == ["可能损失通知书"]
    headings = [e.own.strip() for e in notice.all("H2")]
    assert headings[:3] == ["一、被保险人", "二、买方（开证行）", "三、信用限额"]
    cells = list(notice.all("TH", "TD"))
    pairs = [
        (cell.own.strip(), cells[place + 1].text.strip())
        for place, cell in enumerate(cells)
        if cell.scope == "/Row"
    ]
    assert pairs[:2] == [
        ("保险人", given.of("insurer").value),
        ("保险单号", given.of("policy_no").value),
    ]
    assert ("联系人", "闫䶮") in pairs
    assert ("中文名称", "") in pairs
    assert ("地址", given.of("buyer_address").value) in pairs


def test_a_table_is_rows_of_as_many_columns_as_its_head(tree: Element) -> None:
    for table in tree.all("Table"):
        widths = {sum(cell.span for cell in line.all("TH", "TD")) for line in table.all("TR")}
        assert len(widths) == 1, [line.text for line in table.all("TR")]


def test_a_table_over_pages_has_its_head_once(bare_plan: PacketPlan, tmp_path: Path) -> None:
    filled = content(bare_plan, "F05")
    rows = filled.values.rows("invoices") * 20
    values = FormValues(filled.values.fields, {"invoices": rows})
    document = FormDocument(id="F05", content=FilledForm(form=filled.form, values=values))
    forms = replace(bare_plan.sections[0], documents=(document,))
    out = tmp_path / "long.pdf"
    build_packet(replace(bare_plan, sections=(forms,)), out, NoProgress())
    sheet = section(tree_of(out), "损失计算表")
    long = max(sheet.all("Table"), key=lambda t: len(list(t.all("TR"))))
    heads = [line for line in long.all("TR") if any(True for _ in line.all("TH"))]
    assert len(heads) == 1
    assert len(list(long.all("TR"))) == len(rows) + 1
    with pypdfium2.PdfDocument(out) as document:
        printed = sum(page.get_textpage().get_text_range().count("乘以比例") for page in document)
    assert printed > 1  # on paper it stands on every page


def test_lines_of_a_paragraph_are_one_element_and_words_stay_apart(
    bare_plan: PacketPlan, tmp_path: Path
) -> None:
    out = tmp_path / "en.pdf"
    build_packet(replace(bare_plan, lang=Lang.EN), out, NoProgress())
    told = [e.own for e in tree_of(out).all("P")]
    for text in form("F01").declarations:
        assert text.en in told


def test_declarations_are_a_list(tree: Element) -> None:
    claim = section(tree, "索赔申请书")
    items = [item.own for item in claim.all("LI")]
    assert items == [text.zh + text.en for text in form("F02").declarations]


def test_each_language_is_named(tree: Element, packet: Path) -> None:
    with pikepdf.Pdf.open(packet) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
    title = next(section(tree, "可能损失通知书").all("H1"))
    assert title.lang == "zh-CN"
    assert [(e.lang, e.text) for e in title.all("Span")] == [("en", "Notice of Possible Loss")]


def test_a_scan_is_a_picture_with_words_for_it_and_a_typed_paper_is_read(
    tree: Element, plan: PacketPlan
) -> None:
    shown = [e.alt for e in section(tree, "销售合同").all("Figure")]
    assert shown == [f"销售合同，第 {n} 页，共 3 页" for n in (1, 2, 3)]
    letter = section(tree, "催款函及送达凭证")
    assert not list(letter.all("Figure"))
    assert len(list(letter.all("P"))) == 7
    papers = [d for d in plan.papers() if not any(p.has_text for p in d.pages)]
    assert len(list(tree.all("Figure"))) == sum(len(d.pages) for d in papers)
    assert all(isinstance(d, PaperDocument) for d in papers)


def test_every_link_belongs_to_an_element_that_says_where_it_leads(
    tree: Element, packet: Path
) -> None:
    links = list(tree.all("Link"))
    with pikepdf.Pdf.open(packet) as pdf:
        there = [a for page in pdf.pages for a in page.obj.get("/Annots", [])]
        assert all("/StructParent" in a for a in there)
    assert sum(e.links for e in links) == len(there)
    assert all(e.text or e.alt for e in links)


def test_numbers_and_seal_places_are_decoration(tree: Element) -> None:
    words = tree.text
    assert "第 1 页 共" not in words
    assert "本页空白" not in words
    assert "被保险人（盖章）" in words


def test_the_parent_tree_leads_back_to_every_sequence(packet: Path) -> None:
    words = words_of(packet)
    with pikepdf.Pdf.open(packet) as pdf:
        assert pdf.Root.MarkInfo.Marked
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for place, page in enumerate(pdf.pages):
            mine = {mcid for number, mcid in words if number == place}
            if not mine:
                assert "/StructParents" not in page.obj
                continue
            owners = parents[int(page.obj.StructParents)]
            assert mine <= set(range(len(owners)))
            for mcid, owner in enumerate(owners):
                assert holds(owner, place, mcid, pdf)
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) > max(parents)


def holds(owner: pikepdf.Object, place: int, mcid: int, pdf: pikepdf.Pdf) -> bool:
    kids = owner.K if isinstance(owner.K, pikepdf.Array) else [owner.K]
    page = pdf.pages[place].obj.objgen
    for kid in kids:
        if isinstance(kid, int):
            if kid == mcid and owner.Pg.objgen == page:
                return True
        elif kid.get("/Type") == "/MCR" and int(kid.MCID) == mcid and kid.Pg.objgen == page:
            return True
    return False


def test_everything_painted_is_either_in_the_tree_or_decoration(packet: Path) -> None:
    with pikepdf.Pdf.open(packet) as pdf:
        for page in pdf.pages:
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                name = str(instruction.operator)
                if name == "BDC":
                    depth += 1
                elif name == "EMC":
                    depth -= 1
                elif name in ("Tj", "TJ", "S", "f", "B", "Do", "re", "l"):
                    assert depth == 1, (page.index, name)
            assert depth == 0
