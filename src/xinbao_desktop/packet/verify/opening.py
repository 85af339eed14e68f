"""Open a packet in both readers, and let qpdf judge its syntax: V01.

qpdf also takes the fingerprints of the pages as they are now, to lay beside those of the build.
"""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pypdfium2 import PdfiumError

from xinbao_desktop.errors import Cancelled
from xinbao_desktop.packet.digest import page_digest
from xinbao_desktop.packet.page_seal import MARK, broken_seals
from xinbao_desktop.packet.verify.outcome import Outcome, failed, passed
from xinbao_desktop.packet.verify.read_file import read_file
from xinbao_desktop.packet.verify.read_pages import read_pages
from xinbao_desktop.packet.verify.reading import PacketRead
from xinbao_desktop.packet.verify.unpacking import oversized
from xinbao_desktop.progress import NoProgress

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.progress import Progress


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening gave: the reading, or None with V01's failure; ``locked`` speaks for V27."""

    outcome: Outcome
    packet: PacketRead | None = None
    locked: Outcome | None = None


def open_packet(path: Path, progress: Progress | None = None) -> Opened:
    """Read a packet as far as it can be read.

    Raises:
        Cancelled: Somebody asked for it, by ``progress``.
    """
    path.stat()  # a file that is not there is the caller's mistake, not the packet's
    refused = _refused(path)
    if refused is not None:
        return refused
    try:
        with ThreadPoolExecutor(1) as beside:  # qpdf works while the others read
            judged = beside.submit(_by_qpdf, path)
            file = read_file(path)
            pages = read_pages(path, file, progress or NoProgress())
            found = judged.result()
    except PdfiumError as error:
        return Opened(failed(f"pdfium 打不开：{error}", f"pdfium cannot open it: {error}"))
    except Cancelled:
        raise
    except Exception as error:  # noqa: BLE001 - pypdf raises whatever a broken file provokes
        kind = type(error).__name__
        return Opened(failed(f"pypdf 读不出（{kind}）", f"pypdf cannot read it ({kind})"))
    if not pages or len(pages) != len(file.kinds):
        return Opened(failed("两种阅读器所见页数不同", "two readers count different pages"))
    packet = PacketRead(path, pages, file, found.contents, found.changed)
    return Opened(_soundness(packet, found.problems), packet)


def _soundness(packet: PacketRead, problems: list[str]) -> Outcome:
    if problems:
        first = problems[0].replace(str(packet.path), packet.path.name)
        return failed(f"语法有误：{first}", f"syntax: {first}")
    crowded = [page.number for page in packet.pages if page.crowded]
    if crowded:
        words = "页上的内容过多，没有全部核验", "a page holds too much to be judged as a whole"
        return failed(*words, crowded)
    return passed("两种阅读器均可打开，语法无误", "two readers open it; syntax is sound")


def _refused(path: Path) -> Opened | None:
    """Return why a file is not read at all, None where it is."""
    try:
        with pikepdf.Pdf.open(path) as pdf:
            vast = oversized(pdf)
    except pikepdf.PasswordError:
        return Opened(
            failed("需要密码才能打开", "it asks for a password"),
            locked=failed("案卷需要密码", "the packet asks for a password"),
        )
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        return None  # so broken that the readers say it better
    if vast is None:
        return None
    return Opened(
        failed(
            f"对象 {vast} 展开后过大，为保护本机没有读取",
            f"object {vast} is too large unpacked, and was not read to spare this machine",
        )
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What qpdf tells: what is wrong, each page's digest, and the pages changed since the build."""

    problems: list[str]
    contents: tuple[bytes, ...] = ()
    changed: tuple[int, ...] = ()


def _by_qpdf(path: Path) -> _Found:
    try:
        with warnings.catch_warnings(), pikepdf.Pdf.open(path) as pdf:
            warnings.simplefilter("ignore")  # of decoders it lacks: pdfium shows those pictures
            problems = list(pdf.check_pdf_syntax())
            problems += [str(w) for w in pdf.get_warnings()]
            return _Found(problems, *_fingerprints(pdf))
    except pikepdf.PdfError as error:
        return _Found([str(error)])


def _fingerprints(pdf: pikepdf.Pdf) -> tuple[tuple[bytes, ...], tuple[int, ...]]:
    """Return each page's digest and the pages that were changed; nothing for a stranger's file."""
    try:
        if not _is_marked(pdf):
            return (), ()
        contents = tuple(page_digest(page.obj) for page in pdf.pages)
        return contents, tuple(broken_seals(pdf, contents))
    except Exception:  # noqa: BLE001 - a damaged packet may break any assumption; V31 says so
        return (), ()


def _is_marked(pdf: pikepdf.Pdf) -> bool:
    """Whether the first page bears the mark of this program."""
    info: Any = pdf.pages[0].obj.get("/PieceInfo") if pdf.pages else None
    return isinstance(info, pikepdf.Dictionary) and MARK in info
