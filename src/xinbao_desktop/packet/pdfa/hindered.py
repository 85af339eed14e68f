"""What ends the judgement of a paper: the first thing that hinders."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xinbao_desktop.domain.packet_plan import Hindrance


class HinderedError(Exception):
    """Something on a page may not be in an archival file."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance.value)
        self.hindrance = hindrance


def demand(allowed: object, hindrance: Hindrance) -> None:
    """Raise ``HinderedError`` unless something is allowed."""
    if not allowed:
        raise HinderedError(hindrance)
