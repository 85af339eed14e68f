"""A report or a list that stands alone, before it is printed: values only.

The self-assessment, the calendar of deadlines and the list to collect papers by are such plans;
``packet.report`` prints them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain.form import FormValues
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.domain.form import FormDefinition
    from xinbao_desktop.domain.packet_plan import PackRef


class ReportVerdict(StrEnum):
    """A verdict as a report prints it."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """One judged thing: verdict, reason, source, next step, what is still to be known."""

    code: str
    title: Text
    verdict: ReportVerdict
    because: Text
    sources: tuple[Text, ...] = ()
    advice: Text | None = None
    missing: tuple[Text, ...] = ()
    assumed: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportGroup:
    """Entries under one heading."""

    title: Text
    entries: tuple[ReportEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportColumn:
    """A column of a report's table: ``width`` a weight, ``right`` sets amounts to the right.

    A ``tick`` column shows an empty box, or a ticked one where the cell says anything.
    """

    label: Text
    width: float = 1.0
    right: bool = False
    tick: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A titled table of a report."""

    title: Text
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Text, ...], ...]
    empty: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """A report or list that stands alone; ``form`` gives its title, phrases and closing words.

    ``facts`` are shown at its head as label and value, ``answers`` fill the form's own fields.
    """

    form: FormDefinition
    client_name: str
    on: date
    program_version: str
    packs: tuple[PackRef, ...] = ()
    facts: tuple[tuple[Text, str], ...] = ()
    answers: FormValues = field(default_factory=FormValues)
    intro: tuple[Text, ...] = ()
    groups: tuple[ReportGroup, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    sources: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    lang: Lang = field(default=Lang.ZH)
