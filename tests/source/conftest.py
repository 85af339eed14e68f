"""What the house rules are tried on: the project's own files, parsed once."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (".ci", "docs", "forms", "installer", "resources", "src", "tests", "tools")
TEXTS = {".md", ".py", ".toml", ".sh", ".ts", ".qss", ".txt", ".svg", ".lock", ".mako", ".json", ""}


@cache
def text_files() -> tuple[Path, ...]:
    """Return every text file of the project, made ones and caches left out."""
    found = [p for p in ROOT.iterdir() if p.is_file() and not p.name.startswith(".")]
    for folder in FOLDERS:
        found += [p for p in (ROOT / folder).rglob("*") if p.is_file()]
    return tuple(sorted(p for p in found if p.suffix in TEXTS and "__pycache__" not in p.parts))


@cache
def parsed(folder: str) -> dict[str, ast.Module]:
    """Return the syntax trees of a folder's Python files by path."""
    files = sorted((ROOT / folder).rglob("*.py"))
    return {
        p.relative_to(ROOT).as_posix(): ast.parse(p.read_text("utf-8"))
        for p in files
        if "versions" not in p.parts
    }


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def texts() -> tuple[Path, ...]:
    """Every text file of the project."""
    return text_files()


@pytest.fixture(scope="session")
def source() -> dict[str, ast.Module]:
    """The package, parsed."""
    return parsed("src")


@pytest.fixture(scope="session")
def tests() -> dict[str, ast.Module]:
    """The tests, parsed."""
    return parsed("tests")
