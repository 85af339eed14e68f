"""The shelf of blanks: nothing altered, nothing lost, and one in use of each form and insurer."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.catalog.blank_mapping import read_mapping, written_mapping
from xinbao_desktop.catalog.blank_shelf import BlankShelf
from xinbao_desktop.domain.blank import (
    AmountStyle,
    BlankField,
    BlankFieldKind,
    BlankLink,
    BlankMapping,
    BlankPages,
    Place,
    Spot,
    Words,
)
from xinbao_desktop.errors import BadInputError, CatalogError, UsageError

PAGES = BlankPages(
    ((595.0, 842.0),),
    (
        BlankField(
            name="发票[0].号", kind=BlankFieldKind.TEXT, label="发票号",
            spots=(Spot(1, 1.5, 2.0, 30.0, 14.0, before="发票号"),),
        ),
        BlankField(name="x", kind=BlankFieldKind.CHOICE, spots=(), options={"1": "美元"}),
    ),
)  # fmt: skip
LINK = BlankLink(field="发票[0].号", value="policy_no")


@pytest.fixture
def shelf(tmp_path):
    return BlankShelf(tmp_path / "blanks")


@pytest.fixture
def add(shelf, tmp_path):
    def added(content=b"%PDF-1.7 one", form="F01", insurer="sinosure"):
        source, shown = tmp_path / "表.pdf", tmp_path / "shown.pdf"
        source.write_bytes(content)
        shown.write_bytes(b"shown")
        return shelf.add(source, shown, form=form, insurer=insurer, pages=PAGES)

    return added


def confirmed(blank, **more):
    return dataclasses.replace(blank.mapping, links=(LINK,), confirmed=True, **more)


def test_a_blank_comes_back_as_it_was_added(shelf, add):
    blank = add()
    assert shelf.get(blank.id) == blank
    assert shelf.list() == (blank,)
    assert (blank.pages, blank.name) == (PAGES, "表.pdf")
    assert shelf.pdf(blank).read_bytes() == b"%PDF-1.7 one"
    assert shelf.shown(blank).read_bytes() == b"shown"


def test_the_same_file_is_refused_and_another_stands_beside_it(shelf, add):
    first = add()
    with pytest.raises(UsageError):
        add()
    second = add(b"%PDF-1.7 two")
    assert {blank.id for blank in shelf.list()} == {first.id, second.id}


def test_a_blank_is_found_by_a_beginning_that_only_it_has(shelf, add):
    blank = add()
    assert shelf.get("F01") == blank
    add(b"%PDF-1.7 two", insurer="picc")
    with pytest.raises(UsageError) as several:
        shelf.get("F01")
    assert "picc" in several.value.text.en
    for wrong in ("F02", "../F01", ""):
        with pytest.raises(UsageError):
            shelf.get(wrong)


def test_an_altered_file_is_never_filled(shelf, add, tmp_path):
    blank = add()
    (tmp_path / "blanks" / blank.id / "blank.pdf").write_bytes(b"%PDF-1.7 other")
    with pytest.raises(BadInputError) as altered:
        shelf.pdf(blank)
    assert blank.id in altered.value.text.zh


def test_damaged_facts_are_named_and_hide_no_other_blank(shelf, add, tmp_path):
    blank, other = add(), add(b"%PDF-1.7 two")
    (tmp_path / "blanks" / blank.id / "blank.json").write_text("{", "utf-8")
    with pytest.raises(BadInputError):
        shelf.get(blank.id)
    assert shelf.list() == (other,)
    shelf.remove(blank.id)
    assert not (tmp_path / "blanks" / blank.id).exists()


def test_only_a_confirmed_mapping_is_in_use(shelf, add):
    blank = add()
    assert shelf.for_case("F01", "sinosure") is None
    shelf.keep(blank.id, dataclasses.replace(confirmed(blank), confirmed=False))
    assert shelf.for_case("F01", "sinosure") is None
    shelf.keep(blank.id, confirmed(blank))
    assert shelf.for_case("F01", "sinosure").id == blank.id
    shelf.keep(blank.id, confirmed(blank, use=False))
    assert shelf.for_case("F01", "sinosure") is None


def test_the_insurers_own_goes_before_one_for_any_insurer(shelf, add):
    anyone, own = add(insurer=""), add(b"%PDF-1.7 own")
    for blank in (anyone, own):
        shelf.keep(blank.id, confirmed(blank))
    assert shelf.for_case("F01", "sinosure").id == own.id
    assert shelf.for_case("F01", "picc").id == anyone.id
    assert shelf.for_case("F01", None).id == anyone.id
    assert shelf.for_case("F02", "sinosure") is None


def test_of_two_the_one_confirmed_last_is_in_use(shelf, add):
    first, second = add(), add(b"%PDF-1.7 two")
    for blank in (first, second, first):
        shelf.keep(blank.id, confirmed(blank))
        assert shelf.for_case("F01", "sinosure").id == blank.id
    assert [blank.in_use for blank in shelf.list()].count(True) == 1


names = st.text(min_size=1, max_size=20).filter(str.strip)
links = st.builds(
    BlankLink, field=names, value=names, row=st.integers(0, 99),
    slot=st.just("") | names, date=st.just("") | names,
    amount=st.sampled_from(AmountStyle), words=st.sampled_from(Words),
    ticks=st.dictionaries(names, names, max_size=3),
)  # fmt: skip
marks = st.builds(
    lambda name, x, kind: BlankField(
        name=name, kind=kind, marked=True,
        spots=(Spot(1, x, 20.25, x + 50.5, 33.0, "on" if kind == "tick" else ""),),
    ),
    names, st.integers(0, 500),
    st.sampled_from([BlankFieldKind.TEXT, BlankFieldKind.TICK, BlankFieldKind.SEAL]),
)  # fmt: skip


@given(
    st.lists(links, unique_by=lambda link: link.field, max_size=4),
    st.lists(marks, unique_by=lambda mark: mark.name, max_size=3),
    st.sampled_from(Place), st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
def test_whatever_is_written_reads_back_the_same(linked, marked, place, sure, use, picture):
    mapping = BlankMapping(
        form="F01", sha256="ab", links=tuple(linked), marked=tuple(marked), confirmed=sure,
        use=use, place=place, picture=picture,
    )  # fmt: skip
    assert read_mapping(written_mapping(mapping), "m") == mapping


BOTH = """[[mark]]
name = "m"
page = 1
x = 1
y = 1
width = 9
height = 9
tick = true
seal = true
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('[[link]]\nfield = "a"\nvalue = "b"\nrows = 2', "rows"),
        ('[[link]]\nfield = "a"\nvalue = "b"\n[[link]]\nfield = "a"\nvalue = "c"', "twice"),
        ('[[link]]\nfield = "a"\nvalue = "b"\namount = "words"', "figures"),
        ('[[mark]]\nname = "m"\npage = 0\nx = 1\ny = 1\nwidth = 1\nheight = 1', "count from 1"),
        ('place = "before"', "instead"),
        (
            BOTH,
            "not both",
        ),
    ],
)
def test_a_mapping_with_a_mistake_is_refused_and_says_where(words, said):
    head = 'form = "F01"\nsha256 = "ab"\n'
    with pytest.raises(CatalogError) as wrong:
        read_mapping((head + words).encode(), "m.toml")
    assert said in wrong.value.text.en
    assert "m.toml" in wrong.value.text.en
