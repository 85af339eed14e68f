"""How judgements are told on a console: verdicts, routes, states and amounts in one language.

What is judged belongs to ``app``; what a command asks for to ``judging_commands``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.claim import Route
from xinbao_desktop.domain.rules.result import Severity, Verdict
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from xinbao_desktop.app.claim import ClaimAnswer
    from xinbao_desktop.cli.console import Console
    from xinbao_desktop.domain.rules.result import Finding
    from xinbao_desktop.domain.rules.why import WhyLine
    from xinbao_desktop.text import Lang

MARKS = {
    Verdict.MET: Text("符合", "met"),
    Verdict.NOT_MET: Text("不符合", "not met"),
    Verdict.UNKNOWN: Text("未知", "unknown"),
    Verdict.NOT_APPLICABLE: Text("不适用", "n/a"),
}
WORST = {
    "met": Text("有保障", "covered"),
    "unknown": Text("未知", "unknown"),
    Severity.BLOCKING.value: Text("无保障", "not covered"),
    Severity.REDUCING.value: Text("可能少赔", "may reduce"),
    Severity.WARNING.value: Text("提醒", "warning"),
    Severity.INFO.value: Text("提示", "note"),
}
STATES = {
    "done": Text("已完成", "done"),
    "due": Text("待办", "due"),
    "overdue": Text("已逾期", "overdue"),
    "unknown": Text("待定", "unknown"),
}
ROUTES = {
    Route.FAST.value: Text("快速理赔（统保）", "fast (unified cover)"),
    Route.GREEN.value: Text("绿色通道", "green channel"),
    Route.ORDINARY.value: Text("普通程序", "ordinary"),
    Route.NONE.value: Text("现在没有可走的路径", "none is open now"),
}
LOSS_COLUMNS = {
    "invoice": Text("发票号", "invoice"),
    "amount": Text("发票金额", "amount"),
    "received": Text("已收汇", "received"),
    "deductions": Text("扣减", "deductions"),
    "insured_loss": Text("损失", "loss"),
    "within_limit": Text("限额内", "within limit"),
    "ratio": Text("赔偿比例", "ratio"),
}
NOTHING = "–"


def tell_findings(findings: Iterable[Finding], out: Console, *, everything: bool = False) -> None:
    """Print findings: verdict, rule, reason, source, what to do.

    What does not apply is left out, unless ``everything`` was asked for.
    """
    if out.json:
        return
    lang = out.lang
    for finding in findings:
        if finding.verdict is Verdict.NOT_APPLICABLE and not everything:
            continue
        mark = MARKS[finding.verdict].of(lang)
        out.say(f"[{mark}] {finding.subject} · {finding.rule} · {finding.title.of(lang)}")
        out.say(f"    {finding.because.of(lang)}")
        for source in finding.sources:
            out.say(f"    § {source.label().of(lang)}")
        if finding.advice.of(lang):
            out.say(f"    → {finding.advice.of(lang)}")


def tell_why(lines: Iterable[WhyLine], out: Console) -> None:
    """Print the tree of a rule: what was asked, its value, where that comes from."""
    lang = out.lang
    for line in lines:
        named = line.label.of(lang) or line.words
        note = line.note.of(lang)
        tail = f"  ({note})" if note else ""
        out.say(f"    {'  ' * line.depth}{named}: {line.value.of(lang)}{tail}")


def tell_aside(aside: Sequence[str], on: date, out: Console) -> None:
    """Print what is dated after the day asked and was treated as not there yet."""
    if aside:
        words = "、".join(aside), ", ".join(aside)
        out.say(
            Text(
                f"以下日期在 {on} 之后，按尚未发生处理：{words[0]}",
                f"Dated after {on} and treated as not there yet: {words[1]}",
            )
        )


def tell_deadlines(rows: Sequence[dict[str, Any]], out: Console) -> None:
    """Print deadlines a line each, as their JSON holds them."""
    lang = out.lang
    if not rows:
        out.say(Text("没有期限。", "There are no deadlines."))
    out.table(
        (
            row["due"] or NOTHING,
            STATES[row["state"]].of(lang),
            row["what"][lang.value],
            row["subject"],
            row.get("client", ""),
        )
        for row in rows
    )


def tell_claim(answer: ClaimAnswer, document: dict[str, Any], out: Console) -> None:
    """Print a judgement of a case: findings, deadlines, route, loss and what it still lacks."""
    lang, loss = out.lang, document["loss"]
    tell_findings(answer.answer.findings, out)
    out.say("")
    tell_deadlines(document["deadlines"], out)
    out.say("")
    route = ROUTES[answer.route]
    out.say(Text(f"理赔路径：{route.zh}", f"Route: {route.en}"))
    out.table(
        [
            tuple(title.of(lang) for title in LOSS_COLUMNS.values()),
            *(tuple(_shown(line[key]) for key in LOSS_COLUMNS) for line in loss["invoices"]),
        ]
    )
    keys = ("total_loss", "base_capped", "payout_capped", "payable", "currency")
    total, base, payout, payable, currency = (_shown(loss[key]) for key in keys)
    out.say(
        Text(
            f"损失 {total}；限额按赔付基数 {base}，按赔款 {payout}；最多可赔 {payable} {currency}",
            f"Loss {total}; limit on the base {base}, on the payout {payout}; "
            f"payable up to {payable} {currency}",
        )
    )
    if loss["missing"]:
        lacking = ", ".join(loss["missing"])
        out.say(Text(f"算不出损失，还缺：{lacking}", f"The loss is open; missing: {lacking}"))
    if loss["open_reductions"]:
        rules = ", ".join(loss["open_reductions"])
        out.say(Text(f"可能减少赔款：{rules}", f"May reduce the payment: {rules}"))


def _shown(value: object) -> str:
    return NOTHING if value is None else str(value)


def worst_of(worst: str, lang: Lang) -> str:
    """Return the word for the gravest finding of a shipment."""
    return WORST[worst].of(lang)
