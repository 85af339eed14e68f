"""Fill an insurer's blank with the answers of one case: to a file, or for its packet.

The stranger's PDF is read and written in the worker process alone. What the blank cannot take
is told, never dropped: rows beyond its own, words that find no room, required answers that no
field asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.blank import BlankLink
from xinbao_desktop.domain.blank_order import BlankOrder, lacking, order_of
from xinbao_desktop.domain.blank_values import asked_by, values_of
from xinbao_desktop.domain.blank_words import worded
from xinbao_desktop.errors import BadInputError, UsageError
from xinbao_desktop.files.atomic import atomic_output, refuse_existing
from xinbao_desktop.papers.blank_intake import fill_blank
from xinbao_desktop.papers.intake import PaperIntake
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.case_values import CaseValues
    from xinbao_desktop.app.checklist import ChecklistService
    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.blank import Blank, FieldFate
    from xinbao_desktop.domain.blank_order import LeftOver, PagesWanted
    from xinbao_desktop.domain.blank_values import BlankValue
    from xinbao_desktop.domain.form import FormValue

UNPRINTABLE = Text(
    "有 {count} 个域含字库没有的字，无法打印；请改用其他写法。",
    "{count} fields hold characters that no bundled font has; write them otherwise.",
)
PAGES_LATER = Text(
    "{count} 个页码域没有填：卷内页码在成卷时才有，案卷里的这张表会填上",
    "{count} fields for page numbers are empty: only a packet has pages, and fills them in",
)
UNMAPPED = Text(
    "空白表 {id} 还没有写明每个域填什么；请先指定（xinbao blank map）。",
    "Nothing says yet how blank {id} is filled; say so first (xinbao blank map).",
)


@dataclass(frozen=True, slots=True)
class FilledBlank:
    """What filling did: the fate of each entry, and what the blank could not take."""

    blank: Blank
    fates: tuple[FieldFate, ...]
    left_over: tuple[LeftOver, ...]
    lacking: tuple[BlankValue, ...]
    notes: tuple[Text, ...] = ()
    pages: tuple[PagesWanted, ...] = ()

    @property
    def cut(self) -> tuple[FieldFate, ...]:
        """The entries that found no room in full."""
        return tuple(fate for fate in self.fates if fate.lost)

    @property
    def whole(self) -> bool:
        """Whether the blank says everything that the program's own form would say."""
        return not (self.cut or self.left_over or self.lacking)

    def warnings(self) -> list[Text]:
        """Return what does not stand on the blank, one sentence each."""
        found = [
            Text(
                f"{left.title.zh}：第 {left.rows[0]}–{left.rows[-1]} 行在空白表上放不下",
                f"{left.title.en}: rows {left.rows[0]}–{left.rows[-1]} find no room on the blank",
            )
            for left in self.left_over
        ]
        found += [
            Text(f"域 {fate.field} 放不下：{fate.lost}", f"no room in {fate.field}: {fate.lost}")
            for fate in self.cut
        ]
        if self.pages:
            found.append(PAGES_LATER.fill(count=len(self.pages)))
        if self.lacking:
            zh = "、".join(value.label.zh for value in self.lacking)
            en = ", ".join(value.label.en for value in self.lacking)
            found.append(
                Text(f"空白表上没有地方填（勾选）：{zh}", f"the blank has no place for: {en}")
            )
        return found

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        return {
            "blank": self.blank.id,
            "whole": self.whole,
            "fields": [
                {"field": f.field, "printed": f.printed, **({"lost": f.lost} if f.lost else {})}
                for f in self.fates
                if f.printed or f.lost
            ],
            "left_over": [
                {"table": left.title.as_json(), "rows": list(left.rows), "words": list(left.words)}
                for left in self.left_over
            ],
            "lacking": [value.key for value in self.lacking],
            "warnings": [warning.as_json() for warning in self.warnings()],
        }


