"""An unused window with an encrypted client shows nothing of it until the password is given."""

import pytest
from PySide6.QtWidgets import QDialog

PASSWORD = "four quiet boats"


class Hand:
    """A clock that the test turns."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def locked_client(desktop, services, tmp_path):
    hand = Hand()
    desktop.window.locking._clock = hand
    desktop.window.locking.forget()
    client = services.create_client(tmp_path / "secret.xinbao", PASSWORD)
    desktop.window.show_client(client)
    yield hand
    released = desktop.window.release_client()
    if released is not None:
        released.close()


def wait(desktop, hand, minutes=6):
    hand.now += minutes * 60
    desktop.window.locking.tick()


def shown(desktop):
    return desktop.window._stack.currentWidget()


def test_after_the_minutes_the_client_is_hidden_and_its_name_too(desktop, locked_client):
    desktop.window.locking.tick()
    wait(desktop, locked_client)
    assert shown(desktop) is desktop.window.locking.screen
    assert "secret" not in desktop.window.windowTitle()
    from xinbao_desktop.gui.context import Place

    desktop.window.go(Place("buyers"))
    assert shown(desktop) is desktop.window.locking.screen


def test_a_wrong_password_stays_locked_and_the_right_one_opens_the_same_page(
    desktop, locked_client
):
    desktop.window.workspace.show_page("deadlines")
    desktop.window.locking.tick()
    wait(desktop, locked_client)
    screen = desktop.window.locking.screen
    screen.password.setText("wrong")
    screen._open.click()
    assert shown(desktop) is screen
    assert screen.banner.text
    screen.password.setText(PASSWORD)
    screen._open.click()
    assert shown(desktop) is desktop.window.workspace
    assert desktop.window.workspace.current_name == "deadlines"


def test_the_field_being_typed_is_saved_and_open_questions_are_closed(desktop, locked_client):
    workspace = desktop.window.workspace
    workspace.show_page("company")
    desktop.window.locking.tick()
    desktop.window.activateWindow()
    page = workspace.pages["company"]
    page.form.fields["uscc"].editor.line.setText("91440300MA5FKHB167")
    page.form.fields["uscc"].editor.committed.emit()
    line = page.form.fields["name_zh"].editor.line
    line.setFocus()
    line.setText("海澜")
    dialog = QDialog(desktop.window)
    dialog.show()
    wait(desktop, locked_client)
    assert shown(desktop) is desktop.window.locking.screen
    assert not dialog.isVisible()
    assert workspace.context.client.records.client().company.name_zh == "海澜"


def test_closing_the_locked_client_leaves_the_lock_open_for_the_next(desktop, locked_client):
    desktop.window.locking.tick()
    wait(desktop, locked_client)
    desktop.window.locking.screen.close_wanted.emit()
    assert desktop.window.workspace is None
    assert shown(desktop) is desktop.window.start
    assert not desktop.window.locking.lock.locked


def test_a_client_without_a_password_is_never_locked(desktop, client):
    hand = Hand()
    desktop.window.locking._clock = hand
    desktop.window.show_client(client)
    wait(desktop, hand, 600)
    assert shown(desktop) is desktop.window.workspace
