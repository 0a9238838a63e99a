"""One SQLite file with group commit: what was answered is on disk, many answers share one sync."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


class Database:
    """Written to from the event loop only. A change is durable once `settled` has returned."""

    def __init__(self, path: Path, schema: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, timeout=1
        )
        self._connection.row_factory = sqlite3.Row
        self._waiting: list[asyncio.Future[None]] = []
        # Two gateways on one file would hand out the same queue: the second one is refused.
        for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(schema)

    def write(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run a change in the transaction that the next commit closes."""
        self._begin()
        return self._connection.execute(sql, values)

    def write_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self._begin()
        self._connection.executemany(sql, rows)

    def read(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        return self._connection.execute(sql, values).fetchall()

    async def settled(self) -> None:
        """Wait until every change made so far is on disk."""
        if not self._connection.in_transaction:
            return
        loop = asyncio.get_running_loop()
        if not self._waiting:
            # The requests that are ready in this turn of the loop go into the same commit.
            loop.call_soon(self.commit)
        done = loop.create_future()
        self._waiting.append(done)
        await done

    def commit(self) -> None:
        self._connection.commit()
        waiting, self._waiting = self._waiting, []
        for done in waiting:
            if not done.done():
                done.set_result(None)

    def close(self) -> None:
        self.commit()
        self._connection.close()

    def _begin(self) -> None:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
