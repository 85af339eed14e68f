"""Verify a finished packet by reading the PDF anew: the checks V01 to V35.

The readers are pypdf and pdfium, which did not write it; qpdf judges the syntax alone. Any PDF
may be given, a broken one included: what cannot be read fails V01 and the rest stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.verification import (
    CheckResult,
    CheckVerdict,
    ClientEvidence,
    VerifyResult,
)
from xinbao_desktop.packet.verify import (
    format_checks,
    integrity,
    navigation,
    print_checks,
    records,
    seal_checks,
    size_check,
)
from xinbao_desktop.packet.verify.advice import advice
from xinbao_desktop.packet.verify.opening import Opened, open_packet
from xinbao_desktop.packet.verify.outcome import (
    Check,
    ClientCheck,
    Outcome,
    failed,
    is_bad,
    unchecked,
)
from xinbao_desktop.packet.verify.records import is_another_build
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xinbao_desktop.packet.verify.reading import PacketRead
    from xinbao_desktop.progress import Progress

__all__ = ["ClientEvidence", "verify_packet"]

CHECKS: dict[str, Check] = {
    "V03": navigation.index_complete,
    "V04": navigation.index_links,
    "V05": navigation.bookmarks,
    "V06": navigation.inner_bookmarks,
    "V07": navigation.zoom,
    "V08": navigation.links_resolve,
    "V10": print_checks.running_numbers,
    "V11": print_checks.totals,
    "V12": print_checks.page_sizes,
    "V13": print_checks.margins,
    "V14": seal_checks.seals,
    "V15": print_checks.duplex,
    "V16": print_checks.near_blank,
    "V17": print_checks.resolution,
    "V18": print_checks.grey,
    "V19": print_checks.type_sizes,
    "V20": format_checks.fonts,
    "V21": format_checks.glyphs,
    "V23": format_checks.image_only,
    "V24": format_checks.filled_forms,
    "V25": format_checks.version,
    "V26": format_checks.active,
    "V27": format_checks.encryption,
    "V28": format_checks.metadata,
    "V31": integrity.manifest,
    "V33": integrity.check_sheet,
    "V35": format_checks.redaction,
}
CLIENT_CHECKS: dict[str, ClientCheck] = {
    "V02": records.slots_filled,
    "V09": records.order,
    "V22": records.round_trip,
    "V29": size_check.size,
    "V30": records.sources,
    "V32": records.reproducible,
    "V33": records.findings_printed,
    "V34": records.one_client,
}
ALL = tuple(f"V{number:02d}" for number in range(1, 36))


def verify_packet(
    path: Path, evidence: ClientEvidence | None = None, progress: Progress | None = None
) -> VerifyResult:
    """Return every check of a packet; never raises for what a PDF holds.

    Raises:
        OSError: the file is not there or may not be read.
        Cancelled: somebody asked for it, by ``progress``.
    """
    opened = open_packet(path, progress)
    outcomes = {"V01": opened.outcome}
    if opened.packet is None:
        outcomes["V27"] = opened.locked or unchecked(*UNREAD)
    else:
        outcomes |= {key: _judged(opened.packet, check) for key, check in CHECKS.items()}
        if evidence is not None:
            for key, check in CLIENT_CHECKS.items():
                found = _judged_for(opened.packet, check, evidence)
                outcomes[key] = _if_comparable(key, found, outcomes, opened.packet, evidence)
    results = [_result(key, outcomes.get(key), opened) for key in ALL]
    count = len(opened.packet.pages) if opened.packet is not None else 0
    return VerifyResult(count, tuple(results))


#: Checks that compare what is printed with what would be printed today.
BY_THE_PLAN = frozenset({"V02", "V09", "V22", "V33"})
OTHERWISE_NOW = Text(
    "未核：这就是所记的案卷，没有改动；而记录或程序的表格此后已变，今天填出来的不同",
    "not checked: it is the packet noted, unchanged; since then the records or the program's forms"
    " have changed, and would be filled otherwise today",
)
UNREAD = ("文件读不出，未核", "not checked: the file cannot be read")
UNKNOWN = ("需要客户档案，未核", "not checked: the client's records are needed")


def _if_comparable(
    key: str,
    found: Outcome,
    alone: Mapping[str, Outcome],
    packet: PacketRead,
    evidence: ClientEvidence,
) -> Outcome:
    """Return what was found; not what only a plan of today holds against an unchanged packet."""
    if key not in BY_THE_PLAN or not is_bad(found) or not is_another_build(packet, evidence):
        return found
    return alone.get(key) or unchecked(OTHERWISE_NOW.zh, OTHERWISE_NOW.en)


def _result(key: str, outcome: Outcome | None, opened: Opened) -> CheckResult:
    if outcome is None:
        outcome = unchecked(*(UNREAD if opened.packet is None else UNKNOWN))
    message = outcome.message
    if is_bad(outcome):
        ours = opened.packet is not None and opened.packet.is_ours
        todo = advice(key, ours=ours, is_warning=outcome.verdict is CheckVerdict.WARN)
        if todo is not None:
            found = message.en[:1].upper() + message.en[1:]
            message = Text(f"{message.zh}。{todo.zh}", f"{found}. {todo.en}")
    return CheckResult(key, outcome.verdict, outcome.pages, message)


def _judged(packet: PacketRead, check: Check) -> Outcome:
    try:
        return check(packet)
    except Exception as error:  # noqa: BLE001 - a stranger's file may break any assumption
        return _broken(error)


def _judged_for(packet: PacketRead, check: ClientCheck, evidence: ClientEvidence) -> Outcome:
    try:
        return check(packet, evidence)
    except Exception as error:  # noqa: BLE001 - a stranger's file may break any assumption
        return _broken(error)


def _broken(error: Exception) -> Outcome:
    kind = type(error).__name__
    outcome = failed(f"结构异常，无法判断（{kind}）", f"too odd a structure to judge ({kind})")
    assert outcome.verdict is CheckVerdict.FAIL
    return outcome
