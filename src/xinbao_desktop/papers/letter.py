"""Lay out mails (.eml) and plain texts on A4 pages, with their words as searchable text.

A mail shows its sender, recipients, date and subject as its headers give them, its body as
plain text, and the names and sizes of what was attached; nothing is fetched from anywhere.
"""

from __future__ import annotations

import email
import email.policy
import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Dictionary

from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.copying import new_sheet, save_copy
from xinbao_desktop.papers.pdf_paper import prepare_pdf
from xinbao_desktop.papers.refusals import RefusedError
from xinbao_desktop.papers.sheet import MM, sheet_box
from xinbao_desktop.papers.sniff import Kind
from xinbao_desktop.papers.typesetting import TextFont, wrapped
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import EmailMessage
    from pathlib import Path

    from xinbao_desktop.domain.paper import PreparedPaper

MAX_CHARACTERS = 400_000
_SIZE, _LEADING = 10.0, 15.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 25 * MM, 20 * MM, 20 * MM, 22 * MM

ATTACHED = Text(
    "邮件的附件没有印出，如需要请另行添加：{names}",
    "Files attached to the mail are not printed; add them by themselves if they matter: {names}",
)
_HEADERS = (
    ("发件人 From", "From"),
    ("收件人 To", "To"),
    ("抄送 Cc", "Cc"),
    ("日期 Date", "Date"),
    ("主题 Subject", "Subject"),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be set: a head of (label, words) pairs, the body, and the names attached."""

    head: tuple[tuple[str, str], ...]
    body: str
    attached: tuple[str, ...] = ()


def prepare_letter(
    source: Path, kind: Kind, target: Path, turns: Mapping[int, int]
) -> PreparedPaper:
    """Write the A4 copy of a mail or a text.

    Raises:
        RefusedError: The encoding is not known, or there is nothing to read.
    """
    data = source.read_bytes()
    letter = _mail(data) if kind is Kind.MAIL else Letter((), _decoded(data))
    if not letter.body.strip() and not letter.head:
        raise RefusedError(refusals.NO_WORDS)
    laid = target.with_name(target.name + ".laid")
    try:
        _set(letter, laid)
        paper = prepare_pdf(laid, target, turns)
    finally:
        laid.unlink(missing_ok=True)
    notes = list(paper.notes)
    if letter.attached:
        notes.append(ATTACHED.fill(names="、".join(letter.attached[:12])))
    return type(paper)(paper.pages, kind.value, paper.repaired, tuple(notes))


def _decoded(data: bytes) -> str:
    """Read text as its mark says, else as UTF-8, else as GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return _printable(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise RefusedError(refusals.BAD_TEXT)


def _printable(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return "".join(c for c in plain if c >= " " or c in "\n\t")[:MAX_CHARACTERS]


def _mail(data: bytes) -> Letter:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        head = tuple(
            (label, _printable(str(message[name])).replace("\n", " "))
            for label, name in _HEADERS
            if message[name]
        )
        attached = tuple(_attachments(message))
        body = _body(message)
    except (LookupError, ValueError, TypeError, AttributeError, UnicodeError) as error:
        raise RefusedError(refusals.BAD_MAIL) from error
    if not body.strip() and not attached:
        raise RefusedError(refusals.BAD_MAIL)
    return Letter(head, _printable(body), attached)


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    content = raw if isinstance(raw, bytes) else b""
    text = _in_charset(content, charset)
    return _html_text(text) if part.get_content_subtype() == "html" else text


def _in_charset(content: bytes, charset: str) -> str:
    # What calls itself GB 2312 is nearly always its superset.
    name = "gb18030" if charset.lower() in {"gb2312", "gbk", "x-gbk"} else charset
    for encoding in (name, "utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", errors="replace")


def _attachments(message: EmailMessage) -> Iterator[str]:
    for part in message.iter_attachments():
        name = part.get_filename() or part.get_content_type()
        raw = part.get_payload(decode=True)
        size = len(raw) if isinstance(raw, bytes) else 0
        yield f"{_printable(str(name))} ({max(1, size // 1000)} KB)"


class _Words(HTMLParser):
    """Collects the words of an HTML mail, with lines where blocks end."""

    _BLOCKS = frozenset(
        ["p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "hr"]
    )
    _SILENT = frozenset(["style", "script", "head", "title"])

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in self._SILENT:
            self._silent += 1
        elif tag in self._BLOCKS:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append("  ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in self._BLOCKS - {"br", "hr"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def _html_text(source: str) -> str:
    words = _Words()
    words.feed(source[: 4 * MAX_CHARACTERS])
    words.close()
    text = html.unescape("".join(words.parts)).replace("\xa0", " ")
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _set(letter: Letter, target: Path) -> None:
    font = TextFont()
    sheet = sheet_box(landscape=False)
    width = sheet.width - _LEFT - _RIGHT
    per_page = int((sheet.height - _TOP - _BOTTOM) // _LEADING)
    lines = list(_all_lines(letter, font, width))
    head_end = sum(1 for bold, _ in lines if bold)
    with pikepdf.Pdf.new() as pdf:
        contents = []
        for start in range(0, len(lines), per_page):
            rule = head_end - start if start == 0 and letter.head else 0
            contents.append(
                _content([text for _, text in lines[start : start + per_page]], font, rule)
            )
        resources = pdf.make_indirect(Dictionary(Font=Dictionary(F=font.pdf_object(pdf))))
        for content in contents:
            page = new_sheet(pdf, landscape=False)
            page.obj.Resources = resources
            page.obj.Contents = pdf.make_stream(content)
        save_copy(pdf, target)


def _all_lines(letter: Letter, font: TextFont, width: float) -> Iterator[tuple[bool, str]]:
    """Yield (belongs to the head, line)."""
    for label, words in letter.head:
        for line in wrapped(f"{label}: {words}", font.face, _SIZE, width):
            yield True, line
    if letter.attached:
        listed = "附件 Attached: " + "；".join(letter.attached)
        for line in wrapped(listed, font.face, _SIZE, width):
            yield True, line
    if letter.head:
        yield False, ""
    for line in wrapped(letter.body.rstrip(), font.face, _SIZE, width):
        yield False, line


def _content(lines: list[str], font: TextFont, rule_after: int) -> bytes:
    sheet = sheet_box(landscape=False)
    top = sheet.height - _TOP - _SIZE
    parts = [f"BT /F {_SIZE:g} Tf {_LEADING:g} TL 1 0 0 1 {_LEFT:.3f} {top:.3f} Tm"]
    parts += [f"{font.encoded(line)} Tj T*" if line else "T*" for line in lines]
    parts.append("ET")
    if rule_after:
        y = top - (rule_after - 1) * _LEADING - 6
        parts.append(f"0.5 w {_LEFT:.3f} {y:.3f} m {sheet.width - _RIGHT:.3f} {y:.3f} l S")
    return "\n".join(parts).encode("ascii")
