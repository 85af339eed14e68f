"""Decide by its content what a file really is; its name is never believed.

No library of pictures or PDFs is needed here, so the window may ask before it starts a worker.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.papers import refusals
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

HEAD_BYTES = 8192
TAIL_BYTES = 2048
PDF_HEADER_WITHIN = 1024  # readers accept a header that begins this late
MAX_FILE_MB = 600


class Kind(StrEnum):
    """What intake can turn into pages; the value is the media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    HEIC = "image/heic"
    WEBP = "image/webp"
    BMP = "image/bmp"
    GIF = "image/gif"
    MAIL = "message/rfc822"
    TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is, or why it cannot become a paper; exactly one of the two is given."""

    kind: Kind | None = None
    refusal: Text | None = None


def sniff(path: Path) -> Sniffed:
    """Return what the file is; never raises for a bad file."""
    try:
        size = path.stat().st_size if path.is_file() else -1
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            file.seek(max(0, size - TAIL_BYTES))
            tail = file.read(TAIL_BYTES)
    except OSError:
        return Sniffed(refusal=refusals.NOT_A_FILE)
    if size == 0:
        return Sniffed(refusal=refusals.EMPTY)
    if size > MAX_FILE_MB * 1_000_000:
        return Sniffed(refusal=refusals.TOO_LARGE.fill(size=size // 1_000_000, limit=MAX_FILE_MB))
    kind = _accepted(head, tail)
    if kind is not None:
        return Sniffed(kind=kind)
    reason = _by_magic(head) or _by_inside(head, path)
    return Sniffed(refusal=reason) if reason else _as_words(head, path)


_PICTURES: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
)
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"mif1", b"msf1", b"heif"}


def _accepted(head: bytes, tail: bytes) -> Kind | None:
    for magic, kind in _PICTURES:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return Kind.BMP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Kind.HEIC
    if _looks_like_pdf(head, tail):
        return Kind.PDF
    return None


def _looks_like_pdf(head: bytes, tail: bytes) -> bool:
    start = head[:PDF_HEADER_WITHIN]
    if start.startswith(b"%PDF") or (b"%PDF-" in start and not _is_html(head)):
        return True
    # The header is gone, but objects and a trailer are there: worth a repair.
    return bool(re.search(rb"\d+ \d+ obj\b", head)) and b"startxref" in tail


_PROGRAM = re.compile(
    rb"\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]|#!(?!AMR)|MZ.*\0",
    re.DOTALL,
)
_MEDIA = re.compile(
    rb"ID3|OggS|fLaC|\x1aE\xdf\xa3|#!AMR|\x30\x26\xb2\x75|FLV\x01|RIFF....(?:WAVE|AVI )|....ftyp",
    re.DOTALL,
)
_MAGIC: tuple[tuple[re.Pattern[bytes], Text], ...] = (
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), refusals.OTHER_PICTURE.fill(kind="AVIF")),
    (_MEDIA, refusals.MEDIA),
    (_PROGRAM, refusals.PROGRAM),
    (re.compile(rb"Rar!\x1a\x07"), refusals.ARCHIVE.fill(kind="RAR")),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), refusals.ARCHIVE.fill(kind="7z")),
    (re.compile(rb"\x1f\x8b"), refusals.ARCHIVE.fill(kind="gzip")),
    (re.compile(rb"BZh"), refusals.ARCHIVE.fill(kind="bzip2")),
    (re.compile(rb"\xfd7zXZ\0"), refusals.ARCHIVE.fill(kind="xz")),
    (re.compile(rb"MSCF"), refusals.ARCHIVE.fill(kind="CAB")),
    (re.compile(rb"8BPS"), refusals.OTHER_PICTURE.fill(kind="Photoshop")),
    (re.compile(rb"\x00\x00\x01\x00"), refusals.OTHER_PICTURE.fill(kind="ICO")),
    (
        re.compile(rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51"),
        refusals.OTHER_PICTURE.fill(kind="JPEG 2000"),
    ),
    (re.compile(rb"\xff\x0a"), refusals.OTHER_PICTURE.fill(kind="JPEG XL")),
    (re.compile(rb"AT&TFORM"), refusals.OTHER_PICTURE.fill(kind="DjVu")),
    (re.compile(rb"%!PS"), refusals.OTHER_PICTURE.fill(kind="PostScript")),
    (re.compile(rb"AC10"), refusals.OTHER_PICTURE.fill(kind="AutoCAD")),
    (
        re.compile(rb"\s*\{\\rtf"),
        refusals.OFFICE.fill(kind=Text("RTF 文档", "a word processor (RTF)")),
    ),
)


def _by_magic(head: bytes) -> Text | None:
    """Return the reason that the first bytes alone give."""
    return next((reason for magic, reason in _MAGIC if magic.match(head)), None)


def _by_inside(head: bytes, path: Path) -> Text | None:
    """Return the reason that lies in the names inside a container, or in a page's first tag."""
    if re.match(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", head):
        return _zip_reason(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound_reason(path)
    return refusals.WEB_PAGE.fill(named=_named_pdf(path)) if _is_html(head) else None


def _named_pdf(path: Path) -> Text:
    if path.suffix.casefold() == ".pdf":
        return Text("，只是文件名写成了 .pdf", ", although its name ends in .pdf")
    return Text("", "")


def _is_html(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\r\n\t ")[:1024].lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        start.startswith((b"<!--", b"<?xml")) and b"<html" in start
    )


def _zip_reason(path: Path) -> Text:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:5000])
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return refusals.ARCHIVE.fill(kind="ZIP")
    if "OFD.xml" in names:
        return refusals.OFD
    for folder, kind in (
        ("word/", Text("Word 文档", "Word")),
        ("xl/", Text("Excel 表格", "Excel")),
        ("ppt/", Text("PowerPoint 演示", "PowerPoint")),
    ):
        if any(name.startswith(folder) for name in names):
            return refusals.OFFICE.fill(kind=kind)
    if "mimetype" in names and "content.xml" in names:
        return refusals.OFFICE.fill(kind=Text("OpenDocument 文档", "OpenDocument"))
    return refusals.ARCHIVE.fill(kind="ZIP")


