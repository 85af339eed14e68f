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

    from PySide6.QtWidgets import QWidget

    from xinbao_desktop.domain.schema import FieldSpec
    from xinbao_desktop.domain.vocabulary import Vocabulary
    from xinbao_desktop.gui.context import ClientContext

_NUMBERS = {FieldType.AMOUNT, FieldType.RATE, FieldType.RATIO, FieldType.INTEGER}


def editor_for(
    spec: FieldSpec,
    context: ClientContext,
    on_jump: Callable[[str, tuple[str, ...]], None],
    parent: QWidget,
) -> Editor:
    """Return an empty editor for a field, made inside ``parent``."""
    if spec.refers:
        return ReferenceEditor(context, spec.refers, on_jump, parent)
    if spec.vocabulary and spec.vocabulary in context.words:
        return _vocabulary_editor(spec, context.words[spec.vocabulary], context, parent)
    return _plain_editor(spec, context, parent)


def _vocabulary_editor(
    spec: FieldSpec, vocabulary: Vocabulary, context: ClientContext, parent: QWidget
) -> Editor:
    if spec.type is FieldType.CODES:
        return CodesEditor(vocabulary, context.lang, context.tokens.muted, parent)
    return CodeEditor(vocabulary, context.lang, parent)


def _plain_editor(spec: FieldSpec, context: ClientContext, parent: QWidget) -> Editor:
    if spec.type is FieldType.FLAG:
        return FlagEditor(parent)
    if spec.type is FieldType.LONG_TEXT:
        return ParagraphEditor(parent)
    if spec.type is FieldType.DATE:
        today = context.today()
        day = QDate(today.year, today.month, today.day)
        return DateEditor(day, context.tokens.muted, parent)
    return LineEditor(parent, right=spec.type in _NUMBERS)


def is_wide(spec: FieldSpec) -> bool:
    """Whether a field takes the whole width of a form."""
    wide_keys = {"name_zh", "name_en", "address_zh", "address_en", "address", "goods"}
    return (
        spec.type in (FieldType.LONG_TEXT, FieldType.CODES, FieldType.TEXTS)
        or spec.key in wide_keys
        or spec.refers is not None
    )
