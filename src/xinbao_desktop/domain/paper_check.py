"""What filed papers (单证) say beside what the records say: agreement, difference, contradiction.

A paper speaks only where a value stands behind its own label; where it is silent nothing
follows. A day of shipment or an amount that the paper gives otherwise than the record is in
dispute: neither version is used until a person corrects the record or confirms it in writing
(确认). Differences of numbers are pointed out and leave the verdicts alone.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.paper import FactKind, KeyFact
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.document import Confirmation, Document
    from xinbao_desktop.domain.shipment import Shipment

LEAST_SAME = 5
"""From how many signs on a number counts as the same as a longer one that ends with it."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A field that a paper speaks of.

    ``speaks`` are the kinds of numbers that can contradict the record, ``agrees`` those that can
    only bear it out; ``check`` is the content check a person answers.
    """

    key: str
    speaks: FactKind
    agrees: FactKind
    check: str = "C12"


_INVOICE = Watch("invoice_no", FactKind.INVOICE, FactKind.INVOICE, "C02")
_CONTRACT = Watch("contract_no", FactKind.CONTRACT, FactKind.CONTRACT, "C02")
_TRANSPORT = Watch("transport_no", FactKind.TRANSPORT, FactKind.TRANSPORT)
_CUSTOMS = Watch("customs_no", FactKind.CUSTOMS, FactKind.CUSTOMS)
WATCHED: Mapping[str, tuple[Watch, ...]] = {
    "T01": (_CONTRACT,),
    "T02": (
        _INVOICE,
        _CONTRACT,
        Watch("amount", FactKind.TOTAL, FactKind.AMOUNT, "C03"),
        Watch("invoice_on", FactKind.INVOICED, FactKind.DATE, "C02"),
    ),
    "T04": (_TRANSPORT, Watch("shipped_on", FactKind.SHIPPED, FactKind.DATE, "C05")),
    "T05": (_CUSTOMS, _CONTRACT, _TRANSPORT),
}
"""By slot what its paper is read for; the first tells whether it is this shipment's paper."""

DISPUTED = frozenset({"shipped_on", "amount"})
"""Fields that verdicts rest on: in two versions they are unknown."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one paper says of one field of a shipment, beside the record.

    ``said`` are the values read (one where it agrees), ``page`` where the first of them stands.
    """

    case_no: str
    slot: str
    path: str
    page: int
    invoice: str
    key: str
    record: str
    said: tuple[str, ...]
    agrees: bool
    check: str

    @property
    def fact(self) -> str:
        """The path of the fact (``shipment.shipped_on``)."""
        return f"shipment.{self.key}"

    @property
    def subject(self) -> str:
        """Whom it concerns (``shipment:INVOICE_NO``)."""
        return f"shipment:{self.invoice}"

    def message(self, label: Text) -> Text:
        """Return what a person is told, with the field's label."""
        template = _AGREES if self.agrees else _DIFFERS
        said = " / ".join(self.said)
        return template.fill(
            label=label, paper=f"{self.slot} {self.path}", page=self.page, said=said,
            record=self.record, invoice=self.invoice,
        )  # fmt: skip


_AGREES = Text(
    "{invoice} {label} {record}：与 {paper} 第 {page} 页一致",
    "{invoice} {label} {record}: agrees with {paper}, page {page}",
)
_DIFFERS = Text(
    "{invoice} {label}：{paper} 第 {page} 页写 {said}，记录是 {record}；"
    "请改正记录，或在“确认”里说明",
    "{invoice} {label}: {paper}, page {page}, says {said}, the record {record}; correct the record "
    "or confirm it in writing",
)


def readings(
    document: Document, facts: Sequence[KeyFact], shipments: Iterable[Shipment]
) -> Iterator[Reading]:
    """Yield what a filed paper says of the shipments it is filed for.

    Where the paper bears another shipment's number, that alone is told: the rest of it says
    nothing about this one.
    """
    for shipment in shipments:
        for watch in WATCHED.get(document.slot, ()):
            found = _reading(document, facts, shipment, watch)
            if found is None:
                continue
            yield found
            if not found.agrees and watch is WATCHED[document.slot][0]:
                break


def _reading(
    document: Document, facts: Sequence[KeyFact], shipment: Shipment, watch: Watch
) -> Reading | None:
    recorded = getattr(shipment, watch.key)
    if recorded is None:
        return None
    same = [f for f in facts if f.kind in (watch.speaks, watch.agrees) and _is(f, recorded)]
    spoken = same[:1] or [f for f in facts if f.kind is watch.speaks]
    if not spoken:
        return None
    return Reading(
        case_no=document.case_no,
        slot=document.slot,
        path=document.path,
        page=spoken[0].page,
        invoice=shipment.invoice_no,
        key=watch.key,
        record=_words(recorded),
        said=tuple(dict.fromkeys(f.value for f in spoken)),
        agrees=bool(same),
        check=watch.check,
    )


def _is(fact: KeyFact, recorded: object) -> bool:
    if isinstance(recorded, Decimal):
        return Decimal(fact.value.rpartition(" ")[2]) == recorded
    if not isinstance(recorded, str):
        return fact.value == str(recorded)
    ours, theirs = _folded(recorded), _folded(fact.value)
    short, long = sorted((ours, theirs), key=len)
    return ours == theirs or (len(short) >= LEAST_SAME and long.endswith(short))


def _folded(number: str) -> str:
    """Return a number without what papers print differently: case, width, dashes, spaces."""
    return re.sub(r"[^0-9a-z]", "", unicodedata.normalize("NFKC", number).casefold())


def _words(recorded: object) -> str:
    return format(recorded, "f") if isinstance(recorded, Decimal) else str(recorded)


def differences(
    client: Client, found: Iterable[Reading], case_no: str | None = None
) -> tuple[Reading, ...]:
    """Return what papers say otherwise than the records, answered or not.

    Args:
        client: The records; papers that are not filed (any more) do not count.
        found: What the papers say.
        case_no: Only of this case.
    """
    filed = {(d.case_no, d.slot, d.path) for d in client.documents}
    return tuple(
        reading
        for reading in found
        if not reading.agrees
        and (reading.case_no, reading.slot, reading.path) in filed
        and case_no in (None, reading.case_no)
    )


def answer_to(reading: Reading, client: Client) -> Confirmation | None:
    """Return what a person said to a difference (确认): that the record is right, and why."""
    said = client.confirmations_by_case.get(reading.case_no, ())
    return next(
        (
            c
            for c in said
            if c.check == reading.check and c.answer and c.subject in ("", reading.subject)
        ),
        None,
    )


def undisputed(client: Client, found: Iterable[Reading]) -> Client:
    """Return the client without the values that its papers give otherwise.

    ``disputed`` of the result holds each as invoice and key, so that a verdict that lacks one
    can say that there are two versions.
    """
    gone = {
        (r.invoice, r.key)
        for r in differences(client, found)
        if r.key in DISPUTED and answer_to(r, client) is None
    }
    if not gone:
        return client
    shipments = tuple(
        dataclasses.replace(s, **empty) if (empty := _emptied(s, gone)) else s
        for s in client.shipments
    )
    return dataclasses.replace(client, shipments=shipments, disputed=frozenset(gone))


def _emptied(shipment: Shipment, gone: set[tuple[str, str]]) -> dict[str, Any]:
    return {key: None for key in DISPUTED if (shipment.invoice_no, key) in gone}
