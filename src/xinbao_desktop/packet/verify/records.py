"""Checks that only the client's records can answer: V02, V09, V22, V29, V30, V32, V34."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xinbao_desktop.domain.form import FieldKind, FormValue
from xinbao_desktop.domain.packet_plan import (
    BlankDocument,
    FindingSeverity,
    FormDocument,
    GapDocument,
    PaperDocument,
)
from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.packet.canvas import TICK
from xinbao_desktop.packet.digest import differing_pages, file_sha256
from xinbao_desktop.packet.fonts import TICKED, UNTICKED, clean
from xinbao_desktop.packet.grid import shown
from xinbao_desktop.packet.typeset import WIDE_SPACE
from xinbao_desktop.packet.verify.blank_pages import untrue_pages
from xinbao_desktop.packet.verify.integrity import check_sheet
from xinbao_desktop.packet.verify.outcome import Outcome, failed, passed, unchecked, warned
from xinbao_desktop.packet.verify.printed import check_text, documents_of, own_manifest_rows
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from xinbao_desktop.domain.form import FilledForm
    from xinbao_desktop.domain.packet_plan import Document
    from xinbao_desktop.domain.verification import ClientEvidence
    from xinbao_desktop.packet.verify.reading import PacketRead, PageRead
    from xinbao_desktop.text import Lang

DIARY = ("L01", "L14", "T16")  # slots whose papers stand in the order of their dates


def findings_printed(packet: PacketRead, evidence: ClientEvidence) -> Outcome:
    """V33 with the records: every open finding stands there, a warning with its reason."""
    outcome = check_sheet(packet)
    if outcome.verdict is CheckVerdict.FAIL or not packet.has_manifest:
        return outcome
    pages = [p.number for p in packet.of_kind("check")]
    words, lang = _bare(packet.text_of("check")), evidence.plan.lang
    unsaid: list[str] = []
    for finding in evidence.plan.findings:
        said = (_bare(clean(finding.message.of(lang))), _bare(clean(finding.reason)))
        if any(part not in words for part in said):
            check = finding.check
            return failed(f"检查表未列 {check}", f"the check sheet omits {check}", pages)
        if finding.severity is FindingSeverity.WARNING and not finding.reason.strip():
            unsaid.append(finding.check)
    for box in evidence.plan.tick_boxes:
        answer = box.answer.of(lang) if box.answer is not None else ""
        said = (_bare(clean(box.message.of(lang))), _bare(clean(answer)))
        if any(part not in words for part in said):
            return failed(
                f"检查表上 {box.check} 的勾选或答复与记录不符",
                f"the check sheet answers {box.check} otherwise than the records",
                pages,
            )
    if unsaid:
        listed = ", ".join(dict.fromkeys(unsaid))
        return warned(f"警告没有理由：{listed}", f"warnings without a reason: {listed}", pages)
    return outcome


def slots_filled(packet: PacketRead, evidence: ClientEvidence) -> Outcome:
    """V02: every slot of the plan has its document or its page with a reason."""
    entries = {e.row.tab: e for e in documents_of(packet)}
    bad = []
    for tab, document in _tabs(evidence):
        entry = entries.get(tab)
        kind = "" if entry is None else packet.kind_of(entry.first)
        if kind != _expected(document):
            bad.append(document.slot or document.id)
        elif isinstance(document, GapDocument) and entry is not None:
            words = "".join(packet.pages[entry.first - 1].text.split())
            if "".join(clean(document.reason.of(evidence.plan.lang)).split()) not in words:
                bad.append(document.slot)
    if bad:
        slots = "、".join(bad)
        return failed(f"缺单证或说明页：{slots}", f"no document or reason for: {slots}")
    return passed("每个单证位均有文件或说明", "every slot has its document or its reason")


def _expected(document: Document) -> str:
    if isinstance(document, FormDocument):
        return "form"
    return "paper" if isinstance(document, PaperDocument) else "gap"


def _tabs(evidence: ClientEvidence) -> Iterator[tuple[str, Document]]:
    for _, _, documents in evidence.plan.tabbed():
        yield from documents


def order(packet: PacketRead, evidence: ClientEvidence) -> Outcome:
    """V09: documents follow the checklist, correspondence its dates."""
    lang = evidence.plan.lang
    wanted = ["".join(clean(d.title.of(lang)).split()) for _, d in _tabs(evidence)]
    shown = ["".join(e.row.title.split()) for e in documents_of(packet)]
    bad = [
        e.first
        for e, title in zip(documents_of(packet), wanted, strict=False)
        if not title.startswith("".join(e.row.title.split()).split("（")[0])
    ]
    if bad or len(wanted) != len(shown):
        return warned("次序与单证清单不符", "documents are not in the checklist's order", bad)
    for slot in DIARY:
        days = [d.dated_on for d in evidence.plan.papers() if d.slot == slot and d.dated_on]
        if days != sorted(days):
            return warned(f"{slot} 未按日期排列", f"{slot} is not in date order")
    return passed("次序与单证清单一致", "documents follow the checklist")


def round_trip(packet: PacketRead, evidence: ClientEvidence) -> Outcome:
    """V22: what was entered is what can be read from the printed forms."""
    entries = {e.row.tab: e for e in documents_of(packet)}
    lost: list[str] = []
    pages: list[int] = []
    for tab, document in _tabs(evidence):
        entry = entries.get(tab)
        if not isinstance(document, FormDocument | BlankDocument) or entry is None:
            continue
        bare = "".join(map(_without_number, packet.pages[entry.first - 1 : entry.last]))
        if isinstance(document, BlankDocument):
            entered = [_bare(line) for line in document.printed]
            entered += untrue_pages(packet, entry, document)
        else:
            lang = document.content.form.language(evidence.plan.lang)
            entered = list(_printed(document.content, lang))
        gone = [words for words in dict.fromkeys(entered) if _times(words, bare, entered) < 0]
        if gone:
            lost += gone
            pages.append(entry.first)
    if lost:
        shown = "、".join(lost[:3])
        return failed(f"读不回所填内容：{shown}", f"not read back as entered: {shown}", pages)
    return passed("所填内容均可读回", "everything entered is read back")


def _without_number(page: PageRead) -> str:
    """Return a page's words up to its running number, which would part an answer that goes on."""
    return _bare(page.text).removesuffix(_bare(page.number_line))


