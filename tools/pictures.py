"""Take the pictures of the documents anew: the real window and real pages of the demo's packet.

    xinbao demo out
    python tools/pictures.py out docs/images

Needs no screen. Pictures are cut down to 64 colours, which keeps each under 200 kB.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication

from xinbao_desktop.app.demo import CASE, DEMO_DAY
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.gui.application import Desktop
from xinbao_desktop.packet.preview import bookmarks, render_page

SIZE = (1280, 800)
PAGES = ("company", "shipments", "cases", "measures", "deadlines")
PACKET_DPI = 72


class DemoClock:
    """Stands on the demo's day, so that the pictures stay the same."""

    def today(self):
        """Return the demo's day."""
        return DEMO_DAY

    def now(self):
        """Return its noon."""
        from datetime import UTC, datetime

        return datetime(DEMO_DAY.year, DEMO_DAY.month, DEMO_DAY.day, 4, tzinfo=UTC)


def save(png: bytes, target: Path) -> None:
    """Write a picture with few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
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
            save(bytes(buffer.data()), target / f"window-{page}.png")
        desktop.close()


def settle(app: QApplication, desktop: Desktop) -> None:
    """Let the page's background work come in."""
    end = time.monotonic() + 3
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.02)
    desktop.tasks.drain()
    app.processEvents()


def packet_pictures(packet: Path, target: Path) -> None:
    """Render pages that a reader should see."""
    places = {title: page for _, title, page in bookmarks(packet)}
    for title, page in places.items():
        print(page, title)
    save(render_page(packet, 1, PACKET_DPI), target / "packet-index.png")


def main(folder: Path, target: Path) -> None:
    """Take all pictures."""
    target.mkdir(parents=True, exist_ok=True)
    (client,) = folder.glob("*.xinbao")
    packet_pictures(folder / "索赔案卷.pdf", target)
    window_pictures(client, target)
    print(CASE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
