"""The main window: the start page while no client is open, else the pages of the open client."""

from xinbao_desktop.gui.main_window.window import MainWindow

__all__ = ["MainWindow"]
