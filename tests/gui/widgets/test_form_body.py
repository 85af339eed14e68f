import pytest

from xinbao_desktop.domain import schema
from xinbao_desktop.gui.widgets import form_body
from xinbao_desktop.gui.widgets.record_form import RecordForm


@pytest.fixture
def form(context, qtbot, monkeypatch):
    """A form that makes one field a turn."""
    monkeypatch.setattr(form_body, "SLICE_S", 0.0)
    monkeypatch.setattr(form_body.FormBody, "_make_some", one_more)
    made = RecordForm(context, schema.kind("shipments"))
    qtbot.addWidget(made)
    return made


def one_more(body):
    next(body._rest, None)


def test_a_form_is_shown_before_its_fields_are_made(form, qtbot):
    form.show()
    assert len(form._body.so_far) < 5
    qtbot.waitUntil(lambda: len(form._body.so_far) == len(schema.kind("shipments").keys))
    qtbot.waitUntil(lambda: not form._body._turn.isActive())


def test_a_field_that_is_made_later_shows_the_record_all_the_same(form, context, qtbot):
    form.show_record(context.client.records.get("shipments", ("HL24-002",)))
    form.show()
    qtbot.waitUntil(lambda: "incoterm" in form._body.so_far)
    assert form.fields["incoterm"].editor.words() == "CIF"


def test_a_field_that_is_asked_for_is_made_at_once(form, context):
    form.show_record(context.client.records.get("shipments", ("HL24-002",)))
    assert form.fields["transport_mode"].editor.words() == "sea"
    assert next(iter(form.fields)) == "invoice_no"
