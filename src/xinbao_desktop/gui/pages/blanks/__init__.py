"""The page of the insurers' own forms: add a blank, say how its fields are filled."""

from xinbao_desktop.gui.pages.blanks.page import BlanksPage

__all__ = ["BlanksPage"]
