"""The lock as a model: whatever a person and the clock do, nothing is cut in half or shown."""

import os

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from xinbao_desktop.gui.models.idle_lock import IdleLock, LockState, lock_minutes

WALKS = int(os.environ.get("XINBAO_WALKS", "150"))
MINUTES = 5
LIMIT = MINUTES * 60


class Window:
    """A window with one field: what is typed, what is being saved, what is in the file."""

    def __init__(self):
        self.encrypted = True
        self.typed = self.file = 0
        self.saving = None
        self.building = False
        self.visible = True
        self.halves = 0

    def protected(self):
        return self.encrypted

    def busy(self):
        return self.saving is not None or self.building

    def hand_in(self):
        if self.typed != self.file and self.saving is None:
            self.saving = self.typed

    def hide_client(self):
        if self.busy() or self.typed != self.file:
            self.halves += 1
        self.visible = False

    def show_client(self):
        self.visible = True

    def saved(self):
        self.file, self.saving = self.saving, None


class Walk(RuleBasedStateMachine):
    """Random walks of typing, waiting, saving, locking, unlocking and closing."""

    def __init__(self):
        super().__init__()
        self.now = 0.0
        self.touched = 0.0
        self.window = Window()
        self.lock = IdleLock(self.window, MINUTES, self.now)

    @precondition(lambda self: self.window.visible)
    @rule(number=st.integers(1, 9))
    def type_(self, number):
        self.window.typed = number
        self.lock.touch(self.now)
        self.touched = self.now

    @precondition(lambda self: self.window.visible and self.window.saving is None)
    @rule()
    def leave_the_field(self):
        self.window.hand_in()

    @precondition(lambda self: self.window.saving is not None)
    @rule()
    def a_save_ends(self):
        self.window.saved()

    @precondition(lambda self: self.window.visible)
    @rule()
    def build_a_packet(self):
        self.window.building = True

    @rule()
    def the_packet_is_built(self):
        self.window.building = False

    @rule(seconds=st.sampled_from([1, 30, LIMIT - 1, LIMIT, 2 * LIMIT]))
    def wait(self, seconds):
        self.now += seconds
        self.lock.tick(self.now)

    @rule()
    def give_a_wrong_password(self):
        before = self.window.visible
        self.lock.answer(self.now, right=False)
        assert self.window.visible == before

    @rule()
    def give_the_right_password(self):
        was_locked = self.lock.locked
        self.lock.answer(self.now, right=True)
        if was_locked:
            self.touched = self.now
        assert self.window.visible

    @rule()
    def move_the_mouse(self):
        self.lock.touch(self.now)
        if not self.lock.locked:
            self.touched = self.now

    @precondition(lambda self: not self.window.busy())
    @rule()
    def close_and_open_again(self):
        self.window.hand_in()
        if self.window.saving is not None:
            self.window.saved()
        assert self.window.file == self.window.typed
        self.lock.forget(self.now)
        self.window.visible = True
        self.touched = self.now

    @invariant()
    def nothing_is_cut_in_half(self):
        assert self.window.halves == 0

    @invariant()
    def hidden_exactly_while_locked(self):
        assert self.window.visible != self.lock.locked

    @invariant()
    def never_locked_before_its_time(self):
        assert not self.lock.locked or self.now - self.touched >= LIMIT


Walk.TestCase.settings = settings(max_examples=WALKS, stateful_step_count=40, deadline=None)
TestWalk = Walk.TestCase


def test_it_locks_after_the_minutes_and_not_before():
    window = Window()
    lock = IdleLock(window, MINUTES, 0)
    lock.tick(LIMIT - 1)
    assert window.visible
    lock.tick(LIMIT)
    assert lock.locked
    assert not window.visible


def test_what_is_typed_is_saved_before_the_client_is_hidden():
    window = Window()
    lock = IdleLock(window, MINUTES, 0)
    window.typed = 7
    lock.tick(LIMIT)
    assert lock.state is LockState.CLOSING
    assert window.visible
    window.saved()
    lock.tick(LIMIT + 1)
    assert lock.locked
    assert window.file == 7


def test_long_work_is_never_cut_off():
    window = Window()
    lock = IdleLock(window, MINUTES, 0)
    window.building = True
    lock.tick(10 * LIMIT)
    assert window.visible
    window.building = False
    lock.tick(10 * LIMIT + 1)
    assert not window.visible


def test_a_client_without_a_password_and_never_stay_open():
    window = Window()
    window.encrypted = False
    IdleLock(window, MINUTES, 0).tick(10 * LIMIT)
    assert window.visible
    window.encrypted = True
    IdleLock(window, 0, 0).tick(10 * LIMIT)
    assert window.visible


def test_an_odd_setting_means_the_usual_minutes():
    assert [lock_minutes(text) for text in ("", "0", "15", "-3", "soon", "²")] == [
        5, 0, 15, 5, 5, 5,
    ]  # fmt: skip
