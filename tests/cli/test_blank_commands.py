"""The insurers' blanks on the command line: from the PDF to a filled copy."""

from __future__ import annotations

import json

import pikepdf
import pytest

from xinbao_desktop.cli import main

RECORDS = {
    "company": {"uscc": "91350100M000100Y43", "name_zh": "深圳市镕䶮样本公司"},
    "policies": [{"policy_no": "P1", "insurer": "sinosure", "insured_by": "self"}],
    "buyers": [{"buyer_no": "B1", "name_en": "Muster GmbH", "country": "DE"}],
    "shipments": [
        {"invoice_no": "I1", "buyer_no": "B1", "policy_no": "P1", "amount": "1000",
         "currency": "USD", "due_on": "2024-05-03"}
    ],
    "cases": [{"case_no": "K1", "buyer_no": "B1", "policy_no": "P1", "cause": "default"}],
    "case_invoices": [{"case_no": "K1", "invoice_no": "I1"}],
}  # fmt: skip


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command; returns status, output and errors."""
    monkeypatch.setenv("XINBAO_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*words):
        status = main([*map(str, words), "--lang", "en"])
        said = capsys.readouterr()
        return status, said.out, said.err

    (tmp_path / "records.json").write_text(json.dumps(RECORDS), encoding="utf-8")
    run("new", "a.xinbao")
    assert run("import", "a.xinbao", "records.json")[0] == 0
    return run


@pytest.fixture
def document(run):
    """Run a command for its JSON document."""

    def run_json(*words):
        status, out, _ = run(*words, "--json")
        return status, json.loads(out)

    return run_json


@pytest.mark.slow
def test_a_blank_goes_the_whole_way(run, document, insurers_blank, tmp_path):
    status, added = document("blank", "add", insurers_blank(), "--form", "F01",
                             "--insurer", "sinosure")  # fmt: skip
    assert (status, added["insurer"], added["fields"], added["in_use"]) == (
        0,
        "sinosure",
        46,
        False,
    )
    assert "policy" in added["names"]
    assert run("blank", "map", "F01", "--propose", "m.toml")[0] == 0
    status, mapped = document("blank", "map", "F01", "m.toml")
    assert (status, mapped["in_use"], mapped["unmapped"]) == (1, True, ["office_use"])
    assert [one["value"] for one in mapped["lacking"]] == ["total"]
    status, filled = document("blank", "fill", "a.xinbao", "K1", "F01", "out.pdf")
    assert (status, filled["lacking"]) == (1, ["total"])
    assert {"field": "insured", "printed": "深圳市镕䶮样本公司"} in filled["fields"]
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert "/AcroForm" not in pdf.Root
    status, _, said = run("blank", "fill", "a.xinbao", "K1", "F01", "out.pdf")
    assert (status, "out.pdf" in said) == (2, True)
    assert document("blank", "map", "F01", "--use", "no", "--place", "after")[1]["in_use"] is False
    [listed] = document("blank", "list")[1]["blanks"]
    assert (listed["place"], listed["confirmed"]) == ("after", True)
    assert document("blank", "remove", "F01")[1] == {"format": 1, "removed": listed["id"]}
    assert document("blank", "list")[1]["blanks"] == []


def test_values_say_what_a_case_answers_and_where_it_came_from(document):
    status, found = document("blank", "values", "a.xinbao", "K1", "F01")
    assert status == 0
    by_key = {one["value"]: one for one in found["values"]}
    assert by_key["name_zh"]["words"] == "深圳市镕䶮样本公司"
    assert "企业" in by_key["name_zh"]["origin"]["zh"]
    assert by_key["amounts.amount"]["rows"] == 1


def test_mistakes_are_told_with_what_to_do(run, insurers_blank, tmp_path):
    (tmp_path / "form.docx").write_bytes(b"PK")
    status, _, said = run("blank", "add", "form.docx", "--form", "F01")
    assert (status, "has to be a PDF" in said) == (3, True)
    status, _, said = run("blank", "add", insurers_blank(), "--form", "F99")
    assert (status, "F01" in said) == (2, True)
    status, _, said = run("blank", "fill", "a.xinbao", "K1", "F01", "out.pdf")
    assert (status, "There is no blank F01" in said) == (2, True)
    run("blank", "add", insurers_blank(), "--form", "F01")
    status, _, said = run("blank", "fill", "a.xinbao", "K1", "F01", "out.pdf")
    assert (status, "blank map" in said) == (2, True)
    assert run("blank", "map", "F01")[0] == 2
    assert not (tmp_path / "out.pdf").exists()
