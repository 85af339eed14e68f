"""Many and large papers: neither memory nor open files grow with them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from xinbao_desktop.domain.packet_plan import PageInfo, Section
from xinbao_desktop.packet.build import build_packet
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import same

if TYPE_CHECKING:
    from xinbao_desktop.domain.packet_plan import PacketPlan

MANY = 120
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and figures as Linux has")


def scan(file: Path, size: int) -> Path:
    """Write a paper of one page whose picture is ``size`` bytes that nothing makes smaller."""
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595.28, 841.89))
        page.obj.Resources = Dictionary(XObject=Dictionary(Scan=picture(pdf, size)))
        page.obj.Contents = pdf.make_stream(b"q 595.28 0 0 841.89 0 0 cm /Scan Do Q")
        pdf.save(file)
    return file


def picture(pdf: pikepdf.Pdf, size: int) -> pikepdf.Stream:
    return pdf.make_stream(
        os.urandom(size),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=10,
        Height=10,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def with_papers(plan: PacketPlan, files: list[Path]) -> PacketPlan:
    """Return a packet of nothing but these papers."""
    paper = next(plan.papers())
    documents = tuple(
        replace(paper, id=f"L{number:03d}", pdf=file, pages=(PageInfo(),))
        for number, file in enumerate(files)
    )
    return replace(plan, sections=(Section(id="all", title=same("All"), documents=documents),))


def test_there_may_be_more_papers_than_files_a_process_may_open(
    plan: PacketPlan, tmp_path: Path
) -> None:
    import resource

    many = with_papers(plan, [scan(tmp_path / f"{n}.pdf", 100) for n in range(MANY)])
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (MANY // 2, before[1]))
    try:
        built = build_packet(many, tmp_path / "many.pdf", NoProgress())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert built.pages > MANY


GROWS = dedent(
    """
    import sys
    from pathlib import Path
    sys.path[:0] = [sys.argv[1]]
    import conftest, test_large
    from xinbao_desktop.packet.build import build_packet
    from xinbao_desktop.progress import NoProgress

    folder = Path(sys.argv[2])
    plan = test_large.with_papers(conftest.Maker(folder).plan(), sorted(folder.glob("big-*")))

    def peak():
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line)

    build_packet(conftest.Maker(folder).plan(), folder / "small.pdf", NoProgress())
    before = peak()
    build_packet(plan, folder / "large.pdf", NoProgress())
    sys.stdout.write(str((peak() - before) // 1024))
    """
)


@pytest.mark.slow
def test_the_memory_of_a_build_does_not_grow_with_the_papers_bytes(tmp_path: Path) -> None:
    size, count = 8 << 20, 30
    for number in range(count):
        scan(tmp_path / f"big-{number:02d}.pdf", size)
    done = subprocess.run(
        [sys.executable, "-c", GROWS, str(Path(__file__).parent), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "large.pdf").stat().st_size > size * count
    assert int(done.stdout) < 60  # MB more than for a small packet, of 240 MB of papers
