"""A failure nobody foresaw is told plainly and goes to the log, which names no client."""

from __future__ import annotations

import pytest

from xinbao_desktop.app.services import Services
from xinbao_desktop.cli import main


@pytest.fixture
def broken(monkeypatch, tmp_path):
    def fail(*_args, **_more):
        raise ZeroDivisionError("Specimen Imports Ltd owes 100")

    monkeypatch.setenv("XINBAO_HOME", str(tmp_path))
    monkeypatch.delenv("XINBAO_DEBUG", raising=False)
    monkeypatch.setattr(Services, "write_template", fail)


def test_it_ends_with_a_plain_sentence_and_a_discreet_log(broken, tmp_path, capsys):
    assert main(["template", str(tmp_path / "t.xlsx"), "--lang", "en"]) == 6
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "Traceback" not in said
    [log] = (tmp_path / "logs").iterdir()
    words = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in words
    assert "Specimen Imports" not in words


def test_a_developer_sees_the_traceback(broken, tmp_path, monkeypatch):
    monkeypatch.setenv("XINBAO_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["template", str(tmp_path / "t.xlsx")])
