"""Pictures and other streams: how they are packed, and in what colours."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Name, Stream

from xinbao_desktop.domain.packet_plan import Hindrance
from xinbao_desktop.packet.pdfa.colours import judge_colours
from xinbao_desktop.packet.pdfa.hindered import demand

# Those of PDF 1.4 but LZW, also under the short names of pictures inside contents.
FILTERS = frozenset(
    {
        "/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode",
        "/CCITTFaxDecode", "/JBIG2Decode", "/DCTDecode",
        "/AHx", "/A85", "/Fl", "/RL", "/CCF", "/DCT",
    }
)  # fmt: skip
OUTSIDE = ("/F", "/FFilter", "/FDecodeParms")  # a stream kept in another file
DEPTHS = (1, 2, 4, 8)
INTENTS = frozenset(
    {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
)


def judge_stream(stream: Any) -> None:
    """Judge how a stream is kept."""
    demand(not any(key in stream for key in OUTSIDE), Hindrance.CONTENT)
    judge_filters(stream.get("/Filter"))


def judge_filters(named: Any) -> None:
    """Judge by which ways something is packed."""
    filters = list(named) if isinstance(named, Array) else [named] if named is not None else []
    demand(all(str(name) in FILTERS for name in filters), Hindrance.PICTURE)


def judge_picture(picture: Any) -> None:
    """Judge a picture; that it wants to be smoothed is taken off it later."""
    judge_stream(picture)
    demand(picture.get("/SMask", Name("/None")) == Name("/None"), Hindrance.TRANSPARENCY)
    demand("/Alternates" not in picture and "/OPI" not in picture, Hindrance.PICTURE)
    demand(int(picture["/Width"]) > 0 and int(picture["/Height"]) > 0, Hindrance.PICTURE)
    if "/Intent" in picture:
        demand(str(picture["/Intent"]) in INTENTS, Hindrance.COLOUR)
    mask = picture.get("/Mask")
    if isinstance(mask, Stream):
        judge_picture(mask)
    if bool(picture.get("/ImageMask", False)):  # it has one bit, and the colour of the moment
        demand(int(picture.get("/BitsPerComponent", 1)) == 1, Hindrance.PICTURE)
        demand("/ColorSpace" not in picture, Hindrance.PICTURE)
        return
    demand(int(picture["/BitsPerComponent"]) in DEPTHS, Hindrance.PICTURE)
    judge_colours(picture["/ColorSpace"])
