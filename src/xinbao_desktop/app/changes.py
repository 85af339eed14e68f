"""What a use-case changed, so that open pages know whether to reload."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds of record (sheet names, also ``evidence`` and ``packets``) a use-case touched."""

    kinds: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *kinds: str) -> Changes:
        """Name the kinds that changed."""
        return cls(frozenset(kinds))

    def touches(self, *kinds: str) -> bool:
        """Say whether any of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """A use-case's result together with what it changed."""

    value: T
    changes: Changes
