"""The questions that a person answers before a packet is handed in."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox

from xinbao_desktop.domain.crosscheck import QUESTIONS

CASE = "C2024-01"


@pytest.fixture
def tab(packet_page):
    return packet_page.packet


def box(tab, check) -> QCheckBox:
    found = tab.open_checks.questions.findChildren(QCheckBox, f"question.{check}")
    return found[-1]  # those before wait to be destroyed


def answers(client):
    return {(c.check, c.subject, c.answer) for c in client.records.client().confirmations}


def test_each_question_is_asked_and_a_tick_is_kept_as_confirmed(tab, client):
    head = tab.open_checks.questions._head
    assert head.text() == f"Confirmed by a person: 0 of {len(QUESTIONS)}"
    box(tab, "C14").click()
    assert answers(client) == {("C14", "", "confirmed")}
    assert head.text() == f"Confirmed by a person: 1 of {len(QUESTIONS)}"
    assert box(tab, "C14").isChecked()
    [asked] = [one for one in client.packets.questions(CASE) if one.id == "C14"]
    assert "2024-06-20" in asked.answer.zh  # as it is printed


def test_a_tick_that_goes_takes_back_every_answer_to_the_question(tab, client):
    client.confirmations.confirm(CASE, "C12", "shipment:HL24-002", "explained", "seen at the bank")
    client.confirmations.confirm(CASE, "C16", "", "confirmed", "")
    tab.reload()
    assert box(tab, "C12").isChecked()
    box(tab, "C12").click()
    assert answers(client) == {("C16", "", "confirmed")}
    assert not box(tab, "C12").isChecked()


def test_a_box_says_its_question_to_who_cannot_see_it(tab):
    assert box(tab, "C16").accessibleName() == f"C16 {QUESTIONS['C16'].en}"
