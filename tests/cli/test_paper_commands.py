"""What the commands on papers tell a person and a program."""

from __future__ import annotations

import io
import json

import pypdf
import pytest

from xinbao_desktop.cli import main
from xinbao_desktop.errors import ExitCode


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command on a client with one paper; returns status, output and errors."""
    monkeypatch.setenv("XINBAO_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.txt").write_text("Please pay.", encoding="utf-8")
    (tmp_path / "in.json").write_text(json.dumps({"cases": [{"case_no": "K1"}]}), encoding="utf-8")

    def run(*words, lang="en"):
        status = main([*words, "--lang", lang])
        said = capsys.readouterr()
        return status, said.out, said.err

    run("new", "a.xinbao")
    run("import", "a.xinbao", "in.json")
    assert run("evidence", "add", "a.xinbao", "K1", "letter.txt", "--slot", "L01")[0] == 0
    return run


def test_a_paper_is_chosen_to_be_printed_as_a_picture_and_back(run):
    words = ("evidence", "picture", "a.xinbao", "K1", "letter.txt")
    status, out, _ = run(*words, "--json")
    assert status == ExitCode.DONE
    answer = json.loads(out)
    assert {key: answer[key] for key in ("case", "slot", "path", "as_picture")} == {
        "case": "K1", "slot": "L01", "path": "letter.txt", "as_picture": True,
    }  # fmt: skip
    listed = json.loads(run("evidence", "list", "a.xinbao", "K1", "--json")[1])
    assert [paper["as_picture"] for paper in listed["papers"]] == [True]
    assert "印成图片" in run("evidence", "list", "a.xinbao", "K1", lang="zh")[1]
    assert json.loads(run(*words, "--off", "--json")[1])["as_picture"] is False
    listed = json.loads(run("evidence", "list", "a.xinbao", "K1", "--json")[1])
    assert [paper["as_picture"] for paper in listed["papers"]] == [False]


def test_a_paper_that_is_not_there_is_wrong_usage_that_says_how_to_find_names(run):
    status, _, errors = run("evidence", "picture", "a.xinbao", "K1", "none.pdf")
    assert status == ExitCode.USAGE
    assert "xinbao evidence list" in errors


def foreign(kind):
    """Return the bytes of a PDF that this program did not make, or of no PDF at all."""
    if kind == "not a PDF":
        return b"<html>"
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.add_blank_page(width=200, height=14000)
    if kind == "locked":
        writer.encrypt("secret")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()[:-40] if kind == "cut short" else held.getvalue()


@pytest.mark.parametrize("kind", ["blank pages", "locked", "cut short", "not a PDF"])
def test_any_file_is_verified_with_every_check_in_both_languages(run, tmp_path, kind):
    (tmp_path / "x.pdf").write_bytes(foreign(kind))
    status, out, errors = run("verify", "x.pdf", "--json")
    answer = json.loads(out)
    assert (status, errors) == (ExitCode.INCOMPLETE, "")
    assert set(answer) == {"format", "pages", "checks"}
    assert [check["id"] for check in answer["checks"]] == [f"V{n:02d}" for n in range(1, 36)]
    for check in answer["checks"]:
        assert set(check) == {"id", "verdict", "pages", "message"}
        assert check["verdict"] in {"pass", "fail", "warn", "not_checked"}
        assert set(check["message"]) == {"zh", "en"}
        assert all(check["message"].values())
        assert all(1 <= page <= answer["pages"] for page in check["pages"])
    if kind == "blank pages":
        assert answer["pages"] == 2
    of_client = {"V02", "V09", "V22", "V29", "V30", "V32", "V34"}
    verdicts = {check["id"]: check["verdict"] for check in answer["checks"]}
    assert {verdicts[id_] for id_ in of_client} == {"not_checked"}
    if kind == "locked":
        assert verdicts["V27"] == "fail"


def test_the_policys_own_list_is_kept_from_a_file_and_taken_away_again(run, tmp_path):
    records = {"policies": [{"policy_no": "P1"}], "cases": [{"case_no": "K2", "policy_no": "P1"}]}
    (tmp_path / "more.json").write_text(json.dumps(records), encoding="utf-8")
    run("import", "a.xinbao", "more.json")
    listed = '[[need]]\nslots = ["T14"]\nmandatory = true\n'
    (tmp_path / "own.toml").write_text("replaces = true\n" + listed, encoding="utf-8")

    def needed(*words):
        status, out, _ = run("checklist", "a.xinbao", "K2", *words, "--json")
        assert status == ExitCode.DONE
        slots = json.loads(out)["slots"]
        return [slot["id"] for slot in slots if slot["need"] != "not_applicable"]

    assert needed("--own-list", "own.toml") == ["T14"]
    assert needed() == ["T14"]
    assert len(needed("--own-list", "none")) > 1


def test_an_own_list_for_a_case_without_a_policy_is_refused(run, tmp_path):
    (tmp_path / "own.toml").write_text('[[need]]\nslots = ["T14"]\nmandatory = true\n')
    status, _, errors = run("checklist", "a.xinbao", "K1", "--own-list", "own.toml")
    assert status == ExitCode.USAGE
    assert "policy" in errors
