"""Closing while work is under way: a person is asked before a packet or a print is cut off."""

import pytest

WAIT = "Printing…"


@pytest.fixture
def tasks(held_tasks):
    return held_tasks


@pytest.fixture
def strip(packet_page):
    """The strip of the packet tab, with work that waits."""
    packet_page.packet.work.run(WAIT, lambda _: None, lambda _: None)
    return packet_page.packet.work


def test_who_wants_to_wait_keeps_the_window_and_the_client(desktop, ask, strip):
    ask.expect(False)
    desktop.window.close()
    assert desktop.window.isVisible()
    assert desktop.window.workspace is not None
    ask.expect(False)
    desktop.window._ask_close()
    assert desktop.window.workspace is not None
    assert strip.what == WAIT


def test_who_wants_to_go_stops_the_work(desktop, ask, strip):
    ask.expect(True)
    desktop.window._ask_close()
    assert ask.answers == []
    assert desktop.window.workspace is None


def test_nobody_is_asked_while_nothing_is_under_way(desktop, ask, strip, tasks):
    tasks.let_go()
    assert not strip.busy
    desktop.window._ask_close()
    assert desktop.window.workspace is None


def test_another_client_is_not_opened_over_work_that_shall_go_on(desktop, ask, strip, tmp_path):
    ask.expect(False)
    desktop.window.open_path(tmp_path / "other.xinbao")
    assert desktop.window.workspace is not None
