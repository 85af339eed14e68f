"""Read how papers are recognised (``resources/papers/recognition.toml``) into domain rules."""

from __future__ import annotations

import tomllib
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any

from xinbao_desktop.assets import asset
from xinbao_desktop.domain.paper import FactKind, Keyword, RecognitionRule
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

_LISTS = ("names", "titles", "words")
_KEYS = frozenset({"id", "known", *_LISTS})


@cache
def shipped_recognition() -> tuple[RecognitionRule, ...]:
    """Return the rules that the program ships with."""
    return read_recognition(asset("resources/papers/recognition.toml"))


def read_recognition(path: Path) -> tuple[RecognitionRule, ...]:
    """Return the rules of a file.

    Raises:
        CatalogError: The file is wrong; the message names file, slot and key.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(path, "-", "-", Text(f"不是 TOML：{error}", f"not TOML: {error}")) from error
    slots = document.get("slot")
    if set(document) != {"slot"} or not isinstance(slots, list):
        raise _wrong(path, "-", "slot", Text("只能有 [[slot]]", "only [[slot]] may stand here"))
    rules: dict[str, RecognitionRule] = {}
    for entry in slots:
        rule = _rule(path, entry)
        if rule.slot in rules:
            raise _wrong(path, rule.slot, "id", Text("重复", "stands twice"))
        rules[rule.slot] = rule
    return tuple(rules.values())


def _rule(path: Path, entry: dict[str, Any]) -> RecognitionRule:
    slot = entry.get("id")
    if not isinstance(slot, str) or not slot:
        raise _wrong(path, "?", "id", Text("缺少编号", "is missing"))
    for key in sorted(set(entry) - _KEYS):
        raise _wrong(path, slot, key, Text("不认识的键", "is not a known key"))
    known = entry.get("known")
    if known is not None and known not in set(FactKind):
        raise _wrong(path, slot, "known", Text(f"不认识 {known}", f"{known} is not known"))
    names, titles, words = (
        tuple(_keyword(path, slot, key, item) for item in entry.get(key, [])) for key in _LISTS
    )
    if not names:
        raise _wrong(path, slot, "names", Text("至少要有一个词", "needs at least one word"))
    return RecognitionRule(slot, names, titles, words, None if known is None else FactKind(known))


def _keyword(path: Path, slot: str, key: str, item: object) -> Keyword:
    if not isinstance(item, str) or " " not in item:
        raise _wrong(path, slot, key, Text(f"应为“词 权重”：{item}", f"not “word weight”: {item}"))
    word, _, weight = item.rpartition(" ")
    try:
        return Keyword(word.strip(), Decimal(weight))
    except (InvalidOperation, ValueError) as error:
        raise _wrong(
            path, slot, key, Text(f"权重不对：{item}", f"the weight is wrong: {item}")
        ) from error


def _wrong(path: Path, slot: str, key: str, what: Text) -> CatalogError:
    return CatalogError(
        Text(
            f"{path.name}，单证 {slot}，键 {key}：{what.zh}",
            f"{path.name}, slot {slot}, key {key}: {what.en}",
        )
    )