def _compound_reason(path: Path) -> Text:
    """Tell apart what lies in an OLE compound file by the names of its streams."""
    with path.open("rb") as file:
        content = file.read(4_000_000)
    for stream, reason in (
        ("EncryptedPackage", refusals.OFFICE_PASSWORD),
        ("__properties_version1.0", refusals.MESSAGE_OUTLOOK),
        ("__nameid_version1.0", refusals.MESSAGE_OUTLOOK),
        ("WordDocument", refusals.OFFICE.fill(kind=Text("Word 文档", "Word"))),
        ("Workbook", refusals.OFFICE.fill(kind=Text("Excel 表格", "Excel"))),
        ("PowerPoint Document", refusals.OFFICE.fill(kind=Text("PowerPoint 演示", "PowerPoint"))),
    ):
        if stream.encode("utf-16-le") in content:
            return reason
    return refusals.OFFICE.fill(kind=Text("旧版 Office 文档", "an old Office program"))


_MAIL_HEADER = re.compile(
    rb"^(received|return-path|from|to|cc|subject|date|message-id|mime-version|delivered-to"
    rb"|x-[a-z0-9-]+|dkim-signature|reply-to|content-type|sender|arc-[a-z-]+)[ \t]*:",
    re.IGNORECASE,
)


def _as_words(head: bytes, path: Path) -> Sniffed:
    """Take it for a mail or for plain text, when it has no byte that text never has."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    named = path.suffix.casefold()
    if not wide and re.search(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]", head):
        return Sniffed(refusal=refusals.MISNAMED if named in _NAMED else refusals.UNKNOWN)
    if _is_mail(head):
        return Sniffed(kind=Kind.MAIL)
    if named in _NAMED:
        return Sniffed(refusal=refusals.MISNAMED)
    if named in {".csv", ".tsv"}:
        return Sniffed(
            refusal=refusals.OFFICE.fill(kind=Text("表格（CSV）", "a spreadsheet (CSV)"))
        )
    if not wide and not head.strip():
        return Sniffed(refusal=refusals.NO_WORDS)
    return Sniffed(kind=Kind.TEXT)


def _is_mail(head: bytes) -> bool:
    lines = head.lstrip(b"\xef\xbb\xbf\r\n").splitlines()[:60]
    if not lines or not _MAIL_HEADER.match(lines[0]):
        return False
    headers = {m.group(1).lower() for line in lines if (m := _MAIL_HEADER.match(line))}
    return bool(headers & {b"from", b"received"}) and bool(
        headers & {b"date", b"subject", b"message-id", b"mime-version", b"to"}
    )


_NAMED = frozenset(
    {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif", ".bmp", ".webp", ".gif"}
)
