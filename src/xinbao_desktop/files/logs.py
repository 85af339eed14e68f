"""Logs that tell where the program failed, and nothing about a client.

A message is kept as its template; what is filled in is kept only if it is a number of things
or a plain code word. Of an exception the type and the places in the program are kept, never its
words. So no name, amount, number of a paper or path of a home folder can reach a log.
"""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.files.paths import made

if TYPE_CHECKING:
    from types import TracebackType

LOGGER = "xinbao_desktop"
FILE_NAME = "xinbao-desktop.log"
MAX_BYTES = 512 * 1024
KEPT_FILES = 3
_CODE_WORD = re.compile(r"[a-z][a-z0-9_.]{0,39}")
_SMALL = 1_000_000


class DiscreetFormatter(logging.Formatter):
    """Formats a record without anything a user entered."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, and for an exception one line a place."""
        head = f"{self.formatTime(record)} {record.levelname} {record.name}"
        line = f"{head}: {discreet_message(record)}"
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            line += "\n" + "\n".join([f"  {kind.__name__}", *_places(trace)])
        return line


def discreet_message(record: logging.LogRecord) -> str:
    """Return the message with everything left out that is no count and no code word."""
    template = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    if not record.args:
        return template
    if isinstance(record.args, tuple):
        return _filled(template, tuple(_discreet(value) for value in record.args))
    return _filled(template, {key: _discreet(value) for key, value in record.args.items()})


def set_up_logs(folder: Path, level: int = logging.INFO) -> logging.Logger:
    """Write the program's log into this folder, in a few files of bounded size."""
    logger = logging.getLogger(LOGGER)
    take_down_logs()
    handler = RotatingFileHandler(
        made(folder) / FILE_NAME,
        maxBytes=MAX_BYTES,
        backupCount=KEPT_FILES,
        encoding="utf-8",
        delay=True,
    )
    handler.setFormatter(DiscreetFormatter())
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    return logger


def take_down_logs() -> None:
    """Close the program's log files."""
    logger = logging.getLogger(LOGGER)
    for handler in list(logger.handlers):
        if isinstance(handler, RotatingFileHandler):
            logger.removeHandler(handler)
            handler.close()
    logger.propagate = True


def _discreet(value: object) -> object:
    if isinstance(value, bool) or (type(value) is int and abs(value) < _SMALL):
        return value
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, str) and _CODE_WORD.fullmatch(value):
        return value
    return "…"


def _filled(template: str, values: object) -> str:
    try:
        return template % values
    except (TypeError, ValueError, KeyError):
        return template


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"  {_short(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places


def _short(filename: str) -> str:
    parts = Path(filename).parts
    if LOGGER in parts:
        return "/".join(parts[parts.index(LOGGER) :])
    return Path(filename).name
