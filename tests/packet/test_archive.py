"""What the program draws is PDF/A-1b, as PDFBox Preflight sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from xinbao_desktop.packet.archive import srgb_profile
from xinbao_desktop.packet.build import build_packet
from xinbao_desktop.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from xinbao_desktop.domain.packet_plan import PacketPlan

    Validator: TypeAlias = Callable[[Path], str] | None


@pytest.mark.slow
def test_a_packet_of_our_own_pages_is_archival(
    bare_plan: PacketPlan, tmp_path: Path, validator: Validator
) -> None:
    out = tmp_path / "bare.pdf"
    build_packet(bare_plan, out, NoProgress())
    assert validator is None or validator(out) == ""


def test_metadata_is_the_same_in_both_places_and_dated_by_the_plan(packet: Path) -> None:
    with pikepdf.Pdf.open(packet) as pdf:
        info, xmp = pdf.trailer.Info, pdf.Root.Metadata.read_bytes().decode()
    assert str(info["/CreationDate"]) == "D:20240920000000Z"
    assert "2024-09-20T00:00:00Z" in xmp
    for key in ("/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer"):
        assert str(info[key]) in xmp


def test_the_colour_profile_is_version_two_and_of_the_size_it_says() -> None:
    profile = srgb_profile()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[8] == 2
    assert profile[36:40] == b"acsp"
