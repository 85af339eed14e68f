"""What can go wrong, as one family of exceptions with the exit status each ends with.

A message says what happened, where (file, sheet and row, or page), and what to do. Outcomes
that are expected (a verdict, an incomplete checklist) are values, never exceptions.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class ExitCode(IntEnum):
    """How a command ends."""

    DONE = 0
    INCOMPLETE = 1
    USAGE = 2
    BAD_INPUT = 3
    CLIENT_FILE = 4
    DISK = 5
    INTEGRITY = 6
    CANCELLED = 130


class AppError(Exception):
    """Anything the program itself reports; ``text`` is shown to the user as it stands."""

    exit_code: ClassVar[ExitCode] = ExitCode.BAD_INPUT

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class UsageError(AppError):
    """The call does not make sense: an unknown case, an output that exists already."""

    exit_code = ExitCode.USAGE


class BadInputError(AppError):
    """An input file is bad and nothing was taken from it; ``details`` lists every problem."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, text: Text, details: Sequence[Text] = ()) -> None:
        super().__init__(text)
        self.details = tuple(details)


class ClientFileError(AppError):
    """The client file cannot be opened: locked, wrong password, newer, not a client file."""

    exit_code = ExitCode.CLIENT_FILE


class PasswordError(ClientFileError):
    """The client file asks for a password, or for another one than was given."""


class DiskError(AppError):
    """The disk is full or gone, or permission is missing."""

    exit_code = ExitCode.DISK


class IntegrityError(AppError):
    """It opens, but something in it is damaged."""

    exit_code = ExitCode.INTEGRITY


class CatalogError(AppError):
    """A file of rules, forms or codes is wrong; the message names file, entry and key."""

    exit_code = ExitCode.BAD_INPUT


class Cancelled(Exception):  # noqa: N818 - not an error
    """The user asked the work to stop."""


def unreadable(path: Path, error: OSError) -> AppError:
    """Return what it means that an input file cannot be read: it is not there, or the disk's."""
    if isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError):
        return BadInputError(
            Text(
                f"找不到文件 {path}。请检查路径和文件名。",
                f"There is no file {path}. Check its folder and name.",
            )
        )
    return DiskError(
        Text(
            f"无法读取 {path}：没有读取权限，或它所在的磁盘、U 盘、网络文件夹已断开。请检查。",
            f"{path} cannot be read: it is closed to you, or its disk, stick or network folder "
            "is gone. Check it and try again.",
        )
    )
