"""One file in, one A4 copy out: choose the way by what the file really is.

Runs inside the worker process; ``intake`` is what the rest of the program calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.paper import PreparedPaper, Refusal
from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.refusals import RefusedError
from xinbao_desktop.papers.sniff import Kind, sniff

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def convert(source: Path, target: Path, turns: Mapping[int, int]) -> PreparedPaper | Refusal:
    """Write the A4 copy of a file of any kind, or say why it cannot be a paper."""
    found = sniff(source)
    if found.kind is None:
        return Refusal(found.refusal or refusals.UNKNOWN)
    try:
        return _by_kind(source, found.kind, target, turns)
    except RefusedError as refused:
        target.unlink(missing_ok=True)
        return Refusal(refused.reason)


def _by_kind(source: Path, kind: Kind, target: Path, turns: Mapping[int, int]) -> PreparedPaper:
    if kind is Kind.PDF:
        from xinbao_desktop.papers.pdf_paper import prepare_pdf

        return prepare_pdf(source, target, turns)
    if kind in {Kind.MAIL, Kind.TEXT}:
        from xinbao_desktop.papers.letter import prepare_letter

        return prepare_letter(source, kind, target, turns)
    from xinbao_desktop.papers.picture_paper import prepare_picture

    return prepare_picture(source, kind, target, turns)
