"""Decide for one case which papers a packet needs, and which it has.

A condition that cannot be decided never makes a slot mandatory and never drops it: the slot is
recommended, and says on which missing fact it hangs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from xinbao_desktop.domain.checklist import (
    Checklist,
    ChecklistRow,
    Need,
    PacketNeeds,
    Slot,
    SlotNeed,
    SlotState,
)
from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.domain.rules.closures import Closure, compiled
from xinbao_desktop.domain.rules.evaluation import Evaluation
from xinbao_desktop.domain.rules.language import Language
from xinbao_desktop.domain.rules.parameters import ParameterBook
from xinbao_desktop.domain.rules.values import Fact, FactSource, Missing, RecordField
from xinbao_desktop.domain.rules.wording import missing_labels
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.domain.rules.catalogue import FactCatalogue

Condition: TypeAlias = "bool | Closure"

_OF_CASE = ("case.", "claim.", "route.", "company.")
_NO_FIGURES = ParameterBook(())
_NOT_PART = Text("不属于本卷", "Not part of this packet")


@dataclass(frozen=True, slots=True)
class _Compiled:
    need: SlotNeed
    mandatory: Condition
    recommended: Condition


@dataclass(frozen=True, slots=True)
class CaseMatter:
    """What a checklist is judged on.

    Attributes:
        facts: The facts of the case.
        invoices: The facts of each of its invoices by number, in the order of the packet.
        documents: The rows of the sheet 单证 of this case, waived ones among them.
        printable: The slots that the program can print now with every required field.
        on: The day the question is asked for.
    """

    facts: FactSource
    invoices: Mapping[str, FactSource]
    documents: Sequence[Document]
    printable: frozenset[str]
    on: date


class ChecklistJudge:
    """Judges cases by one packet's needs, whose conditions are compiled once."""

    def __init__(
        self, slots: Iterable[Slot], packet: PacketNeeds, catalogue: FactCatalogue
    ) -> None:
        """Compile every condition.

        Raises:
            CatalogError: Conditions that cannot be used, each with packet and slot.
        """
        self.slots = tuple(slots)
        self.packet = packet
        self._catalogue = catalogue
        self._language = Language((), catalogue)
        self._problems: list[Text] = []
        known = {slot.id for slot in self.slots}
        self._needs: dict[str, _Compiled] = {}
        for need in packet.needs:
            if need.slot not in known:
                self._problem(need, Text("没有这个单证位置", "there is no such slot"))
            self._needs[need.slot] = _Compiled(
                need, self._condition(need, need.mandatory), self._condition(need, need.recommended)
            )
        if self._problems:
            raise CatalogError(joined(self._problems, "\n", "\n"))

    def judge(self, matter: CaseMatter) -> Checklist:
        """Return the checklist of a case, every slot of the dossier in its order."""
        rows: list[ChecklistRow] = []
        for slot in self.slots:
            if slot.per_invoice and matter.invoices:
                rows += [
                    self._row(slot, matter, number, _InvoiceOfCase(matter.facts, facts))
                    for number, facts in matter.invoices.items()
                ]
            else:
                rows.append(self._row(slot, matter, None, matter.facts))
        return Checklist(self.packet.id, self.packet.title, tuple(rows))

    def _row(
        self, slot: Slot, matter: CaseMatter, invoice: str | None, facts: FactSource
    ) -> ChecklistRow:
        need, because, missing = self._need(slot, facts, matter.on)
        state, reason = _state(slot, matter, invoice)
        undecided = tuple(sorted(missing.paths)) if missing is not None else ()
        return ChecklistRow(slot, invoice, need, state, because, reason, undecided)

    def _need(self, slot: Slot, facts: FactSource, on: date) -> tuple[Need, Text, Missing | None]:
        entry = self._needs.get(slot.id)
        if entry is None:
            return Need.NOT_APPLICABLE, _NOT_PART, None
        need = entry.need
        mandatory = _holds(entry.mandatory, facts, on)
        if mandatory is True:
            return Need.MANDATORY, _needed(need.when, slot), None
        recommended = _holds(entry.recommended, facts, on)
        if isinstance(mandatory, Missing):
            return Need.RECOMMENDED, self._hangs_on(mandatory, slot), mandatory
        if recommended is True:
            return Need.RECOMMENDED, _advised(need.advised, slot), None
        if isinstance(recommended, Missing):
            return Need.RECOMMENDED, self._hangs_on(recommended, slot), None
        return Need.NOT_APPLICABLE, _dropped(need), None

    def _hangs_on(self, missing: Missing, slot: Slot) -> Text:
        return Text(
            "是否需要取决于尚未填写的：{facts}。{why}",
            "Whether it is needed depends on what is not given yet: {facts}. {why}",
        ).fill(facts=missing_labels(missing, self._catalogue), why=slot.why)

    def _condition(self, need: SlotNeed, written: bool | str) -> Condition:  # noqa: FBT001
        if isinstance(written, bool):
            return written
        node, problems = self._language.read(written, FactType.FLAG, allow_given=True)
        for problem in problems:
            self._problem(need, problem)
        if node is None:
            return False
        return compiled(node, self._catalogue, self._language.group)

    def _problem(self, need: SlotNeed, text: Text) -> None:
        place = f"{self.packet.id} · {need.slot}"
        self._problems.append(Text(f"{place}：{text.zh}", f"{place}: {text.en}"))


