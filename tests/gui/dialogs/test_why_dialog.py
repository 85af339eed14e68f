"""The tree behind a verdict: every fact with its value and where it comes from."""

import dataclasses

from PySide6.QtWidgets import QPushButton, QTreeWidgetItemIterator

from xinbao_desktop.gui.context import Place
from xinbao_desktop.gui.dialogs.why import WhyDialog

CASE = "C2024-01"


def rows(dialog):
    found, each = {}, QTreeWidgetItemIterator(dialog.tree)
    while item := each.value():
        found[item.text(0)] = [item.text(column) for column in (1, 2)]
        each += 1
    return found


def opened(workspace):
    workspace.go(Place("cases", identity=(CASE,), tab="eligibility"))
    page = workspace.pages["cases"]
    page.findChild(QPushButton, "why.claim.notice_in_time").click()
    return workspace.window().findChild(WhyDialog)


def test_a_verdict_leads_to_its_facts_and_who_entered_them(workspace):
    dialog = opened(workspace)
    value, origin = rows(dialog)["Notice on"]
    assert value == "2024-05-08"
    assert CASE in origin
    assert "entered by" in origin
    dialog.close()


def test_the_tree_follows_what_is_saved(workspace, client):
    dialog = opened(workspace)
    case = dataclasses.replace(client.records.get("cases", (CASE,)), notice_on=None)
    workspace.context.tasks.run(
        lambda _: client.records.save(case), owner=dialog,
        on_done=lambda _: None, on_error=workspace.context.fail,
    )  # fmt: skip
    assert "Notice on" not in rows(dialog)
    dialog.close()
