"""`python -m workers verify`, as an operator runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from desk import digests, events
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.recording import open_complaint
from desk.schema import events as happened
from tests.conftest import open_desk
from tests.stack import ROOT

AGO = datetime.now(UTC) - timedelta(days=70)


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path) -> Desk:
    """Two months ago something happened, and the worker has sealed it since."""
    made = open_desk(sqlite_journal, tmp_path, AGO)
    with made.journal.write() as connection:
        row = open_complaint(connection, made, {"body": "Lampu mati"}, now=AGO)
        number, actor = str(row["number"]), Actor("ani@contoh.test", "Ani", ())
        events.add(connection, number=number, action="Catat", actor=actor, note="a", now=AGO)
    while digests.keep_up(made, now=datetime.now(UTC)):
        pass
    return made


def verify(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {"JOURNAL_URL": desk.journal.url, "MEDIA_DIR": str(desk.media_dir)}
    return subprocess.run(
        [sys.executable, "-m", "workers", "verify", *arguments],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_sound_record_prints_the_digest_of_each_month(desk: Desk) -> None:
    said = verify(desk)
    with desk.journal.read() as connection:
        digest = digests.of_month(connection, f"{AGO:%Y-%m}", UTC)
    assert (said.returncode, said.stderr.count("Traceback")) == (0, 0)
    assert digest.hex in said.stdout
    assert "Semua sama" in said.stdout


def test_a_changed_event_is_one_sentence_and_exit_code_1(desk: Desk) -> None:
    with desk.journal.write() as connection:
        connection.execute(update(happened).where(happened.c.note == "a").values(note="b"))
    said = verify(desk, "--month", f"{AGO:%Y-%m}")
    assert said.returncode == 1
    assert "! Kejadian" in said.stdout
    assert "Traceback" not in said.stderr


def test_what_is_no_month_is_told(desk: Desk) -> None:
    said = verify(desk, "--month", "oktober")
    assert said.returncode == 2
    assert "bukan bulan; tulis misalnya 2026-10" in said.stderr
