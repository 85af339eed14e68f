"""The packet tab: written reasons, packets built before, any PDF, and what happens meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from xinbao_desktop.app.open_checks import OpenCheck
from xinbao_desktop.domain.claim_case import Case
from xinbao_desktop.domain.packet_contents import PacketContents
from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.gui.formatting import file_name
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.gui.pages.cases.packet import PacketTab

CASE = "C2024-01"


@pytest.fixture
def page(packet_page):
    return packet_page


@pytest.fixture
def tab(page) -> PacketTab:
    return page.packet


def coarse(name, reason=""):
    text = Text(f"{name} 低于 200 dpi", f"{name} is below 200 dpi")
    return OpenCheck("V17", "warning", text, name, reason, explainable=True)


def reasons(client):
    return {(c.check, c.subject): c.reason for c in client.records.client().confirmations}


def draft(tab, ask, out: Path):
    tab._draft.setChecked(True)
    ask.expect(out)
    tab.build()


def test_one_sheet_asks_for_every_reason_before_a_final_packet_is_built(tab, ask, client):
    tab._show_open([coarse("a.pdf"), coarse("b.pdf"), coarse("c.pdf", "the only copy")])

    def answer(sheet):
        assert sheet.keep.text() == "Build; 2 to be written by hand"
        sheet.line("V17", "a.pdf").setText("The bank has it only so.")
        sheet.line("V17", "b.pdf").setText("Read without trouble.")
        assert sheet.keep.text() == "Keep and build"
        return True

    ask.expect(answer, None)  # then where to
    tab.build()
    assert ask.answers == []
    assert reasons(client) == {
        ("V17", "a.pdf"): "The bank has it only so.",
        ("V17", "b.pdf"): "Read without trouble.",
    }


def test_who_thinks_better_of_it_builds_nothing_and_writes_nothing(tab, ask, client):
    tab._show_open([coarse("a.pdf")])

    def answer(sheet):
        sheet.line("V17", "a.pdf").setText("Never mind.")
        return False

    ask.expect(answer)
    tab.build()
    assert ask.answers == []
    assert reasons(client) == {}


def test_a_reason_left_empty_does_not_stop_the_packet(tab, ask, client):
    tab._show_open([coarse("a.pdf")])
    ask.expect(lambda _: True, None)
    tab.build()
    assert ask.answers == []
    assert reasons(client) == {}


def test_one_reason_serves_for_all_warnings_alike_but_not_for_one_with_its_own(tab, ask, client):
    tab._show_open([coarse(name) for name in ("a.pdf", "b.pdf", "c.pdf")])

    def answer(sheet):
        sheet.line("V17", "b.pdf").setText("The original is lost.")
        every = sheet.findChild(type(sheet.line("V17", "a.pdf")), "reasons.V17.all")
        for words in ("The ba", "The bank has it only so."):
            every.setText(words)
        return True

    ask.expect(answer)
    tab.open_checks.give_reasons()
    assert set(reasons(client).values()) == {"The bank has it only so.", "The original is lost."}


def test_enter_goes_on_to_the_next_empty_reason_and_from_the_last_keeps_them(tab, ask, qtbot):
    tab._show_open([coarse("a.pdf"), coarse("b.pdf")])

    def answer(sheet):
        sheet.show()
        first, second = sheet.line("V17", "a.pdf"), sheet.line("V17", "b.pdf")
        first.setFocus()
        first.setText("one")
        qtbot.keyClick(first, Qt.Key.Key_Return)
        assert not sheet.result()
        assert sheet.focusWidget() is second
        second.setText("two")
        qtbot.keyClick(second, Qt.Key.Key_Return)
        assert sheet.result()
        return True

    ask.expect(answer)
    tab.open_checks.give_reasons()
    assert ask.answers == []


def test_reasons_written_before_are_offered_again(tab, ask, client):
    client.confirmations.explain(CASE, {("V17", "old.pdf"): "The bank has it only so."})
    tab._show_open([coarse("a.pdf")])

    def answer(sheet):
        offered = sheet.line("V17", "a.pdf").completer().model()
        assert [offered.data(offered.index(n, 0)) for n in range(offered.rowCount())] == [
            "The bank has it only so."
        ]
        return False

    ask.expect(answer)
    tab.open_checks.give_reasons()


def test_written_reasons_are_taken_back_by_the_toast_and_by_emptying_them(
    tab, ask, client, desktop
):
    client.confirmations.confirm(CASE, "V17", "a.pdf", "confirmed", "seen")
    tab._show_open([coarse("a.pdf", "seen")])
    ask.expect("  ")
    tab.open_checks.give_reason(coarse("a.pdf", "seen"))
    assert reasons(client) == {}
    desktop.window.toast.undo()
    [again] = client.records.client().confirmations
    assert (again.answer, again.reason) == ("confirmed", "seen")


def test_the_list_of_what_is_open_stays_where_it_was_scrolled_to(tab, qtbot):
    many = [coarse(f"{number:02}.pdf") for number in range(40)]
    tab._show_open(many)
    bar = tab.open_checks._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 1000)
    bar.setValue(bar.maximum() // 2)
    at = bar.value()
    assert at > 0
    tab._show_open([*many[:20], coarse("20.pdf", "lost"), *many[21:]])
    qtbot.waitUntil(lambda: abs(bar.value() - at) < 60)


def test_a_form_that_lacks_something_leads_to_the_field_that_gives_it(page, tab, client, desktop):
    lacking = next(one for one in client.packets.problems(CASE) if one.lacks)
    contact = next(one for one in lacking.lacks if one.source == "company.contact_name")
    button = tab.open_checks.findChild(QPushButton, f"open.V02.{contact.key}")
    button.click()
    company = desktop.window.workspace.pages["company"]
    assert company.isVisible()
    assert company.form.fields["contact_name"].editor.target().property("state") == "found"


def test_nothing_else_can_be_begun_while_a_packet_is_built(tab, tmp_path: Path):
    seen = []

    def work(_):
        seen.append((tab._build_button.isEnabled(), tab.finished._verify.isEnabled()))

    tab._draft.setChecked(True)
    tab.work.run("…", work, lambda _: None)
    assert seen == [(False, False)]
    assert tab._build_button.isEnabled()


def test_a_packet_that_is_done_after_another_case_was_chosen_is_not_shown_there(
    page, tab, ask, client, tmp_path: Path
):
    with client.desk.write() as work:
        work.put(Case(case_no="C2024-02", buyer_no="B001"))
    tab._draft.setChecked(True)
    tab.show_case("C2024-02")
    built = client.packets.build(CASE, tmp_path / "one.pdf", draft=True)
    tab._on_built(CASE, built)
    assert tab.finished.files == ()
    assert tab.banner.text == ""
    assert "one.pdf" in page.window().toast.text


def test_a_packet_is_named_by_case_kind_and_draft_as_any_system_can_keep_it(tab):
    tab._draft.setChecked(True)
    tab._case_no = "报案 2024/07"
    assert tab._name() == "报案 2024-07-Claim-Draft.pdf"
    assert file_name('a:b*?"<c>|\n.') == "a-b-c-"


def test_language_and_profile_are_chosen_and_the_language_remembered(
    tab, ask, client, services, tmp_path: Path
):
    tab.choices.choose(Lang.EN, Profile.FILE)
    draft(tab, ask, tmp_path / "draft.pdf")
    contents = PacketContents.of_json(client.packets.kept(CASE)[-1].contents)
    assert (contents.lang, contents.profile) == (Lang.EN, Profile.FILE)
    assert services.settings.text("packet.lang") == "en"
    tab.packet.choose("claim")
    assert tab.choices.profile is Profile.SEAL  # as that kind is used


def test_a_packet_built_before_is_opened_again(tab, ask, tmp_path: Path):
    draft(tab, ask, tmp_path / "draft.pdf")
    tab.show_case(CASE)
    assert tab.finished.preview.pages == 0

    def answer(sheet):
        assert sheet.model.rowCount() == 1
        sheet.open_chosen()
        return True

    ask.expect(answer)
    tab.finished.ask_built()
    assert tab.finished.current == tmp_path / "draft.pdf"
    assert tab.finished.preview.pages > 5
    assert tab.banner.text == ""
    tab.finished.verify()
    assert "none failed" in tab.banner.text


def test_what_is_open_makes_room_for_a_finished_packet_and_comes_back_when_asked(
    tab, ask, tmp_path: Path, qtbot
):
    assert not tab.points.isVisible()
    draft(tab, ask, tmp_path / "draft.pdf")
    tab._show_open([])
    assert not tab._left.isVisible()
    tab.points.click()
    assert tab._left.isVisible()
    tab.points.click()
    assert not tab._left.isVisible()
    assert tab.finished.preview.bar.number.lineEdit().width() > 30  # its number can be read


def test_the_tab_key_goes_through_the_choices_as_they_stand(tab):
    names, one = [], tab.packet.nextInFocusChain()
    while one is not tab.packet:
        names.append(one.objectName())
        one = one.nextInFocusChain()
    wanted = ["packet.build", "packet.draft", "packet.print", "packet.lang", "packet.profile"]
    wanted += ["packet.channel", "packet.max_pages", "packet.supplement", "packet.page"]
    assert sorted(wanted, key=names.index) == wanted


def test_a_packet_that_was_moved_is_asked_for_and_one_that_was_changed_is_said(
    tab, ask, tmp_path: Path
):
    draft(tab, ask, tmp_path / "draft.pdf")
    away = tmp_path / "away"
    away.mkdir()
    moved = (tmp_path / "draft.pdf").rename(away / "draft.pdf")
    with moved.open("ab") as file:
        file.write(b"\n% more\n")
    tab.show_case(CASE)
    ask.expect(lambda sheet: sheet.open_chosen() or True, moved)
    tab.finished.ask_built()
    assert tab.finished.current == moved
    assert tab.banner.text == "Not as it was built: draft.pdf. Verify says what differs."


def test_any_pdf_is_looked_at_and_checked_without_the_records(tab, ask, tmp_path: Path):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 300)
    stranger = tmp_path / "stranger.pdf"
    writer.write(stranger)
    ask.expect(lambda sheet: sheet.open_other() or True, stranger)
    tab.finished.ask_built()
    assert tab.finished.preview.pages == 1
    tab.finished.verify()
    assert "checks failed" in tab.banner.text
    assert "could not be checked" in tab.banner.text


def test_a_packet_that_is_gone_is_said_when_it_is_verified_or_printed(tab, ask, tmp_path: Path):
    draft(tab, ask, tmp_path / "draft.pdf")
    (tmp_path / "draft.pdf").unlink()
    tab.finished.verify()
    assert ask.told[-1].startswith("There is no file")
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    ask.expect(printer)
    tab.finished.print_packet()
    assert "cannot be shown" in ask.told[-1]
    assert not (tmp_path / "printed.pdf").exists()


def test_what_is_no_pdf_is_said_and_what_was_shown_stays(tab, ask, tmp_path: Path):
    draft(tab, ask, tmp_path / "draft.pdf")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"Dear Sir")
    ask.expect(lambda sheet: sheet.open_other() or True, letter)
    tab.finished.ask_built()
    assert "“letter.pdf” cannot be opened" in ask.told[0]
    assert tab.finished.current == tmp_path / "draft.pdf"


def test_a_case_without_packets_says_so_and_still_opens_any_pdf(tab, ask):
    def answer(sheet):
        assert not sheet.agree.isEnabled()
        return False

    ask.expect(answer)
    tab.finished.ask_built()
