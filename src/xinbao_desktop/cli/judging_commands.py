"""Commands that judge: assess, coverage, exposure, deadlines, claim."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from xinbao_desktop.app.deadline import deadline_json
from xinbao_desktop.cli.session import open_client
from xinbao_desktop.domain.rules.result import Verdict
from xinbao_desktop.domain.rules.values import Missing
from xinbao_desktop.errors import ExitCode
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.app.services import Services
    from xinbao_desktop.cli.console import Console
    from xinbao_desktop.domain.coverage import ShipmentCover
    from xinbao_desktop.domain.portfolio import Balance
    from xinbao_desktop.domain.rules.result import Finding

MARKS = {
    Verdict.MET: Text("符合", "met"),
    Verdict.NOT_MET: Text("不符合", "not met"),
    Verdict.UNKNOWN: Text("未知", "unknown"),
    Verdict.NOT_APPLICABLE: Text("不适用", "n/a"),
}


def assess(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Say which of the fifteen measures the company can use."""
    with open_client(services, args.file, write=False) as client:
        answer = client.assessment.assess(args.on)
        if args.report is not None:
            client.assessment.report(args.report, args.on, out.lang, force=args.force)
            out.say(Text(f"报告：{args.report}", f"Report: {args.report}"))
    _show(answer.findings, out)
    out.document(answer.as_json())
    return ExitCode.DONE


def coverage(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Judge the cover of one shipment, or of all."""
    with open_client(services, args.file, write=False) as client:
        if args.invoice is not None:
            answer = client.coverage.invoice(args.invoice, args.on)
        elif args.full:
            answer = client.coverage.full(args.on)
        else:
            _stream(client, args, out)
            return ExitCode.DONE
    _show(answer.findings, out)
    out.document(answer.as_json())
    return ExitCode.DONE


def _stream(client: OpenedClient, args: argparse.Namespace, out: Console) -> None:
    covers = client.coverage.stream(args.on)
    if out.json:
        out.stream(client.coverage.head(args.on), "shipments", _cover_rows(covers))
        return
    for cover in covers:
        bad = [rule for rule, verdict in cover.verdicts.items() if verdict is Verdict.NOT_MET]
        out.say(f"{cover.invoice}\t{cover.worst}\t{' '.join(bad)}")


def _cover_rows(covers: Iterator[ShipmentCover]) -> Iterator[dict[str, Any]]:
    for cover in covers:
        verdicts = {rule: verdict.value for rule, verdict in cover.verdicts.items()}
        yield {"invoice": cover.invoice, "worst": cover.worst, "verdicts": verdicts}


def exposure(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Show the balance of each policy and debtor over time."""
    with open_client(services, args.file, write=False) as client:
        balances = client.coverage.exposure(args.on, args.buyer)
        head = client.coverage.head(args.on)
    for balance in balances:
        out.say(
            f"{balance.policy_no} · {balance.debtor_no} · "
            f"{_number(balance.limit)} {balance.currency or ''}"
        )
        out.table(
            (point.on.isoformat(), point.invoice, str(_number(point.balance)))
            for point in balance.points
        )
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


def _number(value: object) -> str | None:
    return None if value is None or isinstance(value, Missing) else format(value, "f")


def deadlines(args: argparse.Namespace, services: Services, out: Console) -> int:
    """List what is due, for one client or several."""
    several = len(args.files) > 1
    rows: list[dict[str, Any]] = []
    with ExitStack() as stack:
        clients = [
            stack.enter_context(open_client(services, path, write=False)) for path in args.files
        ]
        for client in clients:
            for deadline in client.deadlines.list(args.on):
                extra = {"client": client.name} if several else {}
                rows.append({**deadline_json(deadline), **extra})
        if args.ics is not None:
            from xinbao_desktop.app.deadline import write_ics

            write_ics([c.deadlines for c in clients], args.ics, args.on, force=args.force)
            out.say(Text(f"日历：{args.ics}", f"Calendar: {args.ics}"))
        on = clients[0].desk.day(args.on)
    lang = out.lang.value
    out.table(
        (r["due"] or "–", r["state"], r["what"][lang], r["subject"], r.get("client", ""))
        for r in rows
    )
    out.document({"on": on.isoformat(), "deadlines": rows})
    return ExitCode.DONE


def claim(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Judge a case: eligibility, route, loss, deadlines."""
    with open_client(services, args.file, write=False) as client:
        answer = client.claims.claim(args.case, args.on, newest=args.newest)
    _show(answer.answer.findings, out)
    document = answer.as_json()
    loss = document["loss"]
    out.say("")
    out.say(Text(f"理赔路径：{answer.route}", f"Route: {answer.route}"))
    columns = ("invoice", "amount", "received", "deductions", "insured_loss", "within_limit")
    out.table([columns, *(tuple(str(line[c]) for c in columns) for line in loss["invoices"])])
    out.say(
        Text(
            f"损失 {loss['total_loss']}；按赔付基数 {loss['base_capped']}；按赔款 "
            f"{loss['payout_capped']}；最多可赔 {loss['payable']} {loss['currency']}",
            f"Loss {loss['total_loss']}; capping the base {loss['base_capped']}; capping the "
            f"payout {loss['payout_capped']}; payable up to {loss['payable']} {loss['currency']}",
        )
    )
    for line in answer.kept.lines() if answer.kept is not None else ():
        out.say(line)
    out.document(document)
    return ExitCode.DONE if answer.judgement.eligible else ExitCode.INCOMPLETE


def _show(findings: Iterable[Finding], out: Console) -> None:
    """Print findings: verdict, rule, reason, source, what to do."""
    if out.json:
        return
    lang = out.lang
    for finding in findings:
        if finding.verdict is Verdict.NOT_APPLICABLE:
            continue
        mark = MARKS[finding.verdict].of(lang)
        out.say(f"[{mark}] {finding.subject} · {finding.rule} · {finding.title.of(lang)}")
        out.say(f"    {finding.because.of(lang)}")
        for source in finding.sources:
            out.say(f"    § {source.label().of(lang)}")
        if finding.advice.of(lang):
            out.say(f"    → {finding.advice.of(lang)}")
