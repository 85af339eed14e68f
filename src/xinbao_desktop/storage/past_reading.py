"""What the records were at an earlier moment: today's, with every later change taken back.

The history keeps of each change what stood there before, so taking changes back, the newest
first, gives the records of any moment. Papers need none of this: their contents never change.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import func, select

from xinbao_desktop.domain.client import KINDS, Client
from xinbao_desktop.storage.codec import codec
from xinbao_desktop.storage.paper_reading import PaperReading
from xinbao_desktop.storage.tables import history

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CASES = "cases"
#: The records of one kind by identity, each as its canonical content.
Contents: TypeAlias = "dict[str, dict[str, object]]"


@dataclass(frozen=True, slots=True)
class Past:
    """The records before some changes.

    ``changed`` counts by kind the records that were changed since; ``cases`` says under which
    number a case stood then, where it has another one now.
    """

    client: Client
    changed: Mapping[str, int]
    cases: Mapping[str, str]


class PastReading(PaperReading):
    """Reads what the records were."""

    def last_change(self) -> int:
        """Return the number of the newest change, 0 where nothing was changed yet."""
        return self._scalar(select(func.max(history.c.history_id))) or 0

    def last_change_by(self, moment: datetime) -> int:
        """Return the number of the newest change that is not later than a moment."""
        chosen = select(history.c.history_id, history.c.at).order_by(history.c.history_id.desc())
        for number, at in self._all(chosen):
            if datetime.fromisoformat(at) <= moment:
                return int(number)
        return 0

    def before(self, client: Client, last: int) -> Past | None:
        """Take back every change after one, given today's records.

        Returns:
            The records then; None where nothing was changed since, or where the history does
            not fit the records, as in a file that was filled from elsewhere.
        """
        known = {kind.name for kind in KINDS}
        chosen = select(history).where(history.c.history_id > last, history.c.kind.in_(known))
        rows = self._all(chosen.order_by(history.c.history_id.desc()))
        if not rows:
            return None
        undoing = _Undoing(client)
        try:
            for row in rows:
                undoing.take_back(row)
        except (KeyError, ValueError, TypeError):
            return None
        touched: dict[str, set[str]] = {}
        for row in rows:
            touched.setdefault(row.kind, set()).add(row.identity)
        counts = {kind: len(touched[kind]) for kind in sorted(touched)}
        return Past(undoing.records(), counts, undoing.cases)


class _Undoing:
    """Takes changes back, the newest first; only the kinds that were changed are unfolded."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._kinds: dict[str, Contents] = {}
        self.cases: dict[str, str] = {}

    def take_back(self, row: Any) -> None:
        records, identity = self._of(row.kind), row.identity
        content: dict[str, Any] = json.loads(row.content)
        match row.action:
            case "added" | "restored":
                del records[identity]
            case "deleted":
                records[identity] = content
            case "renamed":
                records[identity] = records.pop(content["identity"])
                if row.kind == CASES:
                    self._rename_case(content["identity"], identity)
            case "changed":
                records[identity] = _with(records[identity], content)

    def records(self) -> Client:
        """Return the records as they were, each kind by its numbers."""
        found = []
        for kind in KINDS:
            unfolded = self._kinds.get(kind.name)
            if unfolded is None:
                found += list(self._client.records(kind))
            else:
                made = codec(kind.name)
                found += [made.from_content(unfolded[key]) for key in sorted(unfolded)]
        return Client.of(found)

    def _of(self, kind: str) -> Contents:
        if kind not in self._kinds:
            made = codec(kind)
            rows = [made.encode(one) for one in self._client.records(made.kind)]
            self._kinds[kind] = {row.identity: dict(row.content) for row in rows}
        return self._kinds[kind]

    def _rename_case(self, new: str, old: str) -> None:
        now = next((key for key, then in self.cases.items() if then == new), new)
        self.cases[now] = old


def _with(
    content: Mapping[str, object], changes: Mapping[str, Sequence[object]]
) -> dict[str, object]:
    """Return a content with the values that stood there before a change; None is empty."""
    found = {**content, **{key: before for key, (before, _) in changes.items()}}
    return {key: value for key, value in found.items() if value is not None}
