"""Colours, type and spacing of the window, light and dark.

One accent colour; every verdict colour is paired with a shape and a word elsewhere, so that
colour never says anything alone. Spacing follows a grid of 8, 12 and 16.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from xinbao_desktop.assets import asset, data_root

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

FAMILY = "Noto Sans SC"
SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 8, 12, 16, 24


class ThemeName(StrEnum):
    """What the person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, by what they are for."""

    window: str
    side: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    met: str
    met_soft: str
    not_met: str
    not_met_soft: str
    unknown: str
    unknown_soft: str
    neutral: str
    neutral_soft: str


LIGHT = Tokens(
    window="#f4f6f8", side="#e9edf1", surface="#ffffff", raised="#f8fafb", line="#d5dce3",
    text="#1c2733", muted="#5a6876", accent="#1f5c99", accent_hover="#174a7d",
    accent_soft="#dfeaf5", on_accent="#ffffff", met="#1a6e47", met_soft="#dff2e8",
    not_met="#a92f28", not_met_soft="#fbe5e3", unknown="#875600", unknown_soft="#fcefd3",
    neutral="#55626f", neutral_soft="#e8ecf0",
)  # fmt: skip
DARK = Tokens(
    window="#171c22", side="#12161b", surface="#1f262d", raised="#262e37", line="#38434e",
    text="#e4e9ee", muted="#9caab7", accent="#6aa9e6", accent_hover="#8bbdee",
    accent_soft="#24405b", on_accent="#0d1b29", met="#6fcf9f", met_soft="#1d3b2d",
    not_met="#f08d86", not_met_soft="#472523", unknown="#e9b557", unknown_soft="#413316",
    neutral="#a3b0bc", neutral_soft="#2c353e",
)  # fmt: skip


def tokens_for(widget: QWidget) -> Tokens:
    """Return the colours of the theme a widget is shown in."""
    return LIGHT if widget.palette().color(QPalette.ColorRole.Window).lightness() > 127 else DARK


@cache
def load_fonts() -> str:
    """Register the bundled fonts and return their family; a system without Chinese fonts needs it.

    Returns the empty string where the files cannot be read, and the system's font stays.
    """
    family = ""
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        number = QFontDatabase.addApplicationFont(str(asset(f"resources/fonts/{name}")))
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        family = families[0] if families else family
    return family


def base_font() -> QFont:
    """Return the window's font: the system's size, the bundled letters."""
    font = QFont(load_fonts() or FAMILY)
    font.setPointSizeF(13 if sys.platform == "darwin" else 10)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def resolve(name: ThemeName) -> Tokens:
    """Return the colours for a choice; ``system`` follows the system."""
    if name is ThemeName.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if name is ThemeName.DARK else LIGHT


def apply(app: QApplication, name: ThemeName) -> Tokens:
    """Give the whole application this theme and return its colours."""
    tokens = resolve(name)
    app.setStyle("Fusion")
    app.setFont(base_font())
    app.setPalette(_palette(tokens))
    app.setStyleSheet(style_sheet(tokens))
    return tokens


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet in these colours."""
    icons = (data_root() / "resources" / "icons").as_posix()
    template = Template(asset("resources/icons/window.qss").read_text(encoding="utf-8"))
    suffix = "light" if tokens is LIGHT else "dark"
    return template.substitute(asdict(tokens), icons=icons, suffix=suffix)


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: t.window, role.WindowText: t.text, role.Base: t.surface,
        role.AlternateBase: t.raised, role.Text: t.text, role.Button: t.surface,
        role.ButtonText: t.text, role.Highlight: t.accent, role.HighlightedText: t.on_accent,
        role.ToolTipBase: t.raised, role.ToolTipText: t.text, role.Link: t.accent,
        role.PlaceholderText: t.muted, role.Mid: t.line, role.Accent: t.accent,
    }.items():  # fmt: skip
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.muted))
    return palette
