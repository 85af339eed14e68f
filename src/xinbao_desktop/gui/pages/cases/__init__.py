"""The page of one case, from its facts to the printed packet."""

from xinbao_desktop.gui.pages.cases.page import CasesPage

__all__ = ["CasesPage"]
