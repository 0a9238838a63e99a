"""What follows when a batch has landed: the Sheet's new base, and flags that may be lowered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from desk.context import Desk
from desk.schema import complaints, events, messages
from sheets_schema import bases, comparing, flights, log_rows, records
from sheets_schema.bases import Base
from sheets_schema.batch import Batch, Update
from sheets_schema.known import Known
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN, PERCAKAPAN, RIWAYAT, STATUS

#: number -> values of ours that stand in its row but belong to another row or column
Strays = Mapping[str, Cells]


def land(
    connection: Connection,
    desk: Desk,
    known: Known,
    batch: Batch,
    *,
    strays: Strays,
    proven: bool,
    now: datetime,
) -> None:
    """All in the caller's transaction. Updates that went astray do not count."""
    error = "" if proven or not batch.updates else flights.UNPROVEN
    flights.settle(connection, batch.id, flights.LANDED, now=now, error=error)
    _appended(connection, known, batch)
    _updated(connection, known, batch)
    _astray(connection, strays)
    _lower_events(connection, batch.appended.get(RIWAYAT.title, {}))
    _hide_or_show(connection, batch)
    touched = {*batch.appended.get(PERCAKAPAN.title, {}), *_keys(batch, PERCAKAPAN.title)}
    lower_messages(connection, desk, touched, now=now)
    numbers = {*batch.appended.get(ADUAN.title, {}), *_keys(batch, ADUAN.title)}
    lower_complaints(connection, desk, numbers, now=now)


def _keys(batch: Batch, tab: str) -> set[str]:
    return {update.key for update in batch.updates if update.tab == tab}


def _appended(connection: Connection, known: Known, batch: Batch) -> None:
    rows = batch.appended.get(ADUAN.title, {})
    bases.save_all(connection, ADUAN.title, {number: Base(row) for number, row in rows.items()})
    if known.statuses is not None:
        known.statuses |= {number: row.get(STATUS, "") for number, row in rows.items()}
    shown = batch.appended.get(PERCAKAPAN.title, {})
    kept = {message: Base(log_rows.changing(row)) for message, row in shown.items()}
    bases.save_all(connection, PERCAKAPAN.title, kept)


def _updated(connection: Connection, known: Known, batch: Batch) -> None:
    for tab in (ADUAN.title, PERCAKAPAN.title):
        ours = [update for update in batch.updates if update.counts and update.tab == tab]
        found = bases.load(connection, tab, [update.key for update in ours])
        for one in ours:
            found[one.key] = _merged(found.get(one.key, Base()), one)
        bases.save_all(connection, tab, found)
        if tab == ADUAN.title and known.statuses is not None:
            known.statuses |= {key: base.cells.get(STATUS, "") for key, base in found.items()}


def _merged(base: Base, update: Update) -> Base:
    """The base with the written values; strays that were overwritten are gone."""
    strays = {header: cell for header, cell in base.strays.items() if header not in update.cells}
    return replace(comparing.with_cells(base, update.cells), strays=strays)


def _astray(connection: Connection, strays: Strays) -> None:
    found = bases.load(connection, ADUAN.title, strays)
    for number, cells in strays.items():
        base = found.get(number)
        if base is not None:
            bases.save(connection, ADUAN.title, number, replace(base, strays=base.strays | cells))


def _lower_events(connection: Connection, ids: Iterable[str]) -> None:
    for chunk in bases.chunks(list(ids)):
        connection.execute(update(events).where(events.c.id.in_(chunk)).values(sheet_pending=False))


def _hide_or_show(connection: Connection, batch: Batch) -> None:
    """A complaint that became confidential: its messages, too, must be written again."""
    changed = [
        one.key for one in batch.updates if one.tab == ADUAN.title and "Rahasia" in one.cells
    ]
    for chunk in bases.chunks(changed):
        connection.execute(
            update(messages).where(messages.c.number.in_(chunk)).values(sheet_pending=True)
        )


def lower_messages(
    connection: Connection, desk: Desk, ids: Iterable[str], *, now: datetime
) -> None:
    """Lower the flag of each message whose row says what the journal says now."""
    showing = records.showing(connection, desk, now=now)
    for chunk in bases.chunks(list(ids)):
        query = select(messages).where(messages.c.id.in_(chunk)).with_for_update()
        found = [dict(row) for row in connection.execute(query).mappings()]
        files = records.files_of(connection, found)
        hidden = records.confidential(connection, {row["number"] or "" for row in found})
        written = bases.load(connection, PERCAKAPAN.title, chunk)
        same = []
        for row in found:
            shown = log_rows.message(
                row, files.get(row["id"], []), showing, confidential=row["number"] in hidden
            )
            base = written.get(row["id"])
            if base is not None and base.cells == log_rows.changing(shown):
                same.append(row["id"])
        connection.execute(
            update(messages).where(messages.c.id.in_(same)).values(sheet_pending=False)
        )


def lower_complaints(
    connection: Connection, desk: Desk, numbers: Iterable[str], *, now: datetime
) -> None:
    """Lower the flag of each complaint whose row says what the journal says now."""
    for chunk in bases.chunks(list(numbers)):
        query = select(complaints.c.number).where(complaints.c.number.in_(chunk))
        connection.execute(query.with_for_update())
        desired = records.desired(connection, desk, chunk, now=now)
        shown = bases.load(connection, ADUAN.title, chunk)
        same = [
            number
            for number, cells in desired.items()
            if number in shown and not comparing.to_write(ADUAN, shown[number], cells)
        ]
        connection.execute(
            update(complaints).where(complaints.c.number.in_(same)).values(sheet_pending=False)
        )
