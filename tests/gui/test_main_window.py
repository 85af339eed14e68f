from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton

from xinbao_desktop.domain.company import Company
from xinbao_desktop.gui.formatting import date_text
from xinbao_desktop.gui.pages.start import _RecentRow
from xinbao_desktop.gui.widgets.chip import Chip


def drop(widget, *paths, at=(5, 5)):
    """Let files go over a widget, as the system's file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(*at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    widget.dropEvent(event)


def test_a_new_client_is_made_and_its_company_page_shown(desktop, ask, tmp_path: Path):
    ask.expect(tmp_path / "new", 0)
    desktop.window._opening.ask_new()
    assert (tmp_path / "new.xinbao").exists()
    assert desktop.window.workspace.current_name == "company"


def test_a_client_with_a_password_asks_for_it_when_it_is_opened_again(desktop, ask, tmp_path: Path):
    path = tmp_path / "secret.xinbao"
    ask.expect(path, 1, "correct horse", "correct horse")
    desktop.window._opening.ask_new()
    assert desktop.window.workspace.context.client.encrypted
    desktop.window.close_client()
    ask.expect("wrong", "correct horse")
    desktop.window.open_path(path)
    assert desktop.window.workspace.context.client.path == path


def test_passwords_that_differ_make_nothing(desktop, ask, tmp_path: Path):
    path = tmp_path / "secret.xinbao"
    ask.expect(path, 1, "one", "another")
    desktop.window._opening.ask_new()
    assert not path.exists()
    assert desktop.window.start.banner.text


def test_a_client_file_dropped_on_the_window_is_opened(desktop, client):
    client.close()
    drop(desktop.window, client.path)
    assert desktop.window.workspace.context.client.path == client.path


def test_a_file_that_is_no_client_is_refused_and_left_as_it_is(desktop, tmp_path: Path):
    path = tmp_path / "letter.xinbao"
    path.write_bytes(b"Dear Sir")
    desktop.window.open_path(path)
    assert desktop.window.workspace is None
    assert desktop.window.start.banner.text
    assert path.read_bytes() == b"Dear Sir"


def test_a_held_client_opens_read_only_and_says_who_holds_it(desktop, client):
    desktop.window.open_path(client.path)
    workspace = desktop.window.workspace
    assert workspace.context.read_only
    assert "is being edited by" in workspace._locked.text
    workspace.show_page("buyers")
    panel = workspace.pages["buyers"].panel
    assert not panel.list.new.isEnabled()
    assert not panel._delete.isEnabled()


def test_recent_clients_are_offered_with_their_names(desktop, client):
    client.close()
    desktop.window.open_path(client.path)
    desktop.window.close_client()
    button = desktop.window.start.findChild(QPushButton, "start.recent")
    button.click()
    assert desktop.window.workspace.context.client.path == client.path


def test_each_recent_client_shows_its_next_deadline_and_one_with_a_password_nothing(
    desktop, services, client, tmp_path: Path
):
    due = client.next_deadline()
    assert due is not None
    secret = services.create_client(tmp_path / "secret.xinbao", "four quiet boats")
    for opened in (client, secret):
        with opened.desk.write() as work:
            work.put(Company(uscc="91440300MA5FKHB167", name_zh=f"海澜 {opened.encrypted}"))
        services.remember(opened)
        opened.close()
    desktop.window.start.reload()
    shown = {
        " ".join(label.text() for label in row.findChildren(QLabel))
        for row in desktop.window.start.findChildren(_RecentRow)
    }
    assert len(shown) == 2
    (plain,) = (words for words in shown if "海澜 False" in words)
    (locked,) = shown - {plain}
    chips = [chip._text for chip in desktop.window.start.findChildren(Chip)]
    assert chips == [date_text(due)]
    assert "secret" in locked
    assert "海澜" not in locked


def test_language_and_theme_change_at_once_and_keep_the_page(desktop, services, client):
    workspace = desktop.window.show_client(client)
    workspace.show_page("settings")
    page = workspace.pages["settings"]
    page._lang.setCurrentIndex(page._lang.findData("zh"))
    page._theme.setCurrentIndex(page._theme.findData("dark"))
    page._lang.activated.emit(1)
    page._theme.activated.emit(2)
    desktop.rebuild()
    assert desktop.window.workspace.current_name == "settings"
    assert desktop.window.workspace.navigation._buttons["buyers"].text() == "买方"
    assert desktop.window.workspace.context.tokens.window == "#171c22"
    services.settings.set("lang", "en")
    services.settings.set("theme", "light")
    desktop.rebuild()


def test_closing_the_window_saves_the_field_being_typed(desktop, client, services):
    workspace = desktop.window.show_client(client)
    workspace.show_page("buyers")
    panel = workspace.pages["buyers"].panel
    panel.table.selectRow(0)
    desktop.window.activateWindow()
    line = panel.form.fields["name_zh"].editor.line
    line.setFocus()
    line.setText("汉莎")
    desktop.window.close()
    with services.open_client(client.path, write=False) as again:
        assert again.records.get("buyers", ("B001",)).name_zh == "汉莎"


def test_an_error_nobody_caught_is_shown(desktop, ask):
    desktop.report(ZeroDivisionError, ZeroDivisionError("by zero"), None)
    assert "Nothing that was saved is lost" in ask.told[0]


def test_the_first_page_does_not_read_every_record(desktop, client, monkeypatch):
    """A list that is opened next would wait for a hundred thousand shipments."""
    monkeypatch.delattr(type(client.desk), "client")
    shown = desktop.window.show_client(client)
    assert shown.pages["company"].form.record.name_zh == "深圳市海澜光电有限公司"
    desktop.window.release_client()
