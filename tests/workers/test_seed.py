"""`make seed`: only on the stand-ins."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from desk.journal import Journal
from desk.recording import Recorded, record
from desk.schema import complaints
from desk.seeds.history import Filled
from tests.conftest import MONDAY, open_desk, person
from workers.__main__ import main as worker
from workers.seed import in_words, main

GATEWAY = {
    "GATEWAY_URL": "https://api.contoh.test",
    "GATEWAY_INSTANCE": "1",
    "GATEWAY_TOKEN": "t",
    "MEDIA_KEY": "t7nCw1Ai0Zk1q3f5m0h1v8u5m1rH7Qb0zq2s2tB4x1E=",
}
SHEET = {"SHEETS_SPREADSHEET_ID": "abc", "GOOGLE_APPLICATION_CREDENTIALS": "key.json"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (*GATEWAY, *SHEET, "JOURNAL_URL", "SANDBOX_DIR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("real", "setting"), [(GATEWAY, "GATEWAY_URL"), (SHEET, "SHEETS_SPREADSHEET_ID")]
)
def test_a_real_service_is_refused_before_anything_is_written(
    real: dict[str, str],
    setting: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in real.items():
        monkeypatch.setenv(name, value)
    assert main([]) == 1
    said = capsys.readouterr().err
    assert setting in said and said.count("\n") == 1
    assert not list(folder.iterdir())


def test_a_start_leaves_a_journal_with_complaints_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal("sqlite:///.data/journal.db").create()
    desk = open_desk(journal, folder, MONDAY)
    record(desk, person(desk, "Admin Kota"), Recorded("Telepon", "Lampu mati"), now=MONDAY)
    journal.close()
    assert main(["--if-empty"]) == 0
    assert capsys.readouterr().out == ""


def test_a_second_run_says_that_nothing_was_added() -> None:
    assert in_words(Filled(0, 812)).startswith("Riwayat contoh sudah ada (812 aduan)")
    assert "812 aduan" in in_words(Filled(812, 812))


def test_no_worker_sends_examples_to_a_real_phone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal(f"sqlite:///{folder}/journal.db").create()
    desk = open_desk(journal, folder, MONDAY)
    recorded = Recorded(channel="Telepon", body="Lampu mati")
    number = record(desk, person(desk, "Admin Kota"), recorded, now=MONDAY)
    with journal.write() as connection:
        mark = update(complaints).where(complaints.c.number == number).values(example=True)
        connection.execute(mark)
    journal.close()
    monkeypatch.setenv("JOURNAL_URL", f"sqlite:///{folder}/journal.db")
    for name, value in GATEWAY.items():
        monkeypatch.setenv(name, value)
    assert worker([]) == 1
    assert "aduan contoh" in capsys.readouterr().err
