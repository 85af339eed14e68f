"""Load the window's translations: the program's own and Qt's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from xinbao_desktop.assets import data_root
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication


def system_language() -> Lang:
    """Return Chinese on a Chinese system, English on any other."""
    return Lang.ZH if QLocale.system().language() is QLocale.Language.Chinese else Lang.EN


class Translations:
    """The translators now installed in an application."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def use(self, lang: Lang) -> None:
        """Show the window in this language; what is already on screen is built anew by its owner.

        English needs no file. A missing Chinese file leaves the window in English.
        """
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        locale = QLocale("zh_CN") if lang is Lang.ZH else QLocale("en_US")
        QLocale.setDefault(locale)
        if lang is Lang.ZH:
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install("qtbase_zh_CN", qt_folder)
            self._install("xinbao_zh_CN", str(data_root() / "resources" / "i18n"))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator()
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)