class _InvoiceOfCase:
    """The facts of an invoice, and behind it those of its case."""

    def __init__(self, case: FactSource, invoice: FactSource) -> None:
        self._case = case
        self._invoice = invoice

    def fact(self, path: str) -> Fact:
        return (self._case if path.startswith(_OF_CASE) else self._invoice).fact(path)

    def items(self, name: str) -> Sequence[FactSource] | Missing:
        return self._case.items(name)

    def fields(self, path: str) -> tuple[RecordField, ...]:
        return (self._case if path.startswith(_OF_CASE) else self._invoice).fields(path)


def _holds(condition: Condition, facts: FactSource, on: date) -> bool | Missing:
    """Return whether a condition holds; what does not apply does not hold."""
    if isinstance(condition, bool):
        return condition
    value = condition(Evaluation(facts, on, reference=on, book=_NO_FIGURES))
    return value if isinstance(value, Missing) else value is True


def _state(slot: Slot, matter: CaseMatter, invoice: str | None) -> tuple[SlotState, str]:
    own = [
        paper
        for paper in matter.documents
        if paper.slot == slot.id
        and (invoice is None or not paper.invoices or invoice in paper.invoices)
    ]
    if any(paper.path for paper in own) or (slot.form and slot.id in matter.printable):
        return SlotState.FILLED, ""
    reasons = [paper.waived_reason for paper in own if paper.waived_reason]
    return (SlotState.WAIVED, reasons[0]) if reasons else (SlotState.MISSING, "")


def _needed(when: Text | None, slot: Slot) -> Text:
    if when is None:
        return slot.why
    return Text("必须提供，因为{when}。{why}", "Needed because {when}. {why}").fill(
        when=when, why=slot.why
    )


def _advised(advised: Text | None, slot: Slot) -> Text:
    if advised is None:
        return Text("建议提供。{why}", "Recommended. {why}").fill(why=slot.why)
    return Text("建议提供（{when}时）。{why}", "Recommended where {when}. {why}").fill(
        when=advised, why=slot.why
    )


def _dropped(need: SlotNeed) -> Text:
    whens = [when for when in (need.when, need.advised) if when is not None]
    if not whens:
        return _NOT_PART
    return Text("本案不需要，仅在以下情况提供：{when}", "Not needed: only where {when}").fill(
        when=joined(whens, "；", ", or where ")
    )
