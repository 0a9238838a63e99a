"""The tabs that only grow: rows that vanished come back, second copies go."""

from __future__ import annotations

from sqlalchemy import Connection, Table, exists, func, select, update

from desk.archive import archived_rows
from desk.schema import events, messages
from sheets_schema import bases
from sheets_schema.batch import Removal
from sheets_schema.tables import PERCAKAPAN, RIWAYAT
from sheets_schema.view import View

RECORDS: dict[str, Table] = {PERCAKAPAN.title: messages, RIWAYAT.title: events}
MOST_REMOVALS = 200


def doubles(view: View) -> list[Removal]:
    """Copies below the first one: Google applied a request twice, or somebody pasted a row."""
    found = [
        Removal(tab, row, key)
        for tab in RECORDS
        for key, rows in view.keys.get(tab, {}).items()
        for row in rows[1:]
    ]
    return found[:MOST_REMOVALS]


def lift_vanished(connection: Connection, view: View) -> int:
    """Raise the flag of records whose row is gone; only where a whole ID column was read."""
    return sum(
        _lift(connection, tab, table, set(view.keys[tab]))
        for tab, table in RECORDS.items()
        if tab in view.whole
    )


def _lift(connection: Connection, tab: str, table: Table, shown: set[str]) -> int:
    elsewhere = exists().where(archived_rows.c.key == table.c.id)
    written = ~table.c.sheet_pending & ~elsewhere
    query = select(func.count()).select_from(table).where(written)
    if connection.execute(query).scalar_one() == len(shown):
        return 0
    keys = connection.execute(select(table.c.id).where(written)).scalars()
    gone = [key for key in keys if key not in shown]
    for chunk in bases.chunks(gone):
        connection.execute(update(table).where(table.c.id.in_(chunk)).values(sheet_pending=True))
    bases.forget(connection, tab, gone)
    return len(gone)
