"""How a packet is handed in: the channel, what a volume may hold, and whether only late papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from xinbao_desktop.domain.channel import MB, Limits
from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.gui.theme import SPACE_S
from xinbao_desktop.gui.widgets.choice_editor import TermBox
from xinbao_desktop.gui.widgets.parts import fill, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from xinbao_desktop.gui.context import ClientContext

OWN = "own"  # the channel without limits, until another one is chosen
CHANNEL, PAGES, SIZE = "packet.channel", "packet.max_pages", "packet.max_mb"


class LimitBox(QSpinBox):
    """A limit of a volume; 0 is shown as having none."""

    def __init__(self, name: str, unit: str, none: str, most: int, step: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(unit)
        self.setRange(0, most)
        self.setSingleStep(step)
        self.setSuffix(f" {unit}")
        self.setSpecialValueText(none)
        self.lineEdit().setTextMargins(SPACE_S, 0, 0, 0)  # a style sheet's padding ends before it

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()


class PacketChannel(QWidget):
    """Chooses the channel, and remembers the choice."""

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        settings = context.services.settings
        first = settings.text(CHANNEL, OWN)
        self.channel = TermBox(context.words["channel"], context.lang, "packet.channel", first)
        self.channel.activated.connect(lambda _: self._show_limits())
        self.most_pages = LimitBox(
            "packet.max_pages", self.tr("pages a volume"), self.tr("No page limit"), 5000, 20
        )
        self.most_mb = LimitBox(
            "packet.max_mb", self.tr("MB a file"), self.tr("No size limit"), 2000, 5
        )
        self.late = QCheckBox(self.tr("Only what came since the last final packet"))
        self.late.setObjectName("packet.supplement")
        self.late.setAccessibleName(self.late.text())
        self.late.setToolTip(
            self.tr("A supplement with numbers of its own; the packet handed in stays as it is.")
        )
        self._note = label("", "muted", wrap=True, name="packet.channel.note")
        self._line = line = row()
        for one in (
            label(self.tr("Hand in")),
            self.channel,
            self.most_pages,
            self.most_mb,
            self.late,
        ):
            line.addWidget(one)
        line.addStretch(1)
        fill(self, line, self._note)
        self._show_limits()
        if settings.text(CHANNEL):
            self.most_pages.setValue(settings.number(PAGES))
            self.most_mb.setValue(settings.number(SIZE))

    def put_last(self, widget: QWidget) -> None:
        """Put something at the end of the line."""
        self._line.addWidget(widget)

    @property
    def limits(self) -> Limits:
        """What was chosen; 0 means that there is none."""
        return Limits(self.most_pages.value(), self.most_mb.value() * MB)

    def remember(self) -> None:
        """Keep the choice for the next packet."""
        settings = self._context.services.settings
        for key, value in (
            (CHANNEL, self.channel.value),
            (PAGES, self.most_pages.value()),
            (SIZE, self.most_mb.value()),
        ):
            settings.set(key, value)

    def show_filed(self, *, filed: bool) -> None:
        """Offer a supplement only where there is a packet to follow."""
        self.late.setEnabled(filed)
        if not filed:
            self.late.setChecked(False)

    def _show_limits(self) -> None:
        channel = self._context.client.packets.channels[self.channel.value]
        limits = channel.limits(Profile.SEAL)
        self.most_pages.setValue(limits.pages or 0)
        self.most_mb.setValue((limits.size or 0) // MB)
        self._note.setText(self._context.say(channel.note))
        self._note.setVisible(bool(limits))
