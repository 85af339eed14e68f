import pytest


@pytest.fixture
def page(workspace):
    workspace.show_page("shipments")
    return workspace.pages["shipments"]


def cell(page, row, title):
    model = page.panel.model
    titles = [column.title for column in model.columns]
    return model.index(row, titles.index(title)).data()


def test_each_shipment_shows_its_worst_verdict_as_a_word(page):
    words = {cell(page, row, "Cover") for row in range(3)}
    assert words <= {"Covered", "To be checked", "Not covered", "Reduced", "Warning"}
    assert "…" not in words


def test_the_chosen_shipment_shows_its_verdicts_and_receipts(page):
    page.panel.select(("HL24-001",))
    assert len(page.findings.cards()) >= 9
    assert page.receipts.model.rowCount() == 1
    page.panel.select(("HL24-002",))
    assert page.receipts.model.rowCount() == 0


def test_a_receipt_is_entered_for_the_chosen_shipment(page, client):
    page.panel.select(("HL24-002",))
    page.receipts.add()
    for key, words in (("received_on", "2024/5/2"), ("amount", "2,000"), ("currency", "USD")):
        editor = page.receipts.form.fields[key].editor
        if key == "currency":
            editor.choose(words)
        else:
            editor.line.setText(words)
            editor.line.editingFinished.emit()
    receipts = client.records.client().receipts_by_invoice["HL24-002"]
    assert [receipt.amount for receipt in receipts] == [2000]


def test_a_changed_fact_changes_the_verdict(page, client):
    page.panel.select(("HL24-001",))
    before = {c.objectName(): c._finding.verdict.value for c in page.findings.cards()}
    assert before["finding.cover.own_name"] == "met"
    page.panel.form.fields["own_name"].editor.choose("no")
    page._settle.timeout.emit()
    after = {c.objectName(): c._finding.verdict.value for c in page.findings.cards()}
    assert after["finding.cover.own_name"] == "not_met"
