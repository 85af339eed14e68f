"""What the window's tests share: no screen, real services on a temporary folder, no waiting."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.gui.application import Desktop
from xinbao_desktop.gui.context import ClientContext, Signals
from xinbao_desktop.gui.tasks import Lane, TaskRunner
from xinbao_desktop.gui.theme import LIGHT
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2024, 6, 20)


class FixedClock:
    """Always the same day."""

    def today(self) -> date:
        return TODAY

    def now(self) -> datetime:
        return datetime(2024, 6, 20, 2, 0, tzinfo=UTC)


class InlineTasks(TaskRunner):
    """Does the work at once, on the thread that asks."""

    def _start(self, task, work, _lane) -> None:
        self._work(task, work)

    def _send(self, closure: Callable[[], None]) -> None:
        closure()

    def drain(self) -> None:
        """Nothing is ever under way."""

    def stop_long(self) -> None:
        """Nothing is ever under way."""


class HeldTasks(InlineTasks):
    """Does short work at once and keeps long work until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list = []

    def _start(self, task, work, lane) -> None:
        if lane is Lane.LONG:
            self._held.append((task, work))
        else:
            self._work(task, work)

    def let_go(self) -> None:
        """Do the work that waits."""
        while self._held:
            self._work(*self._held.pop(0))


class ScriptedAsk:
    """Answers what the test put in; a question nobody expected fails the test."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.told: list[str] = []

    def expect(self, *answers: object) -> None:
        self.answers.extend(answers)

    def tell(self, title: str, text: str, details: str = "") -> None:
        self.told.append(text)

    def dialog(self, asked) -> bool:
        """Hand the dialog to what the test expects, which answers in it and says yes or no."""
        assert self.answers, f"nobody expected {asked}"
        answer = self.answers.pop(0)(asked)
        asked.deleteLater()
        return answer

    def __getattr__(self, name: str):
        if name not in {"confirm", "line", "paragraph", "password", "choose", "open_files",
                        "open_file", "save_file", "folder", "printer"}:  # fmt: skip
            raise AttributeError(name)

        def answer(*args, **_kwargs):
            assert self.answers, f"nobody expected {name}{args}"
            return self.answers.pop(0)

        return answer


@pytest.fixture
def ask() -> ScriptedAsk:
    return ScriptedAsk()


@pytest.fixture
def services(tmp_path: Path):
    made = build_services(folder=tmp_path / "settings", clock=FixedClock())
    made.settings.set("lang", "en")
    made.settings.set("theme", "light")
    return made


def records() -> list[object]:
    """Return a small client: one policy, two buyers, three shipments, one case."""
    policy, usd = "SCH0210001", "USD"
    found: list[object] = [
        Company(
            uscc="91440300MA5FKHB167", name_zh="深圳市海澜光电有限公司",
            name_en="Shenzhen Hailan Optoelectronics Co., Ltd.", on_unified_list=True,
            export_usd_last_year=Decimal(6200000),
        ),
        Policy(
            policy_no=policy, insurer="sinosure", insured_by="unified", currency=usd,
            start_on=date(2024, 1, 1), end_on=date(2024, 12, 31), premium_paid=True,
            ratio_default=Decimal("0.8"), max_credit_days=120, declaration_rule="none",
        ),
        Buyer(buyer_no="B001", name_en="Hansa Lichttechnik GmbH", country="DE"),
        Buyer(buyer_no="B002", name_en="Coral Bay Supplies LLC", country="AE", related_party=False),
    ]  # fmt: skip
    found += [
        Limit(
            approval_no=f"L24-{n}", policy_no=policy, buyer_no=f"B00{n}", currency=usd,
            amount=Decimal(100000), payment_term="OA", credit_days=90, status="active",
            effective_on=date(2024, 1, 15),
        )
        for n in (1, 2)
    ]  # fmt: skip
    found += [
        Shipment(
            invoice_no=f"HL24-00{n}", buyer_no="B002", policy_no=policy, amount=Decimal(1000 * n),
            currency=usd, payment_term="OA", credit_days=60, shipped_on=date(2024, 2, n),
            due_on=date(2024, 4, 2), invoice_on=date(2024, 2, 1), own_name=True,
            seller_is_insured=True, incoterm="CIF", transport_mode="sea",
            declared_on=date(2024, 2, 9),
        )
        for n in (1, 2, 3)
    ]  # fmt: skip
    found.append(
        Receipt(
            receipt_no="R001", invoice_no="HL24-001", received_on=date(2024, 4, 1),
            amount=Decimal(400), currency=usd,
        )
    )  # fmt: skip
    found.append(
        Case(
            case_no="C2024-01", buyer_no="B002", policy_no=policy, cause="default",
            known_on=date(2024, 5, 3), notice_on=date(2024, 5, 8), dispute=False, guarantee=False,
        )
    )  # fmt: skip
    found += [CaseInvoice(case_no="C2024-01", invoice_no=f"HL24-00{n}") for n in (2, 3)]
    return found


@pytest.fixture
def client(services, tmp_path: Path):
    """An open client with a few records."""
    opened = services.create_client(tmp_path / "hailan.xinbao")
    with opened.desk.write() as work:
        work.put_many(records())
    yield opened
    opened.close()


@pytest.fixture
def tasks(qapp):
    runner = InlineTasks()
    yield runner
    runner.close()


@pytest.fixture
def held_tasks(qapp):
    """In place of ``tasks`` where a test looks at the time before an answer."""
    runner = HeldTasks()
    yield runner
    runner.close()


@pytest.fixture
def context(services, client, tasks, ask) -> ClientContext:
    return ClientContext(services, tasks, ask, Signals(), Lang.EN, LIGHT, client)


@pytest.fixture
def desktop(qapp, qtbot, services, tasks, ask):
    """The program with its window on the start page."""
    made = Desktop(qapp, services, tasks, ask)
    made.window.show()
    yield made
    made.window.close_client()
    made.window.hide()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def workspace(desktop, client):
    """The pages of the open client."""
    shown = desktop.window.show_client(client)
    yield shown
    desktop.window.release_client()


PAPERS, PACKET = 5, 6  # tabs of the page of cases


@pytest.fixture
def papers_page(workspace):
    """The page of cases, with the papers of its case."""
    return _case_page(workspace, PAPERS)


@pytest.fixture
def packet_page(workspace):
    """The page of cases, with the packet of its case."""
    return _case_page(workspace, PACKET)


def _case_page(workspace, tab):
    workspace.show_page("cases")
    page = workspace.pages["cases"]
    page.tabs.setCurrentIndex(tab)
    return page
