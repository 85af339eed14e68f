"""Tests are held to rules too: each can fail, none is switched off, files mirror the package."""

from __future__ import annotations

import ast
import re

PROVING = re.compile(r"^(assert|check|expect|prove|raises|warns|fail|waitSignal|refuse|same)")
EXCUSES = {"skip", "xfail", "importorskip"}


def all_tests(tests: dict[str, ast.Module]) -> list[tuple[str, ast.FunctionDef]]:
    """Return every test with the name of its file."""
    return [
        (name, node)
        for name, tree in tests.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def proves(function: ast.FunctionDef) -> bool:
    """Whether something in a test can make it fail on purpose."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if PROVING.match(name.lstrip("_")):
                return True
    return False


def test_every_test_proves_something(tests):
    """A test that asserts nothing is green for ever."""
    wrong = [
        f"{name}:{function.lineno} {function.name}"
        for name, function in all_tests(tests)
        if not proves(function)
    ]
    assert wrong == []


def test_no_test_is_switched_off(tests):
    """A test may depend on the system it runs on (skipif), never be skipped for good."""
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in tests.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in EXCUSES
        and isinstance(node.value, ast.Name | ast.Attribute)
        and getattr(node.value, "attr", getattr(node.value, "id", "")) in {"mark", "pytest"}
    ]
    assert wrong == []


def test_names_of_tests_are_sentences(tests):
    """At least two words after ``test_``."""
    wrong = [f"{n}: {f.name}" for n, f in all_tests(tests) if f.name.count("_") < 2]
    assert wrong == []
