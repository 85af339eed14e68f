"""A pack file proves itself: not one byte of it can be changed, added or hidden."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import nullcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinbao_desktop.catalog.pack_archive import build, read_archive, refuse_newer
from xinbao_desktop.catalog.signature import AuthorKey
from xinbao_desktop.errors import BadInputError, CatalogError, UsageError

PACK = """
[pack]
id = "try-district"
version = "2026.2"
title = {zh = "试", en = "try"}
description = {zh = "试", en = "try"}
valid_from = 2026-01-01
min_program = "0.1"
"""


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return AuthorKey.create(tmp_path_factory.mktemp("keys") / "author.pem")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("try-district")
    (made / "pack.toml").write_text(PACK, "utf-8")
    (made / "data").mkdir()
    (made / "data" / "bulletin.toml").write_text('title = "公告"', "utf-8")
    (made / ".DS_Store").write_bytes(b"x")
    return made


@pytest.fixture(scope="module")
def content(folder, key):
    return build(folder, key)


def rewritten(content, change):
    """Return the zip with its members changed by ``change(members)``."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        members = [(info, file.read(info)) for info in file.infolist()]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for info, data in change(members):
            file.writestr(info, data)
    return out.getvalue()


def test_a_pack_file_is_read_back(content, key):
    archive = read_archive(content, "x")
    assert archive.manifest.id == "try-district"
    assert archive.manifest.version == "2026.2"
    assert sorted(archive.files) == ["data/bulletin.toml", "pack.toml"]
    assert archive.key == key.public
    assert archive.pack().title.zh == "试"


def test_the_same_folder_and_key_give_the_same_bytes(folder, key, content):
    assert build(folder, key) == content


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_byte_can_be_changed(content, data):
    place = data.draw(st.integers(0, len(content) - 1))
    change = data.draw(st.integers(1, 255))
    altered = bytearray(content)
    altered[place] ^= change
    with pytest.raises(BadInputError):
        read_archive(bytes(altered), "x")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_nothing_can_be_cut_off_or_put_in_anywhere(content, data):
    place = data.draw(st.integers(0, len(content)))
    more = data.draw(st.binary(min_size=1, max_size=9))
    with pytest.raises(BadInputError):
        read_archive(content[:place] + more + content[place:], "x")
    if place < len(content):
        with pytest.raises(BadInputError):
            read_archive(content[:place], "x")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda members: members[:-1], id="a member is missing"),
        pytest.param(lambda members: members[::-1], id="another order"),
        pytest.param(lambda members: [*members, ("pack/more.toml", b"")], id="one member more"),
        pytest.param(lambda members: [*members, ("../out.toml", b"")], id="out of the folder"),
        pytest.param(lambda members: [*members, ("/etc/x.toml", b"")], id="an absolute name"),
        pytest.param(lambda members: [*members, ("pack/../../x", b"")], id="up and away"),
        pytest.param(lambda members: [*members, ("pack/a\\..\\x", b"")], id="backslashes"),
        pytest.param(lambda members: [*members, ("pack/con.toml", b"")], id="a device of Windows"),
        pytest.param(lambda members: members[1:], id="no manifest"),
        pytest.param(lambda members: [members[0], *members[2:]], id="no signature"),
    ],
)
def test_members_can_be_neither_added_nor_taken_away(content, change):
    with pytest.raises(BadInputError, match="nothing was taken"):
        read_archive(rewritten(content, change), "x")


def changed(name, change):
    """Return a rewriting that changes one member and leaves the zip itself sound."""

    def rewrite(members):
        return [(info, change(data) if info.filename == name else data) for info, data in members]

    return rewrite


