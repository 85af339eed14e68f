"""One open client with its use-cases; what the window and the command line hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from xinbao_desktop.app.assessment import AssessmentService
from xinbao_desktop.app.backup import BackupService
from xinbao_desktop.app.blank_filling import BlankFilling
from xinbao_desktop.app.checklist import ChecklistService
from xinbao_desktop.app.claim import ClaimService
from xinbao_desktop.app.confirmation import ConfirmationService
from xinbao_desktop.app.cover import CoverageService
from xinbao_desktop.app.custody import CustodyService
from xinbao_desktop.app.deadline import DeadlineService
from xinbao_desktop.app.desk import Desk
from xinbao_desktop.app.evidence import EvidenceService
from xinbao_desktop.app.exports import ExportService
from xinbao_desktop.app.imports import ImportService
from xinbao_desktop.app.keeping import Keeping
from xinbao_desktop.app.own_list import OwnListService
from xinbao_desktop.app.packets import PacketService
from xinbao_desktop.app.record import RecordService
from xinbao_desktop.app.why import WhyService
from xinbao_desktop.domain.deadlines import State

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.knowledge import Knowledge
    from xinbao_desktop.files.set_book import SetBook
    from xinbao_desktop.text import Text


class OpenedClient:
    """An open client file; close it, or use it as a context manager."""

    def __init__(self, desk: Desk, backups: Path, book: SetBook | None = None) -> None:
        self.desk = desk
        self.holder: Text | None = None
        self.records = RecordService(desk)
        self.evidence = EvidenceService(desk)
        self.own_lists = OwnListService(desk)
        keeping = Keeping(desk, self.own_lists)
        self.imports = ImportService(desk, self.evidence, keeping)
        self.exports = ExportService(desk, keeping)
        self.assessment = AssessmentService(desk)
        self.coverage = CoverageService(desk)
        self.deadlines = DeadlineService(desk)
        self.claims = ClaimService(desk)
        self.reasons = WhyService(desk)
        self.checklists = ChecklistService(desk, self.own_lists)
        self.blanks = BlankFilling(desk, self.checklists)
        self.packets = PacketService(desk, self.evidence, self.checklists, book)
        self.confirmations = ConfirmationService(desk)
        self.backups = BackupService(desk, backups)
        self.custody = CustodyService(desk)

    @property
    def path(self) -> Path:
        """The file."""
        return self.desk.file.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.desk.file.read_only

    @property
    def encrypted(self) -> bool:
        """Whether the file has a password."""
        return self.desk.file.encrypted

    @property
    def name(self) -> str:
        """The client's name, or the file's before one is entered."""
        return self.deadlines.client_name()

    def next_deadline(self) -> date | None:
        """Return the day of the next deadline that is not done yet."""
        days = [d.due for d in self.deadlines.list() if d.state is State.DUE and d.due]
        return min(days, default=None)

    def judged_by(self, knowledge: Knowledge) -> OpenedClient:
        """Return the same open file judged by other rules; closing this one closes both."""
        return OpenedClient(Desk(self.desk.file, knowledge, self.desk.clock), self.path.parent)

    def close(self) -> None:
        """Close the file."""
        self.desk.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()
