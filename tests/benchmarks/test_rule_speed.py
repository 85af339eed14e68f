"""How much quicker closures are than explaining trees, measured as a ratio in one run.

No clock is compared with a fixed time: both ways judge the same cases on the same machine.
"""

from __future__ import annotations

import time

import pytest

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.calendar import shipped_calendar
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.catalog.rule_pack import read_pack, read_sources
from xinbao_desktop.domain.facts import FactBook
from xinbao_desktop.domain.rules.engine import RuleSet
from xinbao_desktop.domain.rules.fact_table import FactTable
from xinbao_desktop.domain.rules.model import Subject


@pytest.fixture(scope="module")
def questions():
    """Return the shipped rule set and every test case of its rules on shipments."""
    codes = shipped_codes()
    groups = {
        f"country.{id_}": frozenset(member.code for member in group.members)
        for id_, group in codes.groups.items()
    }
    folders = sorted(path.parent for path in asset("resources/rules").glob("*/pack.toml"))
    rules = RuleSet(
        [read_pack(folder) for folder in folders],
        FactBook(codes.vocabularies, groups),
        shipped_calendar(),
        sources=read_sources(asset("resources/legal/sources.toml")),
    )
    return rules, [
        (id_, FactTable(case.facts, case.items), case.on or rules.rule(id_).verified_on)
        for id_ in rules.ids(Subject.SHIPMENT)
        for case in rules.rule(id_).cases
    ]


def seconds(ask, cases, times):
    """Return the quickest of five runs, in time of this process: others use the machine too."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for _ in range(times):
            for case in cases:
                ask(*case)
        best = min(best, time.process_time() - start)
    return best


def test_closures_are_several_times_as_quick_as_trees(questions):
    rules, cases = questions
    quick = seconds(rules.verdict, cases, 100)
    slow = seconds(rules.explain, cases, 100)
    assert slow / quick > 1.5, f"{slow / quick:.1f} times, {quick / 100 / len(cases) * 1e6:.1f} µs"


def test_time_grows_no_faster_than_the_number_of_verdicts(questions):
    rules, cases = questions
    few, many = seconds(rules.verdict, cases, 20), seconds(rules.verdict, cases, 200)
    assert many < 10 * few * 3
