"""Commands on packets: packet, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xinbao_desktop.cli.session import open_client
from xinbao_desktop.domain.channel import MB, Limits
from xinbao_desktop.errors import ExitCode, UsageError, unreadable
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from xinbao_desktop.app.packets import BuiltPacketAnswer
    from xinbao_desktop.app.services import Services
    from xinbao_desktop.cli.console import Console
    from xinbao_desktop.domain.verification import VerifyResult

TOO_LARGE = Text("警告 V29：{said}", "warning V29: {said}")
PACKET = Text("案卷", "Packet")
SUPPLEMENT = Text("补充材料 {number}", "Supplement {number}")
ONE_FILE = Text(
    "{what}：{path}，{pages} 页，SHA-256 {sha256}",
    "{what}: {path}, {pages} pages, SHA-256 {sha256}",
)
VOLUMES = Text("{what}：{count} 册，共 {pages} 页", "{what}: {count} volumes, {pages} pages in all")
LIMITS = Text("上限：{words}", "Limits: {words}")


def packet(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Build the printed packet of a case."""
    from xinbao_desktop.app.packets import NO_REASON, OPEN

    with open_client(services, args.file, write=False) as reading:
        reading.desk.case(args.case, args.on)
    with open_client(services, args.file, write=True) as client:
        for said in client.packets.settle(args.out.parent):
            out.warn(said)
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
            advice = check.advice.of(lang)
            line = f"{line}\n    → {advice}" if advice else line
            out.warn(Text(line, line))
        else:
            out.say(line)
    if done.nothing_new is not None:
        out.warn(done.nothing_new)
    elif done.packet is None:
        out.warn(OPEN.fill(n=sum(1 for check in done.open if check.blocks)))
    else:
        out.say(_headline(done))
    unsaid = sum(1 for check in done.open if check.wants_reason)
    if unsaid and done.packet is not None:
        out.warn(NO_REASON.fill(n=unsaid))
    _tell_volumes(done, out)
    out.document(done.as_json())
    return ExitCode.DONE if done.complete else ExitCode.INCOMPLETE


def _headline(done: BuiltPacketAnswer) -> Text:
    """Return what was built; of several volumes each has its own line after it."""
    what = SUPPLEMENT.fill(number=done.supplement) if done.supplement else PACKET
    if len(done.files) > 1:
        return VOLUMES.fill(what=what, count=len(done.files), pages=done.pages)
    return ONE_FILE.fill(what=what, path=done.packet, pages=done.pages, sha256=done.sha256)


def _tell_volumes(done: BuiltPacketAnswer, out: Console) -> None:
    if done.limits and done.files:
        out.say(LIMITS.fill(words=done.limits.words))
    for said in done.former:
        out.warn(said)
    for said in done.too_large:
        out.warn(TOO_LARGE.fill(said=said))
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
    out.table((c.id, c.verdict.value, _ranges(c.pages), c.message.of(lang)) for c in result.checks)
    out.document(_verify_json(result))
    return ExitCode.INCOMPLETE if result.has_errors else ExitCode.DONE


def _ranges(pages: Sequence[int]) -> str:
    """Return pages as a person writes them: 3,5-9."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(f"{a}" if a == b else f"{a}-{b}" for a, b in runs)


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
