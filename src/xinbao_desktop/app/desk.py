"""One open client file with everything its services share: a snapshot, and judging by the day.

Services are thin; what two of them need stands here. A snapshot of the records and the
judgement of a day are kept until something is written. A case is judged at a ``CaseDesk``: by
the packs its last final packet was built with.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from xinbao_desktop.app.readings import read_papers
from xinbao_desktop.domain.company_facts import CompanyFacts, districts_of, districts_without
from xinbao_desktop.domain.coverage import Coverage
from xinbao_desktop.domain.paper_check import undisputed
from xinbao_desktop.domain.portfolio import Portfolio
from xinbao_desktop.domain.standing import as_of
from xinbao_desktop.errors import AppError, UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xinbao_desktop.app.clock import Clock
    from xinbao_desktop.app.knowledge import Knowledge
    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.company import Company
    from xinbao_desktop.domain.paper_check import Reading
    from xinbao_desktop.storage.client_file import ClientFile
    from xinbao_desktop.storage.writing import WriteWork

NO_CASE = Text("没有案件“{no}”。现有案件：{known}", "There is no case “{no}”. Cases: {known}")
NO_INVOICE = Text("没有发票“{no}”。", "There is no invoice “{no}”.")
NOT_YET = Text(
    "在 {on} 还没有{what}“{no}”（日期在后）。", "On {on} there was no {what} “{no}” yet."
)
#: Rule packs as id and version.
Packs: TypeAlias = "tuple[tuple[str, str], ...]"


@dataclass(frozen=True, slots=True)
class Pin:
    """The packs a case keeps: those of its last final packet.

    ``lost`` are the ones that this installation does not have any more; while there are any,
    the case is judged by the packs in use.
    """

    packs: Packs
    lost: Packs = ()


class Desk:
    """A client file at work."""

    def __init__(self, file: ClientFile, knowledge: Knowledge, clock: Clock, who: str = "") -> None:
        self.file = file
        self.knowledge = knowledge
        self.clock = clock
        self.who = who
        self._lock = threading.RLock()
        self._snapshot: Client | None = None
        self._readings: tuple[Reading, ...] | None = None
        self._judged: dict[date, Coverage] = {}
        self._kept: dict[tuple[Packs, Pin | None], CaseDesk] = {}

    def client(self) -> Client:
        """Return every record, as of the last write."""
        with self._lock:
            if self._snapshot is None:
                with self.file.read() as work:
                    self._snapshot = work.client()
            return self._snapshot

    def company(self) -> Company | None:
        """Return the company alone, without waiting for everything else to be read."""
        with self.file.read() as work:
            return work.client({"company"}).company

    def readings(self) -> tuple[Reading, ...]:
        """Return what the filed papers say beside the records, as of the last write."""
        with self._lock:
            if self._readings is None:
                client = self.client()
                with self.file.read() as work:
                    self._readings = read_papers(client, work)
            return self._readings

    @contextmanager
    def write(self, why: str = "") -> Iterator[WriteWork]:
        """Change the file in one transaction; snapshots are taken anew afterwards."""
        with self.file.write(why=why, who=self.who) as work:
            yield work
        self.forget()

    def forget(self) -> None:
        """Drop what was read and judged, because something changed."""
        with self._lock:
            self._snapshot = None
            self._readings = None
            self._judged.clear()
            self._kept.clear()

    def day(self, on: date | None) -> date:
        """Return the day asked for, today without one."""
        return on if on is not None else self.clock.today()

    def coverage(self, on: date | None = None) -> Coverage:
        """Return the judge of this client's shipments and cases on a day."""
        day = self.day(on)
        with self._lock:
            judge = self._judged.get(day)
            if judge is None:
                rules = self.knowledge.rules
                client = undisputed(as_of(self.client(), day), self.readings())
                portfolio = Portfolio(client, day, self.knowledge.calendar, rules.book)
                judge = Coverage(portfolio, rules)
                self._judged[day] = judge
            return judge

    # -- the packs a case keeps ------------------------------------------------------------

    @property
    def packs(self) -> Packs:
        """The packs this desk judges by."""
        return tuple((pack.id, pack.version) for pack in self.knowledge.packs)

    def pin(self, case_no: str) -> Pin | None:
        """Return the packs a case keeps, None before its first final packet."""
        with self.file.read() as work:
            final = [packet.packs for packet in work.packets(case_no) if not packet.draft]
        if not final:
            return None
        return Pin(final[-1], tuple(one for one in final[-1] if not self.has((one,))))

    def has(self, packs: Packs) -> bool:
        """Say whether this installation has these versions, whole and of a trusted author."""
        try:
            self.knowledge.only(dict(packs))
        except AppError:
            return False
        return True

    def of_case(self, case_no: str, *, newest: bool = False) -> CaseDesk:
        """Return where a case is judged: by the packs it keeps, or by those in use.

        Args:
            case_no: The case.
            newest: Use the packs in use although the case keeps others.
        """
        pin = self.pin(case_no)
        if newest or pin is None or pin.lost:
            return CaseDesk(self, self.knowledge, pin)
        return self.by_packs(pin.packs, pin)

    def by_packs(self, packs: Packs, pin: Pin | None = None) -> CaseDesk:
        """Return the same client judged by exactly these packs, which must be there.

        Raises:
            UsageError: A version is neither shipped nor installed here.
        """
        if dict(packs) == dict(self.packs):
            return CaseDesk(self, self.knowledge, pin)
        with self._lock:
            if (packs, pin) not in self._kept:
                known = self.knowledge.with_packs(self.knowledge.only(dict(packs)))
                self._kept[packs, pin] = CaseDesk(self, known, pin)
            return self._kept[packs, pin]

    def company_facts(self, on: date | None = None) -> CompanyFacts:
        """Return what is known of the company on a day."""
        coverage = self.coverage(on)
        return CompanyFacts(
            coverage.portfolio,
            codes=self.knowledge.codes,
            cover=coverage.covered,
            districts=districts_of(self.knowledge.packs),
            districts_without=districts_without(self.knowledge.packs),
            bulletins=(b for pack in self.knowledge.packs for b in pack.bulletins),
        )

    def case(self, case_no: str, on: date | None = None) -> Case:
        """Return a case as of a day.

        Raises:
            UsageError: There is no such case, or it was not known by that day.
        """
        found = self.coverage(on).portfolio.client.case_by_no.get(case_no)
        if found is not None:
            return found
        everything = self.client().case_by_no
        if case_no in everything:
            what = Text("案件", "case")
            raise UsageError(NOT_YET.fill(on=self.day(on), what=what, no=case_no))
        raise UsageError(NO_CASE.fill(no=case_no, known="、".join(everything) or "–"))


