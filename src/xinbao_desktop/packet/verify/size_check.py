"""V29: a packet, or a volume of it, against what its channel takes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.channel import mb_words
from xinbao_desktop.domain.oversize import Measured, oversize
from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.packet.verify.outcome import Outcome, passed, warned
from xinbao_desktop.packet.weights import page_weights
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.channel import Limits
    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.domain.verification import ClientEvidence
    from xinbao_desktop.packet.verify.reading import PacketRead


def size(packet: PacketRead, evidence: ClientEvidence) -> Outcome:
    """V29: within what the channel takes at once; without a channel there is no limit."""
    limits, pages = evidence.limits, len(packet.pages)
    length = packet.path.stat().st_size
    held = Text(f"{pages} 页，{mb_words(length)} MB", f"{pages} pages, {mb_words(length)} MB")
    if not limits:
        return passed(
            f"{held.zh}；未选渠道，不设上限", f"{held.en}; no channel was chosen, so no limit"
        )
    most = joined([*_limit_words(limits, evidence.plan.profile)], "、", ", ")
    if (limits.pages is not None and pages > limits.pages) or (
        limits.size is not None and length > limits.size
    ):
        why = joined([*oversize(_measured(packet, evidence.plan), limits)])
        return warned(
            f"{held.zh}，超过渠道上限 {most.zh}。{why.zh}",
            f"{held.en}: over the channel's {most.en}. {why.en}",
        )
    return passed(
        f"{held.zh}，在渠道上限 {most.zh} 之内", f"{held.en}, within the channel's {most.en}"
    )


def _measured(packet: PacketRead, plan: PacketPlan) -> Measured:
    """Return what a packet holds as it was read."""
    places: dict[str, list[int]] = {}
    for number, target in enumerate(packet.file.documents, start=1):
        places.setdefault(target, []).append(number)
    ranges = {target: (pages[0], pages[-1]) for target, pages in places.items()}
    papers = [paper for paper in plan.papers() if paper.pdf.is_file()]  # not for long after a build
    weights = {paper.id: sum(page_weights(paper)) for paper in papers}
    return Measured(plan, ranges, weights, len(packet.pages), packet.path.stat().st_size)


def _limit_words(limits: Limits, profile: Profile) -> Iterator[Text]:
    if limits.pages is not None:
        pages, blank = limits.pages, profile is Profile.SEAL
        yield Text(
            f"每册 {pages} 页" + ("（空白背面也计入）" if blank else ""),
            f"{pages} pages a volume" + (" (blank backs included)" if blank else ""),
        )
    if limits.size is not None:
        size = mb_words(limits.size)
        yield Text(f"每个文件 {size} MB", f"{size} MB a file")
