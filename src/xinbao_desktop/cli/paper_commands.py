"""Commands on papers: evidence, checklist, intake."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.cli.judgement_words import tell_aside
from xinbao_desktop.cli.session import open_client
from xinbao_desktop.errors import ExitCode
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    import argparse

    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.app.services import Services
    from xinbao_desktop.cli.console import Console

NO_LIST = "none"
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
    """Say which papers a case needs for a packet and which it has; keep the policy's own list."""
    with open_client(services, args.file, write=bool(args.own_list)) as client:
        if args.own_list:
            _keep_own_list(client, args.case, args.own_list)
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


def _keep_own_list(client: OpenedClient, case_no: str, given: str) -> None:
    """Keep the list of claim documents that came with the case's policy, or take it away."""
    policy_no = client.desk.case(case_no).policy_no or ""
    if given == NO_LIST:
        client.own_lists.remove(policy_no)
    else:
        client.own_lists.keep_file(policy_no, Path(given))


def intake(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Print the list to collect papers by."""
    with open_client(services, args.file, write=False) as client:
        client.checklists.print_list(
            args.case, args.out, packet=args.packet, on=args.on, lang=out.lang, force=args.force
        )
    out.say(Text(f"收集清单：{args.out}", f"Collection list: {args.out}"))
    out.document({"intake": str(args.out)})
    return ExitCode.DONE
