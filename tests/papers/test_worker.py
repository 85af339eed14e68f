"""The worker process: what it answers when something other than the file is at fault."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from xinbao_desktop.domain.paper import Refusal
from xinbao_desktop.papers import convert, refusals, worker
from xinbao_desktop.papers.report import Job

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOSPC, "no space"), refusals.DISK_FULL),
        (OSError("broken data stream"), refusals.UNREADABLE.fill(kind="OSError")),
    ],
)
def test_a_full_disk_is_not_blamed_on_the_file(tmp_path, monkeypatch, error, reason):
    def fail(source: Path, target: Path, turns: object) -> None:
        target.write_bytes(b"half")
        raise error

    monkeypatch.setattr(convert, "convert", fail)
    job = Job(tmp_path / "a.jpg", tmp_path / "a.pdf", {})
    assert worker._answer(job) == Refusal(reason)
    assert list(tmp_path.iterdir()) == []
