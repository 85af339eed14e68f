"""Read one table of a code list: each key asked for by its type, none left over.

A file of codes is edited by hand, so a mistyped key or a number in place of a text must be named
with its file and entry, never ignored. Rule packs have a stricter reader of their own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Text

T = TypeVar("T")


@dataclass(slots=True)
class CodeTable:
    """A table of a TOML file, with the words that say where it stands."""

    values: Mapping[str, Any]
    place: str
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, zh: str, en: str) -> CatalogError:
        """Return the error that names file, entry and key."""
        return CatalogError(Text(f"{self.place}，{key}：{zh}", f"{self.place}, {key}: {en}"))

    def has(self, key: str) -> bool:
        """Return whether a key is written."""
        return key in self.values

    def text(self, key: str) -> str:
        """Return a text that must be there."""
        return self._need(key, str, "应为文字", "must be a text")

    def choice(self, key: str, words: tuple[str, ...]) -> str:
        """Return a text that is one of a few words."""
        word = self.text(key)
        if word not in words:
            allowed = ", ".join(words)
            raise self.wrong(key, f"“{word}”不在 {allowed} 之中", f"{word!r} is not in {allowed}")
        return word

    def number(self, key: str) -> int:
        """Return a whole number that must be there."""
        return self._need(key, int, "应为整数", "must be a whole number")

    def flag(self, key: str, default: bool | None = None) -> bool:  # noqa: FBT001
        """Return a yes or no."""
        if default is not None and not self.has(key):
            self.asked.add(key)
            return default
        return self._need(key, bool, "应为 true 或 false", "must be true or false")

    def day(self, key: str) -> date:
        """Return a date that must be there."""
        return self._need(key, date, "应为日期，如 2024-02-10", "must be a date like 2024-02-10")

    def optional_day(self, key: str) -> date | None:
        """Return a date, or None where the key is not written."""
        self.asked.add(key)
        return self.day(key) if self.has(key) else None

    def both(self, key: str) -> Text:
        """Return a sentence in both languages: ``{zh = "…", en = "…"}``."""
        with self.table(key) as words:
            return words.label()

    def optional_both(self, key: str) -> Text | None:
        """Return a sentence in both languages, or None where the key is not written."""
        self.asked.add(key)
        return self.both(key) if self.has(key) else None

    def label(self) -> Text:
        """Return the keys ``zh`` and ``en`` of this very table."""
        return Text(self.text("zh"), self.text("en"))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty where the key is not written."""
        return self._list(key, str, "应为文字清单", "must be a list of texts")

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers; empty where the key is not written."""
        return self._list(key, int, "应为整数清单", "must be a list of whole numbers")

    def days(self, key: str) -> tuple[date, ...]:
        """Return a list of dates; empty where the key is not written."""
        return self._list(key, date, "应为日期清单", "must be a list of dates")

    @contextmanager
    def table(self, key: str) -> Iterator[CodeTable]:
        """Give a table inside this one; whatever is not asked for in it is an error."""
        values = self._need(key, dict, "应为一个表", "must be a table")
        inner = CodeTable(values, f"{self.place} [{key}]")
        yield inner
        inner.done()

    def tables(self, key: str) -> Iterator[CodeTable]:
        """Give the tables of a list, one after the other."""
        rows = self._list(key, dict, "应为表的清单", "must be a list of tables")
        for number, values in enumerate(rows, 1):
            name = values.get("value") or values.get("id") or values.get("code") or number
            inner = CodeTable(values, f"{self.place} [{key} {name}]")
            yield inner
            inner.done()

    def done(self) -> None:
        """Refuse keys that nobody asked for: most are typing mistakes."""
        for key in self.values:
            if key not in self.asked:
                raise self.wrong(key, "不认识的键", "unknown key")

    def _need(self, key: str, kind: type[T], zh: str, en: str) -> T:
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            raise self.wrong(key, "缺少这一项", "is missing")
        if not _is(value, kind):
            raise self.wrong(key, zh, en)
        found: T = value
        return found

    def _list(self, key: str, kind: type[T], zh: str, en: str) -> tuple[T, ...]:
        self.asked.add(key)
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(_is(value, kind) for value in values):
            raise self.wrong(key, zh, en)
        return tuple(values)


def _is(value: object, kind: type) -> bool:
    if kind is int and isinstance(value, bool):
        return False
    if kind is date and isinstance(value, datetime):
        return False
    return isinstance(value, kind)


@contextmanager
def code_file(path: Path) -> Iterator[CodeTable]:
    """Open a file of codes as its outermost table."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogError(
            Text(f"{path.name} 不是正确的 TOML：{error}", f"{path.name} is not valid TOML: {error}")
        ) from error
    table = CodeTable(values, path.name)
    yield table
    table.done()
