"""Riwayat and Percakapan of a complaint that came back from a further file: they come back too.

The pass writes them anew into the register's file; then their copies leave the further one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from desk import archive
from desk.archive import archived_rows
from desk.context import Desk
from desk.journal import recall, remember
from desk.schema import events, messages
from sheets_schema import archive_copies, archive_tabs, bases
from sheets_schema.client import Sheet
from sheets_schema.tables import PERCAKAPAN, RIWAYAT

FACT = "sheet_archive_returned"  # numbers whose copies are still there
TABLES = {RIWAYAT.title: events, PERCAKAPAN.title: messages}
MOST_ROWS = 400


def note(connection: Connection, numbers: Iterable[str], *, now: datetime) -> None:
    """What belongs to these complaints is to be written into the register's file."""
    numbers = list(numbers)
    found = False
    for table in TABLES.values():
        there = select(archived_rows.c.key).where(archived_rows.c.key == table.c.id)
        for chunk in bases.chunks(numbers):
            of_them = table.c.number.in_(chunk) & there.exists()
            done = connection.execute(update(table).where(of_them).values(sheet_pending=True))
            found = found or done.rowcount > 0
    if found:
        kept = recall(connection, FACT) or []
        remember(connection, FACT, sorted({*kept, *numbers}), now=now)


def tidy(desk: Desk, further: Sequence[Sheet], *, now: datetime) -> bool:
    """Remove copies of rows that the register's file shows again; True: something was done."""
    with desk.journal.read() as connection:
        numbers = recall(connection, FACT)
        copies = _copies(connection, numbers) if numbers else []
        waits = bool(numbers) and _is_pending(connection, numbers)
    if not numbers or waits:
        return False
    files = {one.spreadsheet_id: one for one in further}
    if copies:
        tab, spreadsheet = copies[0].tab, copies[0].spreadsheet
        keys = [row.key for row in copies if (row.tab, row.spreadsheet) == (tab, spreadsheet)]
        _remove(files.get(spreadsheet), tab, keys)
    with desk.journal.write() as connection:
        if copies:
            archive.drop_rows(connection, keys)
        else:
            remember(connection, FACT, None, now=now)
    return True


def _remove(target: Sheet | None, tab: str, keys: list[str]) -> None:
    grid = archive_tabs.look(target).tabs.get(tab) if target else None
    if target and grid:
        found = archive_copies.find(target, grid, keys)
        archive_copies.remove(target, grid, found.cells(keys))


def _copies(connection: Connection, numbers: Sequence[str]) -> list[archive.Row]:
    query = select(archived_rows).where(
        or_(
            *(
                archived_rows.c.key.in_(select(table.c.id).where(table.c.number.in_(numbers)))
                for table in TABLES.values()
            )
        )
    )
    found = connection.execute(query.order_by(archived_rows.c.tab).limit(MOST_ROWS))
    return [archive.Row(row.key, row.tab, row.spreadsheet) for row in found]


def _is_pending(connection: Connection, numbers: Sequence[str]) -> bool:
    """Whether the pass has not written all of it yet."""
    return any(
        connection.execute(
            select(table.c.id).where(table.c.number.in_(numbers), table.c.sheet_pending).limit(1)
        ).first()
        for table in TABLES.values()
    )
