"""The program's icons: SVG line drawings, coloured for the theme that is shown."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from xinbao_desktop.assets import asset

SIZES = (16, 20, 24, 32, 48)
SCALES = (1, 2, 3)
DISABLED = "#8a96a3"


@cache
def _source(name: str) -> str:
    return asset(f"resources/icons/{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: QColor | str, size: int, scale: float = 2.0) -> QPixmap:
    """Return an icon in one colour; ``size`` in the window's units, ``scale`` pixels a unit."""
    shade = QColor(colour).name()
    key = f"xinbao/{name}/{shade}/{size}/{scale}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    drawn = QPixmap(round(size * scale), round(size * scale))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    picture = QSvgRenderer(QByteArray(_source(name).replace("currentColor", shade).encode()))
    picture.render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(scale)
    QPixmapCache.insert(key, drawn)
    return drawn


@cache
def icon(name: str, colour: str) -> QIcon:
    """Return an icon in one colour, for buttons and lists; drawn once."""
    made = QIcon()
    for size in SIZES:
        for scale in SCALES:
            made.addPixmap(pixmap(name, colour, size, scale))
            made.addPixmap(pixmap(name, DISABLED, size, scale), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """Return the program's own icon."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("app", "#000000", size, 1))
    return made
