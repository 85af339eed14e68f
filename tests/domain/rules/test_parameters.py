"""Which value of a dated figure holds, for which form of policy, for which client."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.rules.fact_table import FactTable
from xinbao_desktop.domain.rules.parameters import ParameterBook
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing, Span

KNOWN = Missing(frozenset({"case.known_on"}))


@pytest.fixture
def book(make):
    two = (make.dated(Decimal(5), date(2022, 1, 1)), make.dated(Decimal(8), date(2024, 1, 1)))
    return ParameterBook(
        [
            make.figure("a.dated", *two),
            make.figure("a.fixed", make.dated(Decimal(3))),
            make.figure(
                "a.text", make.dated("x", date(2022, 1, 1)), make.dated("y", date(2024, 1, 1))
            ),
            make.figure(
                "a.form", make.dated(Decimal(1)), by_form={"sme": (make.dated(Decimal(4)),)}
            ),
            make.figure("a.only_form", by_form={"sme": (make.dated(Decimal(4)),)}),
            make.figure(
                "a.own", make.dated(Span(Decimal(4), Decimal("Infinity"))), overridden_by="policy.n"
            ),
        ]
    )


def value(book, id_, reference=date(2024, 6, 1), *, facts=None, form=None, overrides=None):
    return book.resolve(id_, reference, overrides, facts, form).value


def test_the_last_value_that_began_holds(book):
    assert value(book, "a.dated", date(2023, 12, 31)) == 5
    assert value(book, "a.dated", date(2024, 1, 1)) == 8


def test_before_the_first_value_nothing_is_known(book):
    assert value(book, "a.dated", date(2021, 12, 31)) == Missing(frozenset())


def test_of_an_unknown_day_the_values_are_two_ends(book):
    assert value(book, "a.dated", KNOWN) == Span(Decimal(5), Decimal(8), KNOWN.paths)
    assert value(book, "a.text", KNOWN) == KNOWN
    assert value(book, "a.fixed", KNOWN) == 3


def test_of_a_day_between_two_ends_only_the_values_between_count(book):
    within = Span(date(2024, 2, 1), date(2024, 3, 1), frozenset({"p.q"}))
    across = Span(date(2023, 2, 1), date(2024, 3, 1), frozenset({"p.q"}))
    assert value(book, "a.dated", within) == 8
    assert value(book, "a.dated", across) == Span(Decimal(5), Decimal(8), frozenset({"p.q"}))


def test_a_forms_value_goes_before_the_general_one(book):
    assert value(book, "a.form", form="sme") == 4
    assert value(book, "a.form", form="lc") == 1
    assert value(book, "a.form", facts=FactTable({"policy.form": "sme"})) == 4
    assert value(book, "a.form", facts=FactTable({"policy.form": NOT_APPLICABLE})) == 1


def test_while_the_form_is_unknown_both_values_are_possible(book):
    assert value(book, "a.form") == Span(Decimal(1), Decimal(4), frozenset({"policy.form"}))
    assert value(book, "a.only_form") == 4
    assert value(book, "a.only_form", form="lc") == Missing(frozenset())


def test_the_policys_own_figure_settles_it(book):
    own = book.resolve("a.own", date(2024, 1, 1), None, FactTable({"policy.n": 6}))
    assert own.value == 6
    assert (own.citation.source, own.citation.article) == ("policy", "policy.n")
    default = book.resolve("a.own", date(2024, 1, 1), None, FactTable({}))
    assert default.value.paths == {"policy.n"}
    assert default.citation.source == "program-default"


def test_a_figure_handed_in_goes_first(book):
    assert value(book, "a.fixed", overrides={"a.fixed": Decimal(9)}) == 9
    assert value(book, "a.fixed", overrides={"a.fixed": NOT_APPLICABLE}) == 3


def test_a_resolved_figure_says_since_when_and_after_what_text(book):
    found = book.resolve("a.dated", date(2024, 6, 1), None, None)
    assert found.from_on == date(2024, 1, 1)
    assert found.citation.source == "program-default"
    assert book.resolve("a.fixed", date(2024, 6, 1), None, None).from_on is None


def test_what_figures_there_are(book):
    assert "a.dated" in book
    assert "a.nothing" not in book
    assert book["a.own"].overridden_by == "policy.n"
