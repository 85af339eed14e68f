"""Read a folder of rules into a pack, check it completely, and run its own tests.

A pack is a folder: ``pack.toml`` says what it is; every other ``*.toml`` beside it holds
``[[source]]``, ``[[parameter]]``, ``[[group]]`` and ``[[rule]]``, those in ``bulletins/`` hold
``[[bulletin]]``. Other folders inside it are data of the pack (forms) and none of this module's
business; signing and installing is ``pack_archive``'s.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from xinbao_desktop.catalog.bulletin import FOLDER as BULLETINS
from xinbao_desktop.catalog.bulletin import read_bulletin
from xinbao_desktop.catalog.rule_entry import read_rule
from xinbao_desktop.catalog.rule_figure import read_group, read_parameter, read_source
from xinbao_desktop.catalog.toml_file import TomlReader
from xinbao_desktop.domain.rules.cases import run_cases
from xinbao_desktop.domain.rules.engine import RuleSet
from xinbao_desktop.domain.rules.lint import lint
from xinbao_desktop.domain.rules.model import RulePack
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from xinbao_desktop.catalog.toml_file import TomlTable
    from xinbao_desktop.domain.bulletin import Bulletin
    from xinbao_desktop.domain.rules.catalogue import FactCatalogue, WorkdayCalendar
    from xinbao_desktop.domain.rules.model import Parameter, Rule, Source

PACK_FILE = "pack.toml"
_VERSION = re.compile(r"\d+(\.\d+){0,3}")
_PACK_ID = re.compile(r"[a-z][a-z0-9_-]{1,40}")


def read_pack(folder: Path) -> RulePack:
    """Return the pack of a folder as it is written; ``check_pack`` says whether it is right.

    Raises:
        CatalogError: Every problem of form, each with file, entry and key.
    """
    try:
        paths = [*folder.glob("*.toml"), *folder.glob(f"{BULLETINS}*.toml")]
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(paths)
            if path.is_file()
        }
    except OSError as error:
        reason = error.strerror or ""
        raise CatalogError(
            Text(f"{folder.name} 无法读取：{reason}", f"{folder.name} cannot be read: {reason}")
        ) from error
    return read_pack_files(folder.name, files)


def read_pack_files(name: str, files: Mapping[str, bytes]) -> RulePack:
    """Return the pack of files that are already in memory; ``name`` is what messages call it.

    Raises:
        CatalogError: Every problem of form, each with file, entry and key.
    """
    reader = TomlReader()
    if PACK_FILE not in files:
        reader.note(name, PACK_FILE, "", Text("缺少这个文件", "this file is missing"))
    pack = _header(reader.bytes(files.get(PACK_FILE, b""), f"{name}/{PACK_FILE}"))
    sources: list[Source] = []
    parameters: list[Parameter] = []
    rules: list[Rule] = []
    groups: dict[str, frozenset[str]] = {}
    bulletins: list[Bulletin] = []
    for file in sorted(files):
        if file.startswith(BULLETINS) and file.endswith(".toml"):
            top = reader.bytes(files[file], f"{name}/{file}")
            bulletins += [read_bulletin(table) for table in top.tables("bulletin")]
            top.done()
        if file == PACK_FILE or "/" in file or not file.endswith(".toml"):
            continue
        top = reader.bytes(files[file], f"{name}/{file}")
        sources += [read_source(table) for table in top.tables("source")]
        parameters += [read_parameter(table) for table in top.tables("parameter")]
        for table in top.tables("group"):
            name_, codes = read_group(table)
            if name_ in groups:
                table.note("id", "编号已被使用", "this id is already used")
            groups[name_] = codes
        rules += [read_rule(table) for table in top.tables("rule")]
        top.done()
    reader.check()
    return RulePack(
        **pack,
        parameters=tuple(parameters),
        rules=tuple(rules),
        sources=tuple(sources),
        groups=MappingProxyType(groups),
        bulletins=tuple(bulletins),
    )


def read_sources(path: Path) -> tuple[Source, ...]:
    """Return the texts that every pack may cite (``resources/legal/sources.toml``).

    Raises:
        CatalogError: Every problem of the file.
    """
    reader = TomlReader()
    top = reader.file(path)
    sources = tuple(read_source(table) for table in top.tables("source"))
    top.done()
    reader.check()
    return sources


def check_pack(
    pack: RulePack,
    catalogue: FactCatalogue,
    *,
    others: Sequence[RulePack] = (),
    sources: Iterable[Source] = (),
    calendar: WorkdayCalendar | None = None,
) -> None:
    """Check a pack against the catalogue of facts, then run its own tests.

    Raises:
        CatalogError: Every problem, each with file, entry and key.
    """
    sources = tuple(sources)
    problems = lint(pack, catalogue, others, sources)
    if not problems:
        rules = RuleSet([pack, *others], catalogue, calendar, sources=sources)
        problems = run_cases(rules, pack)
    if problems:
        raise CatalogError(joined([problem.as_text() for problem in problems], "\n", "\n"))


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions are ordered by; ``2026.9`` comes before ``2026.10``."""
    return tuple(int(part) for part in version.split("."))


def _header(top: TomlTable) -> dict[str, Any]:
    table = top.table("pack")
    found: dict[str, Any] = {
        "id": table.text("id"),
        "version": table.text("version"),
        "title": table.words("title"),
        "description": table.words("description"),
        "valid_from": table.day("valid_from"),
        "min_program": table.text("min_program"),
    }
    if not _PACK_ID.fullmatch(found["id"]):
        table.note("id", "编号用小写字母、数字和 -", "an id has small letters, digits and -")
    for key in ("version", "min_program"):
        if not _VERSION.fullmatch(found[key]):
            table.note(key, "版本号写法如 2026.11.1", "write a version as 2026.11.1")
    table.done()
    top.done()
    return found
