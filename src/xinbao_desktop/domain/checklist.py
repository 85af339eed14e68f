"""What a checklist says: slots, what each packet needs of them, and the list for one case.

A slot is a place in the dossier (F01 to P03). A packet says of each slot when it is mandatory or
recommended, as conditions in the rule language; ``checklist_judge`` decides them for a case.
Reading the files belongs to ``catalog.checklist``, printing to ``packet``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xinbao_desktop.text import Text


class Stage(StrEnum):
    """When a paper is due."""

    NOTICE = "N"
    ENTRUSTMENT = "A"
    CLAIM = "C"
    PAYMENT = "P"


class Seal(StrEnum):
    """What the company does to a paper before it goes out."""

    PAGES = "pages"  # company seal on each page, riding seal over two pages
    SIGN = "sign"  # signed and sealed
    NONE = "none"


class Confidence(StrEnum):
    """How sure the program's own knowledge of a figure or a paper is."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


class Need(StrEnum):
    """Whether a packet needs a slot."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    NOT_APPLICABLE = "not_applicable"


class SlotState(StrEnum):
    """What stands in a slot."""

    FILLED = "filled"
    MISSING = "missing"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class SlotGroup:
    """A section of the dossier, such as the trade papers (贸易单证)."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the dossier.

    Attributes:
        instead: What may stand in its place; None where nothing may.
        when_missing: What to write on the page that stands for the missing paper.
        per_invoice: Whether each invoice of the case needs one of its own.
        form: Whether the program prints it from the records.
    """

    id: str
    group: SlotGroup
    title: Text
    synonyms: tuple[str, ...]
    why: Text
    instead: Text | None
    when_missing: Text
    per_invoice: bool
    stages: tuple[Stage, ...]
    copies: int
    seal: Seal
    form: bool
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class SlotNeed:
    """What a packet says of one slot.

    Attributes:
        mandatory: Always, never, or while a condition of the rule language holds.
        recommended: The same, for a slot that is not mandatory.
        when: The condition of ``mandatory`` in words, to follow "needed because".
        advised: The condition of ``recommended`` in words.
    """

    slot: str
    mandatory: bool | str = False
    recommended: bool | str = False
    when: Text | None = None
    advised: Text | None = None


@dataclass(frozen=True, slots=True)
class PacketNeeds:
    """What one packet (notice, claim, …) needs; slots it does not name are none of its.

    Attributes:
        aids: Slots whose form the program prints to be signed while nothing is filed there; the
            print does not fill the slot.
        papers_since: The path of a day (``case.supplement_asked_on``) before which papers are
            taken to be with the reader already; empty for every paper.
        asked_only: Whether recommended forms stay out, because only what was asked for goes in.
        own_copy: Whether it is the client's own copy, with no blank pages.
    """

    id: str
    title: Text
    needs: tuple[SlotNeed, ...]
    sources: tuple[str, ...] = ()
    aids: tuple[str, ...] = ()
    papers_since: str = ""
    asked_only: bool = False
    own_copy: bool = False

    def overridden(self, own: Iterable[SlotNeed], *, replaces: bool = False) -> PacketNeeds:
        """Return this packet with the client's own list (《索赔单证明细表》) put before it.

        Args:
            own: What the client's policy says; goes first for every slot it names.
            replaces: Whether slots it does not name fall away instead of staying.
        """
        given = {need.slot: need for need in own}
        kept = [] if replaces else [need for need in self.needs if need.slot not in given]
        return replace(self, needs=(*kept, *given.values()))


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One slot of one case, for one invoice or (``invoice`` None) for the whole case.

    ``undecided`` lists the fact paths on which it hangs whether the slot is mandatory.
    """

    slot: Slot
    invoice: str | None
    need: Need
    state: SlotState
    because: Text
    waived_reason: str = ""
    undecided: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether a mandatory paper is missing; one that is waived with its reason is not."""
        return self.need is Need.MANDATORY and self.state is SlotState.MISSING

    def as_json(self) -> dict[str, Any]:
        """Return the row as ``xinbao checklist --json`` gives it."""
        return {
            "id": self.slot.id,
            "invoice": self.invoice,
            "need": self.need.value,
            "state": self.state.value,
            "because": self.because.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every slot of a packet for one case, in the order of the dossier.

    ``own_list`` says that the list which is part of the policy is in force.
    """

    packet: str
    title: Text
    rows: tuple[ChecklistRow, ...]
    own_list: Text | None = None

    @property
    def complete(self) -> bool:
        """Whether no mandatory paper is missing."""
        return not any(row.open for row in self.rows)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The fact paths on which it still hangs whether some slot is mandatory."""
        return tuple(sorted({path for row in self.rows for path in row.undecided}))

    def rows_of(self, slot: str) -> tuple[ChecklistRow, ...]:
        """Return the rows of one slot."""
        return tuple(row for row in self.rows if row.slot.id == slot)

    def as_json(self, case_no: str) -> dict[str, Any]:
        """Return the answer of ``xinbao checklist --json`` without its format number."""
        return {
            "case": case_no,
            "packet": self.packet,
            "complete": self.complete,
            **({"own_list": self.own_list.as_json()} if self.own_list is not None else {}),
            "slots": [row.as_json() for row in self.rows],
        }
