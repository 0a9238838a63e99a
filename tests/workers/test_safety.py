"""The journal is lost: `python -m workers backup`, `restore` and `rebuild`, as an operator does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.conditions import sheet_backlog
from desk.journal import Journal
from tests.conftest import SITI
from tests.stack import ROOT, Stack, wait_for
from tests.workers.test_main import STORY, run

BUDI, RINI = "6281999999999@c.us", "6281888888888@c.us"


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """Stand-ins, a prepared register, and a worker that has taken in one complaint."""
    with Stack(tmp_path, settings={"SYNC_EVERY_S": "1"}) as made:
        made.start_services()
        made.provision()
        made.start_worker()
        made.write(SITI, STORY)
        settled(made, 1)
        yield made


def settled(stack: Stack, complaints: int) -> None:
    """So many complaints stand in the Sheet with their replies, and nothing waits to be written."""

    def replies() -> int:
        return sum(row["Tindakan"] == "Balasan Otomatis" for row in stack.rows("Riwayat"))

    wait_for("the replies' rows", lambda: replies() == complaints, within_s=60)
    journal = Journal(stack.environment["JOURNAL_URL"])

    def backlog() -> int:
        with journal.read() as connection:
            return sheet_backlog(connection)

    wait_for("nothing waits", lambda: backlog() == 0, within_s=60)
    journal.close()


def lose_journal(stack: Stack) -> None:
    for path in stack.folder.glob("journal.db*"):
        path.unlink()


def sent(stack: Stack) -> list[tuple[str, str]]:
    found = [(chat, one) for chat in (SITI, BUDI, RINI) for one in stack.phone(chat)]
    return [(chat, one["text"]) for chat, one in found if one["direction"] == "out"]


def said(found: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert found.returncode == code, found.stderr
    for word in words:
        assert word in found.stderr


def test_a_lost_journal_is_noticed_restored_or_made_again_and_worked_with(stack: Stack) -> None:
    said(run(stack, "backup", str(stack.folder / "satu.zip")), 0, "Cadangan:", "MEDIA_KEY")
    stack.write(BUDI, "Sampah menumpuk di Pasar Banjarsari")
    settled(stack, 2)
    said(run(stack, "rebuild"), 1, "Pekerja lain sedang berjalan")
    stack.kill("worker")
    lose_journal(stack)
    said(run(stack), 1, "nomor baru akan bertabrakan", "python -m workers rebuild")
    seeding = [sys.executable, "-m", "workers.seed", "--if-empty"]
    seeded = subprocess.run(
        seeding, cwd=ROOT, env=stack.environment, capture_output=True, text=True, timeout=60
    )
    said(seeded, 1, "nomor baru akan bertabrakan")
    rows, told = stack.rows("Aduan"), sent(stack)

    # The second complaint is not in the backup.
    said(run(stack, "restore", str(stack.folder / "satu.zip")), 0, "1 aduan", "-00103")
    stack.start_worker()
    stack.write(SITI, "Masih gelap, tolong segera")
    wait_for("the note", lambda: len(sent(stack)) == len(told) + 1)
    settled(stack, 2)
    stack.stop("worker")
    assert [row["No. Aduan"] for row in stack.rows("Aduan")] == [row["No. Aduan"] for row in rows]
    told = sent(stack)

    lose_journal(stack)
    said(run(stack, "rebuild"), 0, "2 aduan", "Riwayat: baris", "-00103")
    stack.start_worker()
    stack.write(RINI, "Jalan berlubang di Jl. Mawar")
    settled(stack, 3)
    assert stack.rows("Aduan")[-1]["No. Aduan"].endswith("-00103")
    assert len(sent(stack)) == len(told) + 1
