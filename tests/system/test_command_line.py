"""The command line as its user meets it: another process, another folder, no Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

WATCH = """
import sys
from xinbao_desktop.cli import main
status = main(sys.argv[1:])
loaded = sorted(name for name in sys.modules if name.split(".")[0] in {"PySide6", "shiboken6"})
print("LOADED", loaded, file=sys.stderr)
sys.exit(status)
"""


def run(*words: str, cwd, code: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    start = ["-c", code] if code else ["-m", "xinbao_desktop"]
    environment = {**os.environ, "XINBAO_LANG": "en", **more}
    return subprocess.run(
        [sys.executable, *start, *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=240,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.slow
def test_self_check_answers_as_one_json_document_and_loads_no_qt(tmp_path):
    done = run("self-check", "--json", cwd=tmp_path, code=WATCH)
    answer = json.loads(done.stdout)
    assert answer["format"] == 1
    failed = [c for c in answer["checks"] if not c["ok"]]
    assert answer["ok"] is (not failed)
    assert done.returncode == (6 if failed else 0)
    assert [c["id"] for c in failed if c["id"] != "translations"] == []
    assert "LOADED []" in done.stderr


@pytest.mark.slow
def test_a_client_made_filled_and_exported_never_loads_qt(tmp_path):
    assert run("new", "a.xinbao", cwd=tmp_path).returncode == 0
    for words in (
        ["template", "empty.xlsx"],
        ["import", "a.xinbao", "empty.xlsx"],
        ["export", "a.xinbao", "a.json"],
        ["assess", "a.xinbao"],
        ["coverage", "a.xinbao"],
        ["check", "a.xinbao"],
    ):
        done = run(*words, cwd=tmp_path, code=WATCH)
        assert done.returncode == 0, (words, done.stderr)
        assert "LOADED []" in done.stderr


def test_wrong_usage_ends_with_two_and_no_traceback(tmp_path):
    done = run("claim", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "usage:" in done.stderr


def test_a_file_that_is_no_client_ends_with_four_and_says_so(tmp_path):
    (tmp_path / "letter.xinbao").write_text("Dear Sirs", encoding="utf-8")
    done = run("check", "letter.xinbao", cwd=tmp_path)
    assert done.returncode == 4
    assert "letter.xinbao" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "letter.xinbao").read_text("utf-8") == "Dear Sirs"


def test_errors_are_said_in_the_language_asked_for(tmp_path):
    done = run("check", "nothing.xinbao", "--lang", "zh", cwd=tmp_path, PYTHONIOENCODING="utf-8")
    assert done.returncode == 4
    assert any("\u4e00" <= sign <= "\u9fff" for sign in done.stderr)


def test_a_password_without_a_terminal_to_type_it_at_is_wrong_usage(tmp_path):
    done = run("new", "a.xinbao", "--encrypt", cwd=tmp_path, XINBAO_PASSWORD="")
    assert done.returncode == 2
    assert "XINBAO_PASSWORD" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "a.xinbao").exists()


@pytest.mark.parametrize("words", [("import", "a.xinbao", "no.xlsx"), ("verify", "no.pdf")])
def test_an_input_that_is_not_there_is_a_bad_input_named_as_given(tmp_path, words):
    assert run("new", "a.xinbao", cwd=tmp_path).returncode == 0
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr == f"There is no file {words[-1]}. Check its folder and name.\n"
