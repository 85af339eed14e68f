import io

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from xinbao_desktop.papers.strip import stripped_jp2, stripped_jpeg


def jpeg(**options) -> bytes:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Canary"
    picture = Image.linear_gradient("L").convert("RGB")
    picture.save(buffer, "JPEG", exif=exif, comment=b"Canary", **options)
    return buffer.getvalue()


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes()


def test_every_pixel_stays_and_every_word_goes():
    for options in ({}, {"progressive": True}, {"optimize": True}, {"restart_marker_rows": 1}):
        data = jpeg(**options)
        plain = stripped_jpeg(data)
        assert b"Canary" in data
        assert b"Canary" not in plain
        assert pixels(plain) == pixels(data)


def test_what_hangs_behind_the_picture_goes():
    plain = stripped_jpeg(jpeg() + b"\xff\xd8 hidden second picture")
    assert plain.endswith(b"\xff\xd9")
    assert b"hidden" not in plain


def test_colour_marks_stay():
    buffer = io.BytesIO()
    Image.new("CMYK", (8, 8)).save(buffer, "JPEG")
    assert b"Adobe" in stripped_jpeg(buffer.getvalue())


@given(st.binary(max_size=300))
def test_broken_data_comes_back_without_an_error(rubbish):
    assert isinstance(stripped_jpeg(b"\xff\xd8" + rubbish), bytes)
    assert isinstance(stripped_jp2(b"\0\0\0\x0cjP  " + rubbish), bytes)


def test_boxes_of_metadata_leave_a_jpeg_2000_file():
    def box(kind, data):
        return (8 + len(data)).to_bytes(4, "big") + kind + data

    head = box(b"jP  ", b"\r\n\x87\n")
    data = head + box(b"uuid", b"canary") + box(b"xml ", b"canary") + box(b"jp2c", b"code")
    assert stripped_jp2(data) == head + box(b"jp2c", b"code")
