"""What the packet tab says of a packet it has built: what wants a look, then the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.packet_answer import BuiltFile, BuiltPacketAnswer
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.text import Text

MOST = 4  # lines of each sort: a packet of twenty volumes must not hide itself


def built_words(context: ClientContext, built: BuiltPacketAnswer, told: Sequence[Text] = ()) -> str:
    """Return the banner's words; ``told`` is what was said before it was built."""
    looks = [context.say(one) for one in (*told, *built.former, *built.too_large)]
    more = QCoreApplication.translate("BuiltWords", "… and {count} more warnings")
    lines, files = _shortened(looks, more), built.files
    if len(files) < 2:
        return "\n".join([*lines, *map(_file_words, files)])
    whole = QCoreApplication.translate(
        "BuiltWords", "Built: {count} volumes, {pages} pages in all · {folder}"
    )
    folder = str(files[0].path.parent)
    lines.append(whole.format(count=len(files), pages=built.pages, folder=folder))
    more = QCoreApplication.translate(
        "BuiltWords", "… and {count} more; beside each lies its SHA-256"
    )
    return "\n".join(lines + _shortened([_volume_words(file) for file in files], more))


def _file_words(file: BuiltFile) -> str:
    """Return what is said of one file."""
    words = QCoreApplication.translate(
        "BuiltWords", "Built: {path} · {pages} pages · SHA-256 {digest}"
    )
    return words.format(path=str(file.path), pages=file.pages, digest=file.sha256)


def _volume_words(file: BuiltFile) -> str:
    words = QCoreApplication.translate("BuiltWords", "{name} · {pages} pages · SHA-256 {digest}")
    return words.format(name=file.path.name, pages=file.pages, digest=file.sha256)


def _shortened(lines: list[str], more: str) -> list[str]:
    """Return a few lines, the last one saying how many are left out."""
    if len(lines) <= MOST + 1:
        return lines
    return [*lines[:MOST], more.format(count=len(lines) - MOST)]
