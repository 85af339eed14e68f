"""A finished packet against the records of its client, by building it a second time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.app.filed_packets import filed_packets, following_set, record_of
from xinbao_desktop.app.packet_plans import PrintChoices
from xinbao_desktop.app.unfinished_packets import noted_at
from xinbao_desktop.catalog.blank_mapping import mapping_digest
from xinbao_desktop.domain.packet_contents import PacketContents
from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.domain.supplement import late_plan
from xinbao_desktop.domain.verification import CheckVerdict, ClientEvidence
from xinbao_desktop.errors import AppError
from xinbao_desktop.scratch import scratch_folder
from xinbao_desktop.storage.contents import file_digest
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from xinbao_desktop.app.packet_plans import PacketPlans
    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.domain.verification import VerifyResult
    from xinbao_desktop.packet.volumes import BuiltVolume
    from xinbao_desktop.progress import Progress
    from xinbao_desktop.storage.values import PacketRecord

FORMER = Text(
    "本册属于 {then} 生成的一套；同名的案卷在 {now} 又生成过，现为 {count} 个文件，本册不在其内",
    "this volume is of the set built on {then}; under the same name a packet was built again on "
    "{now}, which is {count} files now and holds this one no more",
)
NO_BLANK = Text(
    "未核：案卷所用的保险人表单 {ids} 不在本机，或填写方法已改；请在原来的电脑上核验",
    "not checked: the insurer's form {ids} of this packet is not here, or is filled otherwise "
    "now; verify it on the computer it was built on",
)


@dataclass(frozen=True, slots=True)
class Source:
    """Records to build a packet from again: today's, or those it was built from."""

    plans: PacketPlans
    case_no: str
    since: Text | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """What the client file notes of a packet; ``records`` are all packets of its case.

    A file that was changed is taken for the last packet of its name, and ``is_the_file`` is no.
    """

    records: list[PacketRecord]
    record: PacketRecord | None
    contents: PacketContents | None
    volume: int
    is_the_file: bool

    @classmethod
    def of(cls, records: list[PacketRecord], pdf: Path) -> Noted:
        """Look for a file among the packets of a case."""
        wanted = file_digest(pdf)[0]
        record, contents, volume = record_of(records, wanted, pdf.name)
        known = [v.sha256 for v in contents.volumes] if contents else []
        exact = record is not None and wanted in (*known, record.sha256)
        return cls(records, record, contents, volume, exact)


def verify_kept(
    sources: Sequence[Source],
    noted: Noted,
    pdf: Path,
    on: date | None,
    packet: str,
    progress: Progress,
) -> VerifyResult:
    """Check a packet, or a volume of one, with the records of its case.

    How it was printed is kept with it. Of a packet that is not noted, or was by an older version,
    each way is tried. The second build that is the same to the byte speaks, else the one that
    differs in the fewest pages. A volume of a former set is named as one.
    """
    result = _verified(sources, noted, pdf, on, packet, progress)
    followed = following_set(noted.records, file_digest(pdf)[0])
    if followed is None:
        return result
    last = followed[1]
    count = len(PacketContents.of_json(last.contents).volumes) if last.contents else 1
    then, now = (one.made_at.astimezone().strftime("%Y-%m-%d %H:%M") for one in followed)
    return noted_at(result, "V31", FORMER.fill(then=then, now=now, count=count))


def _verified(
    sources: Sequence[Source],
    noted: Noted,
    pdf: Path,
    on: date | None,
    packet: str,
    progress: Progress,
) -> VerifyResult:
    from xinbao_desktop.packet.digest import differing_pages, page_digests
    from xinbao_desktop.packet.verify import verify_packet

    gone = _blanks_gone(sources[0].plans, noted.contents)
    if gone:
        return _unchecked(verify_packet(pdf, None, progress), gone)
    wanted, pages = file_digest(pdf)[0], page_digests(pdf)
    found: tuple[int, ClientEvidence] | None = None
    for evidence in _second_builds(sources, noted, on, packet, progress):
        if evidence.rebuilt_sha256 == wanted:
            return verify_packet(pdf, evidence, progress)
        apart = len(differing_pages(pages, evidence.rebuilt_pages))
        if found is None or apart < found[0]:
            found = apart, evidence
    assert found is not None
    return verify_packet(pdf, found[1], progress)


