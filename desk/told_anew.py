"""What the Sheet must be told once more because something of it is sealed now, or open.

An event of a confidential complaint carries in Riwayat, sealed, what the Sheet must not show: its
own words, those of the messages after it, and, the newest one, the complaint's. When one of these
changes, the row of that event is written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from desk.schema import complaints, events, messages, sheet_rows

RIWAYAT = "Riwayat"  # the tab of events; their keys are the events' ids
AT_ONCE = 500


def mark(connection: Connection, table: str, keys: Sequence[str]) -> None:
    """After a change of these complaints or messages (by their keys)."""
    if table == complaints.name:
        for number in keys:
            _again(connection, _last_until(events.c.number == number))
    elif table == messages.name:
        query = select(messages.c.id, messages.c.number).where(messages.c.id.in_(keys))
        for message_id, number in connection.execute(query).all():
            _again(connection, _keeper(connection, number, message_id))


def mark_all(connection: Connection, numbers: Iterable[str]) -> None:
    """Every event and message of these complaints: they were hidden, or opened."""
    for number in numbers:
        connection.execute(
            update(messages).where(messages.c.number == number).values(sheet_pending=True)
        )
        _again(connection, events.c.number == number)


def _keeper(connection: Connection, number: str, message_id: str) -> ColumnElement[bool]:
    """The last event before the message, or the first of all."""
    of_it = events.c.number == number
    before = and_(of_it, events.c.id <= message_id)
    if connection.execute(select(events.c.id).where(before).limit(1)).first():
        return _last_until(before)
    return events.c.id == select(func.min(events.c.id)).where(of_it).scalar_subquery()


def _last_until(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return events.c.id == select(func.max(events.c.id)).where(which).scalar_subquery()


def _again(connection: Connection, which: ColumnElement[bool]) -> None:
    """Those of these events that stand in the Sheet: an entry of their own says that they do."""
    query = select(events.c.id).where(which, ~events.c.sheet_pending)
    shown = list(connection.execute(query).scalars())
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    for first in range(0, len(shown), AT_ONCE):
        chunk = shown[first : first + AT_ONCE]
        rows = [{"tab": RIWAYAT, "key": key, "base": {}} for key in chunk]
        connection.execute(build(sheet_rows).on_conflict_do_nothing(), rows)
        connection.execute(update(events).where(events.c.id.in_(chunk)).values(sheet_pending=True))
