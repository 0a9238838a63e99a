"""The days that docs/runbook.md is for, each one really happening to the real programs."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from desk import conditions, faults, keyring, storage
from desk.context import Desk
from desk.journal import Journal
from sop import SOPS
from tests.conftest import SITI, open_desk
from tests.desk.test_keyring import keep_identity
from tests.disks import MAY_MOUNT, small_disk
from tests.stack import ROOT, Stack, wait_for
from tests.workers.test_main import STORY, run

#: Enough for an empty desk and little more.
DISK_MB = 24
#: SQLite's files that are left beside a journal decide which of these it is.
NOT_WRITTEN = (faults.READ_ONLY, faults.FILES_READ_ONLY, faults.NOT_OPENED)


def said(found: subprocess.CompletedProcess[str], sentence: str) -> None:
    """Exactly this, and no program's words."""
    assert (found.returncode, found.stderr) == (1, f"{sentence}\n"), found.stderr


def log(stack: Stack, name: str = "worker") -> str:
    return (stack.folder / f"{name}.log").read_text(errors="replace")


def replies(stack: Stack) -> int:
    return sum(one["direction"] == "out" for one in stack.phone(SITI))


def alarms(stack: Stack) -> list[str]:
    return [alarm["code"] for alarm in stack.status()["alarms"]]


def start(stack: Stack) -> Stack:
    """Stand-ins, a prepared register, and a worker that has begun."""
    stack.start_services()
    stack.provision()
    stack.start_worker()
    wait_for("the worker", lambda: "under way at the last end" in log(stack))
    return stack


def goes_on(stack: Stack) -> None:
    """What was written meanwhile is answered and stands in the Sheet, once."""
    wait_for("the reply", lambda: replies(stack), within_s=60)
    wait_for("the row", lambda: len(stack.rows("Aduan")) == 1, within_s=60)
    assert replies(stack) == 1
    assert stack.running["worker"].poll() is None
    assert "Traceback" not in log(stack)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Stack]:
    """A desk whose journal and photos are on a small disk of their own: `folder / "disk"`."""
    if not MAY_MOUNT:
        pytest.skip("a disk of its own needs root and the right to mount")
    with small_disk(tmp_path / "disk", megabytes=DISK_MB) as disk:
        settings = {
            "JOURNAL_URL": f"sqlite:///{disk}/journal.db",
            "MEDIA_DIR": str(disk / "media"),
            "SYNC_EVERY_S": "1",
        }
        with Stack(tmp_path, settings=settings) as stack:
            yield start(stack)


def test_a_full_disk_is_told_and_what_waits_goes_on_when_there_is_room(small: Stack) -> None:
    filler = small.folder / "disk" / "lain"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        while True:
            file.write(bytes(4096))
    small.write(SITI, STORY)
    wait_for("the sentence", lambda: faults.FULL in log(small), within_s=60)
    assert storage.ALARM_LOW in alarms_of_the_page(small)
    assert not replies(small)
    filler.unlink()
    goes_on(small)


def alarms_of_the_page(stack: Stack) -> list[str]:
    """What Kondisi Sistem shows: it only reads, so it needs no room."""
    with closing(Journal(stack.environment["JOURNAL_URL"])) as journal:
        desk = Desk(journal, SOPS["wadul_aladin"], Path(stack.environment["MEDIA_DIR"]), "")
        return [alarm.code for alarm in conditions.standing(desk, now=datetime.now(UTC))]


def test_a_read_only_disk_is_told_and_all_goes_on_after_it(small: Stack) -> None:
    disk = small.folder / "disk"
    small.stop("worker")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    small.write(SITI, STORY)
    refused, status = run(small), run(small, "status")
    assert refused.returncode == 1 and refused.stderr.strip() in NOT_WRITTEN
    assert status.returncode == 1 and "tulis" in status.stdout + status.stderr
    assert "Traceback" not in status.stderr
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    small.start_worker()
    goes_on(small)


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    with Stack(tmp_path, settings={"SYNC_EVERY_S": "1"}) as made:
        yield made


def test_a_locked_journal_is_told_and_what_waits_goes_on_after_it(stack: Stack) -> None:
    start(stack)
    with closing(sqlite3.connect(stack.folder / "journal.db", isolation_level=None)) as other:
        other.execute("begin exclusive")
        stack.write(SITI, STORY)
        wait_for("the sentence", lambda: faults.LOCKED in log(stack), within_s=40)
        assert not run(stack, "status").stderr  # who only looks waits for nobody
        assert not replies(stack)
        other.execute("rollback")
    goes_on(stack)


def filled_journal(stack: Stack) -> Path:
    """A journal with staff, agencies and one identity photo, and nobody at work."""
    path = stack.folder / "journal.db"
    with closing(Journal(f"sqlite:///{path}").create()) as journal:
        desk = open_desk(journal, stack.folder, datetime.now(UTC))
        keep_identity(desk, datetime.now(UTC))
    return path


@pytest.mark.parametrize("where", ["at its head", "in the middle"])
def test_a_damaged_journal_is_refused_by_worker_and_pages_in_one_sentence(
    stack: Stack, where: str
) -> None:
    path = filled_journal(stack)
    with path.open("r+b") as file:
        file.seek(0 if where == "at its head" else path.stat().st_size // 2)
        file.write(b"\xff" * 8192)
    said(run(stack), faults.DAMAGED)
    if where == "at its head":
        said(pages(stack), faults.DAMAGED)
        said(run(stack, "status"), faults.DAMAGED)


def pages(stack: Stack) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "asgi.py"],
        cwd=ROOT,
        env=stack.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_an_address_that_is_none_is_refused_in_one_sentence(stack: Stack) -> None:
    stack.environment["JOURNAL_URL"] = "jurnal.db"
    said(run(stack), "JOURNAL_URL bukan alamat sqlite:/// atau postgresql://.")


def test_a_database_that_is_away_is_told_in_one_sentence(stack: Stack) -> None:
    stack.environment["JOURNAL_URL"] = "postgresql://wadul@127.0.0.1:1/wadul"
    said(run(stack), faults.AWAY)


def test_a_worker_with_another_media_key_works_and_says_so(stack: Stack) -> None:
    filled_journal(stack)
    stack.environment["MEDIA_KEY"] = Fernet.generate_key().decode()
    start(stack)
    wait_for("the alarm", lambda: keyring.ALARM in alarms(stack))
    stack.write(SITI, STORY)
    goes_on(stack)
