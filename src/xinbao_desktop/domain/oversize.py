"""What a volume holds that is too large for it: which document, by how much, what to do.

A packet is divided so that no volume is over its limits without need (``volumes``). What is left
over them then is a form, which is never divided, one page of a paper, or the packet's own sheets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.channel import MB, mb_words
from xinbao_desktop.domain.packet_contents import invoice_of
from xinbao_desktop.domain.packet_plan import PaperDocument
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.channel import Limits
    from xinbao_desktop.domain.packet_plan import Document, PacketPlan

OWN_SHEETS = Text("封面、目录、检查表和清单", "cover, index, check sheet and manifest")
VOLUME = Text("第 {number} 册", "Volume {number}")
PACKET = Text("案卷", "The packet")
PAGES_OVER = Text(
    "{where}有 {pages} 页，超过每册 {limit} 页的上限 {over} 页：其中“{what}”{own} 页，不能拆到"
    "两册。请与接收方确认后把上限放宽到至少 {pages} 页（--max-pages {pages}，或窗口里的每册页数），"
    "或换一个渠道",
    "{where} has {pages} pages, {over} over the limit of {limit} a volume: “{what}” takes {own} "
    "of them and cannot be divided. Ask the receiver, then raise the limit to {pages} at least "
    "(--max-pages {pages}, or the pages a volume in the window), or choose another channel",
)
SIZE_OVER = Text(
    "{where}有 {size} MB，超过每个文件 {limit} MB 的上限 {over} MB：其中“{what}”{own}。"
    "请把它扫描得小些（200–300 dpi）重新取入，或与接收方确认后放宽到至少 {needed} MB"
    "（--max-mb {needed}，或窗口里的每个文件 MB）",
    "{where} has {size} MB, {over} MB over the limit of {limit} MB a file: “{what}” {own}. Scan "
    "it smaller (200–300 dpi) and take it in anew, or ask the receiver and raise the limit to "
    "{needed} MB at least (--max-mb {needed}, or the MB a file in the window)",
)
FORM_WEIGHT = Text("不能拆到两册", "cannot be divided")
PAPER_WEIGHT = Text(
    "第 {page} 页，一页不能再拆", "is one page (page {page}), which cannot be divided"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A finished volume, or the packet where there is one file alone.

    By the ids of its documents ``ranges`` are the pages of each, ``weights`` the bytes of the
    papers.
    """

    plan: PacketPlan
    ranges: Mapping[str, tuple[int, int]]
    weights: Mapping[str, float]
    pages: int
    size: int


def oversize(volume: Measured, limits: Limits) -> tuple[Text, ...]:
    """Return what is to be said of a volume that is over its limits; nothing of one within."""
    said = []
    if limits.pages is not None and volume.pages > limits.pages:
        said.append(_too_long(volume, limits.pages))
    if limits.size is not None and volume.size > limits.size:
        said.append(_too_heavy(volume, limits.size))
    return tuple(said)


def _too_long(volume: Measured, limit: int) -> Text:
    longest = max(volume.plan.documents(), key=lambda d: _length(volume, d), default=None)
    return PAGES_OVER.fill(
        where=_where(volume.plan),
        pages=volume.pages,
        limit=limit,
        over=volume.pages - limit,
        what=_name(longest),
        own=_length(volume, longest) if longest else volume.pages,
    )


def _too_heavy(volume: Measured, limit: int) -> Text:
    weights = volume.weights
    heaviest = max(volume.plan.documents(), key=lambda d: weights.get(d.id, 0.0), default=None)
    own = FORM_WEIGHT
    if isinstance(heaviest, PaperDocument):
        own = PAPER_WEIGHT.fill(page=heaviest.start + 1)
    return SIZE_OVER.fill(
        where=_where(volume.plan),
        size=mb_words(volume.size),
        limit=mb_words(limit),
        over=mb_words(volume.size - limit),
        what=_name(heaviest),
        own=own,
        needed=-(-volume.size // MB),
    )


def _length(volume: Measured, document: Document) -> int:
    first, last = volume.ranges.get(document.id, (1, 0))
    return last - first + 1


def _where(plan: PacketPlan) -> Text:
    return VOLUME.fill(number=plan.volume.number) if plan.volume else PACKET


def _name(document: Document | None) -> Text:
    if document is None:
        return OWN_SHEETS
    slot = f"{document.slot} " if document.slot else ""
    invoice = invoice_of(document)
    last = f" {invoice}" if invoice else ""
    return Text(f"{slot}{document.title.zh}{last}", f"{slot}{document.title.en}{last}")
