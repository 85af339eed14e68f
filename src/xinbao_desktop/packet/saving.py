"""Save a PDF so that a full disk is an error like any other.

qpdf calls back into Python for each piece it writes, and at the end from where nothing may be
raised: an exception there ends the whole program. So the pieces go to a stream that remembers
its first error and raises nothing, and the error is raised afterwards.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO, cast

if TYPE_CHECKING:
    from pathlib import Path

    from pikepdf import Pdf
    from typing_extensions import Buffer


def save_pdf(pdf: Pdf, out: Path, **choices: Any) -> None:
    """Write a PDF, with pikepdf's own choices.

    Raises:
        OSError: The disk is full or gone; what was written so far stays for the caller to remove.
    """
    with out.open("wb") as file:
        stream = _Unfailing(file)
        pdf.save(cast("BinaryIO", stream), **choices)
    if stream.error is not None:
        raise stream.error


class _Unfailing(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.error: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, piece: Buffer, /) -> int:
        content = memoryview(piece)
        if self.error is None:
            try:
                self._file.write(content)
            except OSError as error:
                self.error = error
        return content.nbytes
