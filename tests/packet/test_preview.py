"""Pages as a printer wants them: what has no colour is sent without, letters apart from scans."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from xinbao_desktop.errors import BadInputError
from xinbao_desktop.packet.preview import print_page


def page(path: Path, colour, lines=6) -> Path:
    """Write a page of A4 at 100 dpi with a few lines on white paper, or none on coloured paper."""
    sheet = Image.new("RGB", (827, 1169), "white" if lines else colour)
    for number in range(lines):
        ImageDraw.Draw(sheet).rectangle((80, 100 + 60 * number, 700, 110 + 60 * number), colour)
    data = io.BytesIO()
    sheet.save(data, "PDF", resolution=100, quality=100)
    path.write_bytes(data.getvalue())
    return path


@pytest.mark.parametrize(
    ("colour", "lines", "grey", "drawn"),
    [
        ((0, 0, 0), 6, True, True),
        ((200, 30, 30), 6, False, True),
        ((190, 190, 190), 0, True, False),
    ],
)
def test_a_page_is_told_by_its_colours_and_its_bare_paper(tmp_path, colour, lines, grey, drawn):
    found = print_page(page(tmp_path / "a.pdf", colour, lines), 1, 100)
    assert (found.grey, found.drawn) == (grey, drawn)
    assert len(found.dots) == found.width * found.height * (1 if grey else 4)


def test_the_dots_of_a_coloured_page_stand_as_a_screen_has_them(tmp_path):
    found = print_page(page(tmp_path / "a.pdf", (200, 30, 30), 0), 1, 50)
    blue, green, red = found.dots[:3]
    assert red > 180
    assert max(blue, green) < 60


def test_a_page_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadInputError, match=r"Page 7 of “a\.pdf”"):
        print_page(page(tmp_path / "a.pdf", (0, 0, 0)), 7, 72)
