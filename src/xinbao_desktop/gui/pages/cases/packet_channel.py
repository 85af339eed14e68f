"""How a packet is handed in: the channel, what a volume may hold, and whether only late papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from xinbao_desktop.domain.channel import MB, Limits
from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.errors import UsageError
from xinbao_desktop.gui.theme import SPACE_S
from xinbao_desktop.gui.widgets.choice_editor import TermBox
from xinbao_desktop.gui.widgets.flow import FlowLayout
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
        self._profile = Profile.SEAL
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
        self.most_pages.valueChanged.connect(lambda _: self._show_counted())
        self.most_mb.valueChanged.connect(lambda _: self._show_counted())
        self._note = label("", "muted", wrap=True, name="packet.channel.note")
        hand_in = QWidget()
        words = row()
        words.addWidget(label(self.tr("Hand in")))
        words.addWidget(self.channel)
        hand_in.setLayout(words)
        line = QWidget()
        self._line = FlowLayout(line)
        for one in (hand_in, self.most_pages, self.most_mb, self.late):
            self._line.addWidget(one)
        fill(self, line, self._note, room=line)
        self._show_limits()
        self.most_pages.setValue(settings.number(PAGES, self.most_pages.value()))
        self.most_mb.setValue(settings.number(SIZE, self.most_mb.value()))

    def put_first(self, widget: QWidget) -> None:
        """Put something at the beginning of the line."""
        self._line.put_first(widget)

    def put_last(self, widget: QWidget) -> None:
        """Put something at the end of the line."""
        self._line.addWidget(widget)

    @property
    def limits(self) -> Limits:
        """What was chosen; 0 means that there is none."""
        return Limits(self.most_pages.value(), self.most_mb.value() * MB)

    def remember(self) -> None:
        """Keep the choice for the next packet; a limit only where it is not the channel's."""
        settings = self._context.services.settings
        pages, size = self._shipped()
        settings.set(CHANNEL, self.channel.value)
        for key, value, shipped in (
            (PAGES, self.most_pages.value(), pages),
            (SIZE, self.most_mb.value(), size),
        ):
            settings.set(key, None if value == shipped else value)

    def show_profile(self, profile: Profile) -> None:
        """Count as this kind of packet is printed: on both sides, or the client's copy on one."""
        before, mine = self._shipped()[0], self.most_pages.value()
        self._profile = profile
        if mine == before:
            self.most_pages.setValue(self._shipped()[0])
        self._show_counted()

    def show_filed(self, *, filed: bool) -> None:
        """Offer a supplement only where there is a packet to follow."""
        self.late.setEnabled(filed)
        if not filed:
            self.late.setChecked(False)

    def _shipped(self) -> tuple[int, int]:
        """Return the channel's own limits, pages and MB, as the boxes show them."""
        packets = self._context.client.packets
        limits = packets.channels[self.channel.value].limits(self._profile)
        return limits.pages or 0, (limits.size or 0) // MB

    def _show_limits(self) -> None:
        pages, size = self._shipped()
        self.most_pages.setValue(pages)
        self.most_mb.setValue(size)
        self._show_counted()

    def _show_counted(self) -> None:
        """Say what the limits count and where they come from, or that they are too low."""
        packets = self._context.client.packets
        try:
            most = packets.limits(self.channel.value, self._profile, self.limits)
        except UsageError as error:
            self._note.setText(self._context.say(error.text))
            self._note.show()
            return
        self._note.setText(self._context.say(most.words))
        self._note.setVisible(bool(most))
