"""Who changed what: every form leads to it, and it follows what is saved."""

import dataclasses

from xinbao_desktop.gui.dialogs.history import HistoryDialog


def table(dialog):
    model = dialog.model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_each_change_names_its_field_with_the_words_of_the_form(workspace, client):
    buyer = client.records.get("buyers", ("B001",))
    client.records.save(dataclasses.replace(buyer, country="FR"), why="moved")
    workspace.show_page("buyers")
    panel = workspace.pages["buyers"].panel
    panel.table.selectRow(0)
    panel.form._history.click()
    dialog = workspace.window().findChild(HistoryDialog)
    rows = {row[2]: row for row in table(dialog)}
    assert rows["Country"][3:] == ["Germany", "France", "moved"]
    assert "Added" in rows
    changed = dataclasses.replace(client.records.get("buyers", ("B001",)), name_en="Hansa GmbH")
    workspace.context.tasks.run(
        lambda _: client.records.save(changed), owner=dialog,
        on_done=lambda _: None, on_error=workspace.context.fail,
    )  # fmt: skip
    assert table(dialog)[0][3:5] == ["Hansa Lichttechnik GmbH", "Hansa GmbH"]
    dialog.close()


def test_a_new_record_has_no_history_yet(workspace):
    workspace.show_page("buyers")
    panel = workspace.pages["buyers"].panel
    panel.add()
    assert not panel.form._history.isEnabled()


def test_a_new_number_shows_the_old_one(workspace, client):
    buyer = client.records.get("buyers", ("B001",))
    client.records.save(dataclasses.replace(buyer, buyer_no="B009"), was=buyer.identity)
    dialog = HistoryDialog(
        workspace.context, client.records.get("buyers", ("B009",)), workspace.window()
    )
    assert ["B001", "B009"] in [row[3:5] for row in table(dialog)]
    dialog.close()
