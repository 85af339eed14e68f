"""Files of every kind that intake may meet, made on the spot."""

from __future__ import annotations

import io
from pathlib import Path  # noqa: TC003
from types import SimpleNamespace

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw

from xinbao_desktop.domain.paper import PreparedPaper, Refusal
from xinbao_desktop.papers.convert import convert

A4 = (595.276, 841.89)


def saved(pdf: pikepdf.Pdf, **options) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def add_page(pdf, words="Hello, this page stands upright", size=A4, content=None):
    page = pdf.add_blank_page(page_size=size)
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    page.obj.Resources = Dictionary(Font=Dictionary(F=font))
    drawn = content or f"BT /F 14 Tf 1 0 0 1 60 {size[1] / 2:.0f} Tm ({words}) Tj ET"
    page.obj.Contents = pdf.make_stream(drawn.encode())
    return page


def stream_of(pdf, data, **keys):
    made = pikepdf.Stream(pdf, data)
    for key, value in keys.items():
        made[f"/{key}"] = value
    return made


def pdf_of(*pages, **options) -> bytes:
    """A PDF of text pages; each argument changes its page."""
    with pikepdf.Pdf.new() as pdf:
        for change in pages or (lambda page: None,):
            change(add_page(pdf))
        return saved(pdf, **options)


def arrow(width=600, height=800, mode="RGB") -> Image.Image:
    """A picture whose upper left corner is red, so that turning it is seen."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 3, height // 4), fill="red")
    pen.rectangle((width * 2 // 3, height * 3 // 4, width, height), fill="blue")
    return image.convert(mode)


def encoded(image: Image.Image, format_: str, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format_, **options)
    return buffer.getvalue()


def rendered(path: Path, page: int = 0, dpi: int = 36) -> Image.Image:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    try:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def colour_at(image: Image.Image, x: float, y: float) -> str:
    """Name the colour at a place given as shares of width and height."""
    r, g, b = image.getpixel((int(image.width * x), int(image.height * y)))
    if r > 180 and g < 90 and b < 90:
        return "red"
    if b > 180 and r < 90 and g < 90:
        return "blue"
    return "white" if min(r, g, b) > 200 else "other"


def boxes_of(path: Path) -> list[tuple[int, int]]:
    with pikepdf.open(path) as pdf:
        return [(round(float(p.mediabox[2])), round(float(p.mediabox[3]))) for p in pdf.pages]


@pytest.fixture
def take(tmp_path):
    """Convert bytes as a file of a given name; returns the answer and where the copy lies."""

    def taken(name: str, data: bytes, turns=None) -> tuple[PreparedPaper | Refusal, Path]:
        source, target = tmp_path / name, tmp_path / "copy.pdf"
        source.write_bytes(data)
        answer = convert(source, target, turns or {})
        assert source.read_bytes() == data
        return answer, target

    return taken


@pytest.fixture
def accept(take):
    """Like ``take`` for a file that must be accepted."""

    def accepted(name: str, data: bytes, turns=None) -> tuple[PreparedPaper, Path]:
        answer, target = take(name, data, turns)
        assert isinstance(answer, PreparedPaper), answer
        with pikepdf.open(target) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert len(pdf.pages) == len(answer.pages)
        return answer, target

    return accepted


@pytest.fixture
def refuse(take):
    """Return the reason for which a file is refused."""

    def refused(name: str, data: bytes):
        answer, target = take(name, data)
        assert isinstance(answer, Refusal), answer
        assert answer.reason.zh
        assert answer.reason.en
        assert not target.exists()
        return answer.reason

    return refused


@pytest.fixture(scope="session")
def kit():
    """The helpers above, for tests to call."""
    return SimpleNamespace(
        A4=A4,
        add_page=add_page,
        arrow=arrow,
        boxes_of=boxes_of,
        colour_at=colour_at,
        encoded=encoded,
        pdf_of=pdf_of,
        rendered=rendered,
        saved=saved,
        stream_of=stream_of,
    )
