"""The card that gives this file a password, changes it or takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QVBoxLayout, QWidget

from xinbao_desktop.gui.models.password_strength import Strength, strength
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.parts import button, label, row, selectable

if TYPE_CHECKING:
    from xinbao_desktop.gui.context import ClientContext


class PasswordCard(QFrame):
    """Asks in place, so that the two new words and the hint stand together."""

    change_wanted = Signal(object, object)  # the present password, the new one; None for none
    sheet_wanted = Signal()

    def __init__(self, context: ClientContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._context = context
        self._removing = False
        self._state = label("", "", wrap=True, name="custody.password.state")
        self._said = label("", "problem", wrap=True, name="custody.password.said")
        self._said.hide()
        self._buttons()
        self._form()
        self._key_box()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(self.tr("Password of this file"), "heading"))
        layout.addWidget(self._state)
        line = row()
        for one in (self.set_, self.change, self.remove, self.sheet):
            line.addWidget(one)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self.form)
        layout.addWidget(self.key_box)

    def show_state(self) -> None:
        """Show whether the file has a password and what can be done about it."""
        client = self._context.client
        locked, fixed = client.encrypted, client.read_only
        self._state.setText(
            self.tr("The whole file is encrypted. Without the password or the recovery sheet "
                    "nobody can open it.")
            if locked else
            self.tr("Without a password anybody who gets the file can read it.")
        )  # fmt: skip
        self.set_.setVisible(not locked)
        for one in (self.change, self.remove, self.sheet):
            one.setVisible(locked)
        for one in (self.set_, self.change, self.remove):
            one.setEnabled(not fixed)

    def show_key(self, key: str | None) -> None:
        """Show the new recovery key, this once; end the asking."""
        self.cancel()
        self._key.setText(key or "")
        self.key_box.setVisible(bool(key))
        self.show_state()

    def say(self, problem: str) -> None:
        """Say what is wrong below the fields."""
        self._said.setText(problem)
        self._said.setVisible(bool(problem))

    def cancel(self) -> None:
        """Forget what was typed."""
        for one in (self.present, self.new, self.again):
            one.clear()
        self.say("")
        self.form.hide()

    def forget(self) -> None:
        """Forget what was typed and the key that was shown; before the page is left."""
        self.cancel()
        self._hide_key()

    def _buttons(self) -> None:
        text = self._context.tokens.text
        self.set_ = button(
            self.tr("Set a password…"), "custody.set", self._ask_new, role="primary", icon="lock",
            colour=self._context.tokens.on_accent,
        )  # fmt: skip
        self.change = button(
            self.tr("Change…"), "custody.change", self._ask_new, icon="lock", colour=text
        )
        self.remove = button(self.tr("Remove…"), "custody.remove", self._ask_removal, role="danger")
        self.sheet = button(
            self.tr("Recovery sheet…"), "custody.sheet", self.sheet_wanted.emit, icon="print",
            colour=text,
        )  # fmt: skip

    def _form(self) -> None:
        self.present = self._line("custody.present", self.tr("Present password"))
        self.new = self._line("custody.new", self.tr("New password"))
        self.again = self._line("custody.again", self.tr("Once more"))
        self.new.textChanged.connect(lambda _: self._show_strength())
        self._strength = label("", "muted", wrap=True, name="custody.strength")
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(SPACE_L)
        self._rows.setVerticalSpacing(SPACE_S)
        for field in (self.present, self.new, self.again):
            self._rows.addRow(field.accessibleName(), field)
        self._rows.addRow("", self._strength)
        self._agree = button(self.tr("Encrypt"), "custody.agree", self.agree, role="primary")
        line = row()
        line.addWidget(self._agree)
        line.addWidget(button(self.tr("Cancel"), "custody.cancel", self.cancel))
        line.addStretch(1)
        self.form = QWidget()
        inner = QVBoxLayout(self.form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._rows)
        inner.addWidget(self._said)
        inner.addLayout(line)
        self.form.hide()

    def _key_box(self) -> None:
        self._key = selectable(label("", "heading", wrap=True, name="custody.key"))
        self._key.setAccessibleName(self.tr("Recovery key"))
        line = row()
        line.addWidget(
            button(
                self.tr("Print the recovery sheet…"), "custody.print", self.sheet_wanted.emit,
                role="primary", icon="print", colour=self._context.tokens.on_accent,
            )
        )  # fmt: skip
        line.addWidget(button(self.tr("I have kept it"), "custody.kept", self._hide_key))
        line.addStretch(1)
        self.key_box = QFrame()
        self.key_box.setProperty("role", "banner")
        inner = QVBoxLayout(self.key_box)
        inner.addWidget(
            label(
                self.tr("The new recovery key opens the file if the password is lost. Print it "
                        "now and keep it away from this computer; sheets printed before no "
                        "longer work."),
                wrap=True,
            )
        )  # fmt: skip
        inner.addWidget(self._key)
        inner.addLayout(line)
        self.key_box.hide()

    def _line(self, name: str, spoken: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setObjectName(name)
        made.setAccessibleName(spoken)
        made.returnPressed.connect(self.agree)
        return made

    def _ask_new(self) -> None:
        self._ask(removing=False)

    def _ask_removal(self) -> None:
        self._ask(removing=True)

    def _ask(self, *, removing: bool) -> None:
        self.forget()
        self._removing = removing
        locked = self._context.client.encrypted
        for line, shown in (
            (self.present, locked), (self.new, not removing), (self.again, not removing),
            (self._strength, not removing),
        ):  # fmt: skip
            self._rows.setRowVisible(line, shown)
        self._agree.setText(
            self.tr("Take the password away") if removing else self.tr("Encrypt the file")
        )
        self._agree.setAccessibleName(self._agree.text())
        self._show_strength()
        self.form.show()
        (self.present if locked else self.new).setFocus()

    def agree(self) -> None:
        """Take over what was typed, unless it cannot be meant."""
        old = self.present.text() or None
        if self._context.client.encrypted and old is None:
            self.say(self.tr("Type the present password."))
        elif self._removing:
            self.change_wanted.emit(old, None)
        elif not self.new.text():
            self.say(self.tr("Type the new password."))
        elif self.new.text() != self.again.text():
            self.say(self.tr("The two new passwords differ."))
        else:
            self.change_wanted.emit(old, self.new.text())

    def _hide_key(self) -> None:
        self._key.clear()
        self.key_box.hide()

    def _show_strength(self) -> None:
        said = {
            Strength.NONE: self.tr("A sentence of four or five words is easy to remember and hard "
                                   "to guess."),
            Strength.WEAK: self.tr("Weak: easily guessed. Make it longer."),
            Strength.FAIR: self.tr("Fair: a few more characters would make it strong."),
            Strength.GOOD: self.tr("Strong."),
        }  # fmt: skip
        self._strength.setText(said[strength(self.new.text(), self._context.client.path.stem)])
