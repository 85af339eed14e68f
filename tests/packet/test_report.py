"""A report is whole, archival and finds its headings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pikepdf
import pypdf
import pytest

from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.packet_plan import PackRef
from xinbao_desktop.domain.report_plan import (
    ReportColumn,
    ReportEntry,
    ReportGroup,
    ReportPlan,
    ReportTable,
    ReportVerdict,
)
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.packet.report import build_report
from xinbao_desktop.text import Text, same

if TYPE_CHECKING:
    from pathlib import Path


def assessment(name: str = "深圳市禾塘家电有限公司") -> ReportPlan:
    entries = tuple(
        ReportEntry(
            code=f"m{number:02d}",
            title=Text("小微企业统保", "Unified cover"),
            verdict=list(ReportVerdict)[number % 4],
            because=Text("已列入统保名单。", "On the unified list."),
            sources=(Text("通知第五条", "Notice, measure 5"),),
            advice=Text("领取保单。", "Collect the policy."),
            missing=(Text("名单年度", "year of the list"),),
        )
        for number in range(1, 16)
    )
    return ReportPlan(
        form=form("self_assessment"),
        client_name=name,
        on=date(2024, 9, 20),
        program_version="0.1.0",
        packs=(PackRef("sz2023", "2026.1"),),
        facts=((Text("企业", "Company"), name),),
        groups=(ReportGroup(title=Text("十五条措施", "The fifteen measures"), entries=entries),),
        sources=(Text("通知", "The notice"),),
    )


def text_of(file: Path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


def test_every_measure_is_printed_with_its_verdict_and_source(tmp_path: Path) -> None:
    pages = build_report(assessment(), tmp_path / "r.pdf")
    reader = pypdf.PdfReader(tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    assert pages == len(reader.pages)
    assert all(f"m{number:02d}" in text for number in range(1, 16))
    assert text.count("通知第五条") == 15
    assert reader.outline[0].title == "十五条措施 · 1"
    assert b"pdfaid:part>1<" in reader.root_object["/Metadata"].get_data()


def test_a_report_is_the_same_each_time(tmp_path: Path) -> None:
    build_report(assessment(), tmp_path / "a.pdf")
    build_report(assessment(), tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_report_is_tagged_with_a_table_for_each_measure(tmp_path: Path) -> None:
    build_report(assessment(), tmp_path / "r.pdf")
    with pikepdf.Pdf.open(tmp_path / "r.pdf") as pdf:
        document = pdf.Root.StructTreeRoot.K
        roles = [str(kid.S) for kid in document.K]
    assert roles[0] == "/H1"
    assert roles.count("/Table") == 1 + 1 + 15  # who, how many of each verdict, the measures
    assert roles.index("/H2") < len(roles) - 15


def test_a_character_without_glyph_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        build_report(assessment("公司😀"), tmp_path / "r.pdf")
    assert "😀" in caught.value.details[0].zh


def test_a_list_has_boxes_to_tick_and_says_when_it_is_empty(tmp_path: Path) -> None:
    columns = (ReportColumn(label=same("√"), tick=True), ReportColumn(label=same("No.")))
    tables = (
        ReportTable(
            title=Text("全案", "Case"),
            columns=columns,
            rows=((same(""), same("T01")), (same("x"), same("T02"))),
        ),
        ReportTable(title=Text("发票", "Invoice"), columns=columns, rows=()),
    )
    plan = ReportPlan(
        form=form("intake"), client_name="甲", on=date(2024, 9, 20), program_version="0.1.0",
        tables=tables,
    )  # fmt: skip
    build_report(plan, tmp_path / "i.pdf")
    text = text_of(tmp_path / "i.pdf")
    assert text.count("□") == 2
    assert "（无）" in text
