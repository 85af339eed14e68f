"""The client file of the first landing: every later version opens it and says the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xinbao_desktop.app.demo import CASE, DEMO_DAY, RECORDS
from xinbao_desktop.assets import asset
from xinbao_desktop.bootstrap import build_services

FILE = Path(__file__).parents[1] / "data" / "first_landing" / "demo.xinbao"


@pytest.fixture
def client(tmp_path):
    copy = tmp_path / "demo.xinbao"
    shutil.copy(FILE, copy)
    with build_services(folder=tmp_path / "home").open_client(copy) as opened:
        yield opened


def test_it_opens_whole_with_every_record_and_paper(client):
    assert [f for f in client.backups.check() if f.damage] == []
    counts = {k: len(getattr(client.records.client(), k)) for k in ("shipments", "limits", "cases")}
    assert counts == {"shipments": 40, "limits": 8, "cases": 1}
    papers = client.evidence.papers(CASE)
    assert sum(1 for paper in papers if paper.info is not None) == 8


def test_it_is_judged_as_on_the_day_it_was_made(client):
    claim = client.claims.claim(CASE, DEMO_DAY)
    assert claim.route == "green"
    assert str(claim.loss.payable) == "233649.0"
    worst = [c.worst for c in client.coverage.shipments(DEMO_DAY)]
    assert (worst.count("blocking"), worst.count("reducing")) == (7, 3)


def test_importing_the_demos_records_again_changes_nothing(client):
    plan = client.imports.preview(asset(RECORDS)).plan
    assert (plan.additions, plan.changes) == ((), ())
