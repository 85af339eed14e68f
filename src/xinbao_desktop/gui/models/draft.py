"""A record while it is being entered: what was typed, what of it can be saved, what is wrong.

A field that cannot be read does not hold up the others: they are saved with the last good
words in its place, so that at most the field being typed is ever lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.domain.numbering import required_identity
from xinbao_desktop.gui import formatting
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from xinbao_desktop.domain.problems import Problem
    from xinbao_desktop.domain.schema import Record, RecordKind

TAKEN = Text("已有同一编号的记录", "There is already a record with this number")
NEEDED = Text("请先填写，记录才能保存", "Fill this in first; then the record is saved")


class RecordReader(Protocol):
    """What a draft asks of the records."""

    def read_form(
        self, kind: str, values: Mapping[str, str]
    ) -> tuple[Record | None, tuple[Problem, ...]]:
        """Read typed words into a record, and say all that is wrong at once."""
        ...

    def get(self, kind: str, identity: tuple[str, ...]) -> Record | None:
        """Return a saved record."""
        ...

    def save(self, record: Record, *, was: tuple[str, ...] | None = None) -> Changed[Record]:
        """Save a record; ``was`` is its identity before."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What can be saved now (None: nothing yet), and what is wrong, by field."""

    record: Record | None
    problems: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    cautions: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)


class Draft:
    """The words of one record; ``was`` is the identity it has in the client file."""

    def __init__(
        self,
        kind: RecordKind,
        reader: RecordReader,
        record: Record | None = None,
        fixed: Mapping[str, str] | None = None,
    ) -> None:
        self.kind = kind
        self.saved: Record | None = record
        self._reader = reader
        self.fixed = dict(fixed or {})
        self.words: dict[str, str] = {}
        self._good: dict[str, str] = {}
        self.take(record)

    @property
    def was(self) -> tuple[str, ...] | None:
        """The identity under which the record is saved; None while it is new."""
        return None if self.saved is None else self.saved.identity

    def take(self, record: Record | None, keep: Collection[str] = ()) -> None:
        """Show a record as it is saved; the words of the fields in ``keep`` stay as typed."""
        self._remember(record)
        for key, words in self._good.items():
            if key not in keep:
                self.words[key] = words

    def set(self, key: str, words: str) -> bool:
        """Enter words in a field; returns whether they are new."""
        new = self.words.get(key, "") != words
        self.words[key] = words
        return new

    def save(self, words: Mapping[str, str]) -> Changed[Reading]:
        """Read words and save what can be saved; called on the thread that writes.

        Saves follow one another there, so each finds the identity the one before left. What was
        read comes back with the record as it is saved.
        """
        reading = self.read(words)
        record = None if reading.record is None else self._with_internal(reading.record)
        if record is None or record == self.saved:
            return Changed(reading, Changes())
        changed = self._reader.save(record, was=self.was)
        self._remember(changed.value)
        return Changed(replace(reading, record=changed.value), changed.changes)

    def read(self, words: Mapping[str, str] | None = None) -> Reading:
        """Read words: the record to save, with every problem at its field."""
        words = self.words if words is None else words
        if not any(words[s.key].strip() for s in self.kind.keys if s.key not in self.fixed):
            return Reading(None)
        missing = [key for key in required_identity(self.kind) if not words[key].strip()]
        record, found = self._reader.read_form(self.kind.name, words)
        problems: dict[str, list[Text]] = {}
        cautions: dict[str, list[Text]] = {}
        for problem in found:
            told = problems if problem.refuses else cautions
            told.setdefault(problem.key, []).append(problem.text)
        if problems:
            record = self._with_good_words(words, problems)
        for key in missing:
            problems.setdefault(key, [NEEDED])
        if record is not None and not missing and self._taken(record):
            key = next(s.key for s in self.kind.fields if s.identity and s.key not in self.fixed)
            problems.setdefault(key, []).append(TAKEN)
            record = None
        return Reading(None if missing else record, _frozen(problems), _frozen(cautions))

    def _remember(self, record: Record | None) -> None:
        for spec in self.kind.keys:
            value = getattr(record, spec.key) if record is not None else None
            text = formatting.edit_text(spec, value) or self.fixed.get(spec.key, "")
            self._good[spec.key] = text
        if record is not None:
            self.saved = record

    def _with_internal(self, record: Record) -> Record:
        """Return the record with the fields that no form shows, as they are stored now."""
        inner = [spec.key for spec in self.kind.fields if spec.internal]
        stored = self._reader.get(self.kind.name, self.was) if inner and self.was else None
        return (
            record if stored is None else replace(record, **{k: getattr(stored, k) for k in inner})
        )

    def _with_good_words(
        self, words: Mapping[str, str], problems: Mapping[str, object]
    ) -> Record | None:
        mended = {
            key: self._good.get(key, "") if key in problems else typed
            for key, typed in words.items()
        }
        record, still = self._reader.read_form(self.kind.name, mended)
        return None if any(problem.refuses for problem in still) else record

    def _taken(self, record: Record) -> bool:
        if record.identity == self.was or not any(record.identity):
            return False
        return self._reader.get(self.kind.name, record.identity) is not None


def _frozen(texts: Mapping[str, list[Text]]) -> Mapping[str, tuple[Text, ...]]:
    return {key: tuple(found) for key, found in texts.items()}
