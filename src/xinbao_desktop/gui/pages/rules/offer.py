"""A pack from a file before it is installed: whose it is and which verdicts it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from xinbao_desktop.gui import wording
from xinbao_desktop.gui.models.fact_place import BY_SINGULAR
from xinbao_desktop.gui.models.paged_table import Column
from xinbao_desktop.gui.models.plain_table import PlainTableModel
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.parts import button, label, row, selectable
from xinbao_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from xinbao_desktop.gui.context import ClientContext

TABLE_HEIGHT = 120


class PackOffer(QFrame):
    """Hidden until a pack was proven."""

    trust_wanted = Signal()
    install_wanted = Signal()
    closed = Signal()

    def __init__(self, context: ClientContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("rules.offer")
        self._context = context
        self._title = label("", "heading", wrap=True, name="rules.offer.title")
        self._facts = selectable(label("", "", wrap=True, name="rules.offer.facts"))
        self._facts.setAccessibleName(self.tr("What is known of this pack"))
        self._banner = Banner(context.tokens, "rules.offer.banner")
        self._said = label("", "", wrap=True, name="rules.offer.changes.text")
        self.model: PlainTableModel[dict[str, str]] = PlainTableModel(self._columns(), self)
        self.table = Table("rules.offer.changes", self.tr("Verdicts that would change"))
        self.table.show_plain(self.model, self.model.widths)
        self.table.setMinimumHeight(TABLE_HEIGHT)
        self.trust = button(
            self.tr("Trust this author…"), "rules.offer.trust", self.trust_wanted.emit
        )
        self.install = button(
            self.tr("Install"), "rules.offer.install", self.install_wanted.emit, role="primary"
        )
        line = row()
        for one in (self.install, self.trust):
            line.addWidget(one)
        line.addWidget(button(self.tr("Cancel"), "rules.offer.cancel", self.put_away))
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_M)
        for widget in (self._title, self._facts, self._banner, self._said, self.table):
            layout.addWidget(widget)
        layout.addLayout(line)
        self.hide()

    def show_pack(self, found: dict[str, Any]) -> None:
        """Show a proven pack beside the rules in use."""
        lang = self._context.lang.value
        self._title.setText(f"{found['title'][lang]} · {found['version']}")
        facts = [
            self.tr("Pack: {id}").format(id=found["id"]),
            self.tr("In force from: {day}").format(day=found["valid_from"]),
            self.tr("Author's fingerprint: {mark}").format(mark=found["fingerprint"]),
        ]
        self._facts.setText("\n".join(facts))
        if found["trusted"]:
            self._banner.say(
                self.tr("Every byte, the signature, the rules and their own cases are proven; "
                        "its author is trusted."),
                "good",
            )  # fmt: skip
        else:
            self._banner.say(
                self.tr("The pack is whole, but its author is not trusted yet. Compare the "
                        "fingerprint with the author by telephone, then trust the author's key "
                        "file.")
            )  # fmt: skip
        self.trust.setVisible(not found["trusted"])
        self.install.setEnabled(found["trusted"])
        self._show_changes(found)
        self.show()

    def put_away(self) -> None:
        """Show it no more."""
        self.hide()
        self.closed.emit()

    def _show_changes(self, found: dict[str, Any]) -> None:
        lines = []
        for key, text in (
            ("new_rules", self.tr("New rules: {rules}")),
            ("dropped_rules", self.tr("Rules that fall away: {rules}")),
        ):
            if found[key]:
                lines.append(text.format(rules=", ".join(found[key])))
        changes = found["changes"]
        lines.append(
            self.tr("Verdicts on this client that would change: {count}").format(count=len(changes))
            if changes
            else self.tr("No verdict on this client would change.")
        )
        self._said.setText("\n".join(lines))
        self.model.show_rows(changes)
        self.table.setVisible(bool(changes))

    def _columns(self) -> list[Column[dict[str, str]]]:
        return [
            Column("", self.tr("About"), lambda c: self._subject(c["subject"]), width=200),
            Column("", self.tr("Rule"), lambda c: c["rule"], width=240),
            Column(
                "", self.tr("Now"), lambda c: self._verdict(c["before"]), width=130,
                chip=lambda c: _chip(c["before"]),
            ),
            Column(
                "", self.tr("With this pack"), lambda c: self._verdict(c["after"]), width=150,
                chip=lambda c: _chip(c["after"]),
            ),
        ]  # fmt: skip

    def _subject(self, subject: str) -> str:
        about, _, number = subject.partition(":")
        kind = BY_SINGULAR.get(about)
        title = about if kind is None else kind.title.of(self._context.lang)
        return f"{title} {number}".rstrip()

    def _verdict(self, code: str) -> str:
        return self.tr("No such rule") if code == "none" else wording.verdict(code)


def _chip(code: str) -> str:
    return "" if code == "none" else code
