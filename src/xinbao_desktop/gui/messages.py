"""Turn an exception into what a dialog says; the program's own errors already say it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from xinbao_desktop.errors import AppError, BadInputError

if TYPE_CHECKING:
    from xinbao_desktop.text import Lang

MOST_DETAILS = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """What a dialog says."""

    title: str
    text: str
    details: str = ""


def describe(error: Exception, lang: Lang) -> Message:
    """Return what to tell the person about this error.

    An error that the program did not foresee is logged by its type alone (a message might
    hold a client's data) and said to be unforeseen.
    """
    if isinstance(error, AppError):
        details = error.details if isinstance(error, BadInputError) else ()
        lines = [line.of(lang) for line in details[:MOST_DETAILS]]
        title = QCoreApplication.translate("Messages", "That did not work")
        return Message(title, error.text.of(lang), "\n".join(lines))
    _log.error("unforeseen %s", type(error).__name__)
    title = QCoreApplication.translate("Messages", "An error the program did not foresee")
    text = QCoreApplication.translate(
        "Messages",
        "Nothing that was saved is lost. Please note what you did just before, and start the "
        "program anew if it happens again.",
    )
    return Message(title, text, f"{type(error).__name__}: {error}")
