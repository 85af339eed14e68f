"""What is said of one paper: its title, its date, its note; each field is saved when it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout

from xinbao_desktop.domain import schema
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.parts import button, row
from xinbao_desktop.gui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.gui.context import ClientContext

SIZE = (520, 360)
GIVEN = ("case_no", "slot", "path", "invoice_no", "pages", "waived_reason")
"""What is said elsewhere: by where the paper is filed, or by the paper itself."""


class PaperDetails(QDialog):
    """Modal: the paper is not filed elsewhere meanwhile."""

    def __init__(self, context: ClientContext, document: Document) -> None:
        super().__init__()
        self.setObjectName("paper.details")
        self.setWindowTitle(document.title or document.path)
        self.resize(*SIZE)
        self.form = RecordForm(context, schema.kind("documents"), GIVEN)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        layout.addWidget(self.form, 1)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Close"), "paper.details.close", self.accept, role="primary"))
        layout.addLayout(foot)
        self.form.show_record(document)
        self.form.focus_first()

    def done(self, result: int) -> None:
        """Take over what is being typed, however it is closed."""
        self.form.commit()
        super().done(result)
