"""Build a packet in as many volumes (册) as its channel asks for.

How long each document is becomes known by laying the whole packet out; how large, by building
it. Where documents are then divided is decided by ``domain.volumes``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from xinbao_desktop.domain.oversize import Measured, oversize
from xinbao_desktop.domain.packet_plan import (
    BuiltPacket,
    Document,
    PacketPlan,
    PaperDocument,
    Profile,
    Section,
    Volume,
)
from xinbao_desktop.domain.volumes import Load, Room, Span, divided
from xinbao_desktop.packet.build import build_laid_out, refuse_unprintable
from xinbao_desktop.packet.layout import Layout, lay_out, lay_out_volumes
from xinbao_desktop.packet.papers import looked_at
from xinbao_desktop.packet.weights import page_weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xinbao_desktop.domain.channel import Limits
    from xinbao_desktop.packet.sheet import Geometry
    from xinbao_desktop.progress import Progress
    from xinbao_desktop.text import Text

ROUNDS = 6
SPARE = 1.03  # what is promised about a file's size before it is written
OWN_BYTES = 600_000.0  # of our fonts and sheets, before one is built; half goes into each volume


@dataclass(frozen=True, slots=True)
class BuiltVolume:
    """A finished volume, or the only one; ``ranges`` are the pages of each of its documents."""

    file: Path
    plan: PacketPlan
    built: BuiltPacket
    ranges: Mapping[str, tuple[int, int]]

    @property
    def size(self) -> int:
        """The bytes of its file."""
        return self.file.stat().st_size

    def oversize(self, limits: Limits) -> tuple[Text, ...]:
        """Return what is to be said of it where it is over its limits all the same."""
        weights = {}
        if limits.size is not None and self.size > limits.size:
            weights = {paper.id: sum(page_weights(paper)) for paper in self.plan.papers()}
        return oversize(
            Measured(self.plan, self.ranges, weights, self.built.pages, self.size), limits
        )


def build_volumes(
    plan: PacketPlan, folder: Path, limits: Limits, progress: Progress
) -> list[BuiltVolume]:
    """Write a packet into a folder, in one file or in several, and return them in order.

    Equal input gives equal files. A volume is over a limit only with what cannot be divided.

    Raises:
        BadInputError: as ``build_packet``.
        Cancelled: ``progress`` said so.
    """
    refuse_unprintable(plan)
    return _Building(plan, folder, limits, progress).build()


class _Building:
    """One packet on its way into volumes."""

    def __init__(self, plan: PacketPlan, folder: Path, limits: Limits, progress: Progress) -> None:
        self._plan, self._shapes = looked_at(plan)
        self._folder = folder
        self._limits, self._progress = limits, progress
        self._whole = lay_out(self._plan, self._shapes)
        self._documents = tuple(self._plan.documents())
        self._own = OWN_BYTES

    def build(self) -> list[BuiltVolume]:
        """Build whole if that is within the limits, else divided."""
        limits, whole = self._limits, self._whole
        if limits.pages is None or len(whole.pages) <= limits.pages:
            found = self._built([self._plan], [whole])
            size = found[0].size
            if limits.size is None or size <= limits.size:
                return found
            self._own = max(size - sum(map(sum, self._weights.values())), 0.0)
        heavier = 1.0
        for _ in range(ROUNDS):
            plans, layouts = self._laid_out(heavier)
            if len(plans) == 1:
                plans, layouts = [self._plan], [whole]
            found = self._built(plans, layouts)
            largest = max((v.size for v in found if _divisible(v.plan)), default=0)
            if limits.size is None or largest <= limits.size:
                break
            heavier *= SPARE * largest / limits.size
        return found

    def _loads(self, heavier: float) -> list[Load]:
        """Return what each document asks of a volume; ``heavier`` corrects the estimate."""
        ranges, plan = self._whole.numbering.ranges, self._plan
        sections = [n for n, section in enumerate(plan.sections) for _ in section.documents]
        own = self._own / 2 / len(self._whole.pages)
        loads = []
        for document, section in zip(self._documents, sections, strict=True):
            first, last = ranges[document.id]
            pages = self._weights.get(document.id, (0.0,) * (last - first + 1))
            sizes = tuple((weight + own) * heavier for weight in pages)
            loads.append(Load(sizes, section, divisible=isinstance(document, PaperDocument)))
        return loads

    @cached_property
    def _weights(self) -> dict[str, tuple[float, ...]]:
        """The bytes of each paper's pages; measured only where sizes matter."""
        if self._limits.size is None:
            return {paper.id: (0.0,) * len(paper.pages) for paper in self._plan.papers()}
        return {paper.id: page_weights(paper) for paper in self._plan.papers()}

    def _laid_out(self, heavier: float) -> tuple[list[PacketPlan], list[Layout]]:
        """Divide, lay out, and do so again until what was assumed of the first pages is true."""
        loads = self._loads(heavier)
        room = Room(
            limits=self._limits,
            fronts=(_front(self._whole), 2),
            front_bytes=self._own / 2 * heavier,
            dividers=self._dividers(),
            two_sided=self._plan.profile is Profile.SEAL,
        )
        plans, layouts = [self._plan], [self._whole]
        for _ in range(ROUNDS):
            plans, shapes = self._divided(divided(loads, room))
            layouts = lay_out_volumes(plans, shapes)
            fronts = tuple(
                self._assumed(plan, layout, room.front(n))
                for n, (plan, layout) in enumerate(zip(plans, layouts, strict=True))
            )
            if fronts == room.fronts[: len(fronts)]:
                break
            room = replace(room, fronts=fronts)
        return plans, layouts

    def _assumed(self, plan: PacketPlan, layout: Layout, before: int) -> int:
        """Return how many first pages to count with, after a volume was laid out with fewer."""
        if _front(layout) > before:
            return _front(layout)
        most = self._limits.pages
        if most is None or not _divisible(plan):
            return before
        # over it all the same: forms grew by references to volumes
        return before + max(len(layout.pages) - most, 0)

    def _dividers(self) -> dict[int, int]:
        ranges = self._whole.numbering.ranges
        found = {}
        for number, section in enumerate(self._plan.sections):
            first, last = ranges[f"@section-{section.id}"]
            found[number] = last - first + 1
        return found

    def _divided(
        self, volumes: Sequence[Sequence[Span]]
    ) -> tuple[list[PacketPlan], dict[str, Sequence[Geometry]]]:
        """Return the volumes' plans, and how the pages of their papers lie."""
        pieces: dict[str, Sequence[Geometry]] = {}
        counts: dict[int, int] = {}
        for span in (span for volume in volumes for span in volume):
            counts[span.document] = counts.get(span.document, 0) + 1
        seen: dict[int, int] = {}
        plans = []
        for number, volume in enumerate(volumes, start=1):
            chosen: dict[int, Document] = {}
            for span in volume:
                seen[span.document] = seen.get(span.document, 0) + 1
                document = self._documents[span.document]
                if isinstance(document, PaperDocument) and counts[span.document] > 1:
                    which = (seen[span.document], counts[span.document])
                    document = _piece(self._plan, document, span, which)
                if isinstance(document, PaperDocument):
                    shapes = self._shapes[self._documents[span.document].id]
                    pieces[document.id] = shapes[span.first : span.last]
                chosen[span.document] = document
            plans.append(_volume(self._plan, chosen, Volume(number, len(volumes))))
        return plans, pieces

    def _built(self, plans: Sequence[PacketPlan], layouts: Sequence[Layout]) -> list[BuiltVolume]:
        """Write the volumes, the first one last: it prints what became of the others."""
        total = sum(len(layout.pages) for layout in layouts)
        done: list[BuiltVolume] = []
        before = 0
        for number in [*range(1, len(plans)), 0]:
            plan, layout = plans[number], layouts[number]
            others = [volume.built for volume in done] if number == 0 else ()
            file = self._folder / f"{number + 1}.pdf"
            progress = _Part(self._progress, before, total)
            built = build_laid_out(plan, layout, file, progress, others)
            done.append(BuiltVolume(file, plan, built, layout.numbering.ranges))
            before += len(layout.pages)
        return [done[-1], *done[:-1]]


