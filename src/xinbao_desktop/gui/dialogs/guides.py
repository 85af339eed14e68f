"""The offline guides of measure 13, to read beside the work."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from xinbao_desktop.domain.guide import GUIDES

if TYPE_CHECKING:
    from xinbao_desktop.domain.guide import Guide
    from xinbao_desktop.gui.context import Context


class GuidesDialog(QDialog):
    """One tab for each guide; not modal, so that it can stand beside the page."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("guides")
        self.setWindowTitle(context.say(GUIDES))
        self.resize(720, 620)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("guides.tabs")
        self.tabs.setAccessibleName(context.say(GUIDES))
        for guide in context.services.guides:
            reader = QTextBrowser()
            reader.setObjectName(f"guides.{guide.id}")
            reader.setAccessibleName(context.say(guide.title))
            reader.setHtml(_html(guide, context))
            self.tabs.addTab(reader, context.say(guide.title).split("：")[0].split(":")[0])
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs)


def _html(guide: Guide, context: Context) -> str:
    """Return a guide as the simple HTML that a text browser shows."""

    def words(text: str) -> str:
        return escape(text, quote=False)

    parts = [
        f"<h2>{words(context.say(guide.title))}</h2>",
        f"<p>{words(context.say(guide.summary))}</p>",
    ]
    for section in guide.sections:
        points = "".join(f"<li>{words(context.say(point))}</li>" for point in section.points)
        parts.append(f"<h3>{words(context.say(section.heading))}</h3><ul>{points}</ul>")
    checked = context.say(guide.checked())
    parts.append(f"<p><i>{words(checked)}</i></p>")
    return "".join(parts)
