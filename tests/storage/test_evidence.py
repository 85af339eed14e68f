import hashlib
import io
from datetime import UTC, date, datetime

import pytest

from xinbao_desktop.domain.document import Document
from xinbao_desktop.errors import BadInputError, DiskError, IntegrityError, UsageError
from xinbao_desktop.storage import contents
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.values import PacketRecord


@pytest.fixture
def file(client_path):
    with ClientFile.open(client_path, write=True) as opened:
        yield opened


def add(work, path):
    return work.add_evidence(path, media_type="application/pdf", name=path.name)


@pytest.mark.parametrize("size", [0, 1, contents.PIECE_BYTES, contents.PIECE_BYTES + 1, 3_000_001])
def test_a_paper_of_any_size_comes_back_byte_for_byte(file, tmp_path, size):
    source = tmp_path / "a.bin"
    source.write_bytes(bytes(n % 251 for n in range(size)))
    with file.write() as work:
        sha256 = add(work, source)
        assert sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
        work.export_evidence(sha256, tmp_path / "out.bin")
        assert work.evidence(sha256).size == size
        with work.open_evidence(sha256) as stream:
            assert stream.read() == source.read_bytes()
    assert (tmp_path / "out.bin").read_bytes() == source.read_bytes()
    assert not [finding for finding in check(file) if finding.damage]


def test_a_stored_paper_can_be_read_from_any_place(file, paper):
    whole = paper.read_bytes()
    with file.write() as work, work.open_evidence(add(work, paper)) as stream:
        stream.seek(-10, io.SEEK_END)
        assert stream.read() == whole[-10:]
        at = contents.PIECE_BYTES - 5
        stream.seek(at)
        assert stream.read(10) == whole[at : at + 10]
        with pytest.raises(ValueError, match="before the start"):
            stream.seek(-(10**9), io.SEEK_CUR)


def test_the_same_content_is_stored_once(file, paper, tmp_path):
    again = tmp_path / "copy.pdf"
    again.write_bytes(paper.read_bytes())
    with file.write() as work:
        first, second = add(work, paper), add(work, again)
        assert first == second
        assert [p.name for p in work.evidence_list()][1:] == [paper.name]


def test_a_paper_is_noted_with_who_when_and_whose(client_path, paper):
    moment = datetime(2024, 3, 5, 8, 30, tzinfo=UTC)
    with ClientFile.open(client_path, write=True, now=lambda: moment) as file:
        with file.write(who="李会计") as work:
            info = work.evidence(add(work, paper))
        assert (info.added_at, info.added_by, info.name) == (moment, "李会计", paper.name)
        assert info.client_id == file.client_id


def test_removing_a_paper_is_undone(file, paper):
    with file.write() as work:
        sha256 = add(work, paper)
        work.remove_evidence(sha256)
        assert sha256 not in [p.sha256 for p in work.evidence_list()]
        assert [p.sha256 for p in work.evidence_list(removed=True)] == [sha256]
        work.restore_evidence(sha256)
        assert sha256 in [p.sha256 for p in work.evidence_list()]
        actions = [entry.action for entry in work.history("evidence", (sha256,))]
    assert actions == ["added", "removed", "restored"]


def test_a_removed_paper_that_is_added_again_comes_back_into_sight(file, paper):
    with file.write() as work:
        sha256 = add(work, paper)
        work.remove_evidence(sha256)
        assert add(work, paper) == sha256
        assert work.evidence(sha256).removed_at is None


