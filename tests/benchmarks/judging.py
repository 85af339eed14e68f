"""Time the judging of cover beside the same checks by hand in vectorised pandas, in one run.

    python tests/benchmarks/judging.py [--sizes 1000 10000 100000] [--repeat 3]

``--repeat`` runs each way that often and keeps the quickest. Both ways start from a client in
memory and end with every verdict of every shipment. On a client without gaps the verdicts are
compared, and every difference is printed. Without pandas (the dependency group ``bench``; see
``docs/benchmarks.md``) only our own way is timed. Processor time is of this process alone, so
that others at work on the machine count less than they do in wall-clock time.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from made_client import ASKED_ON, make_client

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.coverage import Coverage, ShipmentCover
from xinbao_desktop.domain.deadlines import deadlines
from xinbao_desktop.domain.portfolio import Portfolio
from xinbao_desktop.domain.standing import as_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.app.knowledge import Knowledge
    from xinbao_desktop.domain.client import Client

HAS_PANDAS = importlib.util.find_spec("pandas") is not None
LINE = "{:<26}{:>9}{:>10}{:>10}{:>12}{:>9}{:>9}"


def timed(work: Callable[[], Any], repeat: int) -> tuple[float, float, Any]:
    """Return the least processor and wall-clock seconds of several runs, and the last result."""
    processor = wall = float("inf")
    result = None
    for _ in range(repeat):
        before, clock = time.process_time(), time.perf_counter()
        result = work()
        processor = min(processor, time.process_time() - before)
        wall = min(wall, time.perf_counter() - clock)
    return processor, wall, result


class Table:
    """Prints a line for each measure, with its growth since the size before."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, float]] = {}
        print(LINE.format("", "size", "cpu s", "wall s", "µs each", "growth", "peak MB"))  # noqa: T201

    def line(self, name: str, size: int, processor: float, wall: float) -> None:
        """Print one measure; growth 10.0 for ten times as many is linear."""
        before = self._last.get(name)
        growth = f"{processor / before[1]:.1f}/{size // before[0]}" if before else ""
        self._last[name] = (size, processor)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        each = f"{processor / size * 1e6:.1f}"
        print(  # noqa: T201
            LINE.format(name, size, f"{processor:.2f}", f"{wall:.2f}", each, growth, peak),
            flush=True,
        )


def coverage(client: Client, knowledge: Knowledge) -> Coverage:
    """Return a judge that has computed nothing yet."""
    rules = knowledge.rules
    return Coverage(Portfolio(client, ASKED_ON, knowledge.calendar, rules.book), rules)


def exposure(client: Client, knowledge: Knowledge) -> Any:
    """Return every debtor's balance over time."""
    return coverage(client, knowledge).portfolio.balances()


def fresh(client: Client) -> Client:
    """Return the client without anything it keeps of what was asked before."""
    return type(client).of(client.all_records())


def measure(size: int, knowledge: Knowledge, table: Table, repeat: int) -> None:
    """Time every way for one size."""
    sound = make_client(size, gaps=False)
    cpu, wall, ours = timed(lambda: list(coverage(fresh(sound), knowledge).stream()), repeat)
    table.line("judge, nothing missing", size, cpu, wall)
    if HAS_PANDAS:
        from by_hand import ByHand, frames

        tables = frames(sound)
        judge = ByHand(tables, knowledge.calendar, ASKED_ON).judge
        floor, wall, theirs = timed(judge, repeat)
        table.line("  by hand in pandas", size, floor, wall)
        print(f"  ratio {cpu / floor:.1f}; {differences(ours, theirs)} verdicts differ")  # noqa: T201
    gapped = make_client(size, gaps=True)
    cpu, wall, _ = timed(lambda: list(coverage(fresh(gapped), knowledge).stream()), repeat)
    table.line("judge, some facts missing", size, cpu, wall)
    cpu, wall, _ = timed(lambda: deadlines(coverage(fresh(gapped), knowledge)), repeat)
    table.line("deadlines", size, cpu, wall)
    half = ASKED_ON.replace(year=ASKED_ON.year - 2)
    cpu, wall, _ = timed(lambda: as_of(gapped, half), repeat)
    table.line("the client as of a day", size, cpu, wall)
    cpu, wall, _ = timed(lambda: exposure(fresh(gapped), knowledge), repeat)
    table.line("exposure over time", size, cpu, wall)


def differences(ours: list[ShipmentCover], theirs: Any) -> int:
    """Print where the two ways differ, ten at most; return how many verdicts do."""
    count = 0
    for cover, row in zip(ours, theirs.to_dict("records"), strict=True):
        own = {**{id_: str(v) for id_, v in cover.verdicts.items()}, "worst": cover.worst}
        assert row["invoice_no"] == cover.invoice
        assert own.keys() == row.keys() - {"invoice_no"}, "the rules are not the same"
        for id_, verdict in own.items():
            if row[id_] != verdict:
                count += 1
                if count <= 10:
                    print(f"  {cover.invoice} {id_}: ours {verdict}, by hand {row[id_]}")  # noqa: T201
    return count


def main(arguments: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        knowledge = build_services(folder=Path(folder)).knowledge
        knowledge.rules  # noqa: B018 - read and compiled before the clock runs
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")  # noqa: T201
    table = Table()
    for size in asked.sizes:
        measure(size, knowledge, table, asked.repeat)
    if not HAS_PANDAS:
        print("pandas is not installed: nothing to compare with")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
