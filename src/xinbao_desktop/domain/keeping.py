"""What a client file keeps besides its records, as it travels with an export.

A policy's own list of claim documents, what the client's sheets and columns mean, the turns of
papers' pages, the packets that were built. Each is a small value of its own; what stands in it
is the business of who keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


class KeptKind(Enum):
    """What is kept; the value is how it is named in a file."""

    OWN_LIST = "own_list"
    MAPPING = "mapping"
    TURNS = "turns"
    PACKET = "packet"

    @property
    def title(self) -> Text:
        """What it is called."""
        return _TITLES[self]


_TITLES = {
    KeptKind.OWN_LIST: Text("自有索赔单证明细表", "own list of claim documents"),
    KeptKind.MAPPING: Text("表头对应关系", "meaning of headers"),
    KeptKind.TURNS: Text("单证页面旋转", "turns of pages"),
    KeptKind.PACKET: Text("已生成案卷的记录", "record of a packet"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing kept: its kind, the number of the record it belongs to, and its value (JSON)."""

    kind: KeptKind
    of: str
    value: Mapping[str, object]
