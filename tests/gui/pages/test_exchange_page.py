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
