"""The catalogue of facts: each path has a type, a unit, labels, and a place or a computation."""

from __future__ import annotations

import pytest

from xinbao_desktop.domain.case_facts import CaseFacts, InvoiceFacts, WholeCase
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.company_facts import CompanyFacts
from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.domain.shipment_facts import ShipmentFacts

SOURCES = (ShipmentFacts, InvoiceFacts, CaseFacts, WholeCase, CompanyFacts)
COMPUTED = {path for source in SOURCES for path in source.DERIVED}
ENTERED = {f"{kind.singular}.{field.key}" for kind in KINDS for field in kind.fields}


@pytest.fixture(scope="module")
def book(knowledge):
    return knowledge.facts


def test_every_field_of_every_sheet_is_a_fact_that_says_where_it_is_entered(book):
    for path in ENTERED - COMPUTED:
        spec = book.spec(path)
        assert spec is not None, path
        assert spec.entered is not None, path
        assert spec.entered.zh, path
        assert spec.entered.en, path


def test_every_computed_fact_is_declared_and_every_declared_one_computed(book):
    declared = {
        path
        for path in book.paths()
        if book.spec(path).entered is None and book.spec(path).type is not FactType.ITEMS
    }
    assert declared - COMPUTED == set(), "declared, but nothing computes it"
    assert COMPUTED - set(book.paths()) == set(), "computed, but not declared"


def test_a_fact_is_declared_in_one_place():
    for path in COMPUTED:
        declared = {id(s.DECLARED[path]) for s in SOURCES if path in s.DECLARED}
        assert len(declared) == 1, path


def test_every_list_is_one_a_case_answers(book, world):
    lists = [path for path in book.paths() if book.spec(path).type is FactType.ITEMS]
    assert lists
    coverage = world.coverage(world.shipment(), world.case(), world.line())
    from xinbao_desktop.domain.claim import case_facts

    facts = case_facts(coverage, coverage.portfolio.client.cases[0])
    for name in lists:
        members = facts.items(name)
        assert members, name
        prefix = book.spec(name).items
        assert any(path.startswith(f"{prefix}.") for path in book.paths())


def test_every_fact_is_labelled_in_both_languages_and_every_number_has_a_unit(book):
    for path in book.paths():
        spec = book.spec(path)
        assert spec.label.zh.strip(), path
        assert spec.label.en.strip(), path
        assert (book.unit(path) is not None) == (spec.type is FactType.NUMBER), path


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("shipment.credit_days", "days"),
        ("shipment.amount", "the invoice's currency"),
        ("limit.amount", "the currency of the same row"),
        ("policy.ratio_default", "ratio (0–1)"),
        ("policy.notice_other_workdays", "workdays"),
        ("cover.exposure", "the limit's currency"),
        ("claim.amount_usd", "USD"),
        ("company.staff", "count"),
    ],
)
def test_a_unit_is_said_in_words(book, path, unit):
    assert book.unit(path).en == unit


def test_a_word_of_a_vocabulary_has_its_wording(book):
    spec = book.spec("case.cause")
    assert spec.words["default"].zh
    assert book.spec("bank.country").label.en.startswith("issuing bank")


def test_what_no_rule_path_names_is_no_fact(book):
    assert book.spec("case.nothing") is None
    assert book.unit("case.nothing") is None
