"""Deadlines: what is due, when and why (J3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xinbao_desktop.app.report import Reports
from xinbao_desktop.domain.deadlines import Deadline, State, deadlines
from xinbao_desktop.exchange.ics import CalendarEntry, write_calendar
from xinbao_desktop.files.atomic import atomic_output
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk

__all__ = ["Deadline", "DeadlineService", "deadline_json", "write_ics"]


class DeadlineService:
    """Lists what is due."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list(self, on: date | None = None) -> Sequence[Deadline]:
        """Return every deadline by day, a case's by the packs it keeps; without a day come last."""
        desk = self._desk
        return deadlines(desk.coverage(on), lambda case: desk.of_case(case.case_no).coverage(on))

    def client_name(self) -> str:
        """Return the name under which this client's deadlines are shown beside others'."""
        company = self._desk.company()
        return (company and (company.name_zh or company.name_en)) or self._desk.file.path.stem

    def calendar_entries(self, on: date | None = None) -> Sequence[CalendarEntry]:
        """Return the deadlines that have a day, as calendar entries."""
        with self._desk.file.read() as work:
            client_id = work.client_id
        name = self.client_name()
        return [
            CalendarEntry(
                uid=f"{client_id}/{d.rule}/{d.subject}/{d.what.en}",
                on=d.last_workday or d.due,
                summary=f"{d.what.zh} {d.subject.partition(':')[2]}",
                description=f"{name}：{d.what.zh}，期限 {d.due.isoformat()}（{d.rule}）",
                cancelled=d.state is State.DONE,
            )
            for d in self.list(on)
            if d.due is not None
        ]

    def print_calendar(
        self, out: Path, on: date | None = None, lang: Lang = Lang.ZH, *, force: bool = False
    ) -> None:
        """Print what is due as a PDF."""
        Reports(self._desk).calendar(self.list(on), out, lang, self._desk.day(on), force=force)

    def ics(self, out: Path, on: date | None = None, *, force: bool = False) -> None:
        """Write the deadlines of this client as a calendar file."""
        write_ics([self], out, on, force=force)

    def day(self, on: date | None) -> date:
        """Return the day asked for, today without one."""
        return self._desk.day(on)


def write_ics(
    services: Sequence[DeadlineService], out: Path, on: date | None, *, force: bool = False
) -> None:
    """Write the deadlines of several clients into one calendar file."""
    entries = [entry for service in services for entry in service.calendar_entries(on)]
    with atomic_output(out, force=force) as draft:
        write_calendar(entries, services[0].day(on), draft)


def deadline_json(deadline: Deadline) -> dict[str, Any]:
    """Return one deadline as the command line gives it."""
    return {
        "what": deadline.what.as_json(),
        "subject": deadline.subject,
        "rule": deadline.rule,
        "due": deadline.due.isoformat() if deadline.due else None,
        "last_workday": deadline.last_workday.isoformat() if deadline.last_workday else None,
        "state": deadline.state.value,
        "missing": list(deadline.missing),
    }
