"""Leaving: a folder of everything makes the same client again, papers included."""

from __future__ import annotations

import json

import pytest

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.claim_case import Case
from xinbao_desktop.domain.document import Document


@pytest.fixture
def services(tmp_path):
    return build_services(folder=tmp_path / "home")


@pytest.fixture
def client(services, tmp_path):
    with services.create_client(tmp_path / "one.xinbao") as opened:
        with opened.desk.write() as work:
            work.put(Case(case_no="K1"))
            work.put(Case(case_no="K2"))
        yield opened


def paper(folder, name, words):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


def exported(client, path):
    client.exports.export(path)
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("source", [".", "client.xlsx", "client.json"])
def test_an_exported_folder_gives_the_same_records_and_papers(client, services, tmp_path, source):
    client.evidence.add("K1", [paper(tmp_path, "demand.txt", "first demand")], slot="L01")
    client.evidence.add("K1", [paper(tmp_path, "unnamed.txt", "what is this")])
    client.exports.export(tmp_path / "out")
    with services.create_client(tmp_path / "two.xinbao") as again:
        done = again.imports.apply(again.imports.preview(tmp_path / "out" / source)).value
        assert (done.papers_taken, done.papers_refused) == (2, ())
        first, second = (
            exported(each, tmp_path / f"{n}.json") for n, each in enumerate((client, again))
        )
        assert first == second
        kept = [[p.document.sha256 for p in c.evidence.papers("K1")] for c in (client, again)]
        assert kept[0] == kept[1]


def test_papers_that_would_lie_on_one_another_go_under_their_case(client, tmp_path):
    client.evidence.add("K1", [paper(tmp_path / "a", "Proof.txt", "one")])
    client.evidence.add("K2", [paper(tmp_path / "b", "proof.txt", "two")])
    client.evidence.add("K2", [paper(tmp_path / "b", "client.json", "not the records")])
    client.exports.export(tmp_path / "out")
    papers = {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.*")}
    assert {"Proof.txt", "papers/K2/proof.txt", "papers/K2/client.json"} <= papers
    assert (tmp_path / "out" / "Proof.txt").read_text("utf-8") == "one"
    assert json.loads((tmp_path / "out" / "client.json").read_text("utf-8"))["cases"]


def test_a_paper_named_without_a_slot_is_imported_and_exported(client, tmp_path):
    rows = [{"case_no": "K1", "title": "nobody knows"}, {"case_no": "K1", "slot": "T05"}]
    source = paper(tmp_path, "in.json", json.dumps({"documents": rows}))
    client.imports.apply(client.imports.preview(source))
    assert exported(client, tmp_path / "out.json")["documents"] == rows
    assert Document(case_no="K1", slot=None, path=None).identity_text == "K1 |  | ()"


def test_what_systems_leave_in_folders_is_no_paper(client, tmp_path):
    for name in (".DS_Store", "Thumbs.db", "~$letter.docx", "desktop.ini", "letter.txt"):
        paper(tmp_path / "scans", name, "words")
    done = client.evidence.add("K1", [tmp_path / "scans"]).value
    assert [one.path.rpartition("/")[2] for one in done.added] == ["letter.txt"]
    assert done.refused == ()


def test_a_workbook_reaches_for_no_file_outside_its_folder(client, tmp_path):
    paper(tmp_path, "private.txt", "not for anybody")
    paper(tmp_path / "in", "beside.txt", "a paper")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "private.txt")
    paths = [
        "beside.txt",
        "../private.txt",
        str(tmp_path / "private.txt"),
        "link.txt",
        "..\\private.txt",
    ]
    rows = [{"case_no": "K1", "slot": "L01", "path": path} for path in [*paths, "a\0b"]]
    source = paper(tmp_path / "in", "in.json", json.dumps({"documents": rows}))
    done = client.imports.apply(client.imports.preview(source)).value
    assert done.papers_taken == 1
    outside = [r.path for r in done.papers_refused if "outside" in r.reason.en]
    assert sorted(outside) == sorted(paths[1:])
    with client.desk.file.read() as work:
        assert [info.name for info in work.evidence_list()] == ["beside.txt"]
