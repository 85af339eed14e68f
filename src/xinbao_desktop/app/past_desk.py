"""A client file at work as it was when a packet was built: later changes taken back."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.app.desk import CaseDesk
from xinbao_desktop.app.readings import read_papers
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.packet_contents import PacketContents
    from xinbao_desktop.domain.paper_check import Reading
    from xinbao_desktop.storage.values import PacketRecord

SINCE = Text(
    "（按生成当时的记录；此后记录有变动，不在卷内：{changes}）",
    " (from the records as they were then; what was changed since is not in it: {changes})",
)


class PastDesk(CaseDesk):
    """The same client, judged by the same packs, with the records of an earlier moment."""

    def __init__(self, now: Desk, client: Client) -> None:
        """Take the desk of today and the records of then."""
        super().__init__(now, now.knowledge, None)
        self._judged = {}  # not today's
        self._lock = threading.RLock()
        self._past = client
        self._read: tuple[Reading, ...] | None = None

    def client(self) -> Client:
        """Return every record as it was."""
        return self._past

    def readings(self) -> tuple[Reading, ...]:
        """Return what the papers filed then say beside the records of then."""
        if self._read is None:
            with self.file.read() as work:
                self._read = read_papers(self._past, work)
        return self._read


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case as it was when one of its packets was built; ``since`` says what changed later."""

    desk: PastDesk
    case_no: str
    since: Text


def past_case(
    now: Desk, case_no: str, record: PacketRecord, contents: PacketContents | None
) -> PastCase | None:
    """Return a case as it was when a packet was built; None where nothing was changed since.

    A packet of an older version does not say from which records it was made, only when; then
    the moment counts.
    """
    made_from = contents.made_from if contents else None
    with now.file.read() as work:
        if made_from is None:
            last = work.last_change_by(record.made_at)
        elif made_from[0] == work.client_id:
            last = made_from[1]
        else:
            return None  # the note came with an import; the history is another file's
        past = work.before(now.client(), last)
    if past is None:
        return None
    then = past.cases.get(case_no, case_no)
    if then not in past.client.case_by_no:
        return None
    return PastCase(PastDesk(now, past.client), then, SINCE.fill(changes=_told(past.changed)))


def _told(changed: Mapping[str, int]) -> Text:
    """Return how many records of which kinds were changed."""
    parts = [
        Text(f"{kind.title.zh} {changed[kind.name]}", f"{kind.title.en} {changed[kind.name]}")
        for kind in KINDS
        if kind.name in changed
    ]
    return joined(parts, "、", ", ")
