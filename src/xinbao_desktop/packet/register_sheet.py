"""The consolidated index (全案总目录) of a supplement: all that was handed in, and what counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.form import FilledForm, FormValue, FormValues, TableRow
from xinbao_desktop.domain.packet_contents import GAPS, Ref
from xinbao_desktop.packet.digest import halved
from xinbao_desktop.packet.parts import Part, invoice_of, span_words
from xinbao_desktop.text import Text, joined, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.domain.supplement import Supplement
    from xinbao_desktop.packet.parts import Numbering


def place_words(plan: PacketPlan, refs: Sequence[Ref]) -> Text:
    """Return where pages handed in before lie: ``原卷 12–15``."""
    words = plan.sheets.register.words
    return joined(
        [
            words["place"].fill(
                part=_part_words(plan, ref.supplement, ref.volume),
                pages=span_words(ref.first, ref.last),
            )
            for ref in refs
        ],
        "、",
        ", ",
    )


def replaced_words(plan: PacketPlan, part: Part) -> str:
    """Return what the index says a new document takes the place of."""
    supplement = plan.supplement
    if supplement is None or part.document is None:
        return ""
    refs = supplement.replaces.get(part.document.id, ())
    words = place_words(plan, refs) if refs else plan.sheets.index.words["new"]
    return words.of(plan.lang)


def register_form(plan: PacketPlan, parts: Sequence[Part], numbering: Numbering) -> FilledForm:
    """Return the sheet."""
    assert plan.supplement is not None
    tables = {
        "packets": tuple(_packet_rows(plan, plan.supplement)),
        "documents": (
            *_filed_rows(plan, plan.supplement, parts, numbering),
            *_new_rows(plan, plan.supplement, parts, numbering),
        ),
    }
    return FilledForm(form=plan.sheets.register, values=FormValues(tables=tables))


def _packet_rows(plan: PacketPlan, supplement: Supplement) -> Iterator[TableRow]:
    for packet in supplement.filed:
        volumes = packet.contents.volumes
        for number, volume in enumerate(volumes, start=1):
            part = _part_words(plan, packet.contents.supplement, number if len(volumes) > 1 else 0)
            yield _row(
                part=part,
                on=packet.on.isoformat(),
                pages=str(volume.pages),
                sha256=halved(volume.sha256),
            )
    this = plan.sheets.register.words["this"].fill(number=supplement.number)
    yield _row(part=this, on=plan.on.isoformat())


def _filed_rows(
    plan: PacketPlan, supplement: Supplement, parts: Sequence[Part], numbering: Numbering
) -> Iterator[TableRow]:
    """Yield what was handed in before, with what became of it."""
    words = plan.sheets.register.words
    later = dict(_replacements(plan, supplement, parts, numbering))
    for packet in supplement.filed:
        for document in packet.contents.documents:
            ref = packet.contents.ref(document)
            state = words["valid"]
            if document.kind in GAPS:
                state = plan.sheets.index.words[document.kind]
            if ref in later:
                state = words["replaced"].fill(place=later[ref])
            elif document.replaces:
                state = words["replaces"].fill(places=place_words(plan, document.replaces))
            yield _row(
                slot=document.slot, title=document.title, invoice_no=document.invoice_no,
                place=place_words(plan, [ref]), state=state,
            )  # fmt: skip


def _new_rows(
    plan: PacketPlan, supplement: Supplement, parts: Sequence[Part], numbering: Numbering
) -> Iterator[TableRow]:
    words = plan.sheets.register.words
    for part in parts:
        if part.document is None:
            continue
        refs = supplement.replaces.get(part.document.id, ())
        state = words["new"]
        if refs:
            state = words["replaces"].fill(places=place_words(plan, refs))
        yield _row(
            slot=part.document.slot, title=part.title, invoice_no=invoice_of(part.document),
            place=_here(plan, supplement, part, numbering), state=state, link=part.target,
        )  # fmt: skip


def _replacements(
    plan: PacketPlan, supplement: Supplement, parts: Sequence[Part], numbering: Numbering
) -> Iterator[tuple[Ref, Text]]:
    """Yield pages that do not count any more, each with where its replacement lies."""
    for packet in supplement.filed:
        for document in packet.contents.documents:
            for ref in document.replaces:
                yield ref, place_words(plan, [packet.contents.ref(document)])
    for part in parts:
        if part.document is not None:
            for ref in supplement.replaces.get(part.document.id, ()):
                yield ref, _here(plan, supplement, part, numbering)


def _here(plan: PacketPlan, supplement: Supplement, part: Part, numbering: Numbering) -> Text:
    words = _part_words(plan, supplement.number, part.volume)
    pages = numbering.span(part.target)
    return plan.sheets.register.words["place"].fill(part=words, pages=pages)


def _part_words(plan: PacketPlan, supplement: int, volume: int) -> Text:
    words = plan.sheets.register.words
    part = words["supplement"].fill(number=supplement) if supplement else words["packet"]
    return words["volume"].fill(part=part, volume=volume) if volume else part


def _row(link: str = "", **cells: Text | str) -> TableRow:
    return TableRow(
        {
            key: FormValue(same(words) if isinstance(words, str) else words, link=link)
            for key, words in cells.items()
        }
    )
