"""Tests are held to rules too: each can fail, none is switched off, files mirror the package."""

from __future__ import annotations

import ast
import re

PROVING = re.compile(r"^(assert|raises|warns|fail|waitSignal|check$|check_pack$|survives$)")
EXCUSES = {"skip", "xfail", "importorskip"}


def all_tests(tests: dict[str, ast.Module]) -> list[tuple[str, ast.FunctionDef]]:
    """Return every test with the name of its file."""
    return [
        (name, node)
        for name, tree in tests.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def called(function: ast.FunctionDef) -> set[str]:
    """Return the names of what a function calls."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {getattr(func, "attr", getattr(func, "id", "")) for func in calls}


def asserting(tree: ast.Module) -> set[str]:
    """Return the names of a file's functions that assert something themselves."""
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(inner, ast.Assert) for inner in ast.walk(node))
    }


def proves(function: ast.FunctionDef, helpers: set[str]) -> bool:
    """Whether something in a test, or in a helper it calls, can make it fail on purpose."""
    names = called(function)
    return (
        function.name in helpers
        or bool(names & helpers)
        or any(PROVING.match(name.lstrip("_")) for name in names)
    )


def test_every_test_proves_something(tests):
    """A test that asserts nothing is green for ever."""
    wrong = [
        f"{name}:{function.lineno} {function.name}"
        for name, function in all_tests(tests)
        if not proves(function, asserting(tests[name]))
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
