"""Between a record and its row: column values, canonical content, digest, search words.

Generic over every kind: the field descriptions decide. Amounts are stored as whole
ten-thousandths, so that no float ever touches them; ratios and rates as decimal text. What the
tables look like stands in ``tables``, who reads and writes them in ``reading`` and ``writing``.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.schema import FieldType, Record, RecordKind
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xinbao_desktop.domain.schema import FieldSpec

AMOUNT_DECIMALS = 4
_AMOUNT_UNIT = 10**AMOUNT_DECIMALS
_INTEGER_MAX = 2**63 - 1
SEPARATOR = "\x1f"
"""Joins the parts of an identity; sorts below every printable character."""

_SEARCHED = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS})
_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it is stored; ``content`` is what the digest is computed from."""

    identity: str
    values: tuple[object, ...]
    content: Mapping[str, object]
    digest: str
    folded: str


class KindCodec:
    """Turns the records of one kind into rows and back."""

    def __init__(self, kind: RecordKind) -> None:
        self.kind = kind
        self.columns = tuple(spec.key for spec in kind.fields)
        self._encode = [
            (spec, _ENCODE[spec.type], spec.type in _SEARCHED and not spec.internal)
            for spec in kind.fields
        ]
        self._decode = [_DECODE[spec.type] for spec in kind.fields]

    def encode(self, record: Record) -> Row:
        """Return the row of a record; ``BadInputError`` names a value that cannot be stored."""
        values: list[object] = []
        content: dict[str, object] = {}
        words: list[str] = []
        for spec, encode, searched in self._encode:
            value = getattr(record, spec.key)
            if value is None or value == ():
                values.append(None)
                continue
            try:
                column, canonical = encode(value)
            except (TypeError, ValueError, ArithmeticError) as error:
                raise self._unstorable(record, spec, value) from error
            values.append(column)
            content[spec.key] = canonical
            if searched:
                words.append(" ".join(canonical) if isinstance(canonical, list) else str(canonical))
        identity = identity_key(record.identity)
        try:
            digest = digest_of(self.kind.name, content)
        except UnicodeEncodeError as error:
            raise BadInputError(_BAD_TEXT.fill(record=_named(record, self.kind))) from error
        return Row(identity, tuple(values), content, digest, folded("\n".join(words)))

    def decode(self, values: Sequence[Any]) -> Record:
        """Return the record of a row; ``ValueError`` or ``TypeError`` if the row is damaged."""
        given = {
            key: decode(value)
            for key, decode, value in zip(self.columns, self._decode, values, strict=True)
            if value is not None
        }
        return self.kind.cls(**given)

    def canonical(self, key: str, value: object) -> object:
        """Return one field's value as it stands in the canonical content."""
        if value is None or value == ():
            return None
        return _ENCODE[self.kind.field(key).type](value)[1]

    def value_of(self, key: str, canonical: object) -> object:
        """Return the value of a field from its canonical form, as history keeps it."""
        if canonical is None:
            return None
        return _FROM_CANONICAL[self.kind.field(key).type](canonical)

    def from_content(self, content: Mapping[str, object]) -> Record:
        """Return a record from its canonical content; keys of another version are left out."""
        known = {spec.key for spec in self.kind.fields}
        return self.kind.cls(**{k: self.value_of(k, v) for k, v in content.items() if k in known})

    def column_value(self, key: str, words: str) -> object:
        """Return what a field's column holds for a value given as words (``ListQuery.where``)."""
        return _FROM_WORDS[self.kind.field(key).type](words)

    def _unstorable(self, record: Record, spec: FieldSpec, value: object) -> BadInputError:
        return BadInputError(
            _UNSTORABLE.fill(
                record=_named(record, self.kind), field=spec.label, value=str(value)[:60]
            )
        )


_UNSTORABLE = Text(
    "{record}的“{field}”存不下：{value}。金额最多四位小数、绝对值小于 900 万亿，整数与日期须是本类型的值。",  # noqa: E501
    "{field} of {record} cannot be stored: {value}. An amount has at most four decimals and stays "
    "under 900 trillion; numbers and dates must be what they say.",
)
_BAD_TEXT = Text(
    "{record}含有不成对的代理字符，无法保存；请重新输入这段文字。",
    "{record} contains half a character (a lone surrogate) and cannot be saved; "
    "type that text again.",
)
_BAD_IDENTITY = Text(
    "编号“{identity}”含有控制字符，无法保存；请重新输入。",
    "The number {identity!r} contains a control character and cannot be saved; type it again.",
)


def _named(record: Record, kind: RecordKind) -> Text:
    name = record.identity_text.encode("utf-8", "replace").decode()
    return Text(f"{kind.title.zh} {name}", f"{kind.title.en} {name}")


@cache
def codec(kind_name: str) -> KindCodec:
    """Return the codec of a kind, by its sheet name."""
    return KindCodec(schema.kind(kind_name))


def all_codecs() -> tuple[KindCodec, ...]:
    """Return the codecs of all kinds, referred-to kinds first."""
    return tuple(codec(kind.name) for kind in KINDS)


def identity_key(identity: Sequence[str | None]) -> str:
    """Return the identity as its column holds it; a part that is not given is empty."""
    parts = [part or "" for part in identity]
    if any(SEPARATOR in part for part in parts):
        raise BadInputError(_BAD_IDENTITY.fill(identity=" | ".join(parts)))
    return SEPARATOR.join(parts)


def identity_of(key: str) -> tuple[str, ...]:
    """Return the parts of an identity column."""
    return tuple(key.split(SEPARATOR))


def digest_of(name: str, content: Mapping[str, object]) -> str:
    """Return the SHA-256 of a row's canonical content, as ``docs/file-format.md`` defines it."""
    return hashlib.sha256(_to_json({"content": content, "kind": name}).encode()).hexdigest()


