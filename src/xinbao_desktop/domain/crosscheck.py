"""The content checks of a packet (C01–C17): what the records alone answer, and what people must.

A check that the records can answer is passed, failed or open for a missing fact; where the bad
fact cannot be changed any more (a late notice), a person may explain it in writing. The rest
are questions to a person, printed as boxes to tick.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.result import Verdict
from xinbao_desktop.text import Text, joined, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.domain.document import Confirmation
    from xinbao_desktop.domain.paper_check import Reading
    from xinbao_desktop.domain.rules.result import Finding


NO_ADVICE = Text("", "")
UNDECIDED = Text("尚不能判断：{titles}。", "Cannot be decided yet: {titles}.")
MAY_EXPLAIN = Text(
    "事实已不能改变的，可以写明理由（确认）。",
    "What can no longer be changed may be explained in writing.",
)


class Answer(StrEnum):
    """What a person says to a check (确认)."""

    CONFIRMED = "confirmed"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True)
class ContentCheck:
    """One content check that is not passed; ``explained`` holds a person's written reason.

    ``advice`` is for who makes the packet: what to do, and where; it is not printed.
    """

    id: str
    subject: str
    message: Text
    explainable: bool
    explained: str = ""
    advice: Text = NO_ADVICE

    @property
    def blocks(self) -> bool:
        """Whether it still stands in the way of the packet."""
        return not self.explained


@dataclass(frozen=True, slots=True)
class Question:
    """A check only a person can make; ``answer`` is what was answered, by whom and when."""

    id: str
    message: Text
    answer: Text | None


RULES: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "C03": (("claim.amount",), False),
    "C04": (("claim.all_open_invoices",), True),
    "C05": (
        ("cover.policy_in_force", "cover.limit_effective", "cover.known_risk"),
        True,
    ),
    "C07": (("cover.declared_in_time",), True),
    "C08": (("claim.notice_in_time",), True),
    "C09": (("cover.exposure",), True),
    "C10": (("cover.third_party",), True),
    "C11": (("claim.dispute",), False),
    "C13": (("claim.assignments",), False),
    "C17": (("claim.narrative",), False),
}
"""Which rules answer a check, and whether a person may explain what cannot be changed."""

QUESTIONS: Mapping[str, Text] = {
    "C01": Text(
        "买方名称和地址在合同、发票、限额审批单、报损通知中一致",
        "Buyer's name and address agree in contract, invoice, limit approval and notice",
    ),
    "C02": Text(
        "合同、提单、发票的品名、数量、价格、贸易术语一致",
        "Contract, transport document and invoice agree in goods, quantity, price and terms",
    ),
    "C06": Text(
        "合同、发票、限额的支付方式和信用期限一致",
        "Payment terms of contract, invoice and limit agree",
    ),
    "C12": Text(
        "报关单号、提单号与扫描件一致",
        "Customs declaration and transport document numbers agree with the scans",
    ),
    "C14": Text(
        "往来函电涵盖订货至催收，发件域名即买方域名",
        "Correspondence covers order to demand, from the buyer's own domain",
    ),
    "C15": Text("重要外文单证附中文摘要", "Key foreign-language papers have a Chinese summary"),
    "C16": Text("应签字盖章处均已签字盖章", "Signed and sealed wherever it is due"),
}


def content_checks(
    findings: Sequence[Finding], confirmations: Iterable[Confirmation], *, packet: str
) -> tuple[ContentCheck, ...]:
    """Return every content check that is not passed, explained ones included.

    Args:
        findings: The case's own findings and those of the cover of its invoices.
        confirmations: What people answered in the sheet 确认.
        packet: The packet's kind; a notice needs only what is known at once.
    """
    said = {(c.check, c.subject): c for c in confirmations if c.answer == Answer.EXPLAINED}
    found: list[ContentCheck] = []
    for id_, (rules, explainable) in RULES.items():
        if packet == "notice" and id_ not in NOTICE_CHECKS:
            continue
        for subject, open_ in _by_subject(findings, rules).items():
            reason = said.get((id_, subject)) or said.get((id_, ""))
            words = (reason.reason or "") if reason is not None and explainable else ""
            advice = _advice(open_, explainable=explainable)
            message = _message(subject, open_)
            found.append(ContentCheck(id_, subject, message, explainable, words, advice))
    return tuple(found)


_EQUAL_AT = Text("{slot} {invoice} 第 {page} 页", "{slot} {invoice} page {page}")
_ALREADY = Text("{question}（程序已核对一致：{where}）", "{question} (found equal: {where})")

CLAIMING = frozenset({"claim", "answer", "file"})
"""The packets that follow a notice of possible loss."""
NOT_REGISTERED = Text(
    "没有立案号：报损后保险人给出立案号，索赔申请书和往来均须引用",
    "No case number of the insurer: it is given after the notice, and the claim refers to it",
)
AFTER_CLAIM = Text(
    "报损日 {notice} 晚于索赔日 {claim}：须先报损后索赔，请核对日期",
    "The notice ({notice}) is later than the claim ({claim}): a notice comes first; check the days",
)
NOTICE_CHECKS = frozenset({"C04", "C10"})
"""What a notice of possible loss is checked for; it must not wait for complete facts."""


def _by_subject(findings: Sequence[Finding], rules: tuple[str, ...]) -> dict[str, list[Finding]]:
    open_: dict[str, list[Finding]] = {}
    for finding in findings:
        bad = finding.verdict in (Verdict.NOT_MET, Verdict.UNKNOWN)
        if finding.rule in rules and bad:
            open_.setdefault(finding.subject, []).append(finding)
    return open_


def _message(subject: str, open_: Sequence[Finding]) -> Text:
    """Return what is wrong; several rules that cannot be decided are named together."""
    unknown = [f for f in open_ if f.verdict is Verdict.UNKNOWN]
    parts = [f.because for f in open_ if f.verdict is Verdict.NOT_MET]
    if len(unknown) > 1:
        parts.append(UNDECIDED.fill(titles=joined([f.title for f in unknown], "、", ", ")))
    else:
        parts += [f.because for f in unknown]
    words = sentences(dict.fromkeys(parts))
    kind, _, number = subject.partition(":")
    return Text(f"{number}：{words.zh}", f"{number}: {words.en}") if kind == "shipment" else words


def _advice(open_: Sequence[Finding], *, explainable: bool) -> Text:
    """Return what to do, each step once."""
    steps = list(dict.fromkeys(f.advice for f in open_ if f.advice.zh))
    more = [s for s in steps if not any(_within(s, other) for other in steps if other != s)]
    if explainable and any(f.verdict is Verdict.NOT_MET for f in open_):
        more.append(MAY_EXPLAIN)
    return joined(more, "", " ")


def _within(step: Text, other: Text) -> bool:
    """Whether another step says this one and more."""
    return other.zh.startswith(step.zh.rstrip("。"))


def notice_gaps(case: Case, *, packet: str) -> Iterator[tuple[Text, bool]]:
    """Yield what else C08 asks of a notice: a case number, and a day before the claim's.

    Beside each stands whether it is an error: two days that cannot both be right are, a number
    that the insurer has not given yet is not.
    """
    if packet not in CLAIMING:
        return
    if case.notice_on and case.claim_on and case.notice_on > case.claim_on:
        days = {"notice": case.notice_on.isoformat(), "claim": case.claim_on.isoformat()}
        yield AFTER_CLAIM.fill(**days), True
    if case.notice_on and not case.insurer_case_no:
        yield NOT_REGISTERED, False


def questions(
    confirmations: Iterable[Confirmation], read: Sequence[Reading] = ()
) -> tuple[Question, ...]:
    """Return the checks that a person answers, with the answers that are there.

    Args:
        confirmations: What people answered in the sheet 确认.
        read: What the program read in the papers; where it agrees with the records the
            question says so, and leaves less to look at.
    """
    answers: dict[str, Confirmation] = {c.check: c for c in confirmations if c.answer}
    return tuple(
        Question(id_, _with_read(id_, message, read), _answer(answers.get(id_)))
        for id_, message in QUESTIONS.items()
    )


def _with_read(id_: str, message: Text, read: Sequence[Reading]) -> Text:
    """Return a question with what the program has found equal already."""
    equal = sorted({(r.slot, r.invoice, r.page) for r in read if r.check == id_ and r.agrees})
    if not equal:
        return message
    named = joined([_EQUAL_AT.fill(slot=s, invoice=i, page=p) for s, i, p in equal], "、", ", ")
    return _ALREADY.fill(question=message, where=named)


def _answer(said: Confirmation | None) -> Text | None:
    if said is None:
        return None
    word = {
        Answer.CONFIRMED: Text("已确认", "confirmed"),
        Answer.EXPLAINED: Text("已说明", "explained"),
    }[Answer(str(said.answer))]
    more = " ".join(
        part for part in (said.reason, said.by, said.on.isoformat() if said.on else "") if part
    )
    return Text(f"{word.zh} {more}".strip(), word.en)
