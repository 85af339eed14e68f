"""The packet of the case: what is still open, building it, looking at it, printing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.formatting import file_name
from xinbao_desktop.gui.pages.cases.built_words import built_words
from xinbao_desktop.gui.pages.cases.fill_blank import FillBlank
from xinbao_desktop.gui.pages.cases.finished_packet import FinishedPacket
from xinbao_desktop.gui.pages.cases.open_checks import OpenChecks
from xinbao_desktop.gui.pages.cases.packet_channel import PacketChannel
from xinbao_desktop.gui.pages.cases.packet_print import PacketPrint
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.choice_editor import TermBox
from xinbao_desktop.gui.widgets.parts import button, fill, halves, label, row
from xinbao_desktop.gui.widgets.veil import Veil
from xinbao_desktop.gui.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.app.open_checks import OpenCheck
    from xinbao_desktop.app.packets import BuiltPacketAnswer
    from xinbao_desktop.domain.crosscheck import Question
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.text import Text


@dataclass(frozen=True, slots=True)
class _State:
    """How a packet stands: what is open, what it is printed for, what a person is asked.

    ``settled`` says what was done about a build that was cut off.
    """

    open: Sequence[OpenCheck]
    profile: Profile
    questions: Sequence[Question]
    settled: Sequence[Text]


class PacketTab(QWidget):
    """Builds the claim packet."""

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        self._case_no = ""
        self._errors = 0
        self._open = 0
        self._unsaid = 0
        self._turned = False  # a person wants the open points otherwise than they are shown
        self._follow = True  # another kind of packet was chosen: it is printed as is usual for it
        self._draft = QCheckBox(self.tr("Draft"))
        self._draft.setObjectName("packet.draft")
        self._draft.setToolTip(self.tr("Marked as such on every page; may be incomplete."))
        self._draft.setAccessibleName(self._draft.text())
        self._draft.toggled.connect(lambda _: self._show_can())
        self.packet = TermBox(context.words["packet"], context.lang, "packet.kind", "claim")
        self.packet.activated.connect(lambda _: self._on_kind())
        self.channel = PacketChannel(context)
        self.choices = PacketPrint(context)
        self.choices.profile_changed.connect(self.channel.show_profile)
        self._build_button = button(
            self.tr("Build packet…"), "packet.build", self.build, role="primary", icon="packet",
            colour=context.tokens.on_accent,
        )  # fmt: skip
        self.work = WorkStrip(context, "packet.work")
        self.work.busy_changed.connect(lambda _: self._show_can())
        self.banner = Banner(context.tokens, "packet.banner")
        self.fill_blank = FillBlank(context, self.work, self.banner)
        self._title = label("", "heading", wrap=True, name="packet.title")
        self.open_checks = OpenChecks(context)
        self.veil = Veil(self.open_checks, "packet.veil")
        self.veil.failed.connect(lambda: self._title.setText(self.veil.words))
        self.points = button(
            self.tr("Open points"), "packet.points", self._turn_points, role="link"
        )
        self.points.setToolTip(self.tr("What is open, and what a person checks, beside the packet"))
        self.finished = FinishedPacket(context, self.work, self.banner)
        self.finished.shown.connect(lambda _: self._show_left())
        self._layout()

    def show_case(self, case_no: str) -> None:
        """Show another case."""
        self._case_no = case_no
        self.fill_blank.show_case(case_no)
        self.banner.say("")
        self._turned = False
        self.finished.show_case(case_no)
        self._on_kind()

    def reload(self) -> None:
        """Ask anew what is open, in the background."""
        case_no, packets, on = self._case_no, self._context.client.packets, self._context.today()
        if not case_no:
            return
        packet = self.packet.value
        self._title.setText(wording.pending())

        def work(_: object) -> _State:
            return _State(
                packets.problems(case_no, on, packet),
                packets.profile(case_no, packet, on),
                packets.questions(case_no, on),
                packets.settle(),
            )

        self.veil.calculate(self._context, work, self._show_state)

    def build(self) -> None:
        """Ask for the reasons a final packet prints beside its warnings, where to, and build."""
        if self._unsaid and not self._draft.isChecked() and not self._context.read_only:
            self.open_checks.give_reasons(building=True, then=self._ask_where)
        else:
            self._ask_where()

    def _ask_where(self) -> None:
        out = self._context.ask.save_file(self.tr("Packet"), self._name(), "PDF (*.pdf)")
        if out is not None and self._may_replace(out):
            self._build_to(out)

    def _build_to(self, out: Path) -> None:
        packets, case_no, on = self._context.client.packets, self._case_no, self._context.today()
        draft, packet = self._draft.isChecked(), self.packet.value
        channel, limits = self.channel.channel.value, self.channel.limits
        lang, profile = self.choices.lang, self.choices.profile
        late = self.channel.late.isChecked()
        self.channel.remember()
        self.choices.remember()
        self.banner.say("")
        self.work.run(
            self.tr("Building the packet…"),
            lambda progress: (
                packets.settle(out.parent),
                packets.build(
                    case_no, out, packet=packet, draft=draft, force=True, on=on, lang=lang,
                    profile=profile, progress=progress, channel=channel, limits=limits,
                    supplement=late,
                ),
            ),
            lambda done: self._on_built(case_no, done[1], done[0]),
        )  # fmt: skip

    def _name(self) -> str:
        """Return how the file may be called: by its case, its kind, and that it is a draft."""
        parts = [self._case_no, self.packet.currentText()]
        if self.channel.late.isChecked():
            parts.append(self.tr("supplement"))
        if self._draft.isChecked():
            parts.append(self._draft.text())
        return f"{file_name('-'.join(parts))}.pdf"

    def _may_replace(self, out: Path) -> bool:
        """Ask before volumes of an earlier packet are replaced: the dialog saw one name alone."""
        earlier = [path for path in self._context.client.packets.earlier(out) if path != out]
        return not earlier or self._context.ask.confirm(
            self.tr("Packet"),
            self.tr("There are volumes of an earlier packet ({name} …). Replace them?").format(
                name=earlier[0].name
            ),
            yes=self.tr("Replace"),
        )

    def _layout(self) -> None:
        top = row()
        for one in (self.packet, self._build_button, self._draft):
            top.addWidget(one)
        top.addStretch(1)
        top.addWidget(self.fill_blank)
        top.addWidget(self.finished)
        self.channel.put_first(self.choices)
        self.channel.put_last(self.points)
        self._left = QWidget()
        fill(self._left, self._title, self.open_checks)
        split = halves(self._left, self.finished.preview, (400, 560))
        fill(self, top, self.channel, self.work, self.banner, self.finished.found, split)
        first, second = self.choices.boxes
        self.setTabOrder(self.finished.last, first)  # as they stand: before the channel
        self.setTabOrder(first, second)

    def _on_kind(self) -> None:
        """Another kind of packet: other papers, and printed for something else."""
        self._follow = True
        self.reload()

    def _show_state(self, found: _State) -> None:
        """Show what is open, how it is printed unless a person chose, what a killed build left."""
        if self._follow:
            self.choices.follow(found.profile)
        self._follow = False
        self.open_checks.questions.show_questions(self._case_no, found.questions)
        self._show_open(found.open)
        if found.settled:
            self.banner.say("\n".join(map(self._context.say, found.settled)), "care")

    def _show_open(self, found: Sequence[OpenCheck]) -> None:
        self._errors = sum(1 for one in found if one.blocks)
        self._open = len(found)
        self._unsaid = sum(1 for one in found if one.wants_reason)
        self.open_checks.show_open(self._case_no, found)
        if self._errors:
            text = self.tr("{count} errors stop the final packet").format(count=self._errors)
        elif any(not one.reason for one in found):
            text = self.tr("No error is open; each warning needs a reason")
        else:
            text = self.tr("Nothing is open: the packet can be built")
        self._title.setText(text)
        self._show_left()
        self._offer_supplement()
        self._show_can()

    def _show_left(self) -> None:
        """Give the finished packet the whole width where nothing is open, or nobody looks at it."""
        there = bool(self.finished.files)
        self.points.setVisible(there)
        self._left.setVisible(not there or (self._open > 0) is not self._turned)

    def _turn_points(self) -> None:
        """Show or hide what is open and asked beside the finished packet."""
        self._turned = not self._turned
        self._show_left()

    def _offer_supplement(self) -> None:
        packets = self._context.client.packets
        self.channel.show_filed(filed=packets.has_filed(self._case_no, self.packet.value))

    def _show_can(self) -> None:
        can = self._draft.isChecked() or not self._errors
        self._build_button.setEnabled(can and not self.work.busy)
        self._build_button.setToolTip("" if can else self._title.text())

    def _on_built(self, case_no: str, built: BuiltPacketAnswer, told: Sequence[Text] = ()) -> None:
        if case_no != self._case_no:  # another case was chosen meanwhile
            self._context.said(built_words(self._context, built, told).partition("\n")[0])
            return
        if built.nothing_new is not None:
            self.banner.say("\n".join(map(self._context.say, (*told, built.nothing_new))), "care")
            return
        if built.packet is None:
            self._show_open(built.open)
            self.banner.say(self._title.text(), "error")
            return
        two_sided = built.limits.profile is Profile.SEAL
        self.finished.show_files(built.files, two_sided=two_sided)
        wants_look = told or built.former or built.too_large
        words = built_words(self._context, built, told)
        self.banner.say(words, "care" if wants_look else "good")
        self._offer_supplement()