def as_json(value: object) -> str:
    """Return canonical JSON: keys sorted, no spaces, characters as they are."""
    return _to_json(value)


@lru_cache(maxsize=4096)
def _folded_short(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()


def folded(words: str) -> str:
    """Return words for searching: width and case do not matter."""
    if len(words) < 40:
        return _folded_short(words)
    return words.casefold() if words.isascii() else unicodedata.normalize("NFKC", words).casefold()


def decimal_text(value: Decimal) -> str:
    """Return the one spelling of a number: no exponent, no zeros at the end."""
    if not value.is_finite() or abs(value.adjusted()) > 100:
        raise ValueError("not a number of this world")
    words = format(value, "f")
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    return "0" if words == "-0" else words


def amount_units(value: Decimal) -> int:
    """Return an amount in whole ten-thousandths; ``ValueError`` if that loses anything."""
    if type(value) not in (Decimal, int):
        raise TypeError("an amount is a Decimal")
    number = Decimal(value)
    if not number.is_finite() or (number and not -AMOUNT_DECIMALS <= number.adjusted() < 16):
        raise ValueError("not a number, too small or too large")
    top, bottom = number.as_integer_ratio()
    units, rest = divmod(top * _AMOUNT_UNIT, bottom)
    if rest or abs(units) > _INTEGER_MAX:
        raise ValueError("too precise or too large")
    return int(units)


def amount_from(units: int) -> Decimal:
    """Return the amount of so many ten-thousandths."""
    if type(units) is not int:
        raise TypeError("an amount is stored as a whole number")
    whole, rest = divmod(abs(units), _AMOUNT_UNIT)
    words = f"{whole}.{rest:04d}".rstrip("0").rstrip(".") if rest else str(whole)
    return Decimal(f"-{words}" if units < 0 else words)


def _text(value: object) -> tuple[object, object]:
    if not isinstance(value, str):
        raise TypeError("not text")
    words = str.__str__(value)
    return words, words


def _day(value: object) -> tuple[object, object]:
    if type(value) is not date:
        raise TypeError("not a date")
    words = value.isoformat()
    return words, words


def _amount(value: Any) -> tuple[object, object]:
    units = amount_units(value)
    return units, decimal_text(Decimal(value))


def _decimal(value: Any) -> tuple[object, object]:
    if type(value) not in (Decimal, int):
        raise TypeError("not a Decimal")
    words = decimal_text(Decimal(value))
    return words, words


def _integer(value: object) -> tuple[object, object]:
    if type(value) is not int:
        raise TypeError("not a whole number")
    if abs(value) > _INTEGER_MAX:
        raise ValueError("too large")
    return value, value


def _flag(value: object) -> tuple[object, object]:
    if type(value) is not bool:
        raise TypeError("not yes or no")
    return int(value), value


def _words(value: Any) -> tuple[object, object]:
    if not isinstance(value, tuple) or not all(isinstance(part, str) for part in value):
        raise TypeError("not a tuple of text")
    words = [str.__str__(part) for part in value]
    return _to_json(words), words


_ENCODE: dict[FieldType, Callable[[Any], tuple[object, Any]]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.CODE: _text,
    FieldType.DATE: _day,
    FieldType.AMOUNT: _amount,
    FieldType.RATE: _decimal,
    FieldType.RATIO: _decimal,
    FieldType.INTEGER: _integer,
    FieldType.FLAG: _flag,
    FieldType.CODES: _words,
    FieldType.TEXTS: _words,
}


def _read_text(value: object) -> str:
    if type(value) is not str:
        raise TypeError("text expected")
    return value


@lru_cache(maxsize=20_000)
def _read_day(value: str) -> date:
    return date.fromisoformat(value)


def _read_integer(value: object) -> int:
    if type(value) is not int:
        raise TypeError("whole number expected")
    return value


def _read_flag(value: object) -> bool:
    if type(value) is not int or value not in (0, 1):
        raise TypeError("0 or 1 expected")
    return value == 1


@lru_cache(maxsize=20_000)
def _read_decimal(value: str) -> Decimal:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError("not a number")
    return number


def _read_words(value: str) -> tuple[str, ...]:
    words = json.loads(value)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise TypeError("a list of words expected")
    return tuple(words)


_DECODE: dict[FieldType, Callable[[Any], object]] = {
    FieldType.TEXT: _read_text,
    FieldType.LONG_TEXT: _read_text,
    FieldType.CODE: _read_text,
    FieldType.DATE: _read_day,
    FieldType.AMOUNT: lru_cache(maxsize=20_000, typed=True)(amount_from),
    FieldType.RATE: _read_decimal,
    FieldType.RATIO: _read_decimal,
    FieldType.INTEGER: _read_integer,
    FieldType.FLAG: _read_flag,
    FieldType.CODES: _read_words,
    FieldType.TEXTS: _read_words,
}

_FROM_CANONICAL: dict[FieldType, Callable[[Any], object]] = {
    **_DECODE,
    FieldType.AMOUNT: _read_decimal,
    FieldType.FLAG: bool,
    FieldType.CODES: tuple,
    FieldType.TEXTS: tuple,
}

_YES = frozenset({"1", "true", "yes", "是"})
_FROM_WORDS: dict[FieldType, Callable[[str], object]] = {
    **dict.fromkeys(FieldType, str),
    FieldType.AMOUNT: lambda words: amount_units(Decimal(words)),
    FieldType.RATE: lambda words: decimal_text(Decimal(words)),
    FieldType.RATIO: lambda words: decimal_text(Decimal(words)),
    FieldType.INTEGER: int,
    FieldType.FLAG: lambda words: int(words.casefold() in _YES),
}
