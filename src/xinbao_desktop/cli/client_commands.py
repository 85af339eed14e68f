"""Commands on the data of one client: new, template, import, export, backup, restore, check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.cli.session import new_password, open_client
from xinbao_desktop.domain.problems import Severity
from xinbao_desktop.errors import BadInputError, ExitCode
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    import argparse

    from xinbao_desktop.app.imports import ImportPreview
    from xinbao_desktop.app.services import Services
    from xinbao_desktop.cli.console import Console


def new(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Make an empty client."""
    password = new_password() if args.encrypt else None
    with services.create_client(args.file, password) as client:
        warning = services.cloud_warning(client.path)
        if client.desk.file.recovery_key:
            out.warn(
                Text(
                    f"恢复密钥（请打印并另处保管，丢失密码时用它打开）：{client.desk.file.recovery_key}",
                    "Recovery key (print it and keep it elsewhere; it opens the file when the "
                    f"password is lost): {client.desk.file.recovery_key}",
                )
            )
    if warning is not None:
        out.warn(warning)
    out.say(Text(f"已新建客户文件 {args.file}。", f"Made the client file {args.file}."))
    out.document({"client": str(args.file), "encrypted": bool(args.encrypt)})
    return ExitCode.DONE


def template(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Write the empty workbook."""
    services.write_template(args.out, force=args.force)
    out.say(Text(f"空白工作簿：{args.out}", f"Empty workbook: {args.out}"))
    out.document({"workbook": str(args.out)})
    return ExitCode.DONE


def import_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Import a workbook, or say what importing it would do."""
    with open_client(services, args.file, write=not args.dry_run) as client:
        preview = client.imports.preview(args.workbook, partial=args.partial)
        for problem in preview.plan.problems:
            if out.json:
                continue
            if problem.severity is Severity.WARN:
                out.say(Text("提示 ", "note: ").fill())
                out.say(problem.full_text)
        answer = _preview_json(preview)
        if args.dry_run:
            _tell(preview, out)
            out.document({**answer, "applied": False})
            if not preview.plan.accepted:
                return ExitCode.BAD_INPUT
            return ExitCode.INCOMPLETE if preview.plan.refused_rows else ExitCode.DONE
        try:
            done = client.imports.apply(preview).value
        except BadInputError:
            out.document({**answer, "applied": False})
            raise
        _tell(preview, out)
        for paper in done.papers_refused:
            out.warn(Text(f"单证 {paper.path}：", f"paper {paper.path}: ").fill())
            out.warn(paper.reason)
        refused = [{"path": p.path, "reason": p.reason.as_json()} for p in done.papers_refused]
        papers = {"taken": done.papers_taken, "refused": refused}
        out.document({**answer, "applied": True, "papers": papers})
    return ExitCode.INCOMPLETE if done.refused_rows or done.papers_refused else ExitCode.DONE


def _preview_json(preview: ImportPreview) -> dict[str, object]:
    plan = preview.plan
    return {
        "added": len(plan.additions),
        "changed": len(plan.changes),
        "unchanged": len(plan.unchanged),
        "refused_rows": plan.refused_rows,
        "kept": [{"what": one.kind.value, "of": one.of} for one in preview.kept],
        "problems": [problem.as_json() for problem in plan.problems],
    }


def _tell(preview: ImportPreview, out: Console) -> None:
    plan = preview.plan
    out.say(
        Text(
            f"新增 {len(plan.additions)} 条，更新 {len(plan.changes)} 条，"
            f"不变 {len(plan.unchanged)} 条，未接受 {plan.refused_rows} 行。",
            f"{len(plan.additions)} new, {len(plan.changes)} changed, "
            f"{len(plan.unchanged)} unchanged, {plan.refused_rows} rows refused.",
        )
    )
    for line in preview.also:
        out.say(line)


def export(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Write everything out."""
    with open_client(services, args.file, write=False) as client:
        done = client.exports.export(args.out, force=args.force)
    out.say(
        Text(
            f"已导出 {done.records} 条记录、{done.papers} 份单证：{args.out}",
            f"Exported {done.records} records and {done.papers} papers: {args.out}",
        )
    )
    files = [str(path) for path in done.files]
    out.document({"files": files, "records": done.records, "papers": done.papers})
    return ExitCode.DONE


def backup(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Back a client up."""
    with open_client(services, args.file, write=False) as client:
        info = client.backups.backup(args.folder)
    out.say(Text(f"已备份并核对：{info.path}", f"Backed up and verified: {info.path}"))
    out.document(
        {
            "backup": str(info.path),
            "verified_at": info.verified_at.isoformat(),
            "rows": dict(info.rows),
            "encrypted": info.encrypted,
        }
    )
    return ExitCode.DONE


def restore(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Make a client from a backup."""
    import os

    from xinbao_desktop.cli.session import PASSWORD

    path = services.restore(args.backup, args.file, os.environ.get(PASSWORD))
    out.say(Text(f"已恢复到 {path}。", f"Restored to {path}."))
    out.document({"client": str(path)})
    return ExitCode.DONE


def check(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Prove every record and every paper."""
    with open_client(services, args.file, write=False) as client:
        findings = client.backups.check()
    for finding in findings:
        out.say(finding.message)
    damaged = any(finding.damage for finding in findings)
    if not findings:
        out.say(Text("每条记录、每份单证都完好。", "Every record and every paper is whole."))
    out.document(
        {
            "whole": not damaged,
            "findings": [
                {"damage": finding.damage, "message": finding.message.as_json()}
                for finding in findings
            ],
        }
    )
    return ExitCode.INTEGRITY if damaged else ExitCode.DONE
