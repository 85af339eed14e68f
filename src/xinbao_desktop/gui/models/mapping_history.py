"""What a person did to a mapping, to be taken back and done again step by step.

Knows what is filled with what and the places that were marked; whether a blank is in use and
where it stands are switches of their own and are left as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from xinbao_desktop.domain.blank import BlankField, BlankLink, BlankMapping

    Content: TypeAlias = tuple[tuple[BlankLink, ...], tuple[BlankField, ...]]

MOST = 200


class MappingHistory:
    """The steps of one blank, from when it was chosen."""

    def __init__(self) -> None:
        self._id = ""
        self._now: Content = ((), ())
        self._done: list[Content] = []
        self._undone: list[Content] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be done again."""
        return bool(self._undone)

    def show(self, id_: str, mapping: BlankMapping) -> None:
        """Note what is kept now; another blank begins anew."""
        content = (mapping.links, mapping.marked)
        if id_ != self._id:
            self._id, self._done, self._undone = id_, [], []
        elif content != self._now:
            self._done = [*self._done, self._now][-MOST:]
            self._undone = []
        self._now = content

    def undo(self, mapping: BlankMapping) -> BlankMapping:
        """Return the mapping as it was a step before."""
        return self._step(self._done, self._undone, mapping)

    def redo(self, mapping: BlankMapping) -> BlankMapping:
        """Return the mapping with the step done again that was taken back last."""
        return self._step(self._undone, self._done, mapping)

    def _step(
        self, source: list[Content], target: list[Content], mapping: BlankMapping
    ) -> BlankMapping:
        if not source:
            return mapping
        target.append(self._now)
        self._now = source.pop()
        links, marked = self._now
        return replace(mapping, links=links, marked=marked)
