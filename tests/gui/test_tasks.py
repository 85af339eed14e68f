import threading

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.gui.tasks import Lane, TaskRunner


@pytest.fixture
def runner(qapp):
    made = TaskRunner()
    yield made
    made.close()


def ran(runner, work, owner, **more):
    """Start work that notes how it ended."""
    ends = []
    task = runner.run(
        work, owner=owner, on_done=lambda value: ends.append(("done", value)),
        on_error=lambda error: ends.append(("error", error)),
        on_cancelled=lambda: ends.append(("cancelled", None)), **more,
    )  # fmt: skip
    return task, ends


def test_work_runs_on_another_thread_and_its_result_comes_back_to_this_one(runner, qtbot):
    threads = []
    runner.run(
        lambda _: threading.get_ident(),
        owner=runner,
        on_done=lambda ident: threads.extend([ident, threading.get_ident()]),
        on_error=threads.append,
    )
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()


def test_an_error_is_handed_to_who_asked(runner, qtbot):
    _, ends = ran(runner, lambda _: 1 / 0, runner)
    qtbot.waitUntil(lambda: bool(ends))
    assert ends[0][0] == "error"
    assert isinstance(ends[0][1], ZeroDivisionError)


def test_a_short_task_does_not_wait_behind_long_work(runner, qtbot):
    go_on = threading.Event()
    _, long_ends = ran(runner, lambda _: go_on.wait(20), runner, lane=Lane.LONG)
    _, short_ends = ran(runner, lambda _: "saved", runner)
    qtbot.waitUntil(lambda: bool(short_ends))
    assert not long_ends
    go_on.set()
    qtbot.waitUntil(lambda: bool(long_ends))


def test_cancelling_bites_at_the_next_step(runner, qtbot):
    started, go_on = threading.Event(), threading.Event()

    def work(progress):
        started.set()
        go_on.wait(20)
        progress.step(1, 2)

    task, ends = ran(runner, work, runner, lane=Lane.LONG)
    started.wait(20)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [("cancelled", None)]


def test_progress_is_shown_and_the_last_step_always(runner, qtbot):
    seen = []

    def work(progress):
        for number in range(1001):
            progress.step(number, 1000, "page")

    _, ends = ran(runner, work, runner, on_progress=lambda *step: seen.append(step))
    qtbot.waitUntil(lambda: bool(ends))
    assert seen[-1] == (1000, 1000, "page")
    assert len(seen) < 200


def test_what_changed_goes_out_even_when_the_page_is_gone(runner, qtbot):
    owner, go_on, changes = QObject(), threading.Event(), []
    runner.changed.connect(changes.append)

    def work(_):
        go_on.wait(20)
        return Changed("value", Changes.of("buyers"))

    _, ends = ran(runner, work, owner)
    delete(owner)
    go_on.set()
    qtbot.waitUntil(lambda: bool(changes) and runner.idle)
    assert changes == [Changes.of("buyers")]
    assert ends == []


def test_closing_lets_short_work_finish(qapp):
    runner, saved = TaskRunner(), []
    for number in range(20):
        runner.run(
            lambda _, n=number: saved.append(n), owner=runner, on_done=lambda _: None,
            on_error=lambda _: None,
        )  # fmt: skip
    runner.close()
    assert saved == list(range(20))
