import dataclasses
from datetime import UTC, date, datetime

import pytest

from xinbao_desktop.domain.claim_case import Case
from xinbao_desktop.domain.document import Document
from xinbao_desktop.errors import ClientFileError, UsageError
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.handover import hand_over
from xinbao_desktop.storage.values import PacketRecord

PASSWORD = "信保2024 pass"
SECRET = "SECRET-5a1c-保密"


@pytest.fixture
def file(client_path, tmp_path):
    paper = tmp_path / "secret.pdf"
    with ClientFile.open(client_path, write=True) as opened:
        with opened.write(why="handing over") as work:
            work.put(Case(case_no="C2", narrative=SECRET))
            work.put(Case(case_no="C2", narrative=SECRET + "!"))
            for slot in ("T01", "T02"):
                paper.write_bytes(f"{SECRET} {slot}".encode() * 3000)
                sha256 = work.add_evidence(paper, media_type="x", name=f"{SECRET}{slot}")
                work.put(Document(case_no="C2", slot=slot, path=slot, sha256=sha256))
            work.remove_evidence(sha256)
            shared = work.evidence_list()[0].sha256
            work.put(Document(case_no="C2", slot="T03", path="shared", sha256=shared))
            packet = PacketRecord(
                "C2", "claim", SECRET, datetime(2024, 1, 1, tzinfo=UTC), date(2024, 1, 1),
                "1", (), 3, "0" * 64, draft=False,
            )  # fmt: skip
            work.add_packet(packet, paper)
        yield opened


def test_a_whole_client_is_handed_over_as_it_is(file, tmp_path):
    hand_over(file, tmp_path / "to.xinbao")
    with ClientFile.open(tmp_path / "to.xinbao", write=True) as other:
        assert not [finding for finding in check(other) if finding.damage]
        with other.read() as theirs, file.read() as ours:
            assert theirs.client() == ours.client()
            assert theirs.evidence_list() == ours.evidence_list()
            assert theirs.packets("C2") == ours.packets("C2")
            assert theirs.client_id == ours.client_id
            assert theirs.history("cases", ("C2",)) == ours.history("cases", ("C2",))


def test_a_case_left_out_is_in_no_byte_of_the_new_file(file, tmp_path):
    hand_over(file, tmp_path / "to.xinbao", without_cases=["C2"])
    content = (tmp_path / "to.xinbao").read_bytes()
    assert SECRET.encode() not in content
    assert b"SECRET" not in content
    with ClientFile.open(tmp_path / "to.xinbao") as other, other.read() as work, file.read() as own:
        assert check_is_clean(work)
        client = work.client()
        assert [case.case_no for case in client.cases] == ["C1"]
        kept = own.client()
        expected = dataclasses.replace(
            kept,
            cases=tuple(c for c in kept.cases if c.case_no == "C1"),
            documents=tuple(d for d in kept.documents if d.case_no == "C1"),
        )
        assert client == expected
        assert len(work.evidence_list()) == 1
        assert work.history("cases", ("C2",)) == []
        assert work.history("cases", ("C1",)) != []
        assert work.packets("C2") == []


def check_is_clean(work):
    from xinbao_desktop.storage.checking import check_connection

    return check_connection(work.connection, work._path) == []


def test_a_handed_over_file_has_a_password_of_its_own(file, locked_path, tmp_path):
    hand_over(file, tmp_path / "to.xinbao", password="theirs")
    with pytest.raises(ClientFileError):
        ClientFile.open(tmp_path / "to.xinbao")
    ClientFile.open(tmp_path / "to.xinbao", password="theirs").close()
    with ClientFile.open(locked_path, password=PASSWORD) as locked:
        hand_over(locked, tmp_path / "plain.xinbao")
        hand_over(locked, tmp_path / "other.xinbao", password="other")
    ClientFile.open(tmp_path / "plain.xinbao").close()
    ClientFile.open(tmp_path / "other.xinbao", password="other").close()


def test_handing_over_never_overwrites(file, client_path):
    before = client_path.read_bytes()
    with pytest.raises(UsageError):
        hand_over(file, client_path)
    assert client_path.read_bytes() == before
