"""No network: the window, the command line and the reader of papers open no internet socket (R11).

Every call of the system is watched from outside. ``XINBAO_TRACED`` names more tests of the window
to run under watch; all of them are ``tests/gui tests/system/test_window_journey.py``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACED = os.environ.get("XINBAO_TRACED", "tests/gui/test_main_window.py").split()
INTERNET = re.compile(r"AF_INET6?\b|AF_PACKET|AF_NETLINK")
OPENING = re.compile(r"\bsocket\(AF_INET6?, SOCK_STREAM")
PRINT_SERVICE = re.compile(
    r'\bconnect\(\d+, .*htons\(631\).*("::1"|"127\.0\.0\.1")|getsockopt|getpeername|getsockname'
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(shutil.which("strace") is None, reason="watches with strace"),
]


def watched(tmp_path, *command):
    """Run a command; returns its end and what it asked the system about networks."""
    log = tmp_path / "calls.txt"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=network", "-o", log, sys.executable, *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "XINBAO_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"},
    )
    return done, [line for line in log.read_text().splitlines() if INTERNET.search(line)]


def test_watching_sees_a_socket(tmp_path):
    code = "import socket; socket.socket().close()"
    done, calls = watched(tmp_path, "-c", code)
    assert done.returncode == 0, done.stderr
    assert calls


def test_the_main_job_opens_no_internet_socket(tmp_path):
    done, calls = watched(tmp_path, "-m", "xinbao_desktop", "demo", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert calls == []


def test_the_window_speaks_to_nobody_but_this_machine_s_own_print_service(tmp_path):
    """Choosing a printer asks CUPS, which listens on this machine's port 631."""
    done, calls = watched(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TRACED)
    assert done.returncode == 0, done.stdout[-2000:]
    opened = [call for call in calls if not OPENING.search(call)]
    assert [call for call in opened if not PRINT_SERVICE.search(call)] == []
    assert not calls or opened, "a socket was opened and its use not seen"
