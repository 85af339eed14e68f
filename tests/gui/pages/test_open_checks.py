"""The cards of what stands in the way of a packet."""

from __future__ import annotations

import dataclasses

from PySide6.QtWidgets import QLabel

from xinbao_desktop.app.open_checks import OpenCheck
from xinbao_desktop.text import Text


def test_a_card_says_what_to_do_until_the_check_is_explained(packet_page):
    advice = Text("立即报损。", "Give the notice at once.")
    late = OpenCheck("C08", "error", Text("晚于截止日", "late"), "case:C1", advice=advice)
    cards = packet_page.packet.open_checks

    def said():
        return {one.text() for one in cards.findChildren(QLabel)} & {advice.en, advice.zh}

    cards.show_open("C1", [dataclasses.replace(late, reason="the insurer knows")])
    assert said() == set()
    cards.show_open("C1", [late])
    assert len(said()) == 1
