"""Read the risk bulletins (风险通报) of a pack: ``bulletins/*.toml`` beside its ``pack.toml``.

A pack may hold bulletins alone. What they mean for a client is ``domain.bulletin``'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.catalog.toml_file import TomlReader, TomlTable
from xinbao_desktop.domain.bulletin import Bulletin, BulletinKind, NamedBuyer

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

FOLDER = "bulletins"


def read_bulletins(pack: Path, countries: Container[str]) -> tuple[Bulletin, ...]:
    """Return the bulletins of a pack's folder; none where it has none.

    Args:
        pack: The pack's folder.
        countries: The country codes there are.

    Raises:
        CatalogError: Every problem, each with file, bulletin and key.
    """
    reader = TomlReader()
    found: dict[str, Bulletin] = {}
    for path in sorted((pack / FOLDER).glob("*.toml")):
        top = reader.file(path, f"{pack.name}/{FOLDER}/{path.name}")
        for table in top.tables("bulletin"):
            bulletin = _bulletin(table, countries)
            if bulletin.id in found:
                table.note("id", "编号已被使用", "this id is already used")
            found[bulletin.id] = bulletin
        top.done()
    reader.check()
    return tuple(found.values())


def _bulletin(table: TomlTable, countries: Container[str]) -> Bulletin:
    table.named(table.text("id"))
    found = Bulletin(
        id=table.text("id"),
        kind=table.word("kind", BulletinKind),
        title=table.words("title"),
        advice=table.words("advice"),
        issuer=table.words("issuer"),
        issued_on=table.day("issued_on"),
        valid_until=table.optional_day("valid_until"),
        countries=frozenset(table.texts("countries")),
        goods=tuple(_digits(table, code) for code in table.texts("goods")),
        buyers=tuple(_buyer(buyer, countries) for buyer in table.tables("buyers")),
    )
    for code in sorted(found.countries):
        _known(table, "countries", code, countries)
    if not (found.countries or found.goods or found.buyers):
        table.note(
            "buyers",
            "countries、goods、buyers 至少写一种",
            "needs at least one of countries, goods, buyers",
        )
    if found.valid_until is not None and found.valid_until < found.issued_on:
        table.note("valid_until", "早于发布日期", "is before the day of issue")
    table.done()
    return found


def _buyer(table: TomlTable, countries: Container[str]) -> NamedBuyer:
    found = NamedBuyer(
        name=table.text("name"),
        country=table.optional_text("country"),
        reg_no=table.optional_text("reg_no"),
        insurer_buyer_code=table.optional_text("insurer_buyer_code"),
        email_domain=table.optional_text("email_domain"),
    )
    if found.country is not None:
        _known(table, "country", found.country, countries)
    table.done()
    return found


def _digits(table: TomlTable, code: str) -> str:
    digits = code.replace(".", "").replace(" ", "")
    if not digits.isdigit():
        table.note("goods", f"{code} 不是HS编码的开头", f"{code} is no beginning of an HS code")
    return digits


def _known(table: TomlTable, key: str, code: str, countries: Container[str]) -> None:
    if code not in countries:
        table.note(key, f"没有国家代码 {code}", f"no country has the code {code}")
