"""Read the risk bulletins (风险通报) of a pack: ``[[bulletin]]`` in ``bulletins/*.toml``.

A pack may hold bulletins alone. What they mean for a client is ``domain.bulletin``'s; whether
their country codes exist is checked with the pack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.bulletin import Bulletin, BulletinKind, NamedBuyer

if TYPE_CHECKING:
    from xinbao_desktop.catalog.toml_file import TomlTable

FOLDER = "bulletins/"
"""Where a pack keeps them, beside its ``pack.toml``."""


def read_bulletin(table: TomlTable) -> Bulletin:
    """Return one ``[[bulletin]]``; its problems are noted, not raised."""
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
        file=table.file,
        buyers=tuple(_buyer(buyer) for buyer in table.tables("buyers")),
    )
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


def _buyer(table: TomlTable) -> NamedBuyer:
    found = NamedBuyer(
        name=table.text("name"),
        country=table.optional_text("country"),
        reg_no=table.optional_text("reg_no"),
        insurer_buyer_code=table.optional_text("insurer_buyer_code"),
        email_domain=table.optional_text("email_domain"),
    )
    table.done()
    return found


def _digits(table: TomlTable, code: str) -> str:
    digits = code.replace(".", "").replace(" ", "")
    if not digits.isdigit():
        table.note("goods", f"{code} 不是HS编码的开头", f"{code} is no beginning of an HS code")
    return digits
