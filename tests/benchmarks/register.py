"""A register that is already full: closed complaints of past months, in journal and Sheet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from desk import journal
from desk.schema import complaints, counters
from tests.benchmarks.measure import Journal
from tests.stack import Stack, wait_for

CHUNK = 5_000


def fill(stack: Stack, count: int, *, is_open: bool = False) -> None:
    """Write them to the journal and let the worker bring them over.

    `is_open`: complaints that nobody has taken up, instead of closed ones.
    """
    now = datetime.now(UTC)
    book = journal.Journal(f"sqlite:///{stack.folder}/journal.db").create()
    for first in range(1, count + 1, CHUNK):
        each = _open if is_open else _closed
        rows = [each(i, count, now) for i in range(first, min(first + CHUNK, count + 1))]
        with book.write() as connection:
            connection.execute(insert(complaints), rows)
    with book.write() as connection:
        connection.execute(insert(counters).values(name=f"ALADIN-{now.year}", value=count))
    book.close()
    arrived = Journal(stack)
    stack.start_worker()
    wait_for(f"{count} rows in the Sheet", lambda: arrived.rows() == count, within_s=900)
    stack.stop("worker")


def _closed(index: int, count: int, now: datetime) -> dict[str, Any]:
    at = now - timedelta(days=30) - timedelta(minutes=10 * (count - index))
    return {
        "number": f"ALADIN-{now.year}-{index:05d}",
        "received_at": at,
        "updated_at": at,
        "state": "Selesai",
        "state_since": at,
        "closed_at": at,
        "close_reason": "Ditindaklanjuti",
        "gateway": "green_api",
        "chat_id": f"6281{index:09d}@c.us",
        "phone": f"6281{index:09d}",
        "channel": "WhatsApp",
        "name": f"Warga {index}",
        "body": f"Jalan di depan rumah nomor {index} berlubang dan membahayakan pengendara motor",
        "location": f"Jl. Hayam Wuruk nomor {index}",
        "category": "Jalan dan Jembatan",
        "agency": "DPUPR",
        "kind": "Teknis",
        "follow_up": "Lubang sudah ditambal oleh regu pemeliharaan",
        "answer": "Lubang sudah ditambal oleh regu pemeliharaan",
        "sheet_pending": True,
    }


def _open(index: int, count: int, now: datetime) -> dict[str, Any]:
    row = _closed(index, count, now)
    row |= {"state": "Baru", "closed_at": None, "close_reason": "", "agency": "", "answer": ""}
    return row | {"follow_up": ""}
