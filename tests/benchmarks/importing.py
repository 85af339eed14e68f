"""Time the import of shipments from a workbook beside pandas reading it into SQLite.

    python tests/benchmarks/importing.py [--sizes 1000 10000 100000]

The workbook holds policies, buyers and shipments as our export writes them. Ours: read, check
every cell, compare with what is in the file, then write to a client file in one transaction.
The floor: ``pandas.read_excel`` of the same sheets and ``to_sql`` into a plain SQLite file, with
openpyxl (its default) and with calamine (the library ours reads with). Each runs in a process of
its own; without pandas (dependency group ``bench``) ours is timed alone.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WAYS = ("ours", "openpyxl", "calamine")
SHEETS = ("保单 policies", "买方 buyers", "出运 shipments")
LINE = "{:<28}{:>9}{:>10}{:>10}{:>10}{:>9}"


def write(size: int, folder: Path) -> Path:
    """Write the workbook."""
    from made_client import make_client

    from xinbao_desktop.bootstrap import build_services
    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.exchange.workbook_out import write_workbook
    from xinbao_desktop.progress import NoProgress

    made = make_client(size, gaps=True)
    kept = Client(policies=made.policies, buyers=made.buyers, shipments=made.shipments)
    book = folder / "client.xlsx"
    words = build_services(folder=folder / "settings").vocabularies
    write_workbook(kept, words, book, NoProgress())
    return book


def ours(book: Path, out: Path) -> dict[str, list[float]]:
    """Import the workbook into a new client file."""
    from xinbao_desktop.bootstrap import build_services

    services = build_services(folder=out / "settings")
    with services.create_client(out / "client.xinbao") as client:
        watch = Watch()
        preview = client.imports.preview(book)
        seen = watch.read("read and check")
        done = client.imports.apply(preview)
        assert not preview.plan.refusals
        assert done.value.added > 0
        return {**seen, **watch.read("ours, written")}


def by_pandas(book: Path, out: Path, engine: str) -> dict[str, list[float]]:
    """Read the sheets and write them to SQLite."""
    import sqlite3

    import pandas as pd

    watch = Watch()
    tables = pd.read_excel(book, sheet_name=list(SHEETS), engine=engine)
    seen = watch.read("pandas read")
    with sqlite3.connect(out / "plain.sqlite") as connection:
        for name in SHEETS:
            tables[name].to_sql(name, connection, index=False)
    return {**seen, **watch.read("pandas, written")}


class Watch:
    """Processor and wall-clock seconds since it was made."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    def read(self, name: str) -> dict[str, list[float]]:
        """Return what has passed, under a name."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return {name: [time.process_time() - self._cpu, time.perf_counter() - self._wall, peak]}


def child(way: str, book: Path, out: Path) -> dict[str, list[float]]:
    """Run one way in a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--book", str(book), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def main(arguments: list[str]) -> None:
    """Print the table, or do one way for it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--way", choices=WAYS, help="used by the script itself")
    parser.add_argument("--book", type=Path, help="used by the script itself")
    parser.add_argument("--out", type=Path, help="used by the script itself")
    asked = parser.parse_args(arguments)
    if asked.way:
        way = asked.way
        found = ours(asked.book, asked.out) if way == "ours" else None
        print(json.dumps(found or by_pandas(asked.book, asked.out, way)))  # noqa: T201
        return
    ways = WAYS if importlib.util.find_spec("pandas") else WAYS[:1]
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")  # noqa: T201
    print(LINE.format("", "size", "cpu s", "wall s", "µs each", "peak MB"))  # noqa: T201
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as name:
            book = write(size, Path(name))
            for way in ways:
                out = Path(name) / way
                out.mkdir()
                for what, (cpu, wall, peak) in child(way, book, out).items():
                    label = what if way == "ours" else f"{what} ({way})"
                    each = f"{cpu / size * 1e6:.0f}"
                    row = (label, size, f"{cpu:.2f}", f"{wall:.2f}", each, int(peak))
                    print(LINE.format(*row), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
