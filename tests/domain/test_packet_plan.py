"""A plan lists its documents in the order they are printed."""

from __future__ import annotations

from pathlib import Path

from xinbao_desktop.domain.packet_plan import (
    GapDocument,
    GapState,
    PageInfo,
    PaperDocument,
    Section,
)
from xinbao_desktop.domain.verification import CheckResult, CheckVerdict, VerifyResult
from xinbao_desktop.text import same


def paper(key: str) -> PaperDocument:
    return PaperDocument(
        id=key, slot=key, title=same(key), pdf=Path("x.pdf"), sha256="0" * 64,
        original_name="x.pdf", pages=(PageInfo(),), client_id="c",
    )  # fmt: skip


def test_a_section_keeps_the_order_of_its_documents() -> None:
    gap = GapDocument(
        id="g", slot="g", title=same("g"), state=GapState.MISSING, reason=same("lost")
    )
    section = Section(id="s", title=same("s"), documents=(paper("b"), gap, paper("a")))
    assert [d.id for d in section.documents] == ["b", "g", "a"]


def test_only_a_failed_check_is_an_error() -> None:
    warn = CheckResult("V07", CheckVerdict.WARN, (1,), same("w"))
    fail = CheckResult("V03", CheckVerdict.FAIL, (1,), same("f"))
    assert not VerifyResult(1, (warn,)).has_errors
    assert VerifyResult(1, (warn, fail)).has_errors
    assert VerifyResult(1, (warn, fail)).of("V03") is fail
