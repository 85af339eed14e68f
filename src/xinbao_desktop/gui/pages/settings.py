"""The page of settings: language, theme, and the name that stands on answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFormLayout, QVBoxLayout

from xinbao_desktop import __version__
from xinbao_desktop.app.services import USER_NAME
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.models.idle_lock import LOCK_SETTING, lock_minutes
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.editor import LineEditor
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.parts import card, label

if TYPE_CHECKING:
    from xinbao_desktop.gui.context import ClientContext

WIDTH = 560
LOCK_MINUTES = (1, 2, 5, 10, 15, 30, 60)


class SettingsPage(Page):
    """Settings hold for the person, not for the client."""

    name: ClassVar[str] = "settings"

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("settings"))
        self._lang = self._box(
            "settings.lang", self.tr("Language"),
            [("", self.tr("As the system")), ("zh", "中文"), ("en", "English")],
        )  # fmt: skip
        self._theme = self._box(
            "settings.theme", self.tr("Theme"),
            [("system", self.tr("As the system")), ("light", self.tr("Light")),
             ("dark", self.tr("Dark"))],
        )  # fmt: skip
        self._lock = self._box(
            "settings.lock", self.tr("Lock when unused"),
            [(str(n), self.tr("After {n} minutes").format(n=n)) for n in LOCK_MINUTES]
            + [("0", self.tr("Never"))],
        )  # fmt: skip
        self._user = LineEditor()
        self._user.introduce("settings.user", self.tr("Your name"))
        self._user.committed.connect(lambda: self._set(USER_NAME, self._user.words()))
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_L)
        form.setVerticalSpacing(SPACE_M)
        form.addRow(self.tr("Language"), self._lang)
        form.addRow(self.tr("Theme"), self._theme)
        form.addRow(self.tr("Lock when unused"), self._lock)
        form.addRow(self.tr("Your name"), self._user)
        note = label(
            self.tr("Your name stands beside the reasons and confirmations you give."),
            "muted", wrap=True,
        )  # fmt: skip
        inner = QVBoxLayout()
        inner.addLayout(form)
        inner.addWidget(note)
        inner.addWidget(
            label(
                self.tr("Only a client with a password is locked. What is being typed is saved "
                        "first, and nothing under way is cut off."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        holder = card(inner)
        holder.setMaximumWidth(WIDTH)
        self.body.addWidget(holder)
        about = QVBoxLayout()
        about.addWidget(label("Xinbao Desktop 信保案卷", "heading"))
        about.addWidget(label(self.tr("Version {version}").format(version=__version__), "muted"))
        about.addWidget(
            label(
                self.tr("Everything stays on this computer; there is no network connection."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        about_card = card(about)
        about_card.setMaximumWidth(WIDTH)
        self.body.addWidget(about_card)
        self.body.addStretch(1)
        self._lock.activated.connect(
            lambda _: self._set(LOCK_SETTING, str(self._lock.currentData()))
        )
        self._connect(self._lang, "lang")
        self._connect(self._theme, "theme")

    def reload(self) -> None:
        """Show what is set."""
        settings = self.context.services.settings
        self._lang.setCurrentIndex(max(self._lang.findData(settings.text("lang")), 0))
        self._theme.setCurrentIndex(max(self._theme.findData(settings.text("theme", "system")), 0))
        minutes = lock_minutes(settings.text(LOCK_SETTING))
        self._lock.setCurrentIndex(self._lock.findData(str(minutes)))
        self._user.show_words(settings.text(USER_NAME))

    def leave(self) -> None:
        """Take over the name."""
        self._set(USER_NAME, self._user.words())

    def _box(self, name: str, spoken: str, options: list[tuple[str, str]]) -> QuietComboBox:
        box = QuietComboBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        for value, text in options:
            box.addItem(text, value)
        return box

    def _connect(self, box: QuietComboBox, key: str) -> None:
        def taken(_: int) -> None:
            if self._set(key, str(box.currentData() or "")):
                self.context.signals.settings_changed.emit()

        box.activated.connect(taken)

    def _set(self, key: str, value: str) -> bool:
        settings = self.context.services.settings
        if (settings.text(key)) == value:
            return False
        settings.set(key, value)
        return True
