"""Papers of one page each: what PDF/A-1b allows, and what it does not, by name."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms

from xinbao_desktop.assets import asset
from xinbao_desktop.domain.packet_plan import Hindrance
from xinbao_desktop.packet.archive import srgb_profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

A4 = (595.276, 841.89)
SHOW = b"q 400 0 0 500 90 150 cm /P Do Q"


@dataclass(frozen=True)
class Sheet:
    """A blank page under way."""

    pdf: pikepdf.Pdf
    page: Any

    def draw(self, content: bytes, **resources: Any) -> None:
        self.page.obj.Resources = Dictionary(
            {f"/{key}": Dictionary({f"/{n}": v for n, v in held.items()})
             for key, held in resources.items()}
        )  # fmt: skip
        self.page.obj.Contents = self.pdf.make_stream(content)

    def show(self, thing: Any, **resources: Any) -> None:
        self.draw(SHOW, XObject={"P": thing}, **resources)

    def write(self, font: Any, words: bytes) -> None:
        content = b"BT /F 14 Tf 1 0 0 1 80 600 Tm " + words + b" Tj ET"
        self.draw(content, Font={"F": font})

    def stream(self, data: bytes, **keys: Any) -> Any:
        made = self.pdf.make_stream(data)
        for key, value in keys.items():
            made[f"/{key}"] = value
        return made

    def picture(self, image: Image.Image | None = None, **keys: Any) -> Any:
        image = image or Image.linear_gradient("L").convert("RGB")
        colours = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
        buffer = io.BytesIO()
        image.save(buffer, "JPEG")
        made = self.pdf.make_stream(b"")
        made.write(buffer.getvalue(), filter=Name.DCTDecode)
        made.Type, made.Subtype = Name.XObject, Name.Image
        made.Width, made.Height = image.size
        made.ColorSpace, made.BitsPerComponent = colours[image.mode], 8
        for key, value in keys.items():
            made[f"/{key}"] = value
        return made

    def form(self, content: bytes, **keys: Any) -> Any:
        box = Array([0, 0, *A4])
        return self.stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box, **keys)

    def profile(self, data: bytes, count: int) -> Array:
        return Array([Name.ICCBased, self.pdf.make_indirect(self.stream(data, N=count))])


def group(colours: Name = Name.DeviceRGB) -> Dictionary:
    return Dictionary(Type=Name.Group, S=Name.Transparency, CS=colours, I=True)


def tint(sheet: Sheet) -> Any:
    return sheet.pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0, 0], N=1)
    )


def newer_profile() -> bytes:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert made[8] == 4
    return made


def noto(letters: str, *tables: str) -> tuple[bytes, TTFont]:
    """Return a part of the bundled Latin face, and how it measures."""
    options = subset.Options(notdef_outline=True, glyph_names=False, legacy_cmap=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", *tables]
    face = TTFont(asset("resources/fonts/NotoSans-Regular.ttf"))
    maker = subset.Subsetter(options)
    maker.populate(text=letters)
    maker.subset(face)
    buffer = io.BytesIO()
    face.save(buffer)
    return buffer.getvalue(), TTFont(io.BytesIO(buffer.getvalue()))


def described(sheet: Sheet, file: bytes, flags: int, name: str = "/ABCDEF+Noto") -> Any:
    return sheet.pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name(name), Flags=flags,
            FontBBox=[-600, -300, 2500, 1100], ItalicAngle=0, Ascent=1069, Descent=-293,
            CapHeight=714, StemV=80, FontFile2=sheet.stream(file, Length1=len(file)),
        )
    )  # fmt: skip


def letters(sheet: Sheet, *, wider: int = 0, encoding: Any = Name.WinAnsiEncoding) -> Any:
    """A font as office programs embed it for Latin letters."""
    file, face = noto("Payment due")
    widths = [
        round(face["hmtx"][face.getBestCmap().get(code, ".notdef")][0]) + wider
        for code in range(32, 127)
    ]
    return sheet.pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Noto"), FirstChar=32,
            LastChar=126, Widths=widths, Encoding=encoding,
            FontDescriptor=described(sheet, file, 32),
        )
    )  # fmt: skip


def numbered(
    sheet: Sheet, *, listed: int | None = 0xFF, wider: int = 0, name: str = "/ABCDEF+",
    described_as: str = "",
) -> Any:  # fmt: skip
    """A composite font of glyph numbers; the page shows glyphs 1 and 2."""
    file, face = noto("Pa")
    order = face.getGlyphOrder()
    widths = [face["hmtx"][glyph][0] + wider for glyph in order]
    name += "Noto"
    about = described(sheet, file, 4, described_as or name)
    if listed is not None:  # a bit for each glyph that is said to be there
        about.CIDSet = sheet.stream(bytes([0xFF << 8 - len(order) & listed]))
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(name), DW=1000,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        W=Array([0, Array(widths)]), CIDToGIDMap=Name.Identity, FontDescriptor=about,
    )  # fmt: skip
    return sheet.pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(name),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([sheet.pdf.make_indirect(inner)]),
        )
    )


def _scan_with_group(sheet: Sheet) -> None:
    sheet.show(sheet.picture(Interpolate=True))
    sheet.page.obj.Group = group()


def _form_with_group(sheet: Sheet) -> None:
    inner = Dictionary(XObject=Dictionary(P=sheet.picture(Interpolate=True)))
    sheet.show(sheet.form(b"q 1 0 0 1 0 0 cm /P Do Q", Resources=inner, Group=group()))


def _layered_scan(sheet: Sheet) -> None:
    """As copiers make them: a coarse ground, and sharp letters as a stencil over it."""
    bits = zlib.compress(bytes(range(256)) * 8)
    letters = sheet.pdf.make_stream(b"")
    letters.write(bits, filter=Name.FlateDecode)
    for key, value in {"Type": Name.XObject, "Subtype": Name.Image, "Width": 128, "Height": 128,
                       "ImageMask": True, "BitsPerComponent": 1}.items():  # fmt: skip
        letters[f"/{key}"] = value
    content = SHOW + b" q 0.1 g 300 0 0 300 90 150 cm /M Do Q"
    sheet.draw(content, XObject={"P": sheet.picture(), "M": letters})


def _masked(sheet: Sheet) -> None:
    stencil = sheet.stream(
        bytes(32), Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16, ImageMask=True,
        BitsPerComponent=1, Interpolate=True,
    )  # fmt: skip
    sheet.show(sheet.picture(Mask=stencil))


def _soft_masked(sheet: Sheet) -> None:
    sheet.show(sheet.picture(SMask=sheet.picture(Image.linear_gradient("L"))))


def _palette(sheet: Sheet) -> None:
    picture = sheet.stream(
        bytes(4) * 16, Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16,
        BitsPerComponent=2,
        ColorSpace=Array([Name.Indexed, Name.DeviceRGB, 3, pikepdf.String(bytes(12))]),
    )  # fmt: skip
    sheet.show(picture)


def _spot_ink(sheet: Sheet) -> None:
    space = Array([Name.Separation, Name("/Seal"), Name.DeviceRGB, tint(sheet)])
    sheet.draw(b"/S cs 0.5 scn 90 90 50 50 re f", ColorSpace={"S": space})


def _measured(sheet: Sheet) -> None:
    space = Array([Name.CalRGB, Dictionary(WhitePoint=[0.9505, 1, 1.089])])
    sheet.draw(b"/C cs 0.5 0.2 0.1 sc 90 90 50 50 re f", ColorSpace={"C": space})


def _pattern(sheet: Sheet) -> None:
    tile = sheet.stream(
        b"0.5 g 0 0 4 4 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=[0, 0, 8, 8], XStep=8, YStep=8, Resources=Dictionary(),
    )  # fmt: skip
    sheet.draw(b"/Pattern cs /T scn 90 90 300 300 re f", Pattern={"T": tile})


def _shading(sheet: Sheet, space: Name = Name.DeviceGray) -> None:
    white, black = ([1], [0]) if space == Name.DeviceGray else ([0] * 4, [1] * 4)
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=white, C1=black, N=1)
    shading = Dictionary(
        ShadingType=2, ColorSpace=space, Coords=[90, 90, 400, 400], Function=function
    )
    sheet.draw(b"q 90 90 300 300 re W n /S sh Q", Shading={"S": sheet.pdf.make_indirect(shading)})


def _inline(sheet: Sheet, about: bytes = b"/W 8 /H 8 /BPC 1 /CS /G") -> None:
    sheet.draw(b"q 90 0 0 90 90 90 cm BI " + about + b" ID " + bytes(8) + b"\nEI Q")


def _state(sheet: Sheet, **keys: Any) -> None:
    sheet.draw(b"/E gs 90 90 50 50 re f", ExtGState={"E": Dictionary(**keys)})


def _annotated(sheet: Sheet) -> None:
    sheet.draw(b"90 90 50 50 re f")
    sheet.page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Square,
                                              Rect=[0, 0, 50, 50])])  # fmt: skip


def _standard_font(sheet: Sheet) -> None:
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    sheet.write(helvetica, b"(Payment due)")


def _drawn_font(sheet: Sheet) -> None:
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1, 1], FontMatrix=[1, 0, 0, 1, 0, 0],
        CharProcs=Dictionary(a=sheet.stream(b"1 0 d0 0 0 1 1 re f")), FirstChar=97, LastChar=97,
        Widths=[1], Encoding=Dictionary(Differences=[97, Name.a]), Resources=Dictionary(),
    )  # fmt: skip
    sheet.write(font, b"(a)")


def _jpeg_2000(sheet: Sheet) -> None:
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "JPEG2000")
    picture = sheet.picture(Image.linear_gradient("L"))
    picture.write(buffer.getvalue(), filter=Name.JPXDecode)
    sheet.show(picture)


def _deep_colour(sheet: Sheet) -> None:
    keys = {"Width": 4, "Height": 4, "BitsPerComponent": 16, "ColorSpace": Name.DeviceGray}
    sheet.show(sheet.stream(bytes(32), Type=Name.XObject, Subtype=Name.Image, **keys))


ALLOWED: dict[str, Callable[[Sheet], None]] = {
    "nothing": lambda s: None,
    "scan": lambda s: s.show(s.picture()),
    "grey scan": lambda s: s.show(s.picture(Image.linear_gradient("L"))),
    "scan in a group, to be smoothed": _scan_with_group,
    "form in a group": _form_with_group,
    "layered scan": _layered_scan,
    "masked picture": _masked,
    "palette": _palette,
    "profile": lambda s: s.show(s.picture(ColorSpace=s.profile(srgb_profile(), 3))),
    "spot ink": _spot_ink,
    "measured colours": _measured,
    "pattern": _pattern,
    "shading": _shading,
    "inline picture": _inline,
    "opaque state": lambda s: _state(s, CA=1, ca=1.0, BM=Name.Normal, SMask=Name("/None")),
    "letters": lambda s: s.write(letters(s), b"(Payment due)"),
    "glyph numbers": lambda s: s.write(numbered(s), b"<00010002>"),
    "a whole font": lambda s: s.write(numbered(s, listed=None, name="/"), b"<00010002>"),
}

HINDERED: dict[str, tuple[Hindrance, Callable[[Sheet], None]]] = {
    "standard font": (Hindrance.FONT, _standard_font),
    "drawn font": (Hindrance.FONT, _drawn_font),
    "wrong widths": (Hindrance.FONT, lambda s: s.write(letters(s, wider=9), b"(Payment due)")),
    "own encoding": (
        Hindrance.FONT,
        lambda s: s.write(
            letters(s, encoding=Dictionary(Type=Name.Encoding, Differences=[80, Name.P])), b"(P)"
        ),
    ),
    "letter not embedded": (Hindrance.FONT, lambda s: s.write(letters(s), b"(Zone)")),
    "wrong composite widths": (
        Hindrance.FONT, lambda s: s.write(numbered(s, wider=9), b"<00010002>"),
    ),
    "part without its list": (
        Hindrance.FONT, lambda s: s.write(numbered(s, listed=None), b"<00010002>"),
    ),
    "glyph left out of its list": (
        Hindrance.FONT, lambda s: s.write(numbered(s, listed=0b11011111), b"<00010002>"),
    ),
    "font of another name": (
        Hindrance.FONT,
        lambda s: s.write(numbered(s, described_as="/ABCDEF+Other"), b"<00010002>"),
    ),
    "glyph beyond the font": (Hindrance.FONT, lambda s: s.write(numbered(s), b"<00010FFF>")),
    "soft mask": (Hindrance.TRANSPARENCY, _soft_masked),
    "half seen": (Hindrance.TRANSPARENCY, lambda s: _state(s, ca=0.5)),
    "multiplied": (Hindrance.TRANSPARENCY, lambda s: _state(s, BM=Name.Multiply)),
    "masked state": (
        Hindrance.TRANSPARENCY,
        lambda s: _state(s, SMask=Dictionary(S=Name.Alpha, G=s.form(b""))),
    ),
    "CMYK scan": (Hindrance.COLOUR, lambda s: s.show(s.picture(Image.new("CMYK", (8, 8))))),
    "CMYK ink": (Hindrance.COLOUR, lambda s: s.draw(b"0 0 0 1 k 90 90 50 50 re f")),
    "CMYK space": (Hindrance.COLOUR, lambda s: s.draw(b"/DeviceCMYK cs 0 0 0 1 sc")),
    "CMYK shading": (Hindrance.COLOUR, lambda s: _shading(s, Name.DeviceCMYK)),
    "CMYK group": (
        Hindrance.COLOUR,
        lambda s: s.show(s.form(b"0 0 9 9 re f", Group=group(Name.DeviceCMYK))),
    ),
    "newer profile": (
        Hindrance.COLOUR, lambda s: s.show(s.picture(ColorSpace=s.profile(newer_profile(), 3))),
    ),
    "profile of other colours": (
        Hindrance.COLOUR,
        lambda s: s.show(
            s.picture(Image.linear_gradient("L"), ColorSpace=s.profile(srgb_profile(), 1))
        ),
    ),
    "JPEG 2000": (Hindrance.PICTURE, _jpeg_2000),
    "16 bits": (Hindrance.PICTURE, _deep_colour),
    "smoothed inline picture": (
        Hindrance.PICTURE, lambda s: _inline(s, b"/W 8 /H 8 /BPC 1 /CS /G /I true"),
    ),
    "annotation": (Hindrance.ANNOTATION, _annotated),
    "unknown operator": (Hindrance.CONTENT, lambda s: s.draw(b"BX 1 2 zz EX")),
    "absent picture": (Hindrance.CONTENT, lambda s: s.draw(b"/Gone Do")),
    "too many states": (Hindrance.CONTENT, lambda s: s.draw(b"q " * 28 + b"Q " * 28)),
    "state not begun": (Hindrance.CONTENT, lambda s: s.draw(b"q Q Q")),
    "too large a number": (Hindrance.CONTENT, lambda s: s.draw(b"1 0 0 1 99999.5 0 cm")),
    "transfer function": (Hindrance.CONTENT, lambda s: _state(s, TR=Name.Identity)),
    "PostScript": (Hindrance.CONTENT, lambda s: s.show(s.stream(b"", Subtype=Name.PS))),
    "file outside": (
        Hindrance.CONTENT, lambda s: s.show(s.form(b"", F=pikepdf.String("secret.bin"))),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A paper of one page; ``hindrance`` is what keeps it out of an archival packet."""

    file: Path
    name: str
    draw: Callable[[Sheet], None]
    hindrance: Hindrance | None


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Callable[[Sheet], None]], Path]:
    """Write a paper of one page."""
    return lambda draw: _written(tmp_path / "written.pdf", draw)


