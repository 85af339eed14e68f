"""Client files for the tests: a real one is made once and copied for each test."""

import shutil
from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.storage.client_file import ClientFile

PASSWORD = "信保2024 pass"


def records():
    """A few records that refer to each other."""
    return [
        Company(uscc="91440300MA5EXAMP1X", name_zh="示例照明有限公司"),
        Policy(policy_no="SCH-1", insurer="sinosure", currency="USD"),
        Buyer(buyer_no="B1", name_en="Northwind Lighting ＧｍｂＨ", country="DE"),
        Buyer(buyer_no="B2", name_en="Lumière SARL", country="FR"),
        Shipment(
            invoice_no="INV-1", buyer_no="B1", policy_no="SCH-1", amount=Decimal("12345.67"),
            currency="USD", shipped_on=date(2024, 3, 5), goods="LED 灯具",
            usd_rate=Decimal(1), own_name=True,
        ),
        Shipment(invoice_no="INV-2", buyer_no="B2", amount=Decimal(900), currency="EUR"),
        Case(case_no="C1", buyer_no="B1", policy_no="SCH-1", cause="default"),
        CaseInvoice(case_no="C1", invoice_no="INV-1"),
    ]  # fmt: skip


@pytest.fixture(scope="session")
def _templates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    paper = folder / "合同.pdf"
    paper.write_bytes(b"%PDF-1.7 invented paper\n" * 9000)
    made = {}
    for name, password in (("plain", None), ("locked", PASSWORD)):
        path = folder / f"{name}.xinbao"
        with ClientFile.create(path, password=password, program="test") as file, file.write() as w:
            w.put_many(records())
            sha256 = w.add_evidence(paper, media_type="application/pdf", name=paper.name)
            w.put(Document(case_no="C1", slot="T01", path=paper.name, sha256=sha256))
        made[name] = path
    return made


@pytest.fixture
def client_path(tmp_path, _templates):
    """A plain client file with a few records and one paper."""
    return shutil.copy(_templates["plain"], tmp_path / "客户.xinbao")


@pytest.fixture
def locked_path(tmp_path, _templates):
    """The same with a password."""
    return shutil.copy(_templates["locked"], tmp_path / "加密客户.xinbao")


@pytest.fixture
def paper(tmp_path):
    """A paper of several pieces."""
    path = tmp_path / "提单.pdf"
    path.write_bytes(bytes(range(256)) * 10_000)
    return path