def _second_builds(
    sources: Sequence[Source], noted: Noted, on: date | None, packet: str, progress: Progress
) -> Iterator[ClientEvidence]:
    """Build the packet again from each source, in each way it may have been printed."""
    record = noted.record
    packet = record.kind if record else packet
    on = record.evaluated_on if record and on is None else on
    for source in sources:
        plans = source.plans
        try:
            open_ = tuple(plans.checks.problems(source.case_no, on, packet))
        except AppError:
            if source is sources[-1]:
                raise
            continue  # the records of then cannot be judged any more
        for choices in _ways(record, noted.contents):
            with plans.planned(source.case_no, packet, on, open_, choices) as whole:
                plan = _supplemented(whole, noted.records, record, noted.contents)
                yield _evidence(plan, source, choices, noted, progress)


def _evidence(
    plan: PacketPlan, source: Source, choices: PrintChoices, noted: Noted, progress: Progress
) -> ClientEvidence:
    from xinbao_desktop.packet.digest import page_digests

    record = noted.record if noted.is_the_file else None
    with scratch_folder() as folder:
        again = _built_again(plan, Path(folder), choices, noted.volume, progress)
        return ClientEvidence(
            plan=again.plan,
            source_hashes=source.plans.hashes(again.plan),
            rebuilt_sha256=again.built.sha256,
            rebuilt_pages=page_digests(again.file),
            limits=choices.limits,
            noted_on=record.evaluated_on if record else None,
            since=source.since,
        )


def _ways(record: PacketRecord | None, contents: PacketContents | None) -> Iterator[PrintChoices]:
    draft = record.draft if record else False
    if contents is not None:
        yield PrintChoices(
            draft, contents.profile, contents.lang, contents.channel, contents.limits,
            contents.blanks,
        )  # fmt: skip
        return
    for lang, profile in product(Lang, Profile):
        yield PrintChoices(draft, profile, lang)


def _blanks_gone(plans: PacketPlans, contents: PacketContents | None) -> list[str]:
    """Return the insurers' forms of a packet that are not here, or are filled otherwise now."""
    shelf, found = plans.desk.knowledge.blanks, []
    for id_, digest in contents.blanks if contents else ():
        try:
            blank = shelf.get(id_)
            shelf.pdf(blank)
        except AppError:
            found.append(id_)
            continue
        if mapping_digest(blank.mapping) != digest:
            found.append(id_)
    return found


def _unchecked(result: VerifyResult, gone: Sequence[str]) -> VerifyResult:
    """Say why the packet cannot be built again and compared."""
    why = NO_BLANK.fill(ids=", ".join(gone))
    checks = (
        replace(check, message=why) if check.verdict is CheckVerdict.NOT_CHECKED else check
        for check in result.checks
    )
    return replace(result, checks=tuple(checks))


def _supplemented(
    plan: PacketPlan,
    records: list[PacketRecord],
    record: PacketRecord | None,
    contents: PacketContents | None,
) -> PacketPlan:
    """Return the plan of a supplement as it followed what was handed in before it."""
    if record is None or contents is None or not contents.supplement:
        return plan
    before = filed_packets(records[: records.index(record)], record.kind)
    return late_plan(plan, before) or plan


def _built_again(
    plan: PacketPlan, folder: Path, choices: PrintChoices, volume: int, progress: Progress
) -> BuiltVolume:
    from xinbao_desktop.packet.volumes import build_volumes

    volumes = build_volumes(plan, folder, choices.limits, progress)
    return volumes[min(volume, len(volumes) - 1)]