def test_the_prepared_copy_is_kept_beside_the_original(file, paper, tmp_path):
    copy = tmp_path / "a4.pdf"
    copy.write_bytes(b"%PDF a4")
    with file.write() as work:
        sha256 = add(work, paper)
        prepared = work.attach_prepared(sha256, copy, '{"pages":1}')
        info = work.evidence(sha256)
        assert (info.prepared_sha256, info.report) == (prepared, '{"pages":1}')
        work.export_evidence(prepared, tmp_path / "again.pdf")
        work.export_evidence(sha256, tmp_path / "original.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == b"%PDF a4"
    assert (tmp_path / "original.pdf").read_bytes() == paper.read_bytes()


def test_a_paper_nobody_filed_is_an_orphan_until_it_is_filed(file, paper):
    with file.write() as work:
        sha256 = add(work, paper)
        assert [p.sha256 for p in work.orphans()] == [sha256]
        assert [f.damage for f in check_inside(work)] == [False]
        work.put(Document(case_no="C1", slot="T05", path=paper.name, sha256=sha256))
        assert work.orphans() == []


def check_inside(work):
    from xinbao_desktop.storage.checking import check_connection

    return check_connection(work.connection, work._path)


def test_a_document_filed_with_a_paper_that_is_not_there_is_damage(file):
    with file.write() as work:
        work.put(Document(case_no="C1", slot="T05", path="x.pdf", sha256="0" * 64))
    assert [finding.damage for finding in check(file)] == [True]


def test_a_paper_that_cannot_be_read_is_refused_and_nothing_is_kept(file, tmp_path):
    with pytest.raises(BadInputError, match="cannot be read"), file.write() as work:
        add(work, tmp_path / "nowhere.pdf")
    with file.read() as work:
        assert len(work.evidence_list()) == 1


def test_a_paper_that_changes_while_it_is_read_is_refused(file, paper, monkeypatch):
    digest = contents.file_digest(paper)
    monkeypatch.setattr(contents, "file_digest", lambda _source: ("0" * 64, digest[1]))
    with file.write() as work:
        with pytest.raises(BadInputError, match="changed while"):
            add(work, paper)
        assert len(work.evidence_list()) == 1
    assert check(file) == []


def test_an_unknown_content_is_said_to_be_unknown(file, tmp_path):
    with file.write() as work:
        with pytest.raises(UsageError):
            work.export_evidence("0" * 64, tmp_path / "x")
        with pytest.raises(UsageError):
            work.open_evidence("0" * 64)
        with pytest.raises(UsageError):
            work.remove_evidence("0" * 64)
        assert work.evidence("0" * 64) is None
    assert not (tmp_path / "x").exists()


def test_an_export_never_replaces_a_file(file, paper):
    with file.write() as work:
        sha256 = add(work, paper)
        with pytest.raises(DiskError):
            work.export_evidence(sha256, paper)
    assert paper.exists()


def test_a_damaged_content_is_not_exported(file, paper, tmp_path):
    with file.write() as work:
        sha256 = add(work, paper)
        work.connection.exec_driver_sql("UPDATE pieces SET content = zeroblob(5) WHERE number = 1")
    with file.read() as work, pytest.raises(IntegrityError):
        work.export_evidence(sha256, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()
    assert "contents" in check(file)[0].where


def test_a_case_s_packets_are_kept_with_their_hashes(file, tmp_path):
    pdf = tmp_path / "packet.pdf"
    pdf.write_bytes(b"%PDF packet")
    packet = PacketRecord(
        case_no="C1",
        kind="claim",
        name="packet.pdf",
        made_at=datetime(2024, 5, 1, tzinfo=UTC),
        evaluated_on=date(2024, 5, 1),
        program="1.0",
        packs=(("sz2023", "1"),),
        pages=30,
        sha256=hashlib.sha256(b"%PDF packet").hexdigest(),
        draft=False,
    )
    with file.write() as work:
        work.add_packet(packet)
        work.add_packet(packet, pdf)
        first, second = work.packets("C1")
        assert first == packet
        assert second.stored
        work.export_evidence(second.sha256, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == b"%PDF packet"
    assert check(file) == []


@pytest.mark.slow
def test_a_large_paper_never_sits_in_memory_whole(file, tmp_path):
    import tracemalloc

    large = tmp_path / "large.bin"
    with large.open("wb") as out:
        for n in range(128):
            out.write(n.to_bytes(4, "big") * (1 << 18))
    tracemalloc.start()
    with file.write() as work:
        sha256 = add(work, large)
    with file.read() as work:
        work.export_evidence(sha256, tmp_path / "again.bin")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 << 20
    assert contents.file_digest(tmp_path / "again.bin")[0] == sha256
