"""What all tests share: a blank form of an insurer, and a place where children are killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

TASKS = Path(__file__).parent / "killing"

# The blank: single fields, causes to tick, columns of a table with as many rows.
TABLE_ROWS = 5
LINES = (
    ("policy", "保险单号", 110, 760, 170),
    ("insured", "被保险人名称", 110, 730, 170),
    ("uscc", "统一社会信用代码", 390, 730, 150),
    ("person", "联系人", 110, 700, 170),
    ("tel", "电话", 390, 700, 150),
    ("debtor", "买方名称", 110, 670, 430),
    ("land", "国家（地区）", 110, 640, 170),
    ("addr", "买方地址", 390, 640, 150),
)
CAUSES = (("default", "拖欠"), ("rejection", "拒收"), ("insolvency", "破产"))
COLUMNS = (
    ("inv", "发票号", 60, 110), ("ship", "出运日期", 170, 85), ("due", "应付款日", 255, 85),
    ("cur", "币种", 340, 45), ("amt", "发票金额", 385, 80), ("open", "未收汇", 465, 80),
)  # fmt: skip


# PDFBox Preflight judges a file against PDF/A-1b; Debian's libpdfbox2-java brings it.
JARS = Path("/usr/share/java")
VALIDATOR = (
    "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api",
    "javax.activation",
)  # fmt: skip


@pytest.fixture(scope="session")
def validator():
    """What Preflight says against a file, nothing if it is PDF/A-1b; None where there is none."""
    # Without it the tests still prove what is claimed; with it, that the claim is true.
    jars = [JARS / f"{name}.jar" for name in VALIDATOR]
    if shutil.which("java") is None or not all(jar.exists() for jar in jars):
        return None

    def judge(file):
        command = ["java", "-cp", ":".join(map(str, jars)),
                   "org.apache.pdfbox.preflight.Validator_A1b", str(file)]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        valid = "is a valid PDF/A-1b file" in done.stdout
        return "" if valid else done.stdout + done.stderr

    return judge


@dataclass(frozen=True)
class Ended:
    """How a child ended: what it had said by then, how long it had, and by what it ended."""

    said: tuple[str, ...]
    code: int
    seconds: float

    @property
    def killed(self):
        return self.code == -signal.SIGKILL


class KillingGround:
    """Talks to one program of ``tests/killing``, which is loaded once and forks the children."""

    def __init__(self, script, environment):
        self._process = subprocess.Popen(
            [sys.executable, TASKS / script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", **environment},
        )

    def run(self, task, *arguments, delay=None):
        """Let a child do a task, and kill it after ``delay`` seconds; None lets it live."""
        words = [None if word is None else word if isinstance(word, int) else str(word)
                 for word in arguments]  # fmt: skip
        order = {"task": task, "arguments": words, "delay": delay}
        started = time.monotonic()
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        said = []
        for line in self._process.stdout:
            if line.startswith("ended "):
                ended = Ended(tuple(said), int(line.split()[1]), time.monotonic() - started)
                assert ended.code in {0, -signal.SIGKILL}, "the child failed by itself"
                return ended
            said.append(line.rstrip("\n"))
        pytest.fail("the killing ground itself has ended")

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def killing_ground():
    """Return a function that starts a program of ``tests/killing`` by its name."""
    started = []

    def start(script, **environment):
        started.append(KillingGround(script, environment))
        return started[-1]

    yield start
    for ground in started:
        ground.close()


@pytest.fixture
def insurers_blank(tmp_path):
    """Draw a notice of possible loss with fields, in Chinese; returns its path."""

    def draw(name="可能损失通知书.pdf", *, encrypt=None):
        from reportlab.lib.pdfencrypt import StandardEncryption
        from reportlab.pdfgen.canvas import Canvas

        from xinbao_desktop.packet.fonts import typeface

        typeface()
        path = tmp_path / name
        locked = None if encrypt is None else StandardEncryption(encrypt, "owner", canModify=0)
        canvas = Canvas(
            str(path), pagesize=(595.28, 841.89), invariant=1, initialFontName="Xinbao",
            encrypt=locked,
        )  # fmt: skip
        _draw_page(canvas)
        canvas.save()
        return path

    return draw


def _draw_page(canvas):
    form = canvas.acroForm
    canvas.setFont("Xinbao", 16)
    canvas.drawString(200, 800, "可能损失通知书（保险人格式）")
    canvas.setFont("Xinbao", 9)
    for name, words, x, y, width in LINES:
        canvas.drawRightString(x - 4, y + 5, f"{words}：")
        form.textfield(name=name, x=x, y=y, width=width, height=18, fontSize=0, borderWidth=0.5)
    canvas.drawRightString(386, 765, "知险日期：")
    form.textfield(
        name="known", tooltip="知险日期", x=390, y=760, width=150, height=18, maxlen=8,
        fieldFlags="comb", borderWidth=0.5,
    )  # fmt: skip
    canvas.drawString(60, 615, "致损原因：")
    for number, (code, words) in enumerate(CAUSES):
        x = 130 + number * 80
        form.checkbox(name=f"cause_{code}", x=x, y=611, size=12, borderWidth=0.5)
        canvas.drawString(x + 16, 615, words)
    canvas.drawString(60, 590, "存在贸易纠纷：")
    for number, (code, words) in enumerate((("Y", "是"), ("N", "否"))):
        x = 140 + number * 60
        form.radio(name="quarrel", value=code, x=x, y=586, size=12, borderWidth=0.5)
        canvas.drawString(x + 16, 590, words)
    canvas.drawString(300, 590, "币种：")
    form.choice(
        name="money", tooltip="币种", value="EUR", options=["USD", "EUR"], fieldFlags="combo",
        x=345, y=584, width=90, height=18, borderWidth=0.5,
    )  # fmt: skip
    for name, words, x, width in COLUMNS:
        canvas.drawCentredString(x + width / 2, 562, words)
        for row in range(TABLE_ROWS):
            form.textfield(
                name=f"{name}{row + 1}", x=x, y=540 - row * 18, width=width, height=18,
                fontSize=8, borderWidth=0.5,
            )  # fmt: skip
    canvas.drawString(60, 440, "案情经过：")
    form.textfield(
        name="story", tooltip="案情经过", x=60, y=340, width=485, height=94, fontSize=9,
        fieldFlags="multiline", borderWidth=0.5,
    )  # fmt: skip
    canvas.drawString(60, 320, "保险人填写：")
    form.textfield(name="office_use", x=130, y=315, width=200, height=18, borderWidth=0.5)
    canvas.drawString(330, 200, "被保险人（盖章）")
