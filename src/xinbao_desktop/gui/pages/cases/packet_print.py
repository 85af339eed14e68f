"""How a packet is printed: which language stands first, and whether to be sealed or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.parts import row
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from xinbao_desktop.gui.context import ClientContext

LANG = "packet.lang"
TIP = Qt.ItemDataRole.ToolTipRole


class PacketPrint(QWidget):
    """Two choices; the language is remembered, the profile follows the kind of packet."""

    profile_changed = Signal(object)  # a Profile

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        self._lang = _box("packet.lang", self.tr("Which language stands first"))
        self._lang.addItem(self.tr("Chinese first"), Lang.ZH.value)
        self._lang.addItem(self.tr("English first"), Lang.EN.value)
        self._lang.setCurrentIndex(self._lang.findData(context.services.settings.text(LANG)))
        self._lang.setCurrentIndex(max(self._lang.currentIndex(), 0))
        self._profile = _box("packet.profile", self.tr("What it is printed for"))
        self._profile.addItem(self.tr("To be sealed"), Profile.SEAL.value)
        self._profile.addItem(self.tr("To be kept"), Profile.FILE.value)
        self._profile.setItemData(
            0,
            self.tr("For both sides of the sheet: each document begins on a right-hand page."),
            TIP,
        )
        self._profile.setItemData(1, self.tr("Page after page, without blank ones between."), TIP)
        self._profile.currentIndexChanged.connect(lambda _: self.profile_changed.emit(self.profile))
        line = row()
        line.addWidget(self._lang)
        line.addWidget(self._profile)
        self.setLayout(line)

    @property
    def boxes(self) -> tuple[QWidget, QWidget]:
        """The two choices, for the order of the Tab key."""
        return self._lang, self._profile

    @property
    def lang(self) -> Lang:
        """Which language stands first."""
        return Lang(self._lang.currentData())

    @property
    def profile(self) -> Profile:
        """What it is printed for."""
        return Profile(self._profile.currentData())

    def follow(self, usual: Profile) -> None:
        """Choose what a kind of packet is printed for where nobody says otherwise."""
        self._profile.setCurrentIndex(self._profile.findData(usual.value))
        self.profile_changed.emit(usual)  # also where it was chosen already

    def choose(self, lang: Lang, profile: Profile) -> None:
        """Choose as a person would."""
        self._lang.setCurrentIndex(self._lang.findData(lang.value))
        self._profile.setCurrentIndex(self._profile.findData(profile.value))

    def remember(self) -> None:
        """Keep the language for the next packet."""
        self._context.services.settings.set(LANG, self.lang.value)


def _box(name: str, spoken: str) -> QuietComboBox:
    made = QuietComboBox()
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    made.setToolTip(spoken)
    return made
