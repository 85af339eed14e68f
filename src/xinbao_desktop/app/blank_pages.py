"""The insurers' own blanks in a packet: where one is in use, it stands for the program's form.

The program's form stays beside it whenever the blank does not say everything that the form
would: rows or words without room, answers without a field (``docs/decisions/0041``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

from xinbao_desktop.app.blank_filling import filled_blank, insurer_of
from xinbao_desktop.catalog.blank_mapping import mapping_digest
from xinbao_desktop.domain.blank import Place
from xinbao_desktop.domain.blank_seal import needs_seal
from xinbao_desktop.domain.packet_plan import (
    BlankDocument,
    FormDocument,
    InkBox,
    PageInfo,
    PagePlace,
    PageReference,
)
from xinbao_desktop.domain.paper import Refusal
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.papers.intake import PaperIntake
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from xinbao_desktop.app.blank_filling import FilledBlank
    from xinbao_desktop.app.case_values import CaseValues
    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.blank import Blank, FilePlace
    from xinbao_desktop.domain.blank_order import PagesWanted
    from xinbao_desktop.domain.paper import PaperPage

POINTS = 72 / 25.4  # of a millimetre
INSURERS = Text("{title}（{insurer}格式）", "{title} ({insurer}'s form)")
ATTACHED = Text("{title}（附页）", "{title} (attached)")
NO_PAGES = Text("空白表 {id} 填写后读不出：{why}", "blank {id} cannot be read once filled: {why}")


class BlankPages:
    """Makes the documents of the forms of one packet; a context manager that owns the worker.

    ``chosen`` are the blanks that a packet kept, None for those in use.
    """

    def __init__(
        self,
        desk: Desk,
        client_id: str,
        folder: Path,
        chosen: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        self._desk = desk
        self._chosen = chosen
        self._client_id = client_id
        self._folder = folder
        self._intake = PaperIntake()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._intake.close()

    def documents(
        self, own: FormDocument, values: CaseValues
    ) -> Sequence[FormDocument | BlankDocument]:
        """Return what stands in a form's place: the form, the blank, or both.

        Raises:
            BadInputError: The blank in use was altered, cannot be read, or would have to show
                a character that no font has.
        """
        blank = self._blank(own.slot, values)
        if blank is None:
            return (own,)
        flat = self._folder / f"{own.slot}.filled.pdf"
        filled = filled_blank(self._desk, self._intake, blank, values, flat)
        target = self._folder / f"{own.slot}.blank.pdf"
        made = self._intake.prepare(flat, target)
        if isinstance(made, Refusal):
            raise BadInputError(NO_PAGES.fill(id=blank.id, why=made.reason))
        slots: dict[str, tuple[str, ...]] = {}
        for line in values.lines:
            if line.attached:
                slots[line.slot] = (*slots.get(line.slot, ()), line.id)

        def documents(wanted: PagesWanted) -> tuple[str, ...]:
            return (wanted.document,) if wanted.document else slots.get(wanted.slot, ())

        document = self._document(own, blank, filled, (target, made.pages), documents)
        if blank.mapping.place is Place.AFTER:
            return (own, replace(document, id=f"{own.id}-blank"))
        if filled.whole:
            return (document,)
        form = own.content.form
        attached = replace(form, title=ATTACHED.fill(title=form.title))
        content = replace(own.content, form=attached)
        return (document, replace(own, id=f"{own.id}-own", content=content))

    def _blank(self, slot: str, values: CaseValues) -> Blank | None:
        shelf = self._desk.knowledge.blanks
        if self._chosen is None:
            return shelf.for_case(slot, insurer_of(values))
        found = (shelf.get(id_) for id_, _ in self._chosen)
        return next((blank for blank in found if blank.form == slot), None)

    def _document(
        self,
        own: FormDocument,
        blank: Blank,
        filled: FilledBlank,
        made: tuple[Path, Sequence[PaperPage]],
        documents: Callable[[PagesWanted], tuple[str, ...]],
    ) -> BlankDocument:
        pdf, pages = made
        title = own.title
        if blank.insurer:
            insurer = self._desk.knowledge.vocabularies["insurer"].label(blank.insurer)
            title = INSURERS.fill(title=title, insurer=insurer)
        ticks = {field.name for field in blank.fields() if field.kind == "tick"}
        printed = tuple(
            line
            for fate in filled.fates
            if fate.field not in ticks
            for line in fate.printed.split("\n")
            if line.strip()
        )
        lying = _Lying(filled, pages)
        return BlankDocument(
            id=own.id,
            slot=own.slot,
            title=title,
            pdf=pdf,
            sha256=blank.sha256,
            original_name=blank.name,
            pages=tuple(_page(page, lying.on(page.number - 1)) for page in pages),
            client_id=self._client_id,
            copies=own.copies,
            blank=blank.id,
            mapping=mapping_digest(blank.mapping),
            content=own.content,
            printed=printed,
            references=tuple(lying.references(documents)),
            seals=tuple(lying.seals()),
            wants_seal=needs_seal(own.content.form),
        )


class _Lying:
    """Where on the A4 pages those places of a blank lie that the packet still puts something on."""

    def __init__(self, filled: FilledBlank, pages: Sequence[PaperPage]) -> None:
        self._filled = filled
        self._pages = pages
        self._fates = {fate.field: fate for fate in filled.fates}

    def references(
        self, documents: Callable[[PagesWanted], tuple[str, ...]]
    ) -> Iterator[PageReference]:
        """Give each place for page numbers, with the documents whose pages they are."""
        for wanted in self._filled.pages:
            for place in self._fates[wanted.field].places:
                found = documents(wanted)
                if found:
                    yield PageReference(self._placed(place), found, place.align, place.size)

    def seals(self) -> Iterator[PagePlace]:
        """Give each place for the seal."""
        for seal in self._filled.blank.seals():
            for place in self._fates[seal.name].places:
                yield self._placed(place)

    def on(self, page: int) -> list[InkBox]:
        """Return all of them on a page, from 0: what stands there is printed on too."""
        wanted = (
            place for asked in self._filled.pages for place in self._fates[asked.field].places
        )
        placed = [*map(self._placed, wanted), *self.seals()]
        return [place.box for place in placed if place.page == page]

    def _placed(self, place: FilePlace) -> PagePlace:
        page = self._pages[place.page - 1]
        a, b, c, d, e, f = page.matrix or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        wide, high = (float(side) * POINTS for side in (page.width_mm, page.height_mm))
        left, bottom, right, top = place.rect
        corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in
                   ((left, bottom), (right, top))]  # fmt: skip
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        box = InkBox(xs[0] / wide, 1 - ys[1] / high, xs[1] / wide, 1 - ys[0] / high)
        return PagePlace(place.page - 1, box)


def _page(page: PaperPage, more: Sequence[InkBox]) -> PageInfo:
    boxes = [*more] if page.ink is None else [InkBox(*page.ink), *more]
    ink = None
    if boxes:
        ink = InkBox(
            max(0.0, min(b.left for b in boxes)), max(0.0, min(b.top for b in boxes)),
            min(1.0, max(b.right for b in boxes)), min(1.0, max(b.bottom for b in boxes)),
        )  # fmt: skip
    return PageInfo(has_text=not page.image_only, dpi=page.dpi, ink=ink)
