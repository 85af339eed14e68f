"""What a packet that was handed in held: kept with the case, so that later papers can follow it.

Documents are compared by fingerprints: a paper's is the SHA-256 of its original, a form's that of
its answers. What was printed where is kept too, for references from supplements (补充材料).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.channel import NO_LIMITS, Limits
from xinbao_desktop.domain.packet_plan import (
    BlankDocument,
    Document,
    FormDocument,
    GapState,
    PacketPlan,
    PaperDocument,
    Profile,
)
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xinbao_desktop.domain.form import FilledForm, FormValue

FORM, PAPER = "form", "paper"
GAPS = frozenset(state.value for state in GapState)
#: Answers that change from day to day, or with every paper that comes in, without news of the case.
PASSING = frozenset({"packet.on", "loss.on", "packet_documents", "packet_papers"})


@dataclass(frozen=True, slots=True)
class Ref:
    """Pages of a packet that was handed in; ``supplement`` and ``volume`` are 0 where none is."""

    supplement: int
    volume: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledDocument:
    """A document as it stood in a packet: what it was, and on which pages of which volume.

    ``replaces`` are the pages handed in before whose place it takes.
    """

    kind: str
    slot: str
    tab: str
    title: Text
    fingerprint: str
    first: int
    last: int
    volume: int = 0
    invoice_no: str = ""
    replaces: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledVolume:
    """One file of a packet."""

    name: str
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketContents:
    """A packet as it was built; ``supplement`` counts from 1, 0 for the packet itself.

    ``blanks`` are the insurers' forms that stand in it: id on the shelf, digest of the mapping.
    ``made_from`` says from which records: the client's number and the last change by then; None
    in packets of older versions.
    """

    volumes: tuple[FiledVolume, ...]
    documents: tuple[FiledDocument, ...]
    lang: Lang = Lang.ZH
    profile: Profile = Profile.SEAL
    channel: str = ""
    limits: Limits = NO_LIMITS
    supplement: int = 0
    blanks: tuple[tuple[str, str], ...] = ()
    made_from: tuple[str, int] | None = None

    @property
    def pages(self) -> int:
        """How many pages all volumes have."""
        return sum(volume.pages for volume in self.volumes)

    def ref(self, document: FiledDocument) -> Ref:
        """Return where one of its documents lies."""
        return Ref(self.supplement, document.volume, document.first, document.last)

    def as_json(self) -> str:
        """Return what is kept in the client file."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def of_json(cls, words: str) -> PacketContents:
        """Read what was kept."""
        found = json.loads(words)
        return cls(
            volumes=tuple(FiledVolume(**volume) for volume in found["volumes"]),
            documents=tuple(_document(document) for document in found["documents"]),
            lang=Lang(found["lang"]),
            profile=Profile(found["profile"]),
            channel=found["channel"],
            limits=Limits(**found["limits"]),
            supplement=found["supplement"],
            blanks=tuple((id_, digest) for id_, digest in found.get("blanks", ())),
            made_from=(made[0], made[1]) if (made := found.get("made_from")) else None,
        )


def _document(found: Mapping[str, Any]) -> FiledDocument:
    title, refs = Text(**found["title"]), tuple(Ref(**ref) for ref in found["replaces"])
    return FiledDocument(**{**found, "title": title, "replaces": refs})


def filed_documents(
    volumes: Iterable[tuple[PacketPlan, Mapping[str, tuple[int, int]]]],
) -> tuple[FiledDocument, ...]:
    """Return the documents of a packet's volumes, each given with the pages of its documents."""
    return tuple(
        FiledDocument(
            kind=kind_of(document),
            slot=document.slot,
            tab=tab,
            title=document.title,
            fingerprint=fingerprint(document),
            first=ranges[document.id][0],
            last=ranges[document.id][1],
            volume=plan.volume.number if plan.volume else 0,
            invoice_no=invoice_of(document),
            replaces=plan.supplement.replaces.get(document.id, ()) if plan.supplement else (),
        )
        for plan, ranges in volumes
        for _, _, documents in plan.tabbed()
        for tab, document in documents
    )


def kind_of(document: Document) -> str:
    """Return what a document is in the list of contents; a gap, why it is one."""
    if isinstance(document, FormDocument):
        return FORM
    return PAPER if isinstance(document, PaperDocument) else document.state.value


def invoice_of(document: Document) -> str:
    """Return the invoice a document belongs to."""
    return "" if isinstance(document, FormDocument) else document.invoice_no


def fingerprint(document: Document) -> str:
    """Return by what a document is known again; an insurer's blank by its answers as well."""
    if isinstance(document, BlankDocument):
        both = f"{document.sha256} {document.mapping} {_answers_digest(document.content)}"
        return hashlib.sha256(both.encode()).hexdigest()
    if isinstance(document, PaperDocument):
        return document.sha256
    if isinstance(document, FormDocument):
        return _answers_digest(document.content)
    return ""


def _answers_digest(filled: FilledForm) -> str:
    """Return the SHA-256 of a form's answers, but for those that pass with the day."""
    form, values = filled.form, filled.values
    fields = {f.key: _said(values.of(f.key)) for f in form.fields() if f.source not in PASSING}
    tables = {
        table.key: [
            {column.key: _said(row.cell(column.key)) for column in table.columns}
            for row in values.rows(table.key)
        ]
        for table in form.tables()
        if table.source not in PASSING
    }
    words = json.dumps([form.id, fields, tables], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def _said(answer: FormValue) -> object:
    return answer.value.as_json() if isinstance(answer.value, Text) else answer.value
