"""Commands on papers and packets: evidence, checklist, intake, packet, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xinbao_desktop.cli.judgement_words import tell_aside
from xinbao_desktop.cli.session import open_client
from xinbao_desktop.domain.channel import MB, Limits
from xinbao_desktop.errors import ExitCode, UsageError, unreadable
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    import argparse

    from xinbao_desktop.app.packets import BuiltPacketAnswer
    from xinbao_desktop.app.services import Services
    from xinbao_desktop.cli.console import Console
    from xinbao_desktop.domain.verification import VerifyResult

PICTURE = Text("印成图片", "as a picture")
PRINTED_AS_PICTURE = Text(
    "“{path}”在案卷里印成 300 dpi 的图片。", "“{path}” is printed as a picture of 300 dpi."
)
PRINTED_PLAIN = Text("“{path}”在案卷里按原样打印。", "“{path}” is printed as it is.")


def evidence_add(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Take papers or a folder into a case."""
    with open_client(services, args.file, write=True) as client:
        done = client.evidence.add(
            args.case, args.paths, slot=args.slot, invoice=args.invoice
        ).value
    lang = out.lang
    out.table(
        (a.path, f"{a.pages} p.", a.slot or "?", a.confidence, a.why.of(lang)) for a in done.added
    )
    for paper in done.added:
        for note in paper.notes:
            out.say(f"  {paper.path}: {note.of(lang)}")
    for refused in done.refused:
        out.warn(
            Text(
                f"拒收 {refused.path}：{refused.reason.zh}",
                f"refused {refused.path}: {refused.reason.en}",
            )
        )
    out.document(
        {
            "added": [
                {
                    "path": a.path,
                    "sha256": a.sha256,
                    "pages": a.pages,
                    "slot": a.slot,
                    "confidence": a.confidence,
                    "invoices": list(a.invoices),
                    "notes": [note.as_json() for note in a.notes],
                }
                for a in done.added
            ],
            "refused": [{"path": r.path, "reason": r.reason.as_json()} for r in done.refused],
        }
    )
    return ExitCode.INCOMPLETE if done.refused else ExitCode.DONE


def evidence_list(args: argparse.Namespace, services: Services, out: Console) -> int:
    """List the papers of a case."""
    with open_client(services, args.file, write=False) as client:
        client.desk.case(args.case)
        papers = client.evidence.papers(args.case)
    rows = [
        {
            "slot": paper.document.slot or None,
            "path": paper.document.path,
            "invoice": paper.document.invoice_no,
            "pages": paper.document.pages,
            "as_picture": bool(paper.document.as_picture),
            "sha256": paper.document.sha256,
            "size": paper.info.size if paper.info else None,
            "waived_reason": paper.document.waived_reason,
            "says": [
                {
                    "invoice": one.invoice,
                    "fact": one.fact,
                    "record": one.record,
                    "paper": list(one.said),
                    "page": one.page,
                    "agrees": one.agrees,
                }
                for one in paper.says
            ],
        }
        for paper in papers
    ]
    out.table(
        (
            str(r["slot"] or "?"),
            str(r["path"] or "–"),
            str(r["invoice"] or ""),
            str(r["pages"] or ""),
            PICTURE.of(out.lang) if r["as_picture"] else "",
        )
        for r in rows
    )
    for paper in papers:
        for one in paper.says:
            if not one.agrees:
                out.warn(client.evidence.told(one))
    out.document({"case": args.case, "papers": rows})
    return ExitCode.DONE


