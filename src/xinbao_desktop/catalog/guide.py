"""Read the offline guides of ``resources/guides``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.toml_file import TomlReader, TomlTable
from xinbao_desktop.domain.guide import Guide, GuideSection
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path


@cache
def shipped_guides() -> tuple[Guide, ...]:
    """Return the guides that the program ships with, in the order to read them."""
    return read_guides(asset("resources/guides"))


def read_guides(folder: Path) -> tuple[Guide, ...]:
    """Return the guides of a folder.

    Raises:
        CatalogError: Every problem of every file, each with file and key.
    """
    reader = TomlReader()
    guides = [_guide(reader.file(path)) for path in sorted(folder.glob("*.toml"))]
    reader.check()
    return tuple(sorted(guides, key=lambda guide: guide.order))


def _guide(table: TomlTable) -> Guide:
    found = Guide(
        id=table.text("id"),
        order=table.whole("order"),
        title=table.words("title"),
        summary=table.words("summary"),
        sections=tuple(_section(section) for section in table.tables("section")),
        sources=table.texts("sources"),
        verified_on=table.day("verified_on"),
    )
    if not found.sections:
        table.note("section", "至少要有一节", "needs at least one section")
    table.done()
    return found


def _section(table: TomlTable) -> GuideSection:
    found = GuideSection(
        table.words("heading"), tuple(_point(point) for point in table.tables("points"))
    )
    if not found.points:
        table.note("points", "至少要有一点", "needs at least one point")
    table.done()
    return found


def _point(table: TomlTable) -> Text:
    found = Text(table.text("zh"), table.text("en"))
    table.done()
    return found
