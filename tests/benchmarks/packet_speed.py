"""Measure the building of a packet beside its floors; run by hand.

    python tests/benchmarks/packet_speed.py [PAPERS PAGES_EACH] …

Each way runs three times in processes of its own, and of the quickest are printed: seconds of the
processor and by the clock, peak memory, size, and how many times the seconds of the floor: a plain
merge by qpdf. Beside it a merge by pikepdf, a bundle with bookmarks by pypdf, our build (index,
links, stamps, manifest), and verifying it. Papers are noisy 200-dpi greyscale scans.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 3  # of each way the quickest counts
CLIENT = "benchmark"


def draw(folder: Path, papers: int, pages: int) -> None:
    """Write the papers."""
    from PIL import Image, ImageDraw

    noise = Image.effect_noise((1654, 2339), 24)
    for number in range(papers):
        sheets = []
        for page in range(pages):
            sheet = Image.new("L", (1654, 2339), 244)
            pen = ImageDraw.Draw(sheet)
            for line in range(50):
                pen.text((160, 160 + line * 40), f"paper {number} page {page} line {line} " * 4)
            sheets.append(Image.blend(sheet, noise, 0.2))
        file = folder / f"{number:05d}.pdf"
        sheets[0].save(
            file, "PDF", resolution=200, save_all=True, append_images=sheets[1:], quality=60
        )


def plan_of(files: list[Path]) -> object:
    """Return a packet that holds nothing but the papers."""
    import pikepdf

    from xinbao_desktop.catalog.form import form
    from xinbao_desktop.domain.form import FilledForm, FormValues
    from xinbao_desktop.domain.packet_plan import (
        PacketPlan,
        PacketSheets,
        PackRef,
        PageInfo,
        PaperDocument,
        Profile,
        Section,
    )
    from xinbao_desktop.text import Text, same

    documents = []
    for file in files:
        with pikepdf.Pdf.open(file) as pdf:
            pages = tuple(PageInfo(dpi=200) for _ in pdf.pages)
        documents.append(
            PaperDocument(
                id=file.stem, slot="L01", title=Text(f"单证 {file.stem}", f"Paper {file.stem}"),
                pdf=file, sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
                original_name=file.name, pages=pages, client_id=CLIENT,
            )
        )  # fmt: skip
    return PacketPlan(
        kind="claim", title=Text("索赔卷宗", "Claim packet"), case_no="B-1", client_id=CLIENT,
        client_name_zh="样本公司", client_name_en="Specimen Ltd.", on=date(2026, 1, 5),
        program_version="0", packs=(PackRef("benchmark", "1"),),
        sheets=PacketSheets(
            cover=FilledForm(form=form("cover"), values=FormValues()), index=form("index"),
            check_sheet=form("check_sheet"), divider=form("divider"),
            gap_page=form("gap_page"), manifest=form("manifest"),
            register=form("register"),
            volume_sheet=form("volume_sheet"),
        ),
        sections=(Section(id="all", title=same("All"), documents=tuple(documents)),),
        profile=Profile.FILE,
    )  # fmt: skip


def ours(files: list[Path], out: Path) -> Callable[[], object]:
    """Build a packet."""
    from xinbao_desktop.packet.build import build_packet
    from xinbao_desktop.progress import NoProgress

    plan = plan_of(files)
    return lambda: build_packet(plan, out, NoProgress())


def by_qpdf(files: list[Path], out: Path) -> Callable[[], object]:
    """Copy the pages and nothing else: the floor."""
    import pikepdf

    pages = [word for file in files for word in (str(file), "1-z")]
    return lambda: pikepdf.Job(["qpdf", "--empty", "--pages", *pages, "--", str(out)]).run()


def by_pikepdf(files: list[Path], out: Path) -> Callable[[], object]:
    """Copy the pages in Python."""
    import pikepdf

    def merge() -> None:
        sources = [pikepdf.Pdf.open(file) for file in files]
        with pikepdf.Pdf.new() as pdf:
            for source in sources:
                pdf.pages.extend(source.pages)
            pdf.save(out)

    return merge


def by_pypdf(files: list[Path], out: Path) -> Callable[[], object]:
    """Copy the pages and set a bookmark for each paper."""
    from pypdf import PdfWriter

    def bundle() -> None:
        writer = PdfWriter()
        for file in files:
            writer.append(str(file), outline_item=file.stem)
        writer.write(str(out))

    return bundle


def verified(files: list[Path], out: Path) -> Callable[[], object]:
    """Verify the packet that ``ours`` built."""
    from xinbao_desktop.packet.verify import verify_packet

    return lambda: verify_packet(out)


WAYS = {
    "qpdf": by_qpdf, "pikepdf": by_pikepdf, "pypdf": by_pypdf, "ours": ours, "verify": verified,
}  # fmt: skip


def run(way: str, folder: Path, out: Path) -> dict[str, object]:
    """Do it one way and measure; what it has to import is not counted."""
    work = WAYS[way](sorted(folder.glob("*.pdf")), out)
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {
        "way": way,
        "cpu": round(cpu, 3),
        "wall": round(wall, 3),
        "peak_mb": peak_memory(),
        "size_mb": round(out.stat().st_size / 1e6, 1),
    }


def peak_memory() -> int:
    """Return this process's own peak in MB; what ``getrusage`` says includes the parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def main(arguments: list[str]) -> None:
    """Measure every way for each size asked for."""
    if arguments and arguments[0] in WAYS:
        print(json.dumps(run(arguments[0], Path(arguments[1]), Path(arguments[2]))))  # noqa: T201
        return
    numbers = [int(word) for word in arguments] or [10, 5, 200, 5]
    for papers, pages in zip(numbers[::2], numbers[1::2], strict=True):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "papers").mkdir()
            draw(folder / "papers", papers, pages)
            print(f"{papers} papers of {pages} pages")  # noqa: T201
            floor = 0.0
            for way in WAYS:
                best = min((measured(way, folder) for _ in range(RUNS)), key=lambda m: m["cpu"])
                floor = floor or best["cpu"]
                best["times_qpdf"] = round(best["cpu"] / floor, 1)
                print("  ", json.dumps(best))  # noqa: T201


def measured(way: str, folder: Path) -> dict[str, Any]:
    """Do it in a process of its own."""
    out = folder / ("ours.pdf" if way == "verify" else f"{way}.pdf")
    command = [sys.executable, __file__, way, str(folder / "papers"), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