@pytest.fixture(params=ALLOWED)
def allowed(request: pytest.FixtureRequest, tmp_path: Path) -> Paper:
    """A paper that may be in an archival packet; every kind in turn."""
    draw = ALLOWED[request.param]
    return Paper(_written(tmp_path / "allowed.pdf", draw), request.param, draw, None)


@pytest.fixture(params=HINDERED)
def hindered(request: pytest.FixtureRequest, tmp_path: Path) -> Paper:
    """A paper that may not; every kind in turn."""
    hindrance, draw = HINDERED[request.param]
    return Paper(_written(tmp_path / "hindered.pdf", draw), request.param, draw, hindrance)


@pytest.fixture
def all_allowed(tmp_path: Path) -> list[Path]:
    """All papers that may be in an archival packet."""
    return [
        _written(tmp_path / f"allowed-{number}.pdf", draw)
        for number, draw in enumerate(ALLOWED.values())
    ]


@pytest.fixture
def all_hindered(tmp_path: Path) -> list[Paper]:
    """All papers that may not."""
    return [
        Paper(_written(tmp_path / f"hindered-{number}.pdf", draw), name, draw, hindrance)
        for number, (name, (hindrance, draw)) in enumerate(HINDERED.items())
    ]


def _written(file: Path, draw: Callable[[Sheet], None]) -> Path:
    with pikepdf.Pdf.new() as pdf:
        draw(Sheet(pdf, pdf.add_blank_page(page_size=A4)))
        pdf.save(file)
    return file
