"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bpass\s+# later")
# Put together here, so that this file does not hold what it looks for.
WORKPLACES = re.compile(
    "|".join(("/wo" + "rk/", "/fa" + "rm/", r"\.\./sha" + "red", "/ro" + "ot/"))
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
CLOCKS = {
    "src/xinbao_desktop/app/clock.py",
    "src/xinbao_desktop/storage/client_file.py",  # stamps its history where no clock is given
}
LONGEST_MODULE = 300
MIGRATIONS = "src/xinbao_desktop/storage/migrations/versions/"
LONGEST_FUNCTION = 70
EXAMPLES = {"tests/source/test_house_rules.py"}


def calls(tree: ast.Module, *names: str) -> list[ast.Call]:
    """Return the calls of functions and methods with these names."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in names:
                found.append(node)
    return found


def test_translated_sentences_are_plain_literals(source):
    """An f-string inside tr() is extracted but never matches, silently."""
    wrong = [
        f"{name}:{call.lineno}"
        for name, tree in source.items()
        if "/gui/" in name
        for call in calls(tree, "tr", "translate")
        for argument in call.args
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]
    assert wrong == []


def test_only_the_clock_asks_what_day_it_is(source):
    """Verdicts depend on a day that is handed in."""
    wrong = [
        f"{name}:{call.lineno}"
        for name, tree in source.items()
        if name not in CLOCKS
        for call in calls(tree, "today", "now", "utcnow", "localtime", "time")
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"date", "datetime", "time"}
    ]
    assert wrong == []


def test_temporary_folders_are_found_again_after_a_kill(source):
    """What lies in them may be a client's paper; ``scratch`` takes away what was left."""
    wrong = [
        f"{name}:{call.lineno}"
        for name, tree in source.items()
        if name != "src/xinbao_desktop/scratch.py"
        for call in calls(tree, "TemporaryDirectory", "mkdtemp", "mkstemp", "NamedTemporaryFile")
        if "dir" not in {keyword.arg for keyword in call.keywords}
    ]
    assert wrong == []


def test_nothing_is_left_unfinished(texts, root):
    """What is not done stands in an issue, not in a comment."""
    wrong = [
        f"{file.relative_to(root)}: {found.group()}"
        for file in texts
        if file.relative_to(root).as_posix() not in EXAMPLES
        for found in UNFINISHED.finditer(file.read_text("utf-8"))
    ]
    assert wrong == []


def test_no_file_names_the_machine_it_was_written_on(texts, root):
    """The project stands alone."""
    wrong = [
        f"{file.relative_to(root)}: {found.group()}"
        for file in texts
        for found in WORKPLACES.finditer(file.read_text("utf-8"))
    ]
    assert wrong == []


def test_no_private_key_is_kept_in_the_project(texts, root):
    """Packs are signed elsewhere; a test that needs a key makes one."""
    beginning = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{16}")
    wrong = [f for f in texts if beginning.search(f.read_text("utf-8"))]
    assert [f.relative_to(root).as_posix() for f in wrong] == []


def test_modules_are_named_after_what_they_are_about(source):
    """A module called utils has no subject."""
    stems = {name: name.rsplit("/", 1)[-1].removesuffix(".py") for name in source}
    assert [name for name, stem in stems.items() if stem in VAGUE] == []


def test_modules_fit_on_a_few_pages(source, root):
    """At most three hundred lines; migrations are frozen as they were released."""
    lines = {
        name: len((root / name).read_text("utf-8").splitlines())
        for name in source
        if not name.startswith(MIGRATIONS)
    }
    over = {name: count for name, count in lines.items() if count > LONGEST_MODULE}
    assert over == {}


def test_functions_fit_on_a_page(source):
    """A longer one does two things."""
    wrong = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in source.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert wrong == []


def test_every_module_says_what_it_is_about(source):
    """The first line a reader sees."""
    wrong = [name for name, tree in source.items() if not ast.get_docstring(tree)]
    assert wrong == []
