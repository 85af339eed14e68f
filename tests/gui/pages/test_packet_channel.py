"""The packet tab: the channel it is handed in by, its volumes, and what came later."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pikepdf
import pytest

from xinbao_desktop.app.packet_answer import BuiltFile, BuiltPacketAnswer, VolumeLimits
from xinbao_desktop.domain.channel import MB, Limits
from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.files.set_book import SetBook
from xinbao_desktop.files.set_mark import SetMark, Step
from xinbao_desktop.gui.pages.cases.built_words import built_words
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.gui.pages.cases.packet import PacketTab


@pytest.fixture
def tab(packet_page) -> PacketTab:
    return packet_page.packet


def test_a_channel_brings_its_limits_and_says_where_they_come_from(tab):
    assert tab.channel.limits == Limits(0, 0)
    tab.channel.channel.choose("bank")
    assert tab.channel.limits == Limits(400, 50 * MB)
    assert "confirm with the bank" in tab.channel._note.text()


def test_the_clients_own_copy_is_counted_as_it_is_printed_on_one_side(tab):
    tab.channel.channel.choose("paper")
    assert tab.channel.limits.pages == 400
    assert "200 sheets printed on both sides" in tab.channel._note.text()
    assert "blank backs" in tab.channel._note.text()
    tab.packet.choose("file")
    assert tab.channel.limits.pages == 200
    assert "200 sheets printed on one side" in tab.channel._note.text()
    tab.channel.remember()  # a channel's own figure is not kept as the user's
    tab.packet.choose("claim")
    assert tab.channel.limits.pages == 400
    again = type(tab.channel)(tab._context)
    assert again.limits.pages == 400


def test_a_limit_of_ones_own_stays_whatever_is_printed_and_says_whose_it_is(tab):
    tab.channel.channel.choose("paper")
    tab.channel.most_pages.setValue(120)
    tab.packet.choose("file")
    assert tab.channel.limits.pages == 120
    assert "120 sheets printed on one side" in tab.channel._note.text()
    assert "your own figure" in tab.channel._note.text()
    tab.channel.most_pages.setValue(7)
    assert "40 pages" in tab.channel._note.text()  # what would be refused is said at once


def test_a_document_too_large_for_a_volume_is_said_when_the_packet_is_built(tab, tmp_path: Path):
    said = Text("第 2 册有 53 页，超过上限", "Volume 2 has 53 pages, over the limit")
    limits = VolumeLimits(Limits(pages=40), Profile.FILE)
    path = tmp_path / "p.pdf"
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    files = (BuiltFile(path, 1, "0" * 64),)
    built = BuiltPacketAnswer(path, 1, "0" * 64, (), files, limits=limits, too_large=(said,))
    tab._on_built(tab._case_no, built)
    assert "53 pages" in tab.banner.text
    assert not tab.finished.two_sided  # the client's own copy is printed on one side


def test_a_set_that_was_cut_off_is_finished_at_the_next_start_and_said(tab, tmp_path: Path):
    folder = tmp_path / "out"
    made = folder / ".p.pdf.x.part"
    made.mkdir(parents=True)
    (made / "1.pdf").write_bytes(b"new 1")
    step = Step("p-1.pdf", "1.pdf", hashlib.sha256(b"new 1").hexdigest())
    client = tab._context.client
    mark = SetMark(about=client.desk.file.client_id, steps=(step,), sitting="gone", pid=2**22 + 5)
    mark.write(made)
    SetBook(tab._context.services.paths.unfinished).note(folder)
    tab.reload()
    assert "p-1.pdf in" in tab.banner.text
    assert [path.name for path in folder.iterdir()] == ["p-1.pdf"]
    tab.banner.say("")
    tab.reload()
    assert tab.banner.text == ""


def test_a_packet_of_many_volumes_says_first_what_wants_a_look(tab, tmp_path: Path):
    files = tuple(BuiltFile(tmp_path / f"p-{n}.pdf", n, str(n) * 64) for n in range(1, 10))
    looks = tuple(Text(f"第 {n} 册", f"Volume {n} is over") for n in range(1, 10))
    built = BuiltPacketAnswer(files[0].path, 45, "", (), files, too_large=looks)
    lines = built_words(tab._context, built).splitlines()
    assert lines[0] == "Volume 1 is over"
    assert lines[4] == "… and 5 more warnings"
    assert lines[5] == f"Built: 9 volumes, 45 pages in all · {tmp_path}"
    assert lines[6] == f"p-1.pdf · 1 pages · SHA-256 {'1' * 64}"
    assert lines[10] == "… and 5 more; beside each lies its SHA-256"
    assert len(lines) == 11
    few = BuiltPacketAnswer(files[0].path, 15, "", (), files[:5])
    assert built_words(tab._context, few).splitlines()[-1].startswith("p-5.pdf")


def test_what_a_former_set_left_is_said(tab, tmp_path: Path):
    path = tmp_path / "p.pdf"
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    files = (BuiltFile(path, 1, "0" * 64),)
    built = BuiltPacketAnswer(path, 1, "0" * 64, (), files, beside=(tmp_path / "p-4.pdf",))
    tab._on_built(tab._case_no, built)
    assert "p-4.pdf" in tab.banner.text


def test_what_was_chosen_is_remembered(tab, ask, services, tmp_path: Path):
    tab.channel.channel.choose("paper")
    tab.channel.most_pages.setValue(120)
    tab._draft.setChecked(True)
    ask.expect(tmp_path / "draft.pdf")
    tab.build()
    assert services.settings.text("packet.channel") == "paper"
    assert services.settings.number("packet.max_pages") == 120
    again = type(tab.channel)(tab._context)
    assert (again.channel.value, again.limits.pages) == ("paper", 120)


def test_each_volume_can_be_looked_at_and_all_are_verified(tab, ask, tmp_path: Path):
    tab._draft.setChecked(True)
    tab.channel.most_pages.setValue(40)
    ask.expect(tmp_path / "draft.pdf")
    tab.build()
    count = tab.finished.volumes.count()
    assert count > 1
    assert not (tmp_path / "draft.pdf").exists()
    assert tab.finished.preview.pages <= 40
    tab.finished.volumes.setCurrentIndex(1)
    assert tab.finished.current == tmp_path / "draft-2.pdf"
    tab.finished.verify()
    assert "none failed" in tab.banner.text
    (tmp_path / "draft-2.pdf").write_bytes(b"%PDF-1.7 broken")
    tab.finished.volumes.setCurrentIndex(0)
    tab.finished.verify()
    assert "checks failed" in tab.banner.text
    assert tab.finished.volumes.currentIndex() == 0  # volume 1 names the one that is not its own
    assert "draft-2.pdf" in tab.finished.results[0].of("V31").message.en


def test_volumes_of_an_earlier_packet_are_replaced_only_when_told(tab, ask, tmp_path: Path):
    (tmp_path / "draft-1.pdf").write_bytes(b"earlier")
    tab._draft.setChecked(True)
    ask.expect(tmp_path / "draft.pdf", False)
    tab.build()
    assert [p.name for p in tmp_path.glob("draft*")] == ["draft-1.pdf"]


def test_a_supplement_is_offered_only_after_a_final_packet(tab):
    assert not tab.channel.late.isEnabled()
    tab.channel.show_filed(filed=True)
    tab.channel.late.setChecked(True)
    tab.channel.show_filed(filed=False)
    assert not tab.channel.late.isChecked()
