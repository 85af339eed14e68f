"""What is wrong with records or with a file they come from: one value for every complaint.

All problems of a form, a sheet or a file are gathered and told at once. A problem that refuses
keeps the row out; one that warns does not (which is which is said in the workbook's contract).
How problems are found belongs to ``reading``, ``validation`` and ``exchange``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """Whether a problem keeps the row out, or only asks for a second look."""

    REFUSE = "refuse"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands, as the user sees it there.

    Attributes:
        file: The file's name, without its folder.
        sheet: The sheet's name as written in the file; in JSON the key of the list.
        row: The row's number as the spreadsheet shows it; in JSON the entry's, from 1.
        column: The column's letter; in JSON and CSV-less places the key.
        header: What the column is headed with.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""

    def __bool__(self) -> bool:
        """Whether anything is known about the place."""
        return bool(self.file or self.sheet or self.row is not None)

    def text(self) -> Text:
        """Return the place in words, from the file down to the column."""
        zh, en = [], []
        if self.file:
            zh.append(self.file)
            en.append(self.file)
        if self.sheet and self.sheet != self.file:
            zh.append(f"工作表“{self.sheet}”")
            en.append(f"sheet “{self.sheet}”")
        if self.row is not None:
            zh.append(f"第 {self.row} 行")
            en.append(f"row {self.row}")
        if self.column:
            named = f" ({self.header})" if self.header and self.header != self.column else ""
            zh.append(f"{self.column} 列{named}")
            en.append(f"column {self.column}{named}")
        return Text("，".join(zh), ", ".join(en))


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint about one value, row, sheet or file.

    ``kind``, ``key`` and ``identity`` name the record and field it is about, as far as known.
    """

    severity: Severity
    text: Text
    place: Place = field(default_factory=Place)
    kind: str = ""
    key: str = ""
    identity: str = ""

    @property
    def refuses(self) -> bool:
        """Whether this keeps the row out."""
        return self.severity is Severity.REFUSE

    def at(self, place: Place) -> Problem:
        """Return the same complaint with its place."""
        return replace(self, place=place)

    @property
    def full_text(self) -> Text:
        """Return the complaint with its place in front."""
        if not self.place:
            return self.text
        where = self.place.text()
        return Text(f"{where.zh}：{self.text.zh}", f"{where.en}: {self.text.en}")

    def as_json(self) -> dict[str, object]:
        """Return the problem as the command line tells it; what is not known is left out."""
        found: dict[str, object] = {
            "severity": self.severity.value,
            "file": self.place.file,
            "sheet": self.place.sheet,
            "row": self.place.row,
            "column": self.place.column,
            "header": self.place.header,
            "kind": self.kind,
            "key": self.key,
            "identity": self.identity,
        }
        return {k: v for k, v in found.items() if v not in ("", None)} | {
            "message": self.text.as_json()
        }


def refusal(text: Text, *, kind: str = "", key: str = "", identity: str = "") -> Problem:
    """Return a problem that keeps its row out."""
    return Problem(Severity.REFUSE, text, kind=kind, key=key, identity=identity)


def warning(text: Text, *, kind: str = "", key: str = "", identity: str = "") -> Problem:
    """Return a problem that asks for a second look and keeps nothing out."""
    return Problem(Severity.WARN, text, kind=kind, key=key, identity=identity)


def refusals(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those that keep something out."""
    return tuple(problem for problem in problems if problem.refuses)
