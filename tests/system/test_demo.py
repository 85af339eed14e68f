"""The main job end to end: ``xinbao demo`` on an empty folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from xinbao_desktop.app.demo import CASE, DEMO_DAY

pytestmark = pytest.mark.slow


def xinbao(*words, home, **more):
    return subprocess.run(
        [sys.executable, "-m", "xinbao_desktop", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=240,
        env={"XINBAO_HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        **more,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Run the demo once; return its answer, its folder and the home it used."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("demo") / "out"
    done = xinbao("demo", folder, "--json", home=home)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), folder, home


def test_the_demo_leaves_client_report_and_packet(demo):
    answer, folder, _ = demo
    assert answer["case"] == CASE
    for key in ("client", "report", "packet"):
        assert Path(answer[key]).is_file()
        assert Path(answer[key]).parent == folder
    assert len(pypdf.PdfReader(answer["packet"]).pages) >= 30


def test_the_packet_verifies_alone_and_against_the_client(demo):
    answer, _, home = demo
    alone = xinbao("verify", answer["packet"], "--json", home=home)
    assert alone.returncode == 0, alone.stdout
    checks = {c["id"]: c["verdict"] for c in json.loads(alone.stdout)["checks"]}
    assert set(checks) == {f"V{n:02}" for n in range(1, 36)}
    assert "fail" not in checks.values()
    both = xinbao("verify", answer["packet"], "--client", answer["client"], "--case", CASE,
                  "--json", home=home)  # fmt: skip
    checks = {c["id"]: c["verdict"] for c in json.loads(both.stdout)["checks"]}
    assert [checks[i] for i in ("V02", "V09", "V22", "V30", "V32", "V34")] == ["pass"] * 6


def test_the_packet_opens_without_repair_in_another_reader(demo):
    answer, _, _ = demo
    tool = shutil.which("qpdf")
    reader = pypdf.PdfReader(answer["packet"], strict=True)
    assert all(page.mediabox.width for page in reader.pages)
    if tool is not None:
        checked = subprocess.run(
            [tool, "--check", answer["packet"]], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_draft_lacked_a_paper_and_the_claim_takes_the_green_channel(demo):
    answer, folder, home = demo
    assert (folder / "索赔案卷-草稿.pdf").is_file()
    done = xinbao("claim", answer["client"], CASE, "--on", DEMO_DAY, "--json", home=home)
    claim = json.loads(done.stdout)
    assert done.returncode == 0
    assert (claim["route"], claim["loss"]["payable"]) == ("green", "233649.00")
    listed = xinbao("checklist", answer["client"], CASE, "--on", DEMO_DAY, "--json", home=home)
    slots = json.loads(listed.stdout)["slots"]
    waived = [s for s in slots if s["state"] == "waived"]
    assert [(s["id"], s["invoice"]) for s in waived] == [("T07", "XH26-0226")]


def test_the_same_packet_is_built_again_byte_for_byte(demo, tmp_path):
    answer, _, home = demo
    out = tmp_path / "again.pdf"
    done = xinbao("packet", answer["client"], CASE, out, "--on", DEMO_DAY, "--lang", "zh",
                  "--json", home=home)  # fmt: skip
    assert done.returncode == 0, done.stderr
    first = xinbao("packet", answer["client"], CASE, tmp_path / "third.pdf", "--on", DEMO_DAY,
                   "--lang", "zh", "--json", home=home)  # fmt: skip
    assert json.loads(done.stdout)["sha256"] == json.loads(first.stdout)["sha256"]


def test_nothing_of_the_client_is_damaged_and_it_exports_whole(demo, tmp_path):
    answer, _, home = demo
    assert xinbao("check", answer["client"], home=home).returncode == 0
    out = tmp_path / "all"
    done = xinbao("export", answer["client"], out, "--json", home=home)
    assert done.returncode == 0, done.stderr
    back = tmp_path / "back.xinbao"
    assert xinbao("new", back, home=home).returncode == 0
    again = xinbao("import", back, out / "client.xlsx", "--json", home=home)
    assert again.returncode == 0, again.stderr
    for file in (answer["client"], back):
        target = tmp_path / (Path(file).stem + ".json")
        assert xinbao("export", file, target, home=home).returncode == 0
    exported = json.loads((out / "client.json").read_text(encoding="utf-8"))
    returned = json.loads((tmp_path / "back.json").read_text(encoding="utf-8"))
    assert returned == exported


def test_a_folder_that_holds_something_is_refused(demo):
    _, folder, home = demo
    again = xinbao("demo", folder, home=home)
    assert again.returncode == 2
    assert "not empty" in again.stderr
