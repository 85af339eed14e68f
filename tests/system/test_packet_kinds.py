"""Each kind of packet of the demo's case holds exactly its papers, and passes its checks."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest

from xinbao_desktop.app.demo import CASE, DEMO_DAY, run_demo
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.catalog.checklist import shipped_slots
from xinbao_desktop.catalog.form import forms
from xinbao_desktop.text import Lang

pytestmark = pytest.mark.slow

TRADE = {"T01", "T02", "T04", "T05"}
CLAIM = {
    "F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F10", "F12",
    "T01", "T02", "T03", "T04", "T05", "T07", "T16",
    "I01", "I02", "I03", "I04", "L01", "L02", "K01", "K03",
}  # fmt: skip
KINDS = {
    "notice": {"F01", "F03", "F05", "F06", "F07", "F08", "I02", "L01", "L02", "T03"} | TRADE,
    "entrustment": {"F05", "F06", "F07", "F08", "T07", "L01", "L02", "K01"} | TRADE,
    "claim": CLAIM,
    "file": CLAIM,
    # the financing of a case that is not financed yet: the bank's own papers are gaps
    "financing": {"T03", "T16", "I01", "I02", "I03", "I04", "B01", "B03", "K01", "K03"} | TRADE,
    # nobody has asked for anything yet: the report, the list, and whatever is filed
    "answer": CLAIM - {"F01", "F02", "F05", "F10", "F12"},
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    services = build_services(folder=tmp_path_factory.mktemp("home"))
    demo = run_demo(services, tmp_path_factory.mktemp("demo") / "out")
    with services.open_for_writing(demo.client) as client:
        yield client


def slots_in(client, pdf):
    """Return the slots of the documents in a packet, by its bookmarks."""
    by_title = {slot.title.zh: slot.id for slot in shipped_slots()}
    by_title |= {form.title.zh: form.slot for form in forms().values() if form.slot}
    found = set()
    for level, words, _ in client.packets.bookmarks(pdf):
        if level != 1:
            continue
        title = re.sub(r"^[\d.]+ (.*) · \d+$", r"\1", words)
        name = max((t for t in by_title if title.startswith(t)), key=len)
        found.add(by_title[name])
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_packet_holds_exactly_its_papers(client, tmp_path, kind):
    out = tmp_path / "p.pdf"
    built = client.packets.build(
        CASE, out, packet=kind, draft=kind == "financing", on=DEMO_DAY, lang=Lang.ZH
    )
    assert built.packet == out, built.open
    assert slots_in(client, out) == KINDS[kind]
    result = client.packets.verify(out, CASE, DEMO_DAY, packet=kind)
    assert [c.id for c in result.checks if c.verdict == "fail"] == []


def test_the_clients_own_copy_has_no_blank_page(client, tmp_path):
    pages = {}
    for kind in ("claim", "file"):
        pages[kind] = client.packets.build(
            CASE, tmp_path / f"{kind}.pdf", packet=kind, on=DEMO_DAY
        ).pages
    assert pages["file"] < pages["claim"]
    from pypdf import PdfReader

    words = [page.extract_text() for page in PdfReader(str(tmp_path / "file.pdf")).pages]
    assert not any("本页空白" in text for text in words)


def test_an_answer_holds_what_came_after_the_insurer_asked(client, tmp_path):
    case = client.records.get("cases", (CASE,))
    asked = date(2026, 6, 11)  # the entrustment papers of the demo are of this day
    client.records.save(dataclasses.replace(case, supplement_asked_on=asked))
    for paper in client.evidence.papers(CASE):  # all were taken in on the day of the test
        assert paper.info is None or paper.info.added_at.date() >= asked
    try:
        with_all = tmp_path / "all.pdf"
        client.packets.build(CASE, with_all, packet="answer", on=DEMO_DAY)
        assert slots_in(client, with_all) == KINDS["answer"]
        client.records.save(dataclasses.replace(case, supplement_asked_on=date(2099, 1, 1)))
        none_yet = tmp_path / "none.pdf"
        client.packets.build(CASE, none_yet, packet="answer", on=date(2099, 1, 2))
        assert slots_in(client, none_yet) == {"F03", "F04"}
    finally:
        client.records.save(case)


def test_forms_to_be_signed_stand_before_the_gap_that_they_will_fill(client, tmp_path):
    filed = [
        p.document for p in client.evidence.papers(CASE) if p.document.slot in {"F06", "F07", "F08"}
    ]
    undo = [client.records.delete("documents", d.identity).value for d in filed]
    try:
        out = tmp_path / "e.pdf"
        built = client.packets.build(
            CASE, out, packet="entrustment", draft=True, on=DEMO_DAY, lang=Lang.ZH
        )
        assert sorted(c.subject for c in built.open if c.check == "V02") == ["F06", "F07", "F08"]
        titles = [words for level, words, _ in client.packets.bookmarks(out) if level == 1]
        assert any("委托代理协议信息表" in words for words in titles)
        assert slots_in(client, out) == KINDS["entrustment"]
        refused = client.packets.build(CASE, tmp_path / "f.pdf", packet="entrustment", on=DEMO_DAY)
        assert refused.packet is None
    finally:
        for deleted in undo:
            client.records.undo(deleted)
