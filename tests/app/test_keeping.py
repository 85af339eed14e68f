"""What a client file keeps besides its records travels with every export, and comes in again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.catalog.checklist import shipped_slots
from xinbao_desktop.domain.batch import ImportMapping
from xinbao_desktop.domain.claim_case import Case
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.papers.mockup import Firm, Look, MockKind, MockPaper, made
from xinbao_desktop.storage.values import PacketRecord

OWN = """
replaces = true
[[need]]
slots = ["T14", "T01"]
mandatory = true
[[need]]
slots = ["T16"]
mandatory = "case.has_receipts"
when = {zh = "有部分收汇", en = "part payments were received"}
"""
SINGLE = ["out.xlsx", "out.json"]
FOLDER = ["out", "out/client.xlsx", "out/client.json"]


@pytest.fixture
def services(tmp_path):
    return build_services(folder=tmp_path / "home")


@pytest.fixture
def client(services, tmp_path):
    """A client that keeps one of everything."""
    paper = MockPaper(MockKind.FORM, Firm("Specimen Export Co., Ltd.", "1 Road"), title="B/L")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "scan.pdf").write_bytes(made(paper, Look.TEXT_PDF, 1))
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    with services.create_client(tmp_path / "one.xinbao") as opened:
        opened.records.save(Policy(policy_no="P-1"))
        opened.records.save(Policy(policy_no="P-2"))
        opened.records.save(Case(case_no="K1", policy_no="P-1"))
        opened.own_lists.keep_file("P-1", tmp_path / "own.toml")
        opened.imports.keep_mapping(
            ImportMapping({"台账": "shipments"}, {"shipments": {"票号": "invoice_no", "备": ""}})
        )
        opened.evidence.add("K1", [tmp_path / "in" / "scan.pdf"], slot="T03")
        opened.evidence.turn(opened.records.client().documents[0], 1, 90)
        with opened.desk.write() as work:
            for draft in (True, False):
                work.add_packet(packet(draft=draft))
        yield opened


def packet(*, draft):
    return PacketRecord(
        case_no="K1", kind="claim", name="索赔.pdf", made_at=datetime(2024, 5, 1, 9, tzinfo=UTC),
        evaluated_on=date(2024, 5, 1), program="0.1.0", packs=(("eci-core", "2026.11.22"),),
        pages=31, sha256=("d" if draft else "f") * 64, draft=draft, contents='{"channel": "mail"}',
    )  # fmt: skip


def taken(services, path, name):
    opened = services.create_client(path.with_name(name))
    preview = opened.imports.preview(path)
    done = opened.imports.apply(preview).value
    return opened, preview, done


@pytest.mark.parametrize("name", SINGLE + FOLDER)
def test_everything_kept_comes_back(client, services, tmp_path, name):
    source = tmp_path / name
    client.exports.export(tmp_path / name.partition("/")[0])
    again, preview, done = taken(services, source, "two.xinbao")
    with again:
        assert again.own_lists.get("P-1") == client.own_lists.get("P-1")
        assert again.own_lists.get("P-2") is None
        assert again.imports.mapping() == client.imports.mapping()
        assert again.packets.kept("K1") == client.packets.kept("K1")
        assert again.desk.pin("K1") == client.desk.pin("K1")
        ours, theirs = (c.records.client().documents[0] for c in (client, again))
        assert theirs.turns == ours.turns == "1:90"
        if name in FOLDER:
            assert done.papers_taken == 1
            assert theirs.sha256 == ours.sha256
            first, second = (
                c.evidence.page_image(c.records.client().documents[0], 1, 20)
                for c in (client, again)
            )
            assert first == second
        kinds = {text.en.partition(",")[0] for text in preview.also}
        assert {"also: own list of claim documents", "also: turns of pages"} <= kinds
        nothing = again.imports.preview(source)
        assert nothing.kept == ()
        assert nothing.papers == (name not in FOLDER)


def test_a_list_longer_than_a_cell_comes_back_whole(client, services, tmp_path):
    need = (
        '[[need]]\nslots = ["{}"]\nmandatory = "case.has_receipts"\n'
        'when = {{zh = "{}", en = "x"}}\n'
    )
    words = "".join(need.format(slot.id, "有" * 900) for slot in shipped_slots())
    (tmp_path / "long.toml").write_text("replaces = true\n" + words, encoding="utf-8")
    client.own_lists.keep_file("P-2", tmp_path / "long.toml")
    client.exports.export(tmp_path / "out.xlsx")
    again, _, _ = taken(services, tmp_path / "out.xlsx", "two.xinbao")
    with again:
        assert again.own_lists.get("P-2") == client.own_lists.get("P-2")


def test_what_the_client_knows_already_stays(client, services, tmp_path):
    client.exports.export(tmp_path / "out.json")
    client.imports.keep_mapping(ImportMapping({}, {"shipments": {"票号": "contract_no"}}))
    client.imports.apply(client.imports.preview(tmp_path / "out.json"))
    assert client.imports.mapping().columns == {"shipments": {"票号": "contract_no", "备": ""}}
    assert len(client.packets.kept("K1")) == 2


@pytest.mark.parametrize(
    "entry",
    [
        7,
        {"what": "spell", "of": "", "value": {}},
        {"what": "own_list", "of": "P-1", "value": {"name": "x", "replaces": True, "needs": []}},
        {"what": "own_list", "of": "P-1", "value": {"name": "x", "replaces": 1, "needs": [
            {"slot": "T99", "mandatory": True, "recommended": True, "when": None, "advised": None}
        ]}},
        {"what": "own_list", "of": "P-1", "value": {"name": "x", "replaces": 1, "needs": [
            {"slot": "T01", "mandatory": "open('/')", "recommended": False, "when": None,
             "advised": None}
        ]}},
        {"what": "mapping", "of": "", "value": {"columns": 5}},
        {"what": "turns", "of": "K1", "value": {"slot": "T03", "path": "p", "turns": "1:7"}},
        {"what": "packet", "of": "K1", "value": {"kind": "claim"}},
        {"what": "packet", "of": "K1", "value": {"made_at": "2024-01-01", "sha256": "00"}},
    ],
)  # fmt: skip
def test_what_nobody_can_use_is_remarked_and_left_out(services, tmp_path, entry):
    path = tmp_path / "in.json"
    rows = {"policies": [{"policy_no": "P-1"}], "cases": [{"case_no": "K1"}], "keeping": [entry]}
    path.write_text(json.dumps(rows), encoding="utf-8")
    again, preview, done = taken(services, path, "two.xinbao")
    with again:
        assert [p.severity.value for p in preview.plan.problems] == ["warn"]
        assert (preview.kept, done.added) == ((), 2)
        assert again.own_lists.get("P-1") is None
        assert again.packets.kept("K1") == []


def test_an_export_holds_a_table_of_every_kind_as_csv_that_excel_in_china_shows(client, tmp_path):
    client.exports.export(tmp_path / "out")
    tables = sorted(path.name for path in (tmp_path / "out" / "csv").iterdir())
    assert tables == ["cases.csv", "documents.csv", "policies.csv"]
    assert (tmp_path / "out" / "csv" / "policies.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    plan = client.imports.preview(tmp_path / "out" / "csv").plan
    assert (plan.additions, plan.changes, len(plan.unchanged)) == ((), (), 4)
