"""What every page is handed: the services, the lanes, the questions, and the way to other pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xinbao_desktop.domain.facts import FactBook
from xinbao_desktop.gui import messages
from xinbao_desktop.gui.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.app.services import Services
    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.gui.ask import Ask
    from xinbao_desktop.gui.tasks import TaskRunner
    from xinbao_desktop.gui.theme import Tokens
    from xinbao_desktop.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the window: a page, a record on it, a field of the record."""

    page: str
    kind: str = ""
    identity: tuple[str, ...] = ()
    key: str = ""
    tab: str = ""


class Signals(QObject):
    """What pages tell the window."""

    go = Signal(object)  # a Place
    said = Signal(str)  # a sentence for the foot of the window
    undoable = Signal(str, object)  # a sentence, and what to call to undo it
    settings_changed = Signal()
    history_wanted = Signal(object)  # a saved record
    why_wanted = Signal(object)  # a finding whose tree to show
    open_wanted = Signal(object)  # a client file to open in place of the one that is open


@dataclass(frozen=True)
class Context:
    """What a page needs that belongs to no client."""

    services: Services
    tasks: TaskRunner
    ask: Ask
    signals: Signals
    lang: Lang
    tokens: Tokens = LIGHT

    @property
    def words(self) -> Vocabularies:
        """Every vocabulary."""
        return self.services.vocabularies

    def fact_labels(self, path: str) -> Text | None:
        """Return what a derived fact is called; None where it is unknown."""
        spec = self._facts.spec(path)
        return None if spec is None else spec.label

    @cached_property
    def _facts(self) -> FactBook:
        return FactBook(self.words)

    def today(self) -> date:
        """Return the local calendar day."""
        return self.services.clock.today()

    def say(self, text: Text) -> str:
        """Return a bilingual sentence in the window's language."""
        return text.of(self.lang)

    def go(self, place: Place) -> None:
        """Show another place of the window."""
        self.signals.go.emit(place)

    def said(self, sentence: str) -> None:
        """Say at the foot of the window what was just done."""
        self.signals.said.emit(sentence)

    def undoable(self, sentence: str, undo: Callable[[], None]) -> None:
        """Say what was just done and offer to undo it."""
        self.signals.undoable.emit(sentence, undo)

    def fail(self, error: Exception) -> None:
        """Show an error that belongs to no field; the usual ``on_error`` of a task."""
        message = messages.describe(error, self.lang)
        self.ask.tell(message.title, message.text, message.details)


@dataclass(frozen=True)
class ClientContext(Context):
    """What a page about the open client needs."""

    client: OpenedClient = None  # type: ignore[assignment] # a base with defaults asks for one

    @property
    def read_only(self) -> bool:
        """Whether somebody else holds the file, so that nothing can be changed here."""
        return self.client.read_only
