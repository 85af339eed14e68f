"""Who may write to a client file: a small file beside it, ``NAME.xinbao.lock``.

The right itself is a lock of the operating system on that small file, so it ends with the
process that holds it, however that ends; a lock file left behind never blocks. What stands in
it (who, where, since when) is only for telling the next person. SQLite's own locks protect the
single transaction; this one lasts for a whole sitting.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, BinaryIO

from xinbao_desktop.errors import ClientFileError
from xinbao_desktop.storage import failures
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

HELD = Text(
    "{file} 正由 {holder} 编辑（自 {since} 起）。可以只读方式打开，或等对方关闭后再编辑。",
    "{file} is being edited by {holder} (since {since}). Open it for reading, or edit it when "
    "they have closed it.",
)
SOMEBODY = Text("另一个程序", "another program")
SOME_TIME = Text("时间不详", "an unknown time")

_LOCKED_BYTE = 1 << 30  # far behind the words, which must stay readable on Windows
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that may write."""

    user: str
    host: str
    pid: int
    since: str

    @property
    def name(self) -> str:
        """The holder as it is shown."""
        return f"{self.user}@{self.host}"


class FileHeldError(ClientFileError):
    """Somebody else is writing; ``holder`` is None when the lock file does not say who."""

    def __init__(self, text: Text, holder: Holder | None) -> None:
        super().__init__(text)
        self.holder = holder


class WriteLock:
    """The right to write to one client file, held until ``release``."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path

    def release(self) -> None:
        """Give the right back and take the lock file away."""
        if os.name == "nt":
            self._file.close()
            with suppress(OSError):
                self._path.unlink()
        else:  # unlinked while still held, so that nobody can lock a file that is going away
            with suppress(OSError):
                self._path.unlink()
            self._file.close()


def lock_path(path: Path) -> Path:
    """Return the lock file of a client file; two names of one file share it."""
    real = path.resolve()
    return real.with_name(real.name + ".lock")


def acquire(path: Path, since: datetime) -> WriteLock:
    """Take the right to write; ``FileHeldError`` names who has it already."""
    beside = lock_path(path)
    for _ in range(_ATTEMPTS):
        with failures.disk_errors(path):
            file = beside.open("a+b", buffering=0)
        if not _try_lock(file):
            file.close()
            raise _held(path, beside)
        if _still_there(file, beside):
            _write_holder(file, since)
            return WriteLock(file, beside)
        file.close()
    raise _held(path, beside)


def holder_of(path: Path) -> Holder | None:
    """Return who is noted as writing; the note alone does not prove that they still are."""
    return _read_holder(lock_path(path))


def user_name() -> str:
    """Return the login name, for the lock and for the history of changes."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def _held(path: Path, beside: Path) -> FileHeldError:
    holder = _read_holder(beside)
    text = HELD.fill(
        file=path.name,
        holder=holder.name if holder else SOMEBODY,
        since=holder.since if holder else SOME_TIME,
    )
    return FileHeldError(text, holder)


def _still_there(file: BinaryIO, beside: Path) -> bool:
    if os.name == "nt":
        return True
    try:
        return os.path.samestat(os.fstat(file.fileno()), beside.stat())
    except FileNotFoundError:
        return False


def _write_holder(file: BinaryIO, since: datetime) -> None:
    local = since.astimezone().isoformat(sep=" ", timespec="minutes")
    holder = Holder(user_name(), platform.node() or "?", os.getpid(), local[:16])
    with suppress(OSError):  # the lock holds without the note
        file.truncate(0)
        file.write(json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8", "replace"))


def _read_holder(beside: Path) -> Holder | None:
    try:
        found = json.loads(beside.read_bytes().decode("utf-8"))
        return Holder(
            str(found["user"]), str(found["host"]), int(found["pid"]), str(found["since"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
