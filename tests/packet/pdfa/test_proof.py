"""Packets that say they are archival are, as PDFBox Preflight sees it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image, ImageCms, ImageDraw

from xinbao_desktop.domain.channel import Limits
from xinbao_desktop.domain.packet_plan import (
    Hindrance,
    PacketPlan,
    PageInfo,
    PaperDocument,
    Profile,
    Section,
)
from xinbao_desktop.domain.paper import PreparedPaper
from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.packet.build import build_packet
from xinbao_desktop.packet.verify import verify_packet
from xinbao_desktop.packet.volumes import build_volumes
from xinbao_desktop.papers.convert import convert
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from xinbao_desktop.domain.verification import CheckResult

    Validator: TypeAlias = Callable[[Path], str] | None

# Seen only by who reads what the pages draw, or looks into fonts and profiles.
UNSEEN = frozenset(
    {
        "CMYK ink", "CMYK space", "CMYK shading", "newer profile", "profile of other colours",
        "16 bits", "smoothed inline picture", "drawn font", "wrong widths", "own encoding",
        "letter not embedded", "wrong composite widths", "part without its list",
        "glyph beyond the font", "glyph left out of its list", "font of another name",
    }
)  # fmt: skip
HEIC = Path(__file__).parents[2] / "papers" / "data" / "corner.heic"


def with_papers(plan: PacketPlan, files: Iterable[Path], **changes: Any) -> PacketPlan:
    documents = []
    for number, file in enumerate(files):
        with pikepdf.Pdf.open(file) as pdf:
            pages = tuple(PageInfo() for _ in pdf.pages)
        documents.append(
            PaperDocument(
                id=f"D{number}", slot="T01", title=same(file.stem), pdf=file, pages=pages,
                sha256=hashlib.sha256(file.read_bytes()).hexdigest(), original_name=file.name,
                client_id=plan.client_id, **changes,
            )
        )  # fmt: skip
    papers = Section(id="papers", title=same("Papers"), documents=tuple(documents))
    return replace(plan, sections=(*plan.sections, papers))


def claims(file: Path) -> bool:
    with pikepdf.Pdf.open(file) as pdf:
        return b"pdfaid:part>1<" in pdf.Root.Metadata.read_bytes()


def check_sheet(file: Path) -> str:
    with pikepdf.Pdf.open(file) as pdf:
        kinds = [str(page.PieceInfo.XinbaoPacket.Private.Kind) for page in pdf.pages]
    from pypdf import PdfReader

    pages = PdfReader(file).pages
    words = [pages[n].extract_text() for n, kind in enumerate(kinds) if kind in {"check", "volume"}]
    return "".join("".join(words).split())


def drawn() -> Image.Image:
    """A picture with letters, a red seal and grain, as a scan has them."""
    image = Image.effect_noise((827, 1169), 30).convert("RGB")
    pen = ImageDraw.Draw(image)
    for line in range(30):
        pen.text((80, 80 + 30 * line), f"Line {line} of a delivery note", fill="black")
    pen.ellipse((500, 800, 700, 1000), outline="red", width=8)
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "ar@hetang.example", "inkoop@noordzee.example"
    message["Subject"] = "逾期货款 Overdue payment 𬭎𫖯"
    message.set_content("请于七日内付款。\nPlease pay within seven days. — Café, ½ paid\n" * 30)
    return bytes(message)


@pytest.fixture
def taken_in(tmp_path: Path) -> list[Path]:
    """The A4 copies of one file of every kind that intake knows."""
    image = drawn()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sources = {
        "photo.jpg": saved(image, "JPEG", dpi=(100, 100)),
        "grey.jpg": saved(image.convert("L"), "JPEG", progressive=True),
        "profile.jpg": saved(image, "JPEG", icc_profile=profile),
        "cmyk.jpg": saved(image.convert("CMYK"), "JPEG"),
        "drawn.png": saved(Image.new("RGB", (800, 600), "white"), "PNG"),
        "glass.png": saved(Image.new("RGBA", (800, 600), (200, 0, 0, 90)), "PNG"),
        "deep.png": saved(Image.new("I;16", (800, 600), 40000), "PNG"),
        "fax.tif": saved(image.convert("1"), "TIFF", compression="group4", dpi=(200, 200)),
        "pages.tif": saved(image, "TIFF", save_all=True, append_images=[image.convert("L")]),
        "photo.heic": HEIC.read_bytes(),
        "demand.eml": mail(),
        "note.txt": "催款函 Demand\n".encode("gb18030") * 90,
        "scan.pdf": saved(image, "PDF", resolution=100),
    }
    copies = []
    for name, data in sources.items():
        source, copy = tmp_path / name, tmp_path / f"{name}.copy.pdf"
        source.write_bytes(data)
        assert isinstance(convert(source, copy, {}), PreparedPaper), name
        copies.append(copy)
    return copies


@pytest.mark.slow
@pytest.mark.parametrize("profile", Profile)
def test_a_packet_of_allowed_papers_is_archival(
    bare_plan: PacketPlan, all_allowed: list[Path], taken_in: list[Path], tmp_path: Path,
    profile: Profile, validator: Validator,
) -> None:  # fmt: skip
    out = tmp_path / "out.pdf"
    plan = with_papers(replace(bare_plan, profile=profile), [*all_allowed, *taken_in])
    build_packet(plan, out, NoProgress())
    assert claims(out)
    assert validator is None or validator(out) == ""
    assert "符合PDF/A-1b" in check_sheet(out)


@pytest.mark.slow
def test_so_is_each_of_its_volumes(
    bare_plan: PacketPlan, taken_in: list[Path], tmp_path: Path, validator: Validator
) -> None:
    (tmp_path / "out").mkdir()
    plan = with_papers(bare_plan, taken_in)
    volumes = build_volumes(plan, tmp_path / "out", Limits(pages=30), NoProgress())
    assert len(volumes) > 1
    for volume in volumes:
        assert claims(volume.file)
        assert validator is None or validator(volume.file) == ""


def test_papers_that_hinder_are_named_and_nothing_is_claimed(
    bare_plan: PacketPlan, all_hindered: list[Any], tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    build_packet(with_papers(bare_plan, [paper.file for paper in all_hindered]), out, NoProgress())
    assert (claims(out), version(out)) == (False, "1.7")
    found = check_sheet(out)
    assert "未声明PDF/A，" in found
    for hindrance in Hindrance:
        words = bare_plan.sheets.check_sheet.words[f"hindered_{hindrance}"]
        assert words.zh.removesuffix("{tabs}").replace(" ", "") in found


@pytest.mark.slow
def test_printed_as_pictures_they_are_archival(
    bare_plan: PacketPlan, tmp_path: Path, validator: Validator
) -> None:
    files = []
    for number in range(2):
        file = tmp_path / f"{number}.pdf"
        with pikepdf.Pdf.new() as pdf:
            page = pdf.add_blank_page(page_size=(595.276, 841.89))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.obj.Contents = pdf.make_stream(b"BT /F 20 Tf 90 600 Td (Statement) Tj ET")
            pdf.save(file)
        files.append(file)
    out = tmp_path / "out.pdf"
    build_packet(with_papers(bare_plan, files, as_picture=True), out, NoProgress())
    assert claims(out)
    assert validator is None or validator(out) == ""


def test_verify_believes_what_is_kept(
    bare_plan: PacketPlan, taken_in: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    build_packet(with_papers(bare_plan, taken_in), out, NoProgress())
    assert (claims(out), version(out)) == (True, "1.4")
    assert v25(out).verdict is CheckVerdict.PASS


def test_a_volume_answers_for_its_own_papers_alone(
    bare_plan: PacketPlan, taken_in: list[Path], all_hindered: list[Any], tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    plan = with_papers(bare_plan, [*taken_in, all_hindered[0].file])
    volumes = build_volumes(plan, tmp_path / "out", Limits(pages=30), NoProgress())
    assert [claims(volume.file) for volume in volumes] == [True] * (len(volumes) - 1) + [False]
    said = [check_sheet(volume.file) for volume in volumes]
    assert ["未声明PDF/A" in words for words in said] == [False] * (len(said) - 1) + [True]


@pytest.mark.parametrize("broken", ["object streams", "no output intent", "no /ID"])
def test_verify_finds_a_file_that_is_not_kept_as_it_claims(
    bare_plan: PacketPlan, tmp_path: Path, broken: str
) -> None:
    out, changed = tmp_path / "out.pdf", tmp_path / "changed.pdf"
    build_packet(bare_plan, out, NoProgress())
    streams = broken == "object streams"
    mode = pikepdf.ObjectStreamMode.generate if streams else pikepdf.ObjectStreamMode.disable
    with pikepdf.Pdf.open(out) as pdf:
        if broken == "no output intent":
            del pdf.Root.OutputIntents
        pdf.save(changed, object_stream_mode=mode)
    if broken == "no /ID":
        changed.write_bytes(changed.read_bytes().replace(b"/ID [", b"/IX ["))
    found = v25(changed)
    assert (found.verdict, broken in found.message.en) == (CheckVerdict.WARN, True)


def test_verify_finds_a_claim_that_is_not_kept(
    bare_plan: PacketPlan, all_hindered: list[Any], tmp_path: Path
) -> None:
    """Our own packet, into which somebody put pages that an archive would not take."""
    out = tmp_path / "out.pdf"
    build_packet(bare_plan, out, NoProgress())
    with pikepdf.Pdf.open(out) as pdf:
        before = len(pdf.pages)
        for paper in all_hindered:
            with pikepdf.Pdf.open(paper.file) as other:
                pdf.pages.extend(other.pages)
        pdf.save(tmp_path / "x.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    found = v25(tmp_path / "x.pdf")
    seen = [
        number
        for number, paper in enumerate(all_hindered, start=before + 1)
        if paper.hindrance is not Hindrance.CONTENT and paper.name not in UNSEEN
    ]
    assert found.verdict is CheckVerdict.WARN
    assert set(found.pages) >= set(seen)
    assert len(seen) > len(all_hindered) / 4
    assert min(found.pages) > before


def version(file: Path) -> str:
    with pikepdf.Pdf.open(file) as pdf:
        return pdf.pdf_version


def v25(file: Path) -> CheckResult:
    return next(check for check in verify_packet(file).checks if check.id == "V25")
