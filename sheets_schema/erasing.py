"""Events whose people were erased: their rows in Riwayat count as out of date, and are written anew
in place. Rows in a further file come back first, with their complaint.

Messages and complaints need nothing of this: what the Sheet showed of them is known, and differs.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, exists, select, update

from desk.archive import archived_rows
from desk.context import Desk
from desk.privacy_tables import erased_events
from desk.schema import events
from sheets_schema import bases
from sheets_schema.bases import Base
from sheets_schema.tables import RIWAYAT

AT_ONCE = 500
#: What counts as shown: nothing that an event would say now.
STALE = Base({"Catatan": "?"})


def raise_flags(desk: Desk) -> None:
    """Let this pass write what was erased since the last one."""
    with desk.journal.read() as connection:
        query = select(erased_events.c.key).order_by(erased_events.c.number).limit(AT_ONCE)
        keys = list(connection.execute(query).scalars())
    if keys:
        with desk.journal.write() as connection:
            _raise(connection, keys)
            connection.execute(delete(erased_events).where(erased_events.c.key.in_(keys)))


def _raise(connection: Connection, keys: list[str]) -> None:
    elsewhere = exists().where(archived_rows.c.key == events.c.id)
    query = select(events.c.id).where(events.c.id.in_(keys), ~events.c.sheet_pending, ~elsewhere)
    standing = list(connection.execute(query).scalars())
    bases.save_all(connection, RIWAYAT.title, dict.fromkeys(standing, STALE))
    raised = update(events).where(events.c.id.in_(standing)).values(sheet_pending=True)
    connection.execute(raised)
