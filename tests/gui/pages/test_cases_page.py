import dataclasses
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QPushButton

from xinbao_desktop.app.kept_packs import KeptPacks
from xinbao_desktop.domain.verification import CheckResult, CheckVerdict, VerifyResult
from xinbao_desktop.gui.context import Place
from xinbao_desktop.papers.mockup import Firm, Look, MockKind, MockPaper, made
from xinbao_desktop.text import Text

DATA, INVOICES, EVENTS, ELIGIBILITY, LOSS, PAPERS, PACKET = range(7)


@pytest.fixture
def page(workspace):
    workspace.show_page("cases")
    return workspace.pages["cases"]


@pytest.fixture
def invoice_pdf(tmp_path: Path) -> Path:
    paper = MockPaper(
        kind=MockKind.INVOICE,
        seller=Firm("Shenzhen Hailan Optoelectronics Co., Ltd."),
        buyer=Firm("Coral Bay Supplies LLC"),
        fields={"invoice_no": "HL24-002"},
    )
    path = tmp_path / "Commercial Invoice HL24-002.pdf"
    path.write_bytes(made(paper, Look.TEXT_PDF, 3))
    return path


def drop(tree, paths, at):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    tree.dropEvent(
        QDropEvent(
            QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


def slot_item(tree, slot, invoice=""):
    for item in tree._items():
        choice = item.data(0, 266)
        if choice.slot == slot and choice.paper is None and invoice in ("", choice.invoice):
            return item
    raise AssertionError(slot)


def papers(client, case_no="C2024-01"):
    return [(p.document.slot, p.document.path) for p in client.evidence.papers(case_no)]


def test_the_case_is_chosen_and_judged(page):
    assert page.case_no == "C2024-01"
    assert page.form.record.case_no == "C2024-01"
    assert page.invoices.model.rowCount() == 2
    assert page.eligibility.findings.cards()
    assert page.loss.model.rowCount() == 2
    assert page.eligibility.kept.text == ""


def test_a_case_that_keeps_other_packs_says_so(page):
    answer = page.eligibility._context.client.claims.claim("C2024-01")
    packs = (("eci-core", "2020.1.1"),)
    kept = KeptPacks(packs, answer.answer.packs, by_kept=False, lost=packs)
    page.eligibility.show_answer(dataclasses.replace(answer, kept=kept))
    assert "2020.1.1" in page.eligibility.kept.text


def test_a_new_case_opens_its_other_parts_once_it_has_a_number(page, client):
    page.add()
    assert not page.tabs.isTabEnabled(PACKET)
    line = page.form.fields["case_no"].editor.line
    line.setText("C2024-02")
    line.editingFinished.emit()
    assert client.records.get("cases", ("C2024-02",)) is not None
    assert page.case_no == "C2024-02"
    assert page.tabs.isTabEnabled(PACKET)
    assert page.invoices.model.rowCount() == 0


def test_a_deleted_case_comes_back(page, client, desktop):
    page.add()
    line = page.form.fields["case_no"].editor.line
    line.setText("C2024-09")
    line.editingFinished.emit()
    page.delete()
    assert client.records.get("cases", ("C2024-09",)) is None
    assert page.case_no == "C2024-01"
    desktop.window.toast.undo()
    assert client.records.get("cases", ("C2024-09",)) is not None


def test_an_invoice_is_added_to_this_case_alone(page, client):
    page.tabs.setCurrentIndex(INVOICES)
    page.invoices.add()
    line = page.invoices.form.fields["invoice_no"].editor.line
    line.setText("HL24-001")
    line.editingFinished.emit()
    assert client.records.get("case_invoices", ("C2024-01", "HL24-001")) is not None
    assert "case_no" not in page.invoices.form.fields


def test_a_missing_fact_of_the_case_leads_to_its_field(page, desktop):
    desktop.window.go(Place("cases", "cases", ("C2024-01",), "trade_genuine"))
    assert page.tabs.currentIndex() == DATA
    state = page.form.fields["trade_genuine"].editor.target().property("state")
    assert state == "found"


def test_a_paper_dropped_on_a_slot_is_filed_there(page, client, invoice_pdf):
    page.tabs.setCurrentIndex(PAPERS)
    tree = page.checklist.tree
    item = slot_item(tree, "T02", "HL24-002")
    drop(tree, [invoice_pdf], tree.visualItemRect(item).center())
    assert papers(client) == [("T02", invoice_pdf.name)]
    assert not page.checklist.proposals.isVisibleTo(page.checklist)
    assert slot_item(tree, "T02", "HL24-002").text(2) == "Filed"


def test_papers_dropped_on_the_list_are_recognised_and_wait_for_a_yes(page, client, invoice_pdf):
    page.tabs.setCurrentIndex(PAPERS)
    page.checklist.add([invoice_pdf])
    proposals = page.checklist.proposals
    assert proposals.isVisibleTo(page.checklist)
    assert papers(client) == [("T02", invoice_pdf.name)]
    proposals.choose(0, "T03")
    proposals.confirm_all()
    assert papers(client) == [("T03", invoice_pdf.name)]


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(page, client, tmp_path: Path):
    broken = tmp_path / "letter.pdf"
    broken.write_bytes(b"Dear Sir")
    page.tabs.setCurrentIndex(PAPERS)
    page.checklist.add([broken])
    assert papers(client) == []
    assert "0 taken in, 1 refused" in page.checklist.proposals._title.text()


def test_a_paper_is_looked_at_turned_refiled_removed_and_had_back(
    page, client, desktop, invoice_pdf
):
    page.tabs.setCurrentIndex(PAPERS)
    page.checklist.add([invoice_pdf], "T02")
    page.checklist.tree.choose("T02", "", invoice_pdf.name)
    viewer = page.checklist.viewer
    assert not viewer.view.is_empty
    viewer.turn(90)
    assert client.records.client().documents[0].turns == "1:90"
    page.checklist.tree.choose("T02", "", invoice_pdf.name)
    viewer.toggle_picture()
    assert client.records.client().documents[0].as_picture
    page.checklist.tree.choose("T02", "", invoice_pdf.name)
    assert viewer._picture.isChecked()
    assert "printed as a picture" in viewer._about.text()
    desktop.window.toast.undo()
    assert not client.records.client().documents[0].as_picture
    page.checklist.tree.choose("T02", "", invoice_pdf.name)
    viewer.file_under("T04")
    assert papers(client) == [("T04", invoice_pdf.name)]
    page.checklist.tree.choose("T04", "", invoice_pdf.name)
    viewer.remove()
    assert papers(client) == []
    desktop.window.toast.undo()
    assert papers(client) == [("T04", invoice_pdf.name)]


def test_a_slot_is_waived_with_its_reason(page, client, ask):
    page.tabs.setCurrentIndex(PAPERS)
    page.checklist.tree.choose("T01")
    ask.expect("The order was made by telephone.")
    page.checklist.waive()
    waived = client.records.client().documents[0]
    assert (waived.slot, waived.waived_reason) == ("T01", "The order was made by telephone.")
    assert slot_item(page.checklist.tree, "T01").text(2) == "Waived"


def test_an_open_error_stops_the_final_packet_but_not_a_draft(page, ask, tmp_path: Path):
    page.tabs.setCurrentIndex(PACKET)
    tab = page.packet
    assert not tab._build_button.isEnabled()
    tab._draft.setChecked(True)
    out = tmp_path / "draft.pdf"
    ask.expect(out)
    tab.build()
    assert out.exists()
    assert tab.finished.preview.pages > 5
    assert "Built:" in tab.banner.text
    tab.finished.preview.go_to(3)
    assert not tab.finished.preview.view.is_empty


def test_a_reason_settles_what_the_records_alone_leave_open(page, client, ask):
    page.tabs.setCurrentIndex(PACKET)
    tab = page.packet
    open_ = client.packets.problems("C2024-01")
    explained = next(one for one in open_ if one.check.startswith("C"))
    ask.expect("The insurer knows and agreed by telephone on 2024-06-01.")
    tab.open_checks.give_reason(explained)
    again = client.packets.problems("C2024-01")
    same = next(o for o in again if (o.check, o.subject) == (explained.check, explained.subject))
    assert same.reason
    assert not same.blocks


def test_what_is_open_leads_to_where_it_is_settled(page, client):
    page.tabs.setCurrentIndex(PACKET)
    missing = next(one for one in client.packets.problems("C2024-01") if one.check == "V02")
    page.packet.open_checks._go_there(missing)
    assert page.tabs.currentIndex() == PAPERS
    assert page.checklist.tree.choice().slot == missing.subject.split()[0]


def test_a_finding_of_a_check_opens_the_packet_at_its_page(page, ask, tmp_path: Path):
    page.tabs.setCurrentIndex(PACKET)
    tab = page.packet
    tab._draft.setChecked(True)
    ask.expect(tmp_path / "draft.pdf")
    tab.build()
    failed = CheckResult("V07", CheckVerdict.FAIL, (5, 6), Text("缺页", "a page is missing"))
    passed = CheckResult("V01", CheckVerdict.PASS, (), Text("好", "well"))
    tab.finished.show_results([VerifyResult(tab.finished.preview.pages, (passed, failed))])
    assert tab.banner.text.startswith("1 checks failed")
    tab.finished.found.findChild(QPushButton, "found.V07.5").click()
    assert tab.finished.preview.thumbnails.currentRow() == 4
    tab.show_case("C2024-01")
    assert tab.finished.found.isHidden()


def test_a_finding_on_many_pages_says_that_there_are_more(page):
    pages = (9, 11, 12, 13, 14, 15)
    many = CheckResult("V31", CheckVerdict.FAIL, pages, Text("被改动", "changed"))
    page.packet.finished.found.show_result(VerifyResult(20, (many,)))
    more = page.packet.finished.found.findChild(QLabel, "found.V31.more")
    assert more.text() == "+2"
    assert more.toolTip() == "9, 11, 12, 13, 14, 15"


def test_contents_lead_to_their_pages_and_small_pages_are_drawn(page, ask, tmp_path: Path, qapp):
    page.tabs.setCurrentIndex(PACKET)
    tab = page.packet
    tab._draft.setChecked(True)
    ask.expect(tmp_path / "draft.pdf")
    tab.build()
    preview = tab.finished.preview
    item = preview.bookmarks.topLevelItem(2)
    preview.bookmarks.setCurrentItem(item)
    assert preview.thumbnails.currentRow() == int(item.data(0, 257)) - 1
    preview._side.setCurrentWidget(preview.thumbnails)
    qapp.processEvents()
    preview.thumbnails.draw_next()
    assert preview.thumbnails.currentItem().data(257) == 1
    assert not preview.view.is_empty


def test_the_pages_that_were_asked_for_are_printed(page, ask, tmp_path: Path):
    page.tabs.setCurrentIndex(PACKET)
    tab = page.packet
    tab._draft.setChecked(True)
    ask.expect(tmp_path / "draft.pdf")
    tab.build()
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1,3-4"))
    ask.expect(printer)
    tab.finished.print_packet()
    assert len(pypdf.PdfReader(tmp_path / "printed.pdf").pages) == 3
