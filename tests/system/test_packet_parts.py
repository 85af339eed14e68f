"""Packets in several volumes, and supplements to a packet, as the command line makes them."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from xinbao_desktop.app.demo import CASE, DEMO_DAY, run_demo
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.packet.digest import file_sha256
from xinbao_desktop.packet.verify import verify_packet
from xinbao_desktop.papers.mockup import Firm, Look, MockKind, MockPaper, made

pytestmark = pytest.mark.slow
CHANCE = random.Random(20261122)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def file(home, tmp_path_factory):
    return run_demo(build_services(folder=home), tmp_path_factory.mktemp("demo") / "out").client


def started(home, *words):
    environment = {**os.environ, "XINBAO_HOME": str(home), "XINBAO_LANG": "en"}
    return subprocess.Popen(
        [sys.executable, "-m", "xinbao_desktop", *map(str, words)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment,
    )  # fmt: skip


def run(home, *words):
    """Return exit status, the JSON document, and what was said on standard error."""
    child = started(home, *words, "--json")
    said, errors = child.communicate()
    return child.returncode, json.loads(said) if said else {}, errors


def packet(home, file, out, *more):
    return run(home, "packet", file, CASE, out, "--on", DEMO_DAY, *more)


def verdicts(home, file, pdf):
    status, answer, _ = run(home, "verify", pdf, "--client", file, "--case", CASE)
    return status, {c["id"]: (c["verdict"], c["message"]["en"]) for c in answer["checks"]}


def test_without_a_channel_a_packet_is_one_file_and_its_answer_as_ever(home, file, tmp_path):
    status, answer, _ = packet(home, file, tmp_path / "p.pdf")
    assert status == 0
    assert set(answer) == {"format", "packet", "pages", "sha256", "open"}
    status, found = verdicts(home, file, tmp_path / "p.pdf")
    assert status == 0
    assert found["V29"][0] == "pass"
    assert "no channel was chosen" in found["V29"][1]


def test_a_long_packet_is_divided_and_every_volume_verified_with_the_records(home, file, tmp_path):
    status, answer, _ = packet(home, file, tmp_path / "p.pdf", "--max-pages", "50")
    assert status == 0
    volumes = answer["volumes"]
    assert [Path(v["packet"]).name for v in volumes] == ["p-1.pdf", "p-2.pdf", "p-3.pdf"]
    assert answer["packet"] == volumes[0]["packet"]
    assert answer["pages"] == sum(v["pages"] for v in volumes)
    assert answer["limits"]["pages"] == 50
    assert "25 sheets printed on both sides" in answer["limits"]["counted"]["en"]
    assert "your own figure" in answer["limits"]["counted"]["en"]
    assert not (tmp_path / "p.pdf").exists()
    for volume in volumes:
        side = (tmp_path / (Path(volume["packet"]).name + ".sha256")).read_text()
        assert side.split()[0] == volume["sha256"] == file_sha256(tmp_path / side.split()[1])
        status, found = verdicts(home, file, volume["packet"])
        assert status == 0
        assert {key: v for key, v in found.items() if v[0] != "pass"} == {}
        assert "50 pages a volume" in found["V29"][1]


def test_the_users_own_limit_goes_before_the_channels(home, file, tmp_path):
    _, answer, _ = packet(home, file, tmp_path / "a.pdf", "--channel", "paper")
    assert "volumes" not in answer
    _, answer, _ = packet(
        home, file, tmp_path / "b.pdf", "--channel", "online", "--max-mb", "8", "--max-pages", "0"
    )
    assert len(answer["volumes"]) > 1
    for volume in answer["volumes"]:
        assert Path(volume["packet"]).stat().st_size <= 8_000_000


def test_sheets_are_counted_as_the_profile_prints_them(home, file, tmp_path):
    for kind, pages, sides in (("claim", 400, "both sides"), ("file", 200, "one side")):
        status, answer, _ = packet(
            home, file, tmp_path / f"{kind}.pdf", "--channel", "paper", "--packet", kind
        )
        assert (status, answer["limits"]["pages"]) == (0, pages)
        assert f"200 sheets printed on {sides}" in answer["limits"]["counted"]["en"]
        assert "confirm with your insurer" in answer["limits"]["counted"]["en"]


def test_a_page_larger_than_a_file_may_be_is_named_when_building(home, file, tmp_path):
    copy = tmp_path / "c.xinbao"
    shutil.copy(file, copy)
    photo = tmp_path / "照片.jpg"
    noise = random.Random(7).randbytes(1500 * 2000 * 3)
    Image.frombytes("RGB", (1500, 2000), noise).save(photo, quality=80, dpi=(200, 200))
    assert run(home, "evidence", "add", copy, CASE, photo, "--slot", "L02")[0] == 0
    status, answer, errors = packet(home, copy, tmp_path / "p.pdf", "--draft", "--max-mb", "2")
    assert status == 0
    (said,) = (one for one in answer["open"] if one["check"] == "V29")
    assert said["severity"] == "warning"
    assert "照片" in said["message"]["zh"] or "L02" in said["message"]["zh"]
    assert "over the limit of 2 MB" in errors
    over = [v for v in answer["volumes"] if Path(v["packet"]).stat().st_size > 2_000_000]
    assert len(over) == 1
    found = verdicts(home, copy, over[0]["packet"])[1]
    assert found["V29"][0] == "warn"
    assert "L02" in found["V29"][1]


@pytest.mark.parametrize(
    "more",
    [
        ("--channel", "pigeon"),
        ("--max-pages", "5"),
        ("--packet", "financing", "--supplement"),
    ],
)
def test_what_cannot_be_is_wrong_usage_and_leaves_nothing(home, file, tmp_path, more):
    draft = ("--draft",) if "financing" in more else ()
    status, _, errors = packet(home, file, tmp_path / "p.pdf", *more, *draft)
    assert status == 2
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


def test_a_shorter_packet_takes_the_place_of_a_longer_one(home, file, tmp_path):
    packet(home, file, tmp_path / "p.pdf", "--max-pages", "50")
    status, _, errors = packet(home, file, tmp_path / "p.pdf", "--max-pages", "80")
    assert (status, "p-1.pdf exists" in errors) == (2, True)
    _, answer, errors = packet(home, file, tmp_path / "p.pdf", "--max-pages", "80", "--force")
    assert [Path(path).name for path in answer["taken_away"]] == ["p-3.pdf"]
    assert "p-3.pdf, files of a former packet" in errors
    names = sorted(p.name for p in tmp_path.glob("*.pdf"))
    assert names == ["p-1.pdf", "p-2.pdf"]
    packet(home, file, tmp_path / "p.pdf", "--force")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p.pdf", "p.pdf.sha256"]


def test_a_volume_of_a_former_larger_set_is_not_mistaken_for_one_of_this(home, file, tmp_path):
    packet(home, file, tmp_path / "p.pdf", "--max-pages", "50")
    (tmp_path / "p-3.pdf.sha256").unlink()  # no longer sure to be as it was built
    unrelated = tmp_path / "p-7.pdf"
    unrelated.write_bytes(letter_in(tmp_path / "letter.pdf", "x").read_bytes())
    _, answer, errors = packet(home, file, tmp_path / "p.pdf", "--max-pages", "80", "--force")
    assert [Path(v["packet"]).name for v in answer["volumes"]] == ["p-1.pdf", "p-2.pdf"]
    assert [Path(path).name for path in answer["beside"]] == ["p-3.pdf"]
    assert "p-3.pdf" in errors
    assert "p-7.pdf" not in errors
    assert unrelated.exists()
    verdict, said = verdicts(home, file, tmp_path / "p-1.pdf")[1]["V31"]
    assert verdict == "warn"
    assert "beside it lie p-3.pdf, of a former set" in said
    verdict, said = verdicts(home, file, tmp_path / "p-3.pdf")[1]["V31"]
    assert (verdict, "2 files now and holds this one no more" in said) == ("fail", True)
    alone = tmp_path / "alone" / "p-3.pdf"
    alone.parent.mkdir()
    (tmp_path / "p-3.pdf").rename(alone)
    verdict, said = verdicts(home, file, alone)[1]["V31"]
    assert (verdict, "2 files now and holds this one no more" in said) == ("warn", True)
    assert verdicts(home, file, tmp_path / "p-1.pdf")[1]["V31"][0] == "pass"


def test_a_kill_leaves_a_set_of_volumes_that_verify_tells_true(home, file, tmp_path):
    out = tmp_path / "p.pdf"
    packet(home, file, out, "--max-pages", "60", "--draft")
    for _ in range(4):
        child = started(home, "packet", file, CASE, out, "--on", DEMO_DAY, "--draft", "--force",
                        "--max-pages", CHANCE.choice((60, 70)))  # fmt: skip
        time.sleep(CHANCE.uniform(2.0, 14.0))
        child.kill()
        child.communicate()
        volumes = sorted(tmp_path.glob("p-*.pdf"))
        assert len(volumes) >= 2
        for volume in volumes:
            result = verify_packet(volume)
            assert result.of("V01").verdict == "pass"
            bad = [c.id for c in result.checks if c.verdict == "fail"]
            assert bad in ([], ["V31"])  # a mixed set is named, a half file never found


def test_what_comes_after_the_packet_is_a_supplement_to_it(home, file, tmp_path):
    base = packet(home, file, tmp_path / "base.pdf")[1]
    before = (tmp_path / "base.pdf").read_bytes()
    status, answer, errors = packet(home, file, tmp_path / "s0.pdf", "--supplement")
    assert (status, answer["packet"]) == (1, None)
    assert "nothing to supplement" in errors
    assert not (tmp_path / "s0.pdf").exists()

    letter = letter_in(tmp_path / "付款承诺函.pdf", "付款承诺函")
    assert run(home, "evidence", "add", file, CASE, letter, "--slot", "L02")[0] == 0
    with build_services(folder=home).open_for_writing(file) as client:
        case = client.records.get("cases", (CASE,))
        client.records.save(dataclasses.replace(case, mitigation=case.mitigation + "另发律师函。"))
    status, answer, _ = packet(home, file, tmp_path / "s1.pdf", "--supplement")
    assert (status, answer["supplement"]) == (0, 1)
    status, found = verdicts(home, file, tmp_path / "s1.pdf")
    assert {key: v for key, v in found.items() if v[0] != "pass"} == {}
    words = words_of(tmp_path / "s1.pdf")
    assert base["sha256"] in words
    assert "已由补充1第" in words  # the case report was corrected

    again = packet(home, file, tmp_path / "s2.pdf", "--supplement")
    assert again[0] == 1
    letter_in(letter, "第二封付款承诺函")
    run(home, "evidence", "add", file, CASE, letter, "--slot", "L02")
    status, answer, _ = packet(home, file, tmp_path / "s2.pdf", "--supplement", "--max-pages", "50")
    assert (status, answer["supplement"]) == (0, 2)
    assert answer["packet"] is not None
    assert (tmp_path / "base.pdf").read_bytes() == before


def letter_in(path, title):
    seller, buyer = Firm("Xinghe Specimen Co., Ltd."), Firm("Noordzee Specimen Audio B.V.")
    paper = MockPaper(MockKind.DEED, buyer, seller, title=title, paragraphs=("We shall pay.",))
    path.write_bytes(made(paper, Look.TEXT_PDF, 3))
    return path


def words_of(path):
    text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return re.sub(r"\s", "", text)
