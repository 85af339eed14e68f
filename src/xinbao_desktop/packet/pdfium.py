"""The one door to pdfium, which may be entered by one thread at a time."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = threading.RLock()


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Open a document; hold ``LOCK`` around everything done with it."""
    import pypdfium2

    with LOCK:
        document = pypdfium2.PdfDocument(path)
    try:
        yield document
    finally:
        with LOCK:
            document.close()
