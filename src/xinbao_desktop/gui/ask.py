"""Every question to the person in front of the window goes through one replaceable ``Ask``.

Pages never open a message box or a file dialog themselves, so a test answers in their place.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class Ask(Protocol):
    """What a page may ask a person."""

    def confirm(self, title: str, text: str, *, yes: str) -> bool:
        """Ask for a yes; ``yes`` is the word on the button that agrees."""
        ...

    def tell(self, title: str, text: str, details: str = "") -> None:
        """Say something that cannot be said beside the field; ``details`` can be opened."""
        ...

    def line(self, title: str, label: str, initial: str = "") -> str | None:
        """Ask for one line; None when the person thinks better of it."""
        ...

    def paragraph(self, title: str, label: str, initial: str = "") -> str | None:
        """Ask for several lines."""
        ...

    def password(self, title: str, label: str) -> str | None:
        """Ask for a password."""
        ...

    def choose(
        self, title: str, label: str, options: Sequence[str], current: int = 0
    ) -> int | None:
        """Ask for one of several; returns its number."""
        ...

    def open_files(self, title: str, pattern: str) -> Sequence[Path]:
        """Ask for files that exist."""
        ...

    def open_file(self, title: str, pattern: str) -> Path | None:
        """Ask for one file that exists."""
        ...

    def save_file(self, title: str, name: str, pattern: str) -> Path | None:
        """Ask where to write a file; the person has already agreed to replace what is there."""
        ...

    def folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        ...

    def printer(self, title: str, pages: int, *, two_sided: bool = True) -> QPrinter | None:
        """Ask on which printer and which pages; how many sides is a proposal."""
        ...

    def dialog(self, asked: QDialog) -> bool:
        """Ask what a page has put into a dialog of its own; whether the person agrees."""
        ...


class DialogAsk:
    """Asks with the system's own dialogs, in front of the window that is used."""

    def __init__(self) -> None:
        self._folder = str(Path.home())

    @property
    def _window(self) -> QWidget | None:
        return QApplication.activeWindow()

    def confirm(self, title: str, text: str, *, yes: str) -> bool:
        """See ``Ask.confirm``."""
        box = QMessageBox(QMessageBox.Icon.Question, title, text, parent=self._window)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is agree

    def tell(self, title: str, text: str, details: str = "") -> None:
        """See ``Ask.tell``."""
        box = QMessageBox(QMessageBox.Icon.Warning, title, text, parent=self._window)
        if details:
            box.setDetailedText(details)
        box.exec()

    def line(self, title: str, label: str, initial: str = "") -> str | None:
        """See ``Ask.line``."""
        answer, agreed = QInputDialog.getText(
            self._window, title, label, QLineEdit.EchoMode.Normal, initial
        )
        return answer if agreed else None

    def paragraph(self, title: str, label: str, initial: str = "") -> str | None:
        """See ``Ask.paragraph``."""
        answer, agreed = QInputDialog.getMultiLineText(self._window, title, label, initial)
        return answer if agreed else None

    def password(self, title: str, label: str) -> str | None:
        """See ``Ask.password``."""
        answer, agreed = QInputDialog.getText(
            self._window, title, label, QLineEdit.EchoMode.Password
        )
        return answer if agreed else None

    def choose(
        self, title: str, label: str, options: Sequence[str], current: int = 0
    ) -> int | None:
        """See ``Ask.choose``."""
        answer, agreed = QInputDialog.getItem(
            self._window, title, label, list(options), current, editable=False
        )
        return list(options).index(answer) if agreed else None

    def open_files(self, title: str, pattern: str) -> Sequence[Path]:
        """See ``Ask.open_files``."""
        names, _ = QFileDialog.getOpenFileNames(self._window, title, self._folder, pattern)
        return [self._remembered(Path(name)) for name in names]

    def open_file(self, title: str, pattern: str) -> Path | None:
        """See ``Ask.open_file``."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._folder, pattern)
        return self._remembered(Path(name)) if name else None

    def save_file(self, title: str, name: str, pattern: str) -> Path | None:
        """See ``Ask.save_file``."""
        start = str(Path(self._folder) / name)
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, start, pattern)
        if not chosen:
            return None
        path = self._remembered(named(Path(chosen), pattern))
        if str(path) == chosen or not path.exists():
            return path
        told = QCoreApplication.translate("Ask", "There is a file {name}. Replace it?")
        yes = QCoreApplication.translate("Ask", "Replace")
        return path if self.confirm(title, told.format(name=path.name), yes=yes) else None

    def folder(self, title: str) -> Path | None:
        """See ``Ask.folder``."""
        chosen = QFileDialog.getExistingDirectory(self._window, title, self._folder)
        return Path(chosen) if chosen else None

    def printer(self, title: str, pages: int, *, two_sided: bool = True) -> QPrinter | None:
        """See ``Ask.printer``."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        both, one = QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexNone
        printer.setDuplex(both if two_sided else one)  # on both, parts begin on odd pages
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, pages)
        for option in ("PrintPageRange", "PrintCurrentPage"):
            dialog.setOption(QPrintDialog.PrintDialogOption[option], on=True)
        return printer if dialog.exec() == QDialog.DialogCode.Accepted else None

    def dialog(self, asked: QDialog) -> bool:
        """See ``Ask.dialog``."""
        asked.setParent(self._window, asked.windowFlags())
        return asked.exec() == QDialog.DialogCode.Accepted

    def _remembered(self, path: Path) -> Path:
        self._folder = str(path.parent)
        return path


def named(path: Path, pattern: str) -> Path:
    """Return a file to be written with the suffix of its pattern, which not every dialog adds."""
    suffixes = re.findall(r"\*(\.\w+)", pattern)
    if not suffixes or path.suffix.lower() in suffixes:
        return path
    return path.with_name(path.name + suffixes[0])
