"""What use-cases hand out in the shape a lower layer gives it, named here for the window.

The window knows ``app`` alone; a value that needs no other shape keeps its own.
"""

from __future__ import annotations

from xinbao_desktop.exchange.workbook import ColumnPreview, SheetPreview
from xinbao_desktop.packet.preview import PagePicture
from xinbao_desktop.storage.backup import BackupInfo
from xinbao_desktop.storage.values import Finding, HistoryEntry, PacketRecord

__all__ = [
    "BackupInfo",
    "ColumnPreview",
    "Finding",
    "HistoryEntry",
    "PacketRecord",
    "PagePicture",
    "SheetPreview",
]
