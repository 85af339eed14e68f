"""Password, backups, hand-over and what was deleted, as a person does them."""

from pathlib import Path

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.errors import PasswordError
from xinbao_desktop.gui.pages.custody import page as page_module

PASSWORD = "four quiet boats"


@pytest.fixture
def page(workspace, monkeypatch):
    monkeypatch.setattr(page_module.QDesktopServices, "openUrl", lambda _: True)
    workspace.show_page("custody")
    return workspace.pages["custody"]


def set_password(page, new, old=""):
    card = page.password
    (card.change if page.context.client.encrypted else card.set_).click()
    card.present.setText(old)
    card.new.setText(new)
    card.again.setText(new)
    card._agree.click()


def test_a_password_is_set_and_its_recovery_key_shown_once(page, client, services):
    set_password(page, PASSWORD)
    assert client.encrypted
    assert page.password._key.text() == client.desk.file.recovery_key
    assert page.window().isEnabled()
    page.leave()
    assert page.password._key.text() == ""
    with pytest.raises(PasswordError):
        services.open_client(client.path, write=False)
    assert client.records.get("buyers", ("B001",)) is not None


def test_the_recovery_sheet_is_printed(page, ask, tmp_path: Path):
    set_password(page, PASSWORD)
    ask.expect(tmp_path / "sheet.pdf")
    page.password.sheet.click()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_a_password_is_changed_and_taken_away_again(page, client, ask):
    set_password(page, PASSWORD)
    set_password(page, "another long sentence", PASSWORD)
    assert client.custody.opens_with("another long sentence")
    assert not client.custody.opens_with(PASSWORD)
    ask.expect(True)
    page.password.remove.click()
    page.password.present.setText("another long sentence")
    page.password._agree.click()
    assert not client.encrypted
    assert page.password.set_.isVisibleTo(page)


def test_a_wrong_password_changes_nothing_and_says_so(page, client):
    set_password(page, PASSWORD)
    set_password(page, "new one", "wrong")
    assert client.custody.opens_with(PASSWORD)
    assert page.password._said.isVisibleTo(page)
    assert client.records.get("buyers", ("B001",)) is not None


def test_passwords_that_differ_or_lack_are_told_beside_the_fields(page, client):
    card = page.password
    card.set_.click()
    card.agree()
    assert card._said.text() == "Type the new password."
    card.new.setText("one")
    card.again.setText("two")
    assert card._strength.text().startswith("Weak")
    card.agree()
    assert card._said.text() == "The two new passwords differ."
    assert not client.encrypted
    card.cancel()
    assert card.new.text() == ""


def test_a_name_kept_before_is_forgotten_when_a_password_is_set(page, client, services):
    services.remember(client)
    assert services.settings.text(f"name:{client.path}")
    set_password(page, PASSWORD)
    services.remember(client)
    assert not services.settings.text(f"name:{client.path}")


def test_a_backup_is_made_and_restored_into_a_new_file(page, client, ask, services, tmp_path):
    page.keeper.back_up()
    assert "verified" in page.banner.text
    assert page.backups.model.rowCount() >= 1
    ask.expect(tmp_path / "again")
    page.backups.table.selectRow(0)
    page.backups._restore.click()
    with services.open_client(tmp_path / "again.xinbao", write=False) as again:
        assert again.records.get("buyers", ("B001",)) is not None
    assert page._open.isVisibleTo(page)


def test_restoring_never_replaces_a_file(page, ask, tmp_path: Path):
    page.keeper.back_up()
    target = tmp_path / "mine.xinbao"
    target.write_bytes(b"mine")
    ask.expect(target)
    page.backups._restore.click()
    assert ask.told
    assert target.read_bytes() == b"mine"


def test_an_encrypted_backup_asks_for_its_password(page, ask, services, tmp_path: Path):
    set_password(page, PASSWORD)
    page.keeper.back_up()
    ask.expect(tmp_path / "again.xinbao", "wrong", PASSWORD)
    page.backups._restore.click()
    with services.open_client(tmp_path / "again.xinbao", PASSWORD, write=False) as again:
        assert again.encrypted


def test_a_failed_automatic_backup_is_told(page):
    from xinbao_desktop.text import Text

    page.backups.show_backups((), Text("盘满", "the disk is full"))
    assert page.backups.banner.text == "The last automatic backup failed: the disk is full"


def test_readable_backups_from_before_the_password_are_pointed_out(page):
    page.keeper.back_up()
    set_password(page, PASSWORD)
    assert "without it" in page.backups.banner.text


def test_the_file_is_checked(page):
    page.keeper.check()
    assert page.banner.text == "Every record and every paper is as it was saved."


def test_a_client_is_handed_over_without_a_case(page, ask, services, tmp_path: Path):
    from PySide6.QtCore import Qt

    page.hand.cases.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert page.hand._count.text() == "Cases that go along: 0 of 1"
    ask.expect(tmp_path / "gone.xinbao", 1, PASSWORD, PASSWORD)
    page.hand_over(page.hand.left_out())
    with services.open_client(tmp_path / "gone.xinbao", PASSWORD, write=False) as gone:
        assert gone.records.client().cases == ()
        assert gone.records.get("buyers", ("B001",)) is not None


def test_what_was_deleted_is_brought_back_and_that_undone(page, client, desktop):
    client.records.save(Buyer(buyer_no="B050", name_en="Fjord AS", country="NO"))
    client.records.delete("buyers", ("B050",))
    page.reload()
    page.deleted.table.selectRow(0)
    page.deleted._back.click()
    assert client.records.get("buyers", ("B050",)) is not None
    assert page.deleted.model.rowCount() == 0
    desktop.window.toast.undo()
    assert client.records.get("buyers", ("B050",)) is None
    assert page.deleted.model.rowCount() == 1


def test_the_bundle_for_support_is_written(page, ask, tmp_path: Path):
    ask.expect(tmp_path / "bundle.zip")
    page.diagnostics()
    assert (tmp_path / "bundle.zip").stat().st_size > 0


def test_a_file_open_for_reading_offers_no_password(desktop, client):
    desktop.window.open_path(client.path)
    workspace = desktop.window.workspace
    workspace.show_page("custody")
    assert not workspace.pages["custody"].password.set_.isEnabled()
