"""Take from picture files what is not picture: EXIF, positions, thumbnails, comments.

Nothing is decoded here, so the picture itself stays bit for bit as it was.
"""

from __future__ import annotations

_KEPT_SEGMENTS = frozenset({0xE0, 0xEE})  # JFIF and Adobe, which say how colours are meant
_STANDALONE = frozenset({0x01, *range(0xD0, 0xDA)})
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE


def stripped_jpeg(data: bytes) -> bytes:
    """Return the JPEG without its application segments and comments; broken data as it is.

    It ends with its end marker: phones append whole other pictures and depth maps behind.
    """
    if not data.startswith(b"\xff\xd8"):
        return data
    parts: list[bytes] = []
    at = 0
    while at + 2 <= len(data):
        if data[at] != 0xFF:
            return data
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        end = at + 2
        if marker not in _STANDALONE:
            end += int.from_bytes(data[end : end + 2], "big")
        if marker == _SCAN:
            end = _end_of_coded_data(data, end)
        if marker in _KEPT_SEGMENTS or not (0xE0 <= marker <= 0xEF or marker == _COMMENT):
            parts.append(data[at:end])
        if marker == _END:
            break
        at = end
    return b"".join(parts)


def _end_of_coded_data(data: bytes, at: int) -> int:
    """Return where the next marker stands; stuffed zeros and restarts belong to the data."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


_JP2_LEFT_OUT = frozenset({b"uuid", b"xml ", b"uinf"})


def stripped_jp2(data: bytes) -> bytes:
    """Return the JPEG 2000 file without its boxes of metadata; a bare code stream as it is."""
    if data[4:8] != b"jP  ":
        return data
    parts: list[bytes] = []
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        end = at + length if length else len(data)
        if end <= at or end > len(data):
            return data
        if data[at + 4 : at + 8] not in _JP2_LEFT_OUT:
            parts.append(data[at:end])
        at = end
    return b"".join(parts)
