"""Take the pictures of the documents anew: the real window and real pages of the demo's packet.

    xinbao demo out --lang zh
    python tools/pictures.py out docs/images

Needs no screen. The pictures are kept small: a clone carries them for ever.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from xinbao_desktop.packet.preview import bookmarks, render_page

WINDOW = {"measures": "window-measures", "case-papers": "window-papers"}
PACKET_PAGES = ("目录", "1.1", "2.4")  # the index, a form, a scanned invoice
PACKET_DPI = 58
GAP = 12


def save(picture: Image.Image, target: Path) -> None:
    """Write a picture and say how big it is."""
    picture.save(target, optimize=True)
    print(target, picture.size, target.stat().st_size)


def window_pictures(client: Path, target: Path) -> None:
    """Have the window's pages taken, and keep some."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / client.name
        shutil.copyfile(client, copy)
        script = Path(__file__).with_name("screenshots.py")
        command = [sys.executable, str(script), place, "--client", str(copy)]
        subprocess.run([*command, "--only", "measures,cases"], check=True)
        for name, stem in WINDOW.items():
            picture = Image.open(Path(place) / f"{name}.png").convert("RGB")
            save(picture, target / f"{stem}.png")


def packet_picture(packet: Path, target: Path) -> None:
    """Put a few pages of the packet side by side."""
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
    save(sheet, target / "packet-pages.png")


def main(folder: Path, target: Path) -> None:
    """Take all pictures."""
    target.mkdir(parents=True, exist_ok=True)
    (client,) = folder.glob("*.xinbao")
    packet_picture(folder / "索赔案卷.pdf", target)
    window_pictures(client, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
