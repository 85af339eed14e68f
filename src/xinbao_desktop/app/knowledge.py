"""What the program knows apart from any client: codes, calendar, rules, forms, checklists.

Read once and shared by every open client. Installed packs stand beside the shipped ones and are
proven anew (signature, author, every byte) before they are used.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.calendar import shipped_calendar
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.catalog.rule_pack import read_pack, read_sources
from xinbao_desktop.domain.facts import FactBook
from xinbao_desktop.domain.rules.engine import RuleSet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xinbao_desktop.catalog.blank_shelf import BlankShelf
    from xinbao_desktop.catalog.codes import Codes
    from xinbao_desktop.catalog.pack_shelf import PackShelf
    from xinbao_desktop.catalog.signature import TrustStore
    from xinbao_desktop.domain.dates import Calendar
    from xinbao_desktop.domain.rules.model import RulePack, Source
    from xinbao_desktop.domain.vocabulary import Vocabularies

SHIPPED_PACKS = "resources/rules"
EARLIER = "earlier"
"""Beside the shipped packs: versions the program shipped before, for the cases that keep them."""
SHARED = ("facts", "sources", "_shipped")
"""What does not depend on the packs in use."""


class Knowledge:
    """Everything read-only that judging and printing rest on.

    ``shelf`` holds the packs the user installed, ``trust`` the authors the user confirmed,
    ``blanks`` the insurers' own forms.
    """

    def __init__(self, shelf: PackShelf, trust: TrustStore, blanks: BlankShelf) -> None:
        self.shelf = shelf
        self.trust = trust
        self.blanks = blanks

    @property
    def codes(self) -> Codes:
        """Code lists and reference facts."""
        return shipped_codes()

    @property
    def vocabularies(self) -> Vocabularies:
        """The words that fields may hold."""
        return self.codes.vocabularies

    @property
    def calendar(self) -> Calendar:
        """The State Council's workdays."""
        return shipped_calendar()

    @cached_property
    def facts(self) -> FactBook:
        """The catalogue of facts."""
        groups = {f"country.{id_}": group.lasting for id_, group in self.codes.groups.items()}
        return FactBook(self.vocabularies, groups)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The texts that rules rest on."""
        return read_sources(asset("resources/legal/sources.toml"))

    def source(self, id_: str) -> Source | None:
        """Return a text that rules rest on, None if there is none of this id."""
        everything = (*self.sources, *(s for pack in self.packs for s in pack.sources))
        return next((source for source in everything if source.id == id_), None)

    @cached_property
    def packs(self) -> tuple[RulePack, ...]:
        """The packs in use: the program's own, and the installed ones that go before them.

        Raises:
            BadInputError: An installed pack was altered.
            UsageError: The author of an installed pack is not trusted any more.
        """
        return self.packs_beside("")

    def packs_beside(self, id_: str) -> tuple[RulePack, ...]:
        """Return the packs in use but one, which may be damaged and about to be replaced."""
        used = {pack.id: pack for pack in self._shipped.values()}
        for one in self.shelf.in_use(self.shipped_versions):
            if one.id != id_:
                used[one.id] = self.shelf.proven(one.id, one.version).pack()
        used.pop(id_, None)
        return tuple(used[id_] for id_ in sorted(used))

    @cached_property
    def _shipped(self) -> dict[Path, RulePack]:
        folders = sorted(path.parent for path in asset(SHIPPED_PACKS).glob("*/pack.toml"))
        return {folder: read_pack(folder) for folder in folders}

    @property
    def shipped_versions(self) -> dict[str, str]:
        """The versions of the packs that are part of the program."""
        return {pack.id: pack.version for pack in self._shipped.values()}

    def pack_folders(self) -> Sequence[Path]:
        """Return the folders of the packs in use, for the data beside their rules."""
        installed = {one.id: one.folder for one in self.shelf.in_use(self.shipped_versions)}
        shipped = [folder for folder, pack in self._shipped.items() if pack.id not in installed]
        return [*shipped, *installed.values()]

    def pinned(self, versions: Mapping[str, str]) -> tuple[RulePack, ...]:
        """Return the packs in use, but those named in the version a case was judged by.

        Args:
            versions: The version of each pack by its id, as a packet keeps it.

        Raises:
            UsageError: A version is neither shipped nor installed here.
        """
        found = {pack.id: pack for pack in self.packs}
        found |= {id_: self._version(id_, version) for id_, version in versions.items()}
        return tuple(found[id_] for id_ in sorted(found))

    def only(self, versions: Mapping[str, str]) -> tuple[RulePack, ...]:
        """Return exactly these packs in these versions, as a case was judged by.

        Raises:
            UsageError: A version is neither shipped nor installed here.
        """
        return tuple(self._version(id_, versions[id_]) for id_ in sorted(versions))

    def _version(self, id_: str, version: str) -> RulePack:
        for pack in (*self.packs, *self._shipped.values()):
            if (pack.id, pack.version) == (id_, version):
                return pack
        earlier = asset(SHIPPED_PACKS) / EARLIER / id_ / version
        if (earlier / "pack.toml").is_file():
            return read_pack(earlier)
        return self.shelf.proven(id_, version).pack()

    def with_packs(self, packs: Sequence[RulePack]) -> Knowledge:
        """Return the same knowledge with other packs in use."""
        other = Knowledge(self.shelf, self.trust, self.blanks)
        other.__dict__.update(
            {name: self.__dict__[name] for name in SHARED if name in self.__dict__}
        )
        other.__dict__["packs"] = tuple(packs)
        return other

    @cached_property
    def rules(self) -> RuleSet:
        """The rules of the packs in use, ready to judge."""
        return self.rules_of(self.packs)

    def rules_of(self, packs: Sequence[RulePack]) -> RuleSet:
        """Return the rules of chosen packs: pinned ones, or one about to be installed."""
        return RuleSet(packs, self.facts, self.calendar, sources=self.sources)

    def forget_packs(self) -> None:
        """Read the packs anew at the next question, after one was installed."""
        for name in ("packs", "rules"):
            self.__dict__.pop(name, None)