def _times(words: str, text: str, entered: Sequence[str]) -> int:
    """Return how much oftener words stand in a text than they were entered; under 0 one is lost.

    An amount that is printed five times and changed in one place is still found four times.
    """
    return _count(words, text) - sum(_count(words, one) for one in entered)


def _count(words: str, text: str) -> int:
    """Return how often words stand in a text, overlapping ones too."""
    return len(re.findall(f"(?={re.escape(words)})", text))


def _bare(text: str) -> str:
    return "".join(text.replace("\ufffe", "").split()).replace("-", "")


def _printed(filled: FilledForm, lang: Lang) -> Iterator[str]:
    for item in filled.form.fields():
        value = filled.values.of(item.key)
        if item.kind in (FieldKind.FLAG, FieldKind.CHOICE):
            yield from map(_bare, _boxes(shown(item, value, lang)))
        else:
            yield from _words(value, lang)
    for table in filled.form.tables():
        for row in filled.values.rows(table.key):
            for column in table.columns:
                if column.key != "page_range":
                    yield from _words(row.cell(column.key), lang)


def _boxes(words: str) -> list[str]:
    """Return boxes and answers as they are read back: a box, its tick if any, the answer."""
    return words.replace(TICKED, f"□{TICK}").replace(UNTICKED, "□").split(WIDE_SPACE)


def _words(value: FormValue, lang: Lang) -> Iterator[str]:
    words = value.value
    if isinstance(words, Text):
        words = words.of(lang)
    if isinstance(words, str):
        # A row higher than a page goes on below the repeated head, which stands between.
        for line in clean(words).split("\n"):
            for part in re.split(r"[，。；：、]|[.,;:!?]\s", line):
                if part.strip():
                    yield _bare(part)


