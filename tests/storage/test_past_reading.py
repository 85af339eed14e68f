"""Today's records with every later change taken back are the records of then."""

from __future__ import annotations

import dataclasses
import random
from datetime import UTC, datetime, timedelta

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.document import Event
from xinbao_desktop.storage.client_file import ClientFile


@pytest.fixture
def file(client_path):
    with ClientFile.open(client_path, write=True) as opened:
        yield opened


def one_change(work, dice: random.Random) -> None:
    """Add, change, delete, bring back or rename some buyer, event or case, or the company."""
    numbers = [b.buyer_no for b in work.client().buyers]
    one = dice.choice(numbers)
    match dice.randrange(7):
        case 0:
            work.put(Buyer(buyer_no=f"N{dice.randrange(999)}", country=dice.choice(("DE", "FR"))))
        case 1:
            old = work.get("buyers", (one,))
            name = dice.choice(("Acme", "Łódź", None))
            work.put(dataclasses.replace(old, name_en=name, note=str(dice.random())))
        case 2 if len(numbers) > 3:
            work.delete("buyers", (one,))
        case 3:
            gone = [e.identity for e in work.deleted("buyers")]
            if gone:
                work.undelete("buyers", gone[0])
        case 4:
            new = f"R{dice.randrange(10**6)}"
            work.rename(
                "buyers", (one,), dataclasses.replace(work.get("buyers", (one,)), buyer_no=new)
            )
        case 5:
            case = work.client().cases[0]
            new = dataclasses.replace(case, case_no=f"K{dice.randrange(10**6)}")
            work.rename("cases", (case.case_no,), new)
        case _:
            company = work.client().company
            uscc = f"91440300MA5{dice.randrange(10**6):06d}X"
            work.put(dataclasses.replace(company or Company(uscc="0"), uscc=uscc))


@pytest.mark.parametrize("seed", range(4))
def test_the_records_of_every_earlier_moment_can_be_told(file, seed):
    dice, moments = random.Random(seed), []
    for _ in range(30):
        with file.write() as work:
            moments.append((work.last_change(), work.client()))
            one_change(work, dice)
    with file.read() as work:
        now = work.client()
        for last, then in moments:
            past = work.before(now, last)
            if work.last_change() == last:
                assert past is None
            else:
                assert list(past.client.all_records()) == list(then.all_records())


def test_a_case_that_was_renamed_is_found_under_its_number_of_then(file):
    with file.write() as work:
        last = work.last_change()
        for new in ("C2", "C3"):
            case = work.client().cases[0]
            work.rename("cases", (case.case_no,), dataclasses.replace(case, case_no=new))
        work.put(Event(case_no="C3", channel="mail", summary="later"))
        past = work.before(work.client(), last)
    assert past.cases == {"C3": "C1"}
    assert [c.case_no for c in past.client.cases] == ["C1"]
    assert past.changed["events"] == 1


def test_without_a_later_change_there_is_no_other_past(file):
    with file.read() as work:
        assert work.before(work.client(), work.last_change()) is None


def test_a_history_that_does_not_fit_the_records_tells_no_past(file):
    """As in a file into which another program wrote."""
    with file.write() as work:
        work.put(Buyer(buyer_no="B9"))
        last = work.last_change()
        work.put(Buyer(buyer_no="B9", country="DE"))
        stranger = dataclasses.replace(work.client(), buyers=())
        assert work.before(stranger, last) is None


def test_a_moment_tells_the_last_change_by_then(client_path):
    start = datetime(2024, 8, 1, 9, tzinfo=UTC)
    for hours in (1, 2):
        moment = start + timedelta(hours=hours)
        with (
            ClientFile.open(client_path, write=True, now=lambda m=moment: m) as file,
            file.write() as work,
        ):
            work.put(Buyer(buyer_no=f"H{hours}"))
            last = work.last_change()
    with ClientFile.open(client_path) as file, file.read() as work:
        assert work.last_change_by(start + timedelta(hours=2)) == last
        assert work.last_change_by(start + timedelta(minutes=90)) == last - 1
        assert work.last_change_by(datetime(2000, 1, 1, tzinfo=UTC)) == 0
