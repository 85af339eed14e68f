"""Commands that judge: assess, coverage, exposure, deadlines, claim."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from typing import TYPE_CHECKING, Any

from xinbao_desktop.app.deadline import deadline_json
from xinbao_desktop.cli.judgement_words import (
    NOTHING,
    tell_aside,
    tell_claim,
    tell_deadlines,
    tell_findings,
    tell_why,
    worst_of,
)
from xinbao_desktop.cli.session import open_client
from xinbao_desktop.domain.rules.result import Verdict
from xinbao_desktop.domain.rules.values import Missing
from xinbao_desktop.errors import ExitCode
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.app.services import Services
    from xinbao_desktop.cli.console import Console
    from xinbao_desktop.domain.coverage import ShipmentCover
    from xinbao_desktop.domain.exposure import Balance

NO_SHIPMENTS = Text("还没有可判断的出运。", "There is no shipment to judge yet.")


def assess(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Say which of the fifteen measures the company can use."""
    with open_client(services, args.file, write=False) as client:
        answer = client.assessment.assess(args.on)
        if args.report is not None:
            client.assessment.report(args.report, args.on, out.lang, force=args.force)
            out.say(Text(f"报告：{args.report}", f"Report: {args.report}"))
    tell_findings(answer.findings, out)
    tell_aside(answer.set_aside, answer.on, out)
    out.document(answer.as_json())
    return ExitCode.DONE


def coverage(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Judge the cover of one shipment, or of all."""
    with open_client(services, args.file, write=False) as client:
        if args.invoice is None:
            tell = _tell_all if args.full else _stream
            tell(client, args, out)
            return ExitCode.DONE
        answer = client.coverage.invoice(args.invoice, args.on)
    tell_findings(answer.findings, out)
    tell_aside(answer.set_aside, answer.on, out)
    out.document(answer.as_json())
    return ExitCode.DONE


def _tell_all(client: OpenedClient, args: argparse.Namespace, out: Console) -> None:
    """Print every finding of every shipment as it is judged, however many there are."""
    head = client.coverage.head(args.on)
    found = client.coverage.findings(args.on)
    if out.json:
        out.stream_document(head, "findings", (finding.as_json() for finding in found))
        return
    first = next(found, None)
    if first is None:
        out.say(NO_SHIPMENTS)
    else:
        tell_findings(chain([first], found), out)
    tell_aside(head.get("set_aside", ()), client.desk.day(args.on), out)


def _stream(client: OpenedClient, args: argparse.Namespace, out: Console) -> None:
    covers = client.coverage.stream(args.on)
    if out.json:
        out.stream(client.coverage.head(args.on), "shipments", _cover_rows(covers))
        return
    head, count = client.coverage.head(args.on), 0
    for count, cover in enumerate(covers, start=1):  # noqa: B007
        bad = [rule for rule, verdict in cover.verdicts.items() if verdict is Verdict.NOT_MET]
        out.say(f"{cover.invoice}\t{worst_of(cover.worst, out.lang)}\t{' '.join(bad)}")
    if not count:
        out.say(NO_SHIPMENTS)
    tell_aside(head.get("set_aside", ()), client.desk.day(args.on), out)


def _cover_rows(covers: Iterator[ShipmentCover]) -> Iterator[dict[str, Any]]:
    for cover in covers:
        verdicts = {rule: verdict.value for rule, verdict in cover.verdicts.items()}
        yield {"invoice": cover.invoice, "worst": cover.worst, "verdicts": verdicts}


def exposure(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Show the balance of each policy and debtor over time."""
    with open_client(services, args.file, write=False) as client:
        balances = client.coverage.exposure(args.on, args.buyer)
        head, on = client.coverage.head(args.on), client.desk.day(args.on)
    if not balances:
        out.say(NO_SHIPMENTS)
    for balance in balances:
        limit = _number(balance.limit) or NOTHING
        word = Text("限额", "limit").of(out.lang)
        currency = balance.currency or ""
        out.say(f"{balance.policy_no} · {balance.debtor_no} · {word} {limit} {currency}")
        out.table(
            (point.on.isoformat(), point.invoice, _number(point.balance) or NOTHING)
            for point in balance.points
        )
    tell_aside(head.get("set_aside", ()), on, out)
    out.document({**head, "balances": [_balance_json(balance) for balance in balances]})
    return ExitCode.DONE


def _balance_json(balance: Balance) -> dict[str, Any]:
    return {
        "policy": balance.policy_no,
        "debtor": balance.debtor_no,
        "currency": balance.currency,
        "limit": _number(balance.limit),
        "points": [
            {"on": p.on.isoformat(), "invoice": p.invoice, "balance": _number(p.balance)}
            for p in balance.points
        ],
    }


def why(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Print the tree of a rule: each part with its value and where that comes from."""
    with open_client(services, args.file, write=False) as client:
        answer = client.reasons.why(args.rule, args.subject, args.on, newest=args.newest)
    tell_findings([answer.finding], out, everything=True)
    tell_why(answer.lines, out)
    out.document(answer.as_json())
    return ExitCode.DONE


def _number(value: object) -> str | None:
    return None if value is None or isinstance(value, Missing) else format(value, "f")


def deadlines(args: argparse.Namespace, services: Services, out: Console) -> int:
    """List what is due, for one client or several."""
    several = len(args.files) > 1
    rows: list[dict[str, Any]] = []
    aside: list[str] = []
    with ExitStack() as stack:
        clients = [
            stack.enter_context(open_client(services, path, write=False)) for path in args.files
        ]
        for client in clients:
            named = {"client": client.name} if several else {}
            later = client.coverage.head(args.on).get("set_aside", ())
            aside += [f"{client.name} {what}" if several else what for what in later]
            rows += [{**deadline_json(d), **named} for d in client.deadlines.list(args.on)]
        if args.ics is not None:
            from xinbao_desktop.app.deadline import write_ics

            write_ics([c.deadlines for c in clients], args.ics, args.on, force=args.force)
            out.say(Text(f"日历：{args.ics}", f"Calendar: {args.ics}"))
        on = clients[0].desk.day(args.on)
    if several:
        rows.sort(key=lambda row: (row["due"] is None, row["due"] or ""))
    tell_deadlines(rows, out)
    tell_aside(aside, on, out)
    later = {"set_aside": aside} if aside else {}
    out.document({"on": on.isoformat(), **later, "deadlines": rows})
    return ExitCode.DONE


def claim(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Judge a case: eligibility, route, loss, deadlines."""
    with open_client(services, args.file, write=False) as client:
        answer = client.claims.claim(args.case, args.on, newest=args.newest)
    document = answer.as_json()
    tell_claim(answer, document, out)
    tell_aside(answer.answer.set_aside, answer.answer.on, out)
    for line in answer.kept.lines() if answer.kept is not None else ():
        out.say(line)
    out.document(document)
    return ExitCode.DONE if answer.judgement.eligible else ExitCode.INCOMPLETE
