"""V14: the riding seal's edge is free on every page, and each seal that is due has its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.packet.sheet import MM
from xinbao_desktop.packet.verify.outcome import Outcome, failed, passed, unchecked, warned
from xinbao_desktop.packet.verify.printed import documents_of
from xinbao_desktop.packet.verify.reading import Area

if TYPE_CHECKING:
    from xinbao_desktop.packet.verify.reading import PacketRead

SEAL_SIDE = 40 * MM
SEAL_WORDS = 0.25  # of its place: more than printed words is a picture or a dark field


def seals(packet: PacketRead) -> Outcome:
    """V14: a free edge for the riding seal on every page, a free box for each seal due."""
    if len(packet.pages) > 2:
        inked = [p.number for p in packet.pages if p.edge_ink]
        if inked:
            return failed("骑缝章区有内容", "something stands where the riding seal goes", inked)
    if not packet.is_ours:
        return unchecked("非本程序案卷，签章框未核", "not a packet of ours: seal boxes not judged")
    bad, unsaid = [], []
    for entry in documents_of(packet):
        pages = range(entry.first, min(entry.last, len(packet.pages)) + 1)
        if packet.kind_of(entry.first) == "form":
            if not any(_has_seal_box(packet, number) for number in pages):
                bad.append(entry.last)
            continue
        # An insurer's own form: its words may stand where the seal is set, a dark field may not.
        due = [n for n in pages if packet.file.seals[n - 1]]
        unsaid += [n for n in due if not all(map(_is_said, packet.file.seals[n - 1]))]
        bad += [n for n in due if n not in unsaid and not _has_room(packet, n)]
    if bad:
        return failed("应签章处没有空白签章框", "no free seal box where a seal is due", bad)
    if unsaid:
        zh, en = "保险人的表没有标出盖章处", "an insurer's form does not say where its seal goes"
        return warned(zh, en, unsaid)
    return passed("骑缝章区与签章框齐备", "riding-seal edge and seal boxes are free")


def _has_seal_box(packet: PacketRead, number: int) -> bool:
    page = packet.pages[number - 1]
    boxes = packet.file.seals[number - 1]
    large = [b for b in boxes if b.width >= SEAL_SIDE and b.height >= SEAL_SIDE]
    return bool(large) and not page.seal_ink and "章" in page.text


def _is_said(box: Area) -> bool:
    return box.width > 0 and box.height > 0


def _has_room(packet: PacketRead, number: int) -> bool:
    page = packet.pages[number - 1]
    sheet = Area(0, 0, page.width, page.height).grown(1)
    boxes = packet.file.seals[number - 1]
    large = all(b.width >= SEAL_SIDE and b.height >= SEAL_SIDE for b in boxes)
    inside = all(
        sheet.x0 <= b.x0 and b.x1 <= sheet.x1 and sheet.y0 <= b.y0 and b.y1 <= sheet.y1
        for b in boxes
    )
    return large and inside and page.seal_share <= SEAL_WORDS
