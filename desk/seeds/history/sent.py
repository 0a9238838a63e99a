"""The outgoing messages of the history: they stand as delivered or read, and never leave."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from desk import events
from desk.context import Desk
from desk.outbox import State
from desk.schema import messages

READ = 0.8
SLOW_RECEIPT = 0.02  # share of automatic replies that took more than the SOP's minute


def receipt(
    connection: Connection, desk: Desk, number: str, chance: random.Random, *, now: datetime
) -> None:
    """The automatic reply has left: the step that ends with it is measured."""
    for row in _queued(connection, [number]):
        slow = chance.random() < SLOW_RECEIPT
        seconds = chance.uniform(70, 400) if slow else chance.uniform(3, 35)
        left = min(row["at"] + timedelta(seconds=seconds), now)
        events.replied(connection, desk, row, now=left)


def settle(
    connection: Connection, numbers: Sequence[str], chance: random.Random, *, now: datetime
) -> None:
    """Everything that the stories of these complaints queued has long arrived."""
    rows = [_arrived(row, chance, now) for row in _queued(connection, numbers)]
    if rows:
        columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "key"}
        statement = update(messages).where(messages.c.id == bindparam("key")).values(columns)
        connection.execute(statement, rows)


def _queued(connection: Connection, numbers: Sequence[str]) -> list[Any]:
    query = select(messages).where(
        messages.c.number.in_(numbers),
        messages.c.direction == "out",
        messages.c.state == State.QUEUED,
    )
    return list(connection.execute(query.order_by(messages.c.id)).mappings())


def _arrived(row: Any, chance: random.Random, now: datetime) -> dict[str, Any]:
    left = row["at"] + timedelta(seconds=chance.uniform(2, 20))
    read = chance.random() < READ
    seen = left + timedelta(seconds=chance.uniform(2, 20_000 if read else 60))
    return {
        "key": row["id"],
        "state": State.READ if read else State.DELIVERED,
        "state_at": min(seen, now),
        "started_at": min(left, now),
        "attempts": 1,
        "gateway_id": f"CONTOH{row['id'][:20].upper()}",
    }
