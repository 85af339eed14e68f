"""Building a packet: its files beside each other, and the note of it in the case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xinbao_desktop import __version__
from xinbao_desktop.app.filed_packets import filed_packets, needs_filed
from xinbao_desktop.app.former_volumes import FormerFiles, former_files, side_file
from xinbao_desktop.app.packet_answer import BuiltFile, BuiltPacketAnswer, VolumeLimits
from xinbao_desktop.app.unfinished_packets import note_words
from xinbao_desktop.domain.packet_contents import (
    FiledVolume,
    PacketContents,
    filed_documents,
)
from xinbao_desktop.domain.packet_plan import BlankDocument
from xinbao_desktop.domain.supplement import late_plan
from xinbao_desktop.domain.volumes import volume_path
from xinbao_desktop.files.atomic import refuse_existing
from xinbao_desktop.files.output_set import atomic_set
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.storage.values import PacketRecord
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.open_checks import OpenCheck
    from xinbao_desktop.app.packet_plans import PacketPlans, PrintChoices
    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.packet.volumes import BuiltVolume
    from xinbao_desktop.progress import Progress

NOTHING_NEW = Text(
    "没有补充材料可出：自 {on} 的案卷以来没有新的单证，表格也没有变化。",
    "There is nothing to supplement: since the packet of {on} no paper came and no form changed.",
)


@dataclass(frozen=True, slots=True)
class PacketOrder:
    """What is to be built, and where."""

    case_no: str
    packet: str
    on: date | None
    out: Path
    choices: PrintChoices
    limits: VolumeLimits
    supplement: bool = False
    force: bool = False
    made_from: tuple[str, int] | None = None


def build(
    plans: PacketPlans, order: PacketOrder, open_: tuple[OpenCheck, ...], progress: Progress | None
) -> BuiltPacketAnswer:
    """Write a packet and note it with its case."""
    filed = filed_packets(plans.kept(order.case_no), order.packet)
    if order.supplement:
        needs_filed(plans.kept(order.case_no), filed, order.packet)
    plans.unfinished.make_way(order.out, force=order.force)
    for place in (order.out, volume_path(order.out, 1)):
        refuse_existing(place, force=order.force)
    made_from = plans.made_from()
    with plans.planned(order.case_no, order.packet, order.on, open_, order.choices) as plan:
        wanted: PacketPlan | None = late_plan(plan, filed) if order.supplement else plan
        if wanted is None:
            said = NOTHING_NEW.fill(on=filed[-1].on.isoformat())
            return BuiltPacketAnswer(None, 0, None, open_, nothing_new=said)
        choices = replace(order.choices, blanks=blanks_of(plan))  # kept, to be built again so
        order = replace(order, choices=choices, made_from=made_from)
        done = _written(wanted, order, progress or NoProgress(), plans)
    files, former = done.files, done.former
    return BuiltPacketAnswer(
        files[0].path, sum(file.pages for file in files), files[0].sha256, open_, files,
        wanted.supplement.number if wanted.supplement else 0,
        limits=order.limits, too_large=done.too_large,
        taken_away=former.ours if order.force else (),
        beside=former.others if order.force else (*former.ours, *former.others),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Written:
    """The files that took their places, and what is to be said of them."""

    files: tuple[BuiltFile, ...]
    too_large: tuple[Text, ...]
    former: FormerFiles


def _written(
    plan: PacketPlan, order: PacketOrder, progress: Progress, plans: PacketPlans
) -> _Written:
    from xinbao_desktop.packet.volumes import build_volumes

    left = plans.unfinished
    with atomic_set(order.out, force=order.force, about=left.about, book=left.book) as outputs:
        volumes = build_volumes(plan, outputs.folder, order.choices.limits, progress)
        files = tuple(
            BuiltFile(_place(order.out, number, volumes), volume.built.pages, volume.built.sha256)
            for number, volume in enumerate(volumes, start=1)
        )
        too_large = tuple(t for volume in volumes for t in volume.oversize(order.limits.limits))
        for file, volume in zip(files, volumes, strict=True):
            outputs.place(volume.file, file.path)
        for file in files:
            outputs.write_beside(side_file(file.path), f"{file.sha256}  {file.path.name}\n")
        former = former_files(order.out, [file.path for file in files])
        if order.force:
            for path in former.ours:
                outputs.drop(path)
                outputs.drop(side_file(path))
        record = _record(plans, order, plan, volumes, files)
        outputs.take_places(note_words(record))
        if not plans.desk.file.read_only:
            with plans.desk.write() as work:
                work.add_packet(record)
    return _Written(files, too_large, former)


def _place(out: Path, number: int, volumes: Sequence[BuiltVolume]) -> Path:
    return out if len(volumes) == 1 else volume_path(out, number)


def blanks_of(plan: PacketPlan) -> tuple[tuple[str, str], ...]:
    """Return the insurers' forms that stand in a packet, each with how it was filled."""
    used = (d for d in plan.documents() if isinstance(d, BlankDocument))
    return tuple((document.blank, document.mapping) for document in used)


def _record(
    plans: PacketPlans,
    order: PacketOrder,
    plan: PacketPlan,
    volumes: Sequence[BuiltVolume],
    files: Sequence[BuiltFile],
) -> PacketRecord:
    """Return the note of the packet, as it is kept with its case."""
    choices = order.choices
    contents = PacketContents(
        volumes=tuple(FiledVolume(file.path.name, file.pages, file.sha256) for file in files),
        documents=filed_documents((volume.plan, volume.ranges) for volume in volumes),
        lang=choices.lang,
        profile=choices.profile,
        channel=choices.channel,
        limits=choices.limits,
        supplement=plan.supplement.number if plan.supplement else 0,
        blanks=choices.blanks or (),
        made_from=order.made_from,
    )
    return PacketRecord(
        case_no=order.case_no,
        kind=order.packet,
        name=files[0].path.name,
        made_at=plans.desk.clock.now(),
        evaluated_on=plan.on,
        program=__version__,
        packs=tuple((p.id, p.version) for p in plan.packs),
        pages=contents.pages,
        sha256=files[0].sha256,
        draft=plan.draft,
        contents=contents.as_json(),
    )
