"""The other volumes of a packet, where they lie beside the one that is read.

Volume 1 prints the SHA-256 of all others, so one file that was changed or exchanged is named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xinbao_desktop.domain.volumes import volume_path
from xinbao_desktop.packet.digest import file_sha256
from xinbao_desktop.packet.pdfium import LOCK, opened
from xinbao_desktop.packet.verify.outcome import Outcome, failed, unchecked
from xinbao_desktop.packet.verify.printed import digests_in, digests_on_check_sheet
from xinbao_desktop.packet.verify.read_file import volume_in

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.packet.verify.reading import PacketRead

FRONT = 80  # pages among which the check sheet stands


def others_differ(packet: PacketRead) -> Outcome | None:
    """Compare the volumes beside volume 1 with what it prints of them; None if all agree."""
    assert packet.file.volume is not None
    count = packet.file.volume[1]
    printed = digests_on_check_sheet(packet)[-(count - 1) :]
    checks = [p.number for p in packet.of_kind("check")]
    if len(printed) < count - 1:
        return failed("检查表未列其余各册", "the check sheet omits the other volumes", checks)
    for number, digest in enumerate(printed, start=2):
        beside = sibling(packet, number)
        if beside is not None and file_sha256(beside) != digest:
            return failed(
                f"第 {number} 册（{beside.name}）与第 1 册所印指纹不符",
                f"volume {number} ({beside.name}) is not the one whose digest volume 1 prints",
                checks,
            )
    return None


def away(packet: PacketRead) -> list[int]:
    """Return the volumes that do not lie beside this one."""
    own, count = packet.file.volume or (1, 1)
    return [n for n in range(1, count + 1) if n != own and sibling(packet, n) is None]


def named_by_first(packet: PacketRead) -> Outcome | None:
    """Say whether volume 1 prints this one's digest; None if it does."""
    number = packet.file.volume[0] if packet.file.volume else 0
    first = sibling(packet, 1)
    if first is None:
        return unchecked(
            "来源清单在第 1 册，第 1 册不在旁边", "the manifest is in volume 1, which is not beside"
        )
    if file_sha256(packet.path) not in _digests_of(first):
        return failed(
            f"第 {number} 册与第 1 册（{first.name}）所印指纹不符",
            f"volume {number} is not the one whose digest volume 1 ({first.name}) prints",
        )
    return None


def strays(packet: PacketRead) -> list[Path]:
    """Return volumes beside this one whose numbers the set does not have: a former, larger set's.

    They carry our mark and the name of the set, so a reader would take them for part of it.
    """
    own, count = packet.file.volume or (1, 1)
    base = re.fullmatch(rf"(.+)-{own}", packet.path.stem)
    if packet.file.volume is None or base is None:
        return []
    named = re.compile(rf"{re.escape(base[1])}-(\d{{1,3}}){re.escape(packet.path.suffix)}")
    found = [
        (int(match[1]), path)
        for path in packet.path.parent.iterdir()
        if (match := named.fullmatch(path.name)) and not 1 <= int(match[1]) <= count
    ]
    return [path for _, path in sorted(found) if volume_in(path) is not None]


def sibling(packet: PacketRead, number: int) -> Path | None:
    """Return another volume of the same packet, None if it does not lie beside."""
    if packet.file.volume is None:
        return None
    base = re.fullmatch(rf"(.+)-{packet.file.volume[0]}", packet.path.stem)
    if base is None:
        return None
    beside = volume_path(packet.path.with_name(base[1] + packet.path.suffix), number)
    return beside if beside.is_file() else None


def _digests_of(path: Path) -> list[str]:
    words = []
    with opened(path) as document, LOCK:
        for number in range(min(len(document), FRONT)):
            page = document[number]
            text = page.get_textpage()
            words.append(text.get_text_bounded())
            text.close()
            page.close()
    return digests_in("\n".join(words))
