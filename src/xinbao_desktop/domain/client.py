"""Everything one client has entered, as one value: what every judgement is made from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.business import Contact, Order, Partner, Prepayment, Project, Report
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.document import Confirmation, Document, Event
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.schema import Record, RecordKind
from xinbao_desktop.domain.shipment import Shipment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

R = TypeVar("R", bound=Record)

RECORDS: tuple[type[Record], ...] = (
    Company, Policy, Buyer, Limit, Shipment, Receipt, Case, CaseInvoice, Document, Event,
    Confirmation, Order, Prepayment, Project, Report, Contact, Partner,
)  # fmt: skip
KINDS: tuple[RecordKind, ...] = tuple(schema.kind_of(cls) for cls in RECORDS)
"""Every kind of record, in the order of the workbook's sheets; referred-to kinds come first."""


@dataclass(frozen=True)
class Client:
    """A snapshot of one client's records; nothing lazy, bound to no file.

    The attributes are the sheet names; ``company`` is None until it is entered. ``set_aside``
    names what is dated after the day asked for, ``disputed`` the fields of shipments (invoice and
    key) that a paper gives otherwise: both are left out of the records.
    """

    company: Company | None = None
    policies: tuple[Policy, ...] = ()
    buyers: tuple[Buyer, ...] = ()
    limits: tuple[Limit, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    cases: tuple[Case, ...] = ()
    case_invoices: tuple[CaseInvoice, ...] = ()
    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    orders: tuple[Order, ...] = ()
    prepayments: tuple[Prepayment, ...] = ()
    projects: tuple[Project, ...] = ()
    reports: tuple[Report, ...] = ()
    contacts: tuple[Contact, ...] = ()
    partners: tuple[Partner, ...] = ()
    set_aside: tuple[str, ...] = field(default=(), compare=False)
    disputed: frozenset[tuple[str, str]] = field(default=frozenset(), compare=False)

    def records(self, kind: RecordKind) -> tuple[Record, ...]:
        """Return all records of a kind."""
        value = getattr(self, kind.name)
        if kind.name == "company":
            return () if value is None else (value,)
        return cast("tuple[Record, ...]", value)

    @classmethod
    def of(cls, records: Iterable[Record]) -> Client:
        """Build a client from loose records; of several companies the last one counts."""
        by_name: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            by_name[record.kind_name].append(record)
        company = by_name.pop("company", [None])[-1]
        return cls(company=company, **{k: tuple(v) for k, v in by_name.items()})  # type: ignore[arg-type]

    def all_records(self) -> Iterable[Record]:
        """Every record, kind after kind."""
        for kind in KINDS:
            yield from self.records(kind)

    @cached_property
    def disputed_facts(self) -> frozenset[str]:
        """The paths of all facts in dispute, of whichever shipment."""
        return frozenset(f"shipment.{key}" for _, key in self.disputed)

    @cached_property
    def policy_by_no(self) -> Mapping[str, Policy]:
        """Policies by number."""
        return {p.policy_no: p for p in self.policies}

    @cached_property
    def buyer_by_no(self) -> Mapping[str, Buyer]:
        """Buyers, banks and guarantors by number."""
        return {b.buyer_no: b for b in self.buyers}

    @cached_property
    def shipment_by_no(self) -> Mapping[str, Shipment]:
        """Shipments by invoice number."""
        return {s.invoice_no: s for s in self.shipments}

    @cached_property
    def case_by_no(self) -> Mapping[str, Case]:
        """Cases by number."""
        return {c.case_no: c for c in self.cases}

    @cached_property
    def receipts_by_invoice(self) -> Mapping[str, tuple[Receipt, ...]]:
        """Receipts grouped by invoice."""
        return _grouped(self.receipts, "invoice_no")

    @cached_property
    def shipments_by_buyer(self) -> Mapping[str, tuple[Shipment, ...]]:
        """Shipments grouped by buyer."""
        return _grouped(self.shipments, "buyer_no")

    @cached_property
    def cases_by_buyer(self) -> Mapping[str, tuple[Case, ...]]:
        """Cases grouped by buyer."""
        return _grouped(self.cases, "buyer_no")

    @cached_property
    def invoices_by_case(self) -> Mapping[str, tuple[CaseInvoice, ...]]:
        """Case invoices grouped by case."""
        return _grouped(self.case_invoices, "case_no")

    @cached_property
    def documents_by_case(self) -> Mapping[str, tuple[Document, ...]]:
        """Documents grouped by case."""
        return _grouped(self.documents, "case_no")

    @cached_property
    def events_by_case(self) -> Mapping[str, tuple[Event, ...]]:
        """Events grouped by case."""
        return _grouped(self.events, "case_no")

    @cached_property
    def confirmations_by_case(self) -> Mapping[str, tuple[Confirmation, ...]]:
        """Confirmations grouped by case."""
        return _grouped(self.confirmations, "case_no")


def _grouped(records: Iterable[R], key: str) -> Mapping[str, tuple[R, ...]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for record in records:
        groups[getattr(record, key) or ""].append(record)
    return {k: tuple(v) for k, v in groups.items()}


assert {f.name for f in fields(Client)} - {"set_aside", "disputed"} == {k.name for k in KINDS}
