"""What is kept of a packet is read back as it was; a document is known again by what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xinbao_desktop.domain.channel import Limits
from xinbao_desktop.domain.form import (
    FilledForm,
    FormDefinition,
    FormField,
    FormSection,
    FormValue,
    FormValues,
)
from xinbao_desktop.domain.packet_contents import (
    FiledDocument,
    FiledVolume,
    PacketContents,
    Ref,
    fingerprint,
)
from xinbao_desktop.domain.packet_plan import BlankDocument, FormDocument, Profile
from xinbao_desktop.text import Lang, Text, same

DOCUMENT = FiledDocument(
    kind="paper", slot="T02", tab="2.1", title=Text("发票", "Invoice"), fingerprint="ab",
    first=3, last=4, volume=2, invoice_no="I-1", replaces=(Ref(0, 1, 9, 9),),
)  # fmt: skip
FORM = FormDefinition(
    id="F10",
    version="1",
    title=same("F10"),
    sections=(
        FormSection(
            key="a",
            title=same("a"),
            fields=(
                FormField(key="account", label=same("a"), source="payee.account"),
                FormField(key="as_of", label=same("b"), source="loss.on"),
            ),
        ),
    ),
)


def form(**fields: str) -> FormDocument:
    values = FormValues({key: FormValue(value) for key, value in fields.items()})
    return FormDocument(id="F10", content=FilledForm(form=FORM, values=values))


def test_what_is_kept_is_read_back_as_it_was() -> None:
    kept = PacketContents(
        volumes=(FiledVolume("a-1.pdf", 40, "0" * 64), FiledVolume("a-2.pdf", 12, "1" * 64)),
        documents=(DOCUMENT, replace(DOCUMENT, replaces=())),
        lang=Lang.EN,
        profile=Profile.FILE,
        channel="online",
        limits=Limits(40, None),
        supplement=2,
    )
    assert PacketContents.of_json(kept.as_json()) == kept
    assert kept.pages == 52
    assert kept.ref(DOCUMENT) == Ref(2, 2, 3, 4)


def test_a_form_is_new_when_an_answer_changes_and_not_when_a_day_passes() -> None:
    first = fingerprint(form(account="1", as_of="2024-09-20"))
    assert fingerprint(form(account="1", as_of="2024-10-01")) == first
    assert fingerprint(form(account="2", as_of="2024-09-20")) != first


def test_an_insurers_blank_is_new_when_what_was_entered_changes() -> None:
    blank = BlankDocument(
        id="F10", slot="F10", title=same("F10"), pdf=Path("f.pdf"), sha256="0" * 64,
        original_name="f.pdf", pages=(), client_id="c", blank="sino", mapping="m",
        content=form(account="1").content,
    )  # fmt: skip
    assert fingerprint(replace(blank, content=form(account="2").content)) != fingerprint(blank)
    assert fingerprint(replace(blank, pdf=Path("g.pdf"))) == fingerprint(blank)
