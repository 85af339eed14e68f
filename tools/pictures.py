"""Take the pictures of the documents anew: the real window and real pages of the demo's packet.

    xinbao demo out --lang zh
    python tools/pictures.py out docs/images

Needs no screen. The pictures are kept small: a clone carries them for ever.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication

from xinbao_desktop.app.demo import DEMO_DAY
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.gui.application import Desktop
from xinbao_desktop.packet.preview import bookmarks, render_page

SIZE = (1280, 800)
PAGES = ("measures", "shipments")
PACKET_PAGES = ("目录", "1.1", "2.4")
PACKET_DPI = 58
GAP = 12
COLOURS = 96


class DemoClock:
    """Stands on the demo's day, so that the pictures stay the same."""

    def today(self) -> date:
        """Return the demo's day."""
        return DEMO_DAY

    def now(self) -> datetime:
        """Return its noon."""
        return datetime(DEMO_DAY.year, DEMO_DAY.month, DEMO_DAY.day, 4, tzinfo=UTC)


def save(png: bytes, target: Path, colours: int = 0) -> None:
    """Write a picture small; with few colours where it has few."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if colours:
        picture = picture.quantize(colours, dither=Image.Dither.NONE)
    picture.save(target, optimize=True)
    print(target, picture.size, target.stat().st_size)


def window_pictures(client: Path, target: Path) -> None:
    """Open the client in the real window and take each page."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(folder=Path(folder), clock=DemoClock())
        services.settings.set("lang", "zh")
        services.settings.set("theme", "light")
        desktop = Desktop(app, services)
        desktop.window.resize(*SIZE)
        desktop.window.show()
        desktop.window.open_path(client)
        settle(app, desktop)
        for page in PAGES:
            desktop.window.workspace.show_page(page)
            settle(app, desktop)
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            desktop.window.grab().save(buffer, "PNG")
            save(bytes(buffer.data()), target / f"window-{page}.png", COLOURS)
        desktop.close()


def settle(app: QApplication, desktop: Desktop) -> None:
    """Let the page's background work come in."""
    end = time.monotonic() + 3
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.02)
    desktop.tasks.drain()
    app.processEvents()


def packet_picture(packet: Path, target: Path) -> None:
    """Put a few pages of the packet side by side: the index, a form, a scanned paper."""
    first_pages = {title.split(" ")[0]: page for _, title, page in bookmarks(packet)}
    pages = [
        Image.open(io.BytesIO(render_page(packet, first_pages[title], PACKET_DPI)))
        for title in PACKET_PAGES
    ]
    width = sum(page.width + GAP for page in pages) + GAP
    height = max(page.height for page in pages) + 2 * GAP
    sheet = Image.new("RGB", (width, height), "#c8ced6")
    x = GAP
    for page in pages:
        sheet.paste(page, (x, GAP))
        x += page.width + GAP
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    save(buffer.getvalue(), target / "packet-pages.png")


def main(folder: Path, target: Path) -> None:
    """Take all pictures."""
    target.mkdir(parents=True, exist_ok=True)
    (client,) = folder.glob("*.xinbao")
    packet_picture(folder / "索赔案卷.pdf", target)
    window_pictures(client, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
