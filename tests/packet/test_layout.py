"""Whatever is entered, it stays inside its page and nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinbao_desktop.catalog.form import form, forms
from xinbao_desktop.domain.form import (
    FieldKind,
    FilledForm,
    FormValue,
    FormValues,
    Orientation,
    TableRow,
)
from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.packet.flow import pour
from xinbao_desktop.packet.fonts import clean, typeface
from xinbao_desktop.packet.form_strips import form_strips, table_strips
from xinbao_desktop.packet.grid import grid_strips
from xinbao_desktop.packet.layout import lay_out
from xinbao_desktop.packet.papers import looked_at
from xinbao_desktop.packet.parts import page_ranges
from xinbao_desktop.packet.sheet import LANDSCAPE, PORTRAIT, Drawn, Glyphs, SealPlace, Strip
from xinbao_desktop.packet.tags import Role, Tag
from xinbao_desktop.packet.words import (
    BODY,
    Align,
    Style,
    bilingual,
    paragraph,
    secondary,
    titled,
)
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from xinbao_desktop.domain.form import FormDefinition
    from xinbao_desktop.domain.packet_plan import PacketPlan

ENTERED = st.one_of(
    st.text(alphabet="深圳市买方拖欠货款，。（）《》“”abcXYZ0123456789 .,-/:", max_size=400),
    st.from_regex(r"[A-Z]{2}[0-9]{1,40}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}(,[0-9]{3}){0,6}\.[0-9]{2}", fullmatch=True),
)


def filled(definition: FormDefinition, words: str, rows: int) -> FilledForm:
    fields = {
        f.key: FormValue(words)
        for f in definition.fields()
        if f.kind not in (FieldKind.CHOICE, FieldKind.FLAG)
    }
    tables = {
        t.key: tuple(TableRow({c.key: FormValue(words) for c in t.columns}) for _ in range(rows))
        for t in definition.tables()
    }
    return FilledForm(form=definition, values=FormValues(fields, tables))


def sheet_of(definition: FormDefinition) -> object:
    return LANDSCAPE if definition.orientation is Orientation.LANDSCAPE else PORTRAIT


def assert_inside(page: Drawn) -> None:
    sheet = page.geometry
    for mark in page.marks:
        if isinstance(mark, Glyphs) and mark.words:
            width = typeface(bold=mark.bold, serif=mark.serif).width(mark.words, mark.size)
            assert mark.x >= sheet.left - 0.1
            assert mark.x + width <= sheet.right + mark.size / 2 + 0.1, mark
            assert sheet.top - 0.1 <= mark.y <= sheet.bottom + 0.1, mark


@pytest.mark.parametrize("form_id", sorted(forms()))
@pytest.mark.parametrize("lang", list(Lang))
def test_every_form_is_drawn_full_and_empty(form_id: str, lang: Lang) -> None:
    definition = form(form_id)
    sheet = sheet_of(definition)
    for words, rows in (("", 0), ("深圳市禾塘家电有限公司 Hetang 128,450.00", 12)):
        pages = pour(form_strips(filled(definition, words, rows), sheet.text_width, lang), sheet)
        for page in pages:
            assert_inside(page)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=ENTERED, rows=st.integers(0, 30), form_id=st.sampled_from(["F01", "F05", "F03"]))
def test_nothing_entered_leaves_its_page_or_is_lost(words: str, rows: int, form_id: str) -> None:
    definition = form(form_id)
    sheet = sheet_of(definition)
    pages = pour(form_strips(filled(definition, words, rows), sheet.text_width, Lang.ZH), sheet)
    shown = "".join(mark.words for page in pages for mark in page.marks if isinstance(mark, Glyphs))
    for page in pages:
        assert_inside(page)
    for line in clean(words).split("\n"):
        assert "".join(line.split())[:12] in "".join(shown.split())


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("form_id", [f"F{n:02}" for n in range(1, 13) if n != 9])
def test_a_seal_stands_below_something_that_is_signed(form_id: str, lang: Lang) -> None:
    definition = form(form_id)
    sheet = sheet_of(definition)
    below = {words for text in definition.footer for words in (text.zh, text.en)}
    for rows in range(1, 40):
        made = filled(definition, "说明", rows)
        pages = pour(form_strips(made, sheet.text_width, lang), sheet)
        [sealed] = [p for p in pages if any(isinstance(m, SealPlace) for m in p.marks)]
        [place] = [m for m in sealed.marks if isinstance(m, SealPlace)]
        above = [m for m in sealed.marks if isinstance(m, Glyphs) and m.y < place.y]
        signed = [m.words for m in above if not any(m.words in words for words in below)]
        assert signed, rows


@pytest.mark.parametrize("form_id", ["F01", "F02", "F03", "F05", "F10"])
@pytest.mark.parametrize("lang", list(Lang))
def test_no_row_of_a_table_stands_alone_on_a_page(form_id: str, lang: Lang) -> None:
    definition = form(form_id)
    sheet = sheet_of(definition)
    long = [f.key for f in definition.fields() if f.kind is FieldKind.LONG_TEXT]
    for length in range(0, 900, 45):
        made = filled(definition, "说明", length // 45 if not long else 5)
        fields = {**made.values.fields, **{key: FormValue("案情" * length) for key in long}}
        made = replace(made, values=replace(made.values, fields=fields))
        pages = [rows_of(p) for p in pour(form_strips(made, sheet.text_width, lang), sheet)]
        for table in {table for page in pages for table in page}:
            counts = [len(page[table]) for page in pages if table in page]
            assert sum(counts) < 4 or min(counts) > 1, (length, counts)


def rows_of(page: Drawn) -> dict[Tag, set[Tag]]:
    found: dict[Tag, set[Tag]] = {}
    for mark in page.marks:
        tag = getattr(mark, "tag", None)
        while tag is not None and tag.role is not Role.ROW:
            tag = tag.parent
        if tag is not None and tag.parent is not None:
            found.setdefault(tag.parent, set()).add(tag)
    return found


def test_a_sentence_and_its_translation_meet_on_one_page() -> None:
    text = Text("被保险人声明，所填内容真实。" * 6, "The insured declares that this is true. " * 6)
    strips = bilingual(text, PORTRAIT.text_width, Lang.ZH)
    first = [n for n, s in enumerate(strips) if any(m.size == 12 for m in s.marks)]
    assert strips[first[-1]].keep
    assert strips[first[-1] + 1].keep


def test_an_english_paragraph_among_chinese_ones_is_set_as_english() -> None:
    words = "买方称“下周付款”，并要求延期，我司未同意其任何延期的请求。" * 3
    english = "The buyer wrote that “payment will follow next week” and asked for more time. " * 2
    strips = paragraph(f"{words}\n{english}", 400.0, BODY)
    marks = [m for s in strips for m in s.marks if isinstance(m, Glyphs)]
    latin = [m for m in marks if "payment" in m.words or "time" in m.words]
    assert {m.spacing for m in latin} == {0.0}
    assert any('"payment' in m.words for m in latin)
    assert any("“下周" in m.words for m in marks)


def test_the_numbers_of_a_long_packet_settle(plan: PacketPlan) -> None:
    paper = next(plan.papers())
    many = tuple(replace(paper, id=f"D{n}") for n in range(120))
    section = replace(plan.sections[1], documents=many)
    shape = looked_at(plan)[1][paper.id]
    for profile in Profile:
        long = replace(plan, profile=profile, sections=(plan.sections[0], section))
        layout = lay_out(long, dict.fromkeys((p.id for p in many), shape))
        assert layout.numbering.total == len(layout.pages)
        last = layout.numbering.ranges["D119"]
        assert last[1] == len(layout.pages)


def test_page_numbers_are_joined_to_ranges() -> None:
    assert page_ranges([9, 3, 4, 5, 11]).zh == "3–5, 9, 11"
    assert page_ranges([]).zh == ""


@pytest.mark.parametrize("room", [40.0, 60.0, 80.0, 90.0])
def test_the_room_for_a_short_answer_is_not_torn_over_two_pages(room: float) -> None:
    definition = form("F03")
    section = definition.sections[1]
    values = FormValues({field.key: FormValue("一行。") for field in section.fields})
    strips = list(grid_strips(section, values, PORTRAIT.text_width, Lang.ZH, ()))
    top = Strip(PORTRAIT.text_height - room)
    pages = pour([top, *strips], PORTRAIT)
    assert [any(isinstance(m, Glyphs) for m in page.marks) for page in pages] == [False, True]


def test_what_is_stacked_in_a_column_is_stacked_in_its_head() -> None:
    definition = form("F07")
    [table] = definition.tables()
    values = FormValues(tables={table.key: (TableRow({"invoice_no": FormValue("INV-1")}),)})
    heads = {}
    for lang in Lang:
        strips = table_strips(table, values, 700.0, lang)
        heads[lang] = [m.words for m in strips[0].marks if isinstance(m, Glyphs)]
    assert heads[Lang.ZH][:3] == ["发票号", "合同号", "Invoice / Contract"]
    assert heads[Lang.EN][:3] == ["Invoice", "Contract", "发票号／合同号"]


def test_what_is_asked_of_some_cases_only_is_printed_only_with_an_answer() -> None:
    definition = form("F01")
    for words in ("", "样本银行"):
        values = FormValues({"bank": FormValue(words or None), "buyer_name_en": FormValue("M")})
        section = next(s for s in definition.sections if s.key == "buyer")
        strips = grid_strips(section, values, PORTRAIT.text_width, Lang.ZH, ())
        shown = [m.words for strip in strips for m in strip.marks if isinstance(m, Glyphs)]
        assert ("开证行（信用证）" in shown) is bool(words)
        assert "注册号" in shown  # left empty to be filled in by hand


def test_a_list_that_differs_in_its_commas_alone_is_not_said_twice() -> None:
    assert secondary(Text("INV-1、INV-2", "INV-1, INV-2"), Lang.EN) == ""
    assert secondary(Text("发票 1", "Invoice 1"), Lang.EN) == "发票 1"


def test_a_title_over_two_lines_leaves_no_single_word_below() -> None:
    words = Text("出口信用保险案卷", "Export Credit Insurance Case Packet")
    big = Style(size=28.0, leading=40.0, bold=True, align=Align.CENTRE, serif=True)
    lines = [
        mark
        for strip in titled(words, PORTRAIT.text_width, Lang.EN, big, BODY)[:2]
        for mark in strip.marks
        if isinstance(mark, Glyphs)
    ]
    assert [len(line.words.split()) for line in lines] == [3, 2]
    face = typeface(bold=True, serif=True)
    centres = [line.x + face.width(line.words.strip(), 28.0) / 2 for line in lines]
    assert all(abs(x - PORTRAIT.text_width / 2) < 1.0 for x in centres)
