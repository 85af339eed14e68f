"""The cover, the sheet before each section, and the page that is blank on purpose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.channel import sheets_for
from xinbao_desktop.domain.form import FormValue, FormValues, TableRow
from xinbao_desktop.domain.packet_plan import FindingSeverity, PacketPlan
from xinbao_desktop.packet.digest import halved
from xinbao_desktop.packet.form_strips import section_strips
from xinbao_desktop.packet.parts import Numbering, Part, invoice_of
from xinbao_desktop.packet.sheet import PORTRAIT, SOFT, Rule, Strip
from xinbao_desktop.packet.tags import DECORATION, Role
from xinbao_desktop.packet.words import Align, Style, paragraph, primary, secondary, titled
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from xinbao_desktop.domain.form import FormDefinition, FormSection
CENTRE = Style(size=12.0, leading=18.0, align=Align.CENTRE)
COVER_SIZES = ((28.0, 26.0), (24.0, 12.0), (20.0, 4.0), (17.0, 0.0))  # of the title and of the gaps
AT_A_GLANCE = ("insured", "buyer", "amount")  # who, against whom, how much
COVER_DROP = 64.0  # how far the cover's title stands below the margin, where there is room


def cover_strips(plan: PacketPlan, width: float, numbering: Numbering) -> list[Strip]:
    """Return the cover, set as large as one page allows: what the packet is, at a glance."""
    strips: list[Strip] = []
    for strong in (AT_A_GLANCE, ()):
        for size, gap in COVER_SIZES:
            strips = _cover(plan, width, numbering, size, gap, strong)
            spare = PORTRAIT.text_height - sum(s.before + s.height for s in strips)
            if spare >= 1.0:
                return [Strip(min(spare - 1.0, COVER_DROP)), *strips]
    return strips


def _cover(
    plan: PacketPlan,
    width: float,
    numbering: Numbering,
    size: float,
    gap: float,
    strong: Container[str],
) -> list[Strip]:
    form, lang = plan.sheets.cover.form, plan.lang
    big = Style(size=size, leading=size * 1.43, bold=True, align=Align.CENTRE, serif=True)
    small = Style(size=12.0, leading=17.0, align=Align.CENTRE, shade=SOFT)
    lesser = min(size - 2.0, 18.0)
    kind = Style(size=lesser, leading=lesser * 1.5, bold=True, align=Align.CENTRE, serif=True)
    name = _name(plan)
    strips = [
        *titled(form.title, width, lang, big, small),
        Strip(16.0, (Rule(width * 0.3, 8.0, width * 0.7, 8.0, width=1.5, shade=0.15),)),
        *titled(name, width, lang, kind, small, Role.HEADING),
    ]
    if plan.volume is not None:
        which = form.words["volume"].fill(number=plan.volume.number, count=plan.volume.count)
        strips += [Strip(6.0), *titled(which, width, lang, kind, small, Role.PARAGRAPH)]
    strips.append(Strip(gap))
    if plan.draft:
        note = Style(size=14.0, leading=21.0, bold=True, align=Align.CENTRE)
        open_ = any(f.severity is FindingSeverity.ERROR for f in plan.findings)
        words = form.words["draft_open" if open_ else "draft"]
        strips += titled(words, width, lang, note, small, Role.PARAGRAPH)
    strips += section_strips(*_content(plan), width, lang, strong)
    count = form.words["pages"].fill(pages=numbering.total, sheets=sheets_of(plan, numbering))
    told = titled(count, width, lang, CENTRE, small, Role.PARAGRAPH)
    return [*strips, Strip(gap * 0.6), *told]


def _name(plan: PacketPlan) -> Text:
    """Return what kind of packet it is, and which supplement to it."""
    if plan.supplement is None:
        return plan.title
    template = plan.sheets.cover.form.words["supplement"]
    return template.fill(title=plan.title, number=plan.supplement.number)


def _content(plan: PacketPlan) -> tuple[FormDefinition, FormValues]:
    """Return the cover's form and answers; a supplement names the packet it belongs to."""
    form, values = _called(plan), plan.sheets.cover.values
    if plan.supplement is None:
        return replace(form, sections=tuple(s for s in form.sections if s.key != "filed")), values
    filed = plan.supplement.filed[0]
    words = {
        "filed_on": filed.on.isoformat(),
        "filed_pages": str(filed.contents.pages),
        "filed_sha256": halved(filed.contents.volumes[0].sha256),
    }
    fields = {key: FormValue(word) for key, word in words.items()}
    return form, FormValues({**values.fields, **fields}, values.tables)


def _called(plan: PacketPlan) -> FormDefinition:
    """Return the cover's form, its amount called what this kind of packet takes it for."""
    form = plan.sheets.cover.form
    word = form.words.get(f"amount_{plan.kind}")
    if word is None:
        return form

    def named(section: FormSection) -> FormSection:
        fields = (replace(f, label=word) if f.key == "amount" else f for f in section.fields)
        return replace(section, fields=tuple(fields))

    return replace(form, sections=tuple(map(named, form.sections)))


def divider_strips(
    plan: PacketPlan, part: Part, parts: Sequence[Part], width: float, numbering: Numbering
) -> list[Strip]:
    """Return the sheet before a section."""
    form, lang = plan.sheets.divider, plan.lang
    number = Style(size=40.0, leading=60.0, bold=True, align=Align.CENTRE, shade=0.25)
    name = Style(size=24.0, leading=36.0, bold=True, align=Align.CENTRE, serif=True)
    small = Style(size=13.0, leading=20.0, align=Align.CENTRE, shade=SOFT)
    section = form.sections[0]
    table = section.table
    assert table is not None
    rows = tuple(
        TableRow(
            {
                "tab": FormValue(p.tab, link=p.target),
                "title": FormValue(_with_invoice(p), link=p.target),
                "page_range": FormValue(numbering.pages(p.target), link=p.target),
            }
        )
        for p in parts
        if p.section is part.section and p.document is not None
    )
    values = FormValues(tables={table.key: rows})
    return [
        Strip(120.0),
        *paragraph(part.tab, width, number),
        *titled(part.title, width, lang, name, small),
        Strip(30.0),
        *section_strips(form, values, width, lang),
    ]


def _with_invoice(part: Part) -> Text:
    invoice = invoice_of(part.document)
    if not invoice:
        return part.title
    return Text(f"{part.title.zh}（{invoice}）", f"{part.title.en} ({invoice})")


def blank_strips(plan: PacketPlan, width: float, height: float) -> list[Strip]:
    """Return a page that is blank on purpose and says so."""
    text = plan.sheets.cover.form.words["blank"]
    style = Style(size=12.0, leading=18.0, align=Align.CENTRE, shade=SOFT)
    return [
        Strip(height * 0.45),
        *paragraph(primary(text, plan.lang), width, style, tag=DECORATION),
        *paragraph(secondary(text, plan.lang), width, style, tag=DECORATION),
    ]


def sheets_of(plan: PacketPlan, numbering: Numbering) -> int:
    """Return how many sheets of paper the packet takes when printed as meant."""
    return sheets_for(numbering.total, plan.profile)