def _json(edit):
    def change(data):
        value = json.loads(data)
        edit(value)
        spelled = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return spelled.encode()

    return change


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("pack/pack.toml", lambda data: data + b"\n", "its files are not those of its manifest"),
        ("manifest.json", _json(lambda m: m.update(version="2027.1")), "the signature is wrong"),
        ("manifest.json", _json(lambda m: m["files"].clear()), "the signature is wrong"),
        ("manifest.json", lambda data: data + b" ", "not byte for byte"),
        ("manifest.json", _json(lambda m: m.update(format=2)), "no pack file"),
        ("manifest.json", _json(lambda m: m.update(id="../x")), "no pack file"),
        ("manifest.json", _json(lambda m: m.update(version="x")), "no pack file"),
        ("manifest.json", _json(lambda m: m.update(title={"zh": 5, "en": "x"})), "no pack file"),
        ("manifest.json", _json(lambda m: m.update(files=["x"])), "no pack file"),
        ("manifest.json", lambda _data: b"[" * 90_000, "cannot be unpacked"),
        (
            "signature.json",
            _json(lambda s: s.update(signature="00" * 64)),
            "the signature is wrong",
        ),
        ("signature.json", _json(lambda s: s.update(key="00" * 32)), "the signature is wrong"),
        ("signature.json", _json(lambda s: s.update(key="00" * 31)), "no pack file"),
        ("signature.json", _json(lambda s: s.update(note="more")), "not byte for byte"),
        ("signature.json", lambda data: data.upper(), "no pack file"),
    ],
)
def test_a_sound_zip_with_another_content_is_refused(content, name, change, reason):
    with pytest.raises(BadInputError, match=reason):
        read_archive(rewritten(content, changed(name, change)), "x")


def test_a_signature_made_for_something_else_does_not_count(content, key):
    archive = read_archive(content, "x")
    bare = key.sign(archive.manifest.as_bytes()).hex()
    edit = changed("signature.json", _json(lambda s: s.update(signature=bare)))
    with pytest.raises(BadInputError, match="the signature is wrong"):
        read_archive(rewritten(content, edit), "x")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(content):
    with pytest.raises(BadInputError):
        read_archive(rewritten(content, lambda members: [*members, members[-1]]), "x")


def test_more_members_than_a_pack_may_have_are_refused(content):
    more = [(f"pack/f{n}.toml", b"") for n in range(400)]
    with pytest.raises(BadInputError):
        read_archive(rewritten(content, lambda members: [*members, *more]), "x")


def test_a_compressed_archive_is_refused_before_anything_is_inflated(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("manifest.json", b"0" * 50_000_000)
    with pytest.raises(BadInputError):
        read_archive(out.getvalue(), "x")


@pytest.mark.parametrize("junk", [b"", b"PK", b"PK\x03\x04" + b"\x00" * 400, b"%PDF-1.7"])
def test_what_is_no_pack_file_is_refused(junk):
    with pytest.raises(BadInputError, match="x: "):
        read_archive(junk, "x")


def test_another_authors_signature_does_not_fit(folder, content, tmp_path):
    other = read_archive(build(folder, AuthorKey.create(tmp_path / "other.pem")), "x")
    mine = read_archive(content, "x")
    assert mine.key != other.key
    assert mine.key.fingerprint != other.key.fingerprint


def test_a_folder_without_pack_toml_is_no_pack(tmp_path, key):
    with pytest.raises(CatalogError, match=r"pack\.toml"):
        build(tmp_path, key)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("author.pem", b"-----BEGIN PRIVATE KEY-----", "private key"),
        ("规则.toml", b"", "letters, digits"),
        ("nul.toml", b"", "letters, digits"),
    ],
)
def test_what_does_not_belong_into_a_pack_is_refused(tmp_path, key, name, data, reason):
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadInputError, match=reason):
        build(tmp_path, key)


def test_a_pack_that_is_too_big_is_refused(tmp_path, key):
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    for n in range(301):
        (tmp_path / f"f{n}.txt").write_bytes(b"")
    with pytest.raises(BadInputError, match="too big"):
        build(tmp_path, key)


def test_two_names_that_windows_takes_for_one_are_refused(tmp_path, key):
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    (tmp_path / "A.txt").write_bytes(b"")
    (tmp_path / "a.txt").write_bytes(b"")
    two = len(list(tmp_path.iterdir())) == 3  # not where the file system takes them for one
    with pytest.raises(BadInputError, match="differ in capitals") if two else nullcontext():
        build(tmp_path, key)


def test_a_link_does_not_belong_into_a_pack(tmp_path, key):
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    (tmp_path / "link.toml").symlink_to("/etc/hostname")
    with pytest.raises(BadInputError, match="no links"):
        build(tmp_path, key)


@pytest.mark.parametrize(
    ("program", "newer"), [("0.1.0", False), ("0.1", False), ("1.0.dev1", False), ("0.0.9", True)]
)
def test_a_pack_may_need_a_newer_program(content, program, newer):
    manifest = read_archive(content, "x").manifest
    with pytest.raises(UsageError, match="update the program") if newer else nullcontext():
        refuse_newer(manifest, program)
