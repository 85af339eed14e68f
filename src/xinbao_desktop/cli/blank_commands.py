"""Commands on the insurers' own blanks: add, list, say how they are filled, fill, remove."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.cli.session import day_argument, open_client
from xinbao_desktop.errors import ExitCode, UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from xinbao_desktop.app.blanks import BlankState
    from xinbao_desktop.app.services import Services
    from xinbao_desktop.cli.console import Console

STATES = {
    True: Text("使用中", "in use"),
    False: Text("未使用", "not in use"),
}
NOTHING_TO_DO = Text(
    "请给出填写方法的文件，或 --propose OUT.toml，或 --use、--place、--picture。",
    "Give a mapping file, or --propose OUT.toml, or --use, --place or --picture.",
)


def add_to(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the actions of ``xinbao blank``."""
    added = add("add", add_, "keep a blank PDF form of an insurer")
    added.add_argument("pdf", type=Path, metavar="FORM.pdf")
    added.add_argument("--form", required=True, metavar="F01", help="the program's form it is")
    added.add_argument("--insurer", metavar="NAME", help="whose it is; any insurer's without it")
    add("list", list_, "list the blanks")
    mapped = add("map", map_, "say what each field is filled with")
    _id(mapped)
    mapped.add_argument("mapping", type=Path, nargs="?", metavar="MAPPING.toml")
    mapped.add_argument("--propose", type=Path, metavar="OUT.toml", help="write a proposal")
    mapped.add_argument("--use", choices=("yes", "no"), help="whether packets print it")
    mapped.add_argument("--place", choices=("instead", "after"), help="of the program's own form")
    mapped.add_argument("--picture", choices=("yes", "no"), help="print the form as a picture")
    mapped.add_argument("--force", action="store_true", help="replace an existing output")
    values = add("values", values_, "what a blank can be filled with, as a case answers it")
    values.add_argument("file", type=Path, metavar="FILE")
    values.add_argument("case", metavar="CASE")
    values.add_argument("form", metavar="F01")
    _on(values)
    filled = add("fill", fill_, "write a filled copy of a blank")
    filled.add_argument("file", type=Path, metavar="FILE")
    filled.add_argument("case", metavar="CASE")
    _id(filled)
    filled.add_argument("out", type=Path, metavar="OUT.pdf")
    filled.add_argument("--force", action="store_true", help="replace an existing output")
    _on(filled)
    _id(add("remove", remove_, "take a blank off the shelf"))


def _id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a blank's id, or the beginning of it")


def _on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=day_argument, metavar="YYYY-MM-DD", help="as of this day")


def add_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Keep a blank and say which fields it has."""
    state = services.blanks.add(args.pdf, args.form, args.insurer)
    fields = list(state.blank.fields())
    out.say(
        Text("空白表 {id}：{pages} 页，{fields} 个域", "Blank {id}: {pages} pages, {fields} fields")
        .fill(id=state.blank.id, pages=len(state.blank.pages.sizes), fields=len(fields))
    )  # fmt: skip
    for note in state.blank.pages.notes:
        out.say(note)
    out.say(
        Text(
            "下一步：xinbao blank map {id} --propose OUT.toml",
            "Next: xinbao blank map {id} --propose OUT.toml",
        ).fill(id=state.blank.id)
    )
    out.document({**state.as_json(), "names": [field.name for field in fields]})
    return ExitCode.DONE


def list_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """List the blanks with their state."""
    del args
    states = services.blanks.list()
    if not states:
        out.say(Text("还没有空白表。", "There are no blanks yet."))
    out.table(
        (
            s.blank.id,
            services.blanks.insurer_label(s.blank).of(out.lang),
            f"{len(s.blank.mapping.links)}/{sum(1 for _ in s.blank.fields())}",
            STATES[s.blank.in_use].of(out.lang),
            s.blank.name,
        )
        for s in states
    )
    out.document({"blanks": [state.as_json() for state in states]})
    return ExitCode.DONE


def map_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Take over a mapping, write a proposal, or change how packets use the blank."""
    blanks = services.blanks
    if args.propose is not None:
        found = blanks.write_proposal(args.id, args.propose, force=args.force)
        text = Text("提出 {count} 个域的填法：{out}", "{count} fields proposed: {out}")
        out.say(text.fill(count=len(found.links), out=args.propose))
        out.document({"id": blanks.get(args.id).blank.id, "proposed": len(found.links)})
        return ExitCode.DONE
    if all(given is None for given in (args.mapping, args.use, args.place, args.picture)):
        raise UsageError(NOTHING_TO_DO)
    state = blanks.get(args.id) if args.mapping is None else blanks.map_file(args.id, args.mapping)
    changed = state.blank.mapping
    if args.use is not None:
        changed = replace(changed, use=args.use == "yes")
    if args.picture is not None:
        changed = replace(changed, picture=args.picture == "yes")
    if args.place is not None:
        changed = replace(changed, place=type(changed.place)(args.place))
    if changed != state.blank.mapping:
        state = blanks.save(state.blank.id, changed)
    _tell(state, out)
    return ExitCode.INCOMPLETE if state.lacking else ExitCode.DONE


def _tell(state: BlankState, out: Console) -> None:
    blank = state.blank
    out.say(f"{blank.id}: {STATES[blank.in_use].of(out.lang)}")
    for field in blank.unmapped():
        out.say(
            Text("未指定的域：{name} {label}", "no value for field {name} {label}").fill(
                name=field.name, label=field.label or field.spots[0].before
            )
        )
    for value in state.lacking:
        out.say(
            Text(
                "必填项没有域：{label}（{key}）；卷内保留程序自己的表",
                "no field for the required {label} ({key}); a packet keeps the program's form",
            ).fill(label=value.label, key=value.key)
        )
    for warning in state.warnings():
        out.warn(warning)
    out.document(state.as_json())


def values_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """List what a blank can be filled with, each value with where it came from."""
    services.blanks.values(args.form)
    with open_client(services, args.file, write=False) as client:
        found = client.blanks.examples(args.case, args.form, args.on)
    lang = out.lang
    out.table(
        (
            one.value.key,
            one.value.label.of(lang),
            one.words.replace("\n", " ")[:40] or "–",
            one.origin.of(lang) if one.origin else "",
        )
        for one in found
    )
    out.document({"form": args.form, "values": [one.as_json() for one in found]})
    return ExitCode.DONE


def fill_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Write a filled copy; 1 when something does not stand on it."""
    with open_client(services, args.file, write=False) as client:
        done = client.blanks.fill(args.case, args.id, args.out, force=args.force, on=args.on)
    out.say(Text(f"已填写：{args.out}", f"Filled: {args.out}"))
    for warning in done.warnings():
        out.warn(warning)
    for left in done.left_over:
        for number, words in zip(left.rows, left.words, strict=True):
            out.say(f"  {number}  {words}")
    out.document({"filled": str(args.out), **done.as_json()})
    return ExitCode.DONE if done.whole else ExitCode.INCOMPLETE


def remove_(args: argparse.Namespace, services: Services, out: Console) -> int:
    """Take a blank and its mapping off the shelf."""
    gone = services.blanks.remove(args.id)
    out.say(Text(f"已移除 {gone}", f"Removed {gone}"))
    out.document({"removed": gone})
    return ExitCode.DONE
