"""What is exported and imported again is the same, for every kind of record and of file."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.domain.client import KINDS, Client
from xinbao_desktop.domain.reading import is_number
from xinbao_desktop.domain.reading.numbers import plain
from xinbao_desktop.domain.reading.words import read_text, tidy_number
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.exchange.csv_folder import write_csv_folder
from xinbao_desktop.exchange.json_file import write_json
from xinbao_desktop.exchange.workbook import read_workbook
from xinbao_desktop.exchange.workbook_out import write_workbook

if TYPE_CHECKING:
    from decimal import Decimal

    from xinbao_desktop.domain.schema import FieldSpec, Record, RecordKind

VOCABULARIES = shipped_codes().vocabularies
USCC = "91440300MA5DA1XK4B"

anything = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), min_size=1, max_size=30)
spiteful = st.sampled_from(
    [
        "=1+1", "'=1+1", "''@x", "-5", "+86 755", "@home", '="007"', "531620240160000001", "1E5",
        "_x0041_", "<b>&amp;", '"quoted"', "两\n行", "a\tb", "是", "2024-03-05", "0.5%", "-", "无",
        "N/A", "a;b",
    ]
)  # fmt: skip
words = (
    st.one_of(anything, spiteful)
    .map(lambda w: w.replace("\r", "").replace("\x0b", "").replace("\x0c", ""))
    .map(read_text)
    .filter(lambda w: isinstance(w, str))
)
numbers_of_papers = words.map(tidy_number).filter(lambda w: w and tidy_number(w) == w)


def amounts(places: int, top: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(-top, top, places=places, allow_nan=False).map(plain)


def values_of(kind: RecordKind, spec: FieldSpec) -> st.SearchStrategy[object]:
    """Return what a field may hold, and nothing it could not hold."""
    if (kind.name, spec.key) == ("company", "uscc"):
        return st.just(USCC)
    if spec.type in (FieldType.TEXT, FieldType.LONG_TEXT):
        return numbers_of_papers if is_number(spec) else words
    if spec.vocabulary is not None:
        codes = st.sampled_from(VOCABULARIES[spec.vocabulary].values)
        several = st.lists(codes, unique=True, max_size=4).map(tuple)
        return several if spec.type is FieldType.CODES else codes
    return {
        FieldType.DATE: st.dates(date(1900, 1, 1), date(2199, 12, 31)),
        FieldType.AMOUNT: amounts(4, 10**13),
        FieldType.RATE: amounts(18, 1000).map(abs).filter(bool),
        FieldType.RATIO: st.decimals(0, 2, places=5, allow_nan=False).map(plain),
        FieldType.INTEGER: st.integers(-(10**12), 10**12),
        FieldType.FLAG: st.booleans(),
    }[spec.type]


@st.composite
def records(draw: st.DrawFn, kind: RecordKind) -> Record:
    values = {}
    for spec in kind.keys:
        given_here = spec.identity or draw(st.integers(0, 2)) == 0
        if given_here:
            values[spec.key] = draw(values_of(kind, spec))
    return kind.cls(**values)


@st.composite
def clients(draw: st.DrawFn) -> Client:
    found = []
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique_by=id)):
        most = 1 if kind.name == "company" else 3
        found += draw(
            st.lists(records(kind), min_size=1, max_size=most, unique_by=lambda r: r.identity)
        )
    return Client.of(found)


def comparable(client: Client) -> list[tuple[str, str]]:
    return sorted((record.kind_name, repr(record)) for record in client.all_records())


def imported(path: Path) -> Client:
    batch = read_workbook(path, VOCABULARIES)
    assert not batch.refusals
    assert not batch.unknown_columns
    return Client.of(batch.records)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(client=clients())
def test_a_workbook_imports_as_the_same_records_and_has_the_same_bytes_again(
    client: Client,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "a.xlsx", Path(folder) / "b.xlsx"
        write_workbook(client, VOCABULARIES, first)
        assert comparable(imported(first)) == comparable(client)
        write_workbook(client, VOCABULARIES, second)
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(client=clients())
def test_many_more_workbooks_import_as_the_same_records(client: Client) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        write_workbook(client, VOCABULARIES, path)
        assert comparable(imported(path)) == comparable(client)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(client=clients())
def test_json_imports_as_the_same_records(client: Client) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.json"
        write_json(client, path)
        assert comparable(imported(path)) == comparable(client)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(client=clients())
def test_csv_files_import_as_the_same_records(client: Client) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_csv_folder(client, VOCABULARIES, Path(folder))
        assert comparable(imported(Path(folder))) == comparable(client)


def test_every_term_of_every_vocabulary_survives_as_a_workbook_spells_it() -> None:
    from xinbao_desktop.exchange.cells import code_word

    for kind in KINDS:
        for spec in kind.keys:
            if spec.vocabulary is not None:
                vocabulary = VOCABULARIES[spec.vocabulary]
                for value in vocabulary.values:
                    spelled = code_word(spec, value, VOCABULARIES)
                    assert vocabulary.parse(spelled) == value
                    assert spec.type is not FieldType.CODES or not set(spelled) & set(";；\n")
