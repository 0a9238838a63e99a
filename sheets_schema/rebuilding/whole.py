"""A rebuild from beginning to end, in the caller's one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select, text

from desk import remade, reminding, settling, summary, taking_back
from desk.context import Desk
from desk.incoming import Echo
from desk.reference import accept
from desk.schema import complaints, events, messages, sheet_batches
from sheets_schema import layout as layouts
from sheets_schema import reference_reading
from sheets_schema.rebuilding import log_records, register_rows
from sheets_schema.rebuilding.build import Build, Rebuilt
from sheets_schema.rebuilding.files import File, Progress
from sheets_schema.rebuilding.reading import Reading
from sheets_schema.reference_tabs import REFERENCE_TABS

#: Nobody may give a number or record a message while a rebuild reads.
LOCKED = (complaints, events, messages)


def rebuild(
    connection: Connection,
    desk: Desk,
    files: Sequence[File],
    *,
    now: datetime,
    sent: Sequence[Echo] = (),
    progress: Progress = lambda _what, _done, _total: None,
) -> Rebuilt:
    """Take in what the Sheet says and the journal does not, or says as older.

    `files`: the register's own first. `sent`: what the gateway says it sent lately; it settles
    messages of which the Sheet does not know whether they left, and tells numbers given since.
    Raises RebuildError and SheetError; the caller's transaction then leaves nothing behind.
    """
    _lock(connection)
    titles = {file.name: file.tabs() for file in files}
    _obey(connection, desk, files[0], titles[files[0].name], now=now)
    reading = Reading.begun(connection, desk, now=now)
    known = dict(connection.execute(select(complaints.c.number, complaints.c.updated_at)).all())
    build = Build(connection, reading, files, progress, titles=titles, known=known)
    register_rows.take_in(build)
    log_records.take_events(build)
    taking_back.strike_all(connection)
    register_rows.settle(build)
    log_records.take_messages(build)
    _go_on(build, sent)
    return build.result


def _lock(connection: Connection) -> None:
    """SQLite's write transaction keeps others out by itself."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in LOCKED)
        connection.execute(text(f"lock table {names} in exclusive mode"))


def _obey(
    connection: Connection, desk: Desk, file: File, titles: dict[str, int], *, now: datetime
) -> None:
    """The reference tabs first: zone, prefix and limits are in them."""
    tabs = [tab for tab in REFERENCE_TABS if tab.title in titles]
    found = file.raw([tab.title for tab in tabs])
    for tab in tabs:
        rows = found[tab.title]
        layout = layouts.read(tab, rows[0] if rows else ())
        if layout.sound:
            named = list(reference_reading.named(layout, rows))
            accept(connection, desk.sop, tab.title, named, now=now)


def _go_on(build: Build, sent: Sequence[Echo]) -> None:
    """What is unfinished waits for people; numbers go on far above all that were ever seen."""
    connection, desk, now = build.connection, build.reading.desk, build.reading.now
    connection.execute(delete(sheet_batches))  # of another time; what they wrote was read
    build.result.held = remade.hold_unfinished(connection, now=now)
    for echo in sent:
        settling.take_in_echo(connection, desk, echo, now=echo.at)
    told = [echo.text for echo in sent]
    build.result.lost = remade.lost(connection, told, now=now)
    numbers = {*build.seen, *build.traces, *build.result.lost}
    build.result.counters = remade.count_on(connection, desk, numbers, now=now)
    remade.ask_for_privacy(connection, desk, now=now)
    reminding.hold(connection, desk, now=now)
    summary.hold(connection, desk, now=now)
    remade.note_behind(connection, False, now=now)
