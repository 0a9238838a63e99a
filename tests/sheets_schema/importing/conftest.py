from __future__ import annotations

from pathlib import Path

import pytest

from desk.journal import Journal
from tests.conftest import MONDAY, open_desk
from tests.sheets_schema.importing.computer import Computer


@pytest.fixture
def computer(
    sqlite_journal: Journal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Computer:
    open_desk(sqlite_journal, tmp_path, MONDAY)
    return Computer(sqlite_journal, monkeypatch, capsys)
