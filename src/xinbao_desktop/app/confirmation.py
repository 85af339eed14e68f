"""What people answer to checks in writing (确认): kept, taken back, offered again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.domain.document import Confirmation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.storage.writing import WriteWork

KIND, EXPLAINED = "confirmations", "explained"


class ConfirmationService:
    """The answers in one client's cases."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def confirm(
        self, case_no: str, check: str, subject: str, answer: str, reason: str, by: str = ""
    ) -> Changed[Confirmation]:
        """Answer a check in writing; an empty answer takes it back."""
        said = self._said(case_no, check, subject, answer, reason, by)
        with self._desk.write() as work:
            _put(work, said)
        return Changed(said, Changes.of(KIND))

    def explain(
        self, case_no: str, reasons: Mapping[tuple[str, str], str]
    ) -> Changed[Sequence[Confirmation]]:
        """Write why checks (by check and subject) may stay open; an empty reason takes it back.

        Returns what stood there before, for ``put_back``; without an answer where nothing did.
        """
        before: list[Confirmation] = []
        with self._desk.write() as work:
            for (check, subject), reason in reasons.items():
                words = reason.strip()
                answer = EXPLAINED if words else ""
                said = self._said(case_no, check, subject, answer, words)
                old = work.get(KIND, said.identity)
                none = Confirmation(case_no=case_no, check=check, subject=subject)
                before.append(old if isinstance(old, Confirmation) else none)
                _put(work, said)
        return Changed(tuple(before), Changes.of(KIND))

    def answer(self, case_no: str, check: str, answer: str) -> Changed[None]:
        """Answer a question that is asked of the whole case; empty takes every answer back."""
        asked = [
            one
            for one in self._desk.client().confirmations_by_case.get(case_no, ())
            if one.check == check
        ]
        said = self._said(case_no, check, "", answer, "")
        with self._desk.write() as work:
            for one in asked if not answer else ():
                work.delete(KIND, one.identity)
            if answer:
                work.put(said)
        return Changed(None, Changes.of(KIND))

    def put_back(self, before: Iterable[Confirmation]) -> Changed[None]:
        """Let the answers stand again as they stood before."""
        with self._desk.write() as work:
            for said in before:
                _put(work, said)
        return Changed(None, Changes.of(KIND))

    def earlier_reasons(self) -> Sequence[str]:
        """Return the reasons written in any case of this client, each once, the newest first."""
        said = sorted(
            self._desk.client().confirmations, key=lambda c: c.on or date.min, reverse=True
        )
        return list(dict.fromkeys(c.reason for c in said if c.reason))

    def _said(
        self, case_no: str, check: str, subject: str, answer: str, reason: str, by: str = ""
    ) -> Confirmation:
        return Confirmation(
            case_no=case_no,
            check=check,
            subject=subject,
            answer=answer or None,
            reason=reason or None,
            by=by or self._desk.who or None,
            on=self._desk.clock.today(),
        )


def _put(work: WriteWork, said: Confirmation) -> None:
    """Write an answer, or take away the one that stands there."""
    if said.answer:
        work.put(said)
    elif work.get(KIND, said.identity) is not None:
        work.delete(KIND, said.identity)
