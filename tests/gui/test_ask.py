from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog

from xinbao_desktop.gui.ask import DialogAsk, named


@pytest.mark.parametrize(
    ("given", "written"),
    [("卷", "卷.pdf"), ("卷.pdf", "卷.pdf"), ("A.PDF", "A.PDF"), ("AJ.2024-01", "AJ.2024-01.pdf")],
)
def test_a_file_gets_the_suffix_that_the_dialog_left_out(given, written):
    assert named(Path(given), "PDF (*.pdf)") == Path(written)


def test_a_file_that_the_dialog_did_not_see_is_asked_about(qapp, monkeypatch, tmp_path: Path):
    (tmp_path / "packet.pdf").write_bytes(b"earlier")
    ask, asked = DialogAsk(), []
    typed = (str(tmp_path / "packet"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: typed)
    monkeypatch.setattr(ask, "confirm", lambda *words, yes: asked.append(words) or False)
    assert ask.save_file("Packet", "packet.pdf", "PDF (*.pdf)") is None
    assert "packet.pdf" in asked[0][1]


def test_the_system_is_asked_for_ranges_and_the_page_looked_at(qapp, monkeypatch):
    seen = []

    def answer(dialog):
        seen.append(dialog)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    assert DialogAsk().printer("Packet", 12) is not None
    options = QPrintDialog.PrintDialogOption
    assert seen[0].testOption(options.PrintPageRange)
    assert seen[0].testOption(options.PrintCurrentPage)
    assert seen[0].maxPage() == 12
