"""Read the forms in ``forms/`` and hold them to their own rules.

Strict: an unknown key, a missing English word, two fields of one key, or a table wider than
reason is an error that names file, entry and key. What the forms print is not decided here.
"""

from __future__ import annotations

import tomllib
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from xinbao_desktop.assets import asset
from xinbao_desktop.domain.form import (
    FieldKind,
    FormColumn,
    FormDefinition,
    FormField,
    FormSection,
    FormTable,
    Option,
    Orientation,
    SealBox,
)
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum
    from pathlib import Path

    E = TypeVar("E", bound=StrEnum)

TOP = {
    "id", "version", "title", "slot", "lang", "orientation", "intro", "declarations", "footer",
    "seal", "section", "words",
}  # fmt: skip
FIELD = {"key", "label", "kind", "source", "required", "width", "options", "hint"}
COLUMN = {"key", "label", "kind", "source", "required", "width", "stacked"}


@cache
def forms() -> Mapping[str, FormDefinition]:
    """Return every form that ships with the program, by its id."""
    found: dict[str, FormDefinition] = {}
    for file in sorted(asset("forms").glob("*/form.toml")):
        form = read_form(file)
        if form.id != file.parent.name:
            raise _Entry(file.name, "id").error(
                f"编号与文件夹 {file.parent.name} 不符", f"is not the folder's {file.parent.name}"
            )
        found[form.id] = form
    return MappingProxyType(found)


def form(form_id: str) -> FormDefinition:
    """Return one form by its id; ``CatalogError`` if it does not ship."""
    try:
        return forms()[form_id]
    except KeyError:
        message = Text("没有编号为 {id} 的表单", "there is no form {id}")
        raise CatalogError(message.fill(id=form_id)) from None


def read_form(file: Path) -> FormDefinition:
    """Read one definition; ``CatalogError`` names the entry that is wrong."""
    where = _Entry(f"{file.parent.name}/{file.name}", "")
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise where.error(f"读不出：{error}", f"cannot be read: {error}") from error
    where.only(data, TOP)
    found = FormDefinition(
        id=where.words(data, "id"),
        version=where.words(data, "version"),
        title=where.text(data, "title"),
        slot=where.words(data, "slot", ""),
        lang=where.member(data, "lang", Lang.ZH) if "lang" in data else None,
        orientation=where.member(data, "orientation", Orientation.PORTRAIT),
        intro=where.texts(data, "intro"),
        sections=tuple(_section(s, where) for s in where.tables(data, "section")),
        declarations=where.texts(data, "declarations"),
        footer=where.texts(data, "footer"),
        seal=_seal(data, where),
        words=MappingProxyType(
            {
                key: where.at(f"words.{key}").as_text(value)
                for key, value in data.get("words", {}).items()
            }
        ),
    )
    _unique(found, where)
    return found


def _seal(data: Mapping[str, Any], where: _Entry) -> SealBox | None:
    if "seal" not in data:
        return None
    seal, inside = data["seal"], where.at("seal")
    inside.only(seal, {"label", "signatory", "date"})
    return SealBox(
        label=inside.text(seal, "label"),
        signatory=inside.flag(seal, "signatory", default=True),
        date=inside.flag(seal, "date", default=True),
    )


def _section(data: Mapping[str, Any], outer: _Entry) -> FormSection:
    where = outer.at(f"section {data.get('key', '?')}")
    where.only(data, {"key", "title", "field", "table", "notes"})
    return FormSection(
        key=where.words(data, "key"),
        title=where.text(data, "title"),
        fields=tuple(_field(f, where) for f in where.tables(data, "field")),
        table=_table(data["table"], where) if "table" in data else None,
        notes=where.texts(data, "notes"),
    )


def _field(data: Mapping[str, Any], outer: _Entry) -> FormField:
    where = outer.at(f"field {data.get('key', '?')}")
    where.only(data, FIELD)
    width = data.get("width", 3)
    if width not in range(1, 7):
        raise where.error("width 应为 1 到 6", "width must be 1 to 6")
    options = tuple(
        Option(code=where.words(o, "code"), label=where.text(o, "label"))
        for o in where.tables(data, "options")
    )
    kind = where.member(data, "kind", FieldKind.TEXT)
    if (kind is FieldKind.CHOICE) != bool(options):
        raise where.error("选择项与类型不符", "options go with kind = choice, and only with it")
    return FormField(
        key=where.words(data, "key"),
        label=where.text(data, "label"),
        kind=kind,
        source=where.words(data, "source", ""),
        required=where.flag(data, "required", default=False),
        width=width,
        options=options,
        hint=where.text(data, "hint") if "hint" in data else None,
    )


