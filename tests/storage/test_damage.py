"""Bits flip and disks fill: nothing is lost silently, nothing is half."""

import contextlib
import os
import random
import resource
import shutil
import subprocess

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.errors import ClientFileError, DiskError, IntegrityError
from xinbao_desktop.storage.checking import check, refuse_damage
from xinbao_desktop.storage.client_file import ClientFile

FLIPS = int(os.environ.get("XINBAO_FLIPS", "150"))


def everything(path, password=None):
    """Open a file, prove it and read all of it."""
    with ClientFile.open(path, password=password) as file:
        refuse_damage(check(file), path)
        with file.read() as work:
            papers = work.evidence_list()
            return (
                work.client(),
                papers,
                [work.open_evidence(p.sha256).read() for p in papers],
                [work.history(r.kind_name, r.identity) for r in work.client().all_records()],
                work.client_id,
            )


@pytest.mark.slow
@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
def test_a_flipped_bit_is_noticed_or_did_not_matter(client_path, locked_path, locked):
    path = locked_path if locked else client_path
    password = "信保2024 pass" if locked else None
    whole, wanted = path.read_bytes(), everything(path, password)
    rng, noticed = random.Random(7), 0
    for _ in range(FLIPS // (5 if locked else 1)):
        at = rng.randrange(len(whole))
        broken = bytearray(whole)
        broken[at] ^= 1 << rng.randrange(8)
        path.write_bytes(broken)
        try:
            assert everything(path, password) == wanted, f"byte {at} changed something silently"
        except (ClientFileError, IntegrityError):
            noticed += 1
    assert noticed > FLIPS / 50


def test_every_bit_of_the_header_is_noticed_or_did_not_matter(client_path):
    whole, wanted = client_path.read_bytes(), everything(client_path)
    for at in range(100):
        broken = bytearray(whole)
        broken[at] ^= 1 << (at % 8)
        client_path.write_bytes(broken)
        with contextlib.suppress(ClientFileError, IntegrityError):
            assert everything(client_path) == wanted, f"byte {at}"


def test_a_definition_damaged_into_broken_text_is_a_plain_message(client_path):
    content = client_path.read_bytes()
    client_path.write_bytes(content.replace(b"CREATE TABLE buyers", b"CREATE TABLE\xff\xfeuyers"))
    with pytest.raises((ClientFileError, IntegrityError)):
        everything(client_path)


def test_a_changed_amount_is_named_by_its_row(client_path):
    import sqlite3

    connection = sqlite3.connect(client_path)
    connection.execute("UPDATE shipments SET amount = amount + 1 WHERE invoice_no = 'INV-1'")
    connection.commit()
    connection.close()
    with ClientFile.open(client_path) as file:
        (finding,) = check(file)
    assert finding.where == "shipments:1"
    assert finding.damage


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE history SET who = 'x' WHERE history_id = 1",
        "UPDATE settings SET value = 'x' WHERE key = 'client.id'",
        "UPDATE evidence SET name = 'x'",
        "UPDATE pieces SET content = x'00'",
        "DELETE FROM pieces",
        "DELETE FROM blobs",
        "UPDATE buyers SET folded = 'x' WHERE row_id = 1",
        "UPDATE buyers SET identity = 'x' WHERE row_id = 1",
        "UPDATE shipments SET shipped_on = 'someday'",
        "UPDATE shipments SET amount = 'much'",
        "UPDATE shipments SET own_name = 7",
        "UPDATE policies SET excluded_countries = '{}' ",
        "UPDATE alembic_version SET version_num = '9'",
        "CREATE TABLE extra(a)",
        "DROP INDEX ix_shipments_buyer_no",
    ],
)
def test_check_notices(client_path, change):
    import sqlite3

    connection = sqlite3.connect(client_path)
    connection.execute(change)
    connection.commit()
    connection.close()
    with ClientFile.open(client_path) as file:
        assert any(finding.damage for finding in check(file))


def test_a_damaged_row_is_a_plain_message_when_it_is_read(client_path):
    import sqlite3

    connection = sqlite3.connect(client_path)
    connection.execute("UPDATE shipments SET shipped_on = 'someday' WHERE row_id = 1")
    connection.commit()
    connection.close()
    with (
        ClientFile.open(client_path) as file,
        file.read() as work,
        pytest.raises(IntegrityError, match="Record 1 of Shipments"),
    ):
        work.client()


def test_damaged_pages_are_not_written_to(client_path):
    whole = bytearray(client_path.read_bytes())
    for at in range(4096 * 3, 4096 * 12):
        whole[at] ^= 0xA5
    client_path.write_bytes(whole)
    with pytest.raises(IntegrityError):
        ClientFile.open(client_path, write=True)
    assert client_path.read_bytes() == whole


# a full disk ------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path):
    """A folder of two megabytes, if this machine lets us mount one; else None."""
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False
    )
    yield folder if done.returncode == 0 else None
    if done.returncode == 0:
        subprocess.run(["umount", folder], check=True)


def _fill(path):
    """Write until nothing more fits; returns how many buyers were acknowledged."""
    done = []
    with (  # noqa: PT012 - any of the writes may be the first that does not fit
        ClientFile.open(path, write=True) as file,
        pytest.raises(DiskError, match="disk is full"),
    ):
        for number in range(3000):
            with file.write() as work:
                work.put(Buyer(buyer_no=f"N{number:05}", note="满" * 3000))
            done.append(number)
    return len(done)


def test_a_full_disk_keeps_what_was_saved_and_says_so(client_path, small_disk):
    if small_disk is not None:
        path = small_disk / "a.xinbao"
        shutil.copy(client_path, path)
        done = _fill(path)
    else:
        path = client_path
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, before[1]))
        try:
            done = _fill(path)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert done > 20
    client, *_ = everything(path)
    assert [b.buyer_no for b in client.buyers[2:]] == [f"N{n:05}" for n in range(done)]


def test_a_paper_that_does_not_fit_leaves_nothing_behind(client_path, tmp_path):
    large = tmp_path / "large.bin"
    large.write_bytes(os.urandom(6 << 20))
    wanted = everything(client_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with ClientFile.open(client_path, write=True) as file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, before[1]))
        try:
            with pytest.raises(DiskError), file.write() as work:
                work.add_evidence(large, media_type="x", name="large.bin")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert everything(client_path) == wanted
