"""Killing the program in the middle of an import, of building a packet, of an export.

What was there stays whole: an import is there as a whole or not at all, an output is the old
file or the new one. ``XINBAO_KILLS=1000`` runs the full number of kills.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

import pypdf
import pytest
import xlsxwriter

from xinbao_desktop.app.demo import CASE, DEMO_DAY, RECORDS
from xinbao_desktop.assets import asset
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.packet_contents import PacketContents
from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.papers.mockup import Firm, Look, MockKind, MockPaper, made
from xinbao_desktop.scratch import sweep

KILLS = int(os.environ.get("XINBAO_KILLS", "8"))
LANDED = Path(__file__).parents[1] / "data" / "first_landing" / "demo.xinbao"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300 + 8 * KILLS),
    pytest.mark.skipif(sys.platform == "win32", reason="children are forked"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def ground(killing_ground, home):
    return killing_ground("program_tasks.py", XINBAO_HOME=str(home), TMPDIR=str(home))


@pytest.fixture(scope="module")
def services(home):
    return build_services(folder=home)


def damage(client):
    return [finding for finding in client.backups.check() if finding.damage]


def records(client):
    return sum(1 for _ in client.records.client().all_records())


def test_an_import_is_there_as_a_whole_or_not_at_all(ground, services, tmp_path):
    empty, file, book = tmp_path / "empty.xinbao", tmp_path / "c.xinbao", asset(RECORDS)
    services.create_client(empty).close()
    seconds = min(ground.run("take", shutil.copy(empty, file), book).seconds for _ in range(3))
    rng, seen, torn = random.Random(20261122), {0: 0, 111: 0}, 0
    for _ in range(KILLS):
        shutil.copy(empty, file)
        ended = ground.run("take", file, book, delay=rng.uniform(0, seconds * 1.1))
        torn += file.with_name(file.name + "-journal").exists()
        with services.open_client(file) as client:
            assert damage(client) == []
            count = records(client)
            seen[count] += 1
            assert count == 111 or not ended.said
            client.imports.apply(client.imports.preview(book))
            assert records(client) == 111
    assert seen[0]
    assert KILLS < 100 or (seen[111] and torn)


def test_an_import_cut_off_among_its_papers_is_made_whole_by_the_next(ground, services, tmp_path):
    seller = Firm("Specimen Export Co., Ltd.", "1 Specimen Road")
    for number in range(3):
        paper = MockPaper(MockKind.FORM, seller, title=f"paper {number}")
        (tmp_path / f"{number}.pdf").write_bytes(made(paper, Look.TEXT_PDF, number))
    book = tmp_path / "w.xlsx"
    with xlsxwriter.Workbook(str(book)) as out:
        out.add_worksheet("cases").write_column(0, 0, ["case_no", "C-1"])
        sheet = out.add_worksheet("documents")
        rows = [("case_no", "slot", "path"), *(("C-1", "T01", f"{n}.pdf") for n in range(3))]
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    empty, file = tmp_path / "empty.xinbao", tmp_path / "c.xinbao"
    services.create_client(empty).close()
    shutil.copy(empty, file)
    for papers in range(4):
        shutil.copy(empty, file)
        ended = ground.run("take_some", file, book, papers)
        assert ended.killed == (papers < 3)
        with services.open_client(file) as client:
            assert damage(client) == []
            documents = client.records.client().documents
            assert sum(d.sha256 is not None for d in documents) == papers
            client.imports.apply(client.imports.preview(book))
            documents = client.records.client().documents
            assert [d.sha256 for d in documents] == [
                hashlib.sha256((tmp_path / f"{n}.pdf").read_bytes()).hexdigest() for n in range(3)
            ]
            assert damage(client) == []


def test_a_packet_is_the_old_one_or_the_new_one(ground, services, home, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(home))  # the children's
    file, out = tmp_path / "demo.xinbao", tmp_path / "packet.pdf"
    shutil.copy(LANDED, file)
    day = DEMO_DAY.isoformat()
    seconds = min(ground.run("pack", file, CASE, out, day).seconds for _ in range(3))
    new = hashlib.sha256(out.read_bytes()).hexdigest()
    assert len(pypdf.PdfReader(out, strict=True).pages) > 30
    with services.open_client(file) as client:
        kept = len(client.packets.kept(CASE))
    rng, seen, left = random.Random(5), {"old": 0, "new": 0}, 0
    for number in range(KILLS):
        if number % 10 == 0:
            shutil.copy(LANDED, file)
        old = f"%PDF-1.7 an old packet, {number}".encode()
        out.write_bytes(old)
        side = out.with_name("packet.pdf.sha256")
        side.write_text(f"{hashlib.sha256(old).hexdigest()}  packet.pdf\n")
        delay = rng.uniform(0, seconds * 1.1)
        ended = ground.run("pack", file, CASE, out, day, delay=delay)
        content = out.read_bytes()
        found = hashlib.sha256(content).hexdigest()
        seen["old" if content == old else "new"] += 1
        assert content == old or found == new
        assert not ended.said or found == new
        assert not side.exists() or side.read_text().split()[0] == found
        with services.open_client(file) as client:
            assert damage(client) == []
            kept = [packet.sha256 for packet in client.packets.kept(CASE)]
            assert not ended.said or new in kept
            assert set(kept) <= {new}
        left += sweep()
        assert not list(home.glob("xinbao-*"))
    assert seen["old"]
    assert left, "no kill left a paper behind"
    assert KILLS < 100 or seen["new"]


MOVES = 6  # three volumes, each with its side file


@pytest.mark.parametrize("move", [0, 1, 2, 3, MOVES - 1, -1])
def test_volumes_cut_off_between_their_moves_are_one_set_after_the_next_start(
    ground, services, home, tmp_path, move, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    file, out, day = tmp_path / "demo.xinbao", tmp_path / "out" / "p.pdf", DEMO_DAY.isoformat()
    out.parent.mkdir()
    shutil.copy(LANDED, file)
    old = {}
    for number in range(1, 6):
        path = out.with_name(f"p-{number}.pdf")
        path.write_bytes(f"%PDF-1.7 old volume {number}".encode())
        old[path] = path.read_bytes()
        digest = hashlib.sha256(old[path]).hexdigest()
        path.with_name(path.name + ".sha256").write_text(f"{digest}  {path.name}\n")
    ended = ground.run("pack_volumes", file, CASE, out, day, move)
    assert ended.killed
    moved = [path for path in old if path.exists() and path.read_bytes() != old[path]]
    assert len(moved) == {0: 0, 1: 1, 2: 2}.get(move, 3)
    for path in moved:
        said = services.verify_packet(path).of("V31")
        assert said.verdict is not CheckVerdict.PASS
        assert "p-1.pdf、p-2.pdf、p-3.pdf" in said.message.zh
    with services.open_client(file) as client:
        assert client.packets.kept(CASE) == []
        (told,) = client.packets.settle(out.parent if move % 2 else None)  # or by the book
        assert "p-1.pdf、p-2.pdf、p-3.pdf" in told.zh
        assert client.packets.settle(out.parent) == ()
        (kept,) = client.packets.kept(CASE)
        names = {f"p-{number}.pdf" for number in (1, 2, 3)}
        assert {path.name for path in out.parent.iterdir()} == names | {
            f"{name}.sha256" for name in names
        }
        digests = [v.sha256 for v in PacketContents.of_json(kept.contents).volumes]
        volumes = [out.with_name(f"p-{number}.pdf") for number in (1, 2, 3)]
        assert [hashlib.sha256(v.read_bytes()).hexdigest() for v in volumes] == digests
        if move == 1:
            for volume in volumes:
                result = client.packets.verify(volume, CASE)
                assert result.of("V31").verdict is CheckVerdict.PASS
                assert result.of("V32").verdict is CheckVerdict.PASS


def test_an_export_is_whole_or_absent(ground, services, tmp_path):
    file, empty = tmp_path / "demo.xinbao", tmp_path / "empty.xinbao"
    shutil.copy(LANDED, file)
    services.create_client(empty).close()
    with services.open_client(file, write=False) as client:
        count = records(client)
        papers = len({d.sha256 for d in client.records.client().documents} - {None})
    rng, made_ = random.Random(6), 0
    for number in range(KILLS):
        place = tmp_path / str(number)
        place.mkdir()
        ended = ground.run("export", file, place, delay=rng.uniform(0, 1.0))
        found = {str(path) for path in place.iterdir() if not path.name.startswith(".")}
        assert set(ended.said) <= found
        with services.open_client(empty, write=False) as client:
            for path in map(Path, found):
                assert len(client.imports.preview(path).plan.additions) == count
                if path.is_dir():
                    files = [one for one in path.rglob("*") if one.is_file()]
                    assert len(files) >= papers + 2
        made_ += len(ended.said)
        shutil.rmtree(place)
    assert made_
