import os
import subprocess
import sys
import textwrap
import time

import pytest

from xinbao_desktop.domain.paper import PreparedPaper, Refusal
from xinbao_desktop.errors import Cancelled, DiskError
from xinbao_desktop.papers import refusals, worker_process
from xinbao_desktop.papers.intake import PaperIntake, TimeLimit
from xinbao_desktop.papers.limits import MEMORY_EXIT, MEMORY_MB


class Impatient:
    """A progress that is cancelled after so many questions."""

    def __init__(self, patience):
        self.patience = patience

    def step(self, done, total, message=""):
        self.patience -= 1
        if self.patience < 0:
            raise Cancelled


@pytest.fixture
def behave(tmp_path, monkeypatch):
    """Have the worker's conversion replaced by other code."""

    def replaced(code):
        script = tmp_path / "worker.py"
        lines = [
            "import sys, os, time",
            "from xinbao_desktop.papers import convert, worker",
            "from xinbao_desktop.domain.paper import PreparedPaper",
            "def strange(source, target, turns):",
            textwrap.indent(textwrap.dedent(code), "    "),
            "convert.convert = strange",
            "sys.exit(worker.main())",
        ]
        script.write_text("\n".join(lines), encoding="utf-8")
        monkeypatch.setattr(worker_process, "worker_command", lambda: [sys.executable, str(script)])

    return replaced


@pytest.fixture
def paper(tmp_path, kit):
    path = tmp_path / "装箱单 a.pdf"
    path.write_bytes(kit.pdf_of())
    return path


def test_one_worker_prepares_several_papers(paper, tmp_path, kit):
    picture = tmp_path / "a.jpg"
    picture.write_bytes(kit.encoded(kit.arrow(), "JPEG"))
    with PaperIntake() as taking:
        first = taking.prepare(paper, tmp_path / "1.pdf")
        worker = taking._worker
        second = taking.prepare(picture, tmp_path / "2.pdf", turns={1: 90})
        assert taking._worker is worker
    assert isinstance(first, PreparedPaper)
    assert first.pages[0].text == "Hello, this page stands upright"
    assert isinstance(second, PreparedPaper)
    assert second.pages[0].turned == 90
    assert worker.exit_status is not None
    assert sorted(p.name for p in tmp_path.glob("*.pdf*")) == ["1.pdf", "2.pdf", "装箱单 a.pdf"]


def test_the_original_stays_byte_for_byte(paper, tmp_path):
    before = (paper.read_bytes(), paper.stat().st_mtime_ns)
    with PaperIntake() as taking:
        taking.prepare(paper, tmp_path / "1.pdf")
    assert (paper.read_bytes(), paper.stat().st_mtime_ns) == before


def test_what_cannot_be_a_paper_needs_no_worker(tmp_path):
    empty = tmp_path / "empty.pdf"
    empty.touch()
    with PaperIntake() as taking:
        assert taking.prepare(empty, tmp_path / "1.pdf") == Refusal(refusals.EMPTY)
        assert taking._worker is None


def test_a_crash_refuses_this_file_and_not_the_next(behave, paper, tmp_path, kit):
    behave(
        """
        if source.suffix == ".pdf":
            os.kill(os.getpid(), 11) if hasattr(os, "kill") else os._exit(3)
        return PreparedPaper((), "image/jpeg")
        """
    )
    picture = tmp_path / "a.jpg"
    picture.write_bytes(kit.encoded(kit.arrow(), "JPEG"))
    with PaperIntake() as taking:
        assert taking.prepare(paper, tmp_path / "1.pdf") == Refusal(refusals.CRASHED)
        target = tmp_path / "2.pdf"
        (tmp_path / "2.pdf.part").write_bytes(b"made")
        assert isinstance(taking.prepare(picture, target), PreparedPaper)
        assert target.read_bytes() == b"made"


