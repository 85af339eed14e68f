"""The program on a day that stands still, with a settings folder of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from xinbao_desktop.bootstrap import build_services

ON = date(2024, 8, 1)


class FixedClock:
    """Stands still on a day of August 2024."""

    def today(self):
        return ON

    def now(self):
        return datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def services(tmp_path, monkeypatch):
    """Return the services of a program that keeps its settings under the test's folder."""
    monkeypatch.setenv("XINBAO_HOME", str(tmp_path / "home"))
    return build_services(folder=tmp_path / "home", clock=FixedClock())
