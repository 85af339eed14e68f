"""Which facts and lists of codes exist: the words that rules may use, as seen by the language.

The catalogue itself (every path with its label and where it is entered) is written in
``domain.facts``; here stands only what the language asks of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xinbao_desktop.text import Text


class FactType(StrEnum):
    """What an expression can be made of."""

    FLAG = "flag"  # bool
    NUMBER = "number"  # int or Decimal: amounts, days, ratios
    DATE = "date"  # datetime.date, never a datetime
    TEXT = "text"  # str: free text or one word of a vocabulary
    CODES = "codes"  # tuple or frozenset of str
    ITEMS = "items"  # a list of subjects, for all_of and its kin


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact path.

    ``entered`` says where a person enters it (None for a derived fact). ``words`` are the
    legal values of a code with their wording. ``unit`` is shown, not computed with: ``days``,
    ``USD``; ``ratio`` makes 0.9 read as 90 %. For a list (``case_invoices``), ``items`` is
    the prefix of its members' facts (``case_invoice``).
    """

    path: str
    type: FactType
    label: Text
    entered: Text | None = None
    assumed_when_empty: bool = False
    words: Mapping[str, Text] | None = field(default=None, compare=False)
    unit: str = ""
    items: str = ""


class FactCatalogue(Protocol):
    """Every fact a rule may name, and every list of codes."""

    def spec(self, path: str) -> FactSpec | None:
        """Return what is known of a path, None if there is no such fact."""
        ...

    def codes(self, group: str) -> frozenset[str] | None:
        """Return the members of a list of codes (``country.rcep``), None if there is none."""
        ...


class WorkdayCalendar(Protocol):
    """Counts workdays (工作日) by the State Council's arrangement."""

    def add_workdays(self, day: date, count: int) -> date | None:
        """Return the ``count``-th workday after ``day``; None beyond the calendar's last year."""
        ...
