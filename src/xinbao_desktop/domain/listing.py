"""What a list asks of the client file, whatever it lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row_co = TypeVar("Row_co", covariant=True)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What to list, and in which order.

    ``search`` matches any text column, folded (width and case do not matter); ``where`` keeps
    the rows whose field equals the value; ``sort`` is a field key, empty for the identity.
    """

    search: str = ""
    sort: str = ""
    descending: bool = False
    where: tuple[tuple[str, str], ...] = ()


class ListSource(Protocol[Row_co]):
    """Reads a list in two steps: all ids at once, rows when they are seen."""

    def ids(self, query: ListQuery) -> Sequence[int]:
        """Return the ids of all matching records, in order."""

    def rows(self, ids: Sequence[int]) -> Mapping[int, Row_co]:
        """Return the rows that still exist among these ids."""
