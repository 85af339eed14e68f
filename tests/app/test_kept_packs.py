"""A case keeps the packs of its last final packet; newer ones judge it only on request (R17)."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest
from tests.app.conftest import ON, FixedClock, one_invoice

from xinbao_desktop.app import knowledge as knowledge_module
from xinbao_desktop.assets import asset
from xinbao_desktop.cli import main
from xinbao_desktop.domain.claim_case import Case
from xinbao_desktop.storage.values import PacketRecord

NOTICE = "claim.notice_in_time"
SHIPPED = "2026.11.1"


@pytest.fixture
def file(services, tmp_path):
    """A case whose notice came forty days after the due day; its policy names no days."""
    path = tmp_path / "client.xinbao"
    case = Case(
        case_no="C1", buyer_no="B1", policy_no="P1", cause="default", dispute=False,
        known_on=date(2024, 6, 5), notice_on=date(2024, 6, 9), guarantee=False, trade_genuine=True,
    )  # fmt: skip
    records = [*one_invoice(claim_months_after_notice=4, limit_applies_to="base"), case]
    with services.create_client(path) as client, client.desk.write() as work:
        for record in records:
            work.put(record)
    return path


@pytest.fixture
def install(services, tmp_path):
    """Install a newer eci-core by which twenty days are the most generous published figure."""

    def install(version="2026.12.1", *, use=True):
        folder = tmp_path / f"core-{version}"
        shutil.copytree(asset("resources/rules/eci-core"), folder)
        for name, old, new in (
            ("pack.toml", f'"{SHIPPED}"', f'"{version}"'),
            ("figures.toml", "strict = 30, generous = 60", "strict = 10, generous = 20"),
        ):
            text = (folder / name).read_text("utf-8")
            assert old in text
            (folder / name).write_text(text.replace(old, new), "utf-8")
        out = tmp_path / f"{version}.xbpack"
        services.packs.build(folder, out, tmp_path / "author.pem")
        services.packs.trust(tmp_path / "author.pub")
        if use:
            services.packs.install(out)
        return out

    return install


def finish(services, file, *, packs=None, draft=False):
    """Note a packet of the case as the building of one does."""
    with services.open_client(file) as client, client.desk.write() as work:
        work.add_packet(
            PacketRecord(
                case_no="C1", kind="claim", name="p.pdf", made_at=FixedClock().now(),
                evaluated_on=ON, program="0.1.0", packs=packs or client.desk.packs, pages=3,
                sha256=("d" if draft else "f") * 64, draft=draft,
            )
        )  # fmt: skip


def claim(services, file, **more):
    with services.open_client(file, write=False) as client:
        return client.claims.claim("C1", ON, **more)


def verdict(answer, rule=NOTICE):
    return next(f.verdict for f in answer.answer.findings if f.rule == rule)


def test_a_case_without_a_packet_follows_the_packs_in_use(services, file, install):
    assert verdict(claim(services, file)) == "unknown"
    install()
    answer = claim(services, file)
    assert (verdict(answer), answer.kept) == ("not_met", None)


def test_a_stored_case_judged_again_under_its_packs_comes_out_the_same(services, file, install):
    finish(services, file)
    before = claim(services, file).as_json()
    install()
    after = claim(services, file).as_json()
    kept = after.pop("kept")
    assert after == before
    assert kept["by"] == "kept"
    assert {"id": "eci-core", "version": SHIPPED} in kept["packs"]
    assert {"id": "eci-core", "version": "2026.12.1"} in kept["newest"]


def test_the_newest_packs_judge_on_request_and_the_difference_is_told(services, file, install):
    finish(services, file)
    install()
    answer = claim(services, file, newest=True)
    assert verdict(answer) == "not_met"
    assert dict(answer.answer.packs)["eci-core"] == "2026.12.1"
    kept = answer.kept.as_json()
    change = {"subject": "case:C1", "rule": NOTICE, "before": "unknown", "after": "not_met"}
    assert change in kept["changes"]
    assert kept["changes"] == claim(services, file).kept.as_json()["changes"]
    assert kept["outcomes"]["kept"] == {"route": "green", "payable": "90000.00"}


def test_a_draft_keeps_nothing(services, file, install):
    finish(services, file, draft=True)
    install()
    assert verdict(claim(services, file)) == "not_met"


def test_the_last_final_packet_counts(services, file, install):
    finish(services, file)
    install()
    finish(services, file)
    answer = claim(services, file)
    assert (verdict(answer), answer.kept) == ("not_met", None)


def test_a_version_that_is_not_here_any_more_is_named(services, file, install):
    finish(services, file, packs=(("eci-core", "2020.1.1"), ("sz2023", SHIPPED)))
    install()
    answer = claim(services, file)
    assert verdict(answer) == "not_met"
    assert answer.kept.lost == (("eci-core", "2020.1.1"),)
    assert "2020.1.1" in next(answer.kept.lines()).en


def test_a_version_the_program_shipped_before_is_still_there(services, file, monkeypatch, tmp_path):
    """The next release keeps its predecessor's pack under ``earlier``."""
    rules = tmp_path / "rules"
    shutil.copytree(asset("resources/rules"), rules)
    old = rules / "earlier" / "eci-core" / "2020.1.1"
    shutil.copytree(rules / "eci-core", old)
    header = (old / "pack.toml").read_text("utf-8").replace(SHIPPED, "2020.1.1")
    (old / "pack.toml").write_text(header, "utf-8")
    monkeypatch.setattr(
        knowledge_module, "asset", lambda name: rules if name == "resources/rules" else asset(name)
    )
    finish(services, file, packs=(("eci-core", "2020.1.1"), ("sz2023", SHIPPED)))
    answer = claim(services, file)
    assert dict(answer.answer.packs)["eci-core"] == "2020.1.1"
    assert answer.kept.as_json()["by"] == "kept"


