"""Read what a stranger's PDF calls its fields and states, in whichever encoding its maker used.

The standard knows two ways to write Chinese; programs of the trade also write the bytes of
their own code page (GBK) as they are, which then read as rows of accented letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

MARKED = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")  # the encodings that say which they are
CONTROLS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ue000-\\uf8ff\\ud800-\\udfff]")
CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]"
FOREIGN = re.compile(rf"(?:{CHINESE}|[\x20-\x7e\r\n\t])+")
# One sign between Latin letters is two accented letters of a word (Größe), not Chinese.
ALONE = re.compile(rf"[A-Za-z]{CHINESE}(?!{CHINESE})|(?<!{CHINESE}){CHINESE}[A-Za-z]")


def words_of(given: pikepdf.String | Any) -> str:
    """Return a string of a PDF as words; control characters are left out."""
    raw = bytes(given)
    found = None if raw.startswith(MARKED) else _code_page(raw)
    return CONTROLS.sub("", str(given) if found is None else found).strip()


def name_words(name: str) -> str:
    """Return a name of a PDF without its slash, as words; pikepdf keeps foreign bytes aside."""
    raw = name.removeprefix("/").encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        found = _code_page(raw)
        return raw.decode("latin-1") if found is None else found


def _code_page(raw: bytes) -> str | None:
    """Return bytes read as GBK where that gives Chinese and nothing odd."""
    if raw.isascii():
        return None
    try:
        words = raw.decode("gbk")
    except UnicodeDecodeError:
        return None
    return words if FOREIGN.fullmatch(words) and not ALONE.search(words) else None
