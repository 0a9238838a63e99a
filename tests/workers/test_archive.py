"""The step of the archive beside the passes of the same Sheet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk.journal import Journal
from sheets_schema.client import connect
from tests.conftest import open_desk
from workers import archive
from workers.archive import archive_once


def test_while_a_pass_hangs_the_archive_waits_and_stays_alive(
    sqlite_journal: Journal, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "PATIENCE_S", 0.01)
    sheet = connect("x", url="http://127.0.0.1:9")
    desk = open_desk(sqlite_journal, tmp_path, now)
    with sheet.turn:
        assert archive_once(desk, sheet, [], lambda: now) is False
    assert archive_once(desk, sheet, [], lambda: now) is False  # before the first pass
    sheet.http.session.close()
