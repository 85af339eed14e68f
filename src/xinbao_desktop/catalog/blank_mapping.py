"""Read and write how a blank is filled, as TOML that a person may write as well.

Strict like every file of the catalogue; which fields the blank has is compared elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.catalog.toml_file import TomlReader
from xinbao_desktop.domain.blank import (
    AmountStyle,
    BlankField,
    BlankFieldKind,
    BlankLink,
    BlankMapping,
    Place,
    Spot,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.catalog.toml_file import TomlTable

HEAD = """# 空白表的填写方法 · How an insurer's blank is filled.
# value: a field of the program's form, a column with its row (amounts.invoice_no, row 1 …),
# or a record's field (company.legal_rep). `xinbao blank values` lists them all.
"""


def read_mapping(content: bytes, name: str) -> BlankMapping:
    """Read a mapping.

    Raises:
        CatalogError: Every problem of the file, each with its entry and key.
    """
    reader = TomlReader()
    top = reader.bytes(content, name)
    found = BlankMapping(
        form=top.text("form"),
        sha256=top.text("sha256"),
        confirmed=bool(top.optional_flag("confirmed")),
        use=top.optional_flag("use") is not False,
        place=top.optional_word("place", Place) or Place.INSTEAD,
        picture=bool(top.optional_flag("picture")),
        links=tuple(_link(part) for part in top.tables("link")),
        marked=tuple(_marked(part) for part in top.tables("mark")),
    )
    top.done()
    _note_twice(top, found)
    reader.check()
    return found


def written_mapping(mapping: BlankMapping) -> bytes:
    """Return a mapping as it is kept; reading it gives the same one."""
    lines = [
        HEAD,
        f"form = {_quoted(mapping.form)}",
        f"sha256 = {_quoted(mapping.sha256)}",
        f"confirmed = {_flag(mapping.confirmed)}",
        f"use = {_flag(mapping.use)}",
        f"place = {_quoted(mapping.place)}",
    ]
    if mapping.picture:
        lines.append("picture = true")
    for field in mapping.marked:
        lines += ["", "[[mark]]", *_mark_lines(field)]
    for link in mapping.links:
        lines += ["", "[[link]]", *_link_lines(link)]
    return ("\n".join(lines) + "\n").encode()


def mapping_digest(mapping: BlankMapping) -> str:
    """Return the SHA-256 of how a blank is filled, whether it is in use or not."""
    plain = replace(mapping, confirmed=True, use=True)
    return hashlib.sha256(written_mapping(plain)).hexdigest()


def _link(part: TomlTable) -> BlankLink:
    part.named(f"link {part.optional_text('field') or '?'}")
    inner = part.optional_table("ticks")
    ticks = {} if inner is None else {key: inner.text(key) for key in inner.written()}
    row = part.optional_whole("row") or 0
    if row < 0:
        part.note("row", "行号从 1 起", "rows count from 1")
    found = BlankLink(
        field=part.text("field"),
        value=part.text("value"),
        row=row,
        slot=part.optional_text("slot") or "",
        date=part.optional_text("date") or "",
        amount=part.optional_word("amount", AmountStyle) or AmountStyle.PRINTED,
        words=part.optional_word("words", Words) or Words.ZH,
        ticks=ticks,
    )
    part.done()
    return found


def _marked(part: TomlTable) -> BlankField:
    """Read a place that a person marked; positions are points from the upper left corner."""
    part.named(f"mark {part.optional_text('name') or '?'}")
    page = part.whole("page")
    left, top = part.number("x"), part.number("y")
    width, height = part.number("width"), part.number("height")
    if page < 1 or left < 0 or top < 0 or width <= 0 or height <= 0:
        part.note(
            "page",
            "页号从 1 起，位置不小于 0，宽高大于 0",
            "pages count from 1, places from 0; width and height are more than 0",
        )
    tick, seal = bool(part.optional_flag("tick")), bool(part.optional_flag("seal"))
    if tick and seal:
        part.note("seal", "不能既勾选又盖章", "a place is ticked or sealed, not both")
    words = BlankFieldKind.SEAL if seal else BlankFieldKind.TEXT
    spot = Spot(
        page, float(left), float(top), float(left + width), float(top + height),
        state="on" if tick else "",
    )  # fmt: skip
    found = BlankField(
        name=part.text("name"),
        kind=BlankFieldKind.TICK if tick else words,
        spots=(spot,),
        multiline=bool(part.optional_flag("multiline")),
        cells=part.optional_whole("cells") or 0,
        size=float(part.optional_number("size") or 0),
        marked=True,
    )
    part.done()
    return found


def _note_twice(top: TomlTable, found: BlankMapping) -> None:
    for key, names in (
        ("link", [link.field for link in found.links]),
        ("mark", [field.name for field in found.marked]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            top.note(key, f"{name} 出现两次", f"{name} is there twice")


def _link_lines(link: BlankLink) -> Iterator[str]:
    yield f"field = {_quoted(link.field)}"
    yield f"value = {_quoted(link.value)}"
    if link.row:
        yield f"row = {link.row}"
    if link.slot:
        yield f"slot = {_quoted(link.slot)}"
    if link.date:
        yield f"date = {_quoted(link.date)}"
    if link.amount is not AmountStyle.PRINTED:
        yield f"amount = {_quoted(link.amount)}"
    if link.words is not Words.ZH:
        yield f"words = {_quoted(link.words)}"
    if link.ticks:
        pairs = (f"{_quoted(key)} = {_quoted(state)}" for key, state in link.ticks.items())
        yield f"ticks = {{ {', '.join(pairs)} }}"


def _mark_lines(field: BlankField) -> Iterator[str]:
    spot = field.spots[0]
    yield f"name = {_quoted(field.name)}"
    yield f"page = {spot.page}"
    for key, value in (
        ("x", spot.left), ("y", spot.top),
        ("width", spot.right - spot.left), ("height", spot.bottom - spot.top),
    ):  # fmt: skip
        yield f"{key} = {round(value, 2)}"
    if field.kind is not BlankFieldKind.TEXT:
        yield f"{field.kind} = true"
    if field.multiline:
        yield "multiline = true"
    if field.cells:
        yield f"cells = {field.cells}"
    if field.size:
        yield f"size = {round(field.size, 2)}"


def _flag(value: object) -> str:
    return "true" if value else "false"


def _quoted(words: str) -> str:
    """Return a TOML string; names of fields are a stranger's and may hold anything."""
    parts = []
    for sign in words:
        if sign in '"\\':
            parts.append("\\" + sign)
        elif ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0:
            parts.append(f"\\u{ord(sign):04X}")
        else:
            parts.append(sign)
    return '"' + "".join(parts) + '"'
