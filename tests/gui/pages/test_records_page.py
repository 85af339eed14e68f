from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.gui.context import Place


def enter(form, key, words):
    line = form.fields[key].editor.target()
    line.setFocus()
    line.setText(words)
    line.textEdited.emit(words)
    line.editingFinished.emit()


def page_of(workspace, name):
    workspace.show_page(name)
    return workspace.pages[name]


def numbers(panel):
    return [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())]


def test_the_list_shows_what_is_in_the_file(workspace):
    assert numbers(page_of(workspace, "buyers").panel) == ["B001", "B002"]


def test_a_new_buyer_is_saved_listed_and_chosen(workspace, client):
    panel = page_of(workspace, "buyers").panel
    panel.add()
    enter(panel.form, "buyer_no", "B009")
    enter(panel.form, "name_en", "Nordlys Import AS")
    assert client.records.get("buyers", ("B009",)).name_en == "Nordlys Import AS"
    assert numbers(panel) == ["B001", "B002", "B009"]
    assert panel.table.current_row() == 2


def test_a_deleted_buyer_comes_back_with_undo(workspace, desktop, client):
    client.records.save(Buyer(buyer_no="B003", name_en="Nordlys Import AS"))
    panel = page_of(workspace, "buyers").panel
    panel.table.selectRow(2)
    panel.delete()
    assert numbers(panel) == ["B001", "B002"]
    assert "B003" in desktop.window.toast.text
    desktop.window.toast.undo()
    assert numbers(panel) == ["B001", "B002", "B003"]
    assert client.records.get("buyers", ("B003",)).name_en == "Nordlys Import AS"


def test_a_buyer_that_others_name_is_not_deleted_and_they_are_named(workspace, client, ask):
    panel = page_of(workspace, "buyers").panel
    panel.table.selectRow(1)
    panel.delete()
    assert "Shipments" in ask.told[0]
    assert numbers(panel) == ["B001", "B002"]


def test_searching_keeps_what_matches_whatever_the_width(workspace):
    panel = page_of(workspace, "buyers").panel
    panel.list.search.setText("ＣＯＲＡＬ")
    panel.list.pause.timeout.emit()
    assert numbers(panel) == ["B002"]


def test_nothing_found_is_said(workspace):
    panel = page_of(workspace, "buyers").panel
    panel.list.search.setText("no such buyer")
    panel.list.pause.timeout.emit()
    assert panel.list.lists.currentIndex() == 1


def test_a_missing_fact_leads_to_its_field(workspace, desktop):
    desktop.window.go(Place("buyers", "buyers", ("B001",), "related_party"))
    panel = workspace.pages["buyers"].panel
    assert panel.form.record.buyer_no == "B001"
    assert panel.form.fields["related_party"].editor.target().property("state") == "found"


def test_a_policy_takes_ratios_as_percent_and_amounts_with_separators(workspace, client):
    panel = page_of(workspace, "policies").panel
    panel.table.selectRow(0)
    enter(panel.form, "ratio_insolvency", "90")
    enter(panel.form, "max_liability", "３,０００,０００")
    saved = client.records.get("policies", ("SCH0210001",))
    assert str(saved.ratio_insolvency) == "0.9"
    assert saved.max_liability == 3_000_000
    assert panel.form.fields["ratio_insolvency"].editor.words() == "90%"


def test_a_limit_names_its_buyer_by_number_and_shows_the_name(workspace, client):
    panel = page_of(workspace, "limits").panel
    panel.table.selectRow(0)
    editor = panel.form.fields["buyer_no"].editor
    assert editor.line.text() == "B001 · Hansa Lichttechnik GmbH"
    assert editor.words() == "B001"
    enter(panel.form, "buyer_no", "nobody")
    assert panel.form.fields["buyer_no"].has_problem
    assert client.records.get("limits", ("L24-1", "2024-01-15")).buyer_no == "B001"


def test_leaving_the_page_saves_the_field_being_typed(workspace, client, desktop):
    panel = page_of(workspace, "buyers").panel
    panel.table.selectRow(0)
    desktop.window.activateWindow()
    line = panel.form.fields["name_zh"].editor.line
    line.setFocus()
    line.setText("汉莎")
    workspace.show_page("limits")
    assert client.records.get("buyers", ("B001",)).name_zh == "汉莎"


def test_every_other_kind_of_record_can_be_entered(workspace, client):
    page = page_of(workspace, "more")
    for name, (key, words) in {
        "orders": ("order_no", "PO-1"), "prepayments": ("contract_no", "IM-1"),
        "projects": ("project_no", "P-1"), "reports": ("report_no", "R-1"),
        "partners": ("name", "Acme"), "contacts": ("name", "Mr Li"),
    }.items():  # fmt: skip
        page.show_place(Place("more", name))
        page.panels[name].add()
        enter(page.panels[name].form, key, words)
        assert client.records.get(name, (words,)) is not None, name