def test_a_hang_is_stopped_and_leaves_nothing_behind(behave, paper, tmp_path):
    behave("target.write_bytes(b'half'); time.sleep(60)")
    target = tmp_path / "1.pdf"
    begun = time.monotonic()
    with PaperIntake(TimeLimit(0.3, 0)) as taking:
        answer = taking.prepare(paper, target)
    assert isinstance(answer, Refusal)
    assert answer.reason == refusals.TIMEOUT.fill(seconds=0)
    assert time.monotonic() - begun < 20
    assert not list(tmp_path.glob("1.pdf*"))


def test_a_cancel_stops_the_worker_and_leaves_nothing_behind(behave, paper, tmp_path):
    behave("target.write_bytes(b'half'); time.sleep(60)")
    with PaperIntake() as taking:
        with pytest.raises(Cancelled):
            taking.prepare(paper, tmp_path / "1.pdf", progress=Impatient(12))
        assert taking._worker is None
    assert not list(tmp_path.glob("1.pdf*"))


@pytest.mark.skipif(sys.platform != "linux", reason="address space is bounded on Linux")
def test_too_much_memory_is_refused_with_that_reason(behave, paper, tmp_path):
    behave("hoard = bytearray(5_000_000_000)")
    with PaperIntake() as taking:
        answer = taking.prepare(paper, tmp_path / "1.pdf")
    assert answer == Refusal(refusals.MEMORY.fill(limit=MEMORY_MB))


def test_a_worker_that_found_itself_too_big_says_so(behave, paper, tmp_path):
    behave(f"os._exit({MEMORY_EXIT})")
    with PaperIntake() as taking:
        answer = taking.prepare(paper, tmp_path / "1.pdf")
    assert answer == Refusal(refusals.MEMORY.fill(limit=MEMORY_MB))


def test_an_unexpected_error_is_the_files_fault_not_the_programs(behave, paper, tmp_path):
    behave("raise ZeroDivisionError")
    with PaperIntake() as taking:
        answer = taking.prepare(paper, tmp_path / "1.pdf")
    assert isinstance(answer, Refusal)
    assert "ZeroDivisionError" in answer.reason.en


def test_what_libraries_print_does_not_disturb_the_answer(behave, paper, tmp_path):
    behave(
        """
        os.write(1, b"noise from C\\n")
        print("noise from Python", flush=True)
        target.write_bytes(b"made")
        return PreparedPaper((), "application/pdf")
        """
    )
    with PaperIntake() as taking:
        assert taking.prepare(paper, tmp_path / "1.pdf") == PreparedPaper((), "application/pdf")


def test_a_worker_that_never_starts_is_a_broken_installation(paper, tmp_path, monkeypatch):
    monkeypatch.setattr(worker_process, "worker_command", lambda: [sys.executable, "-c", "pass"])
    with PaperIntake() as taking, pytest.raises(DiskError, match="does not start"):
        taking.prepare(paper, tmp_path / "1.pdf")


def test_a_copy_into_a_missing_folder_is_an_error(paper, tmp_path):
    with PaperIntake() as taking, pytest.raises(DiskError):
        taking.prepare(paper, tmp_path / "gone" / "1.pdf")


def test_a_frozen_program_starts_itself_as_the_worker(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_process.worker_command() == [sys.executable, worker_process.WORKER_ARGUMENT]


def test_a_file_in_the_working_folder_is_not_taken_for_a_library(paper, tmp_path, monkeypatch):
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "pikepdf.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(trap)
    with PaperIntake() as taking:
        assert isinstance(taking.prepare(paper, tmp_path / "1.pdf"), PreparedPaper)


def test_the_worker_imports_no_window_and_no_network():
    code = "import sys, xinbao_desktop.papers.worker as w; w._load(); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"PySide6", "sqlalchemy", "reportlab", "requests"}


def test_the_program_itself_can_be_the_worker(paper, tmp_path, monkeypatch):
    itself = [sys.executable, "-m", "xinbao_desktop", worker_process.WORKER_ARGUMENT]
    monkeypatch.setattr(worker_process, "worker_command", lambda: itself)
    with PaperIntake() as taking:
        assert isinstance(taking.prepare(paper, tmp_path / "1.pdf"), PreparedPaper)
