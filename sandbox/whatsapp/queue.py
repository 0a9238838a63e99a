"""The notification queue of a GREEN-API instance: first in, first out, kept until acknowledged."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.whatsapp.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS notification (
    receipt INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, copy INTEGER NOT NULL,
    body TEXT NOT NULL);
"""
KEPT_S = 24 * 3600.0


@dataclass(frozen=True)
class Notification:
    """One waiting notification; `copy` marks the second delivery that a fault asked for."""

    receipt: int
    at: float
    copy: bool
    body: str


class NotificationQueue:
    """Mirrors the table in memory, so that handing out the head costs no query."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[Notification] = deque(
            Notification(row["receipt"], row["at"], bool(row["copy"]), row["body"])
            for row in database.read("SELECT * FROM notification ORDER BY receipt")
        )
        self._consumers: set[asyncio.Future[None]] = set()

    def __len__(self) -> int:
        return len(self._waiting)

    def push(self, body: Mapping[str, Any] | str, *, at: float, copy: bool = False) -> None:
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        cursor = self._database.write(
            "INSERT INTO notification (at, copy, body) VALUES (?, ?, ?)", (at, copy, text)
        )
        self._waiting.append(Notification(cursor.lastrowid or 0, at, copy, text))
        for consumer in self._consumers:
            if not consumer.done():
                consumer.set_result(None)

    def head(self, at: float) -> Notification | None:
        """The oldest notification, until it is deleted; what is older than 24 h is dropped."""
        while self._waiting and self._waiting[0].at < at - KEPT_S:
            self._drop_head()
        return self._waiting[0] if self._waiting else None

    def acknowledge(self, receipt: int) -> Notification | None:
        """Delete the head if that is its receipt. None: already deleted, or not the head."""
        if not self._waiting or self._waiting[0].receipt != receipt:
            return None
        return self._drop_head()

    async def arrival(self, within_s: float) -> bool:
        """Wait for a push; False if none came in that time."""
        consumer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._consumers.add(consumer)
        try:
            await asyncio.wait_for(consumer, within_s)
        except TimeoutError:
            return False
        finally:
            self._consumers.discard(consumer)
        return True

    def forget_all(self) -> None:
        self._waiting.clear()
        self._database.write("DELETE FROM notification")

    def _drop_head(self) -> Notification:
        head = self._waiting.popleft()
        self._database.write("DELETE FROM notification WHERE receipt = ?", (head.receipt,))
        return head
