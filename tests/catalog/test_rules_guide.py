"""The guide for those who write rules says what is true: its examples are read, checked and run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xinbao_desktop.catalog.rule_pack import check_pack, read_pack_files
from xinbao_desktop.domain.rules.expression import EACH, FUNCTIONS
from xinbao_desktop.domain.rules.model import Subject
from xinbao_desktop.domain.rules.result import Severity, SourceKind, Verdict

GUIDE = Path(__file__).parents[2] / "docs" / "rules-guide.md"


@pytest.fixture(scope="module")
def guide():
    return GUIDE.read_text("utf-8")


@pytest.fixture(scope="module")
def pack(guide):
    """The pack that the guide's examples make."""
    files = {}
    for block in re.findall(r"```toml\n(.*?)```", guide, re.DOTALL):
        first, _, rest = block.partition("\n")
        name = re.fullmatch(r"# file: ([a-z]+\.toml)", first).group(1)
        files[name] = files.get(name, "") + rest
    return read_pack_files("guide", {name: text.encode() for name, text in files.items()})


def test_the_examples_are_right_and_pass_their_own_tests(pack, fact_book, calendar):
    assert len(pack.rules) == 2
    assert len(pack.parameters) == 2
    check_pack(pack, fact_book, calendar=calendar)


@pytest.mark.parametrize(
    "name", [*sorted(FUNCTIONS), *sorted(EACH), "param", "codes", "given", "date"]
)
def test_every_function_of_the_language_is_explained(guide, name):
    assert f"{name}(" in guide


@pytest.mark.parametrize("word", [*Subject, *Severity, *Verdict, *SourceKind])
def test_every_word_of_the_language_is_explained(guide, word):
    assert f"`{word}`" in guide
