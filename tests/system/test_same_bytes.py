"""The same client, day and program make the same packet, wherever and however they are run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from xinbao_desktop.cli import main

pytestmark = pytest.mark.slow

ON = "2024-12-02"
RECORDS = {
    "company": {"uscc": "91350100M000100Y43", "name_zh": "深圳市镕䶮样本实业有限公司"},
    "policies": [{"policy_no": "P-1", "insurer": "sinosure", "insured_by": "self"}],
    "buyers": [{"buyer_no": "B1", "name_en": "Muster Handels GmbH", "country": "DE"}],
    "shipments": [{
        "invoice_no": "INV-1", "buyer_no": "B1", "policy_no": "P-1", "amount": "50000",
        "currency": "EUR", "usd_rate": "1.08", "payment_term": "OA",
        "shipped_on": "2024-03-01", "due_on": "2024-04-30",
    }],
    "cases": [{"case_no": "K1", "buyer_no": "B1", "policy_no": "P-1", "cause": "default"}],
    "case_invoices": [{"case_no": "K1", "invoice_no": "INV-1"}],
}  # fmt: skip
SURROUNDINGS = [
    {},
    {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "4294967295"},
    {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "7", "USER": "张三"},
]


@pytest.fixture
def client(tmp_path, monkeypatch) -> Path:
    """A client with records, a typed and a photographed paper."""
    monkeypatch.setenv("XINBAO_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    Path("in.json").write_text(json.dumps(RECORDS), encoding="utf-8")
    Path("letter.txt").write_text("Please pay invoice INV-1.\n请付款。", encoding="utf-8")
    photo = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(photo).text((200, 300), "INV-1 " * 20, fill="black")
    photo.save("photo.jpg", dpi=(150, 150))
    assert main(["new", "c.xinbao"]) == 0
    assert main(["import", "c.xinbao", "in.json"]) == 0
    for path, slot in (("letter.txt", "L01"), ("photo.jpg", "T02")):
        assert main(["evidence", "add", "c.xinbao", "K1", path, "--slot", slot]) == 0
    return tmp_path / "c.xinbao"


def digest(client: Path, folder: Path, surroundings: dict[str, str]) -> str:
    """Build a draft from a copy of the client in a process of its own; return its SHA-256."""
    folder.mkdir()
    home = folder / "家 home"
    home.mkdir()
    copy = folder / f"{folder.name}.xinbao"
    shutil.copy(client, copy)
    place = {"HOME": str(home), "XINBAO_HOME": str(home / "x")}
    done = subprocess.run(
        [sys.executable, "-m", "xinbao_desktop", "packet", str(copy), "K1", "out.pdf",
         "--draft", "--on", ON, "--lang", "zh"],
        cwd=folder, env={**os.environ, **place, **surroundings}, capture_output=True, check=False,
        timeout=240, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr  # a draft, errors are open
    return hashlib.sha256((folder / "out.pdf").read_bytes()).hexdigest()


def test_zone_locale_home_folder_and_hash_seed_leave_no_trace_in_a_packet(client, tmp_path):
    found = {
        digest(client, tmp_path / f"run {number}", surroundings)
        for number, surroundings in enumerate(SURROUNDINGS)
    }
    assert len(found) == 1
