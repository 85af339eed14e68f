"""A robot that types into the real window, field after field, until it is killed.

It says a field's key when its first letter is typed. It types as fast as a quick person does,
and never waits for a field to be saved.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from ground import say
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.gui.application import Desktop

KEY_MS = 120


class NobodyAsked:
    """Stands in for the system's dialogs; whatever they would say is not expected."""

    def __getattr__(self, name):
        def answer(*words):
            say("asked", name, *words)
            os._exit(3)

        return answer


def main(path, round_number, *keys):
    app = QApplication([])
    desktop = Desktop(app, build_services(folder=Path(path).with_name("home")), ask=NobodyAsked())
    desktop.window.show()
    desktop.window.activateWindow()
    desktop.window.open_path(Path(path))
    while desktop.window.workspace is None or not desktop.tasks.idle:
        QTest.qWait(20)
    desktop.window.workspace.show_page("company")
    while not desktop.tasks.idle:
        QTest.qWait(20)
    form = desktop.window.workspace.pages["company"].form
    say("ready")
    for key in keys:
        line = form.fields[key].editor.target()
        line.setFocus()
        line.selectAll()
        for count, letter in enumerate(f"{key[:8]} {round_number}"):
            QTest.keyClicks(line, letter)
            if count == 0:
                say(key)
            QTest.qWait(KEY_MS)
    say("left alone")
    QTest.qWait(600_000)


if __name__ == "__main__":
    main(*sys.argv[1:])
