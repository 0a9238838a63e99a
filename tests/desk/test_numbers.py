"""Numbers are unique, whoever asks at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from desk.context import Desk
from desk.recording import open_complaint
from tests.conftest import SITI


def test_eight_writers_get_different_numbers_without_a_gap(desk: Desk, now: datetime) -> None:
    def write(_: int) -> str:
        with desk.journal.write() as connection:
            fields = {"gateway": "green_api", "chat_id": SITI, "body": "Jalan rusak"}
            return str(open_complaint(connection, desk, fields, now=now)["number"])

    with ThreadPoolExecutor(8) as writers:
        numbers = list(writers.map(write, range(80)))
    assert sorted(numbers) == [f"ALADIN-2026-{count:05d}" for count in range(1, 81)]
