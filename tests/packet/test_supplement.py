"""What came after a packet was handed in is printed beside it, with numbers of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pypdf
import pytest

from xinbao_desktop.domain.channel import NO_LIMITS, Limits
from xinbao_desktop.domain.form import FilledForm, FormValue, FormValues
from xinbao_desktop.domain.packet_contents import FiledVolume, PacketContents, filed_documents
from xinbao_desktop.domain.packet_plan import FormDocument, GapDocument
from xinbao_desktop.domain.supplement import FiledPacket, late_plan
from xinbao_desktop.domain.verification import CheckVerdict, ClientEvidence
from xinbao_desktop.packet.verify import verify_packet
from xinbao_desktop.packet.volumes import build_volumes
from xinbao_desktop.progress import NoProgress

if TYPE_CHECKING:
    from pathlib import Path

    from tests.packet.conftest import Maker

    from xinbao_desktop.domain.packet_plan import PacketPlan

FAIL, WARN = CheckVerdict.FAIL, CheckVerdict.WARN


def filed(plan: PacketPlan, folder: Path, limits: Limits = NO_LIMITS) -> FiledPacket:
    """Build a packet and return what is kept of it, written and read again."""
    folder.mkdir()
    volumes = build_volumes(plan, folder, limits, NoProgress())
    contents = PacketContents(
        volumes=tuple(FiledVolume(v.file.name, v.built.pages, v.built.sha256) for v in volumes),
        documents=filed_documents((v.plan, v.ranges) for v in volumes),
        supplement=plan.supplement.number if plan.supplement else 0,
    )
    return FiledPacket(plan.on, PacketContents.of_json(contents.as_json()))


def later(plan: PacketPlan, maker: Maker) -> PacketPlan:
    """Return the case some days on: a missing paper came, a letter came, a form was corrected."""
    forms, trade, insurance, loss = plan.sections
    limit = maker.paper("I02", "信用限额审批单", "Credit limit approval", invoice="HT-2024-0107")
    letter = maker.paper("L02", "付款承诺", "Promise of payment", invoice="later")
    letter = replace(letter, id="L02-2", invoice_no="")
    account = forms.documents[5]
    assert isinstance(account, FormDocument)
    values = account.content.values
    fields = {**values.fields, "bank_account": FormValue("6222 0000 0000 9999")}
    changed = replace(
        account, content=FilledForm(form=account.content.form, values=FormValues(fields))
    )
    documents = tuple(
        limit if isinstance(d, GapDocument) and d.slot == "I02" else d for d in insurance.documents
    )
    return replace(
        plan,
        sections=(
            replace(forms, documents=(*forms.documents[:5], changed, *forms.documents[6:])),
            trade,
            replace(insurance, documents=documents),
            replace(loss, documents=(*loss.documents, letter)),
        ),
    )


@pytest.fixture(scope="module")
def base(plan: PacketPlan, tmp_path_factory: pytest.TempPathFactory) -> FiledPacket:
    return filed(plan, tmp_path_factory.mktemp("base") / "packet")


def built(plan: PacketPlan, folder: Path) -> Path:
    (volume,) = build_volumes(plan, folder, NO_LIMITS, NoProgress())
    return volume.file


def text_of(path: Path) -> str:
    return "".join("".join(p.extract_text().split()) for p in pypdf.PdfReader(path).pages)


def test_without_news_there_is_no_supplement(plan: PacketPlan, base: FiledPacket) -> None:
    assert late_plan(plan, [base]) is None


def test_a_supplement_holds_what_is_new_and_nothing_else(
    plan: PacketPlan, base: FiledPacket, maker: Maker
) -> None:
    made = late_plan(later(plan, maker), [base])
    assert made is not None
    assert [d.id for d in made.documents()] == ["F10", "I02-HT-2024-0107", "L02-2"]
    assert made.supplement is not None
    places = {d.slot: base.contents.ref(d) for d in base.contents.documents}
    assert made.supplement.replaces == {
        "F10": (places["F10"],),
        "I02-HT-2024-0107": (places["I02"],),
    }


def test_a_supplement_passes_its_checks(
    plan: PacketPlan, base: FiledPacket, maker: Maker, tmp_path: Path
) -> None:
    made = late_plan(later(plan, maker), [base])
    assert made is not None
    path = built(made, tmp_path)
    evidence = ClientEvidence(
        plan=made, source_hashes={p.id: p.sha256 for p in made.papers()}, rebuilt_sha256=None
    )
    checks = verify_packet(path, evidence).checks
    assert [(c.id, c.message.en) for c in checks if c.verdict in (FAIL, WARN)] == []


def test_a_supplement_names_the_packet_and_where_everything_lies(
    plan: PacketPlan, base: FiledPacket, maker: Maker, tmp_path: Path
) -> None:
    made = late_plan(later(plan, maker), [base])
    assert made is not None
    path = built(made, tmp_path)
    pages = ["".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]
    assert "补充材料（1）" in pages[0]
    assert base.contents.volumes[0].sha256 in pages[0]
    assert "补充1第1页共" in pages[0]
    words = "".join(pages)
    for document in base.contents.documents:
        first, last = document.first, document.last
        pages = str(first) if first == last else f"{first}–{last}"
        assert f"原卷第{pages}页" in words
    assert "已由补充1第" in words


def test_supplements_follow_one_another(
    plan: PacketPlan, base: FiledPacket, maker: Maker, tmp_path: Path
) -> None:
    after = later(plan, maker)
    first_plan = late_plan(after, [base])
    assert first_plan is not None
    first = filed(first_plan, tmp_path / "first")
    assert late_plan(after, [base, first]) is None
    more = maker.paper("L14", "银行催收函", "Demand of the bank")
    *others, loss = after.sections
    after = replace(after, sections=(*others, replace(loss, documents=(*loss.documents, more))))
    second = late_plan(after, [base, first])
    assert second is not None
    assert second.supplement is not None
    assert second.supplement.number == 2
    assert [d.id for d in second.documents()] == ["L14"]
    path = built(second, tmp_path)
    checks = verify_packet(path).checks
    assert [(c.id, c.message.en) for c in checks if c.verdict in (FAIL, WARN)] == []
    words = text_of(path)
    assert "补充2第1页共" in words
    assert "已由补充1第" in words
    assert first.contents.volumes[0].sha256 in words


def test_a_packet_in_volumes_is_supplemented_too(
    plan: PacketPlan, maker: Maker, tmp_path: Path
) -> None:
    base = filed(plan, tmp_path / "base", Limits(pages=46))
    assert len(base.contents.volumes) > 1
    made = late_plan(later(plan, maker), [base])
    assert made is not None
    words = text_of(built(made, tmp_path))
    assert "原卷第2册" in words


def test_a_page_of_the_packet_in_the_supplement_is_found(
    plan: PacketPlan, base: FiledPacket, maker: Maker, tmp_path: Path, packet: Path
) -> None:
    made = late_plan(later(plan, maker), [base])
    assert made is not None
    path = built(made, tmp_path)
    opened = pikepdf.Pdf.open
    with opened(path, allow_overwriting_input=True) as pdf, opened(packet) as other:
        pdf.pages[8] = other.pages[8]
        pdf.save(path)
    found = verify_packet(path).of("V10")
    assert found.verdict is FAIL
    assert found.pages == (9,)
