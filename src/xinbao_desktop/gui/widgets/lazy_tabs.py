"""Tabs whose insides are made when they are first wanted, not when the page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QShowEvent


class LazyTabs(QTabWidget):
    """Named tabs."""

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setDocumentMode(True)
        self.tabBar().setAccessibleName(spoken)
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._inside: dict[str, QVBoxLayout] = {}
        self._made: dict[str, QWidget] = {}
        self.currentChanged.connect(self._on_current)

    def add(self, name: str, title: str, make: Callable[[], QWidget]) -> None:
        """Add a tab; ``make`` is called once, when it is shown or asked for."""
        self._makers[name] = make
        holder = QWidget()
        self._inside[name] = QVBoxLayout(holder)
        self._inside[name].setContentsMargins(0, 0, 0, 0)
        self.addTab(holder, title)

    def part(self, name: str) -> QWidget:
        """Return the inside of a tab, made now if it was not yet."""
        if name not in self._made:
            self._made[name] = part = self._makers[name]()
            self._inside[name].addWidget(part)
        return self._made[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tabs, in order."""
        return tuple(self._makers)

    @property
    def made(self) -> Mapping[str, QWidget]:
        """The insides that are made by now."""
        return self._made

    @property
    def current(self) -> str:
        """The name of the tab that is shown."""
        return self.names[self.currentIndex()]

    def show_part(self, name: str) -> QWidget:
        """Show a tab, and return its inside."""
        self.setCurrentIndex(self._number(name))
        return self.part(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the inside of the tab that is seen first."""
        super().showEvent(event)
        self._on_current(self.currentIndex())

    def _number(self, name: str) -> int:
        return self.names.index(name)

    def _on_current(self, number: int) -> None:
        if number >= 0 and self.isVisible():
            self.part(self.current)
