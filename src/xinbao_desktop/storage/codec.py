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
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.schema import FieldType, Record, RecordKind
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.storage.field_values import DECODE, ENCODE, FROM_CANONICAL, FROM_WORDS
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xinbao_desktop.domain.schema import FieldSpec

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
            (spec, ENCODE[spec.type], spec.type in _SEARCHED and not spec.internal)
            for spec in kind.fields
        ]
        self._decode = [DECODE[spec.type] for spec in kind.fields]

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
        return ENCODE[self.kind.field(key).type](value)[1]

    def value_of(self, key: str, canonical: object) -> object:
        """Return the value of a field from its canonical form, as history keeps it."""
        if canonical is None:
            return None
        return FROM_CANONICAL[self.kind.field(key).type](canonical)

    def from_content(self, content: Mapping[str, object]) -> Record:
        """Return a record from its canonical content; keys of another version are left out."""
        known = {spec.key for spec in self.kind.fields}
        return self.kind.cls(**{k: self.value_of(k, v) for k, v in content.items() if k in known})

    def column_value(self, key: str, words: str) -> object:
        """Return what a field's column holds for a value given as words (``ListQuery.where``)."""
        return FROM_WORDS[self.kind.field(key).type](words)

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
