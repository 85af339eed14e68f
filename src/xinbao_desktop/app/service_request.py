"""A request for the insurer's services (服务申请单), filled from the records (measure 13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.form import FieldKind, FormValue, FormValues, TableRow
from xinbao_desktop.domain.policy import Insurer
from xinbao_desktop.errors import UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.policy import Policy
    from xinbao_desktop.domain.vocabulary import Vocabularies

FORM = "service_request"
NO_KIND = Text("没有服务事项 {kind}。可选：{kinds}", "There is no service {kind}. Known: {kinds}")
ENTERED, ASKED = Text("企业录入", "entered"), Text("申请时填写", "given with the request")


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """What is asked of the insurer.

    ``kind`` is one of the form's options (``visit``, ``hotline``, ``training`` …).
    """

    kind: str
    wanted_on: date | None = None
    details: str = ""


def kinds() -> tuple[str, ...]:
    """Return what can be asked for."""
    return tuple(
        option.code
        for field in form(FORM).fields()
        if field.kind is FieldKind.CHOICE
        for option in field.options
    )


def answers(request: ServiceRequest, client: Client, words: Vocabularies, on: date) -> FormValues:
    """Return the answers of the form.

    Raises:
        UsageError: There is no such service.
    """
    if request.kind not in kinds():
        raise UsageError(NO_KIND.fill(kind=request.kind, kinds=", ".join(kinds())))
    policy = in_force(client, on)
    asked: dict[str, Text | str | None] = {
        "policy.policy_no": policy.policy_no if policy else None,
        "service.addressee": _addressee(policy, words),
        "service.kind": request.kind,
        "service.asked_on": on.isoformat(),
        "service.wanted_on": request.wanted_on.isoformat() if request.wanted_on else None,
        "service.details": request.details or None,
    }
    fields = {}
    for field in form(FORM).fields():
        if field.source in asked:
            origin = ENTERED if field.source.startswith("policy.") else ASKED
            fields[field.key] = FormValue(asked[field.source], origin)
        else:
            value = getattr(client.company, field.source.partition(".")[2], None)
            fields[field.key] = FormValue(value, ENTERED)
    rows = tuple(
        TableRow(
            {key: FormValue(getattr(contact, key), ENTERED) for key in ("name", "role", "phone")}
        )
        for contact in client.contacts
    )
    return FormValues(fields, {"contacts": rows})


def in_force(client: Client, on: date) -> Policy | None:
    """Return the policy in force on a day, Sinosure's first, the latest begun."""
    found = [
        p for p in client.policies
        if p.start_on is not None and p.end_on is not None and p.start_on <= on <= p.end_on
    ]  # fmt: skip
    return max(
        found, key=lambda p: (p.insurer == Insurer.SINOSURE, p.start_on, p.policy_no), default=None
    )


def _addressee(policy: Policy | None, words: Vocabularies) -> Text | None:
    if policy is None or policy.insurer is None:
        return None
    insurer = words["insurer"].label(policy.insurer)
    branch = f" {policy.branch}" if policy.branch else ""
    return Text(f"{insurer.zh}{branch}", f"{insurer.en}{branch}")
