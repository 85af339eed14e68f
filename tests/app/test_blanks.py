"""The insurers' own blanks: added, mapped, filled for a case, and printed in its packet."""

from __future__ import annotations

import dataclasses

import pypdfium2
import pytest

from xinbao_desktop.app.packet_plans import PrintChoices
from xinbao_desktop.domain.blank import BlankLink, Place
from xinbao_desktop.domain.packet_contents import fingerprint
from xinbao_desktop.domain.packet_plan import BlankDocument, FormDocument
from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.errors import BadInputError, CatalogError, UsageError

pytestmark = pytest.mark.usefixtures("ship")


@pytest.fixture
def blank(services, insurers_blank):
    """The blank with the proposal confirmed as it is."""
    state = services.blanks.add(insurers_blank(), "F01", "中国信保")
    mapping = services.blanks.proposal(state.blank.id)
    return services.blanks.save(state.blank.id, dataclasses.replace(mapping, confirmed=True)).blank


@pytest.fixture
def whole(services, blank):
    """The same with a field for everything that the form requires."""
    links = (*blank.mapping.links, BlankLink(field="office_use", value="total"))
    mapping = dataclasses.replace(blank.mapping, links=links)
    return services.blanks.save(blank.id, mapping).blank


def plan_of(client, packet="notice"):
    made = []
    plans = client.packets._plans
    with plans.planned("C1", packet, None, (), PrintChoices(draft=True)) as plan:
        made.extend(plan.documents())
    return made


