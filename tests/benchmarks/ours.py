"""Wadul itself, with its real worker process."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from pathlib import Path

from tests.benchmarks import register
from tests.benchmarks.measure import (
    Journal,
    Result,
    hand_over,
    messages,
    replies_by_chat,
    slow_sheets,
    until,
)
from tests.stack import Stack, wait_for

LIMIT_S = 180.0


def full_desk(folder: Path, already: int) -> Path:
    """A desk at rest in `folder`, with so many complaints in its journal and its Sheet."""
    with Stack(folder) as stack:
        stack.start_services()
        stack.provision()
        register.fill(stack, already)
    return folder


def run(folder: Path, n: int, *, like: Path | None = None, limit_s: float = LIMIT_S) -> Result:
    """`n` messages at once into a new desk, or into a copy of the one in `like`."""
    if like:
        shutil.copytree(like, folder)
    with Stack(folder) as stack:
        stack.start_services()
        if not like:
            stack.provision()
        stack.control("DELETE", "sheets", "calls")
        stack.start_worker()
        # The first pass of a process reads the whole register; a flood finds one that runs.
        wait_for("first passes", lambda: stack.calls()["reads"] >= 3, within_s=90)
        slow_sheets(stack)
        return _measured(stack, n, Journal(stack), limit_s=limit_s)


def _measured(stack: Stack, n: int, journal: Journal, *, limit_s: float) -> Result:
    stack.control("DELETE", "sheets", "calls")
    started = hand_over(stack, n)
    replied: list[float | None] = [None]

    def watch() -> None:
        replied[0] = until(journal.replies, n, started=started, limit_s=limit_s)

    watcher = threading.Thread(target=watch)
    watcher.start()
    landed = until(journal.rows, n, started=started, limit_s=limit_s)
    calls = stack.calls()
    watcher.join()
    replies, rows = replies_by_chat(stack), _rows_by_chat(stack, n)
    return Result(
        n=n,
        last_reply_s=replied[0],
        last_row_s=landed,
        replies=sum(replies.values()),
        rows=sum(rows.values()),
        reads=calls["reads"],
        writes=calls["writes"],
        lost=sum(rows[m["chatId"]] == 0 or replies[m["chatId"]] == 0 for m in messages(n)),
        doubled=sum(rows[m["chatId"]] > 1 or replies[m["chatId"]] > 1 for m in messages(n)),
    )


def _rows_by_chat(stack: Stack, n: int) -> Counter[str]:
    wanted = {message["chatId"].partition("@")[0] for message in messages(n)}
    phones = (str(row["No. WA"]) for row in stack.rows("Aduan"))
    return Counter(f"{phone}@c.us" for phone in phones if phone in wanted)
