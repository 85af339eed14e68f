"""The packets noted with a case: what was handed in, and which one a file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.packet_contents import PacketContents
from xinbao_desktop.domain.supplement import FiledPacket
from xinbao_desktop.errors import UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.storage.values import PacketRecord

NOT_FILED = Text(
    "补充材料要跟在定稿案卷之后：本案还没有这种案卷的定稿。请先生成定稿。",
    "A supplement follows a final packet, and this case has no final packet of that kind yet. "
    "Build one first.",
)
NOT_KEPT = Text(
    "本案的定稿案卷由旧版程序生成，没有留下卷内目录，无法比较。请先重新生成定稿。",
    "The final packet of this case was built by an older version, which kept no list of what is in "
    "it. Build the final packet anew first.",
)


def filed_packets(records: Sequence[PacketRecord], kind: str) -> list[FiledPacket]:
    """Return the last final packet of a kind and the supplements to it, in order."""
    found: list[FiledPacket] = []
    for record in records:
        if record.kind != kind or record.draft or record.contents is None:
            continue
        contents = PacketContents.of_json(record.contents)
        if contents.supplement == 0:
            found = []
        if found or contents.supplement == 0:
            found.append(FiledPacket(record.evaluated_on, contents))
    return found


def needs_filed(records: Sequence[PacketRecord], filed: Sequence[FiledPacket], kind: str) -> None:
    """Raise ``UsageError`` where there is nothing to supplement, saying why."""
    if not filed:
        old = any(one.kind == kind and not one.draft for one in records)
        raise UsageError(NOT_KEPT if old else NOT_FILED)


def following_set(
    records: Sequence[PacketRecord], sha256: str
) -> tuple[PacketRecord, PacketRecord] | None:
    """Return the last packet built under the name of a volume's own, and the latter.

    None where the volume is part of the last one, or is no volume.
    """
    own = last = None
    for record in records:
        volumes = PacketContents.of_json(record.contents).volumes if record.contents else ()
        if any(volume.sha256 == sha256 for volume in volumes):
            own, last = (record, None) if len(volumes) > 1 else (None, None)
        elif own is not None and output_name(record) == output_name(own):
            last = record
    return None if own is None or last is None else (own, last)


def output_name(record: PacketRecord) -> str:
    """Return the name a packet was built under, without the number of its first volume."""
    volumes = PacketContents.of_json(record.contents).volumes if record.contents else ()
    stem, dot, ending = record.name.rpartition(".")
    return f"{stem.removesuffix('-1')}{dot}{ending}" if len(volumes) > 1 else record.name


def record_of(
    records: Sequence[PacketRecord], sha256: str, name: str
) -> tuple[PacketRecord | None, PacketContents | None, int]:
    """Return which packet a file is, what is kept of it, and which of its volumes, from 0.

    A file that was changed is taken for the last packet of its name.
    """
    renamed: tuple[PacketRecord | None, PacketContents | None, int] = (None, None, 0)
    for record in records:
        contents = PacketContents.of_json(record.contents) if record.contents else None
        files = [v.sha256 for v in contents.volumes] if contents else [record.sha256]
        if sha256 in files:
            return record, contents, files.index(sha256)
        names = [v.name for v in contents.volumes] if contents else []
        if name in names:
            renamed = (record, contents, names.index(name))
    return renamed
