"""What the disk itself says: room that is left, and whether it may be written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk import storage
from desk.context import Desk
from desk.journal import Journal
from tests.disks import MAY_MOUNT, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    if not MAY_MOUNT:
        pytest.skip("a disk of its own needs root and the right to mount")
    with small_disk(tmp_path / "disk", megabytes=150) as folder:
        yield folder


def codes(desk: Desk) -> list[str]:
    return [code for code, _ in storage.troubles(desk)]


def test_a_disk_with_room_is_no_trouble(desk: Desk) -> None:
    assert codes(desk) == []


def test_a_disk_that_fills_up_is_told_with_what_is_left(desk: Desk, disk: Path) -> None:
    there = replace(desk, media_dir=disk / "media")
    assert codes(there) == []
    (disk / "lain").write_bytes(bytes(60 * 1024 * 1024))
    ((code, text),) = storage.troubles(there)
    assert code == storage.ALARM_LOW
    assert "foto dan dokumen hanya 90 MB" in text or "hanya 89 MB" in text


def test_a_disk_that_may_only_be_read_is_told(desk: Desk, disk: Path) -> None:
    journal = Journal(f"sqlite:///{disk}/journal.db").create()
    journal.close()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    there = replace(desk, journal=journal, media_dir=disk / "media")
    assert codes(there) == [storage.ALARM_READ_ONLY] * 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere but on such a disk")
def test_a_folder_without_the_right_to_write_is_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "media").mkdir(mode=0o500)
    assert codes(desk) == [storage.ALARM_READ_ONLY]
