"""Read the code lists of ``resources/codes`` into the domain's vocabularies and reference facts.

What belongs here: turning the shipped TOML into values, once per program. The calendar has a
module of its own; the slots of the checklists are a vocabulary here and a checklist there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.code_table import CodeTable, code_file
from xinbao_desktop.domain import reference
from xinbao_desktop.domain.vocabulary import AmbiguousTermError, Term, Vocabularies, Vocabulary
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Codes:
    """Every code list of the program, by the code each is kept under."""

    vocabularies: Vocabularies
    countries: Mapping[str, reference.Country]
    groups: Mapping[str, reference.CountryGroup]
    currencies: Mapping[str, reference.Currency]
    cluster_versions: tuple[reference.ClusterVersion, ...]
    clusters: Mapping[str, reference.Cluster]
    green_goods: Mapping[str, reference.GreenGoods]
    sme_classes: Mapping[str, reference.SmeClass]


@cache
def shipped_codes() -> Codes:
    """Return the code lists that the program ships with."""
    return read_codes(asset("resources/codes"), asset("forms/checklists/slots.toml"))


def read_codes(folder: Path, slots: Path) -> Codes:
    """Return the code lists of a folder, with the checklist slots of another file.

    Raises:
        CatalogError: A file is wrong; the message names file, entry and key.
    """
    countries, groups, country = _countries(folder / "countries.toml")
    currencies, currency = _currencies(folder / "currencies.toml")
    versions, clusters, cluster = _clusters(folder / "clusters.toml")
    goods, green_goods = _green_goods(folder / "green_goods.toml")
    lists = [
        *_plain_vocabularies(folder / "vocabularies.toml"),
        country, currency, cluster, green_goods, _slots(slots),
    ]  # fmt: skip
    return Codes(
        Vocabularies({vocabulary.name: vocabulary for vocabulary in lists}),
        countries,
        groups,
        currencies,
        versions,
        clusters,
        goods,
        _sme_classes(folder / "sme_classes.toml"),
    )


def _vocabulary(path: Path, name: str, title: Text, terms: Iterable[Term]) -> Vocabulary:
    try:
        return Vocabulary(name, title, tuple(terms))
    except AmbiguousTermError as error:
        raise CatalogError(
            Text(f"{path.name}：词义重复，{error}", f"{path.name}: ambiguous, {error}")
        ) from error


def _term(row: CodeTable) -> Term:
    return Term(row.text("value"), row.label(), row.texts("synonyms"))


def _plain_vocabularies(path: Path) -> Iterable[Vocabulary]:
    with code_file(path) as file:
        for name in file.values:
            with file.table(name) as table:
                terms = tuple(_term(row) for row in table.tables("terms"))
                yield _vocabulary(path, name, table.both("title"), terms)


def _countries(
    path: Path,
) -> tuple[dict[str, reference.Country], dict[str, reference.CountryGroup], Vocabulary]:
    countries: dict[str, reference.Country] = {}
    terms: list[Term] = []
    with code_file(path) as file:
        for row in file.tables("country"):
            code, alpha3 = row.text("code"), row.text("alpha3")
            countries[code] = reference.Country(code, alpha3, row.label())
            terms.append(Term(code, countries[code].label, (alpha3, *row.texts("synonyms"))))
        groups = {row.text("id"): _group(row) for row in file.tables("group")}
    for group in groups.values():
        for member in group.members:
            if member.code not in countries:
                raise CatalogError(
                    Text(
                        f"{path.name} [{group.id}]：没有国家代码 {member.code}",
                        f"{path.name} [{group.id}]: no country has the code {member.code}",
                    )
                )
    title = Text("国家或地区", "Country or region")
    return countries, groups, _vocabulary(path, "country", title, terms)


def _group(row: CodeTable) -> reference.CountryGroup:
    members = tuple(
        reference.GroupMember(
            member.text("code"),
            member.optional_day("from"),
            member.optional_day("until"),
            member.flag("confirm", default=False),
            member.optional_both("note"),
        )
        for member in row.tables("members")
    )
    return reference.CountryGroup(
        row.text("id"),
        row.both("title"),
        row.text("source"),
        row.text("confidence"),
        row.flag("confirm"),
        members,
    )


def _currencies(path: Path) -> tuple[dict[str, reference.Currency], Vocabulary]:
    currencies: dict[str, reference.Currency] = {}
    terms: list[Term] = []
    with code_file(path) as file:
        for row in file.tables("currency"):
            code, label, signs = row.text("code"), row.label(), row.texts("signs")
            currencies[code] = reference.Currency(code, row.number("minor"), label, signs)
            terms.append(Term(code, label, (*signs, *row.texts("synonyms"))))
    return currencies, _vocabulary(path, "currency", Text("币种", "Currency"), terms)


def _clusters(
    path: Path,
) -> tuple[tuple[reference.ClusterVersion, ...], dict[str, reference.Cluster], Vocabulary]:
    clusters: dict[str, reference.Cluster] = {}
    terms: list[Term] = []
    with code_file(path) as file:
        versions = tuple(
            reference.ClusterVersion(
                row.text("id"), row.both("title"), row.day("from"), row.text("confidence")
            )
            for row in file.tables("version")
        )
        with file.table("clusters") as table:
            title = table.both("title")
            for row in table.tables("terms"):
                term = _term(row)
                with row.table("versions") as stands:
                    kinds = {key: stands.text(key) for key in stands.values}
                clusters[term.value] = reference.Cluster(term.value, term.label, kinds)
                terms.append(term)
    return versions, clusters, _vocabulary(path, "cluster", title, terms)


def _green_goods(path: Path) -> tuple[dict[str, reference.GreenGoods], Vocabulary]:
    goods: dict[str, reference.GreenGoods] = {}
    terms: list[Term] = []
    with code_file(path) as file:
        title = file.both("title")
        file.text("confidence")
        file.text("source")
        for row in file.tables("terms"):
            term = _term(row)
            goods[term.value] = reference.GreenGoods(term.value, term.label, row.texts("hs"))
            terms.append(term)
    return goods, _vocabulary(path, "green_goods", title, terms)


def _sme_classes(path: Path) -> dict[str, reference.SmeClass]:
    with code_file(path) as file:
        file.text("source")
        classes = [
            reference.SmeClass(
                row.text("id"),
                row.texts("measures"),
                row.numbers("sme_below"),
                row.numbers("medium_from"),
                row.numbers("small_from"),
                row.text("confidence"),
            )
            for row in file.tables("sector")
        ]
    return {sme_class.sector: sme_class for sme_class in classes}


def _slots(path: Path) -> Vocabulary:
    from xinbao_desktop.catalog.checklist import read_slots

    terms = [Term(slot.id, slot.title) for slot in read_slots(path)]
    return _vocabulary(path, "slot", Text("单证位置", "Checklist slot"), terms)
