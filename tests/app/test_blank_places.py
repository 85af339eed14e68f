"""What only the packet puts on an insurer's blank: pages of its documents, place of the seal."""

from __future__ import annotations

import dataclasses

import pikepdf
import pypdfium2
import pytest

from xinbao_desktop.domain.blank import BlankFieldKind, BlankLink
from xinbao_desktop.domain.blank_values import PAGES
from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.papers.blank_read import read_blank

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("ship")]


@pytest.fixture
def mapped(services, insurers_blank):
    """Map the blank as proposed, a field at the end to the pages of the narrative."""

    def map_(**changes):
        id_ = services.blanks.add(insurers_blank(), "F01", "中国信保").blank.id
        mapping = services.blanks.proposal(id_)
        links = [link for link in mapping.links if link.field != "office_use"]
        links.append(BlankLink(field="office_use", value=PAGES, slot="F03"))
        mapping = dataclasses.replace(mapping, links=tuple(links), confirmed=True, **changes)
        return services.blanks.save(id_, mapping)

    return map_


def build(client, tmp_path, case="C1"):
    out = tmp_path / "p.pdf"
    client.packets.build(case, out, packet="notice", draft=True, force=True)
    return out


def checks(client, out):
    return {c.id: c for c in client.packets.verify(out, "C1", packet="notice").checks}


def pages_of(path, document):
    with pikepdf.open(path) as pdf:
        marks = [str(p.obj.PieceInfo["/XinbaoPacket"].Private.Document) for p in pdf.pages]
    return [number for number, one in enumerate(marks, start=1) if one == document]


def test_words_that_ask_the_insured_for_a_seal_are_found_and_the_insurers_own_are_not(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    from xinbao_desktop.packet.fonts import typeface

    typeface()
    path = tmp_path / "seals.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), initialFontName="Xinbao")
    canvas.setFont("Xinbao", 10)
    asked = ("被保险人（盖章）：", "公 章", "Company stamp", "保险人受理（盖章）", "开户银行盖章")
    for row, words in enumerate(asked):
        canvas.drawString(100, 700 - 100 * row, words)
    canvas.save()
    found = read_blank(path, tmp_path / "spare").seals
    assert [seal.before for seal in found] == ["被保险人（盖章）", "公章", "Company stamp"]
    assert [round(seal.top / 100) for seal in found] == [1, 2, 3]


def test_pages_stand_on_the_blank_and_lead_where_they_say(client, mapped, tmp_path):
    mapped()
    out = build(client, tmp_path)
    [here] = pages_of(out, "F01")
    first, *_, last = pages_of(out, "F03") * 2
    document = pypdfium2.PdfDocument(out)
    text = document[here - 1].get_textpage()
    words = text.get_text_bounded(120, 300, 360, 350)
    text.close()
    document.close()
    assert (f"{first}–{last}" if last > first else str(first)) in words
    found = checks(client, out)
    assert found["V22"].verdict is CheckVerdict.PASS
    assert found["V14"].verdict is CheckVerdict.PASS
    assert found["V32"].verdict is CheckVerdict.PASS


def test_a_page_number_that_leads_elsewhere_is_named(client, mapped, tmp_path):
    mapped()
    out = build(client, tmp_path)
    [here], [first, *_] = pages_of(out, "F01"), pages_of(out, "F03")
    with pikepdf.open(out, allow_overwriting_input=True) as pdf:
        links = pdf.pages[here - 1].obj.Annots
        link = next(one for one in links if one.Dest[0].objgen == pdf.pages[first - 1].obj.objgen)
        link.Dest[0] = pdf.pages[here - 1].obj
        pdf.save(out)
    broken = checks(client, out)["V22"]
    assert broken.verdict is CheckVerdict.FAIL
    assert broken.pages == (here,)


def test_a_blank_without_a_place_for_the_seal_warns_when_mapped_built_and_verified(
    client, mapped, tmp_path
):
    state = mapped(marked=())
    assert state.unsealed
    assert "盖章处" in state.warnings()[0].zh
    open_ = [c for c in client.packets.problems("C1", packet="notice") if c.check == "V14"]
    [warning] = open_
    assert warning.subject == f"blank:{state.blank.id}"
    assert warning.wants_reason
    out = build(client, tmp_path)
    found = checks(client, out)["V14"]
    assert found.verdict is CheckVerdict.WARN
    assert found.pages == tuple(pages_of(out, "F01"))
    client.confirmations.confirm("C1", "V14", warning.subject, "explained", "原件上手写标出")
    [said] = [c for c in client.packets.problems("C1", packet="notice") if c.check == "V14"]
    assert said.reason == "原件上手写标出"


def test_a_seals_place_on_a_dark_field_fails(client, services, mapped, insurers_blank, tmp_path):
    path = insurers_blank()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"q 0 g 320 140 140 140 re f Q")
        pdf.save(path)
    id_ = services.blanks.add(path, "F01").blank.id
    mapping = services.blanks.proposal(id_)
    services.blanks.save(id_, dataclasses.replace(mapping, confirmed=True))
    assert checks(client, build(client, tmp_path))["V14"].verdict is CheckVerdict.FAIL


def test_filling_by_itself_says_that_pages_are_the_packets(client, mapped, tmp_path):
    state = mapped()
    done = client.blanks.fill("C1", state.blank.id, tmp_path / "one.pdf")
    assert any("页码" in warning.zh for warning in done.warnings())


@pytest.mark.parametrize(
    "link",
    [
        BlankLink(field="tel", value=PAGES),
        BlankLink(field="tel", value=PAGES, slot="T99"),
        BlankLink(field="tel", value="policy_no", slot="T01"),
        BlankLink(field="cause_default", value=PAGES, slot="T01", ticks={"x": "Yes"}),
    ],
)
def test_pages_that_are_nobodys_are_refused(services, insurers_blank, link):
    id_ = services.blanks.add(insurers_blank(), "F01").blank.id
    mapping = services.blanks.get(id_).blank.mapping
    with pytest.raises(BadInputError) as wrong:
        services.blanks.save(id_, dataclasses.replace(mapping, links=(link,)))
    assert wrong.value.details


def test_the_proposal_marks_the_seal_and_keeps_one_that_is_there(services, insurers_blank):
    id_ = services.blanks.add(insurers_blank(), "F01").blank.id
    proposal = services.blanks.proposal(id_)
    [seal] = proposal.marked
    assert seal.kind is BlankFieldKind.SEAL
    services.blanks.save(id_, proposal)
    assert services.blanks.proposal(id_).marked == (seal,)


def test_a_blank_printed_as_a_picture_is_read_back_and_brings_no_font(client, mapped, tmp_path):
    mapped(picture=True)
    out = build(client, tmp_path)
    found = checks(client, out)
    wanted = ("V14", "V20", "V22", "V32")
    assert {id_: found[id_].verdict for id_ in wanted} == dict.fromkeys(wanted, CheckVerdict.PASS)
    [here] = pages_of(out, "F01")
    document = pypdfium2.PdfDocument(out)
    words = document[here - 1].get_textpage().get_text_range()
    document.close()
    assert "闫䶮" in words
    assert "可能损失通知书（保险人格式）" not in words
