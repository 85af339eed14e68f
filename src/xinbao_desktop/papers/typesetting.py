"""Set lines of text on A4 sheets as real text, in the bundled face, so that it can be searched.

Knows letters and lines; what a mail or a sample paper says is decided by its caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from pikepdf import Array, Dictionary, Name

from xinbao_desktop.papers.typeface import Typeface, regular

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

_NOT_FIRST = frozenset("，。、；：？！）》】」』”’,.;:?!)]}%％…")
_NOT_LAST = frozenset("（《“「『【‘")
_MISSING = "□"


class Measures(Protocol):
    """What lines are broken by: a face, or several together."""

    def measure(self, text: str, size: float) -> float:
        """Return how wide a line is at a size."""
        ...


class TextFont:
    """The bundled face in one PDF; remembers the letters set in order to embed just those."""

    def __init__(self, face: Typeface | None = None, name: str = "NotoSansSC") -> None:
        self.face = face or regular()
        self._name = Name(f"/XINBAO+{name}")
        self._used: dict[int, str] = {}

    def encoded(self, text: str) -> str:
        """Return a line as the hexadecimal string of a ``Tj``."""
        codes: list[str] = []
        for character in text:
            shown = character if self.face.glyph(character) else _MISSING
            glyph = self.face.glyph(shown)
            self._used.setdefault(glyph, shown)
            codes.append(f"{glyph:04X}")
        return "<" + "".join(codes) + ">"

    def pdf_object(self, pdf: pikepdf.Pdf) -> Any:
        """Return the font of a PDF, once all lines are set."""
        file: Any = pdf.make_stream(self.face.subset(self._used))
        left, bottom, right, top = self.face.box
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=self._name,
            Flags=4,
            FontBBox=Array([left, bottom, right, top]),
            ItalicAngle=0,
            Ascent=self.face.ascent,
            Descent=self.face.descent,
            CapHeight=733,
            StemV=80,
            FontFile2=file,
            CIDSet=pdf.make_stream(self._cid_set()),
        )
        widths: list[Any] = []
        for glyph in sorted(self._used):
            widths += [glyph, Array([self.face.width(glyph)])]
        cid_font = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=self._name,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=1000,
            W=Array(widths),
            CIDToGIDMap=Name.Identity,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=self._name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(cid_font)]),
                ToUnicode=pdf.make_stream(self._to_unicode()),
            )
        )

    def _cid_set(self) -> bytes:
        """List the glyphs that are embedded, one bit each, as archival files (PDF/A-1) want it."""
        held = self.face.with_parts(self._used)
        bits = bytearray(max(held) // 8 + 1)
        for glyph in held:
            bits[glyph // 8] |= 0x80 >> glyph % 8
        return bytes(bits)

    def _to_unicode(self) -> bytes:
        rows = [
            f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>"
            for glyph, character in sorted(self._used.items())
        ]
        blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
        body = "\n".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
        )
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def wrapped(text: str, face: Measures, size: float, width: float) -> Iterator[str]:
    """Yield the lines of a text that fit a width; Latin words stay whole where they can."""
    for paragraph in text.split("\n"):
        yield from _lines(paragraph.replace("\t", "    ").rstrip(), face, size, width)


def _lines(paragraph: str, face: Measures, size: float, width: float) -> Iterator[str]:
    line, used = "", 0.0
    for piece in _pieces(paragraph):
        wide = face.measure(piece, size)
        if used + wide <= width or (line and piece in _NOT_FIRST and used + wide <= width + size):
            line, used = line + piece, used + wide
            continue
        if line.strip():
            yield line.rstrip()
        line, used = piece.lstrip(), face.measure(piece.lstrip(), size)
        while line and used > width:  # one word longer than the line
            fitting = _fitting(line, face, size, width)
            yield line[:fitting]
            line = line[fitting:]
            used = face.measure(line, size)
    yield line.rstrip()


def _fitting(word: str, face: Measures, size: float, width: float) -> int:
    used = 0.0
    for index, character in enumerate(word):
        used += face.measure(character, size)
        if used > width:
            return max(1, index)
    return len(word)


def _pieces(paragraph: str) -> Iterator[str]:
    """Yield what must not be cut: a Latin word with its marks, or one character.

    An opening bracket stays with what it opens.
    """
    word = ""
    for character in paragraph:
        latin = "!" <= character <= "~" or "¡" <= character <= "ɏ"
        if latin or character in _NOT_LAST:
            word += character
            continue
        if word and word[-1] in _NOT_LAST:
            yield word + character
            word = ""
            continue
        if word:
            yield word
            word = ""
        yield character
    if word:
        yield word
