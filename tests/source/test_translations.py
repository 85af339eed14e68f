"""The window's Chinese: complete, well formed, and read by Qt as the build hook compiles it."""

from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ET

import pytest

PLACE = re.compile(r"\{[a-z_]*\}|%[0-9n]|&&")


@pytest.fixture(scope="module")
def hook(root):
    """The build hook, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("hatch_build", root / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def words(root):
    """The source of the translation."""
    return (root / "resources" / "i18n" / "xinbao_zh_CN.ts").read_text("utf-8")


def messages(words: str) -> list[tuple[str, str, str, ET.Element]]:
    """Return context, source, comment and translation of each message."""
    return [
        (
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("comment", ""),
            message.find("translation"),
        )
        for context in ET.fromstring(words).iter("context")
        for message in context.iter("message")
    ]


def test_placeholders_are_the_same_in_both_languages(words):
    """A placeholder that differs would show as it is, or fail."""
    wrong = [
        source
        for _, source, _, translation in messages(words)
        if translation.text
        and sorted(PLACE.findall(source)) != sorted(PLACE.findall(translation.text))
    ]
    assert wrong == []


def test_qt_reads_what_the_build_hook_compiles(hook, words, tmp_path):
    """Every message comes back by its context and source; an unknown one does not."""
    from PySide6.QtCore import QTranslator

    file = tmp_path / "xinbao_zh_CN.qm"
    file.write_bytes(hook.compiled(words))
    translator = QTranslator()
    assert translator.load(str(file))
    assert translator.language() == "zh_CN"
    known = [m for m in messages(words) if m[3].text and not m[3].get("type")]
    assert known
    for context, source, comment, translation in known:
        assert translator.translate(context, source, comment or None) == translation.text
    assert not translator.translate(known[0][0], "Nobody ever says this")


def test_what_is_not_translated_is_left_out(hook):
    """Qt then shows the English source."""
    made = hook.compiled(
        '<TS language="zh_CN"><context><name>A</name>'
        '<message><source>One</source><translation type="unfinished">一</translation></message>'
        "<message><source>Two</source><translation>二</translation></message>"
        "</context></TS>"
    )
    assert "二".encode("utf-16-be") in made
    assert "一".encode("utf-16-be") not in made


def test_plural_forms_are_refused_rather_than_lost(hook):
    """The compiler says what it cannot do."""
    with pytest.raises(ValueError, match="plural"):
        hook.compiled(
            '<TS language="zh_CN"><context><name>A</name><message numerus="yes">'
            "<source>%n papers</source><translation><numerusform>%n 份</numerusform></translation>"
            "</message></context></TS>"
        )
