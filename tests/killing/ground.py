"""Forks children of a program that is loaded already, and kills them after the time it is told.

A fresh interpreter takes a second to load and would be killed there nearly every time; a forked
child is at its work at once. Orders come as JSON, a line each, on standard input. What a child
says goes straight to standard output, so the test that reads there is an outside witness of
what was acknowledged; ``ended CODE`` follows when the child is gone (-9: it was killed).
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback


def serve(tasks):
    """Carry out orders until standard input ends; ``tasks`` are functions by name."""
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _live(tasks[order["task"]], order["arguments"])
        if order["delay"] is not None:
            time.sleep(order["delay"])
            os.kill(child, signal.SIGKILL)  # not reaped yet, so the number is still its own
        _, status = os.waitpid(child, 0)
        say("ended", os.waitstatus_to_exitcode(status))


def say(*words):
    """Write one line in one piece: what was said before a kill stays said."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def _live(task, arguments):
    code = 1
    try:
        task(*arguments)
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the test must see it
        traceback.print_exc()
    finally:
        os._exit(code)
