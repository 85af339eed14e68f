"""Which editor a field gets, from its description alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate

from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.gui.widgets.choice_editor import CodeEditor, FlagEditor
from xinbao_desktop.gui.widgets.codes_editor import CodesEditor
from xinbao_desktop.gui.widgets.date_editor import DateEditor
from xinbao_desktop.gui.widgets.editor import Editor, LineEditor, ParagraphEditor
from xinbao_desktop.gui.widgets.reference_editor import ReferenceEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.domain.schema import FieldSpec
    from xinbao_desktop.domain.vocabulary import Vocabulary
    from xinbao_desktop.gui.context import ClientContext

_NUMBERS = {FieldType.AMOUNT, FieldType.RATE, FieldType.RATIO, FieldType.INTEGER}


def editor_for(
    spec: FieldSpec, context: ClientContext, on_jump: Callable[[str, tuple[str, ...]], None]
) -> Editor:
    """Return an empty editor for a field."""
    if spec.refers:
        return ReferenceEditor(context, spec.refers, on_jump)
    if spec.vocabulary and spec.vocabulary in context.words:
        return _vocabulary_editor(spec, context.words[spec.vocabulary], context)
    return _plain_editor(spec, context)


def _vocabulary_editor(spec: FieldSpec, vocabulary: Vocabulary, context: ClientContext) -> Editor:
    if spec.type is FieldType.CODES:
        return CodesEditor(vocabulary, context.lang, context.tokens.muted)
    return CodeEditor(vocabulary, context.lang)


def _plain_editor(spec: FieldSpec, context: ClientContext) -> Editor:
    if spec.type is FieldType.FLAG:
        return FlagEditor()
    if spec.type is FieldType.LONG_TEXT:
        return ParagraphEditor()
    if spec.type is FieldType.DATE:
        today = context.today()
        return DateEditor(QDate(today.year, today.month, today.day), context.tokens.muted)
    return LineEditor(right=spec.type in _NUMBERS)


def is_wide(spec: FieldSpec) -> bool:
    """Whether a field takes the whole width of a form."""
    wide_keys = {"name_zh", "name_en", "address_zh", "address_en", "address", "goods"}
    return (
        spec.type in (FieldType.LONG_TEXT, FieldType.CODES, FieldType.TEXTS)
        or spec.key in wide_keys
        or spec.refers is not None
    )
