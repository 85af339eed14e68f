"""The functions of the language, by name; both interpreters call them here.

Their names and numbers of arguments are in ``expression``, their types in ``checker``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules import logic, quantity

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.catalogue import WorkdayCalendar
    from xinbao_desktop.domain.rules.values import Value


def call(  # noqa: PLR0911 - one answer per function
    name: str, args: list[Value], paths: frozenset[str], calendar: WorkdayCalendar | None
) -> Value:
    """Return what a function gives for its arguments."""
    match name:
        case "min" | "max":
            return logic.extreme(name, args, paths)
        case "days_between":
            return quantity.days_between(args[0], args[1], paths)
        case "add_days":
            return quantity.shifted(quantity.plus_days, args[0], args[1], paths)
        case "add_months":
            return quantity.shifted(quantity.plus_months, args[0], args[1], paths)
        case "add_workdays":
            return quantity.plus_workdays(calendar, args[0], args[1], paths)
        case "year_of":
            return quantity.year_of(args[0], paths)
        case _:
            return logic.starts_with(args[0], args[1], paths)


def gathered(name: str, values: list[Value], paths: frozenset[str]) -> Value:
    """Return what ``all_of`` and its kin make of the answers for each member."""
    match name:
        case "all_of":
            return logic.over_items("and", values)
        case "any_of":
            return logic.over_items("or", values)
        case "sum_of":
            return quantity.total(values, paths)
        case _:
            return quantity.count(values)
