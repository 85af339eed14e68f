"""Save a PDF so that a full disk is an error like any other.

qpdf calls back into Python for each piece it writes, and at the end from where nothing may be
raised: an exception there ends the whole program. So the pieces go to a stream that remembers
its first error and raises nothing, and the error is raised afterwards. (qpdf's own writing does
not notice that the last few bytes found no room.)
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from pikepdf import ObjectStreamMode

if TYPE_CHECKING:
    from pathlib import Path

    from pikepdf import Pdf
    from typing_extensions import Buffer

UNNAMED = b"<31415926535897932384626433832795>"  # qpdf's identifier of a file that shall have none
END = 1024  # bytes at the end of a file, in which its identifier stands
PIECE = 1 << 16  # a packet is a million small pieces; they are gathered before they are looked at


def save_pdf(pdf: Pdf, out: Path, **choices: Any) -> None:
    """Write a PDF, with pikepdf's own choices.

    Raises:
        OSError: The disk is full or gone; what was written so far stays for the caller to remove.
    """
    with out.open("wb", buffering=0) as file:
        _save(pdf, _Unfailing(file), choices)


def save_finished(pdf: Pdf, out: Path, *, version: str) -> str:
    """Write a PDF, the same objects as the same bytes, and return the file's SHA-256.

    Its identifier (``/ID``) is the first half of the SHA-256 of all bytes before it. qpdf would
    make it of an MD5 over the whole file, which takes longer than the writing.

    Raises:
        OSError: The disk is full or gone; what was written so far stays for the caller to remove.
    """
    if "/ID" in pdf.trailer:
        del pdf.trailer.ID
    plain = ObjectStreamMode.disable
    with out.open("wb", buffering=0) as file:
        stream = _Naming(file)
        _save(
            pdf, stream, {"static_id": True, "object_stream_mode": plain, "force_version": version}
        )
    return stream.sha256


def _save(pdf: Pdf, stream: _Unfailing, choices: dict[str, Any]) -> None:
    with io.BufferedWriter(stream, PIECE) as pieces:
        pdf.save(cast("BinaryIO", pieces), **choices)
    if stream.error is not None:
        raise stream.error


class _Unfailing(io.RawIOBase):
    """A file that takes everything and remembers the first error."""

    def __init__(self, file: io.FileIO) -> None:
        super().__init__()
        self._file = file
        self.error: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, piece: Buffer, /) -> int:
        content = memoryview(piece)
        self._put(content)
        return content.nbytes

    def _put(self, content: memoryview) -> None:
        while self.error is None and content.nbytes:
            try:
                content = content[self._file.write(content) :]
            except OSError as error:
                self.error = error


class _Naming(_Unfailing):
    """A file that is named by what it holds; its end is held back until it is known."""

    def __init__(self, file: io.FileIO) -> None:
        super().__init__(file)
        self._whole = hashlib.sha256()
        self._end = b""

    @property
    def sha256(self) -> str:
        """The digest of the closed file."""
        return self._whole.hexdigest()

    def write(self, piece: Buffer, /) -> int:
        content = memoryview(piece)
        if content.nbytes < END:
            joined = memoryview(self._end + content)
            self._put(joined[:-END])
            self._end = bytes(joined[-END:])
        else:
            self._put(memoryview(self._end))
            self._put(content[:-END])
            self._end = bytes(content[-END:])
        return content.nbytes

    def close(self) -> None:
        if not self.closed:
            before, unnamed, after = self._end.partition(UNNAMED)
            self._put(memoryview(before))
            name = b"<%b>" % self.sha256[: len(UNNAMED) - 2].encode()
            self._put(memoryview((unnamed + after).replace(UNNAMED, name)))
        super().close()

    def _put(self, content: memoryview) -> None:
        self._whole.update(content)
        super()._put(content)