def sources(packet: PacketRead, evidence: ClientEvidence) -> Outcome:
    """V30: every original is still what it was when it was taken in."""
    printed = {row[0]: row[4] for row in own_manifest_rows(packet) if len(row) == 5}
    bad = [
        document.id
        for tab, document in _tabs(evidence)
        if isinstance(document, PaperDocument)
        and not (
            (not packet.has_manifest or printed.get(tab) == document.sha256)
            and document.sha256 == evidence.source_hashes.get(document.id)
        )
    ]
    if bad:
        named = "、".join(bad)
        return failed(f"原件指纹不符：{named}", f"originals differ: {named}")
    return passed("原件指纹均相符", "every original's digest agrees")


def reproducible(packet: PacketRead, evidence: ClientEvidence) -> Outcome:
    """V32: built again from the same records, the packet is the same, to the byte or by page."""
    if evidence.rebuilt_sha256 is None:
        return unchecked("未重建比较", "not built again to compare")
    since = evidence.since or Text("", "")
    if evidence.rebuilt_sha256 == file_sha256(packet.path):
        same = Text("重建逐字节相同", "a second build is the same to the byte")
        return passed(same.zh + since.zh, same.en + since.en)
    other = differing_pages(packet.contents, evidence.rebuilt_pages)
    if evidence.noted_on is not None:
        return _as_noted(other, len(packet.pages), evidence.noted_on, since)
    if not other:
        return warned(
            "各页与重建相同，其余不同：书签、链接、元数据或打包方式在生成之后变过，或程序版本不同",
            "its pages are those of a second build and the rest is not: bookmarks, links, metadata"
            " or packing were changed since, or another version of the program built it",
        )
    return warned(
        "与按记录重建的案卷不同：或案卷在生成之后被改动，或记录已变",
        "it differs from a second build: it was changed after it was built, or the records were",
        [number for number in other if number <= len(packet.pages)],
    )


def is_another_build(packet: PacketRead, evidence: ClientEvidence) -> bool:
    """Whether a file is exactly the one noted, and a build of today has other pages.

    Then nothing was changed in the packet, and today's plan says nothing of it.
    """
    same = evidence.rebuilt_sha256 in (None, file_sha256(packet.path))
    if same or evidence.noted_on is None:
        return False
    return bool(differing_pages(packet.contents, evidence.rebuilt_pages))


def _as_noted(other: list[int], count: int, noted_on: date, since: Text) -> Outcome:
    """Say how a file that is exactly the one noted differs from a second build."""
    day = noted_on.isoformat()
    if not other:
        return passed(
            f"就是所记 {day} 的案卷；重建各页相同，只是打包方式因程序版本而不同{since.zh}",
            f"it is the packet noted for {day}; a second build has the same pages and is packed"
            f" otherwise, by another version of the program{since.en}",
        )
    return warned(
        f"就是所记 {day} 的案卷，没有改动；按现有记录或程序重建时有 {len(other)} 页不同",
        f"it is the packet noted for {day}, unchanged; built again from the records or by the"
        f" program of today {len(other)} pages differ",
        [number for number in other if number <= count] if len(other) <= count / 2 else [],
    )


def one_client(packet: PacketRead, evidence: ClientEvidence) -> Outcome:
    """V34: no page belongs to another client."""
    bad = [d.id for d in evidence.plan.papers() if d.client_id != evidence.plan.client_id]
    words = check_text(packet)
    if evidence.plan.client_id not in words:
        return failed("检查表上的企业不是本企业", "the check sheet names another client")
    if "".join(evidence.plan.case_no.split()) not in words:
        case = evidence.plan.case_no
        return failed(f"这不是案件 {case} 的案卷", f"this is not a packet of case {case}")
    if bad:
        named = "、".join(bad)
        return failed(f"混入他人单证：{named}", f"papers of another client: {named}")
    return passed("均属本企业", "every page is this client's")
