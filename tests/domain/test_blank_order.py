"""What goes into each field of a blank, and what the blank cannot take."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.blank import (
    Blank,
    BlankField,
    BlankFieldKind,
    BlankLink,
    BlankMapping,
    BlankPages,
    Spot,
)
from xinbao_desktop.domain.blank_order import lacking, order_of, unknown_links
from xinbao_desktop.domain.form import FilledForm, FormValue, FormValues, TableRow

TEXT, TICK = BlankFieldKind.TEXT, BlankFieldKind.TICK
ROWS = 5


def field(name, kind=TEXT, width=60.0, states=("",)):
    spots = tuple(Spot(1, 0.0, 0.0, width, 12.0, state) for state in states)
    return BlankField(name=name, kind=kind, spots=spots)


FIELDS = (
    field("policy"),
    field("cause", TICK, states=("D", "R")),
    field("dispute", TICK, states=("on",)),
    *(field(f"no{row}", width=90.0) for row in range(1, ROWS + 1)),
    *(field(f"sum{row}") for row in range(1, ROWS + 1)),
)  # fmt: skip
LINKS = (
    BlankLink(field="policy", value="policy_no"),
    BlankLink(field="cause", value="cause", ticks={"default": "D", "rejection": "R"}),
    BlankLink(field="dispute", value="dispute", ticks={"yes": "on"}),
    *(BlankLink(field=f"no{n}", value="shipments.invoice_no", row=n) for n in range(1, ROWS + 1)),
    *(BlankLink(field=f"sum{n}", value="amounts.outstanding", row=n) for n in range(1, ROWS + 1)),
)
BLANK = Blank(
    id="F01-any-0", form="F01", insurer="", name="blank.pdf", sha256="0" * 64,
    pages=BlankPages(((595.0, 842.0),), FIELDS),
    mapping=BlankMapping(form="F01", sha256="0" * 64, links=LINKS, confirmed=True),
)  # fmt: skip


def filled(invoices=3, **fields):
    rows = tuple(
        TableRow({
            "invoice_no": FormValue(f"INV-{n:03}"), "outstanding": FormValue(f"{n}00.00"),
            "currency": FormValue("USD"),
        })
        for n in range(1, invoices + 1)
    )  # fmt: skip
    values = {key: FormValue(value) for key, value in fields.items()}
    return FilledForm(
        form=form("F01"), values=FormValues(values, {"shipments": rows, "amounts": rows})
    )


def words(order):
    return {entry.field: entry.words for entry in order.entries}


def test_answers_go_to_their_fields_and_rows():
    found = words(order_of(BLANK, filled(policy_no="P-7")))
    assert found["policy"] == "P-7"
    assert (found["no3"], found["sum3"]) == ("INV-003", "300.00")
    assert "no4" not in found


def test_a_box_is_ticked_for_its_answer_alone():
    ticks = {
        e.field: e.states for e in order_of(BLANK, filled(cause="rejection", dispute=False)).entries
    }
    assert ticks["cause"] == ("R",)
    assert ticks["dispute"] == ()


def test_an_answer_without_a_box_is_reported():
    order = order_of(BLANK, filled(cause="political_war", dispute=False))
    assert [value.key for value in order.unticked] == ["cause"]
    assert order_of(BLANK, filled(cause="default", dispute=True)).unticked == ()


def test_twenty_invoices_in_five_rows_say_where_the_rest_is():
    order = order_of(BLANK, filled(20))
    found = words(order)
    assert found["no4"] == "INV-004"
    assert found["no5"] == "另有 16 行，见所附 F01"
    assert "sum5" not in found
    [left] = order.left_over
    assert left.rows == tuple(range(5, 21))
    assert left.words[0].startswith("INV-005")
    assert "500.00" in left.words[0]


@given(st.integers(0, 40))
def test_every_invoice_is_on_the_blank_or_listed_as_left_over(count):
    order = order_of(BLANK, filled(count))
    said = " ".join([*words(order).values(), *(w for left in order.left_over for w in left.words)])
    assert all(f"INV-{n:03}" in said for n in range(1, count + 1))
    assert bool(order.left_over) == (count > ROWS)


def test_required_answers_without_a_field_are_named():
    found = {value.key for value in lacking(BLANK, form("F01"))}
    assert {"uscc", "total"} <= found
    assert not found & {"policy_no", "cause", "amounts.invoice_no"}


@pytest.mark.parametrize(
    "link",
    [
        BlankLink(field="nowhere", value="policy_no"),
        BlankLink(field="policy", value="no_such_value"),
        BlankLink(field="policy", value="amounts.invoice_no"),
        BlankLink(field="policy", value="policy_no", row=1),
        BlankLink(field="policy", value="attachments.page_range"),
        BlankLink(field="cause", value="attachments.page_range", row=1),
        BlankLink(field="policy", value="packet.pages", slot="T77"),
        BlankLink(field="cause", value="cause"),
        BlankLink(field="cause", value="cause", ticks={"default": "X"}),
    ],
)
def test_a_link_that_leads_nowhere_is_named(link):
    mapping = dataclasses.replace(BLANK.mapping, links=(link,))
    blank = dataclasses.replace(BLANK, mapping=mapping)
    assert [bad for bad, _ in unknown_links(blank, form("F01"), {"T01"})] == [link]
    assert list(unknown_links(BLANK, form("F01"), {"T01"})) == []
