import io
import zipfile

import pytest

from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.sniff import Kind, sniff


def zipped(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

ACCEPTED = {
    "jpeg": (b"\xff\xd8\xff\xe0" + b"\0" * 20, Kind.JPEG),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, Kind.PNG),
    "tiff, Intel order": (b"II*\0" + b"\0" * 20, Kind.TIFF),
    "tiff, Motorola order": (b"MM\0*" + b"\0" * 20, Kind.TIFF),
    "heic": (b"\0\0\0\x18ftypheic" + b"\0" * 20, Kind.HEIC),
    "webp": (b"RIFF\0\0\0\0WEBPVP8 ", Kind.WEBP),
    "pdf": (b"%PDF-1.7\n", Kind.PDF),
    "pdf behind rubbish": (b"\r\n" * 40 + b"%PDF-1.4\n", Kind.PDF),
    "pdf that lost its header": (b"x\n4 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF", Kind.PDF),
    "mail": (b"From: a@b.example\r\nDate: Mon, 1 Jan 2024 10:00:00 +0800\r\n\r\nhello", Kind.MAIL),
    "text": ("聊天记录：请付款".encode(), Kind.TEXT),
    "text in GB 18030": ("聊天记录：请付款".encode("gb18030"), Kind.TEXT),
    "text in UTF-16": ("聊天记录".encode("utf-16"), Kind.TEXT),
}


@pytest.mark.parametrize("what", ACCEPTED)
def test_what_a_file_is_shows_in_its_content_whatever_its_name(what, tmp_path):
    data, kind = ACCEPTED[what]
    for name in ("a.bin", "a.docx", "a"):
        path = tmp_path / name
        path.write_bytes(data)
        assert sniff(path).kind is kind


REFUSED = {
    "nothing": (b"", "empty"),
    "zip": (zipped("a.txt"), "archive (ZIP)"),
    "rar": (b"Rar!\x1a\x07\0", "archive (RAR)"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "archive (7z)"),
    "word": (zipped("word/document.xml"), "Word"),
    "excel": (zipped("xl/workbook.xml"), "Excel"),
    "slides": (zipped("ppt/presentation.xml"), "PowerPoint"),
    "open document": (zipped("mimetype", "content.xml"), "OpenDocument"),
    "ofd": (zipped("OFD.xml"), "OFD"),
    "old excel": (OLE + "Workbook".encode("utf-16-le"), "Excel"),
    "old word": (OLE + "WordDocument".encode("utf-16-le"), "Word"),
    "encrypted office": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "outlook": (OLE + "__properties_version1.0".encode("utf-16-le"), "Outlook"),
    "windows program": (b"MZ\x90\0" + b"\0" * 60, "program"),
    "linux program": (b"\x7fELF\x02", "program"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "program"),
    "html": (b"<!DOCTYPE html><html></html>", "web page"),
    "sound": (b"ID3\x03\0", "sound or video"),
    "video": (b"\0\0\0\x18ftypisom" + b"\0" * 20, "sound or video"),
    "avif": (b"\0\0\0\x18ftypavif" + b"\0" * 20, "AVIF"),
    "photoshop": (b"8BPS\0\1", "Photoshop"),
    "rtf": (b"{\\rtf1 hello}", "RTF"),
    "binary": (bytes(range(256)), "not recognised"),
    "blanks": (b" \n\n ", "nothing but blanks"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_paper_is_refused_with_its_reason(what, tmp_path):
    data, words = REFUSED[what]
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    found = sniff(path)
    assert found.kind is None
    assert found.refusal is not None
    assert words in found.refusal.en


def test_a_web_page_named_pdf_is_told_so(tmp_path):
    path = tmp_path / "invoice.PDF"
    path.write_bytes(b"\n<html><body>Log in first</body></html>")
    refusal = sniff(path).refusal
    assert refusal is not None
    assert ".pdf" in refusal.zh
    assert ".pdf" in refusal.en


def test_words_named_jpg_are_no_picture(tmp_path):
    path = tmp_path / "scan.jpg"
    path.write_bytes(b"404 not found")
    assert sniff(path).refusal == refusals.MISNAMED


def test_a_table_as_text_is_to_be_printed_first(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(b"a,b\n1,2\n")
    refusal = sniff(path).refusal
    assert refusal is not None
    assert "CSV" in refusal.en


def test_a_folder_and_a_missing_file_are_not_files(tmp_path):
    assert sniff(tmp_path).refusal == refusals.NOT_A_FILE
    assert sniff(tmp_path / "gone.pdf").refusal == refusals.NOT_A_FILE


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate(601_000_000)
    refusal = sniff(path).refusal
    assert refusal is not None
    assert "601 MB" in refusal.en
