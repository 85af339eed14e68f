"""A set of outputs killed at any step is whole after the next start: all of it, or what was there.

Every change of the disk on the way is a step, and each of them is killed once, with SIGKILL.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from xinbao_desktop.errors import IntegrityError
from xinbao_desktop.files.output_set import atomic_set
from xinbao_desktop.files.set_book import SetBook
from xinbao_desktop.files.set_mark import DRAFT, NAME, SetMark, Step
from xinbao_desktop.files.unfinished import has_sets, unfinished

if TYPE_CHECKING:
    from pathlib import Path

FORMER, VOLUMES = 5, 3
forked = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")


@pytest.fixture(scope="module")
def ground(killing_ground):
    return killing_ground("output_tasks.py")


def volumes(word: str, count: int) -> dict[str, bytes]:
    found = {}
    for number in range(1, count + 1):
        found[f"a-{number}.pdf"] = f"{word} {number}".encode() * 1000
        found[f"a-{number}.pdf.sha256"] = f"{word} {number}\n".encode()
    return found


NEW = volumes("new", VOLUMES)
OLD = volumes("old", FORMER)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def fresh(folder: Path, files: dict[str, bytes]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def hidden(folder: Path) -> list[bytes]:
    return [p.read_bytes() for p in folder.glob(".*.part/*")]


def outcome(folder: Path, before: dict[str, bytes]) -> str:
    """Check what a kill left, finish it as the next start does, and say how it ended."""
    kept = hidden(folder)
    for name, content in contents(folder).items():
        assert content in (before.get(name), NEW.get(name)), f"{name} is neither old nor new"
    lost = [name for name, old in before.items()
            if not (folder / name).exists() and old not in kept]  # fmt: skip
    lefts = list(unfinished(folder))
    assert len(lefts) <= 1
    for left in lefts:
        if left.mark.is_made:
            assert (left.mark.note, left.mark.about) == ("note", "client")
            left.finish()
            left.finish()  # twice does no harm
        left.discard()
    found = contents(folder)
    ended = "new" if found == NEW else "old" if found == before else "mixed"
    assert ended != "mixed"
    assert lost == [] or ended == "new"
    assert not has_sets(folder)
    for unborn in folder.glob(".*.part"):
        assert {path.name for path in unborn.iterdir()} <= {DRAFT}
    list(unfinished(folder))
    assert list(folder.glob(".*")) == []
    return ended


@forked
@pytest.mark.slow
@pytest.mark.parametrize("links", [True, False], ids=["disk", "stick"])
@pytest.mark.parametrize("before", [OLD, {}], ids=["former set", "empty folder"])
def test_a_kill_at_any_step_leaves_a_set_that_is_finished_or_was_never_begun(
    ground, tmp_path, links, before
):
    ends = []
    for step in itertools.count():
        folder = fresh(tmp_path / "out", before)
        ended = ground.run("lay", folder, step, VOLUMES, (links and 1) or 0, delay=None)
        if not ended.killed:
            assert contents(folder) == NEW
            break
        ends.append(outcome(folder, before))
    assert len(ends) > 20
    turned = ends.index("new")  # from the step on which the mark counts, nothing goes back
    assert set(ends[:turned]) == {"old"}
    assert set(ends[turned:]) == {"new"}


@forked
@pytest.mark.slow
def test_putting_back_may_be_killed_at_any_step_too(ground, tmp_path):
    ends = []
    for step in itertools.count():
        folder = fresh(tmp_path / "out", OLD)
        ended = ground.run("fail", folder, step)
        if not ended.killed:
            assert ended.said == ("put back",)
            assert contents(folder) == OLD
            break
        ends.append(outcome(folder, OLD))
    # not begun; begun, so it is finished; put back, and nothing is left to do
    assert [key for key, _ in itertools.groupby(ends)] == ["old", "new", "old"]


@forked
@pytest.mark.slow
def test_finishing_may_be_killed_at_any_step_and_done_again(ground, tmp_path):
    finished = 0
    for step in itertools.count():
        folder = fresh(tmp_path / "out", OLD)
        if not ground.run("lay", folder, step, VOLUMES, 1).killed:
            break
        if not any(left.mark.is_made for left in unfinished(folder)):
            continue
        for again in itertools.count():
            copy = tmp_path / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(folder, copy)
            killed = ground.run("finish", copy, again).killed
            outcome(copy, OLD)
            finished += killed
            if not killed:
                break
    assert finished > 50


def left_set(folder: Path, **more) -> Path:
    """Lay out a set whose program is gone, one volume of it still to be moved."""
    (folder / "a-2.pdf").write_bytes(b"new 2")
    made = folder / ".a.pdf.x.part"
    made.mkdir()
    (made / "1.pdf").write_bytes(b"new 1")
    steps = (
        Step("a-2.pdf", "2.pdf", digest(b"new 2"), digest(b"old 2")),
        Step("a-1.pdf", "1.pdf", digest(b"new 1"), digest(b"old 1")),
    )
    SetMark(
        **{"about": "client", "sitting": "gone", "pid": 2**22 + 5, "steps": steps, **more}
    ).write(made)
    return made


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_what_was_changed_since_is_not_overwritten(tmp_path: Path) -> None:
    left_set(tmp_path)
    (tmp_path / "a-1.pdf").write_bytes(b"somebody's own")
    (left,) = unfinished(tmp_path)
    with pytest.raises(IntegrityError, match=r"a-1\.pdf"):
        left.finish()
    assert (tmp_path / "a-1.pdf").read_bytes() == b"somebody's own"
    assert (left.folder / "1.pdf").read_bytes() == b"new 1"


def test_a_damaged_file_of_the_set_takes_no_place(tmp_path: Path) -> None:
    made = left_set(tmp_path)
    (made / "1.pdf").write_bytes(b"half")
    (tmp_path / "a-1.pdf").write_bytes(b"old 1")
    (left,) = unfinished(tmp_path)
    with pytest.raises(IntegrityError):
        left.finish()
    assert (tmp_path / "a-1.pdf").read_bytes() == b"old 1"


def test_a_set_at_work_is_left_alone(tmp_path: Path) -> None:
    left_set(tmp_path, host="another computer")
    assert list(unfinished(tmp_path)) == []
    assert [left.mark.about for left in unfinished(tmp_path, "client")] == ["client"]
    with atomic_set(tmp_path / "b.pdf", about="client") as outputs:
        assert has_sets(tmp_path)
        found = [left.folder for left in unfinished(tmp_path, "client")]
        assert outputs.folder not in found


def test_a_mark_that_cannot_be_read_is_nobodys(tmp_path: Path) -> None:
    made = left_set(tmp_path)
    for words in ("", "[]", "{}", json.dumps({"steps": [{"x": 1}]})):
        (made / NAME).write_text(words)
        assert list(unfinished(tmp_path)) == []
    assert list(unfinished(tmp_path / "gone")) == []


def test_the_book_knows_where_a_set_is_under_way(tmp_path: Path) -> None:
    book = SetBook(tmp_path / "book")
    with atomic_set(tmp_path / "a.pdf", book=book) as outputs:
        (outputs.folder / "1").write_bytes(b"x")
        outputs.place(outputs.folder / "1", tmp_path / "a.pdf")
        assert list(book.folders().values()) == [tmp_path]
    assert book.folders() == {}
    (tmp_path / "file").write_bytes(b"")
    with atomic_set(tmp_path / "b.pdf", book=SetBook(tmp_path / "file" / "book")):
        pass  # no book can be kept there, and the set stands all the same


def test_what_cannot_be_put_back_is_kept_for_the_next_start(tmp_path, monkeypatch):
    """A stick pulled out in the middle: neither forward nor back, so nothing is thrown away."""
    from xinbao_desktop.files import output_set

    (tmp_path / "a-1.pdf").write_bytes(b"old 1")
    (tmp_path / "a-2.pdf").write_bytes(b"old 2")
    move, moved = output_set.take_place, []

    def gone(draft, path, *, force):
        if moved:
            raise OSError(5, "the stick is gone", str(path))
        moved.append(path)
        move(draft, path, force=force)

    def stuck(*_):
        raise OSError(5, "the stick is gone", str(tmp_path))

    monkeypatch.setattr(output_set, "take_place", gone)
    monkeypatch.setattr(output_set.OutputSet, "_put_back", stuck)
    with (  # noqa: PT012
        pytest.raises(OSError, match="the stick is gone"),
        atomic_set(tmp_path / "a.pdf", force=True, about="client") as outputs,
    ):
        for number in (1, 2):
            (outputs.folder / f"{number}").write_bytes(f"new {number}".encode())
            outputs.place(outputs.folder / f"{number}", tmp_path / f"a-{number}.pdf")
    mark = next(tmp_path.glob(f".*.part/{NAME}"))
    found = json.loads(mark.read_text())
    found["sitting"], found["pid"] = "gone", 2**22 + 5
    mark.write_text(json.dumps(found))
    (left,) = unfinished(tmp_path)
    left.finish()
    assert contents(tmp_path) == {"a-1.pdf": b"new 1", "a-2.pdf": b"new 2"}