def evidence_picture(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Choose whether a paper is printed as a picture."""
    with open_client(services, args.file, write=True) as client:
        client.desk.case(args.case)
        paper = client.evidence.named(args.case, args.path, args.slot)
        done = client.evidence.print_as_picture(paper, chosen=not args.off).value
    out.say((PRINTED_PLAIN if args.off else PRINTED_AS_PICTURE).fill(path=done.path))
    out.document(
        {
            "case": args.case,
            "slot": done.slot or None,
            "path": done.path,
            "as_picture": bool(done.as_picture),
        }
    )
    return ExitCode.DONE


def evidence_check(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Prove every record and every stored paper."""
    from xinbao_desktop.cli.client_commands import check

    return check(args, services, out)


def checklist(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Say which papers a case needs for a packet and which it has."""
    with open_client(services, args.file, write=False) as client:
        found = client.checklists.checklist(args.case, args.packet, args.on)
        aside = client.coverage.head(args.on).get("set_aside", ())
        on = client.desk.day(args.on)
    lang = out.lang
    if found.own_list is not None:
        out.say(found.own_list)
    out.table(
        (row.slot.id, row.invoice or "", row.need.value, row.state.value,
         row.slot.title.of(lang), row.because.of(lang))
        for row in found.rows
        if row.need.value != "not_applicable"
    )  # fmt: skip
    tell_aside(aside, on, out)
    later = {"set_aside": aside} if aside else {}
    out.document({**found.as_json(args.case), **later})
    return ExitCode.DONE


def intake(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Print the list to collect papers by."""
    with open_client(services, args.file, write=False) as client:
        client.checklists.print_list(
            args.case, args.out, packet=args.packet, on=args.on, lang=out.lang, force=args.force
        )
    out.say(Text(f"收集清单：{args.out}", f"Collection list: {args.out}"))
    out.document({"intake": str(args.out)})
    return ExitCode.DONE


def packet(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Build the printed packet of a case."""
    from xinbao_desktop.app.packets import NO_REASON, OPEN

    with open_client(services, args.file, write=False) as reading:
        reading.desk.case(args.case, args.on)
    with open_client(services, args.file, write=True) as client:
        done = client.packets.build(
            args.case,
            args.out,
            packet=args.packet,
            draft=args.draft,
            force=args.force,
            on=args.on,
            lang=Lang(args.lang or Lang.ZH),  # an insurer in China reads it, whoever types
            newest=args.newest,
            channel=args.channel,
            limits=Limits(args.max_pages, None if args.max_mb is None else args.max_mb * MB),
            supplement=args.supplement,
        )
    lang = out.lang
    for check in done.open:
        reason = f" — {check.reason}" if check.reason else ""
        about = f" ({check.subject})" if check.explainable and check.subject else ""
        line = f"{check.severity} {check.check}{about}: {check.message.of(lang)}{reason}"
        if check.blocks or check.wants_reason:
            out.warn(Text(line, line))
        else:
            out.say(line)
    if done.nothing_new is not None:
        out.warn(done.nothing_new)
    elif done.packet is None:
        out.warn(OPEN.fill(n=sum(1 for check in done.open if check.blocks)))
    else:
        out.say(
            Text(
                f"案卷：{done.packet}，{done.pages} 页，SHA-256 {done.sha256}",
                f"Packet: {done.packet}, {done.pages} pages, SHA-256 {done.sha256}",
            )
        )
    unsaid = sum(1 for check in done.open if check.wants_reason)
    if unsaid and done.packet is not None:
        out.warn(NO_REASON.fill(n=unsaid))
    _tell_volumes(done, out)
    out.document(done.as_json())
    return ExitCode.DONE if done.complete else ExitCode.INCOMPLETE


def _tell_volumes(done: BuiltPacketAnswer, out: Console) -> None:
    if len(done.files) < 2:
        return
    for number, file in enumerate(done.files, start=1):
        name, pages, sha256 = file.path.name, file.pages, file.sha256
        out.say(
            Text(
                f"第 {number} 册：{name}，{pages} 页，SHA-256 {sha256}",
                f"Volume {number}: {name}, {pages} pages, SHA-256 {sha256}",
            )
        )


def verify(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Check a packet by reading it anew."""
    if (args.client is None) != (args.case is None):
        raise UsageError(
            Text("--client 和 --case 要一起给。", "Give --client and --case together.")
        )
    try:
        with args.packet.open("rb"):
            pass
    except OSError as error:
        raise unreadable(args.packet, error) from error
    if args.client is None:
        result = services.verify_packet(args.packet)
    else:
        with open_client(services, args.client, write=False) as client:
            result = client.packets.verify(args.packet, args.case, args.on)
    lang = out.lang
    out.table(
        (c.id, c.verdict.value, ",".join(map(str, c.pages)), c.message.of(lang))
        for c in result.checks
    )
    out.document(_verify_json(result))
    return ExitCode.INCOMPLETE if result.has_errors else ExitCode.DONE


def _verify_json(result: VerifyResult) -> dict[str, Any]:
    return {
        "pages": result.pages,
        "checks": [
            {
                "id": c.id,
                "verdict": c.verdict.value,
                "pages": list(c.pages),
                "message": c.message.as_json(),
            }
            for c in result.checks
        ],
    }
