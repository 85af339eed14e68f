"""Read the code lists of ``resources/codes`` into the domain's vocabularies and reference facts.

What belongs here: turning the shipped TOML into values, once per program. The calendar has a
module of its own; the slots of the checklists are a vocabulary here and a checklist there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.checklist import shipped_slots
from xinbao_desktop.catalog.toml_file import TomlReader, TomlTable
from xinbao_desktop.domain import reference
from xinbao_desktop.domain.channel import Channel
from xinbao_desktop.domain.vocabulary import AmbiguousTermError, Term, Vocabularies, Vocabulary
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from xinbao_desktop.domain.checklist import Slot


@dataclass(frozen=True, slots=True)
class Codes:
    """Every code list of the program, by the code each entry is kept under."""

    vocabularies: Vocabularies
    countries: Mapping[str, reference.Country]
    groups: Mapping[str, reference.CountryGroup]
    currencies: Mapping[str, reference.Currency]
    cluster_versions: tuple[reference.ClusterVersion, ...]
    clusters: Mapping[str, reference.Cluster]
    green_goods: Mapping[str, reference.GreenGoods]
    sme_classes: Mapping[str, reference.SmeClass]
    channels: Mapping[str, Channel]


@cache
def shipped_codes() -> Codes:
    """Return the code lists that the program ships with."""
    return read_codes(asset("resources/codes"), shipped_slots())


def read_codes(folder: Path, slots: Iterable[Slot]) -> Codes:
    """Return the code lists of a folder; the slots of the checklists are one more vocabulary.

    Raises:
        CatalogError: Every problem of every file, each with file, entry and key.
    """
    reader = TomlReader()
    read = _CodeReader(reader, folder)
    codes = read.codes(slots)
    reader.check()
    return codes


class _CodeReader:
    """Reads one file after the other, and gathers the vocabularies on the way."""

    def __init__(self, reader: TomlReader, folder: Path) -> None:
        self.reader = reader
        self.folder = folder
        self.vocabularies: dict[str, Vocabulary] = {}

    def codes(self, slots: Iterable[Slot]) -> Codes:
        self._plain_vocabularies()
        countries, groups = self._countries()
        currencies = self._currencies()
        versions, clusters = self._clusters()
        goods = self._green_goods()
        titles = Text("单证位置", "Checklist slot")
        self._add(
            "slots", "slot", titles, (Term(slot.id, slot.title, slot.synonyms) for slot in slots)
        )
        return Codes(
            Vocabularies(self.vocabularies),
            countries,
            groups,
            currencies,
            versions,
            clusters,
            goods,
            self._sme_classes(),
            self._channels(),
        )

    def _add(self, file: str, name: str, title: Text, terms: Iterable[Term]) -> None:
        try:
            self.vocabularies[name] = Vocabulary(name, title, tuple(terms))
        except AmbiguousTermError as error:
            self.reader.note(file, name, "", Text(f"词义重复：{error}", f"ambiguous: {error}"))

    def _plain_vocabularies(self) -> None:
        file = self.reader.file(self.folder / "vocabularies.toml")
        for name, table in file.inner():
            terms = [_term(row) for row in _rows(table, "terms", "value")]
            self._add(file.file, name, table.words("title"), terms)
            table.done()
        file.done()

    def _countries(
        self,
    ) -> tuple[dict[str, reference.Country], dict[str, reference.CountryGroup]]:
        file = self.reader.file(self.folder / "countries.toml")
        countries: dict[str, reference.Country] = {}
        terms: list[Term] = []
        for row in _rows(file, "country", "code"):
            code, alpha3, label = row.text("code"), row.text("alpha3"), _label(row)
            countries[code] = reference.Country(code, alpha3, label)
            terms.append(Term(code, label, (alpha3, *row.texts("synonyms"))))
        groups = {row.text("id"): _group(row, countries) for row in _rows(file, "group", "id")}
        self._add(file.file, "country", Text("国家或地区", "Country or region"), terms)
        file.done()
        return countries, groups

    def _currencies(self) -> dict[str, reference.Currency]:
        file = self.reader.file(self.folder / "currencies.toml")
        currencies: dict[str, reference.Currency] = {}
        terms: list[Term] = []
        for row in _rows(file, "currency", "code"):
            code, label, signs = row.text("code"), _label(row), row.texts("signs")
            currencies[code] = reference.Currency(code, row.whole("minor"), label, signs)
            terms.append(Term(code, label, (*signs, *row.texts("synonyms"))))
        self._add(file.file, "currency", Text("币种", "Currency"), terms)
        file.done()
        return currencies

    def _clusters(
        self,
    ) -> tuple[tuple[reference.ClusterVersion, ...], dict[str, reference.Cluster]]:
        file = self.reader.file(self.folder / "clusters.toml")
        versions = tuple(
            reference.ClusterVersion(
                row.text("id"), row.words("title"), row.day("from"), row.text("confidence")
            )
            for row in _rows(file, "version", "id")
        )
        table = file.table("clusters")
        clusters: dict[str, reference.Cluster] = {}
        terms: list[Term] = []
        for row in _rows(table, "terms", "value"):
            term, stands = _term(row), row.table("versions")
            kinds = {key: stands.text(key) for key in stands.written()}
            clusters[term.value] = reference.Cluster(term.value, term.label, kinds)
            terms.append(term)
        self._add(file.file, "cluster", table.words("title"), terms)
        table.done()
        file.done()
        return versions, clusters

    def _green_goods(self) -> dict[str, reference.GreenGoods]:
        file = self.reader.file(self.folder / "green_goods.toml")
        goods: dict[str, reference.GreenGoods] = {}
        terms: list[Term] = []
        for row in _rows(file, "terms", "value"):
            term = _term(row)
            goods[term.value] = reference.GreenGoods(term.value, term.label, row.texts("hs"))
            terms.append(term)
        self._add(file.file, "green_goods", file.words("title"), terms)
        file.text("confidence")
        file.text("source")
        file.done()
        return goods

    def _channels(self) -> dict[str, Channel]:
        file = self.reader.file(self.folder / "channels.toml")
        channels = {
            row.text("id"): Channel(
                id=row.text("id"),
                title=row.words("title"),
                note=row.words("note"),
                max_sheets=row.optional_whole("max_sheets"),
                max_pages=row.optional_whole("max_pages"),
                max_mb=row.optional_whole("max_mb"),
            )
            for row in _rows(file, "channel", "id")
        }
        terms = (Term(one.id, one.title) for one in channels.values())
        self._add(file.file, "channel", Text("递交渠道", "Channel"), terms)
        file.done()
        return channels

    def _sme_classes(self) -> dict[str, reference.SmeClass]:
        file = self.reader.file(self.folder / "sme_classes.toml")
        file.text("source")
        classes = {
            row.text("id"): reference.SmeClass(
                row.text("id"),
                _figures(row, "sme_below"),
                _figures(row, "medium_from"),
                _figures(row, "small_from"),
                row.text("confidence"),
            )
            for row in _rows(file, "sector", "id")
        }
        file.done()
        return classes


def _rows(table: TomlTable, key: str, name: str) -> Iterator[TomlTable]:
    """Yield the tables of a list under their own names; each is done when the next is asked."""
    for row in table.tables(key):
        row.named(f"{key} {row.raw(name)}")
        yield row
        row.done()


def _label(row: TomlTable) -> Text:
    return Text(row.text("zh"), row.text("en"))


def _term(row: TomlTable) -> Term:
    return Term(row.text("value"), _label(row), row.texts("synonyms"), row.optional_words("full"))


def _figures(row: TomlTable, key: str) -> dict[str, int]:
    table = row.table(key)
    figures = {measure: table.whole(measure) for measure in table.written()}
    table.done()
    return figures


def _group(row: TomlTable, countries: Mapping[str, reference.Country]) -> reference.CountryGroup:
    members = []
    for member in _rows(row, "members", "code"):
        code = member.text("code")
        if code not in countries:
            member.note("code", f"没有国家代码 {code}", f"no country has the code {code}")
        members.append(
            reference.GroupMember(
                code,
                member.optional_day("from"),
                member.optional_day("until"),
                confirm=member.optional_flag("confirm") or False,
                note=member.optional_words("note"),
            )
        )
    return reference.CountryGroup(
        row.text("id"),
        row.words("title"),
        row.text("source"),
        row.text("confidence"),
        row.flag("confirm"),
        tuple(members),
    )
