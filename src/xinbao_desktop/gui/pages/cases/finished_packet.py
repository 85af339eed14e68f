"""A finished packet: the one just built, an earlier one, or any PDF; looked at, proven, printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from xinbao_desktop.app.packet_files import FoundPacket, built_files, find_packet, opened_file
from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.gui.dialogs.packets_built import PacketsBuiltDialog
from xinbao_desktop.gui.pages.cases.found_checks import FoundChecks
from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.packet_preview import PacketPreview
from xinbao_desktop.gui.widgets.parts import button, row, tool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xinbao_desktop.app.packet_answer import BuiltFile
    from xinbao_desktop.app.shapes import PacketRecord
    from xinbao_desktop.domain.verification import VerifyResult
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.gui.widgets.banner import Banner
    from xinbao_desktop.gui.widgets.work_strip import WorkStrip

T = TypeVar("T")
FOLDER = "packet.folder"
"""The setting that says where packets were written last."""


class FinishedPacket(QWidget):
    """Its tools, to be put into a line; ``preview`` and ``found`` stand below."""

    shown = Signal(bool)  # whether there is a packet to look at

    def __init__(self, context: ClientContext, work: WorkStrip, banner: Banner) -> None:
        super().__init__()
        self._context, self._work, self._banner = context, work, banner
        self._case_no = ""
        self.files: tuple[BuiltFile, ...] = ()
        self.results: tuple[VerifyResult, ...] = ()
        self.current: Path | None = None
        self.two_sided = True
        self.preview = PacketPreview(context)
        self.found = FoundChecks(context)
        self.found.page_wanted.connect(self.preview.go_to)
        self.volumes = QuietComboBox()
        self.volumes.setObjectName("packet.volumes")
        self.volumes.setAccessibleName(self.tr("Volume"))
        self.volumes.currentIndexChanged.connect(self._show_volume)
        self._build()
        work.busy_changed.connect(lambda _: self._allow())
        self.show_files(())

    @property
    def last(self) -> QWidget:
        """The last of its tools, for the order of the Tab key."""
        return self._print

    def show_case(self, case_no: str) -> None:
        """Show another case: nothing, until one of its packets is opened."""
        self._case_no = case_no
        self.show_files(())

    def show_files(self, files: tuple[BuiltFile, ...], *, two_sided: bool = True) -> None:
        """Show a packet from its first volume, or nothing; ``two_sided`` is how it is printed."""
        self.two_sided = two_sided
        self.files, self.results, self.current = files, (), None
        self.volumes.blockSignals(True)  # noqa: FBT003 - Qt names no keyword
        self.volumes.clear()
        self.volumes.addItems(
            [self.tr("Volume {number}").format(number=n) for n in range(1, len(files) + 1)]
        )
        self.volumes.blockSignals(False)  # noqa: FBT003
        self.volumes.setVisible(len(files) > 1)
        self._allow()
        self._show_volume(0)
        self.shown.emit(bool(files))
        if files:
            self._context.services.settings.set(FOLDER, str(files[0].path.parent))

    def ask_built(self) -> None:
        """Ask which of the case's packets to open, or any other PDF."""
        asked = PacketsBuiltDialog(self._context, self._context.client.packets.kept(self._case_no))
        if self._context.ask.dialog(asked):
            if asked.chosen is None:
                self._open_other()
            else:
                self._open_built(asked.chosen)

    def verify(self) -> None:
        """Read the packet anew, every volume, and say what its checks found."""
        paths, packets = [file.path for file in self.files], self._context.client.packets
        case_no, asked = self._case_no, self.files

        def done(results: Sequence[VerifyResult]) -> None:
            if asked is self.files:
                self.show_results(results)

        if paths:
            self._banner.say("")
            self._work.run(
                self.tr("Reading the packet anew…"),
                lambda progress: [packets.verify_file(path, case_no, progress) for path in paths],
                done,
            )

    def open_folder(self) -> None:
        """Show the packet in the system's file manager."""
        if self.current is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.current.parent)))

    def print_packet(self) -> None:
        """Print through the system's dialog, with its page ranges and both sides."""
        if self.current is None:
            return
        printer = self._context.ask.printer(
            self.current.stem, self.preview.pages, two_sided=self.two_sided
        )
        if printer is not None:
            self.preview.print_to(printer, self._work)

    def show_results(self, results: Sequence[VerifyResult]) -> None:
        """Show what the checks of every volume found, the first bad volume in front."""
        self.results = tuple(results)
        bad = [place for place, result in enumerate(results) if result.has_errors]
        place = bad[0] if bad else self.volumes.currentIndex()
        self.volumes.setCurrentIndex(place)
        self._show_volume(place)
        verdicts = [one.verdict for result in results for one in result.checks]
        counted = {str(one.value): verdicts.count(one) for one in CheckVerdict}
        if bad:
            text = self.tr("{fail} checks failed, {warn} warn, {pass} passed: see below.")
        else:
            text = self.tr("Verified: {pass} checks passed, {warn} warnings, none failed.")
        said = text.format(**counted)
        if counted[CheckVerdict.NOT_CHECKED]:
            said += " " + self.tr("{not_checked} could not be checked.").format(**counted)
        self._banner.say(said, "error" if bad else "good")

    # How it is built

    def _build(self) -> None:
        colour = self._context.tokens.text
        self.built = button(self.tr("Open…"), "packet.built", self.ask_built)
        self.built.setToolTip(self.tr("A packet built before, or any PDF"))
        self._verify = button(
            self.tr("Verify"), "packet.verify", self.verify, icon="verify", colour=colour
        )
        self._folder = tool(
            "packet.folder", self.tr("Open folder"), self.open_folder, icon="open", colour=colour
        )
        self._print = button(
            self.tr("Print…"), "packet.print", self.print_packet, icon="print", colour=colour
        )
        line = row()
        for one in (self.volumes, self._folder, self.built, self._verify, self._print):
            line.addWidget(one)
        self.setLayout(line)

    # What happens

    def _allow(self) -> None:
        idle = not self._work.busy
        for one in (self._verify, self._print):
            one.setEnabled(bool(self.files) and idle)
        self._folder.setEnabled(bool(self.files))
        self.built.setEnabled(idle)

    def _show_volume(self, place: int) -> None:
        """Show one volume, or that there is none yet."""
        chosen = self.files[place] if 0 <= place < len(self.files) else None
        path = chosen.path if chosen else None
        if path is None or path != self.current:
            self.preview.show_packet(path, chosen.pages if chosen else 0)
        self.current = path
        known = 0 <= place < len(self.results)
        self.found.show_result(self.results[place] if known else None)

    def _open_built(self, record: PacketRecord) -> None:
        """Look for a packet where packets lie; ask where it is if it is not there."""
        last = self._context.services.settings.text(FOLDER)
        folders = [Path(last)] if last else []
        folders.append(self._context.client.path.parent)

        def done(found: FoundPacket | None) -> None:
            if found is None:
                self._ask_where(record)
            else:
                self._show_found(found)

        self._open(lambda: find_packet(record, folders), done)

    def _ask_where(self, record: PacketRecord) -> None:
        title = self.tr("Where is {name}?").format(name=record.name)
        path = self._context.ask.open_file(title, "PDF (*.pdf)")
        if path is None:
            return

        def look() -> FoundPacket:
            of_it = path.name in {one.path.name for one in built_files(record)}
            found = find_packet(record, [path.parent]) if of_it else None
            return found or FoundPacket((opened_file(path),))

        self._open(look, self._show_found)

    def _open_other(self) -> None:
        path = self._context.ask.open_file(self.tr("Open any PDF…"), "PDF (*.pdf)")
        if path is not None:
            self._open(lambda: FoundPacket((opened_file(path),)), self._show_found)

    def _open(self, look: Callable[[], T], done: Callable[[T], None]) -> None:
        """Look for files in the background, for the case that is shown then."""
        case_no = self._case_no

        def show(found: T) -> None:
            if case_no == self._case_no:
                done(found)

        self._work.run(self.tr("Opening…"), lambda _: look(), show, lane=Lane.VIEW)

    def _show_found(self, found: FoundPacket) -> None:
        """Show a packet that was found, and say which of its files are not as they were built."""
        self.show_files(found.files, two_sided=found.two_sided)
        text = self.tr("Not as it was built: {names}. Verify says what differs.")
        self._banner.say(text.format(names=", ".join(found.altered)) if found.altered else "")
