"""A desk that changes its gateway keeps its conversations: the number and its chats are the same.

WhatsApp's ids of messages and chats do not depend on the gateway, so quotes, statuses and CEK go
on. Which gateway carried a message stays written in Percakapan.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select, update

from desk.context import Desk
from desk.outbox import NEEDS_PERSON, UNSETTLED, State
from desk.schema import complaints, messages


def take_over(desk: Desk, *, now: datetime) -> int:
    """Make what other gateways left this desk's gateway's. Returns how many messages wait for a
    person: they may have left by the old one, and the new one cannot tell. What never left is
    sent by the new one.
    """
    with desk.journal.read() as connection:
        if not any(_left(connection, table, desk.gateway) for table in (complaints, messages)):
            return 0
    with desk.journal.write() as connection:
        held = _hold(connection, desk.gateway, now=now)
        for table in (complaints, messages):
            connection.execute(
                update(table).where(_of_others(table, desk.gateway)).values(gateway=desk.gateway)
            )
    return held


def _left(connection: Connection, table: Table, gateway: str) -> bool:
    query = select(table.c.gateway).where(_of_others(table, gateway)).limit(1)
    return connection.execute(query).first() is not None


def _of_others(table: Table, gateway: str) -> ColumnElement[bool]:
    # In two ranges, which an index answers without a look at what is ours.
    column = table.c.gateway
    return or_(and_(column > "", column < gateway), column > gateway)


def _hold(connection: Connection, gateway: str, *, now: datetime) -> int:
    """Nothing that may have left is sent again by itself."""
    held = connection.execute(
        update(messages)
        .where(
            messages.c.direction == "out",
            messages.c.state.in_(UNSETTLED),
            _of_others(messages, gateway),
        )
        .values(
            state=State.UNKNOWN,
            state_at=now,
            error=NEEDS_PERSON,
            started_at=func.coalesce(messages.c.started_at, messages.c.at),
            sheet_pending=True,
        )
    )
    return held.rowcount
