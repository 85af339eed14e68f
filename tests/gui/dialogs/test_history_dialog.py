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
    limit = client.records.get("limits", ("L24-1",))
    client.records.save(dataclasses.replace(limit, approval_no="L24-9"), was=limit.identity)
    dialog = HistoryDialog(
        workspace.context, client.records.get("limits", ("L24-9",)), workspace.window()
    )
    assert ["L24-1", "L24-9"] in [row[3:5] for row in table(dialog)]
    dialog.close()
