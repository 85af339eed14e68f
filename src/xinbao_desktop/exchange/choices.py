"""The drop-down lists of the workbook: the words of each vocabulary, and yes or no.

The words stand on a hidden sheet, because a list inside a cell holds no more than 255 signs. A
list only warns: another spelling of a word, and several words, are understood by the import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.exchange.cells import code_word
from xinbao_desktop.exchange.grid import column_letter

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from xinbao_desktop.domain.schema import FieldSpec, RecordKind
    from xinbao_desktop.domain.vocabulary import Vocabularies

LISTS_SHEET = "选项"
_FLAGS = ("是", "否")


class Choices:
    """Gathers the lists that the sheets of one workbook offer."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self._vocabularies = vocabularies
        self._lists: dict[str, tuple[str, ...]] = {}

    def offer(self, sheet: Worksheet, kind: RecordKind, rows: int) -> None:
        """Offer the words of each code and flag of a sheet, in its first so many rows."""
        for column, spec in enumerate(kind.keys):
            source = self._source(spec)
            if source:
                sheet.data_validation(
                    1,
                    column,
                    rows,
                    column,
                    {
                        "validate": "list",
                        "source": source,
                        "error_type": "information",
                        "error_title": "不在列表中",
                        "error_message": "请从列表中选择，或填写其代码。",
                    },
                )

    def write(self, book: Workbook) -> None:
        """Write the lists to their hidden sheet."""
        sheet = book.add_worksheet(LISTS_SHEET)
        sheet.hide()
        longest = max((len(words) for words in self._lists.values()), default=0)
        for row in range(longest):
            for column, words in enumerate(self._lists.values()):
                if row < len(words):
                    sheet.write_string(row, column, words[row])

    def _source(self, spec: FieldSpec) -> object:
        if spec.type is FieldType.FLAG:
            return list(_FLAGS)
        if spec.type is not FieldType.CODE or spec.vocabulary is None:
            return None
        if spec.vocabulary not in self._lists:
            vocabulary = self._vocabularies[spec.vocabulary]
            self._lists[spec.vocabulary] = tuple(
                code_word(spec, value, self._vocabularies) for value in vocabulary.values
            )
        letter = column_letter(list(self._lists).index(spec.vocabulary))
        return f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(self._lists[spec.vocabulary])}"
