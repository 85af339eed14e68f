"""How the documents of a packet are named, slot by slot."""

from datetime import date
from pathlib import Path

from xinbao_desktop.app.slot_documents import told_apart
from xinbao_desktop.domain.packet_plan import PaperDocument
from xinbao_desktop.text import Text

LETTERS = Text("催款函", "Demand letters")


def paper(number, title=LETTERS, **keys):
    return PaperDocument(
        id=f"L01-{number}", slot="L01", title=title, pdf=Path("a.pdf"), sha256="0" * 64,
        original_name="a.pdf", pages=(), client_id="C", **keys,
    )  # fmt: skip


def test_papers_that_an_index_would_name_alike_are_numbered():
    named = paper(3, Text("催款函：律师函", "Demand letters: by a lawyer"))
    dated = paper(4, dated_on=date(2026, 3, 1))
    billed = paper(5, invoice_no="XH-1")
    found = told_apart([paper(1), named, paper(2), dated, billed])
    assert [one.title.zh for one in found] == [
        "催款函（1/2）", "催款函：律师函", "催款函（2/2）", "催款函", "催款函",
    ]  # fmt: skip
    assert found[2].title.en == "Demand letters (2 of 2)"
    assert [one.id for one in found] == ["L01-1", "L01-3", "L01-2", "L01-4", "L01-5"]


def test_a_single_paper_keeps_its_name():
    assert told_apart([paper(1)]) == [paper(1)]
