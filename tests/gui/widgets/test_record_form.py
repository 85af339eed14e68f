import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from xinbao_desktop.domain import schema
from xinbao_desktop.errors import DiskError
from xinbao_desktop.gui.widgets.record_form import RecordForm
from xinbao_desktop.text import same


@pytest.fixture
def form(context, qtbot):
    made = RecordForm(context, schema.kind("buyers"))
    qtbot.addWidget(made)
    made.show()
    return made


def enter(form, key, words):
    """Type into a field and leave it, as a person does."""
    line = form.fields[key].editor.target()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.setText(words)
    line.textEdited.emit(words)
    line.editingFinished.emit()


def saved(context, number):
    return context.client.records.get("buyers", (number,))


def test_leaving_a_field_saves_the_record(form, context):
    form.show_record(saved(context, "B001"))
    enter(form, "name_zh", "汉莎照明")
    assert saved(context, "B001").name_zh == "汉莎照明"


def test_a_new_record_is_saved_as_soon_as_it_has_its_number(form, context):
    form.show_record(None)
    enter(form, "name_en", "Nordlys Import AS")
    assert form.fields["buyer_no"].has_problem
    enter(form, "buyer_no", "B009")
    assert saved(context, "B009").name_en == "Nordlys Import AS"
    assert not form.fields["buyer_no"].has_problem


def test_two_seconds_without_a_key_save_too(form, context):
    form.show_record(saved(context, "B001"))
    line = form.fields["address"].editor.target()
    line.setText("Hafenstrasse 1")
    line.textEdited.emit("Hafenstrasse 1")
    form._idle.timeout.emit()
    assert saved(context, "B001").address == "Hafenstrasse 1"


def test_a_bad_date_is_explained_at_its_field_and_the_rest_is_saved(form, context):
    form.show_record(saved(context, "B001"))
    enter(form, "rated_on", "someday")
    enter(form, "name_zh", "汉莎")
    assert form.fields["rated_on"].has_problem
    assert form.fields["rated_on"].said
    assert form.fields["rated_on"].editor.words() == "someday"
    assert saved(context, "B001").name_zh == "汉莎"
    enter(form, "rated_on", "2024年3月5日")
    assert not form.fields["rated_on"].has_problem
    assert form.fields["rated_on"].editor.words() == "2024-03-05"


@pytest.mark.parametrize(
    "words", ["2024-03-05", "2024/3/5", "2024.3.5", "2024年3月5日", "20240305"]
)
def test_dates_are_typed_in_any_form(form, context, words):
    form.show_record(saved(context, "B001"))
    enter(form, "rated_on", words)
    assert saved(context, "B001").rated_on.isoformat() == "2024-03-05"


def test_a_flag_is_unknown_until_somebody_answers(form, context):
    form.show_record(saved(context, "B001"))
    editor = form.fields["related_party"].editor
    assert editor.words() == ""
    editor.choose("no")
    assert saved(context, "B001").related_party is False
    editor.choose("")
    assert saved(context, "B001").related_party is None


def test_a_number_changed_takes_its_references_with_it(form, context):
    form.show_record(saved(context, "B002"))
    enter(form, "buyer_no", "B020")
    assert saved(context, "B002") is None
    assert context.client.records.get("shipments", ("HL24-001",)).buyer_no == "B020"


def test_a_taken_number_overwrites_nobody(form, context):
    form.show_record(saved(context, "B001"))
    enter(form, "buyer_no", "B002")
    assert form.fields["buyer_no"].has_problem
    assert saved(context, "B001").name_en == "Hansa Lichttechnik GmbH"
    assert saved(context, "B002").name_en == "Coral Bay Supplies LLC"


def test_a_failing_disk_is_said_on_the_form_and_the_words_stay(form, context, monkeypatch):
    form.show_record(saved(context, "B001"))

    def fail(*_args, **_more):
        raise DiskError(same("the disk is full"))

    monkeypatch.setattr(context.client.records, "save", fail)
    enter(form, "name_zh", "汉莎")
    assert form._general.text() == "the disk is full"
    assert form.fields["name_zh"].editor.words() == "汉莎"


def test_showing_another_record_first_saves_the_field_being_typed(form, context):
    form.show_record(saved(context, "B001"))
    line = form.fields["name_zh"].editor.target()
    form.activateWindow()
    line.setFocus(Qt.FocusReason.TabFocusReason)
    line.setText("汉莎")
    form.show_record(saved(context, "B002"))
    assert saved(context, "B001").name_zh == "汉莎"
    assert saved(context, "B002").name_zh is None


def test_a_field_can_be_pointed_out(form, context):
    form.show_record(saved(context, "B001"))
    assert form.focus_field("related_party")
    assert not form.focus_field("no_such_field")


def test_a_file_somebody_else_holds_is_shown_and_not_changed(context, qtbot, monkeypatch):
    monkeypatch.setattr(type(context), "read_only", property(lambda _: True))
    form = RecordForm(context, schema.kind("buyers"))
    qtbot.addWidget(form)
    form.show_record(saved(context, "B001"))
    enter(form, "name_zh", "汉莎")
    assert saved(context, "B001").name_zh is None
