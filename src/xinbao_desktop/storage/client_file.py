"""The client file: one client, one file, opened for reading or for a sitting of writing.

Opening recognises the file, finds its key, refuses what is newer, brings what is older up to
date and holds the right to write. What is read and written inside a transaction stands in
``reading`` and ``writing``.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self, TypeVar

from xinbao_desktop.errors import ClientFileError, DiskError
from xinbao_desktop.storage import cipher, failures, header, lock, schema_version
from xinbao_desktop.storage.appearing import new_file, remove_leftovers
from xinbao_desktop.storage.engine import Access, make_engine
from xinbao_desktop.storage.opening import examine, key_for, refuse_damaged_pages, snapshot
from xinbao_desktop.storage.paper_writing import Note
from xinbao_desktop.storage.reading import ReadWork
from xinbao_desktop.storage.writing import WriteWork
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Now = Callable[[], datetime]

W = TypeVar("W", bound=ReadWork)

SUFFIX = ".xinbao"

READ_ONLY = Text(
    "{file} 以只读方式打开，不能修改。",
    "{file} is open for reading and cannot be changed.",
)


def system_moment() -> datetime:
    """Return the moment, for the note of who changed what; no rule ever looks at it."""
    return datetime.fromtimestamp(time.time(), UTC)


class ClientFile:
    """One open client file; close it, or use it as a context manager."""

    def __init__(
        self,
        path: Path,
        access: Access,
        *,
        write_lock: lock.WriteLock | None = None,
        now: Now = system_moment,
        cleanup: ExitStack | None = None,
    ) -> None:
        self.path = path
        self.before_write: Callable[[ClientFile], None] | None = None
        self._access = access
        self._engine = make_engine(access)
        self._write_lock = write_lock
        self._now = now
        self._cleanup = cleanup or ExitStack()
        self._remembered = header.remember(access.path)
        self._writing = threading.Lock()
        self._local = threading.local()
        self._closed = False

    @classmethod
    def create(
        cls, path: Path, *, password: str | None = None, program: str, now: Now = system_moment
    ) -> ClientFile:
        """Make a new, empty client file and open it for writing; never overwrites.

        It is built under another name and appears under its own only when it is whole.
        """
        key = None if password is None else cipher.key_from_password(password, header.new_salt())
        with ExitStack() as undo:
            with new_file(path) as draft:
                held = lock.acquire(path, now())
                undo.callback(held.release)
                remove_leftovers(path)
                _build(Access(draft, key, "rwc"), program, now())
            file = cls(path, Access(path, key, "rw"), write_lock=held, now=now)
            undo.pop_all()
        return file

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        password: str | None = None,
        write: bool = False,
        recovery_key: str | None = None,
        now: Now = system_moment,
    ) -> ClientFile:
        """Open a client file.

        Raises:
            ClientFileError: not a client file, newer, wrong password, or (``FileHeldError``)
                opened for writing while another program holds it.
            DiskError: no permission, or the folder is read-only and ``write`` was asked.
            IntegrityError: it opens but is damaged.
        """
        container = header.recognise(path)
        key = key_for(path, container, password, recovery_key)
        access = Access(path, key, "rw" if write else "ro")
        with ExitStack() as undo:
            held = None
            if write:
                if not os.access(path, os.W_OK):
                    raise DiskError(failures.READ_ONLY.fill(file=path.name))
                held = lock.acquire(path, now())
                undo.callback(held.release)
                remove_leftovers(path)
            version = examine(access)
            if write:
                refuse_damaged_pages(access)
            cleanup = ExitStack()
            undo.callback(cleanup.close)
            if version < schema_version.CURRENT:
                access = _brought_up_to_date(access, now(), cleanup)
            file = cls(path, access, write_lock=held, now=now, cleanup=cleanup)
            undo.pop_all()
        return file

    @property
    def read_only(self) -> bool:
        """Whether this file was opened for reading alone."""
        return self._write_lock is None

    @property
    def encrypted(self) -> bool:
        """Whether the file has a password."""
        return self._access.key is not None

    @property
    def recovery_key(self) -> str | None:
        """The key to print for the day the password is lost; None without a password."""
        return self._access.key.recovery_key if self._access.key else None

    @property
    def client_id(self) -> str:
        """The number that marks everything of this client; it never changes."""
        with self.read() as work:
            return work.client_id

    def now(self) -> datetime:
        """Return the moment, as it is noted beside changes."""
        return self._now()

    @property
    def access(self) -> Access:
        """Where the database really is, and its key; for backups and checks."""
        return self._access

    def close(self) -> None:
        """Close the file and give the right to write back."""
        if self._closed:
            return
        self._closed = True
        self._engine.dispose()
        header.forget(self._remembered)
        self._cleanup.close()
        if self._write_lock is not None:
            self._write_lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[ReadWork]:
        """Read from one consistent snapshot.

        Keep it short or take what is needed out of it: a change waits for the snapshots that
        are open, half a minute at most. Inside another work of the same thread it reads what
        that one sees, also what is not committed yet.
        """
        self._refuse_closed()
        if self._current is not None:
            yield ReadWork(self._current.connection, self.path)
            return
        with failures.database_errors(self.path):
            connection = snapshot(self._engine, self._access)
        reading = ReadWork(connection, self.path)
        with failures.work_errors(self.path), connection, self._working(reading):
            yield reading

    @contextmanager
    def write(self, why: str = "", who: str = "") -> Iterator[WriteWork]:
        """Change something in one transaction: all of it, or after an exception nothing.

        ``before_write``, if set, is called first; it makes a backup when one is due.
        """
        if self._write_lock is None:
            raise ClientFileError(READ_ONLY.fill(file=self.path.name))
        self._refuse_closed()
        if self._current is not None:
            raise RuntimeError("this thread is inside other work and would wait for itself")
        if self.before_write is not None:
            self.before_write(self)
        note = Note(self._now(), who or lock.user_name(), why)
        with self._writing:
            with failures.database_errors(self.path):
                connection = self._engine.connect()
            with failures.work_errors(self.path), connection:
                connection.execution_options(writes=True)
                with connection.begin(), self._working(WriteWork(connection, self.path, note)) as w:
                    yield w

    @property
    def _current(self) -> ReadWork | None:
        """The work this thread is inside of."""
        return getattr(self._local, "work", None)

    @contextmanager
    def _working(self, work: W) -> Iterator[W]:
        self._local.work = work
        try:
            yield work
        finally:
            self._local.work = None

    def _refuse_closed(self) -> None:
        if self._closed:
            raise RuntimeError("the client file is closed")


def _brought_up_to_date(access: Access, moment: datetime, cleanup: ExitStack) -> Access:
    from xinbao_desktop.storage.migration import migrated  # brings Alembic, half a second

    return migrated(access, moment, cleanup)


def _build(access: Access, program: str, moment: datetime) -> None:
    engine = make_engine(access, pooled=False)
    try:
        with failures.database_errors(access.path):
            schema_version.make_new(engine, program, moment)
    finally:
        engine.dispose()
