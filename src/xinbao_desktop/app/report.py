"""Printed reports that stand alone: the self-assessment, the collection list, the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop import __version__
from xinbao_desktop.app.answer import packs_of
from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.checklist import Need, Seal, SlotState
from xinbao_desktop.domain.form import FormValues
from xinbao_desktop.domain.packet_plan import PackRef
from xinbao_desktop.domain.report_plan import (
    ReportColumn,
    ReportEntry,
    ReportGroup,
    ReportPlan,
    ReportTable,
    ReportVerdict,
)
from xinbao_desktop.files.atomic import atomic_output
from xinbao_desktop.packet.report import build_report
from xinbao_desktop.text import Lang, Text, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.answer import Answer
    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.checklist import Checklist
    from xinbao_desktop.domain.deadlines import Deadline
    from xinbao_desktop.domain.rules.result import Finding

NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五".split()  # noqa: SIM905
SEALS = {
    Seal.PAGES: Text("每页盖章，骑缝章", "seal each page, riding seal"),
    Seal.SIGN: Text("签字并盖章", "sign and seal"),
    Seal.NONE: Text("", ""),
}
STATES = {
    "done": Text("已完成", "done"),
    "due": Text("待办", "due"),
    "overdue": Text("已逾期", "overdue"),
    "unknown": Text("待定", "unknown"),
}


class Reports:
    """Prints reports of one client."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def assessment(self, answer: Answer, out: Path, lang: Lang, *, force: bool) -> None:
        """Print the verdicts on the fifteen measures."""
        groups = tuple(
            ReportGroup(
                title=title,
                entries=tuple(
                    self._entry(finding, f"{number}-{place}")
                    for place, finding in enumerate(found, start=1)
                ),
            )
            for number, title, found in _by_measure(answer.findings)
        )
        sources = {s.id: s.title for f in answer.findings for s in f.sources}
        self._print(
            self._plan("self_assessment", answer.on, lang, groups=groups,
                       sources=tuple(sources.values())),
            out, force=force,
        )  # fmt: skip

    def collection_list(
        self, case_no: str, checklist: Checklist, out: Path, lang: Lang, on: date, *, force: bool
    ) -> None:
        """Print which papers are still to be collected, and what to sign and seal."""
        columns = (
            ReportColumn(label=Text("齐", "In"), width=0.4, tick=True),
            ReportColumn(label=Text("编号", "No."), width=0.6),
            ReportColumn(label=Text("单证", "Paper"), width=2.6),
            ReportColumn(label=Text("发票", "Invoice"), width=1.4),
            ReportColumn(label=Text("份数", "Copies"), width=0.5),
            ReportColumn(label=Text("签章", "Sign, seal"), width=1.6),
        )
        tables = tuple(
            ReportTable(title=title, columns=columns, rows=rows, empty=Text("无", "none"))
            for title, need in (
                (Text("必须提交", "Mandatory"), Need.MANDATORY),
                (Text("建议提交", "Recommended"), Need.RECOMMENDED),
            )
            for rows in [
                tuple(
                    (
                        same("√" if row.state is SlotState.FILLED else ""),
                        same(row.slot.id),
                        row.slot.title,
                        same(row.invoice or ""),
                        same(str(row.slot.copies)),
                        SEALS[row.slot.seal],
                    )
                    for row in checklist.rows
                    if row.need is need
                )
            ]
        )
        facts = [
            (Text("案件", "Case"), case_no),
            (Text("案卷", "Packet"), checklist.title.of(lang)),
        ]
        if checklist.own_list is not None:
            facts.append((Text("清单", "List"), checklist.own_list.of(lang)))
        plan = self._plan("intake", on, lang, facts=tuple(facts), tables=tables)
        self._print(plan, out, force=force)

    def service_request(
        self, answers: FormValues, out: Path, lang: Lang, on: date, *, force: bool
    ) -> None:
        """Print a request for the insurer's services."""
        self._print(self._plan("service_request", on, lang, answers=answers), out, force=force)

    def calendar(
        self, deadlines: Sequence[Deadline], out: Path, lang: Lang, on: date, *, force: bool
    ) -> None:
        """Print what is due."""
        columns = (
            ReportColumn(label=Text("日期", "Day"), width=1.0),
            ReportColumn(label=Text("最后工作日", "Last workday"), width=1.0),
            ReportColumn(label=Text("事项", "What"), width=2.4),
            ReportColumn(label=Text("对象", "Subject"), width=1.8),
            ReportColumn(label=Text("状态", "State"), width=0.8),
        )
        rows = tuple(
            (
                same(d.due.isoformat() if d.due else "–"),
                same(d.last_workday.isoformat() if d.last_workday else "–"),
                d.what,
                same(d.subject.partition(":")[2]),
                STATES[d.state.value],
            )
            for d in deadlines
        )
        table = ReportTable(title=Text("期限", "Deadlines"), columns=columns, rows=rows,
                            empty=Text("没有期限", "nothing is due"))  # fmt: skip
        self._print(self._plan("deadlines", on, lang, tables=(table,)), out, force=force)

    def recovery_sheet(
        self,
        key: str,
        file: str,
        out: Path,
        lang: Lang,
        on: date,
        force: bool,  # noqa: FBT001
    ) -> None:
        """Print the key that opens a client file whose password is lost."""
        facts = ((Text("客户文件", "Client file"), file), (Text("恢复密钥", "Key"), key))
        self._print(self._plan("recovery_sheet", on, lang, facts=facts), out, force=force)

    def _plan(
        self,
        form_id: str,
        on: date,
        lang: Lang,
        *,
        groups: tuple[ReportGroup, ...] = (),
        tables: tuple[ReportTable, ...] = (),
        facts: tuple[tuple[Text, str], ...] = (),
        sources: tuple[Text, ...] = (),
        answers: FormValues | None = None,
    ) -> ReportPlan:
        company = self._desk.client().company
        name = (company and (company.name_zh or company.name_en)) or self._desk.file.path.stem
        return ReportPlan(
            form=form(form_id),
            client_name=name,
            on=on,
            program_version=__version__,
            packs=tuple(PackRef(id_, version) for id_, version in packs_of(self._desk)),
            facts=() if answers else ((Text("企业", "Company"), name), *facts),
            answers=answers or FormValues(),
            groups=groups,
            tables=tables,
            sources=sources,
            lang=lang,
        )

    @staticmethod
    def _print(plan: ReportPlan, out: Path, *, force: bool) -> None:
        with atomic_output(out, force=force) as draft:
            build_report(plan, draft)

    def _entry(self, finding: Finding, code: str) -> ReportEntry:
        return ReportEntry(
            code=code,
            title=finding.title,
            verdict=ReportVerdict(finding.verdict.value),
            because=finding.because,
            sources=tuple(source.label() for source in finding.sources),
            advice=finding.advice if finding.advice.zh else None,
            missing=tuple(self._label(path) for path in finding.missing),
            assumed=tuple(self._label(path) for path in finding.assumed),
        )

    def _label(self, path: str) -> Text:
        spec = self._desk.knowledge.facts.spec(path)
        if spec is None:
            return same(path)
        if spec.entered is None:
            return spec.label
        return Text(f"{spec.entered.zh}：{spec.label.zh}", f"{spec.entered.en}: {spec.label.en}")


def _by_measure(findings: Iterable[Finding]) -> list[tuple[int, Text, list[Finding]]]:
    """Group the findings by measure, in the notice's order; what is of no measure comes last."""
    groups: dict[int, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_measure(finding.rule), []).append(finding)
    return [(number, _measure_title(number), groups[number]) for number in sorted(groups)]


def _measure(rule: str) -> int:
    part = rule.partition(".")[2].partition(".")[0]
    return int(part[1:]) if part[:1] == "m" and part[1:].isdigit() else len(NUMERALS) + 1


def _measure_title(number: int) -> Text:
    if number > len(NUMERALS):
        return Text("保单融资", "Policy financing")
    return Text(f"措施{NUMERALS[number - 1]}", f"Measure {number}")
