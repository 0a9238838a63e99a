"""The conditions of every benchmark and the clock they share.

300 ms on every Sheets call and on nothing else, Google's quotas on, the gateway's own pause at
500 ms. A reply is a sendMessage that the gateway answered with 200; a row is one that Google has
confirmed.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from statistics import fmean

from tests.stack import Stack

SHEETS_LATENCY_MS = 300


@dataclass
class Result:
    """One run, or the means of several.

    Seconds count from the moment the messages are handed to the gateway.
    """

    n: int
    last_reply_s: float | None
    last_row_s: float | None
    replies: int
    rows: int
    reads: int
    writes: int
    lost: int
    doubled: int

    @property
    def calls(self) -> int:
        return self.reads + self.writes


def means(runs: Sequence[Result]) -> Result:
    """Times and calls on average: a row waits for the next pass, so single runs differ by one.

    What was lost or doubled is that of the worst run.
    """
    average = {
        name: fmean(getattr(run, name) or inf for run in runs)
        for name in ("last_reply_s", "last_row_s", "replies", "rows", "reads", "writes")
    }
    worst = {name: max(getattr(run, name) for run in runs) for name in ("lost", "doubled")}
    return Result(n=runs[0].n, **average, **worst)


def messages(n: int) -> list[dict[str, str]]:
    """Complaints of `n` citizens."""
    return [message_of(citizen) for citizen in range(n)]


def message_of(citizen: int) -> dict[str, str]:
    house = f"Jl. Hayam Wuruk nomor {citizen}"
    return {
        "chatId": f"6285{citizen:09d}@c.us",
        "senderName": f"Warga {citizen}",
        "typeMessage": "textMessage",
        "text": f"Lampu jalan di {house} mati sejak Senin, mohon diperbaiki",
    }


def slow_sheets(stack: Stack) -> None:
    stack.fault("sheets", "latency", ".", latency_ms=SHEETS_LATENCY_MS)


def hand_over(stack: Stack, n: int) -> float:
    """Give the gateway `n` messages at once; returns the moment."""
    started = time.monotonic()
    stack.control("POST", "gateway", "inbound", json=messages(n))
    return started


def replies_by_chat(stack: Stack) -> Counter[str]:
    """Texts of ours per chat: queued at the gateway or already on the phone, each counted once."""
    queued = {item["messageID"]: item["body"]["chatId"] for item in stack.queue_at_gateway()}
    for chat in stack.control("GET", "gateway", "chats"):
        name = chat["chatId"]
        queued |= {b["idMessage"]: name for b in stack.phone(name) if b["direction"] == "out"}
    return Counter(queued.values())


def until(count: Callable[[], int], wanted: int, *, started: float, limit_s: float) -> float | None:
    """Seconds until `count()` reached `wanted`; None when it did not in `limit_s`."""
    while time.monotonic() - started < limit_s:
        if count() >= wanted:
            return time.monotonic() - started
        time.sleep(0.1)  # asking costs the measured processes time
    return None


class Journal:
    """What our journal knows; asking it costs no call of Google or the gateway."""

    def __init__(self, stack: Stack) -> None:
        self.path = stack.folder / "journal.db"
        self._before = self._confirmed() if self.path.exists() else 0

    def rows(self) -> int:
        """Complaints that Google has confirmed to stand in the Sheet since this was made."""
        return self._confirmed() - self._before

    def replies(self) -> int:
        """Messages that the gateway answered with 200."""
        return self._count("messages where purpose = 'receipt' and gateway_id != ''")

    def recorded(self) -> int:
        """Messages of citizens that are on disk with what they caused."""
        return self._count("messages where direction = 'in'")

    def _confirmed(self) -> int:
        return self._count("complaints where not sheet_pending")

    def _count(self, what: str) -> int:
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True) as connection:
            return int(connection.execute(f"select count(*) from {what}").fetchone()[0])