class CaseDesk(Desk):
    """A client file at work for one case, judged by chosen packs; the records are the desk's."""

    def __init__(self, whole: Desk, knowledge: Knowledge, pin: Pin | None) -> None:
        """Take the desk whose records these are, the packs to judge by, and what is kept."""
        super().__init__(whole.file, knowledge, whole.clock, whole.who)
        self.whole = whole
        self.kept = pin
        if knowledge is whole.knowledge:
            self._judged = whole._judged  # noqa: SLF001 - the same judgement, made once
            self._lock = whole._lock  # noqa: SLF001

    def client(self) -> Client:
        """Return every record, as of the last write."""
        return self.whole.client()

    def readings(self) -> tuple[Reading, ...]:
        """Return what the filed papers say beside the records, as of the last write."""
        return self.whole.readings()

    @contextmanager
    def write(self, why: str = "") -> Iterator[WriteWork]:
        """Change the file in one transaction, at the desk this one belongs to."""
        with self.whole.write(why) as work:
            yield work

    def forget(self) -> None:
        """Drop what was read and judged, here and at the desk this one belongs to."""
        self.whole.forget()

    def of_case(self, case_no: str, *, newest: bool = False) -> CaseDesk:
        """Return this desk: which packs count has been chosen."""
        del case_no, newest
        return self
