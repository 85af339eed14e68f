"""What an import would do, as a value: additions, changes field by field, problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.problems import Problem, refusals

if TYPE_CHECKING:
    from xinbao_desktop.domain.schema import FieldSpec, Record


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record that an import changes."""

    spec: FieldSpec
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that is there already and would be changed."""

    old: Record
    new: Record
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        additions: Records that are new.
        changes: Records that would change, with each field's old and new value.
        unchanged: Records that are there already just so.
        problems: Everything that was not understood or does not fit, in the order of the file.
        refused_rows: How many rows are kept out.
        partial: Whether the user asked for the good rows alone.
    """

    additions: tuple[Record, ...]
    changes: tuple[RecordChange, ...]
    unchanged: tuple[Record, ...]
    problems: tuple[Problem, ...]
    refused_rows: int
    partial: bool

    @property
    def refusals(self) -> tuple[Problem, ...]:
        """The problems that keep something out."""
        return refusals(self.problems)

    @property
    def accepted(self) -> bool:
        """Whether it may be carried out: nothing is refused, or only the good rows are wanted."""
        return self.partial or not self.refusals

    @property
    def records(self) -> tuple[Record, ...]:
        """What is to be written; nothing while the import is refused."""
        if not self.accepted:
            return ()
        return self.additions + tuple(change.new for change in self.changes)
