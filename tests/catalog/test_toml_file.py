"""TOML files are read strictly: every problem at once, with file, entry and key."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from xinbao_desktop.catalog.toml_file import TomlReader, read_whole
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Text


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@pytest.fixture
def read():
    """Return a file's top table and its reader."""

    def read(content):
        reader = TomlReader()
        return reader.bytes(content.encode(), "x.toml"), reader

    return read


def problems(reader):
    return [problem.en for problem in reader.problems]


def test_values_are_given_out_by_their_type(read):
    top, reader = read(
        'a = "text"\nb = 1.10\nc = 5\nd = 2024-03-05\ne = true\nf = ["x", "y"]\n'
        'g = "red"\nh = {zh = "好", en = "ok"}\n[i]\nj = 1\n[[k]]\nl = 2\n[[k]]\nl = 3\n'
    )
    assert top.text("a") == "text"
    assert str(top.number("b")) == "1.10"
    assert top.whole("c") == 5
    assert top.number("c") == Decimal(5)
    assert top.day("d") == date(2024, 3, 5)
    assert top.flag("e") is True
    assert top.texts("f") == ("x", "y")
    assert top.word("g", Colour) is Colour.RED
    assert top.words("h") == Text("好", "ok")
    assert top.table("i").whole("j") == 1
    assert [table.whole("l") for table in top.tables("k")] == [2, 3]
    top.done()
    reader.check()


def test_what_is_not_there_is_none_where_it_may_be(read):
    top, reader = read("")
    for ask in ("text", "words", "day", "number", "whole", "flag", "table"):
        assert getattr(top, f"optional_{ask}")("a") is None
    assert top.optional_word("a", Colour) is None
    assert top.texts("a") == ()
    assert top.tables("a") == ()
    assert top.raw("a") is None
    assert problems(reader) == []


def test_what_must_be_there_is_missed_and_reading_goes_on(read):
    top, reader = read("")
    top = top.named("entry")
    top.text("a"), top.words("b"), top.day("c"), top.number("d"), top.whole("e"), top.flag("f")
    top.word("g", Colour), top.table("h").text("i")
    lines = problems(reader)
    assert len(lines) == 9
    assert lines[0] == "x.toml · entry · a: this key is missing"
    with pytest.raises(CatalogError, match=r"x\.toml · entry · h: this key is missing"):
        reader.check()


@pytest.mark.parametrize(
    ("written", "ask"),
    [
        ("5", "text"),
        ('" "', "text"),
        ('"5"', "number"),
        ("true", "number"),
        ("nan", "number"),
        ("1e999999999", "number"),
        ("1e-40", "number"),
        ("true", "whole"),
        ("1.5", "whole"),
        ("1", "flag"),
        ('"2024-03-05"', "day"),
        ("2024-03-05T10:00:00", "day"),
        ('"x"', "words"),
        ('{zh = "好"}', "words"),
        ('{zh = "好", en = "ok", de = "gut"}', "words"),
        ("[1]", "texts"),
        ('"x"', "texts"),
        ("[1]", "tables"),
        ("{}", "tables"),
        ("[]", "table"),
    ],
)
def test_a_value_of_another_type_is_noted_with_its_key(read, written, ask):
    top, reader = read(f"key = {written}")
    getattr(top, ask)("key")
    assert len(problems(reader)) == 1
    assert "key" in problems(reader)[0]


def test_a_word_outside_its_list_names_the_list(read):
    top, reader = read('a = "green"')
    top.word("a", Colour)
    assert problems(reader) == ["x.toml · a: no green (there are: red, blue)"]


def test_a_key_that_nobody_asked_for_is_reported(read):
    top, reader = read('a = "x"\nbb = "y"')
    top.text("a")
    top.done()
    assert problems(reader) == ["x.toml · bb: unknown key (there are: a)"]


def test_tables_of_one_kind_are_gone_through(read):
    top, reader = read("[a]\nn = 1\n[b]\nn = 2\n")
    assert {key: table.whole("n") for key, table in top.inner()} == {"a": 1, "b": 2}
    assert top.written() == ("a", "b")
    assert "a" in top
    top.done()
    assert problems(reader) == []


@pytest.mark.parametrize(
    "content", [b"a = ", b"\xff\xfe", b"a = 1\na = 2", b"a = " + b"[" * 5000], ids=range(4)
)
def test_a_file_that_is_no_toml_is_reported_by_its_name(content):
    reader = TomlReader()
    top = reader.bytes(content, "x.toml")
    assert top.written() == ()
    assert problems(reader)[0].startswith("x.toml: not valid TOML")


def test_a_file_saved_by_notepad_is_read():
    reader = TomlReader()
    assert reader.bytes(b'\xef\xbb\xbfa = "x"', "x.toml").text("a") == "x"


def test_a_file_that_is_not_there_or_too_big_is_reported(tmp_path):
    reader = TomlReader()
    reader.file(tmp_path / "none.toml")
    big = tmp_path / "big.toml"
    big.write_bytes(b"#" * 4_000_001)
    reader.file(big, "pack/big.toml")
    assert problems(reader)[0].startswith("none.toml: cannot be read")
    assert problems(reader)[1] == "pack/big.toml: the file is too big"


def test_a_whole_file_is_read_in_one_go(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text('a = "x"', "utf-8")
    assert read_whole(path, lambda top: top.text("a")) == "x"
    with pytest.raises(CatalogError, match="unknown key"):
        read_whole(path, lambda _top: None)
