"""An older packet is judged by the records it was built from, whatever came later."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal

import pikepdf
import pytest
from sqlalchemy import delete
from tests.app.conftest import ON, one_invoice

from xinbao_desktop.app.clock import SystemClock
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case
from xinbao_desktop.domain.document import Confirmation, Event
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.storage.tables import packets

pytestmark = pytest.mark.slow

CASE = Case(
    case_no="C1", buyer_no="B1", policy_no="P1", cause="default", dispute=False,
    known_on=date(2024, 6, 5), notice_on=date(2024, 6, 9), guarantee=False, trade_genuine=True,
    narrative="买方收货后未付款。", mitigation="已发催款函。",
)  # fmt: skip
RECORDS = [*one_invoice(), CASE]


@pytest.fixture
def client(services, tmp_path):
    """A case with a packet that was built before anything else happened."""
    with services.create_client(tmp_path / "client.xinbao") as client:
        with client.desk.write() as work:
            for record in RECORDS:
                work.put(record)
        client.packets.build("C1", tmp_path / "old.pdf", draft=True, on=ON)
        yield client


def later(client) -> None:
    """Let the case go on: a payment, a story told otherwise, an answer, another buyer's name."""
    with client.desk.write() as work:
        work.put(Receipt(receipt_no="R1", invoice_no="I1", received_on=date(2024, 7, 1),
                         amount=Decimal(30000), currency="USD"))  # fmt: skip
        work.put(dataclasses.replace(CASE, narrative="买方付了一部分。", claim_on=ON))
        work.put(Buyer(buyer_no="B1", name_en="Specimen Imports GmbH", country="DE"))
        work.put(Confirmation(case_no="C1", check="C14", answer="explained", reason="口头约定"))
        work.delete("limits", ("L1", "2024-01-01"))


def verdicts(client, pdf, case_no="C1"):
    return {c.id: (c.verdict.value, c.message) for c in client.packets.verify(pdf, case_no).checks}


def test_what_came_later_does_not_count_against_an_older_packet(client, tmp_path):
    before = verdicts(client, tmp_path / "old.pdf")
    later(client)
    after = verdicts(client, tmp_path / "old.pdf")
    assert {k: v for k, v in after.items() if k != "V32"} == {
        k: v for k, v in before.items() if k != "V32"
    }
    verdict, message = after["V32"]
    assert verdict == "pass"
    assert message.zh.startswith("重建逐字节相同（按生成当时的记录")
    assert "案件 1" in message.zh
    assert "Receipts 1" in message.en


def test_a_changed_page_of_an_older_packet_is_named_among_later_records(client, tmp_path):
    later(client)
    out = tmp_path / "old.pdf"
    with pikepdf.Pdf.open(out, allow_overwriting_input=True) as pdf:
        pdf.pages[8].contents_add(b"q 1 g 90 300 9 9 re f Q", prepend=False)
        pdf.save(out)
    found = client.packets.verify(out, "C1").of("V32")
    assert (found.verdict.value, found.pages) == ("warn", (9,))


def test_the_case_may_have_another_number_now(client, tmp_path):
    with client.desk.write() as work:
        work.rename("cases", ("C1",), dataclasses.replace(CASE, case_no="K-77"))
        work.put(Event(case_no="K-77", on=ON, channel="mail", summary="later"))
    found = verdicts(client, tmp_path / "old.pdf", "K-77")
    assert found["V32"][0] == "pass"
    assert found["V28"][0] == "pass"


def kept_as(client, change) -> None:
    """Note the packet as if another version of the program had."""
    record = client.packets.kept("C1")[-1]
    contents = json.loads(record.contents)
    with client.desk.write() as work:
        work.connection.execute(delete(packets))
        work.add_packet(change(record, contents))


def test_of_a_packet_that_does_not_say_so_the_moment_tells_the_records(client, tmp_path):
    def older(record, contents):
        del contents["made_from"]
        words = json.dumps(contents, ensure_ascii=False)
        return dataclasses.replace(record, contents=words, made_at=SystemClock().now())

    kept_as(client, older)
    later(client)
    assert verdicts(client, tmp_path / "old.pdf")["V32"][0] == "pass"


def test_a_note_of_another_file_tells_no_records(client, tmp_path):
    """A packet noted in a file whose history stayed behind is judged by today's records."""

    def foreign(record, contents):
        contents["made_from"] = ["another-client", 1]
        return dataclasses.replace(record, contents=json.dumps(contents, ensure_ascii=False))

    kept_as(client, foreign)
    assert verdicts(client, tmp_path / "old.pdf")["V32"][0] == "pass"
    later(client)
    verdict, message = verdicts(client, tmp_path / "old.pdf")["V32"]
    assert verdict == "warn"
    assert "unchanged" in message.en
