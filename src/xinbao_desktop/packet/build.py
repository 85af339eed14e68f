"""Build a packet: check, lay out, draw, assemble, save.

The file given is written from nothing; the caller replaces an older one only when it is whole.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from pikepdf import Pdf

from xinbao_desktop.domain.packet_plan import BuiltPacket
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.packet import archive, assemble
from xinbao_desktop.packet.canvas import PageCanvas
from xinbao_desktop.packet.digest import digest_of_pages, page_digest
from xinbao_desktop.packet.glyphs import unprintable
from xinbao_desktop.packet.layout import check_pages, lay_out, with_drawn
from xinbao_desktop.packet.page_seal import seal_pages
from xinbao_desktop.packet.papers import gathered, looked_at
from xinbao_desktop.packet.parts import CHECK
from xinbao_desktop.scratch import scratch_folder
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.packet.layout import Layout
    from xinbao_desktop.packet.sheet import Drawn
    from xinbao_desktop.progress import Progress


def build_packet(plan: PacketPlan, out: Path, progress: Progress) -> BuiltPacket:
    """Write the packet to ``out``.

    Raises:
        BadInputError: a character cannot be printed (each is named with its field), or a paper
            cannot be read.
        Cancelled: ``progress`` said so; ``out`` may then be absent or half written.
    """
    refuse_unprintable(plan)
    plan, shapes = looked_at(plan)
    return build_laid_out(plan, lay_out(plan, shapes), out, progress)


def refuse_unprintable(plan: PacketPlan) -> None:
    """Raise ``BadInputError`` that names every character no bundled font has."""
    problems = unprintable(plan)
    if problems:
        text = Text(
            "有 {count} 个字段含字库没有的字，无法打印；请改用其他写法。",
            "{count} fields hold characters that no bundled font has; write them otherwise.",
        )
        raise BadInputError(text.fill(count=len(problems)), problems)


def build_laid_out(
    plan: PacketPlan,
    layout: Layout,
    out: Path,
    progress: Progress,
    others: Sequence[BuiltPacket] = (),
) -> BuiltPacket:
    """Write a packet, or one volume, whose pages are known.

    The first volume is written last: its check sheet prints what became of the ``others``.
    """
    papers = tuple(plan.papers())
    progress.step(0, len(layout.pages))
    with ExitStack() as stack:
        temporary = scratch_folder()
        folder = Path(stack.enter_context(temporary))
        _draw([page.drawn for page in layout.pages], folder / "drawn.pdf")
        pdf = stack.enter_context(Pdf.open(folder / "drawn.pdf"))
        if papers:
            source = stack.enter_context(gathered(papers, folder))
            assemble.join(pdf, source, layout, papers, progress)
        first, last = layout.numbering.ranges.get(CHECK, (0, -1))
        printed = [page_digest(page.obj) for page in pdf.pages]
        digest = digest_of_pages(printed, without=range(first, last + 1))
        if CHECK in layout.numbering.ranges:
            checked = check_pages(plan, layout, digest, others)
            layout = with_drawn(layout, first, checked)
            _draw(checked, folder / "check.pdf")
            sheet = stack.enter_context(Pdf.open(folder / "check.pdf"))
            assemble.replace_pages(pdf, first, sheet)
            printed[first - 1 : last] = [page_digest(page.obj) for page in sheet.pages]
        assemble.finish(pdf, plan, layout)
        seal_pages(pdf, printed)
        sha256 = archive.save(pdf, out, archival=archive.is_archival(papers))
    return BuiltPacket(len(layout.pages), sha256, digest)


def _draw(pages: Sequence[Drawn], file: Path) -> None:
    canvas = PageCanvas(file)
    for page in pages:
        canvas.draw(page)
    canvas.save()
