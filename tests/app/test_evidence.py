"""A paper is printed as a picture by choice; the choice is kept, told and can be taken back."""

from __future__ import annotations

import json

import pytest
from reportlab.pdfgen.canvas import Canvas

from xinbao_desktop.app.packet_plans import PrintChoices
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.claim_case import Case
from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.errors import UsageError
from xinbao_desktop.text import Lang

KEY = ("K1", "L01", "letter.pdf")


@pytest.fixture
def services(tmp_path):
    return build_services(folder=tmp_path / "home")


@pytest.fixture
def letter(tmp_path):
    """A letter whose font is not in the file."""
    canvas = Canvas(str(tmp_path / "letter.pdf"), invariant=1)
    canvas.drawString(90, 700, "Please pay the invoice that fell due.")
    canvas.save()
    return tmp_path / "letter.pdf"


@pytest.fixture
def client(services, tmp_path, letter):
    with services.create_client(tmp_path / "one.xinbao") as opened:
        with opened.desk.write() as work:
            work.put(Case(case_no="K1"))
        opened.evidence.add("K1", [letter], slot="L01")
        yield opened


def filed(client):
    return client.records.get("documents", KEY)


def planned(client):
    choices = PrintChoices(draft=True, profile=Profile.FILE, lang=Lang.ZH)
    with client.packets._plans.planned("K1", "claim", None, (), choices) as plan:
        return [paper.as_picture for paper in plan.papers()]


def test_the_packet_prints_a_chosen_paper_as_a_picture(client):
    assert planned(client) == [False]
    client.evidence.print_as_picture(client.evidence.named("K1", "letter.pdf"), chosen=True)
    assert planned(client) == [True]


def test_the_choice_is_in_the_history_and_can_be_taken_back(client):
    before = filed(client)
    client.evidence.print_as_picture(before, chosen=True)
    with client.desk.file.read() as work:
        entry = work.history("documents", KEY)[-1]
    assert (entry.action, entry.field, entry.after) == ("changed", "as_picture", True)
    client.evidence.print_as_picture(filed(client), chosen=False)
    assert filed(client) == before


def test_the_choice_outlives_an_import_of_the_same_paper_and_a_handing_over(
    client, services, tmp_path
):
    client.evidence.turn(filed(client), 1, 90)
    client.evidence.print_as_picture(filed(client), chosen=True)
    rows = [{"case_no": "K1", "slot": "L01", "path": "letter.pdf", "title": "First demand"}]
    (tmp_path / "in.json").write_text(json.dumps({"documents": rows}), encoding="utf-8")
    client.imports.apply(client.imports.preview(tmp_path / "in.json"))
    assert (filed(client).as_picture, filed(client).title) == (True, "First demand")
    picture = client.evidence.page_image(filed(client), 1, 20)
    target = client.custody.hand_over(tmp_path / "over.xinbao")
    with services.open_client(target) as other:
        assert filed(other).as_picture
        assert other.evidence.page_image(filed(other), 1, 20) == picture


def test_an_imported_change_leaves_a_page_as_it_was_turned(client, tmp_path):
    client.evidence.turn(filed(client), 1, 90)
    turned = client.evidence.page_image(filed(client), 1, 20)
    rows = [{"case_no": "K1", "slot": "L01", "path": "letter.pdf", "title": "First demand"}]
    (tmp_path / "in.json").write_text(json.dumps({"documents": rows}), encoding="utf-8")
    client.imports.apply(client.imports.preview(tmp_path / "in.json"))
    assert filed(client).turns == "1:90"
    assert client.evidence.page_image(filed(client), 1, 20) == turned


def test_taking_it_in_names_the_fonts_it_lacks_and_what_to_do(client):
    (note,) = client.evidence.papers("K1")[0].report.notes
    assert "Helvetica" in note.zh
    assert "xinbao evidence picture" in note.en


def test_a_name_under_two_slots_must_be_told_apart(client, letter):
    client.evidence.add("K1", [letter], slot="L02")
    with pytest.raises(UsageError, match="L01, L02"):
        client.evidence.named("K1", "letter.pdf")
    assert client.evidence.named("K1", "letter.pdf", "L02").slot == "L02"
    with pytest.raises(UsageError, match="evidence list"):
        client.evidence.named("K1", "other.pdf")
