"""The commands and their options; parsing only."""

from __future__ import annotations

import argparse
from pathlib import Path

from xinbao_desktop import __version__
from xinbao_desktop.cli import (
    blank_commands,
    client_commands,
    judging_commands,
    packet_commands,
    paper_commands,
    program_commands,
    rules_commands,
)
from xinbao_desktop.cli.session import day_argument

PACKETS = ("notice", "entrustment", "claim", "financing", "answer", "file")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of ``xinbao``."""
    parser = argparse.ArgumentParser(
        prog="xinbao",
        description="Export credit insurance for small exporters, offline. 出口信用保险案卷工具",
    )
    parser.add_argument("--version", action="version", version=f"xinbao {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = _Adder(commands)
    _client(add)
    _judging(add)
    _papers(add)
    _program(add)
    return parser


class _Adder:
    """Adds commands with the options that all of them have."""

    def __init__(self, commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        self._commands = commands

    def __call__(self, name: str, run: object, words: str) -> argparse.ArgumentParser:
        made = self._commands.add_parser(name, help=words, description=words)
        made.add_argument("--json", action="store_true", help="one JSON document, nothing else")
        made.add_argument("--lang", choices=("zh", "en"), help="language of the words")
        made.set_defaults(run=run)
        return made

    def group(self, name: str, words: str) -> _Adder:
        made = self._commands.add_parser(name, help=words, description=words)
        return _Adder(made.add_subparsers(dest="action", required=True, metavar="ACTION"))


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the client file (NAME.xinbao)")


def _on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=day_argument, metavar="YYYY-MM-DD", help="as of this day")


def _newest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--newest", action="store_true", help="by the packs in use, not those the case keeps"
    )


def _channel(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--channel", metavar="ID", default="",
        help="how it is handed in (online, paper, bank, email, own): divides it into volumes",
    )  # fmt: skip
    parser.add_argument(
        "--max-pages", type=int, metavar="N",
        help="pages of a volume, 0 = any; all count: cover, index, dividers, blank backs",
    )  # fmt: skip
    parser.add_argument("--max-mb", type=int, metavar="N", help="size of a file in MB, 0 = any")


def _force(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="replace an existing output")


def _client(add: _Adder) -> None:
    new = add("new", client_commands.new, "make an empty client")
    _file(new)
    new.add_argument("--encrypt", action="store_true", help="with a password")
    template = add("template", client_commands.template, "write the empty workbook")
    template.add_argument("out", type=Path, metavar="OUT.xlsx")
    _force(template)
    import_ = add("import", client_commands.import_, "import xlsx, xls, ods, csv or json")
    _file(import_)
    import_.add_argument("workbook", type=Path, metavar="WORKBOOK")
    import_.add_argument("--dry-run", action="store_true", help="only say what it would do")
    import_.add_argument("--partial", action="store_true", help="take the good rows alone")
    export = add("export", client_commands.export, "write everything out")
    _file(export)
    export.add_argument("out", type=Path, metavar="OUT", help=".xlsx, .json or a new folder")
    _force(export)
    backup = add("backup", client_commands.backup, "back up, and prove it")
    _file(backup)
    backup.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    restore = add("restore", client_commands.restore, "make a client from a backup")
    restore.add_argument("backup", type=Path, metavar="BACKUP")
    _file(restore)
    check = add("check", client_commands.check, "prove every record and every paper")
    _file(check)


def _judging(add: _Adder) -> None:
    assess = add("assess", judging_commands.assess, "which of the fifteen measures can be used")
    _file(assess)
    _on(assess)
    assess.add_argument("--report", type=Path, metavar="OUT.pdf")
    _force(assess)
    coverage = add("coverage", judging_commands.coverage, "cover of each shipment")
    _file(coverage)
    _on(coverage)
    coverage.add_argument("--invoice", metavar="NO")
    coverage.add_argument("--full", action="store_true", help="every finding of every shipment")
    exposure = add("exposure", judging_commands.exposure, "balance of each buyer over time")
    _file(exposure)
    _on(exposure)
    exposure.add_argument("--buyer", metavar="NO")
    deadlines = add("deadlines", judging_commands.deadlines, "what is due, when, why")
    deadlines.add_argument("files", type=Path, nargs="+", metavar="FILE")
    _on(deadlines)
    deadlines.add_argument("--ics", type=Path, metavar="OUT.ics")
    _force(deadlines)
    why = add("why", judging_commands.why, "why a rule says what it says, each value's source")
    _file(why)
    why.add_argument("subject", metavar="SUBJECT", help="company, shipment:NO or case:NO")
    why.add_argument("rule", metavar="RULE")
    _on(why)
    _newest(why)
    claim = add("claim", judging_commands.claim, "eligibility, route, loss, deadlines of a case")
    _file(claim)
    claim.add_argument("case", metavar="CASE")
    _on(claim)
    _newest(claim)


def _papers(add: _Adder) -> None:
    evidence = add.group("evidence", "take papers in, list them, prove them")
    added = evidence("add", paper_commands.evidence_add, "take papers or a folder into a case")
    _file(added)
    added.add_argument("case", metavar="CASE")
    added.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    added.add_argument("--slot", metavar="ID")
    added.add_argument("--invoice", metavar="NO")
    listed = evidence("list", paper_commands.evidence_list, "list the papers of a case")
    _file(listed)
    listed.add_argument("case", metavar="CASE")
    chosen = evidence("picture", paper_commands.evidence_picture, "print a paper as a picture")
    _file(chosen)
    chosen.add_argument("case", metavar="CASE")
    chosen.add_argument("path", metavar="PATH", help="the paper's name as evidence list shows it")
    chosen.add_argument("--slot", metavar="ID")
    chosen.add_argument("--off", action="store_true", help="print it as it is again")
    checked = evidence("check", paper_commands.evidence_check, "prove every stored paper")
    _file(checked)
    for name, run, words in (
        ("checklist", paper_commands.checklist, "which papers a case needs and has"),
        ("intake", paper_commands.intake, "a printed list to collect papers by"),
        ("packet", packet_commands.packet, "build the printed packet of a case"),
    ):
        made = add(name, run, words)
        _file(made)
        made.add_argument("case", metavar="CASE")
        if name != "checklist":
            made.add_argument("out", type=Path, metavar="OUT.pdf")
            _force(made)
        made.add_argument("--packet", choices=PACKETS, default="claim")
        _on(made)
        if name == "checklist":
            made.add_argument(
                "--own-list", metavar="LIST.toml", default="",
                help="keep the policy's own list of claim documents first; none takes it away",
            )  # fmt: skip
        if name == "packet":
            made.add_argument("--draft", action="store_true", help="build with open errors")
            _newest(made)
            _channel(made)
            made.add_argument(
                "--supplement", action="store_true",
                help="only what came since the last final packet, numbered apart",
            )  # fmt: skip
    verify = add("verify", packet_commands.verify, "check any packet by reading it anew")
    verify.add_argument("packet", type=Path, metavar="PACKET.pdf")
    verify.add_argument("--client", type=Path, metavar="FILE")
    verify.add_argument("--case", metavar="CASE")
    _on(verify)


def _program(add: _Adder) -> None:
    demo = add("demo", program_commands.demo, "make a sample client and run the main job on it")
    demo.add_argument("folder", type=Path, nargs="?", default=Path("xinbao-demo"))
    add("self-check", program_commands.self_check, "prove this installation")
    gui = add("gui", program_commands.gui, "open the window")
    gui.add_argument("file", type=Path, nargs="?", metavar="FILE")
    rules_commands.add_to(add.group("rules", "packs of rules"))
    blank_commands.add_to(add.group("blank", "the insurers' own blank forms"))
