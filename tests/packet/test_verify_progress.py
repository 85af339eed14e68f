"""Verifying a long packet says how far it is, and stops where it is told to."""

from pathlib import Path

import pytest

from xinbao_desktop.errors import Cancelled
from xinbao_desktop.packet.verify import verify_packet


class Steps:
    """Notes the steps, and stops the work at one of them."""

    def __init__(self, stop: int = -1) -> None:
        self.stop = stop
        self.seen: list[tuple[int, int]] = []

    def step(self, done: int, total: int, message: str = "") -> None:
        self.seen.append((done, total))
        if done == self.stop:
            raise Cancelled


def test_each_page_that_is_read_is_a_step(packet: Path):
    steps = Steps()
    count = verify_packet(packet, None, steps).pages
    assert steps.seen == [(number, count) for number in range(count)]


def test_it_is_called_off_at_the_next_page_and_not_taken_for_a_broken_file(packet: Path):
    steps = Steps(stop=3)
    with pytest.raises(Cancelled):
        verify_packet(packet, None, steps)
    assert len(steps.seen) == 4
