"""The page of rules: every pack with its rules and sources, and the way a new one comes in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QTextBrowser, QTreeWidget, QTreeWidgetItem

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.errors import UsageError
from xinbao_desktop.gui import messages, wording
from xinbao_desktop.gui.pages.rules.offer import PackOffer
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.parts import button, card, column, label
from xinbao_desktop.gui.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.gui.context import ClientContext

ID_ROLE = Qt.ItemDataRole.UserRole


class RulesPage(Page):
    """What the program judges by."""

    name: ClassVar[str] = "rules"

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("rules"))
        self._path: Path | None = None
        self.head.addWidget(
            button(
                self.tr("Add a pack…"), "rules.add", self.ask_pack, role="primary", icon="import",
                colour=context.tokens.on_accent,
            )
        )  # fmt: skip
        self.work = WorkStrip(context, "rules.work")
        self.banner = Banner(context.tokens, "rules.banner")
        self.offer = PackOffer(context)
        self.offer.trust_wanted.connect(self.trust)
        self.offer.install_wanted.connect(self.install)
        self.tree = QTreeWidget()
        self.tree.setObjectName("rules.tree")
        self.tree.setAccessibleName(self.tr("Packs and their rules"))
        self.tree.setHeaderHidden(True)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.reader = QTextBrowser()
        self.reader.setObjectName("rules.reader")
        self.reader.setFrameShape(QFrame.Shape.NoFrame)
        self.reader.setAccessibleName(self.tr("The chosen pack or rule"))
        inner = column()
        inner.addWidget(self.reader)
        self._list = split = QSplitter(Qt.Orientation.Horizontal)
        self.offer.closed.connect(split.show)
        split.addWidget(self.tree)
        split.addWidget(card(inner))
        split.setChildrenCollapsible(False)
        split.setSizes([420, 560])
        for one in (self.work, self.banner):
            self.body.addWidget(one)
        self.body.addWidget(
            label(
                self.tr("Every verdict comes from one of these rules, each with its source. Packs "
                        "come as files; nothing is fetched from a network."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        self.body.addWidget(self.offer)
        self.body.addWidget(split, 1)
        self.body.addStretch()

    def reload(self) -> None:
        """See ``Page.reload``."""
        packs = self.context.services.packs
        self.context.tasks.run(
            lambda _: (packs.list(), packs.expired_bulletins()), owner=self,
            on_done=lambda found: self._show(*found), on_error=self.context.fail,
        )  # fmt: skip

    def ask_pack(self) -> None:
        """Ask for a pack, prove it, and show what it would change."""
        path = self.context.ask.open_file(
            self.tr("Pack to add"), self.tr("Rule packs") + " (*.xbpack)"
        )
        if path is not None:
            self.show_pack(path)

    def show_pack(self, path: Path) -> None:
        """Prove a pack and compare its verdicts on this client with today's."""
        packs, client = self.context.services.packs, self.context.client
        self._path = path
        self.offer.put_away()
        self.banner.say("")
        self.work.run(
            self.tr("Proving and comparing…"), lambda _: packs.compare(path, client),
            self._show_offer, lambda error: self._refused(path, error),
        )  # fmt: skip

    def _show_offer(self, found: dict[str, Any]) -> None:
        """Show a pack in place of the list, which comes back when the pack is put away."""
        self._list.hide()
        self.offer.show_pack(found)

    def trust(self) -> None:
        """Take up an author whose key file the person has and whose fingerprint was compared."""
        packs, path = self.context.services.packs, self._path
        key = self.context.ask.open_file(
            self.tr("The author's key file"), self.tr("Public keys") + " (*.pub)"
        )
        if key is None or path is None:
            return

        def shown(mark: str) -> None:
            text = self.tr("Fingerprint: {mark}\nDoes the author read out the same?")
            if self.context.ask.confirm(
                self.tr("Trust this author"), text.format(mark=mark), yes=self.tr("It is the same")
            ):
                self.context.tasks.run(
                    lambda _: packs.trust(key), owner=self,
                    on_done=lambda _: self.show_pack(path), on_error=self.context.fail,
                )  # fmt: skip

        self.context.tasks.run(
            lambda _: packs.fingerprint(key), owner=self, on_done=shown,
            on_error=self.context.fail,
        )  # fmt: skip

    def install(self) -> None:
        """Install the pack that is shown; an older one than in use asks for a reason."""
        if self._path is not None and self.context.ask.confirm(
            self.tr("Install"),
            self.tr("From now on every client is judged by this pack. Cases keep the packs of "
                    "their last final packet."),
            yes=self.tr("Install"),
        ):  # fmt: skip
            self._install(self._path, None)

    def _install(self, path: Path, reason: str | None) -> None:
        packs, desk = self.context.services.packs, self.context.client.desk

        def work(_: object) -> Changed[dict[str, Any]]:
            made = packs.install(path, reason)
            desk.forget()
            return Changed(made, Changes.of(*(kind.name for kind in KINDS)))

        def done(_: object) -> None:
            self.offer.put_away()
            self.banner.say(self.tr("The pack is installed and in use."), "good")
            self.reload()

        def failed(error: Exception) -> None:
            if reason is not None or not isinstance(error, UsageError):
                self.context.fail(error)
                return
            said = messages.describe(error, self.context.lang).text
            given = self.context.ask.line(self.tr("Why this pack?"), said)
            if given:
                self._install(path, given)

        self.work.run(self.tr("Installing…"), work, done, failed)

    def _refused(self, path: Path, error: Exception) -> None:
        message = messages.describe(error, self.context.lang)
        said = self.tr("{name} was not taken: {why}").format(name=path.name, why=message.text)
        self.banner.say("\n".join(filter(None, (said, message.details))), "error")

    def _show(self, packs: Sequence[dict[str, Any]], expired: Sequence[dict[str, Any]]) -> None:
        lang = self.context.lang.value
        chosen = self._chosen()
        self.tree.clear()
        for pack in packs:
            state = "" if pack["in_use"] else self.tr("not in use")
            words = (pack["title"][lang], pack["version"], state)
            item = QTreeWidgetItem([" · ".join(word for word in words if word)])
            item.setData(0, ID_ROLE, pack["id"] if pack["in_use"] else "")
            item.setToolTip(0, item.text(0))
            self.tree.addTopLevelItem(item)
            for rule in pack["rules"]:
                leaf = QTreeWidgetItem([rule["title"][lang]])
                leaf.setData(0, ID_ROLE, rule["id"])
                leaf.setToolTip(0, f"{rule['id']} · {rule['title'][lang]}")
                item.addChild(leaf)
            item.setExpanded(len(packs) == 1)
        self._choose(chosen)
        if expired and not self.banner.text:
            named = "；".join(f"{one['title'][lang]} ({one['valid_until']})" for one in expired)
            self.banner.say(
                self.tr("Bulletins that no longer count: {named}. Ask their author for a newer "
                        "pack.").format(named=named)
            )  # fmt: skip

    def _choose(self, wanted: str) -> None:
        flags = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        items = self.tree.findItems("", flags)
        found = next((item for item in items if item.data(0, ID_ROLE) == wanted), None)
        found = found or self.tree.topLevelItem(0)
        if found is not None:
            self.tree.setCurrentItem(found)

    def _chosen(self) -> str:
        item = self.tree.currentItem()
        return "" if item is None else str(item.data(0, ID_ROLE))

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        packs, lang = self.context.services.packs, self.context.lang
        if not chosen:
            self.reader.clear()
            return
        self.context.tasks.run(
            lambda _: packs.words(chosen, lang), owner=self,
            on_done=lambda lines: self._read(chosen, lines), on_error=self.context.fail,
        )  # fmt: skip

    def _read(self, chosen: str, lines: Sequence[str]) -> None:
        if chosen != self._chosen():
            return
        first, _, title = lines[0].partition(" · ")
        parts = [f"<h3>{escape(title)}</h3><p><code>{escape(first)}</code></p>"]
        for line in lines[1:]:
            words, deep = escape(line.strip()), line.startswith("    ")
            parts.append(f'<p style="margin-left:{18 if deep else 0}px">{words}</p>')
        self.reader.setHtml("".join(parts))
