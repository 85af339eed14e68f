"""The packet of the case: what is still open, building it, looking at it, printing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QWidget

from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.domain.volumes import volume_path
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.pages.cases.fill_blank import FillBlank
from xinbao_desktop.gui.pages.cases.found_checks import FoundChecks
from xinbao_desktop.gui.pages.cases.open_checks import OpenChecks
from xinbao_desktop.gui.pages.cases.packet_channel import PacketChannel
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox, TermBox
from xinbao_desktop.gui.widgets.packet_preview import PacketPreview
from xinbao_desktop.gui.widgets.parts import button, fill, halves, label, row
from xinbao_desktop.gui.widgets.veil import Veil
from xinbao_desktop.gui.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.app.open_checks import OpenCheck
    from xinbao_desktop.app.packet_answer import BuiltFile
    from xinbao_desktop.app.packets import BuiltPacketAnswer
    from xinbao_desktop.domain.verification import VerifyResult
    from xinbao_desktop.gui.context import ClientContext


class PacketTab(QWidget):
    """Builds the claim packet."""

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        self._case_no = ""
        self._errors = 0
        self._open = 0
        self._unsaid = 0
        self._built: Path | None = None
        self._two_sided = True
        self._files: tuple[BuiltFile, ...] = ()
        self._results: tuple[VerifyResult, ...] = ()
        tokens = context.tokens
        self._draft = QCheckBox(self.tr("Draft"))
        self._draft.setObjectName("packet.draft")
        self._draft.setToolTip(self.tr("Marked as such on every page; may be incomplete."))
        self._draft.setAccessibleName(self._draft.text())
        self._draft.toggled.connect(lambda _: self._show_can())
        self.packet = TermBox(context.words["packet"], context.lang, "packet.kind", "claim")
        self.packet.activated.connect(lambda _: self.reload())
        self.channel = PacketChannel(context)
        self._volumes = QuietComboBox()
        self._volumes.setObjectName("packet.volumes")
        self._volumes.setAccessibleName(self.tr("Volume"))
        self._volumes.currentIndexChanged.connect(self._show_volume)
        self._build_button = button(
            self.tr("Build packet…"), "packet.build", self.build, role="primary", icon="packet",
            colour=tokens.on_accent,
        )  # fmt: skip
        self._folder = button(
            self.tr("Open folder"), "packet.folder", self.open_folder, icon="open",
            colour=tokens.text,
        )  # fmt: skip
        self._verify = button(
            self.tr("Verify"), "packet.verify", self.verify, icon="verify", colour=tokens.text
        )
        self._print = button(
            self.tr("Print…"), "packet.print", self.print_packet, icon="print", colour=tokens.text
        )
        self.work = WorkStrip(context, "packet.work")
        self.banner = Banner(tokens, "packet.banner")
        self.fill_blank = FillBlank(context, self.work, self.banner)
        self._title = label("", "heading", wrap=True, name="packet.title")
        self.open_checks = OpenChecks(context)
        self.veil = Veil(self.open_checks, "packet.veil")
        self.veil.failed.connect(lambda: self._title.setText(self.veil.words))
        self.preview = PacketPreview(context)
        self.found = FoundChecks(context)
        self.found.page_wanted.connect(self.preview.go_to)
        self._layout()
        self._show_built(())

    def show_case(self, case_no: str) -> None:
        """Show another case."""
        self._case_no = case_no
        self.fill_blank.show_case(case_no)
        self.banner.say("")
        self._show_built(())
        self.reload()

    def reload(self) -> None:
        """Ask anew what is open, in the background."""
        case_no, packets, on = self._case_no, self._context.client.packets, self._context.today()
        if not case_no:
            return
        packet = self.packet.value
        self._title.setText(wording.pending())
        self.veil.calculate(
            self._context,
            lambda _: (packets.problems(case_no, on, packet), packets.profile(case_no, packet, on)),
            self._show_state,
        )

    def build(self) -> None:
        """Ask where to, and build; a warning without its reason is asked about first."""
        if not self._may_leave_unsaid():
            return
        out = self._context.ask.save_file(self.tr("Packet"), f"{self._case_no}.pdf", "PDF (*.pdf)")
        if out is None or not self._may_replace(out):
            return
        packets, case_no, on = self._context.client.packets, self._case_no, self._context.today()
        draft, packet = self._draft.isChecked(), self.packet.value
        channel, limits = self.channel.channel.value, self.channel.limits
        late = self.channel.late.isChecked()
        self.channel.remember()
        self.banner.say("")
        self.work.run(
            self.tr("Building the packet…"),
            lambda progress: packets.build(
                case_no, out, packet=packet, draft=draft, force=True, on=on, progress=progress,
                channel=channel, limits=limits, supplement=late,
            ),
            self._on_built,
        )  # fmt: skip

    def _may_leave_unsaid(self) -> bool:
        """Ask for the reasons that a final packet prints beside its warnings."""
        unsaid = 0 if self._draft.isChecked() else self._unsaid
        return not unsaid or self._context.ask.confirm(
            self.tr("Packet"),
            self.tr(
                "{count} warnings have no written reason yet. Give it with “Give a reason…”; "
                "otherwise the check sheet leaves a line to write it on before signing."
            ).format(count=unsaid),
            yes=self.tr("Build all the same"),
        )

    def _may_replace(self, out: Path) -> bool:
        """Ask before volumes of an earlier packet are replaced: the dialog saw one name alone."""
        first = volume_path(out, 1)
        return not first.exists() or self._context.ask.confirm(
            self.tr("Packet"),
            self.tr("There are volumes of an earlier packet ({name} …). Replace them?").format(
                name=first.name
            ),
            yes=self.tr("Replace"),
        )

    def verify(self) -> None:
        """Read the finished packet anew, every volume, and say what its checks found."""
        paths, packets = [file.path for file in self._files], self._context.client.packets
        case_no = self._case_no
        if paths:
            self.work.run(
                self.tr("Reading the packet anew…"),
                lambda _: [packets.verify(path, case_no) for path in paths],
                self._on_verified,
            )

    def open_folder(self) -> None:
        """Show the finished packet in the system's file manager."""
        if self._built is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._built.parent)))

    def print_packet(self) -> None:
        """Print through the system's dialog, with its page ranges and both sides."""
        if self._built is None:
            return
        printer = self._context.ask.printer(
            self._built.stem, self.preview.pages, two_sided=self._two_sided
        )
        if printer is not None:
            self.preview.print_to(printer, self.work)

    def _layout(self) -> None:
        top = row()
        top.addWidget(self.packet)
        top.addWidget(self._build_button)
        top.addWidget(self._draft)
        top.addStretch(1)
        for one in (self.fill_blank, self._verify, self._folder, self._print):
            top.addWidget(one)
        self.channel.put_last(self._volumes)
        self._left = QWidget()
        fill(self._left, self._title, self.open_checks)
        split = halves(self._left, self.preview, (400, 560))
        fill(self, top, self.channel, self.work, self.banner, self.found, split)

    def _show_state(self, found: tuple[Sequence[OpenCheck], Profile]) -> None:
        """Show what is open, and how the kind of packet is printed."""
        self.channel.show_profile(found[1])
        self._show_open(found[0])

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
        self._left.setVisible(bool(found) or self._built is None)
        self._offer_supplement()
        self._show_can()

    def _offer_supplement(self) -> None:
        packets = self._context.client.packets
        self.channel.show_filed(filed=packets.has_filed(self._case_no, self.packet.value))

    def _show_can(self) -> None:
        can = self._draft.isChecked() or not self._errors
        self._build_button.setEnabled(can and not self.work.busy)
        self._build_button.setToolTip("" if can else self._title.text())

    def _show_built(self, files: tuple[BuiltFile, ...]) -> None:
        self._files, self._results = files, ()
        self._volumes.clear()
        self._volumes.addItems(
            [self.tr("Volume {number}").format(number=n) for n in range(1, len(files) + 1)]
        )
        self._volumes.setVisible(len(files) > 1)
        for one in (self._verify, self._folder, self._print):
            one.setEnabled(bool(files))
        self._left.setVisible(not files or self._open > 0)
        self._show_volume(0)

    def _show_volume(self, place: int) -> None:
        """Show one volume, or that there is none yet."""
        chosen = self._files[place] if 0 <= place < len(self._files) else None
        path = chosen.path if chosen else None
        if path is None or path != self._built:
            self.preview.show_packet(path, chosen.pages if chosen else 0)
        self._built = path
        known = 0 <= place < len(self._results)
        self.found.show_result(self._results[place] if known else None)

    def _on_built(self, built: BuiltPacketAnswer) -> None:
        if built.nothing_new is not None:
            self.banner.say(self._context.say(built.nothing_new), "care")
            return
        if built.packet is None:
            self._show_open(built.open)
            self.banner.say(self._title.text(), "error")
            return
        self._built = None  # the same path may hold another packet now
        self._show_built(built.files)
        words = [*map(self._built_words, built.files), *map(self._context.say, built.too_large)]
        self.banner.say("\n".join(words), "care" if built.too_large else "good")
        self._two_sided = built.limits.profile is Profile.SEAL
        self._offer_supplement()

    def _built_words(self, file: BuiltFile) -> str:
        return self.tr("Built: {path} · {pages} pages · SHA-256 {digest}").format(
            path=str(file.path), pages=file.pages, digest=file.sha256
        )

    def _on_verified(self, results: Sequence[VerifyResult]) -> None:
        self._results = tuple(results)
        bad = [place for place, result in enumerate(results) if result.has_errors]
        place = bad[0] if bad else self._volumes.currentIndex()
        self._volumes.setCurrentIndex(place)
        self._show_volume(place)
        verdicts = [one.verdict for result in results for one in result.checks]
        counted = {
            "passed": verdicts.count(CheckVerdict.PASS),
            "warned": verdicts.count(CheckVerdict.WARN),
            "failed": verdicts.count(CheckVerdict.FAIL),
        }
        if bad:
            text = self.tr("{failed} checks failed, {warned} warn, {passed} passed: see below.")
        else:
            text = self.tr("Verified: {passed} checks passed, {warned} warnings, none failed.")
        self.banner.say(text.format(**counted), "error" if bad else "good")
