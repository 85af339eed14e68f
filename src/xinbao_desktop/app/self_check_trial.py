"""A trial client for the self-check: made, written, read, judged, printed, proven, gone.

It goes the way of every client, through the same services, with a paper that the worker process
turns into A4 pages. Names and numbers are invented.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.domain.channel import LEAST_PAGES, Limits
from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.errors import IntegrityError
from xinbao_desktop.scratch import scratch_folder
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.app.services import Services

ON = date(2024, 9, 20)
CASE = "SELF-CHECK"
LETTER = "催款函 / Demand\n2024-06-10\nInvoice SC-001, USD 1,000.00, overdue. 䶮\n"
RECORDS: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        "company",
        {"uscc": "91440300MA5TE5T07D", "name_zh": "自检样本有限公司", "name_en": "Trial Ltd."},
    ),
    (
        "policies",
        {
            "policy_no": "SC-P1",
            "insurer": "sinosure",
            "insured_by": "unified",
            "form": "unified_sme",
            "start_on": "2024-01-01",
            "end_on": "2024-12-31",
            "currency": "USD",
            "max_liability": "100000",
            "ratio_default": "90%",
        },
    ),
    ("buyers", {"buyer_no": "SC-B1", "name_en": "Łódź Trial sp. z o.o.", "country": "PL"}),
    (
        "shipments",
        {
            "invoice_no": "SC-001",
            "buyer_no": "SC-B1",
            "policy_no": "SC-P1",
            "amount": "1000.00",
            "currency": "USD",
            "payment_term": "OA",
            "credit_days": "60",
            "shipped_on": "2024-03-01",
            "due_on": "2024-04-30",
        },
    ),
    (
        "cases",
        {
            "case_no": CASE,
            "buyer_no": "SC-B1",
            "policy_no": "SC-P1",
            "cause": "default",
            "known_on": "2024-05-01",
        },
    ),
    ("case_invoices", {"case_no": CASE, "invoice_no": "SC-001"}),
)


def try_client(services: Services) -> Text:
    """Take a client from nothing to a verified draft packet.

    Raises:
        IntegrityError: Something came out otherwise than it went in.
    """
    with scratch_folder() as place:
        folder = Path(place)
        path = folder / "trial.xinbao"
        with services.create_client(path) as client:
            _enter(client)
            _add_paper(client, folder)
        with services.open_client(path, write=False) as client:
            _read_back(client)
            client.assessment.assess(ON)
            client.claims.claim(CASE, ON)
            pages = _print(services, client, folder / "trial.pdf")
    return Text(
        f"试建客户文件：写入、重读、核验，打印案卷草稿 {pages} 页并重新读验",
        f"a trial client was written, read, proven; a draft packet of {pages} pages was verified",
    )


def _enter(client: OpenedClient) -> None:
    for kind, values in RECORDS:
        record, problems = client.records.read_form(kind, values)
        if record is None:
            raise IntegrityError(joined([problem.text for problem in problems]))
        client.records.save(record)


def _add_paper(client: OpenedClient, folder: Path) -> None:
    letter = folder / "letter.txt"
    letter.write_text(LETTER, "utf-8")
    found = client.evidence.add(CASE, [letter], slot="L01").value
    if found.refused:
        raise IntegrityError(found.refused[0].reason)


def _read_back(client: OpenedClient) -> None:
    for kind, values in RECORDS:
        wanted, _ = client.records.read_form(kind, values)
        if wanted is None or client.records.get(kind, wanted.identity) != wanted:
            raise IntegrityError(
                Text(f"“{kind}”读回的内容不同", f"“{kind}” did not read back as it was written")
            )
    damage = client.backups.check()
    if damage:
        raise IntegrityError(joined([finding.message for finding in damage]))


def _print(services: Services, client: OpenedClient, out: Path) -> int:
    built = client.packets.build(CASE, out, draft=True, on=ON, limits=Limits(pages=LEAST_PAGES))
    failed = [
        check
        for file in built.files
        for check in services.verify_packet(file.path).checks
        if check.verdict is CheckVerdict.FAIL
    ]
    if failed:
        said = [Text(f"{c.id} {c.message.zh}", f"{c.id} {c.message.en}") for c in failed]
        raise IntegrityError(joined(said))
    return built.pages
