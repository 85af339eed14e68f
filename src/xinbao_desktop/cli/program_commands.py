"""Commands on the program itself: demo, self-check, gui."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.errors import ExitCode
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    import argparse

    from xinbao_desktop.app.services import Services
    from xinbao_desktop.cli.console import Console


def demo(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Make a sample client with its papers and run the main job on it."""
    from xinbao_desktop.app.demo import run_demo

    done = run_demo(services, args.folder, lang=out.lang, say=out.say)
    out.say(
        Text(
            f"客户文件：{done.client}\n自评报告：{done.report}\n索赔案卷：{done.packet}",
            f"Client file: {done.client}\nReport: {done.report}\nClaim packet: {done.packet}",
        )
    )
    out.document(
        {
            "client": str(done.client),
            "case": done.case_no,
            "report": str(done.report),
            "packet": str(done.packet),
        }
    )
    return ExitCode.DONE


def self_check(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Prove this installation."""
    from xinbao_desktop.app.self_check import self_check as run

    del args
    found = run(services)
    for check in found:
        mark = "ok" if check.ok else "FAIL"
        out.say(f"{mark:4} {check.id}: {check.message.of(out.lang)}")
    ok = all(check.ok for check in found)
    out.document(
        {
            "ok": ok,
            "checks": [{"id": c.id, "ok": c.ok, "message": c.message.as_json()} for c in found],
        }
    )
    return ExitCode.DONE if ok else ExitCode.INTEGRITY


def gui(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Open the window."""
    from xinbao_desktop.gui.application import run

    del out
    return run([str(args.file)] if args.file else [], services)
