"""The page of safekeeping: password, backups, hand-over, what was deleted."""

from xinbao_desktop.gui.pages.custody.page import CustodyPage

__all__ = ["CustodyPage"]
