"""What needs no open client: create, open, restore, templates, settings, recent clients."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop import __version__
from xinbao_desktop.app.blanks import BlankService
from xinbao_desktop.app.desk import Desk
from xinbao_desktop.app.knowledge import Knowledge
from xinbao_desktop.app.opened_client import OpenedClient
from xinbao_desktop.app.rule_packs import RulePackService
from xinbao_desktop.app.unfinished_packets import with_unfinished
from xinbao_desktop.catalog.blank_shelf import BlankShelf
from xinbao_desktop.catalog.guide import shipped_guides
from xinbao_desktop.catalog.pack_shelf import PackShelf
from xinbao_desktop.catalog.signature import TrustStore
from xinbao_desktop.errors import AppError
from xinbao_desktop.exchange.workbook_out import write_template
from xinbao_desktop.files.atomic import atomic_output
from xinbao_desktop.files.cloud import cloud_warning
from xinbao_desktop.files.diagnostics import write_diagnostics
from xinbao_desktop.files.logs import LOGGER, set_up_logs
from xinbao_desktop.files.set_book import SetBook
from xinbao_desktop.files.settings import SettingsFile
from xinbao_desktop.storage.backup import restore
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.lock import FileHeldError
from xinbao_desktop.storage.thinning import AutomaticBackup
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.clock import Clock
    from xinbao_desktop.app.demo import Demo
    from xinbao_desktop.domain.guide import Guide
    from xinbao_desktop.domain.verification import VerifyResult
    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.files.paths import UserPaths
    from xinbao_desktop.progress import Progress

RECENT = "recent"
USER_NAME = "user_name"
UNFORESEEN = Text(
    "程序内部出错（{kind}），客户文件没有改动。"
    "请把 {folder} 里的日志发给支持人员，日志不含客户数据。",
    "The program failed ({kind}); the client file was not changed. Send the log in {folder} to "
    "support; it holds no client data.",
)
PROGRAM = f"xinbao-desktop {__version__}"


@dataclass(frozen=True, slots=True)
class RecentClient:
    """A client opened before; its next deadline as it was known when it was last closed."""

    path: Path
    name: str
    next_deadline: date | None
    exists: bool


class Services:
    """The program without a client."""

    def __init__(self, clock: Clock, paths: UserPaths) -> None:
        self.clock = clock
        self.paths = paths
        trust = TrustStore(paths.trusted_keys)
        self.knowledge = Knowledge(PackShelf(paths.packs, trust), trust, BlankShelf(paths.blanks))
        self.blanks = BlankService(self.knowledge)
        self.packs = RulePackService(self.knowledge, clock, self._opened_with)
        self.settings = SettingsFile(paths.settings)

    @property
    def vocabularies(self) -> Vocabularies:
        """The words that fields may hold."""
        return self.knowledge.vocabularies

    @property
    def guides(self) -> tuple[Guide, ...]:
        """The offline guides, in the order to read them."""
        return shipped_guides()

    def start_log(self) -> None:
        """Begin to write the program's log, which names no client; without it if that fails."""
        with suppress(AppError):
            set_up_logs(self.paths.logs)

    def note_failure(self, error: BaseException) -> Text:
        """Write a failure nobody foresaw to the log; returns what to tell the user."""
        self.start_log()
        logging.getLogger(LOGGER).error("unforeseen failure", exc_info=error)
        return UNFORESEEN.fill(kind=type(error).__name__, folder=self.paths.logs)

    def create_client(self, path: Path, password: str | None = None) -> OpenedClient:
        """Make a new, empty client file; never overwrites."""
        return self._opened(ClientFile.create(path, password=password, program=PROGRAM))

    def open_client(
        self, path: Path, password: str | None = None, *, write: bool = True
    ) -> OpenedClient:
        """Open a client; one that another program holds is opened for reading, naming who."""
        holder: Text | None = None
        if write:
            try:
                return self._opened(ClientFile.open(path, password=password, write=True))
            except FileHeldError as held:
                holder = held.text
        opened = self._opened(ClientFile.open(path, password=password))
        opened.holder = holder
        return opened

    def open_for_writing(self, path: Path, password: str | None = None) -> OpenedClient:
        """Open a client for writing, or fail: what commands that change something do."""
        return self._opened(ClientFile.open(path, password=password, write=True))

    def restore(
        self,
        source: Path,
        target: Path,
        password: str | None = None,
        progress: Progress | None = None,
    ) -> Path:
        """Make a new client file from a backup; never overwrites."""
        return restore(source, target, password=password, progress=progress)

    def write_template(self, out: Path, *, force: bool = False) -> None:
        """Write the empty workbook."""
        with atomic_output(out, force=force) as draft:
            write_template(self.vocabularies, draft)

    def verify_packet(self, pdf: Path) -> VerifyResult:
        """Check any packet by reading it anew, without a client's records."""
        from xinbao_desktop.packet.verify import verify_packet

        return with_unfinished(verify_packet(pdf), pdf)

    def make_demo(self, folder: Path, progress: Progress | None = None) -> Demo:
        """Make the sample client with its papers, report and packet in a new folder."""
        from xinbao_desktop.app.demo import run_demo

        return run_demo(self, folder, progress=progress)

    def recent(self) -> Sequence[RecentClient]:
        """Return the clients opened before, the last one first."""
        found = []
        for path in self.settings.texts(RECENT):
            name = self.settings.text(f"name:{path}") or Path(path).stem
            due = self.settings.text(f"due:{path}")
            found.append(
                RecentClient(
                    Path(path), name, date.fromisoformat(due) if due else None, Path(path).exists()
                )
            )
        return found

    def remember(self, client: OpenedClient) -> None:
        """Keep a client among the recent ones, with its name and next deadline.

        Of a client with a password only the path is kept.
        """
        path = str(client.path.absolute())
        self.settings.put_first(RECENT, path)
        if client.encrypted:  # what a password protects is not written beside it
            self.settings.set(f"name:{path}", None)
            self.settings.set(f"due:{path}", None)
            return
        self.settings.set(f"name:{path}", client.name)
        due = client.next_deadline()
        self.settings.set(f"due:{path}", due.isoformat() if due else None)

    def forget(self, path: Path) -> None:
        """Take a client off the list of recent ones."""
        words = [word for word in self.settings.texts(RECENT) if word != str(path)]
        self.settings.set(RECENT, words)
        for key in ("name", "due"):
            self.settings.set(f"{key}:{path}", None)

    def write_diagnostics(self, out: Path, *, force: bool = False) -> None:
        """Write a bundle for support that holds no client data."""
        write_diagnostics(out, self.paths.logs, PROGRAM, force=force)

    def cloud_warning(self, path: Path) -> Text | None:
        """Return a warning where a folder is synchronised to a cloud."""
        return cloud_warning(path)

    def _opened_with(self, path: Path, knowledge: Knowledge) -> OpenedClient:
        """Open a client for reading, judged by other rules than those in use."""
        return OpenedClient(Desk(ClientFile.open(path), knowledge, self.clock), self.paths.backups)

    def _opened(self, file: ClientFile) -> OpenedClient:
        if not file.read_only:
            file.before_write = AutomaticBackup(self.paths.backups)
        desk = Desk(file, self.knowledge, self.clock, self.settings.text(USER_NAME))
        return OpenedClient(desk, self.paths.backups, SetBook(self.paths.unfinished))
