"""Commands on packs of rules: list, show, build, trust, verify, install (J9)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.errors import ExitCode
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from xinbao_desktop.app.services import Services
    from xinbao_desktop.cli.console import Console


def add_to(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the actions of ``xinbao rules``."""
    add("list", list_, "list packs and rules")
    show = add("show", show_, "show one rule, figure or fact")
    show.add_argument("id", metavar="ID")
    build = add("build", build_, "build and sign a pack")
    build.add_argument("folder", type=Path, metavar="FOLDER")
    build.add_argument("out", type=Path, metavar="OUT")
    build.add_argument("--key", type=Path, required=True, metavar="KEY")
    build.add_argument("--force", action="store_true")
    trust = add("trust", trust_, "trust an author's public key")
    trust.add_argument("key", type=Path, metavar="PUBKEY")
    trust.add_argument("--yes", action="store_true", help="the fingerprint was compared")
    verify = add("verify", verify_, "verify a pack")
    verify.add_argument("pack", type=Path, metavar="PACK")
    install = add("install", install_, "verify, test and install a pack")
    install.add_argument("pack", type=Path, metavar="PACK")
    install.add_argument("--client", type=Path, metavar="FILE", help="show what changes for it")
    install.add_argument("--reason", metavar="WORDS", help="why an older version")
    install.add_argument("--yes", action="store_true", help="install without asking")


def list_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """List packs and their rules."""
    del args
    rows = services.packs.list()
    for pack in rows:
        idle = Text("", "") if pack["in_use"] else Text("（未使用）", " (not in use)")
        title = pack["title"][out.lang.value]
        out.say(f"{pack['id']} {pack['version']} · {title}{idle.of(out.lang)}")
        for rule in pack["rules"]:
            out.say(f"    {rule['id']} · {rule['title'][out.lang.value]}")
    out.document({"packs": rows})
    return ExitCode.DONE


def show_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Show a rule, a figure or a fact: what it asks, where the facts are entered, its sources."""
    found = services.packs.show(args.id)
    for line in services.packs.words(args.id, out.lang):
        out.say(line)
    out.document(found)
    return ExitCode.DONE


def build_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Check, run the pack's own cases, and sign."""
    done = services.packs.build(args.folder, args.out, args.key, force=args.force)
    out.say(Text(f"规则包：{args.out}", f"Pack: {args.out}"))
    out.document(done)
    return ExitCode.DONE


def trust_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Show a key's fingerprint, and trust it once confirmed."""
    fingerprint = services.packs.fingerprint(args.key)
    out.say(Text(f"指纹：{fingerprint}", f"Fingerprint: {fingerprint}"))
    sure = args.yes or (not out.json and _asked(out))
    if sure:
        services.packs.trust(args.key)
    out.document({"fingerprint": fingerprint, "trusted": sure})
    return ExitCode.DONE if sure else ExitCode.INCOMPLETE


def verify_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Prove a pack's signature and every file of it."""
    found = services.packs.verify(args.pack)
    out.say(
        Text("有效：{id} {version}", "Valid: {id} {version}").fill(
            id=found["id"], version=found["version"]
        )
    )
    out.say(Text("作者指纹：{f}", "Author: {f}").fill(f=found["fingerprint"]))
    if not found["trusted"]:
        out.say(
            Text(
                "作者还没有被信任。请与作者核对指纹，再用 xinbao rules trust 信任其公钥。",
                "The author is not trusted yet. Compare the fingerprint, then trust the public "
                "key with xinbao rules trust.",
            )
        )
    out.document(found)
    return ExitCode.DONE


def install_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Verify, test, show the difference of verdicts, and install."""
    found = services.packs.compare(args.pack, args.client)
    for rule in found["new_rules"]:
        out.say(f"+ {rule}")
    for rule in found["dropped_rules"]:
        out.say(f"- {rule}")
    for change in found["changes"]:
        out.say(f"{change['subject']} {change['rule']}: {change['before']} → {change['after']}")
    for number in found["kept_cases"]:
        out.say(
            Text(
                f"案件 {number} 沿用定稿案卷的版本，不受影响",
                f"Case {number} keeps the version of its final packet; nothing changes for it",
            )
        )
    if not (args.yes or (not out.json and _asked(out))):
        out.document({**found, "installed": False})
        return ExitCode.INCOMPLETE
    done = services.packs.install(args.pack, args.reason)
    out.say(
        Text(f"已安装 {done['id']} {done['version']}", f"Installed {done['id']} {done['version']}")
    )
    out.document({**found, **done, "installed": True})
    return ExitCode.DONE


def _asked(out: Console) -> bool:
    import sys

    if not sys.stdin.isatty():
        out.say(
            Text(
                "没有确认，什么也没有改变。不在终端里运行时请加 --yes。",
                "Not confirmed, so nothing was changed. Without a terminal add --yes.",
            )
        )
        return False
    question = Text("继续？(y/N) ", "Go on? (y/N) ").of(out.lang)
    return input(question).strip().lower() in ("y", "yes", "是")
