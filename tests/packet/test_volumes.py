"""A packet over its channel's limits is divided: each volume passes alone, and so does the set."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pypdf
import pytest

from xinbao_desktop.domain.channel import Limits
from xinbao_desktop.domain.form import FormValues
from xinbao_desktop.domain.packet_plan import FormDocument, PaperDocument, Profile
from xinbao_desktop.domain.verification import CheckVerdict, ClientEvidence
from xinbao_desktop.domain.volumes import volume_path
from xinbao_desktop.packet.build import build_packet
from xinbao_desktop.packet.digest import file_sha256
from xinbao_desktop.packet.verify import verify_packet
from xinbao_desktop.packet.volumes import build_volumes
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.packet.volumes import BuiltVolume

FAIL, WARN, OPEN = CheckVerdict.FAIL, CheckVerdict.WARN, CheckVerdict.NOT_CHECKED
LIMIT = 46


def many_pages(plan: PacketPlan, letters: int = 80) -> PacketPlan:
    """Return the plan with a paper longer than a volume: its e-mails, over and over."""
    *others, loss = plan.sections
    letter = loss.documents[0]
    assert isinstance(letter, PaperDocument)
    folder = letter.pdf.with_name(f"long-{letters}.pdf")
    if not folder.exists():
        with pikepdf.Pdf.open(letter.pdf) as source, pikepdf.Pdf.new() as long:
            while len(long.pages) < letters:
                long.pages.extend(source.pages)
            del long.pages[letters:]
            long.save(folder, static_id=True)
    pages = (letter.pages * letters)[:letters]
    paper = replace(letter, pdf=folder, pages=pages, sha256=file_sha256(folder))
    return replace(plan, sections=(*others, replace(loss, documents=(paper, *loss.documents[1:]))))


def placed(volumes: list[BuiltVolume], folder: Path) -> list[Path]:
    """Lay the volumes out as they are handed in: OUT-1.pdf, OUT-2.pdf …"""
    paths = [volume_path(folder / "OUT.pdf", n) for n in range(1, len(volumes) + 1)]
    for volume, path in zip(volumes, paths, strict=True):
        shutil.copy(volume.file, path)
        path.with_name(path.name + ".sha256").write_text(f"{volume.built.sha256}  {path.name}\n")
    return paths


@pytest.fixture(scope="module")
def volumes(plan: PacketPlan, tmp_path_factory: pytest.TempPathFactory) -> list[BuiltVolume]:
    folder = tmp_path_factory.mktemp("volumes")
    return build_volumes(many_pages(plan), folder, Limits(pages=LIMIT), NoProgress())


@pytest.fixture
def paths(volumes: list[BuiltVolume], tmp_path: Path) -> list[Path]:
    return placed(volumes, tmp_path)


def outline(path: Path) -> list[str]:
    def flat(items: list[object]) -> list[str]:
        return [t for i in items for t in (flat(i) if isinstance(i, list) else [i.title])]

    return flat(pypdf.PdfReader(path).outline)


def test_every_volume_is_within_the_limit(volumes: list[BuiltVolume]) -> None:
    assert len(volumes) > 3
    assert [v.built.pages for v in volumes if v.built.pages > LIMIT] == []


def test_no_page_of_a_paper_is_lost_or_doubled(
    volumes: list[BuiltVolume], plan: PacketPlan
) -> None:
    wanted = [(p.sha256, n) for p in many_pages(plan).papers() for n in range(len(p.pages))]
    found = [
        (p.sha256, p.start + n)
        for v in volumes
        for p in v.plan.papers()
        for n in range(len(p.pages))
    ]
    assert found == wanted
    words = [
        line
        for v in volumes
        for page in pypdf.PdfReader(v.file).pages
        for line in page.extract_text().splitlines()
        if line.startswith("催款函及送达凭证 ")
    ]
    assert words == [f"催款函及送达凭证 {n % 7 + 1}" for n in range(80)]


def test_each_volume_passes_alone(volumes: list[BuiltVolume], paths: list[Path]) -> None:
    for volume, path in zip(volumes, paths, strict=True):
        alone = path.parent / "alone" / path.name
        alone.parent.mkdir(exist_ok=True)
        shutil.copy(path, alone)
        evidence = ClientEvidence(
            plan=volume.plan,
            source_hashes={p.id: p.sha256 for p in volume.plan.papers()},
            rebuilt_sha256=volume.built.sha256,
            limits=Limits(pages=LIMIT),
        )
        for result in (verify_packet(alone), verify_packet(alone, evidence)):
            bad = [(c.id, c.message.en) for c in result.checks if c.verdict in (FAIL, WARN)]
            assert bad == [], path.name
        alone.unlink()


def test_together_nothing_stays_open(volumes: list[BuiltVolume], paths: list[Path]) -> None:
    for volume, path in zip(volumes, paths, strict=True):
        evidence = ClientEvidence(
            plan=volume.plan,
            source_hashes={p.id: p.sha256 for p in volume.plan.papers()},
            rebuilt_sha256=volume.built.sha256,
            limits=Limits(pages=LIMIT),
        )
        checks = verify_packet(path, evidence).checks
        assert [(c.id, c.verdict) for c in checks if c.verdict is not CheckVerdict.PASS] == []


def test_the_same_packet_is_divided_into_the_same_bytes(
    volumes: list[BuiltVolume], plan: PacketPlan, tmp_path: Path
) -> None:
    again = build_volumes(many_pages(plan), tmp_path, Limits(pages=LIMIT), NoProgress())
    assert [v.built for v in again] == [v.built for v in volumes]


def test_the_index_of_the_first_volume_names_every_document_with_its_volume(
    volumes: list[BuiltVolume],
) -> None:
    reader = pypdf.PdfReader(volumes[0].file)
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for volume in volumes:
        for _, _, documents in volume.plan.tabbed():
            for tab, document in documents:
                assert f"{tab}{document.title.zh}" in text
    assert "第1册共" in "".join(reader.pages[0].extract_text().split())


def test_a_section_that_goes_on_says_so(volumes: list[BuiltVolume]) -> None:
    continued = [words for volume in volumes for words in outline(volume.file) if "（续）" in words]
    assert continued
    assert not any("（续）" in words for words in outline(volumes[0].file))


def test_a_changed_volume_is_named_beside_the_first(paths: list[Path]) -> None:
    with pikepdf.Pdf.open(paths[1], allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Producer"] = "someone"
        pdf.save(paths[1])
    first, second = (verify_packet(path).of("V31") for path in paths[:2])
    assert first.verdict is FAIL
    assert "OUT-2.pdf" in first.message.zh
    assert second.verdict is FAIL


def test_exchanged_volumes_are_named(paths: list[Path]) -> None:
    other = paths[1].read_bytes()
    paths[1].write_bytes(paths[2].read_bytes())
    paths[2].write_bytes(other)
    found = verify_packet(paths[0]).of("V31")
    assert found.verdict is FAIL
    assert "Volume 2" in found.message.en


def test_a_volume_of_a_former_larger_set_is_named(paths: list[Path]) -> None:
    stray = paths[0].with_name(f"OUT-{len(paths) + 1}.pdf")
    shutil.copy(paths[1], stray)
    (paths[0].with_name("OUT-40.pdf")).write_bytes(b"%PDF-1.7 nobody's")
    found = verify_packet(paths[0]).of("V31")
    assert found.verdict is WARN
    assert stray.name in found.message.zh
    assert found.message.en.startswith(f"beside it lie {stray.name}")
    assert "Do not hand this copy in" not in found.message.en  # it is whole itself
    assert "OUT-40" not in found.message.zh


def test_without_the_first_volume_the_manifest_stays_open(paths: list[Path]) -> None:
    paths[0].unlink()
    assert verify_packet(paths[1]).of("V31").verdict is OPEN


def test_a_page_of_another_volume_is_found(paths: list[Path]) -> None:
    opened = pikepdf.Pdf.open
    with opened(paths[1], allow_overwriting_input=True) as pdf, opened(paths[2]) as other:
        pdf.pages[8] = other.pages[8]
        pdf.save(paths[1])
    found = verify_packet(paths[1]).of("V10")
    assert found.verdict is FAIL
    assert found.pages == (9,)


def test_a_packet_within_its_limits_is_one_file_as_ever(plan: PacketPlan, tmp_path: Path) -> None:
    (whole,) = build_volumes(plan, tmp_path, Limits(pages=400, size=10**8), NoProgress())
    alone = build_packet(plan, tmp_path / "alone.pdf", NoProgress())
    assert whole.built == alone


@pytest.mark.parametrize("lang", list(Lang))
def test_a_packet_too_large_for_a_file_is_divided_by_size(
    plan: PacketPlan, tmp_path: Path, lang: Lang
) -> None:
    made = replace(plan, lang=lang, profile=Profile.FILE)
    build_packet(made, tmp_path / "whole.pdf", NoProgress())
    size = (tmp_path / "whole.pdf").stat().st_size
    volumes = build_volumes(made, tmp_path, Limits(size=int(size * 0.7)), NoProgress())
    assert len(volumes) > 1
    assert all(v.file.stat().st_size <= size * 0.7 for v in volumes)
    for path in placed(volumes, tmp_path):
        checks = verify_packet(path).checks
        assert [(c.id, c.message.en) for c in checks if c.verdict in (FAIL, WARN)] == []


def with_photo(plan: PacketPlan, pages: int, heavy: int) -> PacketPlan:
    """Return the plan with a paper of light pages of which one is a photo of two megabytes."""
    *others, loss = plan.sections
    letter = loss.documents[0]
    assert isinstance(letter, PaperDocument)
    file = letter.pdf.with_name(f"photo-{pages}-{heavy}.pdf")
    if not file.exists():
        with pikepdf.Pdf.open(letter.pdf) as source, pikepdf.Pdf.new() as made:
            while len(made.pages) < pages:
                made.pages.append(source.pages[0])
            noise = random.Random(5).randbytes(2_000_000)
            photo = made.make_stream(
                noise, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1000,
                Height=2000, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceGray,
            )  # fmt: skip
            page = made.pages[heavy]
            page.Contents = made.make_stream(b"q 500 0 0 700 40 60 cm /Photo Do Q")
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=photo))
            made.save(file, static_id=True)
    paper = replace(
        letter, pdf=file, pages=(letter.pages[0],) * pages, sha256=file_sha256(file)
    )  # fmt: skip
    return replace(plan, sections=(*others, replace(loss, documents=(paper, *loss.documents[1:]))))


def test_a_page_too_large_for_a_file_has_a_volume_to_itself_and_divides_nothing_else(
    plan: PacketPlan, tmp_path: Path
) -> None:
    limits = Limits(size=1_500_000)
    made = with_photo(plan, 12, heavy=5)
    volumes = build_volumes(made, tmp_path, limits, NoProgress())
    over = [v for v in volumes if v.size > 1_500_000]
    assert [[(d.id, d.start, len(d.pages)) for d in v.plan.papers()] for v in over] == [
        [(next(over[0].plan.papers()).id, 5, 1)]
    ]
    assert len(volumes) <= 5
    (said,) = over[0].oversize(limits)
    assert "催款函" in said.zh
    assert "第 6 页" in said.zh
    assert "page 6" in said.en
    assert "--max-mb 3" in said.en
    assert all(not v.oversize(limits) for v in volumes if v not in over)


@pytest.mark.slow
def test_a_form_longer_than_a_volume_is_named_with_what_would_hold_it(
    plan: PacketPlan, tmp_path: Path
) -> None:
    made, form = with_long_list(plan)
    limits = Limits(pages=40)
    volumes = build_volumes(made, tmp_path, limits, NoProgress())
    (over,) = (v for v in volumes if v.built.pages > 40)
    assert [d.id for d in over.plan.documents()] == [form.id]
    (said,) = over.oversize(limits)
    first, last = over.ranges[form.id]
    assert f"{over.built.pages - 40} over the limit of 40" in said.en
    assert f"takes {last - first + 1} of them" in said.en
    assert form.slot in said.zh
    wide = Limits(pages=int(re.findall(r"--max-pages (\d+)", said.en)[0]))
    assert [
        v for v in build_volumes(made, tmp_path, wide, NoProgress()) if v.oversize(wide)
    ] == []  # what it says to do is enough
    evidence = ClientEvidence(
        plan=over.plan, source_hashes={}, rebuilt_sha256=over.built.sha256, limits=limits
    )
    found = verify_packet(over.file, evidence).of("V29")
    assert found.verdict is WARN
    assert form.slot in found.message.zh


def with_long_list(plan: PacketPlan) -> tuple[PacketPlan, FormDocument]:
    """Return the plan with a form whose table fills more pages than a volume has."""
    for section in plan.sections:
        for document in section.documents:
            if isinstance(document, FormDocument) and document.content.values.tables:
                values = document.content.values
                tables = {key: rows * 85 for key, rows in values.tables.items()}
                filled = replace(document.content, values=FormValues(values.fields, tables))
                long = replace(document, content=filled)
                sections = tuple(
                    replace(s, documents=tuple(long if d is document else d for d in s.documents))
                    for s in plan.sections
                )
                return replace(plan, sections=sections), long
    raise AssertionError


def test_the_copy_for_filing_is_counted_without_blank_backs(
    plan: PacketPlan, tmp_path: Path
) -> None:
    both = many_pages(plan)
    one = replace(both, profile=Profile.FILE)
    limits = Limits(pages=LIMIT)
    (tmp_path / "one").mkdir()
    sealed = build_volumes(both, tmp_path, limits, NoProgress())
    filed = build_volumes(one, tmp_path / "one", limits, NoProgress())
    assert max(v.built.pages for v in filed) <= LIMIT
    assert sum(v.built.pages for v in filed) < sum(v.built.pages for v in sealed)
    text = pypdf.PdfReader(filed[-1].file).pages[0].extract_text()
    assert f"{filed[-1].built.pages}页，{filed[-1].built.pages}张" in "".join(text.split())