@dataclass(frozen=True, slots=True)
class _Part:
    """The progress of one volume, told as that of the whole packet."""

    whole: Progress
    before: int
    total: int

    def step(self, done: int, total: int, message: str = "") -> None:
        del total
        self.whole.step(self.before + done, self.total, message)


def _divisible(plan: PacketPlan) -> bool:
    """Say whether a volume could hold less: not a form, nor one page of a paper, alone."""
    documents = tuple(plan.documents())
    if len(documents) == 1:
        only = documents[0]
        return isinstance(only, PaperDocument) and len(only.pages) > 1
    return bool(documents)


def _front(layout: Layout) -> int:
    """Return how many pages stand before the first divider, blank ones at the end left out."""
    sheets = [part.target for part in layout.parts if part.section is None]
    return max(layout.numbering.ranges[target][1] for target in sheets)


def _piece(
    plan: PacketPlan, paper: PaperDocument, span: Span, which: tuple[int, int]
) -> PaperDocument:
    """Return the part of a paper that one volume holds; its title says which part."""
    number, count = which
    title = plan.sheets.index.words["piece"].fill(title=paper.title, number=number, count=count)
    return replace(
        paper,
        id=paper.id if number == 1 else f"{paper.id}~{number}",
        title=title,
        pages=paper.pages[span.first : span.last],
        start=paper.start + span.first,
    )


def _volume(plan: PacketPlan, chosen: Mapping[int, Document], volume: Volume) -> PacketPlan:
    """Return the plan of one volume: the chosen documents under the tabs they have in the whole.

    A section that goes on from an earlier volume says so in its title.
    """
    sections = []
    count = 0
    for place, section in enumerate(plan.sections, start=1):
        own = [n for n in range(count, count + len(section.documents)) if n in chosen]
        goes_on = bool(own) and (
            own[0] > count or "~" in chosen[own[0]].id
        )  # fmt: skip
        title = section.title
        if goes_on:
            title = plan.sheets.index.words["continued"].fill(title=title)
        if own:
            sections.append(
                Section(
                    id=f"{section.id}~{volume.number}" if goes_on else section.id,
                    title=title,
                    documents=tuple(chosen[n] for n in own),
                    tab=section.tab or str(place),
                    first=section.first + own[0] - count,
                )
            )
        count += len(section.documents)
    return replace(plan, sections=tuple(sections), volume=volume)
