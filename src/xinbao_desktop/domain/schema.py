"""How a record describes its own fields.

Every record is a frozen dataclass whose fields carry a ``FieldSpec``. That one description
drives the workbook, the JSON of ``export``, the table in the client file, the entry forms and
the catalogue of facts, so a field is added in one place.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class FieldType(StrEnum):
    """What a field holds, and as which Python type."""

    TEXT = "text"  # str, one line; numbers of papers are text
    LONG_TEXT = "long_text"  # str, several lines
    DATE = "date"  # datetime.date
    AMOUNT = "amount"  # Decimal, at most four decimals, in the record's currency
    RATE = "rate"  # Decimal, any number of decimals
    RATIO = "ratio"  # Decimal between 0 and 1
    INTEGER = "integer"  # int
    FLAG = "flag"  # bool
    CODE = "code"  # str, a word of a vocabulary
    CODES = "codes"  # tuple[str, ...], words of a vocabulary
    TEXTS = "texts"  # tuple[str, ...], free words


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a record.

    ``vocabulary`` names the word list of a code; ``refers`` the kind whose identity this field
    holds; an ``internal`` field is kept in the client file but is no key of the workbook.
    """

    key: str
    type: FieldType
    label: Text
    synonyms: tuple[str, ...] = ()
    vocabulary: str | None = None
    refers: str | None = None
    identity: bool = False
    internal: bool = False
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record: its sheet, its fact prefix, its class and its fields in order."""

    name: str
    singular: str
    title: Text
    cls: type[Record]
    fields: tuple[FieldSpec, ...]

    @property
    def keys(self) -> tuple[FieldSpec, ...]:
        """The fields that are keys of the workbook."""
        return tuple(spec for spec in self.fields if not spec.internal)

    def field(self, key: str) -> FieldSpec:
        """Return a field by its key; ``KeyError`` if there is none."""
        for spec in self.fields:
            if spec.key == key:
                return spec
        raise KeyError(f"{self.name}.{key}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Base of every record: values only, bound to no file and no thread."""

    kind_name: ClassVar[str]

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes this record the same one at a second import."""
        return tuple(_identity_text(getattr(self, key)) for key in _identity_keys(self.kind_name))

    @property
    def identity_text(self) -> str:
        """The identity as one line, unique within its kind."""
        return " | ".join(self.identity)


R = TypeVar("R", bound=Record)

_KINDS: dict[str, RecordKind] = {}


def record(name: str, singular: str, zh: str, en: str) -> Callable[[type[R]], type[R]]:
    """Register a record class under its sheet name; used as a class decorator."""

    def register(cls: type[R]) -> type[R]:
        cls.kind_name = name
        fields = tuple(
            dataclasses.replace(f.metadata["spec"], key=f.name) for f in dataclasses.fields(cls)
        )
        _KINDS[name] = RecordKind(name, singular, Text(zh, en), cls, fields)
        return cls

    return register


def kind(name: str) -> RecordKind:
    """Return a kind by its sheet name (``buyers``)."""
    return _KINDS[name]


def kind_of(cls: type[Record]) -> RecordKind:
    """Return the kind a record class belongs to."""
    return _KINDS[cls.kind_name]


def registered() -> Iterator[RecordKind]:
    """Return every kind registered so far; ``domain.client.KINDS`` is the complete list."""
    return iter(_KINDS.values())


@cache
def _identity_keys(name: str) -> tuple[str, ...]:
    return tuple(spec.key for spec in _KINDS[name].fields if spec.identity)


def _identity_text(value: object) -> str:
    return "" if value is None else str(value)


def _spec(
    type_: FieldType,
    zh: str,
    en: str,
    synonyms: str = "",
    *,
    default: object = None,
    vocabulary: str | None = None,
    refers: str | None = None,
    identity: bool = False,
    internal: bool = False,
    hint: Text | None = None,
) -> Any:
    words = tuple(word for word in synonyms.split("|") if word)
    spec = FieldSpec("", type_, Text(zh, en), words, vocabulary, refers, identity, internal, hint)
    return dataclasses.field(default=default, metadata={"spec": spec})


def text(zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare a line of text; an identity defaults to the empty string, all else to None."""
    default = "" if more.get("identity") else None
    return _spec(FieldType.TEXT, zh, en, synonyms, default=default, **more)


def long_text(zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare a text of several lines."""
    return _spec(FieldType.LONG_TEXT, zh, en, synonyms, **more)


def day(zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare a date."""
    return _spec(FieldType.DATE, zh, en, synonyms, **more)


def amount(zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare an amount of money; its currency stands in the same record."""
    return _spec(FieldType.AMOUNT, zh, en, synonyms, **more)


def rate(zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare a rate of exchange: the USD for one unit."""
    return _spec(FieldType.RATE, zh, en, synonyms, **more)


def ratio(zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare a ratio between 0 and 1."""
    return _spec(FieldType.RATIO, zh, en, synonyms, **more)


def integer(zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare a whole number."""
    return _spec(FieldType.INTEGER, zh, en, synonyms, **more)


def flag(zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare a yes or no; empty is unknown."""
    return _spec(FieldType.FLAG, zh, en, synonyms, **more)


def code(vocabulary: str, zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare one word of a vocabulary."""
    return _spec(FieldType.CODE, zh, en, synonyms, vocabulary=vocabulary, **more)


def codes(vocabulary: str, zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare several words of a vocabulary; none is the empty tuple and means not given."""
    return _spec(FieldType.CODES, zh, en, synonyms, vocabulary=vocabulary, default=(), **more)


def texts(zh: str, en: str, synonyms: str = "", **more: Any) -> Any:
    """Declare several free words."""
    return _spec(FieldType.TEXTS, zh, en, synonyms, default=(), **more)
