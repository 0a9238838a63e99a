"""`python -m workers`, as an operator runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.conftest import SITI
from tests.stack import ROOT, Stack, wait_for

STORY = "Lampu jalan mati di Jl. Veteran sejak Senin malam"


def run(stack: Stack, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workers", *arguments],
        cwd=ROOT,
        env=stack.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """Stand-ins and a prepared register, no worker yet."""
    with Stack(tmp_path, settings={"SYNC_EVERY_S": "1"}) as made:
        made.start_services()
        made.provision()
        yield made


def test_key_prints_a_key(tmp_path: Path) -> None:
    Fernet(run(Stack(tmp_path), "key").stdout.strip())


def test_status_says_that_no_worker_runs(tmp_path: Path) -> None:
    found = run(Stack(tmp_path), "status")
    assert found.returncode == 1
    assert "! Pekerja belum berjalan; jalankan python -m workers." in found.stdout


def test_a_journal_that_cannot_be_opened_is_refused_in_one_sentence(tmp_path: Path) -> None:
    stack = Stack(tmp_path, settings={"JOURNAL_URL": f"sqlite:///{ROOT}/README.md"})
    found = run(stack)
    assert found.returncode == 1
    assert "JOURNAL_URL" in found.stderr and found.stderr.count("\n") == 1


def test_the_worker_answers_refuses_a_second_one_and_ends_cleanly(stack: Stack) -> None:
    stack.start_worker()
    stack.write(SITI, STORY)
    wait_for("a reply", lambda: [one for one in stack.phone(SITI) if one["direction"] == "out"])
    wait_for("a row in the Sheet", lambda: stack.rows("Aduan"))
    wait_for("health", lambda: run(stack, "status").returncode == 0)

    second = run(stack)
    assert second.returncode == 1
    assert second.stderr.startswith("Pekerja lain sedang berjalan")
    assert stack.status()["gateway"] == "authorized"

    assert stack.stop("worker") == 0
    wait_for("no second complaint", lambda: len(stack.rows("Aduan")) == 1)
