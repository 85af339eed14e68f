"""Make a picture of every page of the window, from the demo client, to be looked at.

    python tools/screenshots.py OUT [--lang zh] [--theme light] [--scale 1.5] [--size 1280x820]

The client is made anew in a temporary folder unless ``--client FILE`` names one. Without a
screen the pictures are drawn offscreen with the bundled fonts; under Xvfb they show what a
window system draws.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xinbao_desktop.gui.application import Desktop
    from xinbao_desktop.gui.main_window.workspace import Workspace

PATIENCE_S = 60
CASE_TABS = ("data", "invoices", "events", "eligibility", "loss", "papers", "packet")


class DemoClock:
    """Stands still on the demo's day."""

    def __init__(self, day: date) -> None:
        self._day = day

    def today(self) -> date:
        """Return the demo's day."""
        return self._day

    def now(self) -> datetime:
        """Return its noon."""
        return datetime(self._day.year, self._day.month, self._day.day, 12, tzinfo=UTC)


class Refusing:
    """Answers no question: pictures are taken without anybody there."""

    def __getattr__(self, name: str) -> object:
        return lambda *args, **_: print("asked:", name, *args)


def main() -> None:
    """Take the pictures."""
    args = _arguments()
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(args.scale)
    from PySide6.QtWidgets import QApplication

    from xinbao_desktop.app.demo import DEMO_DAY, run_demo
    from xinbao_desktop.bootstrap import build_services
    from xinbao_desktop.gui.application import Desktop

    app = QApplication([])
    with tempfile.TemporaryDirectory() as place:
        services = build_services(folder=Path(place) / "user", clock=DemoClock(DEMO_DAY))
        services.settings.set("lang", args.lang)
        services.settings.set("theme", args.theme)
        path = args.client or run_demo(services, Path(place) / "demo").client
        desktop = Desktop(app, services, ask=Refusing())  # type: ignore[arg-type]
        width, _, height = args.size.partition("x")
        desktop.window.resize(int(width), int(height))
        desktop.window.show()
        args.out.mkdir(parents=True, exist_ok=True)
        with services.open_client(path, write=False) as client:
            services.remember(client)
        desktop.window.start.reload()
        _take(desktop, args.out / "start.png")
        _pages(desktop, desktop.window.show_client(services.open_client(path)), args)
        desktop.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--client", type=Path)
    parser.add_argument("--lang", default="zh")
    parser.add_argument("--theme", default="light")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--size", default="1280x820")
    parser.add_argument("--only", default="")
    return parser.parse_args()


def _pages(desktop: Desktop, workspace: Workspace, args: argparse.Namespace) -> None:
    from xinbao_desktop.gui.navigation import ORDER

    for page in ORDER:
        if args.only and page not in args.only.split(","):
            continue
        workspace.show_page(page)
        _settle(desktop)
        shown = workspace.pages[page]
        panel = getattr(shown, "panel", None)
        if panel is not None:
            panel.table.selectRow(0)
        _take(desktop, args.out / f"{page}.png")
        if page == "shipments":
            for number, name in ((1, "cover"), (2, "receipts")):
                panel.show_tab(number)  # type: ignore[union-attr]
                _take(desktop, args.out / f"shipments-{name}.png")
        if page == "cases":
            _case_tabs(desktop, shown, args.out)


def _case_tabs(desktop: Desktop, page: object, out: Path) -> None:
    for number, name in enumerate(CASE_TABS):
        page.tabs.setCurrentIndex(number)  # type: ignore[attr-defined]
        _settle(desktop)
        if name == "papers":
            tree = page.checklist.tree  # type: ignore[attr-defined]
            filed = [item for item in tree._items() if item.childCount()]  # noqa: SLF001
            if filed:
                tree.setCurrentItem(filed[0].child(0))
        if name == "packet":
            packet = page.packet  # type: ignore[attr-defined]
            packet._draft.setChecked(True)  # noqa: SLF001
            packet._context.ask.save_file = lambda *_, **__: out / "packet.pdf"  # noqa: SLF001
            packet.build()
        _take(desktop, out / f"case-{name}.png")


def _settle(desktop: Desktop) -> None:
    """Let every task end and everything be drawn."""
    from PySide6.QtWidgets import QApplication

    quiet = end = time.monotonic()
    while time.monotonic() - quiet < 0.6 and time.monotonic() - end < PATIENCE_S:
        QApplication.processEvents()
        time.sleep(0.01)
        if not desktop.tasks.idle:
            quiet = time.monotonic()


def _take(desktop: Desktop, out: Path) -> None:
    _settle(desktop)
    desktop.window.grab().save(str(out))
    print(out)


if __name__ == "__main__":
    main()
