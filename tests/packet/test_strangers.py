"""Any PDF is judged without an exception, however odd or broken."""

from __future__ import annotations

import random
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest

from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.packet.build import build_packet
from xinbao_desktop.packet.verify import verify_packet
from xinbao_desktop.progress import NoProgress

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.domain.packet_plan import PacketPlan

WORDS = (b"/Dest", b"/Annots", b"/XYZ", b"/Kids", b"/Rect", b"/Font", b"/Nums", b"/Title")


def spoiled(data: bytes, dice: random.Random) -> bytes:
    """Return the bytes with one kind of damage."""
    found = bytearray(data)
    place, length = dice.randrange(len(found)), dice.randint(1, 3000)
    match dice.choice(("flip", "cut", "twice", "zero", "word")):
        case "flip":
            for _ in range(100):
                found[dice.randrange(len(found))] = dice.randrange(256)
        case "cut":
            del found[place : place + length]
        case "twice":
            found[place:place] = found[place : place + length]
        case "zero":
            found[place : place + length] = bytes(len(found[place : place + length]))
        case _:
            word = dice.choice(WORDS)
            found = found.replace(word, word[:-1] + b"x", dice.randint(1, 4))
    return bytes(found)


@pytest.mark.slow
def test_a_damaged_packet_is_judged_without_raising(bare_plan: PacketPlan, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    build_packet(bare_plan, good, NoProgress())
    data, dice = good.read_bytes(), random.Random(20240920)
    failed = 0
    for _ in range(10):
        bad.write_bytes(spoiled(data, dice))
        result = verify_packet(bad)
        assert len(result.checks) == 35
        failed += result.has_errors
    assert failed >= 6


def test_pages_of_absurd_size_are_judged(tmp_path: Path) -> None:
    odd = tmp_path / "odd.pdf"
    with pikepdf.Pdf.new() as pdf:
        for box in ([0, 0, 10**7, 10**7], [0, 0, 0.5, 0.5], [0, 0, 0, 0]):
            pdf.add_blank_page()
            pdf.pages[-1].mediabox = box
        pdf.save(odd)
    result = verify_packet(odd)
    assert result.pages == 3
    assert result.of("V12").verdict is CheckVerdict.FAIL


def test_a_file_without_pages_is_judged(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    with pikepdf.Pdf.new() as pdf:
        pdf.save(empty)
    assert verify_packet(empty).of("V01").verdict is CheckVerdict.FAIL


def test_a_file_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify_packet(tmp_path / "nowhere.pdf")


def test_a_part_of_a_packet_is_judged_by_the_pages_it_has(packet: Path, tmp_path: Path) -> None:
    """Index, bookmarks and manifest still name pages that were split off."""
    out = tmp_path / "part.pdf"
    with pikepdf.Pdf.open(packet) as pdf:
        del pdf.pages[12:]
        pdf.save(out)
    result = verify_packet(out)
    assert [c.id for c in result.checks if "too odd" in c.message.en] == []
    assert {key: result.of(key).verdict for key in ("V05", "V08", "V11", "V14", "V31")} == {
        "V05": CheckVerdict.FAIL,
        "V08": CheckVerdict.FAIL,
        "V11": CheckVerdict.WARN,
        "V14": CheckVerdict.FAIL,
        "V31": CheckVerdict.FAIL,
    }


def deflated(megabytes: int) -> bytes:
    packing = zlib.compressobj(9)
    parts = [packing.compress(b" " * (1 << 20)) for _ in range(megabytes)]
    return b"".join([*parts, packing.flush()])


@pytest.mark.parametrize("picture", [False, True])
def test_contents_that_unpack_to_a_gigabyte_are_not_unpacked(
    tmp_path: Path,
    picture: bool,
) -> None:
    bomb = tmp_path / "bomb.pdf"
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        stream = pdf.make_stream(b"")
        stream.write(deflated(300), filter=pikepdf.Name.FlateDecode)
        if picture:
            stream.Subtype = pikepdf.Name.Image
        pdf.pages[0].obj.Contents = stream
        pdf.save(bomb)
    found = verify_packet(bomb).of("V01")
    assert found.verdict is CheckVerdict.FAIL
    assert "too large unpacked" in found.message.en


@pytest.mark.slow
def test_a_page_with_more_words_than_anybody_reads_is_not_searched_for_ever(
    tmp_path: Path,
) -> None:
    crowded = tmp_path / "crowded.pdf"
    words = b"".join(b"1 0 0 1 %d 90 Tm (a%d) Tj " % (n % 590, n) for n in range(30_000))
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[0].obj
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 8 Tf " + words + b"ET")
        pdf.save(crowded)
    found = verify_packet(crowded).of("V01")
    assert (found.verdict, found.pages) == (CheckVerdict.FAIL, (1,))
    assert "too much" in found.message.en
