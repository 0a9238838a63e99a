"""`python -m workers verify`, as an operator runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import insert, update

from desk import digests, events
from desk.actors import Actor
from desk.context import Desk
from desk.files import store
from desk.journal import Journal
from desk.recording import open_complaint
from desk.schema import events as happened
from desk.schema import media
from desk.sealing import Cipher
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


@pytest.fixture
def secret(desk: Desk) -> Desk:
    """The same with a confidential complaint, and a photo of an identity card."""
    with desk.journal.write() as connection:
        fields = {"body": "Pungli", "confidential": True}
        row = open_complaint(connection, desk, fields, now=AGO)
        number, actor = str(row["number"]), Actor("ani@contoh.test", "Ani", ())
        events.add(connection, number=number, action="Catat", actor=actor, note="b", now=AGO)
        kept = store(desk, b"%PDF-1.7 kartu", identity=True)
        file = {"path": kept.path, "sha256": kept.sha256, "state": "stored", "identity": True}
        file |= {"id": "F1", "number": number, "at": AGO, "origin": "citizen"}
        connection.execute(insert(media).values(**file))
    while digests.keep_up(desk, now=datetime.now(UTC)):
        pass
    return desk


def verify(desk: Desk, *arguments: str, key: str = "") -> subprocess.CompletedProcess[str]:
    settings = {"JOURNAL_URL": desk.journal.url, "MEDIA_DIR": str(desk.media_dir)}
    settings["MEDIA_KEY"] = key
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


@pytest.mark.parametrize(
    "key", ["", "bukan kunci", Fernet.generate_key().decode()], ids=["none", "no key", "another"]
)
def test_what_another_key_sealed_is_told_apart_from_what_was_changed(
    secret: Desk, key: str
) -> None:
    said = verify(secret, key=key)
    assert (said.returncode, "Traceback" in said.stderr, "! " in said.stdout) == (3, False, False)
    assert "Belum diperiksa: 2 kejadian aduan rahasia dan 1 berkas KTP" in said.stdout
    assert "Yang diperiksa sama: 3 catatan, 0 berkas." in said.stdout
    whole = verify(secret, key=secret.media_key)
    assert (whole.returncode, "Semua sama: 5 catatan, 1 berkas." in whole.stdout) == (0, True)


def test_with_the_key_a_sealed_word_that_does_not_open_is_a_difference(secret: Desk) -> None:
    with secret.journal.write() as connection:
        other = Cipher(Fernet.generate_key().decode()).seal("c")
        changed = update(happened).where(happened.c.note == "b").values(note=other)
        connection.execute(changed)
    said = verify(secret, key=secret.media_key)
    assert (said.returncode, said.stdout.count("! Kejadian")) == (1, 1)


def test_without_the_key_a_change_of_what_is_readable_is_found(secret: Desk) -> None:
    with secret.journal.write() as connection:
        connection.execute(update(happened).where(happened.c.note == "a").values(note="b"))
    said = verify(secret)
    assert said.returncode == 1
    assert "! Kejadian" in said.stdout and "Belum diperiksa: 2 kejadian" in said.stdout
