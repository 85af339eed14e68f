"""Open a packet in both readers, and let qpdf judge its syntax: V01."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pypdfium2 import PdfiumError

from xinbao_desktop.packet.verify.outcome import Outcome, failed, passed
from xinbao_desktop.packet.verify.read_file import read_file
from xinbao_desktop.packet.verify.read_pages import read_pages
from xinbao_desktop.packet.verify.reading import PacketRead

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening gave: the reading, or None with V01's failure; ``locked`` speaks for V27."""

    outcome: Outcome
    packet: PacketRead | None = None
    locked: Outcome | None = None


def open_packet(path: Path) -> Opened:
    """Read a packet as far as it can be read."""
    path.stat()  # a file that is not there is the caller's mistake, not the packet's
    if _asks_password(path):
        return Opened(
            failed("需要密码才能打开", "it asks for a password"),
            locked=failed("案卷需要密码", "the packet asks for a password"),
        )
    try:
        with ThreadPoolExecutor(1) as beside:  # qpdf works while the others read
            judged = beside.submit(_syntax, path)
            file = read_file(path)
            pages = read_pages(path, file)
            problems = judged.result()
    except PdfiumError as error:
        return Opened(failed(f"pdfium 打不开：{error}", f"pdfium cannot open it: {error}"))
    except Exception as error:  # noqa: BLE001 - pypdf raises whatever a broken file provokes
        kind = type(error).__name__
        return Opened(failed(f"pypdf 读不出（{kind}）", f"pypdf cannot read it ({kind})"))
    if not pages or len(pages) != len(file.kinds):
        return Opened(failed("两种阅读器所见页数不同", "two readers count different pages"))
    packet = PacketRead(path, pages, file)
    if problems:
        first = problems[0].replace(str(path), path.name)
        return Opened(failed(f"语法有误：{first}", f"syntax: {first}"), packet)
    return Opened(
        passed("两种阅读器均可打开，语法无误", "two readers open it; syntax is sound"), packet
    )


def _asks_password(path: Path) -> bool:
    try:
        pikepdf.Pdf.open(path).close()
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError:
        return False
    return False


def _syntax(path: Path) -> list[str]:
    try:
        with pikepdf.Pdf.open(path) as pdf:
            found = list(pdf.check_pdf_syntax())
            return [*found, *(str(w) for w in pdf.get_warnings())]
    except pikepdf.PdfError as error:
        return [str(error)]
