"""Make the client file of the first landing: the demo's records with some of its papers.

    python tools/first_landing.py

Writes ``tests/data/first_landing/demo.xinbao`` once; every later version must open it and say
the same of it. A file that exists is never overwritten.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from xinbao_desktop.app.demo import CASE, RECORDS
from xinbao_desktop.app.demo_papers import demo_papers
from xinbao_desktop.assets import asset
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.papers.mockup import Look, made

OUT = Path(__file__).parents[1] / "tests" / "data" / "first_landing" / "demo.xinbao"


def main() -> None:
    """Import the demo's records and file the papers that are text PDFs (they are small)."""
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        services = build_services(folder=Path(place) / "home")
        with services.create_client(OUT) as client:
            client.imports.apply(client.imports.preview(asset(RECORDS)))
            records = client.records.client()
            for seed, paper in enumerate(demo_papers(records, records.case_by_no[CASE])):
                if paper.look is Look.TEXT_PDF:
                    file = Path(place) / paper.name
                    file.write_bytes(made(paper.paper, paper.look, seed))
                    client.evidence.add(
                        CASE, [file], slot=paper.slot, invoice=paper.invoice or None
                    )
    print(OUT, OUT.stat().st_size)


if __name__ == "__main__":
    main()
