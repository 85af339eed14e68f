"""What is kept of a PDF and what is taken off: forms, marks, layers, scripts, its maker."""

import struct
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from xinbao_desktop.papers import pdf_clean
from xinbao_desktop.papers.encoding import encoded


def test_everything_that_acts_or_tells_of_its_maker_is_taken_off(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf)
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="canary_script()")
        pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F="canary.exe"))
        pdf.attachments["canary-attachment.exe"] = b"MZ canary"
        pdf.docinfo["/Author"] = "canary author"
        page.obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F="canary.exe"))
        page.obj.PieceInfo = Dictionary(Canary=Dictionary(Private="canary piece"))
        link = Dictionary(S=Name.URI, URI="http://canary.example")
        annotations = [
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=link),
            Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[9, 9, 20, 20], Contents="canary"),
        ]
        page.obj.Annots = Array([pdf.make_indirect(a) for a in annotations])
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["canary creator"]
        data = kit.saved(pdf)
    paper, target = accept("active.pdf", data)
    with pikepdf.open(target) as pdf:
        raw = target.with_name("raw.pdf")
        pdf.save(
            raw,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in pdf.trailer
    content = raw.read_bytes()
    for word in (b"canary", b"JavaScript", b"Launch", b"/Annots", b"/URI", b"/Metadata"):
        assert word not in content
    notes = " ".join(note.en for note in paper.notes)
    assert "canary-attachment.exe" in notes
    assert "Scripts" in notes
    assert "Comment" in notes


def test_positions_inside_the_pictures_of_a_pdf_are_taken_off(kit, accept):
    exif = Image.Exif()
    exif[0x010F] = "Canary Camera"
    jpeg = kit.encoded(kit.arrow(), "JPEG", exif=exif)
    for chain, data in (
        (Name.DCTDecode, jpeg),
        (Array([Name.FlateDecode, Name.DCTDecode]), zlib.compress(jpeg)),
    ):
        with pikepdf.Pdf.new() as pdf:
            page = kit.add_page(pdf)
            page.obj.Resources = Dictionary(
                XObject=Dictionary(
                    I=kit.stream_of(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=600,
                                Height=800, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
                                Filter=chain)
                )
            )  # fmt: skip
            page.obj.Contents = pdf.make_stream(b"q 300 0 0 400 100 100 cm /I Do Q")
            file = kit.saved(pdf)
        _, target = accept("photo.pdf", file)
        assert b"Canary" not in target.read_bytes()
        colours = kit.rendered(target)
        assert kit.colour_at(colours, 0.22, 0.48) == "red"


def test_form_values_are_fixed_on_the_page_chinese_ones_too(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf)
        font = page.obj.Resources.Font.F
        fields = [
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=name, V=value,
                           Rect=[100, y, 400, y + 24], DA="/F 12 Tf 0 g", F=4)
            )
            for name, value, y in (("a", "Latin 123", 600), ("b", "深圳市示例公司", 550))
        ]  # fmt: skip
        page.obj.Annots = Array(fields)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array(fields), DA="/F 12 Tf 0 g", NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(F=font)),
        )  # fmt: skip
        data = kit.saved(pdf)
    paper, target = accept("form.pdf", data)
    assert "Latin 123" in paper.pages[0].text
    assert "深圳市示例公司" in paper.pages[0].text
    with pikepdf.open(target) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0]


def test_hidden_layers_stay_hidden(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(
            pdf,
            content="BT /F 14 Tf 60 700 Td (seen) Tj ET /OC /L BDC BT /F 14 Tf 60 400 Td "
            "(unseen) Tj ET 10 10 m 50 50 l S EMC BT /F 14 Tf 60 300 Td (seen too) Tj ET",
        )
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="draft"))
        page.obj.Resources.Properties = Dictionary(L=layer)
        off = Dictionary(OFF=Array([layer]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=off)
        data = kit.saved(pdf)
    paper, _ = accept("layers.pdf", data)
    assert "seen too" in paper.pages[0].text
    assert "unseen" not in paper.pages[0].text
    assert pdf_clean.LAYERS_DROPPED in paper.notes


def test_a_fine_scan_inside_a_pdf_is_reduced(kit, accept):
    data = kit.encoded(kit.arrow(3720, 5262), "PDF", resolution=450)
    paper, target = accept("fine.pdf", data)
    assert paper.pages[0].dpi == 300
    assert target.stat().st_size < len(data) * 1.2
    assert kit.colour_at(kit.rendered(target), 0.15, 0.12) == "red"


def jbig2_of(picture):
    """A bilevel picture as JBIG2: one page, one region, its rows packed as fax (ITU-T T.88)."""
    fax, _ = encoded(picture, 1.0, None)
    size = struct.pack(">II", *picture.size)
    page = size + bytes(8) + b"\0" + bytes(2)
    region = size + bytes(8) + b"\0" + b"\x01" + fax.data
    parts = [(48, page), (38, region)]
    return b"".join(
        struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data
        for number, (kind, data) in enumerate(parts)
    )


def test_a_fine_jbig2_scan_as_copiers_make_them_is_reduced(kit, accept):
    picture = kit.arrow(3720, 5262).convert("L").point(lambda v: 255 * (v > 200), mode="1")
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595.276, 841.89))
        image = pdf.make_stream(b"")
        image.write(jbig2_of(picture), filter=Name.JBIG2Decode)
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width, image.Height = picture.size
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 1
        page.obj.Resources = Dictionary(XObject=Dictionary(P=image))
        page.obj.Contents = pdf.make_stream(b"q 595.276 0 0 841.89 0 0 cm /P Do Q")
        data = kit.saved(pdf)
    paper, target = accept("copier.pdf", data)
    assert paper.pages[0].dpi == 300
    shown = kit.rendered(target).convert("L")
    assert shown.getpixel((shown.width // 8, shown.height // 8)) < 20  # the dark corner
    assert shown.getpixel((shown.width // 2, shown.height // 2)) > 235


def annotated(kit, **keys):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf)
        look = pdf.make_stream(b"1 0 0 rg 0 0 200 200 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 200])
        made = Dictionary(Type=Name.Annot, Rect=[200, 500, 400, 700], AP=Dictionary(N=look))
        for key, value in keys.items():
            made[f"/{key}"] = value
        page.obj.Annots = Array([pdf.make_indirect(made)])
        if made.Subtype == Name.Widget:
            pdf.Root.AcroForm = Dictionary(Fields=page.obj.Annots)
        return kit.saved(pdf)


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        ({"Subtype": Name.Stamp, "F": 4}, True),
        ({"Subtype": Name.Stamp}, True),
        ({"Subtype": Name.Stamp, "F": 36}, True),
        ({"Subtype": Name.Stamp, "F": 2}, False),
        ({"Subtype": Name.Widget, "FT": Name.Btn, "Ff": 1 << 16}, False),
        ({"Subtype": Name.FileAttachment, "F": 4}, False),
    ],
)
def test_marks_are_kept_as_they_are_seen(keys, seen, kit, accept):
    _, target = accept("marks.pdf", annotated(kit, **keys))
    assert (kit.colour_at(kit.rendered(target), 0.5, 0.28) == "red") is seen
