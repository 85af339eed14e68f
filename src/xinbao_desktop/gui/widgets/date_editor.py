"""The field of a date: typed in any form that an office writes, or picked from a calendar."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QWidget

from xinbao_desktop.gui import icons
from xinbao_desktop.gui.widgets.editor import LineEditor

EARLIEST = QDate(1990, 1, 1)


class DateEditor(LineEditor):
    """A line for a date with a calendar behind its button."""

    def __init__(self, today: QDate, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._calendar: QCalendarWidget | None = None
        self.line.setPlaceholderText(self.tr("year-month-day"))
        action = self.line.addAction(
            icons.icon("calendar", colour), self.line.ActionPosition.TrailingPosition
        )
        action.setToolTip(self.tr("Pick a day (F4)"))
        action.setShortcut(Qt.Key.Key_F4)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: self.open_calendar())

    def open_calendar(self) -> None:
        """Show the month of the day that is entered, else of today."""
        if self.line.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.setMinimumDate(EARLIEST)
            self._calendar.setAccessibleName(self.tr("Calendar"))
            self._calendar.activated.connect(self.pick)
            self._calendar.clicked.connect(self.pick)
        shown = QDate.fromString(self.words(), Qt.DateFormat.ISODate)
        self._calendar.setSelectedDate(shown if shown.isValid() else self._today)
        self._calendar.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        self._calendar.show()
        self._calendar.setFocus()

    def pick(self, day: QDate) -> None:
        """Take a day from the calendar."""
        if self._calendar is not None:
            self._calendar.hide()
        self.line.setText(day.toString(Qt.DateFormat.ISODate))
        self.line.setFocus()
        self.committed.emit()
