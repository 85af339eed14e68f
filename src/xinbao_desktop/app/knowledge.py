"""What the program knows apart from any client: codes, calendar, rules, forms, checklists.

Read once and shared by every open client. Installed packs stand beside the shipped ones; the
newest version of each counts.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.calendar import shipped_calendar
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.catalog.rule_pack import read_pack, read_sources, version_key
from xinbao_desktop.domain.facts import FactBook
from xinbao_desktop.domain.rules.engine import RuleSet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.catalog.codes import Codes
    from xinbao_desktop.domain.dates import Calendar
    from xinbao_desktop.domain.rules.model import RulePack, Source
    from xinbao_desktop.domain.vocabulary import Vocabularies

SHIPPED_PACKS = "resources/rules"


class Knowledge:
    """Everything read-only that judging and printing rest on.

    ``installed`` is the folder of packs the user installed (``id/version/``), if there is one.
    """

    def __init__(self, installed: Path | None = None) -> None:
        self._installed = installed

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

    @cached_property
    def packs(self) -> tuple[RulePack, ...]:
        """The packs in use: the newest version of each, shipped or installed."""
        newest: dict[str, RulePack] = {}
        for folder in self.pack_folders():
            pack = read_pack(folder)
            held = newest.get(pack.id)
            if held is None or version_key(pack.version) > version_key(held.version):
                newest[pack.id] = pack
        return tuple(newest[id_] for id_ in sorted(newest))

    def pack_folders(self) -> Sequence[Path]:
        """Return the folder of every pack that is there, shipped ones first."""
        shipped = sorted(p.parent for p in asset(SHIPPED_PACKS).glob("*/pack.toml"))
        if self._installed is None or not self._installed.is_dir():
            return shipped
        return shipped + sorted(p.parent for p in self._installed.glob("*/*/pack.toml"))

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