@dataclass(frozen=True, slots=True)
class BlankExample:
    """One value that a blank can take, what a case answers, and where that came from."""

    value: BlankValue
    answer: FormValue
    words: str
    rows: int = 0

    @property
    def origin(self) -> Text | None:
        """Where it came from."""
        return self.answer.origin

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        return {
            "value": self.value.key,
            "label": self.value.label.as_json(),
            "required": self.value.required,
            "words": self.words,
            **({"rows": self.rows} if self.value.table else {}),
            **({"origin": self.origin.as_json()} if self.origin else {}),
        }


class BlankFilling:
    """Fills blanks for one client's cases."""

    def __init__(self, desk: Desk, checklists: ChecklistService) -> None:
        self._desk = desk
        self._checklists = checklists

    def fill(
        self, case_no: str, id_: str, out: Path, *, force: bool = False, on: date | None = None
    ) -> FilledBlank:
        """Write a filled, flattened copy of a blank for a case.

        Raises:
            UsageError: ``out`` exists and ``force`` was not given; no such case or blank; the
                blank has no mapping yet.
            BadInputError: The blank was altered, or a character cannot be printed.
        """
        refuse_existing(out, force=force)
        blank = self._desk.knowledge.blanks.get(id_)
        if not blank.mapping.links:
            raise UsageError(UNMAPPED.fill(id=blank.id))
        values = self._checklists.values(case_no, on)
        with PaperIntake() as intake, atomic_output(out, force=force) as place:
            return filled_blank(self._desk, intake, blank, values, place)

    def for_case(self, case_no: str, on: date | None = None) -> Sequence[Blank]:
        """Return the mapped blanks that a case's insurer has, whether packets use them or not."""
        insurer = insurer_of(self._checklists.values(case_no, on))
        return [
            blank
            for blank in self._desk.knowledge.blanks.list()
            if blank.mapping.links and blank.insurer in ("", insurer)
        ]

    def examples(
        self, case_no: str, form_id: str, on: date | None = None
    ) -> Sequence[BlankExample]:
        """Return every value a blank of a form can take, with a case's answer and its origin."""
        definition = form(form_id)
        known = values_of(definition)
        asked = asked_by(definition, [value.key for value in known])
        values = self._checklists.values(case_no, on).fill(asked).values
        found = []
        for value in known:
            rows = values.rows(value.table) if value.table else ()
            answer = values.of(value.key)
            if value.table:
                column = value.key.partition(".")[2]
                answer = rows[0].cell(column) if rows else answer
            link = BlankLink(field="", value=value.key)
            words = worded(answer, link, options=value.options)
            found.append(BlankExample(value, answer, words, len(rows)))
        return found


def insurer_of(values: CaseValues) -> str:
    """Return whose policy a case is under, empty where that is not known."""
    return str(getattr(values.facts.record("policy"), "insurer", "") or "")


def filled_blank(
    desk: Desk, intake: PaperIntake, blank: Blank, values: CaseValues, target: Path
) -> FilledBlank:
    """Write a filled copy of a blank with the answers of a case.

    Raises:
        BadInputError: The blank was altered, or a character cannot be printed.
    """
    order = ordered(desk, blank, values)
    pdf = desk.knowledge.blanks.pdf(blank)
    mapping = blank.mapping
    filled = fill_blank(intake, pdf, target, order.entries, mapping.marked, picture=mapping.picture)
    missing = [fate for fate in filled.fates if fate.missing]
    if missing:
        details = [
            Text(f"域 {f.field}：字库没有 {f.missing}", f"field {f.field}: no font has {f.missing}")
            for f in missing
        ]
        raise BadInputError(UNPRINTABLE.fill(count=len(missing)), details)
    left = (*lacking(blank, form(blank.form)), *order.unticked)
    return FilledBlank(blank, filled.fates, order.left_over, left, filled.notes, order.pages)


def ordered(desk: Desk, blank: Blank, values: CaseValues) -> BlankOrder:
    """Return what goes into each field of a blank for a case."""
    keys = [link.value for link in blank.mapping.links]
    filled = values.fill(asked_by(form(blank.form), keys))
    currencies = desk.knowledge.vocabularies["currency"]
    return order_of(blank, filled, lambda code: currencies.label(code).zh)
