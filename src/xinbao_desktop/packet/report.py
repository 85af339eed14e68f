"""Reports and lists that stand alone: self-assessment, calendar of deadlines, intake list.

They are drawn with the packet's own means and are archival (PDF/A-1b) as a whole.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from xinbao_desktop.domain.report_plan import ReportVerdict
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.packet import archive
from xinbao_desktop.packet.assemble import destination
from xinbao_desktop.packet.canvas import PageCanvas
from xinbao_desktop.packet.flow import pour
from xinbao_desktop.packet.fonts import TICKED, UNTICKED
from xinbao_desktop.packet.form_strips import section_strips
from xinbao_desktop.packet.glyphs import unprintable_in_report
from xinbao_desktop.packet.layout import number_drawn
from xinbao_desktop.packet.sheet import HEAD_FILL, PORTRAIT, Hotspot, Strip
from xinbao_desktop.packet.structure import Leaf, add_structure
from xinbao_desktop.packet.table import Cell, column_widths, head_cell, label_cell, row, table
from xinbao_desktop.packet.tags import Role, Tag
from xinbao_desktop.packet.words import (
    BODY,
    CELL,
    Align,
    bilingual,
    heading,
    primary,
    secondary,
    title,
)
from xinbao_desktop.scratch import scratch_folder
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.report_plan import ReportEntry, ReportPlan, ReportTable
    from xinbao_desktop.text import Lang

SIGNS = {
    ReportVerdict.MET: "√",
    ReportVerdict.NOT_MET: "×",
    ReportVerdict.UNKNOWN: "？",
    ReportVerdict.NOT_APPLICABLE: "—",
}
CODE_WIDTH, VERDICT_WIDTH, LABEL_WIDTH = 76.0, 92.0, 76.0


def build_report(plan: ReportPlan, out: Path) -> int:
    """Write a report to ``out`` and return its pages.

    Raises:
        BadInputError: a character cannot be printed; each is named with its place.
    """
    problems = unprintable_in_report(plan)
    if problems:
        text = Text("有字无法打印。", "Some characters cannot be printed.")
        raise BadInputError(text, problems)
    pages = pour(report_strips(plan, PORTRAIT.text_width), PORTRAIT)
    numbered = [number_drawn(page, n, len(pages)) for n, page in enumerate(pages, start=1)]
    with scratch_folder() as name:
        file = Path(name) / "drawn.pdf"
        canvas = PageCanvas(file)
        for page in numbered:
            canvas.draw(page)
        canvas.save()
        with Pdf.open(file) as pdf:
            add_structure(pdf, [Leaf(page) for page in numbered])
            _finish(pdf, plan, [_headings(page.marks) for page in numbered])
            archive.save(pdf, out, archival=True)
    return len(pages)


def report_strips(plan: ReportPlan, width: float) -> list[Strip]:
    """Return a whole report."""
    form, lang = plan.form, plan.lang
    strips = title(form.title, width, lang)
    strips += [Strip(8.0)]
    facts = Tag(Role.TABLE)
    for label, value in plan.facts:
        cells = [label_cell(primary(label, lang), secondary(label, lang)), Cell(value)]
        strips += row(cells, [130.0, width - 130.0], within=facts)
    strips += [Strip(8.0)]
    for text in (*form.intro, *plan.intro):
        strips += bilingual(text, width, lang, before=6.0)
    strips += section_strips(form, plan.answers, width, lang)
    if plan.groups and "summary" in form.words:
        strips += _summary(plan, width)
    for item in plan.tables:
        strips += _marked(heading(item.title, width, lang), item.title.of(lang))
        strips += _table(item, width, lang)
    for group in plan.groups:
        strips += _marked(heading(group.title, width, lang), group.title.of(lang))
        for entry in group.entries:
            strips += _entry(plan, entry, width)
    if plan.sources:
        strips += heading(form.words["sources"], width, lang)
        for text in plan.sources:
            strips += bilingual(text, width, lang, style=BODY, before=3.0)
    for text in (*plan.notes, *form.footer):
        strips += bilingual(text, width, lang, style=BODY, before=8.0)
    return [*strips, *_made(plan, width)]


def _made(plan: ReportPlan, width: float) -> list[Strip]:
    packs = "；".join(f"{pack.id} {pack.version}" for pack in plan.packs) or "—"
    words = plan.form.words["made"]
    text = words.fill(on=plan.on.isoformat(), program=plan.program_version, packs=packs)
    return bilingual(text, width, plan.lang, style=BODY, before=8.0)


def _summary(plan: ReportPlan, width: float) -> list[Strip]:
    """Return one line per verdict: how many, and which."""
    lang, words = plan.lang, plan.form.words
    entries = [entry for group in plan.groups for entry in group.entries]
    strips = heading(words["summary"], width, lang)
    counted = Tag(Role.TABLE)
    for verdict in ReportVerdict:
        chosen = [entry.code for entry in entries if entry.verdict is verdict]
        label = f"{SIGNS[verdict]} {primary(words[verdict], lang)}（{len(chosen)}）"
        cells = [label_cell(label, secondary(words[verdict], lang)), Cell("、".join(chosen) or "—")]
        strips += row(cells, [130.0, width - 130.0], within=counted)
    return strips


def _entry(plan: ReportPlan, entry: ReportEntry, width: float) -> list[Strip]:
    """Return one judged thing as a card that breaks only between its rows."""
    lang, words = plan.lang, plan.form.words
    verdict = words[entry.verdict]
    bold = replace(CELL, bold=True)
    centre = replace(bold, align=Align.CENTRE)
    middle = width - CODE_WIDTH - VERDICT_WIDTH
    sign = f"{SIGNS[entry.verdict]} {primary(verdict, lang)}"
    card = Tag(Role.TABLE)
    head = row(
        [
            Cell(entry.code, style=bold, fill=HEAD_FILL),
            Cell(primary(entry.title, lang), secondary(entry.title, lang), bold, HEAD_FILL),
            Cell(sign, secondary(verdict, lang), centre, HEAD_FILL),
        ],
        [CODE_WIDTH, middle, VERDICT_WIDTH],
        within=card,
    )
    rows = [("because", entry.because)]
    if entry.missing:
        rows.append(("missing", joined(list(entry.missing), "；", "; ")))
    if entry.advice is not None:
        rows.append(("advice", entry.advice))
    if entry.assumed:
        rows.append(("assumed", joined(list(entry.assumed), "；", "; ")))
    if entry.sources:
        rows.append(("source", joined(list(entry.sources), "；", "; ")))
    strips = [replace(strip, keep=True) for strip in head]
    for number, (key, text) in enumerate(rows):
        cells = [
            label_cell(primary(words[key], lang), secondary(words[key], lang)),
            Cell(primary(text, lang), secondary(text, lang), span=2),
        ]
        made = row(cells, [LABEL_WIDTH, width - LABEL_WIDTH], within=card)
        if number < len(rows) - 1:
            made = [*made[:-1], replace(made[-1], keep=True)]
        strips += made
    strips[0] = replace(strips[0], before=9.0)
    return strips


def _table(item: ReportTable, width: float, lang: Lang) -> list[Strip]:
    heads = [head_cell(primary(c.label, lang), secondary(c.label, lang)) for c in item.columns]
    rows = [_cells(item, texts, lang) for texts in item.rows]
    widths = column_widths(width, [c.width for c in item.columns], [heads, *rows])
    if rows:
        return table(heads, rows, widths)
    empty = item.empty or Text("（无）", "(none)")
    style = replace(CELL, align=Align.CENTRE)
    return row([Cell(primary(empty, lang), secondary(empty, lang), style)], [width])


def _cells(item: ReportTable, texts: Sequence[Text], lang: Lang) -> list[Cell]:
    found = []
    for column, text in zip(item.columns, texts, strict=True):
        if column.tick:
            sign = TICKED if text.of(lang) else UNTICKED
            found.append(Cell(sign, style=replace(CELL, align=Align.CENTRE)))
            continue
        align = Align.RIGHT if column.right else Align.LEFT
        style = replace(CELL, align=align)
        found.append(Cell(primary(text, lang), secondary(text, lang), style))
    return found


def _marked(strips: list[Strip], words: str) -> list[Strip]:
    """Let a heading be found again on its page, for the bookmarks."""
    first = strips[0]
    return [replace(first, marks=(*first.marks, Hotspot(0, 0, 0, 0, words))), *strips[1:]]


def _headings(marks: Sequence[object]) -> list[str]:
    return [mark.target for mark in marks if isinstance(mark, Hotspot)]


def _finish(pdf: Pdf, plan: ReportPlan, headings: Sequence[Sequence[str]]) -> None:
    with pdf.open_outline() as outline:
        for number, words in enumerate(headings, start=1):
            for one in words:
                outline.root.append(
                    OutlineItem(f"{one} · {number}", destination(pdf.pages[number - 1].obj))
                )
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    if any(headings):
        pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.OpenAction = destination(pdf.pages[0].obj)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Lang = String("zh-CN" if plan.lang == "zh" else "en")
    archive.add_output_intent(pdf)
    archive.add_report_metadata(pdf, plan)