def words_of(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def test_a_case_is_filled_into_the_blank_and_read_back(client, blank, tmp_path):
    done = client.blanks.fill("C1", blank.id, tmp_path / "out.pdf")
    words = words_of(tmp_path / "out.pdf")
    for said in (
        "深圳市镕䶮𬭎样本公司",
        "闫䶮",
        "MusterÇelikGmbH",
        "20240601",
        "INV-003",
        "1,003.00",
    ):
        assert said in words, said
    assert [value.key for value in done.lacking] == ["total"]
    assert "报损金额" in done.warnings()[0].zh


def test_twenty_invoices_in_five_rows_are_listed_not_dropped(client, ship, whole, tmp_path):
    ship(17, first=4)
    done = client.blanks.fill("C1", whole.id, tmp_path / "out.pdf")
    assert "另有16行，见所附F01" in words_of(tmp_path / "out.pdf")
    [left] = done.left_over
    assert left.rows == tuple(range(5, 21))
    assert [words.split(" · ")[0] for words in left.words] == [f"INV-{n:03}" for n in range(5, 21)]
    assert not done.whole


def test_the_blank_stands_for_the_programs_form_when_it_says_everything(client, whole):
    documents = [d for d in plan_of(client) if d.slot == "F01"]
    [document] = documents
    assert isinstance(document, BlankDocument)
    assert document.title.zh == "可能损失通知书（中国信保格式）"
    assert document.sha256 == whole.sha256


def test_the_programs_form_stays_when_something_is_lacking_or_left_over(client, ship, whole):
    ship(17, first=4)
    kinds = [type(d) for d in plan_of(client) if d.slot == "F01"]
    assert kinds == [BlankDocument, FormDocument]


def test_a_blank_may_follow_the_programs_form(client, services, whole):
    mapping = dataclasses.replace(whole.mapping, place=Place.AFTER)
    services.blanks.save(whole.id, mapping)
    found = [d for d in plan_of(client) if d.slot == "F01"]
    assert [type(d) for d in found] == [FormDocument, BlankDocument]
    assert len({d.id for d in found}) == 2


def test_no_blank_is_printed_unless_it_is_confirmed_used_and_the_insurers(client, services, whole):
    def kinds():
        return {type(d) for d in plan_of(client) if d.slot == "F01"}

    assert kinds() == {BlankDocument}
    for change in ({"use": False}, {"confirmed": False}):
        services.blanks.save(whole.id, dataclasses.replace(whole.mapping, **change))
        assert kinds() == {FormDocument}
    services.blanks.save(whole.id, whole.mapping)
    [policy] = client.desk.client().policies
    client.records.save(dataclasses.replace(policy, insurer="picc"))
    assert kinds() == {FormDocument}


@pytest.mark.slow
def test_a_packet_with_a_blank_passes_its_checks_and_is_built_again_the_same(
    client, blank, tmp_path
):
    out = tmp_path / "notice.pdf"
    built = client.packets.build("C1", out, packet="notice", draft=True)
    assert built.packet == out
    found = {c.id: c.verdict for c in client.packets.verify(out, "C1", packet="notice").checks}
    wanted = ("V01", "V02", "V04", "V10", "V14", "V20", "V22", "V24", "V26", "V30", "V32")
    assert {id_: found[id_] for id_ in wanted} == dict.fromkeys(wanted, CheckVerdict.PASS)


@pytest.mark.slow
def test_a_packet_is_verified_with_the_blanks_it_was_printed_with(
    client, services, whole, tmp_path
):
    def verdicts():
        return {c.id: c for c in client.packets.verify(out, "C1", packet="notice").checks}

    out = tmp_path / "notice.pdf"
    client.packets.build("C1", out, packet="notice", draft=True)
    services.blanks.save(whole.id, dataclasses.replace(whole.mapping, use=False))
    assert verdicts()["V32"].verdict is CheckVerdict.PASS
    links = whole.mapping.links[1:]
    services.blanks.save(whole.id, dataclasses.replace(whole.mapping, links=links))
    found = verdicts()
    for id_ in ("V02", "V22", "V30", "V32"):
        assert found[id_].verdict is CheckVerdict.NOT_CHECKED
    assert whole.id in found["V32"].message.zh
    services.blanks.remove(whole.id)
    assert verdicts()["V22"].verdict is CheckVerdict.NOT_CHECKED
    assert verdicts()["V20"].verdict is CheckVerdict.PASS


def test_a_changed_answer_makes_a_filled_blank_another_document(client, whole):
    def print_():
        return next(fingerprint(d) for d in plan_of(client) if d.slot == "F01")

    before = print_()
    assert print_() == before
    company = client.desk.client().company
    client.records.save(dataclasses.replace(company, contact_phone="0755-1111 1111"))
    assert print_() != before


@pytest.mark.slow
def test_a_blank_altered_after_the_packet_stops_the_next_one(client, services, whole, tmp_path):
    pdf = services.blanks.shelf.pdf(whole)
    pdf.write_bytes(pdf.read_bytes() + b"\n% altered")
    with pytest.raises(BadInputError) as altered:
        client.packets.build("C1", tmp_path / "p.pdf", packet="notice", draft=True)
    assert whole.id in altered.value.text.zh


def test_a_letter_no_font_has_stops_the_filling_with_the_field(client, whole, tmp_path):
    company = client.desk.client().company
    client.records.save(dataclasses.replace(company, contact_name="闫\U0003134f"))
    with pytest.raises(BadInputError) as refused:
        client.blanks.fill("C1", whole.id, tmp_path / "out.pdf")
    assert "person" in refused.value.details[0].en
    assert not (tmp_path / "out.pdf").exists()


def test_a_proposal_is_written_gone_through_and_given_back(services, insurers_blank, tmp_path):
    state = services.blanks.add(insurers_blank(), "F01")
    out = tmp_path / "m.toml"
    services.blanks.write_proposal(state.blank.id, out)
    assert not services.blanks.get(state.blank.id).blank.mapping.links
    with pytest.raises(UsageError):
        services.blanks.write_proposal(state.blank.id, out)
    out.write_text(out.read_text("utf-8").replace('"YYYYMMDD"', '"MMDDYYYY"'), "utf-8")
    kept = services.blanks.map_file(state.blank.id, out).blank
    assert kept.mapping.confirmed
    assert kept.mapping.link("known").date == "MMDDYYYY"


def test_a_mapping_of_another_blank_or_with_links_to_nowhere_is_refused(
    services, whole, insurers_blank, tmp_path
):
    out = tmp_path / "m.toml"
    services.blanks.write_proposal(whole.id, out)
    words = out.read_text("utf-8")
    out.write_text(words.replace('field = "policy"', 'field = "polizze"'), "utf-8")
    with pytest.raises(BadInputError) as wrong:
        services.blanks.map_file(whole.id, out)
    assert "polizze" in wrong.value.details[0].en
    out.write_text(words.replace(whole.sha256, "0" * 64), "utf-8")
    with pytest.raises(BadInputError):
        services.blanks.map_file(whole.id, out)
    out.write_text(words + "\nrubbish = 1", "utf-8")
    with pytest.raises(CatalogError):
        services.blanks.map_file(whole.id, out)
    assert services.blanks.get(whole.id).blank == whole


def test_only_forms_and_insurers_that_exist_can_have_a_blank(services, insurers_blank):
    with pytest.raises(UsageError) as form:
        services.blanks.add(insurers_blank(), "F99")
    assert "F01" in form.value.text.en
    with pytest.raises(UsageError) as insurer:
        services.blanks.add(insurers_blank(), "F01", "Nobody Mutual")
    assert "sinosure" in insurer.value.text.en
    assert services.blanks.list() == []


def test_every_value_of_every_form_has_an_example_that_says_where_it_came_from(client, services):
    for form_id in services.blanks.forms:
        found = {one.value.key: one for one in client.blanks.examples("C1", form_id)}
        assert found["company.contact_name"].words == "闫䶮"
        assert all(one.origin is not None for one in found.values() if one.words), form_id