def test_deadlines_and_checklists_of_a_case_follow_its_packs(services, file, install):
    finish(services, file)

    def due(client):
        return {d.due for d in client.deadlines.list(ON) if d.rule == NOTICE and "I1" in d.subject}

    with services.open_client(file, write=False) as client:
        before = due(client)
        wanted = client.checklists.checklist("C1", "claim", ON).as_json("C1")
    install()
    with services.open_client(file, write=False) as client:
        assert due(client) == before
        assert client.checklists.checklist("C1", "claim", ON).as_json("C1") == wanted


def test_the_difference_before_installing_leaves_such_a_case_out_and_names_it(
    services, file, install
):
    newer = install(use=False)
    loose = services.packs.compare(newer, file)
    changed = {"subject": "case:C1", "rule": NOTICE, "before": "unknown", "after": "not_met"}
    assert (changed in loose["changes"], loose["kept_cases"]) == (True, [])
    finish(services, file)
    kept = services.packs.compare(newer, file)
    assert not [change for change in kept["changes"] if change["subject"] == "case:C1"]
    assert kept["kept_cases"] == ["C1"]


def test_a_packet_is_proven_by_the_packs_it_was_built_with(services, file, install, tmp_path):
    out = tmp_path / "draft.pdf"
    with services.open_client(file) as client:
        for check in client.packets.problems("C1", ON):
            if check.severity == "warning":
                client.confirmations.confirm(
                    "C1", check.check, check.subject, "explained", "已核对"
                )
        built = client.packets.build("C1", out, draft=True, on=ON)
    assert built.packet is not None
    install()
    with services.open_client(file, write=False) as client:
        checks = {
            check.id: check.verdict.value for check in client.packets.verify(out, "C1").checks
        }
    assert checks["V32"] == "pass"
    assert checks["V33"] == "pass"


def test_building_with_the_newest_moves_the_case_on(services, file, install, tmp_path):
    finish(services, file)
    install()
    with services.open_client(file) as client:
        client.packets.build("C1", tmp_path / "a.pdf", draft=True, on=ON)
        client.packets.build("C1", tmp_path / "b.pdf", draft=True, on=ON, newest=True)
        versions = [dict(packet.packs)["eci-core"] for packet in client.packets.kept("C1")]
    assert versions == [SHIPPED, SHIPPED, "2026.12.1"]


def test_the_command_line_says_by_which_packs(services, file, install, capsys):
    finish(services, file)
    install()
    main(["claim", str(file), "C1", "--on", str(ON), "--lang", "en"])
    assert "keeps the packs of its last final packet" in capsys.readouterr().out
    main(["claim", str(file), "C1", "--on", str(ON), "--newest", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert document["kept"]["by"] == "newest"
    assert {"id": "eci-core", "version": "2026.12.1"} in document["packs"]
