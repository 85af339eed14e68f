"""The page of rules: the packs in use, and a new one proven, compared and installed."""

from xinbao_desktop.gui.pages.rules.page import RulesPage

__all__ = ["RulesPage"]
