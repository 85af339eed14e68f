"""Read TOML files strictly: every problem of every file at once, each with file, entry and key.

Whoever reads a kind of file (packs, forms, codes, calendars) takes the keys it knows from a
``TomlTable`` and calls ``done()``, which reports the keys nobody asked for. A wrong value is
noted and read as an empty one of its type, so that reading goes on; ``TomlReader.check``
raises at the end. Numbers with a point are ``Decimal``, never float.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from enum import StrEnum
    from pathlib import Path

T = TypeVar("T")
E = TypeVar("E", bound="StrEnum")

MAX_BYTES = 4_000_000
EMPTY = Text("", "")
_DIGITS = 30


class TomlReader:
    """Collects the problems of the files that are read with it."""

    def __init__(self) -> None:
        self.problems: list[Text] = []

    def file(self, path: Path, name: str | None = None) -> TomlTable:
        """Return a file's top table; an empty one if it cannot be read.

        Args:
            path: The file.
            name: How messages call it; its file name without one.
        """
        shown = name or path.name
        try:
            if path.stat().st_size > MAX_BYTES:
                return self._bad_file(shown, "文件过大", "the file is too big")
            content = path.read_bytes()
        except OSError as error:
            reason = error.strerror or ""
            return self._bad_file(shown, f"无法读取：{reason}", f"cannot be read: {reason}")
        return self.bytes(content, shown)

    def bytes(self, content: bytes, name: str) -> TomlTable:
        """Return the top table of a file whose content is already in memory."""
        try:
            data = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            # TOMLDecodeError and UnicodeDecodeError are ValueErrors; both say where.
            return self._bad_file(name, f"不是正确的 TOML：{error}", f"not valid TOML: {error}")
        return TomlTable(self, name, "", data)

    def note(self, file: str, entry: str, key: str, text: Text) -> None:
        """Note a problem."""
        place = " · ".join(part for part in (file, entry, key) if part)
        self.problems.append(Text(f"{place}：{text.zh}", f"{place}: {text.en}"))

    def check(self) -> None:
        """Raise every problem noted so far.

        Raises:
            CatalogError: There is at least one.
        """
        if self.problems:
            raise CatalogError(joined(self.problems, "\n", "\n"))

    def _bad_file(self, name: str, zh: str, en: str) -> TomlTable:
        self.note(name, "", "", Text(zh, en))
        return TomlTable(self, name, "", {})


class TomlTable:
    """One table of a file: gives out its values by type and remembers what was asked for."""

    def __init__(self, reader: TomlReader, file: str, entry: str, data: Mapping[str, Any]) -> None:
        self.reader = reader
        self.file = file
        self.entry = entry
        self._data = data
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def written(self) -> tuple[str, ...]:
        """Return the keys that are there."""
        return tuple(self._data)

    def note(self, key: str, zh: str, en: str) -> None:
        """Note a problem with one of the keys."""
        self.reader.note(self.file, self.entry, key, Text(zh, en))

    def named(self, name: str) -> TomlTable:
        """Return the same table under the name that messages shall call it (its id)."""
        self.entry = name or self.entry
        return self

    def done(self) -> None:
        """Note every key that was never asked for: a typing error, or of another version."""
        for key in self._data:
            if key not in self._asked:
                known = "、".join(sorted(self._asked)), ", ".join(sorted(self._asked))
                self.note(
                    key, f"不认识的键（有：{known[0]}）", f"unknown key (there are: {known[1]})"
                )

    # ---- required values ---------------------------------------------------------------------

    def text(self, key: str) -> str:
        """Return a text that must be there and not be empty."""
        return self._required(key, self.optional_text(key), "")

    def words(self, key: str) -> Text:
        """Return ``{zh = "…", en = "…"}``, both filled."""
        return self._required(key, self.optional_words(key), EMPTY)

    def day(self, key: str) -> date:
        """Return a date."""
        return self._required(key, self.optional_day(key), date.min)

    def number(self, key: str) -> Decimal:
        """Return a number."""
        return self._required(key, self.optional_number(key), Decimal(0))

    def whole(self, key: str) -> int:
        """Return a whole number."""
        return self._required(key, self.optional_whole(key), 0)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        return self._required(key, self.optional_flag(key), default=False)

    def word(self, key: str, words: type[E]) -> E:
        """Return one word of a closed list."""
        return self._required(key, self.optional_word(key, words), next(iter(words)))

    def table(self, key: str) -> TomlTable:
        """Return a table inside this one."""
        found = self.optional_table(key)
        return self._required(key, found, TomlTable(self.reader, self.file, self.entry, {}))

    # ---- optional values ---------------------------------------------------------------------

    def optional_text(self, key: str) -> str | None:
        """Return a text, None without one."""
        found: str | None = self._value(key, str, "应当是文字", "should be a text")
        if found is not None and not found.strip():
            self.note(key, "不能为空", "must not be empty")
            return None
        return found

    def optional_words(self, key: str) -> Text | None:
        """Return a text in both languages, None without one."""
        inner = self.optional_table(key)
        if inner is None:
            return None
        found = Text(inner.text("zh"), inner.text("en"))
        inner.done()
        return found

    def optional_day(self, key: str) -> date | None:
        """Return a date, None without one; a time of day is refused."""
        found: date | None = self._value(
            key, date, "应当是日期（2024-03-05）", "should be a date (2024-03-05)"
        )
        if isinstance(found, datetime):
            self.note(key, "日期不要带时间", "a date has no time of day")
            return None
        return found

    def optional_number(self, key: str) -> Decimal | None:
        """Return a number, None without one."""
        found = self._value(key, (int, Decimal), "应当是数字", "should be a number")
        if found is None:
            return None
        if not sane(number := Decimal(found)):
            self.note(key, "数字过大或过细", "the number is too big or too fine")
            return None
        return number

    def optional_whole(self, key: str) -> int | None:
        """Return a whole number, None without one."""
        found: int | None = self._value(key, int, "应当是整数", "should be a whole number")
        return found

    def optional_flag(self, key: str) -> bool | None:
        """Return true or false, None without either."""
        found: bool | None = self._value(
            key, bool, "应当是 true 或 false", "should be true or false"
        )
        return found

    def optional_word(self, key: str, words: type[E]) -> E | None:
        """Return one word of a closed list, None without one."""
        found = self.optional_text(key)
        if found is None:
            return None
        try:
            return words(found)
        except ValueError:
            known = ", ".join(words)
            self.note(key, f"没有 {found}（有：{known}）", f"no {found} (there are: {known})")
            return None

    def optional_table(self, key: str) -> TomlTable | None:
        """Return a table inside this one, None without one."""
        found = self._value(key, dict, "应当是表 {…}", "should be a table {…}")
        return None if found is None else self._inner(key, found)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty without one."""
        found = self._value(key, list, "应当是清单 […]", "should be a list […]")
        if found is None:
            return ()
        if not all(isinstance(part, str) and part for part in found):
            self.note(key, "清单里应当都是文字", "the list should hold texts alone")
            return ()
        return tuple(found)

    def tables(self, key: str) -> tuple[TomlTable, ...]:
        """Return the tables of ``[[key]]``; none without them."""
        found = self._value(key, list, "应当是 [[…]]", "should be [[…]]")
        if found is None:
            return ()
        if not all(isinstance(part, dict) for part in found):
            self.note(key, "清单里应当都是表 {…}", "the list should hold tables {…} alone")
            return ()
        return tuple(self._inner(f"{key}[{n}]", part) for n, part in enumerate(found, start=1))

    def raw(self, key: str) -> Any:
        """Return a value as TOML gave it, None without one; for values of several types."""
        self._asked.add(key)
        return self._data.get(key)

    def inner(self) -> Iterator[tuple[str, TomlTable]]:
        """Yield each key with its table, where all values of this table are tables."""
        for key in self._data:
            found = self.optional_table(key)
            if found is not None:
                yield key, found

    # ---- inside ------------------------------------------------------------------------------

    def _inner(self, key: str, data: Mapping[str, Any]) -> TomlTable:
        return TomlTable(self.reader, self.file, f"{self.entry}.{key}".strip("."), data)

    def _value(self, key: str, wanted: Any, zh: str, en: str) -> Any:
        self._asked.add(key)
        found = self._data.get(key)
        if found is None:
            return None
        # In Python a bool is an int, in a rule it never is.
        if not isinstance(found, wanted) or (isinstance(found, bool) and wanted is not bool):
            self.note(key, f"{zh}，这里是 {found!r}", f"{en}, but is {found!r}")
            return None
        return found

    def _required(self, key: str, found: T | None, default: T) -> T:
        if found is None and key not in self._data:
            self.note(key, "缺少这个键", "this key is missing")
        return default if found is None else found


def sane(number: Decimal) -> bool:
    """Return whether a number can be computed with and shown; infinity can, "not a number" not."""
    if number.is_infinite():
        return True
    digits = number.as_tuple()
    return (
        number.is_finite()
        and abs(int(digits.exponent)) <= _DIGITS
        and len(digits.digits) <= _DIGITS
    )


def read_whole(path: Path, take: Callable[[TomlTable], T]) -> T:
    """Read one file whose every key ``take`` asks for.

    Raises:
        CatalogError: Every problem of the file, each with its entry and key.
    """
    reader = TomlReader()
    top = reader.file(path)
    result = take(top)
    top.done()
    reader.check()
    return result
