from pathlib import Path

import pytest


@pytest.fixture
def page(workspace):
    workspace.show_page("exchange")
    return workspace.pages["exchange"]


def test_a_spreadsheet_is_shown_before_it_is_taken_in(page, client, tmp_path: Path):
    path = tmp_path / "buyers.csv"
    path.write_text("买方编号,买方英文名称,国别\nB001,Hansa GmbH,DE\nB100,New Buyer,FR\n", "utf-8")
    page.show_preview(path)
    assert page.preview.isVisibleTo(page)
    assert page.preview._counts.text() == "Buyers: 1 new, 1 changed"
    assert client.records.get("buyers", ("B100",)) is None
    page.preview._apply.click()
    assert client.records.get("buyers", ("B100",)).name_en == "New Buyer"
    assert client.records.get("buyers", ("B001",)).name_en == "Hansa GmbH"


def test_a_bad_cell_stops_everything_until_asked_for_the_rest(page, client, tmp_path: Path):
    path = tmp_path / "buyers.csv"
    path.write_text("买方编号,国别\nB100,Atlantis\nB101,FR\n", "utf-8")
    page.show_preview(path)
    assert not page.preview._apply.isEnabled()
    assert page.preview.model.rowCount() >= 1
    page.preview._partial.click()
    page.preview._apply.click()
    assert client.records.get("buyers", ("B100",)) is None
    assert client.records.get("buyers", ("B101",)).country == "FR"


def test_a_file_that_is_no_spreadsheet_is_refused_in_words(page, ask, tmp_path: Path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"not a workbook")
    page.show_preview(path)
    assert ask.told
    assert not page.preview.isVisibleTo(page)


def test_everything_comes_out_again(page, ask, tmp_path: Path):
    out = tmp_path / "out.json"
    ask.expect(out)
    page.export_file()
    assert "HL24-001" in out.read_text(encoding="utf-8")
    ask.expect(tmp_path)
    page.export_folder()
    assert (tmp_path / "hailan-export").is_dir()


def test_the_file_is_backed_up_and_checked(page):
    page.backup()
    assert "verified" in page.banner.text
    page.check()
    assert page.banner.text == "Every record and every paper is as it was saved."


def test_a_sheet_nobody_recognises_is_explained_once_and_then_known(page, client, ask, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("代号,洋名,地方\nB700,Fjord AS,NO\n", "utf-8")
    page.show_preview(path)
    assert ask.told
    mapping = page.mapping
    assert mapping.isVisibleTo(page)
    choose(mapping.kind, "buyers")
    for number, key in enumerate(["buyer_no", "name_en", "country"]):
        choose(mapping.keys[number], key)
    mapping.keep()
    assert not mapping.isVisibleTo(page)
    assert page.preview._counts.text() == "Buyers: 1 new, 0 changed"
    page.preview._apply.click()
    assert client.records.get("buyers", ("B700",)).country == "NO"
    page.show_preview(path)
    assert page.preview._counts.text().startswith("Nothing new")


def test_columns_not_understood_are_named_and_can_be_assigned_and_forgotten(
    page, client, ask, tmp_path
):
    path = tmp_path / "buyers.csv"
    path.write_text("买方编号,买方英文名称,暗号\nB100,New Buyer,hello\n", "utf-8")
    page.show_preview(path)
    assert "columns not understood: C 暗号" in page.preview._missed.text()
    page.show_mapping()
    choose(page.mapping.keys[2], "note")
    page.mapping.keep()
    assert page.preview._missed.text() == ""
    page.preview._apply.click()
    assert client.records.get("buyers", ("B100",)).note == "hello"
    page.show_preview(path)
    page.show_mapping()
    ask.expect(True)
    page.mapping.forget()
    assert "暗号" in page.preview._missed.text()


def test_a_sheet_can_be_left_out_and_taken_in_again(page, tmp_path):
    path = tmp_path / "buyers.csv"
    path.write_text("买方编号,买方英文名称\nB100,New Buyer\n", "utf-8")
    page.show_preview(path)
    page.show_mapping()
    choose(page.mapping.kind, "")
    assert page.mapping.keys == []
    assert page.mapping._said.text() == "This sheet is left out."
    choose(page.mapping.kind, "?")
    assert len(page.mapping.keys) == 2


def choose(box, data):
    """Choose in a combo box as a person does."""
    number = box.findData(data)
    assert number >= 0
    box.setCurrentIndex(number)
    box.activated.emit(number)
