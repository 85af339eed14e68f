"""What a killed build left is finished by its own client, and never by another one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.errors import IntegrityError, UsageError
from xinbao_desktop.files.set_mark import SetMark, Step

if TYPE_CHECKING:
    from pathlib import Path

NEW = b"%PDF-1.7 new"


@pytest.fixture
def packets(tmp_path):
    services = build_services(folder=tmp_path / "home")
    with services.create_client(tmp_path / "c.xinbao") as client:
        yield client.packets


def left_set(folder: Path, about: str, *, made: bool = True) -> Path:
    """Lay out what a program leaves that was killed before its one file took its place."""
    folder.mkdir(exist_ok=True)
    hidden = folder / ".p.pdf.9-x.part"
    hidden.mkdir()
    (hidden / "1.pdf").write_bytes(NEW)
    old = hashlib.sha256(b"old").hexdigest()
    step = Step("p-1.pdf", "1.pdf", hashlib.sha256(NEW).hexdigest(), old)
    steps = (step,) if made else ()
    SetMark(about=about, steps=steps, sitting="gone", pid=2**22 + 5).write(hidden)
    return hidden


def own_id(packets) -> str:
    return packets._desk.file.client_id


def test_a_set_of_another_client_is_named_and_stops_a_packet_of_that_name(packets, tmp_path):
    out = tmp_path / "out"
    hidden = left_set(out, "another client")
    (told,) = packets.settle(out)
    assert "another client" in told.en
    with pytest.raises(UsageError, match=r"p-1\.pdf"):
        packets._unfinished.make_way(out / "p.pdf", force=True)
    packets._unfinished.make_way(out / "q.pdf", force=False)
    assert (hidden / "1.pdf").read_bytes() == NEW


def test_a_stuck_set_of_ones_own_gives_way_to_a_build_that_may_replace(packets, tmp_path):
    out = tmp_path / "out"
    hidden = left_set(out, own_id(packets))
    (out / "p-1.pdf").write_bytes(b"put there by hand")
    (told,) = packets.settle(out)
    assert "p-1.pdf" in told.en
    with pytest.raises(IntegrityError):
        packets._unfinished.make_way(out / "p.pdf", force=False)
    assert hidden.exists()
    packets._unfinished.make_way(out / "p.pdf", force=True)
    assert not hidden.exists()
    assert (out / "p-1.pdf").read_bytes() == b"put there by hand"


def test_a_build_finishes_what_the_one_before_it_left(packets, tmp_path):
    out = tmp_path / "out"
    hidden = left_set(out, own_id(packets))
    (out / "p-1.pdf").write_bytes(b"old")
    packets._unfinished.make_way(out / "p.pdf", force=False)
    assert (out / "p-1.pdf").read_bytes() == NEW
    assert not hidden.exists()


def test_what_was_only_half_written_is_cleared_away_whosever_it_was(packets, tmp_path):
    hidden = left_set(tmp_path / "out", "another client", made=False)
    (told,) = packets.settle(tmp_path / "out")
    assert "cleared away" in told.en
    assert not hidden.exists()
