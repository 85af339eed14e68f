from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.domain.reference import (
    CountryGroup,
    GreenGoods,
    GroupMember,
    Size,
    SmeClass,
)
from xinbao_desktop.text import same

TRADE = SmeClass(
    "wholesale",
    {"staff": 200, "revenue": 40000},
    {"staff": 20, "revenue": 5000},
    {"staff": 5, "revenue": 1000},
    "H",
)
ORDER = [Size.MICRO, Size.SMALL, Size.MEDIUM, Size.LARGE]


def group(*members):
    return CountryGroup("g", same("group"), "program-default", "M", confirm=True, members=members)


def member(code, starts=None, until=None):
    return GroupMember(code, starts, until, confirm=False, note=None)


def test_a_country_belongs_to_a_group_from_its_first_day_to_its_last():
    found = group(member("IT", date(2019, 3, 23), date(2024, 3, 22)))
    assert not found.names("IT", date(2019, 3, 22))
    assert found.names("IT", date(2019, 3, 23))
    assert found.names("IT", date(2024, 3, 22))
    assert not found.names("IT", date(2024, 3, 23))
    assert found.lasting == frozenset()


def test_a_country_may_come_back():
    found = group(member("NR", until=date(2002, 7, 23)), member("NR", date(2024, 1, 24)))
    assert found.names("NR", date(2002, 1, 1))
    assert not found.names("NR", date(2010, 1, 1))
    assert found.names("NR", date(2024, 6, 1))
    assert found.lasting == {"NR"}


def test_an_hs_code_hints_however_it_is_punctuated():
    goods = GreenGoods("lithium_batteries", same("x"), ("850760",))
    assert goods.hinted_by("8507.60.00 90")
    assert not goods.hinted_by("850780")
    assert not goods.hinted_by("")


@pytest.mark.parametrize(
    ("staff", "revenue", "size"),
    [
        (200, 400_000_000, Size.LARGE),
        (199, 400_000_000, Size.MEDIUM),
        (200, Decimal("399999999.99"), Size.MEDIUM),
        (20, 50_000_000, Size.MEDIUM),
        (20, Decimal("49999999.99"), Size.SMALL),
        (5, 10_000_000, Size.SMALL),
        (4, 10_000_000, Size.MICRO),
        (4, None, Size.MICRO),
        (None, 1, Size.MICRO),
        (20, None, None),
        (None, None, None),
    ],
)
def test_both_figures_must_reach_a_class(staff, revenue, size):
    assert TRADE.size({"staff": staff, "revenue": revenue}) == size


@given(st.integers(0, 400), st.integers(0, 10**9), st.booleans())
def test_a_size_given_without_a_figure_stays_when_the_figure_comes(staff, revenue, hide_staff):
    figures = {"staff": staff, "revenue": revenue}
    partial = figures | {"staff" if hide_staff else "revenue": None}
    assert TRADE.size(partial) in (None, TRADE.size(figures))


@given(st.integers(0, 400), st.integers(0, 10**9), st.integers(0, 50))
def test_more_people_never_make_a_firm_smaller(staff, revenue, more):
    before = TRADE.size({"staff": staff, "revenue": revenue})
    after = TRADE.size({"staff": staff + more, "revenue": revenue})
    assert ORDER.index(after) >= ORDER.index(before)
