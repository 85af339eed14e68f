"""Whatever verify finds, it says in both languages what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.packet.verify import ALL, verify_packet
from xinbao_desktop.packet.verify.advice import OURS, SAID, STRANGERS, advice

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("ours", [True, False])
def test_every_check_says_what_to_do_or_is_known_to_say_it_itself(ours: bool) -> None:
    assert set(OURS) | set(STRANGERS) | SAID <= set(ALL)
    for key in ALL:
        todo = advice(key, ours=ours)
        assert (todo is None) == (key in SAID)
        assert todo is None or (todo.zh and todo.en)


def test_a_changed_packet_is_not_to_be_handed_in(packet: Path, tmp_path: Path) -> None:
    out = tmp_path / "changed.pdf"
    with pikepdf.Pdf.open(packet) as pdf:
        pdf.pages[10].contents_add(b"q 1 g 90 300 9 9 re f Q", prepend=False)
        pdf.save(out)
    found = verify_packet(out).of("V31")
    assert "不要递交这一份" in found.message.zh
    assert "Do not hand this copy in" in found.message.en


def test_a_strangers_file_is_not_to_be_built_again_here(tmp_path: Path) -> None:
    out = tmp_path / "stranger.pdf"
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    result = verify_packet(out)
    found = [c for c in result.checks if c.verdict in (CheckVerdict.FAIL, CheckVerdict.WARN)]
    assert {"V03", "V12", "V31"} <= {c.id for c in found}
    assert [c.id for c in found if "重新生成案卷" in c.message.zh] == []
    assert result.of("V31").message.zh.endswith("只有本程序生成的案卷才有此项")
