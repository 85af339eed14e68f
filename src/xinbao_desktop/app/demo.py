"""The demo: an invented client from its records and a folder of papers to a checked packet.

It does with the use-cases what a person does with them, journey by journey (J1 to J7), and
leaves everything in one folder.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from xinbao_desktop.app.demo_papers import DemoPaper, demo_papers
from xinbao_desktop.app.folder import new_folder, write_paper
from xinbao_desktop.assets import asset
from xinbao_desktop.errors import IntegrityError
from xinbao_desktop.papers.mockup import made
from xinbao_desktop.progress import NoProgress, Progress
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.app.services import Services

DEMO_DAY = date(2026, 6, 15)
"""The day on which the demo's case stands: the claim was filed, nothing was decided yet."""

CASE = "AJ-2026-001"
RECORDS = "resources/samples/demo/client.json"
STEPS = 9


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo left in its folder."""

    client: Path
    case_no: str
    report: Path
    packet: Path


def run_demo(
    services: Services,
    folder: Path,
    *,
    lang: Lang = Lang.ZH,
    say: Callable[[Text], None] = lambda _: None,
    progress: Progress | None = None,
) -> Demo:
    """Make the sample client in a new folder and run the main job on it.

    Raises:
        UsageError: The folder holds something already.
        IntegrityError: The finished packet does not pass its own checks.
    """
    progress = progress or NoProgress()
    new_folder(folder)
    demo = Demo(
        folder / "星禾样本电子.xinbao", CASE, folder / "自评报告.pdf", folder / "索赔案卷.pdf"
    )
    with services.create_client(demo.client) as client:
        run = _Run(client, folder, lang, say, progress)
        run.records()
        run.assess(demo.report)
        run.cover()
        run.deadlines()
        papers = run.papers()
        run.evidence(papers)
        run.notice()
        run.claim()
        run.packet(demo.packet, papers)
        services.remember(client)
    return demo


class _Run:
    """One run of the demo, a journey a method."""

    def __init__(
        self,
        client: OpenedClient,
        folder: Path,
        lang: Lang,
        say: Callable[[Text], None],
        progress: Progress,
    ) -> None:
        self._client = client
        self._folder = folder
        self._lang = lang
        self._say = say
        self._progress = progress
        self._done = 0

    def _step(self, text: Text) -> None:
        self._done += 1
        self._progress.step(self._done, STEPS, text.of(self._lang))
        self._say(text)

    def records(self) -> None:
        """Import the client's records as anybody's."""
        preview = self._client.imports.preview(asset(RECORDS))
        done = self._client.imports.apply(preview).value
        self._step(Text(f"导入 {done.added} 条记录", f"Imported {done.added} records"))

    def assess(self, out: Path) -> None:
        """J1: the fifteen measures, as a printed report."""
        answer = self._client.assessment.assess(DEMO_DAY)
        self._client.assessment.report(out, DEMO_DAY, self._lang, force=True)
        met = sum(1 for f in answer.findings if f.verdict == "met")
        unknown = sum(1 for f in answer.findings if f.verdict == "unknown")
        self._step(
            Text(
                f"J1 自评：{len(answer.findings)} 项判断，{met} 项符合，{unknown} 项未知",
                f"J1 Assessment: {len(answer.findings)} verdicts, {met} met, {unknown} unknown",
            )
        )

    def cover(self) -> None:
        """J2: the cover of every shipment."""
        covers = self._client.coverage.shipments(DEMO_DAY)
        bad = [c.invoice for c in covers if c.worst in ("blocking", "reducing")]
        self._step(
            Text(
                f"J2 保障：{len(covers)} 票出运，{len(bad)} 票有风险：{'、'.join(bad)}",
                f"J2 Cover: {len(covers)} shipments, {len(bad)} at risk: {', '.join(bad)}",
            )
        )

    def deadlines(self) -> None:
        """J3: what is due, also as a calendar."""
        found = self._client.deadlines.list(DEMO_DAY)
        self._client.deadlines.ics(self._folder / "期限.ics", DEMO_DAY, force=True)
        self._client.deadlines.print_calendar(
            self._folder / "期限表.pdf", DEMO_DAY, self._lang, force=True
        )
        due = [d for d in found if d.state == "due"]
        late = [d for d in found if d.state == "overdue"]
        self._step(
            Text(
                f"J3 期限：{len(due)} 项待办，{len(late)} 项已过",
                f"J3 Deadlines: {len(due)} to do, {len(late)} overdue",
            )
        )

    def papers(self) -> list[DemoPaper]:
        """Draw the folder of papers the client brings."""
        records = self._client.records.client()
        papers = list(demo_papers(records, records.case_by_no[CASE]))
        for seed, paper in enumerate(papers):
            self._progress.step(self._done, STEPS, paper.name)
            write_paper(self._folder / "papers" / paper.name, made(paper.paper, paper.look, seed))
        self._step(Text(f"生成 {len(papers)} 份样本单证", f"Drew {len(papers)} sample papers"))
        return papers

    def evidence(self, papers: list[DemoPaper]) -> None:
        """J6: take the folder in, then file by hand what was not recognised."""
        early = [self._folder / "papers" / p.name for p in papers if not p.late]
        added = self._client.evidence.add(CASE, early).value
        by_name = {p.name: p for p in papers}
        known = 0
        for paper in self._client.evidence.papers(CASE):
            meant = by_name.get(paper.document.path)
            if meant is None:
                continue
            known += paper.document.slot == meant.slot
            self._file(paper.document.identity, meant)
        self._step(
            Text(
                f"J6 取入 {len(added.added)} 份单证，自动识别 {known} 份，其余由人归档",
                f"J6 Took in {len(added.added)} papers, recognised {known}, filed the rest by hand",
            )
        )

    def _file(self, identity: tuple[str, ...], meant: DemoPaper) -> None:
        document = self._client.records.get("documents", identity)
        assert document is not None
        filed = dataclasses.replace(
            document,
            slot=meant.slot,
            invoice_no=meant.invoice or None,
            dated_on=meant.dated_on,
            title=meant.title or None,
        )  # type: ignore[call-arg]
        self._client.records.save(filed, was=identity)

    def notice(self) -> None:
        """J4: the notice of possible loss."""
        out = self._folder / "报损卷.pdf"
        done = self._client.packets.build(
            CASE, out, packet="notice", draft=True, force=True, on=DEMO_DAY, lang=self._lang
        )
        self._step(Text(f"J4 报损卷：{done.pages} 页", f"J4 Notice packet: {done.pages} pages"))

    def claim(self) -> None:
        """J5: eligibility, route and loss."""
        answer = self._client.claims.claim(CASE, DEMO_DAY)
        loss = answer.as_json()["loss"]
        total, payable = (f"{loss['currency']} {loss[key]}" for key in ("total_loss", "payable"))
        self._step(
            Text(
                f"J5 索赔：路径 {answer.route}，损失 {total}，最多可赔 {payable}",
                f"J5 Claim: route {answer.route}, loss {total}, payable up to {payable}",
            )
        )

    def packet(self, out: Path, papers: list[DemoPaper]) -> None:
        """J7: a draft with a paper missing, then the complete packet, read anew and proven."""
        draft = self._client.packets.build(
            CASE, self._folder / "索赔案卷-草稿.pdf", draft=True, force=True, on=DEMO_DAY,
            lang=self._lang,
        )  # fmt: skip
        blocking = [check.message for check in draft.open if check.blocks]
        self._say(
            Text(
                f"J7 草稿 {draft.pages} 页，未解决：{'；'.join(m.zh for m in blocking)}",
                f"J7 Draft of {draft.pages} pages, open: {'; '.join(m.en for m in blocking)}",
            )
        )
        for paper in papers:
            if paper.late:
                self._client.evidence.add(CASE, [self._folder / "papers" / paper.name])
                self._file((CASE, *self._place_of(paper)), paper)
        done = self._client.packets.build(CASE, out, force=True, on=DEMO_DAY, lang=self._lang)
        if done.packet is None:
            words = [check.message for check in done.open if check.blocks]
            raise IntegrityError(
                Text("；".join(w.zh for w in words), "; ".join(w.en for w in words))
            )
        result = self._client.packets.verify(out, CASE, DEMO_DAY)
        failed = [check for check in result.checks if check.verdict == "fail"]
        if failed:
            raise IntegrityError(
                Text(
                    "；".join(f"{c.id} {c.message.zh}" for c in failed),
                    "; ".join(f"{c.id} {c.message.en}" for c in failed),
                )
            )
        passed = sum(1 for check in result.checks if check.verdict == "pass")
        self._step(
            Text(
                f"J7 定稿 {done.pages} 页，复核 {passed} 项通过，0 项不通过",
                f"J7 Final packet of {done.pages} pages: {passed} checks passed, none failed",
            )
        )

    def _place_of(self, paper: DemoPaper) -> tuple[str, str]:
        found = next(
            p.document for p in self._client.evidence.papers(CASE) if p.document.path == paper.name
        )
        return (found.slot, found.path)
