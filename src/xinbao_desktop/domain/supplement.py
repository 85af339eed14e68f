"""What came since a packet was handed in (补充材料): which documents are new, which replace others.

The packet that was handed in keeps its page numbers; a supplement has its own. What lies where is
said by ``Ref``s, which are put into words when they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.packet_contents import GAPS, fingerprint, invoice_of, kind_of
from xinbao_desktop.domain.packet_plan import GapDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from xinbao_desktop.domain.packet_contents import FiledDocument, PacketContents, Ref
    from xinbao_desktop.domain.packet_plan import Document, PacketPlan


@dataclass(frozen=True, slots=True)
class FiledPacket:
    """A packet, or a supplement to it, that was handed in: of which day, and what it held."""

    on: date
    contents: PacketContents


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """Which supplement a plan is, and what it stands beside.

    ``filed`` begins with the packet itself, then the earlier supplements. By the id of its
    document ``replaces`` says which pages each new one takes the place of, ``known`` where each
    one lies that was handed in before.
    """

    number: int
    filed: tuple[FiledPacket, ...]
    replaces: Mapping[str, tuple[Ref, ...]]
    known: Mapping[str, tuple[Ref, ...]]


def standing(filed: Sequence[FiledPacket]) -> Iterator[tuple[Ref, FiledDocument]]:
    """Yield every document handed in that no later one has replaced."""
    everything = [(p.contents.ref(d), d) for p in filed for d in p.contents.documents]
    replaced = {ref for _, document in everything for ref in document.replaces}
    return ((ref, document) for ref, document in everything if ref not in replaced)


def late_plan(plan: PacketPlan, filed: Sequence[FiledPacket]) -> PacketPlan | None:
    """Return the plan of what is not handed in yet; None if nothing is.

    Gaps are left out: what is still missing stands on the check sheet.
    """
    before = list(standing(filed))
    known: dict[str, tuple[Ref, ...]] = {}
    new: list[Document] = []
    for document in plan.documents():
        if isinstance(document, GapDocument):
            continue
        print_ = (document.slot, fingerprint(document))
        found = tuple(ref for ref, old in before if (old.slot, old.fingerprint) == print_)
        if found:
            known[document.id] = found
        else:
            new.append(document)
    if not new:
        return None
    supplement = Supplement(
        number=len(filed),
        filed=tuple(filed),
        replaces=_replaced(plan, new, before),
        known=known,
    )
    chosen = {document.id for document in new}
    sections = (
        replace(s, documents=tuple(d for d in s.documents if d.id in chosen)) for s in plan.sections
    )
    return replace(plan, sections=tuple(s for s in sections if s.documents), supplement=supplement)


def _replaced(
    plan: PacketPlan, new: Sequence[Document], before: Sequence[tuple[Ref, FiledDocument]]
) -> dict[str, tuple[Ref, ...]]:
    """Return which pages each new document takes the place of.

    Those of the same slot and invoice that held a gap, or what is not in the case any more.
    """
    present = {(document.slot, fingerprint(document)) for document in plan.documents()}
    taken: set[Ref] = set()
    found: dict[str, tuple[Ref, ...]] = {}
    for document in new:
        place = (document.slot, invoice_of(document))
        refs = tuple(
            ref
            for ref, old in before
            if (old.slot, old.invoice_no) == place
            and ref not in taken
            and (old.kind in GAPS or _is_gone(old, document, present))
        )
        taken.update(refs)
        if refs:
            found[document.id] = refs
    return found


def _is_gone(old: FiledDocument, new: Document, present: set[tuple[str, str]]) -> bool:
    """Say whether a document of the same kind is not in the case any more."""
    return old.kind == kind_of(new) and (old.slot, old.fingerprint) not in present
