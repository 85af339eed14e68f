from decimal import Decimal
from pathlib import Path

import pytest

from xinbao_desktop.domain.paper import PaperPage, PreparedPaper, Refusal
from xinbao_desktop.papers.report import Job, answer_line, job_line, read_answer, read_job
from xinbao_desktop.text import Text

PAGE = PaperPage(
    number=1,
    width_mm=Decimal(210),
    height_mm=Decimal(297),
    image_only=False,
    dpi=None,
    blank=False,
    turned=90,
    text="两行\n𬭎",
    ink=(0.1, 0.2, 0.9, 0.8),
)


@pytest.mark.parametrize(
    "answer",
    [
        Refusal(Text("中文", "English")),
        PreparedPaper((PAGE,), "application/pdf", True, (Text("注", "note"),)),
        PreparedPaper((), "image/png"),
    ],
)
def test_an_answer_arrives_as_it_was_sent(answer):
    line = answer_line(answer)
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert read_answer(line) == answer


def test_a_job_arrives_as_it_was_sent():
    job = Job(Path("案卷/提单 1.pdf"), Path("out.pdf"), {3: 90, 1: 180})
    assert read_job(job_line(job)) == job
