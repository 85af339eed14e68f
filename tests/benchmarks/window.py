"""Time the start of the window beside an empty one, and how long it ever stands still.

    python tests/benchmarks/window.py [--size 100000] [--repeat 3]

Start: processor and wall-clock time of a whole process that shows its window, lets it paint, and
ends; a bare Python and an empty Qt widget are the floors. Standing still: with a client of
``--size`` shipments the pages are shown one after another while a timer beats every two
milliseconds; the longest time between two beats is how long nobody could have typed. Its
processor time counts the thread of the window alone, so that others at work on the machine do not
blur it. "Until shown" is how long a person waits for a page, or for a list to be sorted or
searched, by the clock on the wall. Nothing needs a screen.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.gui.main_window.workspace import Workspace
    from xinbao_desktop.gui.models.paged_table import PagedTableModel

BARE = "pass"
EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(1200, 800)
window.show()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, app.quit))
app.exec()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.gui.application import Desktop
app = QApplication([])
desktop = Desktop(app, build_services(folder=Path(sys.argv[1])))
desktop.window.resize(1200, 800)
desktop.window.show()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, app.quit))
app.exec()
desktop.close()
"""
LINE = "{:<44}{:>10}{:>10}{:>13}"


def start(code: str, folder: Path, repeat: int) -> tuple[float, float, int]:
    """Return the least processor and wall-clock seconds of a process, and its peak memory."""
    best = (float("inf"), float("inf"), 0)
    for _ in range(repeat):
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
        wall = time.perf_counter() - clock
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best, (cpu, wall, after.ru_maxrss // 1024))
    return best


class Beat:
    """Notes the longest time between two beats, by wall clock and by this thread's work."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self._timer = QTimer()
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        self.wall = self.work = 0.0
        self._clock, self._done = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        clock, done = time.perf_counter(), time.thread_time()
        self.wall = max(self.wall, clock - self._clock)
        self.work = max(self.work, done - self._done)
        self._clock, self._done = clock, done


def standing_still(folder: Path) -> dict[str, list[float]]:
    """Show every page of a large client; return the longest pause of each."""
    from PySide6.QtWidgets import QApplication

    from xinbao_desktop.bootstrap import build_services
    from xinbao_desktop.gui.application import Desktop, tune
    from xinbao_desktop.gui.navigation import ORDER

    tune()
    app = QApplication([])
    desktop = Desktop(app, build_services(folder=folder / "settings"))
    desktop.window.resize(1200, 800)
    desktop.window.show()
    beat, found = Beat(), {}

    def until(done: Callable[[], bool], least: float = 0.5) -> float:
        begun, settled = time.perf_counter(), 0.0
        end, last = begun + least, begun + 300
        while time.perf_counter() < end or not done():
            app.processEvents()
            if not done():
                settled = time.perf_counter() - begun
            if time.perf_counter() > last:
                raise SystemExit("the window did not settle")
        return settled

    desktop.window.open_path(folder / "client.xinbao")
    waited = until(lambda: desktop.window.workspace is not None and desktop.tasks.idle)
    found["opening the client"] = [beat.work, beat.wall, waited]
    workspace = desktop.window.workspace
    for name in (*ORDER, *(f"{name} again" for name in ORDER)):
        beat.reset()
        workspace.show_page(name.removesuffix(" again"))
        waited = until(lambda: desktop.tasks.idle)
        found[f"page {name}"] = [beat.work, beat.wall, waited]
        for what, act in further(workspace, name).items():
            beat.reset()
            act()
            waited = until(lambda: desktop.tasks.idle)
            found[what] = [beat.work, beat.wall, waited]
    desktop.window.close_client()
    desktop.close()
    return found


def further(workspace: Workspace, name: str) -> dict[str, Callable[[], object]]:
    """Return what is done on a page once it is shown: a form is made when a row is chosen."""
    page = workspace.pages.get(name)
    if name == "cases":
        return {"… a new case": page.add}
    if name == "more":
        return {f"… tab {one}": partial(page._tabs.show_part, one) for one in page._tabs.names[1:]}
    if page is None or not hasattr(page, "panel"):
        return {}
    acts = {f"… a row of {name}": partial(page.panel.table.selectRow, 0)}
    return acts | (listing(page.panel.model) if name == "shipments" else {})


def listing(model: PagedTableModel) -> dict[str, Callable[[], object]]:
    """Return what is done to a long list: sorted, turned round, searched, shown whole again."""
    from PySide6.QtCore import Qt

    column = {one.field: number for number, one in enumerate(model.columns)}
    down = Qt.SortOrder.DescendingOrder
    return {
        "… sorted by amount": partial(model.sort, column["amount"]),
        "… sorted by amount, downwards": partial(model.sort, column["amount"], down),
        "… sorted by day of shipment": partial(model.sort, column["shipped_on"]),
        "… searched for words": partial(model.set_search, "led lamp"),
        "… searched for a number": partial(model.set_search, "99"),
        "… searched for nothing there": partial(model.set_search, "zzzz"),
        "… whole again": partial(model.set_search, ""),
    }


def write_client(size: int, folder: Path) -> None:
    """Write the client file."""
    from made_client import make_client

    from xinbao_desktop.bootstrap import build_services

    services = build_services(folder=folder / "settings")
    records = make_client(size, gaps=True).all_records()
    with services.create_client(folder / "client.xinbao") as client, client.desk.write() as work:
        work.put_many(records)


def main(arguments: list[str]) -> None:
    """Print the tables, or do one part for them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--still", type=Path, help="used by the script itself")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if asked.still:
        print(json.dumps(standing_still(asked.still)))  # noqa: T201
        return
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")  # noqa: T201
    print(LINE.format("start", "cpu s", "wall s", "peak MB"))  # noqa: T201
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for label, code in (("bare Python", BARE), ("empty Qt window", EMPTY), ("ours", OURS)):
            cpu, wall, peak = start(code, folder / "first", asked.repeat)
            print(LINE.format(label, f"{cpu:.2f}", f"{wall:.2f}", peak), flush=True)  # noqa: T201
        write_client(asked.size, folder)
        command = [sys.executable, __file__, "--still", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        print(  # noqa: T201
            LINE.format(f"pauses, {asked.size} shipments", "cpu ms", "wall ms", "until shown")
        )
        for label, times in json.loads(done.stdout.splitlines()[-1]).items():
            print(LINE.format(label, *(f"{seconds * 1000:.0f}" for seconds in times)))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
