"""Where the files of a packet lie now: of one noted with its case, or of any that is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.app.packet_answer import BuiltFile
from xinbao_desktop.domain.packet_contents import PacketContents
from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.packet.preview import page_count
from xinbao_desktop.storage.contents import file_digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xinbao_desktop.storage.values import PacketRecord


@dataclass(frozen=True, slots=True)
class FoundPacket:
    """The files of a packet; ``altered`` are those that are not as they were built."""

    files: tuple[BuiltFile, ...]
    altered: tuple[str, ...] = ()
    two_sided: bool = True


def built_files(record: PacketRecord) -> tuple[BuiltFile, ...]:
    """Return the files a packet was built as, by their bare names."""
    if record.contents is None:
        return (BuiltFile(Path(record.name), record.pages, record.sha256),)
    volumes = PacketContents.of_json(record.contents).volumes
    return tuple(BuiltFile(Path(one.name), one.pages, one.sha256) for one in volumes)


def is_two_sided(record: PacketRecord) -> bool:
    """Return whether a packet was laid out for both sides of the sheet."""
    kept = record.contents
    return kept is None or PacketContents.of_json(kept).profile is Profile.SEAL


def supplement_of(record: PacketRecord) -> int:
    """Return which supplement a packet is, 0 where it is none."""
    return PacketContents.of_json(record.contents).supplement if record.contents else 0


def find_packet(record: PacketRecord, folders: Iterable[Path]) -> FoundPacket | None:
    """Return a packet's files in the first of these folders that holds them; None if none does.

    Raises:
        BadInputError: A file of that name is no PDF any more.
    """
    built = built_files(record)
    for folder in dict.fromkeys(folders):
        paths = [folder / one.path for one in built]
        if all(path.is_file() for path in paths):
            found = tuple(map(opened_file, paths))
            altered = (
                now.path.name
                for one, now in zip(built, found, strict=True)
                if one.sha256 != now.sha256
            )
            return FoundPacket(found, tuple(altered), is_two_sided(record))
    return None


def opened_file(pdf: Path) -> BuiltFile:
    """Return any PDF as something to look at, to prove and to print.

    Raises:
        BadInputError: It is gone, broken or locked.
    """
    return BuiltFile(pdf, page_count(pdf), file_digest(pdf)[0])
