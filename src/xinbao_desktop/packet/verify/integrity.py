"""Checks of truth that the packet itself answers: manifest (V31) and check sheet (V33)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from xinbao_desktop.packet.check_sheet import manifest_digest
from xinbao_desktop.packet.digest import digest_of_pages, file_sha256
from xinbao_desktop.packet.verify.outcome import Outcome, failed, passed, warned
from xinbao_desktop.packet.verify.printed import (
    check_text,
    digests_on_check_sheet,
    documents_of,
    manifest_rows,
    own_manifest_rows,
)
from xinbao_desktop.packet.verify.reading import SAYS_HOW
from xinbao_desktop.packet.verify.siblings import away, named_by_first, others_differ, strays
from xinbao_desktop.text import Text, joined, same

if TYPE_CHECKING:
    from xinbao_desktop.packet.verify.printed import Entry
    from xinbao_desktop.packet.verify.reading import PacketRead

PROGRAM = re.compile(r"XinbaoDesktop\d+\.\d+")
UNSAID = ("理由未填，签章前手写", "Noreasongiven;writeitherebeforesigning")
HASH = re.compile(r"[0-9a-f]{64}")
VOLUME_LISTED = Text(
    "本册的指纹与第 1 册所印相符", "this volume is the one whose digest volume 1 prints"
)


def manifest(packet: PacketRead) -> Outcome:
    """V31: each paper is listed with its pages, and the check sheet prints the list's digest.

    The first volume has the manifest of all, and on its check sheet the digests of the others.
    """
    if not packet.is_ours:
        return failed("没有来源清单", "there is no manifest")
    if not packet.has_manifest:
        wrong = _changed_pages(packet) or named_by_first(packet)
        return wrong if wrong is not None else _side_file(packet, VOLUME_LISTED)
    wrong = _changed_pages(packet) or _wrong_rows(packet) or _altered(packet)
    wrong = wrong or (others_differ(packet) if packet.file.volume else None)
    if wrong is not None:
        return wrong
    count = len(manifest_rows(packet))
    former = strays(packet)
    if former:
        zh, en = (sign.join(path.name for path in former) for sign in ("、", ", "))
        return warned(
            f"旁边的 {zh} 属于以前的一套，不在这一套之内：请移走，以免混在一起递交",
            f"beside it lie {en}, of a former set and no part of this one: take them away "
            "before anything is handed in",
        )
    lacking = away(packet)
    zh = f"（第 {'、'.join(map(str, lacking))} 册不在旁边，未比对）" if lacking else ""
    en = f" (volumes {', '.join(map(str, lacking))} are not beside)" if lacking else ""
    listed = Text(
        f"来源清单 {count} 项完整，指纹相符{zh}",
        f"the manifest's {count} entries and digest agree{en}",
    )
    return _side_file(packet, listed)


def _wrong_rows(packet: PacketRead) -> Outcome | None:
    """Compare manifest, papers, and the digest printed on the check sheet."""
    rows, own = manifest_rows(packet), own_manifest_rows(packet)
    sheets = [p.number for p in packet.of_kind("manifest")]
    broken = [row for row in rows if len(row) != 5 or not HASH.fullmatch(row[4])]
    if broken or not sheets or (packet.file.volume is None and len(own) != len(rows)):
        return failed("来源清单残缺", "the manifest is incomplete", sheets)
    papers = {e.row.tab: e for e in documents_of(packet) if packet.kind_of(e.first) == "paper"}
    listed = {row[0] for row in own}
    if listed != set(papers):
        tabs = "、".join(sorted(listed ^ set(papers)))
        return failed(
            f"来源清单与卷内单证不符：{tabs}", f"manifest and papers differ: {tabs}", sheets
        )
    wrong = [e for row in own if not _agrees(row, e := papers[row[0]])]
    if wrong:
        return failed(
            "来源清单页数不符", "page counts differ from the manifest", [e.first for e in wrong]
        )
    if manifest_digest(rows) not in digests_on_check_sheet(packet):
        checks = [p.number for p in packet.of_kind("check")]
        return failed(
            "清单指纹与检查表不符", "the manifest's digest is not the printed one", checks
        )
    return None


def _changed_pages(packet: PacketRead) -> Outcome | None:
    """Name the pages that are not as they were sealed; None if all are."""
    if not packet.changed:
        return None
    return failed(
        "这些页在生成之后被改动", "these pages were changed after the packet was built",
        packet.changed,
    )  # fmt: skip


def _altered(packet: PacketRead) -> Outcome | None:
    """Compare all pages with the digest that the check sheet prints of them; None if it agrees."""
    checks = [p.number for p in packet.of_kind("check")]
    if checks and digest_of_pages(packet.contents, checks) not in digests_on_check_sheet(packet):
        return failed(
            "页面内容与检查表所印的指纹不符：有页在生成之后被改动",
            "the pages are not those whose digest the check sheet prints: some were changed later",
            checks,
        )
    if packet.file.appended:
        return failed(
            "文件在生成之后被追加过内容（批注、电子签章或改动）",
            "something was appended to the file after it was built (notes, e-seals or changes)",
        )
    return None


def _agrees(row: tuple[str, ...], entry: Entry) -> bool:
    pages = entry.last - entry.first + 1
    shown = str(entry.first) if pages == 1 else f"{entry.first}–{entry.last}"
    return row[2] == str(pages) and row[3] == shown


def _side_file(packet: PacketRead, agreed: Text) -> Outcome:
    """The packet's own SHA-256 stands beside it; a copy without that file is no error."""
    beside = packet.path.with_name(packet.path.name + ".sha256")
    if beside.is_file():
        words = beside.read_text(encoding="utf-8", errors="replace").split()
        if not words or words[0].lower() != file_sha256(packet.path):
            return failed("案卷与旁附的 .sha256 不符", "the packet differs from its .sha256 file")
    return passed(agreed.zh, agreed.en)


def check_sheet(packet: PacketRead) -> Outcome:
    """V33: the check sheet names program, packs and date, and a reason for each warning."""
    pages = [p.number for p in packet.of_kind(*SAYS_HOW)]
    if not pages:
        return failed("没有检查表", "there is no check sheet")
    words = check_text(packet)
    packs = [w for w in packet.file.info.get("Keywords", "").split(";") if w.strip()]
    lacking = [same(p.strip()) for p in packs if "".join(p.split()) not in words]
    if not PROGRAM.search(words):
        lacking.append(same("Xinbao Desktop"))
    day = _day(packet.file.info.get("CreationDate", ""))
    if day is None or day.isoformat() not in words:
        lacking.append(Text("评估日期", "evaluation date"))
    if lacking:
        listed = joined(lacking, "、", ", ")
        return failed(f"检查表缺：{listed.zh}", f"the check sheet lacks: {listed.en}", pages)
    if any(said in words for said in UNSAID):
        return warned("有警告未写理由", "a warning is printed without its reason", pages)
    return passed("检查表齐全", "the check sheet is complete")


def _day(stamp: str) -> date | None:
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", stamp)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None
