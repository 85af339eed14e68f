"""Opening clients for commands: the password, the day, the language."""

from __future__ import annotations

import argparse
import getpass
import locale
import os
import sys
from typing import TYPE_CHECKING

from xinbao_desktop.domain.reading.days import read_day
from xinbao_desktop.domain.reading.outcome import UnreadableError
from xinbao_desktop.errors import ClientFileError, UsageError
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.app.services import Services

PASSWORD = "XINBAO_PASSWORD"  # noqa: S105 - the name of the variable, not a password


def day_argument(words: str) -> date:
    """Read a day as a person types it; a wrong one is wrong usage."""
    try:
        return read_day(words)
    except UnreadableError as error:
        raise argparse.ArgumentTypeError(error.text.en) from error


def open_client(services: Services, path: Path, *, write: bool) -> OpenedClient:
    """Open a client; asks for the password where the file has one and a person sits there."""
    password = os.environ.get(PASSWORD)
    try:
        return _opened(services, path, password, write=write)
    except ClientFileError:
        if password is None and sys.stdin.isatty() and _is_encrypted(path):
            return _opened(services, path, _typed("password: "), write=write)
        raise


def _opened(services: Services, path: Path, password: str | None, *, write: bool) -> OpenedClient:
    if write:
        return services.open_for_writing(path, password)
    return services.open_client(path, password, write=False)


def _is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) != b"SQLite format 3\0"


def new_password() -> str:
    """Return the password of a new client: from the environment, or typed twice."""
    given = os.environ.get(PASSWORD)
    if given:
        return given
    if not sys.stdin.isatty():
        raise UsageError(
            Text(
                f"没有可以输入密码的终端。请把密码放在环境变量 {PASSWORD} 里再运行。",
                "There is no terminal to type a password at. Put it in the environment "
                f"variable {PASSWORD} and run the command again.",
            )
        )
    first = _typed("password: ")
    if first != _typed("again: ") or not first:
        raise UsageError(
            Text("两次输入的密码不同，或为空。", "The two passwords differ, or are empty.")
        )
    return first


def _typed(prompt: str) -> str:
    """Return what is typed unseen; the end of input is nothing typed."""
    try:
        return getpass.getpass(prompt)
    except EOFError:
        return ""


def language(asked: str | None) -> Lang:
    """Return the language to speak: as asked, else Chinese on a Chinese system."""
    if asked:
        return Lang(asked)
    words = os.environ.get("XINBAO_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG")
    words = words or (locale.getlocale()[0] or "")
    return Lang.ZH if words.lower().startswith(("zh", "chinese")) else Lang.EN
