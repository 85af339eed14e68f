"""The check sheet, the manifest of sources, and the page of a document that is not enclosed.

All are filled forms, drawn as any other.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.form import FilledForm, FormValue, FormValues, TableRow
from xinbao_desktop.domain.packet_plan import (
    FindingSeverity,
    GapDocument,
    Hindrance,
    PacketPlan,
    PaperDocument,
)
from xinbao_desktop.packet.cover_sheet import sheets_of
from xinbao_desktop.packet.digest import halved
from xinbao_desktop.packet.fonts import TICKED, UNTICKED
from xinbao_desktop.packet.parts import Numbering, Part, PartKind, page_ranges
from xinbao_desktop.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.form import FormDefinition
    from xinbao_desktop.domain.packet_plan import BuiltPacket, OpenFinding


MOST_TABS = 8  # papers named by their tab before the rest is counted


def gap_form(plan: PacketPlan, document: GapDocument) -> FilledForm:
    """Return the page that stands for a document that is not enclosed."""
    form = plan.sheets.gap_page
    need = "mandatory" if document.mandatory else "recommended"
    values: dict[str, Text | str] = {
        "title": document.title,
        "slot": document.slot,
        "invoice_no": document.invoice_no,
        "need": form.words[need],
        "state": form.words[document.state],
        "reason": document.reason,
    }
    return filled_fields(form, values)


def manifest_rows(
    parts: Sequence[Part], numbering: Numbering
) -> list[tuple[str, str, str, str, str]]:
    """Return the manifest: tab, file name, pages, pages in the packet, SHA-256."""
    return [
        (
            part.tab,
            part.document.original_name,
            str(len(part.document.pages)),
            numbering.pages(part.target),
            part.document.sha256,
        )
        for part in parts
        if isinstance(part.document, PaperDocument)
    ]


def manifest_digest(rows: Sequence[tuple[str, ...]]) -> str:
    """Return the manifest's SHA-256: over its rows, fields without spaces, one row a line."""
    lines = ("|".join("".join(cell.split()) for cell in cells) for cells in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def manifest_form(plan: PacketPlan, parts: Sequence[Part], numbering: Numbering) -> FilledForm:
    """Return the manifest sheet."""
    keys = ("tab", "name", "pages", "page_range", "sha256")
    papers = [part for part in parts if part.kind is PartKind.PAPER]
    shown = [(*cells[:-1], halved(cells[-1])) for cells in manifest_rows(parts, numbering)]
    rows = tuple(
        TableRow(
            {key: FormValue(cell, link=part.target) for key, cell in zip(keys, cells, strict=True)}
        )
        for part, cells in zip(papers, shown, strict=True)
    )
    return FilledForm(form=plan.sheets.manifest, values=FormValues(tables={"sources": rows}))


def check_form(
    plan: PacketPlan,
    parts: Sequence[Part],
    numbering: Numbering,
    digest: str,
    others: Sequence[BuiltPacket] = (),
) -> FilledForm:
    """Return the check sheet.

    ``digest`` is that of the other pages' contents, ``others`` the volumes after this one.
    """
    form = plan.sheets.check_sheet
    if not others:
        form = replace(form, sections=tuple(s for s in form.sections if s.key != "volumes"))
    words = form.words
    packs = "；".join(f"{pack.id} {pack.version}" for pack in plan.packs)
    fields: dict[str, Text | str] = {
        "program": f"Xinbao Desktop {plan.program_version}",
        "packs": same(packs) if packs else words["no_packs"],
        "on": plan.on.isoformat(),
        "case_no": plan.case_no,
        "client": Text(plan.client_name_zh or plan.client_name_en, plan.client_name_en),
        "client_id": plan.client_id,
        "pages": words["pages"].fill(pages=numbering.total, sheets=sheets_of(plan, numbering)),
        "profile": words[plan.profile],
        "manifest_sha256": halved(manifest_digest(manifest_rows(parts, numbering))),
        "content_sha256": halved(digest),
        "archive": archive_words(form, parts, numbering),
        "image_only": image_words(plan, parts, numbering),
    }
    findings = tuple(
        TableRow(
            {
                "check": FormValue(f.check),
                "severity": FormValue(
                    words["error" if f.severity is FindingSeverity.ERROR else "warning"]
                ),
                "message": FormValue(f.message),
                "reason": FormValue(f.reason or _unsaid(form, f)),
            }
        )
        for f in plan.findings
    )
    boxes = tuple(
        TableRow(
            {
                "tick": FormValue(TICKED if box.answer else UNTICKED),
                "check": FormValue(box.check),
                "message": FormValue(box.message),
                "answer": FormValue(box.answer),
            }
        )
        for box in plan.tick_boxes
    )
    filled = filled_fields(form, fields)
    tables = {"findings": findings, "boxes": boxes, "volumes": _volume_rows(others)}
    return FilledForm(form=form, values=FormValues(filled.values.fields, tables))


def _unsaid(form: FormDefinition, finding: OpenFinding) -> Text | str:
    """Return the line to write a warning's reason on by hand, where nobody has entered one."""
    return form.words["no_reason"] if finding.severity is FindingSeverity.WARNING else ""


def _volume_rows(others: Sequence[BuiltPacket]) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(
            {
                "volume": FormValue(str(number)),
                "pages": FormValue(str(volume.pages)),
                "sha256": FormValue(halved(volume.sha256)),
            }
        )
        for number, volume in enumerate(others, start=2)
    )


def image_words(plan: PacketPlan, parts: Sequence[Part], numbering: Numbering) -> Text:
    """Return the pages that are pictures alone, as they are listed on the sheet."""
    images = image_only_pages(parts, numbering)
    return page_ranges(images) if images else plan.sheets.check_sheet.words["none"]


def archive_words(form: FormDefinition, parts: Sequence[Part], numbering: Numbering) -> Text:
    """Return whether the file is archival, or which papers it holds keep it from that, and why.

    ``form`` is the check sheet.
    """
    tabs: dict[Hindrance, list[str]] = {}
    for part in parts:
        paper = part.document
        if isinstance(paper, PaperDocument) and paper.hindrance and numbering.first(part.target):
            tabs.setdefault(paper.hindrance, []).append(part.tab)
    if not tabs:
        return form.words["archive_yes"]
    reasons = [_hindered(form, tabs[kind], kind) for kind in Hindrance if kind in tabs]
    return form.words["archive_no"].fill(
        reasons=Text(
            "；".join(reason.zh for reason in reasons), "; ".join(reason.en for reason in reasons)
        )
    )


def _hindered(form: FormDefinition, tabs: Sequence[str], hindrance: Hindrance) -> Text:
    listed = same(", ".join(tabs[:MOST_TABS]))
    if len(tabs) > MOST_TABS:
        listed = form.words["and_more"].fill(tabs=listed, count=len(tabs))
    return form.words[f"hindered_{hindrance}"].fill(tabs=listed)


def image_only_pages(parts: Sequence[Part], numbering: Numbering) -> list[int]:
    """Return the packet's pages that hold a picture and no text of their own."""
    return [
        numbering.first(part.target) + place
        for part in parts
        if isinstance(part.document, PaperDocument) and numbering.first(part.target)
        for place, page in enumerate(part.document.pages)
        if part.document.as_picture or not page.has_text
    ]


def filled_fields(form: FormDefinition, values: dict[str, Text | str]) -> FilledForm:
    """Return a form with these answers."""
    fields = {key: FormValue(value) for key, value in values.items()}
    return FilledForm(form=form, values=FormValues(fields))
