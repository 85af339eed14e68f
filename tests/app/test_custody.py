"""Keeping a client's file: password, recovery sheet, handing over, what was deleted."""

from __future__ import annotations

import pypdf
import pytest

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.errors import ClientFileError, UsageError


@pytest.fixture
def services(tmp_path):
    return build_services(folder=tmp_path / "home")


@pytest.fixture
def client(services, tmp_path):
    with services.create_client(tmp_path / "c.xinbao") as opened:
        opened.records.save(Buyer(buyer_no="B1", name_en="Specimen Imports Ltd"))
        yield opened


def test_a_first_password_encrypts_the_file_and_the_client_goes_on(client, services):
    key = client.custody.set_password(None, "correct horse")
    assert key
    assert client.encrypted
    assert not client.path.read_bytes().startswith(b"SQLite format 3")
    client.records.save(Buyer(buyer_no="B2", name_en="Second Specimen"))
    client.close()
    with pytest.raises(ClientFileError):
        services.open_client(client.path)
    with services.open_client(client.path, "correct horse") as again:
        assert [b.buyer_no for b in again.records.client().buyers] == ["B1", "B2"]


def test_a_wrong_old_password_changes_nothing_and_keeps_the_client_open(client):
    client.custody.set_password(None, "first")
    with pytest.raises(ClientFileError):
        client.custody.set_password("wrong", "second")
    assert client.records.get("buyers", ("B1",)) is not None
    client.custody.set_password("first", None)
    assert not client.encrypted


def test_the_recovery_sheet_prints_the_key_that_opens_the_file(client, tmp_path):
    with pytest.raises(UsageError):
        client.custody.recovery_sheet(tmp_path / "none.pdf")
    key = client.custody.set_password(None, "secret words")
    out = tmp_path / "sheet.pdf"
    client.custody.recovery_sheet(out)
    words = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert key.replace(" ", "") in "".join(words.split())


def test_what_is_handed_over_opens_and_may_leave_cases_out(client, services, tmp_path):
    target = client.custody.hand_over(tmp_path / "over.xinbao")
    with services.open_client(target) as other:
        assert other.records.get("buyers", ("B1",)) is not None


def test_a_deleted_record_is_listed_and_comes_back(client):
    client.records.delete("buyers", ("B1",))
    [entry] = client.custody.deleted()
    assert entry.identity == ("B1",)
    client.custody.bring_back(entry)
    assert client.records.get("buyers", ("B1",)) is not None
    assert client.custody.deleted() == []


def test_the_first_write_of_a_sitting_makes_a_proven_backup(client):
    assert client.backups.problem() is None
    assert len(client.backups.list()) == 1


def test_the_diagnostics_bundle_holds_no_client_data(client, services, tmp_path):
    out = tmp_path / "diagnostics.zip"
    services.write_diagnostics(out)
    content = out.read_bytes()
    assert b"Specimen Imports" not in content
    assert str(tmp_path).encode() not in content
