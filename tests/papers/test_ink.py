import random

import pytest
from PIL import Image, ImageDraw

from xinbao_desktop.papers.ink import ink_box, lines_stand, nearly_blank


@pytest.fixture(scope="module")
def written():
    """A page of lines of words."""
    chance = random.Random(5)
    page = Image.new("L", (827, 1169), 246)
    pen = ImageDraw.Draw(page)
    for y in range(120, 1000, 26):
        x = 90
        while x < 700:
            width = chance.randrange(20, 90)
            pen.rectangle((x, y, x + width, y + 9), fill=40)
            x += width + 10
    return page


def test_lines_across_and_lines_standing_are_told_apart(written):
    assert lines_stand(written) is False
    assert lines_stand(written.transpose(Image.Transpose.ROTATE_90)) is True
    assert lines_stand(written.transpose(Image.Transpose.ROTATE_180)) is False


def test_without_writing_there_is_no_telling():
    assert lines_stand(Image.new("L", (800, 1100), 250)) is None
    assert lines_stand(Image.new("L", (20, 20), 250)) is None
    chequered = Image.new("L", (800, 800), 255)
    pen = ImageDraw.Draw(chequered)
    for at in range(0, 800, 40):
        pen.line((at, 0, at, 800), fill=0, width=3)
        pen.line((0, at, 800, at), fill=0, width=3)
    assert lines_stand(chequered) is None


def test_a_scanners_dark_edge_is_no_writing():
    page = Image.new("RGB", (800, 1100), (245, 243, 238))
    page.paste((20, 20, 20), (0, 0, 12, 1100))
    assert nearly_blank(page)


def test_white_words_on_black_are_writing():
    page = Image.new("L", (800, 1100), 15)
    page.paste(240, (200, 200, 400, 215))
    assert not nearly_blank(page)


def test_ink_is_what_is_not_white():
    page = Image.new("L", (100, 100), 255)
    assert ink_box(page) is None
    page.paste(200, (10, 20, 30, 60))
    assert ink_box(page) == (10, 20, 30, 60)
