"""Read the cells of a row by the readers of their fields, into one record."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.money import currency_sign
from xinbao_desktop.domain.numbering import Numbering, required_identity
from xinbao_desktop.domain.problems import Problem, refusal, warning
from xinbao_desktop.domain.reading import Noted, UnreadableError, reader
from xinbao_desktop.domain.reading.numbers import plain
from xinbao_desktop.domain.reading.outcome import shown
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.exchange.grid import Broken
from xinbao_desktop.exchange.units import Unit, unit_of
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xinbao_desktop.domain import schema
    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.exchange.grid import Cell
    from xinbao_desktop.exchange.header import Header

    CellReader = Callable[[object], object]


class RowReader:
    """Reads the rows under one header."""

    def __init__(self, kind: schema.RecordKind, header: Header, vocabularies: Vocabularies) -> None:
        self.kind = kind
        self.remarks: list[Problem] = []
        self._required = required_identity(kind)
        self._numbering = Numbering()
        self._columns: list[tuple[str, int, CellReader]] = []
        self._currency: tuple[str, str] | None = None
        self._currencies = vocabularies["currency"]
        keys = [spec.key for spec in kind.keys]
        self._currency_key = next((k for k in ("currency", "claim_currency") if k in keys), None)
        for spec in kind.keys:
            if spec.key in header.columns:
                index = header.columns[spec.key]
                read = reader(spec, vocabularies)
                if spec.type is FieldType.AMOUNT:
                    read = self._in_unit(spec.key, self._unit(spec, header), read, header)
                self._columns.append((spec.key, index, read))

    def read(self, cells: Sequence[Cell]) -> tuple[schema.Record, list[Problem]]:
        """Return the record of a row and every problem in it, cell by cell."""
        values: dict[str, object] = {}
        problems: list[Problem] = []
        amounts: list[tuple[str, str]] = []
        width = len(cells)
        for key, index, read in self._columns:
            raw = cells[index] if index < width else None
            if raw is None or raw == "":
                continue
            try:
                value = read(raw)
            except UnreadableError as error:
                problems.append(refusal(error.text, key=key))
                continue
            if isinstance(value, Noted):
                problems.append(warning(value.text, key=key))
                value = value.value
            if value is not None:
                values[key] = value
            if isinstance(raw, str) and isinstance(value, Decimal):
                amounts.append((key, raw))
        if self._currency and self._currency[0] in values:
            values["currency"] = self._currency[1]
        problems.extend(self._currencies_beside(amounts, values))
        problems.extend(self._missing(values, problems))
        return self._numbering.numbered(self.kind.cls(**values)), problems

    def _currencies_beside(
        self, amounts: list[tuple[str, str]], values: dict[str, object]
    ) -> Iterator[Problem]:
        """Take the currency written beside an amount where no other is given; tell a difference."""
        if self._currency_key is None:
            return
        for key, raw in amounts:
            words = currency_sign(raw)
            code = self._currencies.parse(words) if words else None
            if code is None:
                continue
            known = values.setdefault(self._currency_key, code)
            if known != code:
                yield _another_currency(key, raw, str(known))

    def _missing(self, values: dict[str, object], problems: list[Problem]) -> list[Problem]:
        told = {problem.key for problem in problems if problem.refuses}
        return [
            _no_identity(self.kind, key)
            for key in self._required
            if not values.get(key) and key not in told
        ]

    def _unit(self, spec: schema.FieldSpec, header: Header) -> Unit:
        """Return the unit of a column: its own heading's, else what the title rows say."""
        title = header.titles[header.columns[spec.key]]
        own = Unit() if title == spec.label.zh else unit_of(title, self._currencies)
        above = unit_of(f"({header.above})", self._currencies) if header.above else Unit()
        scale = own.scale if own.scale != 1 or own.currency else above.scale
        return Unit(scale, own.currency or above.currency)

    def _in_unit(self, key: str, unit: Unit, read: CellReader, header: Header) -> CellReader:
        """Return a reader that obeys the unit a heading names, and remark on it once."""
        has_currency = any(spec.key == "currency" for spec in self.kind.keys)
        if unit.currency and has_currency and "currency" not in header.columns:
            self._currency = (key, unit.currency)
            self.remarks.append(_currency_of_heading(unit.currency, key))
        if unit.scale == 1:
            return read
        self.remarks.append(_scaled_by_heading(unit.scale, key))
        scale = unit.scale

        def read_scaled(raw: object) -> object:
            value = read(raw)
            if isinstance(value, Noted) and isinstance(value.value, Decimal):
                return Noted(plain(value.value * scale), value.text)
            return plain(value * scale) if isinstance(value, Decimal) else value

        return read_scaled


def broken_cells(cells: Sequence[Cell], header: Header) -> Iterator[Problem]:
    """Yield a refusal for each cell of a row whose value cannot be had."""
    for key, index in header.columns.items():
        cell = cells[index] if index < len(cells) else None
        if isinstance(cell, Broken):
            yield refusal(cell.text, key=key)


def no_identity_column(kind: schema.RecordKind, key: str) -> Problem:
    """Return the refusal of a sheet without the column that tells its rows apart."""
    label = kind.field(key).label
    return refusal(
        Text(
            f"没有“{label.zh}”（{key}）列，无法识别各行",
            f"there is no column “{label.en}” ({key}), so its rows cannot be told apart",
        ),
        kind=kind.name,
        key=key,
    )


def _no_identity(kind: schema.RecordKind, key: str) -> Problem:
    label = kind.field(key).label
    text = Text(f"“{label.zh}”为空，无法识别该行", f"“{label.en}” is empty; the row is nobody's")
    return refusal(text, key=key)


def _currency_of_heading(currency: str, key: str) -> Problem:
    text = Text(
        f"没有币种列，按表头取 {currency}", f"no currency column; {currency} as the heading says"
    )
    return warning(text, key=key)


def _another_currency(key: str, raw: str, currency: str) -> Problem:
    text = Text(
        f"“{shown(raw)}”写明的币种与该行币种 {currency} 不同",
        f"“{shown(raw)}” names another currency than this row's, {currency}",
    )
    return warning(text, key=key)


def _scaled_by_heading(scale: Decimal, key: str) -> Problem:
    text = Text(f"表头单位：金额已乘以 {scale:f}", f"its heading's unit: amounts times {scale:f}")
    return warning(text, key=key)
