"""Nothing readable at rest while a password is set, wherever the program writes (R08).

Planted words are searched in every byte of the client's folder, of settings, logs, backups,
temporary files and the bundle for support, while the client is open, after it is closed, and
after the program was killed and started again. ``secure_delete`` stays off.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile

import pytest

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.claim_case import Case
from xinbao_desktop.errors import AppError
from xinbao_desktop.files.logs import take_down_logs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal"),
]
CANARY = "CANARY4e1b金丝雀"
WORDS = [
    word.encode(e) for word in ("CANARY4e1b", "金丝雀") for e in ("utf-8", "utf-16-le", "gb18030")
]
PASSWORD = "four quiet boats"

KILLED = """
import os, sys
from pathlib import Path
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.progress import NoProgress

class Die(NoProgress):
    def step(self, done, total, message=""):
        os.kill(os.getpid(), 9)

with build_services(folder=Path(sys.argv[2])).open_client(Path(sys.argv[1]), sys.argv[3]) as client:
    client.packets.build("K1", Path(sys.argv[4]), draft=True, progress=Die())
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Folders for what the program writes, and one for what a person keeps elsewhere."""
    for name in ("client", "home", "tmp", "elsewhere"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    return tmp_path


def readable(place):
    """Return every file that the program wrote and somebody could read the planted words in."""
    found, looked_at = [], 0
    for folder in ("client", "home", "tmp"):
        for path in (place / folder).rglob("*"):
            if path.is_file():
                looked_at += 1
                content = path.read_bytes() + os.fsencode(path.name)
                if any(word in content for word in WORDS):
                    found.append(str(path.relative_to(place)))
                if folder != "home" and content.startswith(b"SQLite format 3"):
                    found.append(f"{path.name} is plain")
    assert looked_at
    return found


def test_planted_words_are_in_no_byte_that_the_program_keeps(place):
    services = build_services(folder=place / "home")
    services.start_log()
    path = place / "client" / "c.xinbao"
    client = services.create_client(path, PASSWORD)
    work_with(client, place)
    services.remember(client)
    services.note_failure(RuntimeError(CANARY))
    logging.getLogger("xinbao_desktop").warning("%s went wrong", CANARY)
    with pytest.raises(AppError):
        services.open_client(path, CANARY)
    services.write_diagnostics(place / "home" / "support.zip")
    assert readable(place) == []
    client.custody.set_password(PASSWORD, PASSWORD + "2")
    assert readable(place) == []
    client.close()
    take_down_logs()
    assert readable(place) == []


def work_with(client, place):
    """Enter, import, file, print, delete and back up, all with the planted words in it."""
    elsewhere = place / "elsewhere"
    with client.desk.write(CANARY) as work:
        work.put(Case(case_no="K1", narrative=CANARY * 50))
        work.put(Case(case_no="K2", narrative=CANARY * 50))
    client.records.delete("cases", ("K2",))
    rows = {"buyers": [{"buyer_no": f"{CANARY}{n}", "note": CANARY} for n in range(300)]}
    (elsewhere / "in.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    client.imports.apply(client.imports.preview(elsewhere / "in.json"))
    (elsewhere / f"{CANARY}.txt").write_text(CANARY * 200, encoding="utf-8")
    client.evidence.add("K1", [elsewhere / f"{CANARY}.txt"], slot="L01")
    document = client.records.client().documents[0]
    client.evidence.turn(document, 1, 90)
    client.evidence.page_image(client.records.client().documents[0], 1, 30)
    client.packets.build("K1", elsewhere / "p.pdf", draft=True)
    client.exports.export(elsewhere / "out")
    client.backups.backup()


def test_what_a_kill_leaves_readable_is_gone_at_the_next_start(place):
    services = build_services(folder=place / "home")
    path = place / "client" / "c.xinbao"
    with services.create_client(path, PASSWORD) as client:
        work_with(client, place)
    out = place / "elsewhere" / "killed.pdf"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, path, place / "home", PASSWORD, out], check=False
    )
    assert done.returncode == -9
    assert list((place / "tmp").rglob("*.pdf")), "no paper was left behind by the kill"
    build_services(folder=place / "home")
    assert list((place / "tmp").iterdir()) == []
    assert readable(place) == []
    assert not out.exists()