def _table(data: Mapping[str, Any], outer: _Entry) -> FormTable:
    where = outer.at(f"table {data.get('key', '?')}")
    where.only(data, {"key", "source", "required", "single", "empty", "column"})
    columns = tuple(_column(c, where) for c in where.tables(data, "column"))
    if not columns:
        raise where.error("没有栏", "has no column")
    return FormTable(
        key=where.words(data, "key"),
        columns=columns,
        source=where.words(data, "source", ""),
        required=where.flag(data, "required", default=False),
        single=where.flag(data, "single", default=False),
        empty=where.text(data, "empty") if "empty" in data else None,
    )


def _column(data: Mapping[str, Any], outer: _Entry) -> FormColumn:
    where = outer.at(f"column {data.get('key', '?')}")
    where.only(data, COLUMN)
    return FormColumn(
        key=where.words(data, "key"),
        label=where.text(data, "label"),
        kind=where.member(data, "kind", FieldKind.TEXT),
        source=where.words(data, "source", ""),
        required=where.flag(data, "required", default=False),
        width=float(data.get("width", 1.0)),
        stacked=where.flag(data, "stacked", default=False),
    )


def _unique(found: FormDefinition, where: _Entry) -> None:
    keys = [f.key for f in found.fields()] + [t.key for t in found.tables()]
    for table in found.tables():
        keys += [f"{table.key}.{column.key}" for column in table.columns]
    for key in keys:
        if keys.count(key) > 1:
            raise where.error(f"{key} 出现两次", f"{key} is there twice")


class _Entry:
    """A place in a file, and the typed look-ups that name it when they fail."""

    def __init__(self, file: str, path: str) -> None:
        self._file, self._path = file, path

    def at(self, part: str) -> _Entry:
        return _Entry(self._file, f"{self._path} › {part}" if self._path else part)

    def error(self, zh: str, en: str) -> CatalogError:
        place = f"forms/{self._file}" + (f"（{self._path}）" if self._path else "")
        return CatalogError(Text(f"{place}：{zh}", f"{place}: {en}"))

    def only(self, data: Mapping[str, Any], allowed: set[str]) -> None:
        unknown = sorted(set(data) - allowed)
        if unknown:
            raise self.error(f"不认识 {', '.join(unknown)}", f"unknown: {', '.join(unknown)}")

    def words(self, data: Mapping[str, Any], key: str, default: str | None = None) -> str:
        value = data.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self.error(f"{key} 应为文字", f"{key} must be a text")
        return value

    def flag(self, data: Mapping[str, Any], key: str, *, default: bool) -> bool:
        value = data.get(key, default)
        if not isinstance(value, bool):
            raise self.error(f"{key} 应为 true 或 false", f"{key} must be true or false")
        return value

    def member(self, data: Mapping[str, Any], key: str, default: E) -> E:
        try:
            return type(default)(data.get(key, default))
        except ValueError:
            words = ", ".join(type(default))
            raise self.error(f"{key} 应为 {words} 之一", f"{key} must be one of {words}") from None

    def text(self, data: Mapping[str, Any], key: str) -> Text:
        return self.at(key).as_text(data.get(key))

    def texts(self, data: Mapping[str, Any], key: str) -> tuple[Text, ...]:
        return tuple(self.at(key).as_text(value) for value in data.get(key, ()))

    def as_text(self, value: object) -> Text:
        if isinstance(value, dict) and set(value) == {"zh", "en"}:
            zh, en = value["zh"], value["en"]
            if isinstance(zh, str) and isinstance(en, str) and zh and en:
                return Text(zh, en)
        raise self.error("应写成 {zh = …, en = …}", "must read {zh = …, en = …}")

    def tables(self, data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(f"{key} 应为表", f"{key} must be tables")
        return value
