"""What the client file tells besides records: papers, history, packets, findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from xinbao_desktop.text import Text


@dataclass(frozen=True, slots=True)
class EvidenceInfo:
    """A stored paper; ``sha256`` is that of the original, which never changes.

    ``prepared_sha256`` is its A4 copy, if one was made, and ``report`` what was found out about
    it then (JSON). ``removed_at`` is set while the paper is taken out of sight.
    """

    sha256: str
    size: int
    name: str
    media_type: str
    added_at: datetime
    added_by: str
    client_id: str
    removed_at: datetime | None = None
    prepared_sha256: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one field of one record, or its adding, deleting or restoring as a whole.

    ``field`` is empty for the whole record; ``before`` and ``after`` are the field's values.
    """

    at: datetime
    who: str
    why: str
    kind: str
    identity: tuple[str, ...]
    action: str
    field: str = ""
    before: object = None
    after: object = None


@dataclass(frozen=True, slots=True)
class PacketRecord:
    """A packet that was built for a case; ``packs`` are the rule packs (id, version) it used.

    ``sha256`` is that of its first volume. ``contents`` says what it held and how it was printed
    (JSON); None for packets built before this was kept.
    """

    case_no: str
    kind: str
    name: str
    made_at: datetime
    evaluated_on: date
    program: str
    packs: tuple[tuple[str, str], ...]
    pages: int
    sha256: str
    draft: bool
    stored: bool = False
    contents: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records a bulk write added, changed and left as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong inside a client file.

    ``damage`` is False for what is untidy but whole: a reference to nothing, an orphan paper.
    """

    where: str
    message: Text
    damage: bool = True
