"""A policy's own 《索赔单证明细表》 goes before the program's list, and can be taken back."""

from __future__ import annotations

import pytest

from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.errors import CatalogError, UsageError

OWN = """
replaces = {replaces}
[[need]]
slots = ["T14"]
mandatory = true
[[need]]
slots = ["I03"]
[[need]]
slots = ["T16"]
mandatory = "case.has_receipts"
when = {{zh = "有部分收汇", en = "part payments were received"}}
"""


@pytest.fixture
def client(services, tmp_path):
    with services.create_client(tmp_path / "c.xinbao") as client:
        for record in (
            Company(uscc="91350100M000100Y43", name_zh="样本公司"),
            Policy(policy_no="P1", insured_by="self", declaration_rule="days_after_shipment"),
            Policy(policy_no="P2", insured_by="self"),
            Shipment(invoice_no="I1", policy_no="P1", payment_term="OA"),
            Case(case_no="C1", policy_no="P1", cause="default"),
            CaseInvoice(case_no="C1", invoice_no="I1"),
        ):
            client.records.save(record)
        yield client


@pytest.fixture
def own(tmp_path):
    def write(*, replaces=False, text=OWN):
        path = tmp_path / "明细表.toml"
        path.write_text(text.format(replaces=str(replaces).lower()), encoding="utf-8")
        return path

    return write


def needs(client, packet="claim"):
    return {r.slot.id: r.need.value for r in client.checklists.checklist("C1", packet).rows}


def test_the_own_list_alters_what_it_names_and_says_so(client, own):
    shipped = needs(client)
    assert (shipped["T14"], shipped["I03"]) == ("recommended", "mandatory")
    client.own_lists.keep_file("P1", own())
    found = client.checklists.checklist("C1")
    assert (needs(client)["T14"], needs(client)["I03"]) == ("mandatory", "not_applicable")
    assert "P1" in found.own_list.zh
    assert "明细表.toml" in found.own_list.zh
    assert found.as_json("C1")["own_list"] == found.own_list.as_json()
    [row] = found.rows_of("T14")
    assert "明细表" in row.because.zh
    others = set(shipped) - {"T14", "I03", "T16"}
    assert {s: needs(client)[s] for s in others} == {s: shipped[s] for s in others}


def test_an_own_list_that_replaces_drops_what_it_does_not_name(client, own):
    client.own_lists.keep_file("P1", own(replaces=True))
    assert {s for s, need in needs(client).items() if need == "mandatory"} == {"T14"}


def test_the_own_list_speaks_of_the_claim_and_its_copy_alone(client, own):
    before = needs(client, "notice")
    client.own_lists.keep_file("P1", own(replaces=True))
    assert needs(client, "notice") == before
    assert needs(client, "file")["T01"] == "not_applicable"
    assert client.checklists.checklist("C1", "notice").own_list is None


def test_another_policys_list_does_not_count_and_removing_brings_the_programs_back(client, own):
    shipped = needs(client)
    client.own_lists.keep_file("P2", own())
    assert needs(client) == shipped
    client.own_lists.keep_file("P1", own())
    client.own_lists.remove("P1")
    assert needs(client) == shipped
    assert client.own_lists.get("P1") is None
    assert client.own_lists.get("P2") is not None


def test_a_list_ticked_by_hand_is_kept_alike(client):
    kept = client.own_lists.keep_slots("P1", ["T01", "T02"], ["T16"]).value
    assert client.own_lists.get("P1") == kept
    found = needs(client)
    assert {s for s, need in found.items() if need == "mandatory"} == {"T01", "T02"}
    assert found["T16"] == "recommended"


def test_a_wrong_list_is_refused_and_the_one_in_force_stays(client, own):
    client.own_lists.keep_file("P1", own())
    before = needs(client)
    wrong = """[[need]]\nslots = ["T14"]\nmandatory = "case.nothing_of_the_kind"\n"""
    with pytest.raises(CatalogError, match="T14"):
        client.own_lists.keep_file("P1", own(text=wrong))
    with pytest.raises(UsageError):
        client.own_lists.keep_slots("P1", [])
    with pytest.raises(UsageError, match="P9"):
        client.own_lists.keep_slots("P9", ["T01"])
    with pytest.raises(UsageError, match="X99"):
        client.own_lists.keep_slots("P1", ["X99"])
    assert needs(client) == before


def test_the_own_list_stays_with_the_file_and_is_printed_on_the_collection_list(
    client, own, tmp_path
):
    from pypdf import PdfReader

    client.own_lists.keep_file("P1", own())
    out = tmp_path / "list.pdf"
    client.checklists.print_list("C1", out)
    words = "".join("".join(page.extract_text().split()) for page in PdfReader(str(out)).pages)
    assert "自带的《索赔单证明细表》" in words
