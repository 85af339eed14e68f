"""The catalogue of facts, the texts and the calendar that packs are checked against."""

from __future__ import annotations

import pytest

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.calendar import shipped_calendar
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.catalog.rule_pack import read_sources
from xinbao_desktop.domain.facts import FactBook


@pytest.fixture(scope="session")
def fact_book():
    codes = shipped_codes()
    groups = {
        f"country.{id_}": frozenset(member.code for member in group.members)
        for id_, group in codes.groups.items()
    }
    return FactBook(codes.vocabularies, groups)


@pytest.fixture(scope="session")
def legal_sources():
    return read_sources(asset("resources/legal/sources.toml"))


@pytest.fixture(scope="session")
def calendar():
    return shipped_calendar()
