"""A finished PDF is named by what it holds, and a disk that is full is an error like any other."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pikepdf
import pytest

from xinbao_desktop.packet.saving import END, save_finished, save_pdf


def drawing(*, words: bytes = b"0 0 m 9 9 l S", pages: int = 3) -> pikepdf.Pdf:
    pdf = pikepdf.Pdf.new()
    for number in range(pages):
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(b"%d w %b" % (number, words))
    return pdf


def identifiers(file: Path) -> list[bytes]:
    with pikepdf.Pdf.open(file) as pdf:
        return [bytes(each) for each in pdf.trailer.ID]


def test_the_answer_is_the_digest_of_the_file(tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    assert save_finished(drawing(), out, version="1.4") == digest(out)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_same_objects_give_the_same_bytes_and_others_another_identifier(
    tmp_path: Path,
) -> None:
    first, again, other = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf"))
    save_finished(drawing(), first, version="1.7")
    save_finished(drawing(), again, version="1.7")
    save_finished(drawing(words=b"1 0 m 9 9 l S"), other, version="1.7")
    assert first.read_bytes() == again.read_bytes()
    assert identifiers(first) != identifiers(other)


def test_the_identifier_is_made_of_everything_before_it(tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    save_finished(drawing(pages=400), out, version="1.7")
    content = out.read_bytes()
    one, two = identifiers(out)
    start = content.rindex(b"/ID [") + len(b"/ID [")
    assert len(content) > 10 * END
    assert one == two == hashlib.sha256(content[:start]).digest()[:16]


def test_an_older_identifier_does_not_stay(tmp_path: Path) -> None:
    pdf = drawing()
    pdf.trailer.ID = pikepdf.Array([pikepdf.String("old"), pikepdf.String("older")])
    save_finished(pdf, tmp_path / "a.pdf", version="1.7")
    save_finished(drawing(), tmp_path / "b.pdf", version="1.7")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is always Unicode")
@pytest.mark.parametrize("name", [b"\xb0\xb8\xbe\xed.pdf", b"-x.pdf", b"@x.pdf", "卷.pdf".encode()])
def test_the_name_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    save_finished(drawing(), Path(os.fsdecode(name)), version="1.7")
    save_finished(drawing(), tmp_path / "plain.pdf", version="1.7")
    assert Path(os.fsdecode(name)).read_bytes() == (tmp_path / "plain.pdf").read_bytes()


def test_a_folder_that_is_not_there_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    out = tmp_path / "away" / "a.pdf"
    with pytest.raises(FileNotFoundError) as caught:
        save_finished(drawing(), out, version="1.7")
    assert caught.value.filename == str(out)


@pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux does")
@pytest.mark.parametrize("way", [save_finished, save_pdf])
def test_wherever_the_disk_is_full_it_is_an_error_and_the_program_lives(
    tmp_path: Path, way: object
) -> None:
    # In a process of its own: what is tested is that it does not end.
    out = tmp_path / "a.pdf"
    done = subprocess.run(
        [sys.executable, "-c", FILLS, str(out), way.__name__],  # type: ignore[attr-defined]
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    tried, failed = done.stdout.split()
    assert int(tried) > 30
    assert tried == failed


FILLS = dedent(
    """
    import errno, resource, sys
    from pathlib import Path
    import pikepdf
    from xinbao_desktop.packet import saving

    pdf = pikepdf.Pdf.new()
    for number in range(300):
        pdf.add_blank_page().obj.Contents = pdf.make_stream(b"%d w" % number)
    out = Path(sys.argv[1])
    way = getattr(saving, sys.argv[2])
    choices = {"version": "1.7"} if sys.argv[2] == "save_finished" else {}
    way(pdf, out, **choices)
    size = out.stat().st_size
    limits = [*range(0, size, size // 24), *range(size - 40, size, 4)]
    failed = 0
    for limit in limits:
        out.unlink()
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            way(pdf, out, **choices)
        except OSError as error:
            failed += error.errno == errno.EFBIG and error.filename in (None, str(out))
    sys.stdout.write(f"{len(limits)} {failed}")
    """
)
