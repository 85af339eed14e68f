"""The Chinese window is complete, and every sentence keeps its placeholders."""

import ast
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from xinbao_desktop.assets import asset

GUI = Path(__file__).parents[2] / "src" / "xinbao_desktop" / "gui"
SOURCES = sorted(GUI.rglob("*.py"))
TRANSLATORS = {"tr", "translate"}
MARKER = "QT_TRANSLATE_NOOP"
"""Marks a word in a table; ``wording`` alone looks such words up."""


def messages():
    root = ET.parse(asset("resources/i18n/xinbao_zh_CN.ts")).getroot()
    for context in root.findall("context"):
        for message in context.findall("message"):
            yield context.findtext("name"), message


def calls(source: Path):
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and called(node) in {*TRANSLATORS, MARKER}:
            looks_up = source.name == "wording.py" and not isinstance(said(node), ast.Constant)
            if not looks_up:
                yield node


def called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def said(call: ast.Call) -> ast.expr:
    """Return the sentence: the last argument of ``translate(context, sentence)``."""
    return call.args[0 if called(call) == "tr" else 1]


def test_every_sentence_is_translated():
    unfinished = [
        (name, message.findtext("source"))
        for name, message in messages()
        if message.find("translation").get("type") or not message.findtext("translation")
    ]
    assert unfinished == []


def test_every_translation_keeps_its_placeholders():
    for name, message in messages():
        source, translation = message.findtext("source"), message.findtext("translation")
        expected = sorted(re.findall(r"\{\w*\}", source))
        assert sorted(re.findall(r"\{\w*\}", translation)) == expected, (name, source)


def test_every_sentence_in_the_source_is_in_the_file_and_none_is_left_over():
    """The file is in step with the source; ``tools/translations.sh`` brings it there."""
    known = {message.findtext("source") for _, message in messages()}
    used = {ast.literal_eval(said(call)) for source in SOURCES for call in calls(source)}
    assert used == known


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(GUI)))
def test_no_f_string_stands_inside_tr(source):
    """It would be extracted with its braces and never be found again."""
    for call in calls(source):
        assert isinstance(said(call), ast.Constant), f"{source.name}:{call.lineno}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(GUI)))
def test_no_tr_stands_inside_an_f_string(source):
    """Qt's extractor does not look into f-strings."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            inside = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
            names = {c.func.attr for c in inside if isinstance(c.func, ast.Attribute)}
            assert not names & TRANSLATORS, f"{source.name}:{node.lineno}"


def test_the_chinese_window_says_chinese(qapp):
    from PySide6.QtCore import QCoreApplication

    from xinbao_desktop.gui.translation import Translations
    from xinbao_desktop.text import Lang

    translations = Translations(qapp)
    translations.use(Lang.ZH)
    try:
        assert QCoreApplication.translate("Wording", "Not met") == "不符合"
    finally:
        translations.use(Lang.EN)
    assert QCoreApplication.translate("Wording", "Not met") == "Not met"
