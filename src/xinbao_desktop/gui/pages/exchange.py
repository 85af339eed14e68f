"""The page of import and export: spreadsheets in with a preview, everything out again, backups."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from xinbao_desktop.gui import wording
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.drop_area import DropArea
from xinbao_desktop.gui.widgets.import_mapping import ImportMapping
from xinbao_desktop.gui.widgets.import_preview import ImportPreview
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.parts import button, card, label, row, scrolled
from xinbao_desktop.gui.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from xinbao_desktop.app.imports import ImportPreview as Plan
    from xinbao_desktop.gui.context import ClientContext

SHEETS = "*.xlsx *.xls *.ods *.csv *.json"


class ExchangePage(Page):
    """Moves data in and out."""

    name: ClassVar[str] = "exchange"

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("exchange"))
        self.work = WorkStrip(context, "exchange.work")
        self.banner = Banner(context.tokens, "exchange.banner")
        self.preview = ImportPreview(context)
        self.preview.apply_wanted.connect(self.apply)
        self.preview.partial_wanted.connect(lambda: self._preview_again(partial=True))
        self.preview.mapping_wanted.connect(self.show_mapping)
        self.mapping = ImportMapping(context)
        self.mapping.kept.connect(lambda: self._preview_again(partial=False))
        self._path: Path | None = None
        self.body.addWidget(self.work)
        self.body.addWidget(self.banner)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, SPACE_S, 0)
        layout.setSpacing(SPACE_L)
        layout.addWidget(self._import_card())
        layout.addWidget(self.mapping)
        layout.addWidget(self.preview)
        grid = QGridLayout()
        grid.setSpacing(SPACE_L)
        grid.addWidget(self._export_card(), 0, 0)
        grid.addWidget(self._backup_card(), 0, 1)
        layout.addLayout(grid)
        layout.addStretch(1)
        self.body.addWidget(scrolled(content, name="exchange.area"), 1)

    def ask_import(self) -> None:
        """Ask which spreadsheet, and show what it would change."""
        path = self.context.ask.open_file(
            self.tr("Spreadsheet to import"), self.tr("Spreadsheets") + f" ({SHEETS})"
        )
        if path is not None:
            self.show_preview(path)

    def show_preview(self, path: Path, *, partial: bool = False) -> None:
        """Read a spreadsheet and show what it would change; nothing is taken in yet."""
        imports = self.context.client.imports
        self._path = path
        self.banner.say("")
        self.preview.hide()
        self.mapping.hide()
        self.work.run(
            self.tr("Reading {name}…").format(name=path.name),
            lambda progress: imports.preview(path, partial=partial, progress=progress),
            self.preview.show_plan, lambda error: self._not_read(path, error),
        )  # fmt: skip

    def show_mapping(self) -> None:
        """Show what the spreadsheet's sheets and columns are taken for, to be corrected."""
        if self._path is not None:
            self.mapping.ask(self._path)

    def apply(self, plan: Plan) -> None:
        """Take in what the preview showed."""
        imports = self.context.client.imports

        def done(_: object) -> None:
            self.preview.hide()
            self.banner.say(self.tr("The spreadsheet is taken in."), "good")

        self.work.run(self.tr("Taking in…"), lambda progress: imports.apply(plan, progress), done)

    def export_file(self) -> None:
        """Write everything as a workbook or as JSON."""
        name = self.context.client.path.stem
        out = self.context.ask.save_file(
            self.tr("Export"), f"{name}.xlsx", "Excel (*.xlsx);;JSON (*.json)"
        )
        self._export(out)

    def export_folder(self) -> None:
        """Write workbook, JSON and every paper into a folder."""
        chosen = self.context.ask.folder(self.tr("Folder to export into"))
        if chosen is not None:
            self._export(chosen / f"{self.context.client.path.stem}-export")

    def template(self) -> None:
        """Write the empty workbook."""
        out = self.context.ask.save_file(
            self.tr("Empty workbook"), "xinbao-template.xlsx", "Excel (*.xlsx)"
        )
        services = self.context.services
        if out is not None:
            self._long(
                self.tr("Writing…"), lambda _: services.write_template(out, force=True),
                self.tr("Written: {path}").format(path=str(out)),
            )  # fmt: skip

    def backup(self) -> None:
        """Make a verified copy of the client file."""
        backups = self.context.client.backups
        self._long(
            self.tr("Copying and verifying…"), lambda _: backups.backup(None),
            self.tr("The backup is made and verified."),
        )  # fmt: skip

    def check(self) -> None:
        """Recompute every digest of the client file."""
        backups = self.context.client.backups

        def done(found: Sequence[Any]) -> None:
            lines = [self.context.say(one.message) for one in found]
            if lines:
                self.banner.say("\n".join(lines), "error")
            else:
                self.banner.say(self.tr("Every record and every paper is as it was saved."), "good")

        self.work.run(self.tr("Checking…"), lambda _: backups.check(), done)

    def _import_card(self) -> QWidget:
        layout = QVBoxLayout()
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(self.tr("Import a spreadsheet"), "heading"))
        layout.addWidget(
            label(
                self.tr("Your own Excel or CSV works: headers in both languages are recognised. "
                        "You see what would change before anything is taken in."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        drop = DropArea("exchange.drop", self.tr("Drop a spreadsheet here"))
        drop.dropped.connect(lambda paths: self.show_preview(paths[0]))
        buttons = row()
        choose = self._button(
            self.tr("Choose a file…"), "exchange.import", self.ask_import, "import"
        )
        choose.setEnabled(not self.context.read_only)
        drop.setEnabled(not self.context.read_only)
        buttons.addWidget(choose)
        buttons.addWidget(
            self._button(self.tr("Empty workbook…"), "exchange.template", self.template, "file")
        )
        buttons.addStretch(1)
        layout.addWidget(drop)
        layout.addLayout(buttons)
        return card(layout)

    def _export_card(self) -> QWidget:
        return self._simple_card(
            self.tr("Export"),
            self.tr("Everything out again: a workbook, JSON, or a folder with every paper."),
            [
                (self.tr("Workbook or JSON…"), "exchange.export", self.export_file, "export"),
                (self.tr("Folder…"), "exchange.folder", self.export_folder, "open"),
            ],
        )

    def _backup_card(self) -> QWidget:
        return self._simple_card(
            self.tr("Backup and check"),
            self.tr("A backup is reopened and verified before it counts."),
            [
                (self.tr("Back up now"), "exchange.backup", self.backup, "backup"),
                (self.tr("Check the file"), "exchange.check", self.check, "verify"),
            ],
        )

    def _simple_card(
        self, title: str, text: str, buttons: list[tuple[str, str, Callable[[], None], str]]
    ) -> QWidget:
        layout = QVBoxLayout()
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(title, "heading"))
        layout.addWidget(label(text, "muted", wrap=True))
        line = row()
        for words, name, action, icon in buttons:
            line.addWidget(self._button(words, name, action, icon))
        line.addStretch(1)
        layout.addStretch(1)
        layout.addLayout(line)
        return card(layout)

    def _button(self, text: str, name: str, action: Callable[[], None], icon: str) -> QWidget:
        return button(text, name, action, icon=icon, colour=self.context.tokens.text)

    def _export(self, out: Path | None) -> None:
        exports = self.context.client.exports
        if out is not None:
            self.work.run(
                self.tr("Writing…"),
                lambda progress: exports.export(out, force=True, progress=progress),
                lambda _: self.banner.say(self.tr("Written: {path}").format(path=str(out)), "good"),
            )

    def _long(self, what: str, work: Callable[[Any], Any], done: str) -> None:
        self.work.run(what, work, lambda _: self.banner.say(done, "good"))

    def _not_read(self, path: Path, error: Exception) -> None:
        """Say why, and where a spreadsheet was not recognised, let its columns be explained."""
        self.context.fail(error)
        imports = self.context.client.imports
        self.context.tasks.run(
            lambda _: bool(imports.sheets(path)), owner=self,
            on_done=lambda some: self.show_mapping() if some else None,
            on_error=lambda _: None,
        )  # fmt: skip

    def _preview_again(self, *, partial: bool) -> None:
        if self._path is not None:
            self.show_preview(self._path, partial=partial)
