"""What follows when a batch has landed: the Sheet's new base, and flags that may be lowered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from desk.context import Desk
from desk.schema import complaints, events, messages
from sheets_schema import bases, comparing, flights, keepsakes, log_rows, records
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
    told = {*batch.appended.get(RIWAYAT.title, {}), *_keys(batch, RIWAYAT.title)}
    lower_events(connection, desk, told)
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
    told = batch.appended.get(RIWAYAT.title, {})
    hidden = {
        event: Base(log_rows.told(row)) for event, row in told.items() if log_rows.is_hidden(row)
    }
    bases.save_all(connection, RIWAYAT.title, hidden)


def _updated(connection: Connection, known: Known, batch: Batch) -> None:
    for tab in (ADUAN.title, PERCAKAPAN.title, RIWAYAT.title):
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


def lower_events(connection: Connection, desk: Desk, ids: Iterable[str]) -> None:
    """Lower the flag of each event whose row says what the journal says now.

    Only those of confidential complaints are ever written again; of the others there is no base.
    """
    for chunk in bases.chunks(list(ids)):
        told = bases.load(connection, RIWAYAT.title, chunk)
        stale = _stale(connection, desk, told)
        same = [event for event in chunk if event not in stale]
        connection.execute(update(events).where(events.c.id.in_(same)).values(sheet_pending=False))


def _stale(connection: Connection, desk: Desk, told: Mapping[str, Base]) -> set[str]:
    by_number: dict[str, list[dict[str, Any]]] = {}
    query = select(events).where(events.c.id.in_(list(told)))
    for row in connection.execute(query).mappings() if told else ():
        by_number.setdefault(row["number"], []).append(dict(row))
    wanted = keepsakes.of_events(connection, desk, by_number)
    found = [row for rows in by_number.values() for row in rows]
    return {
        row["id"]
        for row in found
        if not log_rows.says_the_same(
            log_rows.words_of(row, wanted[row["id"]]), told[row["id"]].cells
        )
    }


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
