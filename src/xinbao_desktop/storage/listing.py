"""A list's question as SQL: search, filters, order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case as sql_case
from sqlalchemy import cast as sql_cast
from sqlalchemy import exists, func, select
from sqlalchemy.types import Float

from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.storage.codec import codec, folded
from xinbao_desktop.storage.tables import record_table
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

    from xinbao_desktop.domain.listing import ListQuery

_LISTS = frozenset({FieldType.CODES, FieldType.TEXTS})
_BY_NUMBER = frozenset({FieldType.RATE, FieldType.RATIO})

BAD_FILTER = Text(
    "“{field}”不能按“{value}”筛选。请输入该栏能有的值。",
    "{field} cannot be filtered by {value!r}; give a value that this column can hold.",
)


def chosen_ids(kind: str, query: ListQuery) -> Select[Any]:
    """Return the statement that finds the ids of all matching records, in order."""
    table = record_table(kind)
    chosen = select(table.c.row_id)
    for word in folded(query.search).split():
        chosen = chosen.where(func.instr(table.c.folded, word) > 0)
    for key, value in query.where:
        chosen = chosen.where(_equals(kind, key, value))
    return chosen.order_by(*_order(kind, query))


def _equals(kind: str, key: str, words: str) -> ColumnElement[bool]:
    column = record_table(kind).c[key]
    if words == "":
        return column.is_(None) | (column == "")
    try:
        value = codec(kind).column_value(key, words)
    except (ValueError, ArithmeticError) as error:
        label = codec(kind).kind.field(key).label
        raise BadInputError(BAD_FILTER.fill(field=label, value=words)) from error
    if codec(kind).kind.field(key).type in _LISTS:
        each = func.json_each(column).table_valued("value")
        return exists(select(each.c.value).where(each.c.value == value))
    return column == value


def _order(kind: str, query: ListQuery) -> list[ColumnElement[Any]]:
    table = record_table(kind)
    if not query.sort:
        by: Any = table.c.identity
        return [by.desc() if query.descending else by]
    column: Any = table.c[query.sort]
    empty = sql_case((column.is_(None), 1), (column == "", 1), else_=0)
    by = column
    if codec(kind).kind.field(query.sort).type in _BY_NUMBER:
        by = sql_cast(column, Float)
    return [empty, by.desc() if query.descending else by, table.c.identity]
