"""Find what cannot be printed before anything is drawn: each field with its characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.form import FilledForm
from xinbao_desktop.domain.packet_plan import FormDocument, GapDocument, PaperDocument
from xinbao_desktop.packet.fonts import missing
from xinbao_desktop.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.packet_plan import Document, PacketPlan
    from xinbao_desktop.domain.report_plan import ReportPlan

Named = tuple[Text, Text | str | bool | None]


def unprintable(plan: PacketPlan) -> list[Text]:
    """Return one line per field that holds a character no bundled font has."""
    return _problems(_packet_words(plan))


def unprintable_in_report(plan: ReportPlan) -> list[Text]:
    """Return the same for a report."""
    return _problems(_report_words(plan))


def _problems(named: Iterator[Named]) -> list[Text]:
    found: dict[Text, None] = {}
    for label, value in named:
        words = value.zh + value.en if isinstance(value, Text) else value
        lacking = missing(words) if isinstance(words, str) else ""
        if lacking:
            codes = "、".join(f"{char}（U+{ord(char):04X}）" for char in lacking)
            line = Text("{label}：字库没有 {codes}", "{label}: no font has {codes}")
            found[line.fill(label=label, codes=codes)] = None
    return list(found)


def _packet_words(plan: PacketPlan) -> Iterator[Named]:
    yield Text("案卷标题", "packet title"), plan.title
    yield Text("案卷编号", "case number"), plan.case_no
    yield Text("企业名称", "client name"), plan.client_name_zh + plan.client_name_en
    yield from _form_words(plan.sheets.cover)
    for section in plan.sections:
        yield Text("分组标题", "section title"), section.title
        for document in section.documents:
            yield from _document_words(document)
    for finding in plan.findings:
        yield Text(f"检查 {finding.check}", f"check {finding.check}"), finding.message
        yield Text(f"检查 {finding.check} 的理由", f"reason of {finding.check}"), finding.reason
    for box in plan.tick_boxes:
        yield Text(f"检查 {box.check}", f"check {box.check}"), box.message
        yield Text(f"检查 {box.check} 的答复", f"answer to {box.check}"), box.answer


def _document_words(document: Document) -> Iterator[Named]:
    if isinstance(document, FormDocument):
        yield from _form_words(document.content)
        return
    yield Text("单证名称", "document title"), document.title
    yield Text("单证发票号", "document's invoice"), document.invoice_no
    if isinstance(document, GapDocument):
        yield Text("单证缺失或免交的理由", "reason of a gap"), document.reason
    elif isinstance(document, PaperDocument):
        yield Text("原始文件名", "original file name"), document.original_name


def _form_words(filled: FilledForm) -> Iterator[Named]:
    title = filled.form.title
    for item in filled.form.fields():
        label = Text(f"{title.zh}·{item.label.zh}", f"{title.en}, {item.label.en}")
        yield label, filled.values.of(item.key).value
    for table in filled.form.tables():
        for number, row in enumerate(filled.values.rows(table.key), start=1):
            for column in table.columns:
                label = Text(
                    f"{title.zh}·{column.label.zh}（第 {number} 行）",
                    f"{title.en}, {column.label.en} (row {number})",
                )
                yield label, row.cell(column.key).value


def _report_words(plan: ReportPlan) -> Iterator[Named]:
    yield Text("企业名称", "client name"), plan.client_name
    yield from plan.facts
    yield from _form_words(FilledForm(form=plan.form, values=plan.answers))
    for group in plan.groups:
        for entry in group.entries:
            texts = [entry.because, *entry.sources, *entry.missing, *entry.assumed]
            for text in [*texts, *([entry.advice] if entry.advice else [])]:
                yield same(entry.code), text
    for table in plan.tables:
        for row in table.rows:
            for text in row:
                yield table.title, text
    for text in (*plan.intro, *plan.notes, *plan.sources):
        yield plan.form.title, text
