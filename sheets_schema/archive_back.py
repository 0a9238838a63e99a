"""Archived complaints come back to Aduan when something happens to them: at any hour."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from desk import archive
from desk.context import Desk
from desk.journal import recall, remember
from sheets_schema import archive_batch, archive_flights, archive_returns, archive_tabs, records
from sheets_schema import layout as layouts
from sheets_schema.archive_batch import Moving
from sheets_schema.archive_choice import MOST_ROWS
from sheets_schema.archive_moves import Row
from sheets_schema.client import Sheet
from sheets_schema.grids import File
from sheets_schema.layout import Cells, Layout
from sheets_schema.tables import ADUAN
from sheets_schema.view import blocks

log = logging.getLogger(__name__)


def bring_back(sheet: Sheet, desk: Desk, *, now: datetime) -> bool:
    """Rows of the register's own file; True: something was done."""
    with desk.journal.read() as connection:
        changed = archive.changed(connection, most=MOST_ROWS, elsewhere=False)
        strays: dict[str, Any] | None = recall(connection, archive_flights.STRAYS)
    if strays:
        return _strays(sheet, desk, strays["tab"], strays["rows"], now=now)
    if not changed:
        return False
    title = next(iter(changed.values())).tab
    numbers = [number for number, place in changed.items() if place.tab == title]
    file = archive_tabs.look(sheet)
    moving = _looked_at(sheet, file, title, numbers) if title in file.tabs else None
    if moving is None or not moving.rows:
        _gone(desk, title, numbers, now=now)
        return True
    archive_batch.send(sheet, desk, _with_what_is_left(desk, moving, now=now), now=now)
    return True


def _looked_at(sheet: Sheet, file: File, title: str, numbers: Collection[str]) -> Moving | None:
    """Where the rows stand, and the rows in full just before they leave."""
    (header,) = sheet.read([archive_tabs.header_range(title)])
    source = archive_tabs.sound(title, header)
    (keys,) = sheet.read([archive_tabs.key_range(source)])
    places = [
        row for row, cells in enumerate(keys, 2) if cells and str(cells[0]).strip() in numbers
    ]
    spans = blocks(places[:MOST_ROWS])
    rows, layout, aduan = _read(sheet, title, spans)
    wanted = [row for row in rows if row.number in numbers]
    once = {row.number: row for row in reversed(wanted)}  # of two copies, the upper one
    return _moving(sheet, file, (title, layout, aduan), list(once.values()))


def _strays(sheet: Sheet, desk: Desk, title: str, cells: Sequence[Cells], *, now: datetime) -> bool:
    """Rows without a number that came along by mistake: they stand near the top."""
    file = archive_tabs.look(sheet)
    rows, layout, aduan = _read(sheet, title, [(2, 2 + 4 * MOST_ROWS)])
    wanted = [row for row in rows if not row.number and row.cells in cells]
    if wanted:
        archive_batch.send(
            sheet, desk, _moving(sheet, file, (title, layout, aduan), wanted), now=now
        )
    else:
        with desk.journal.write() as connection:
            remember(connection, archive_flights.STRAYS, None, now=now)
    return True


def _read(
    sheet: Sheet, title: str, spans: Sequence[tuple[int, int]]
) -> tuple[list[Row], Layout, Layout]:
    headers = [archive_tabs.header_range(name) for name in (title, ADUAN.title)]
    ranges = [f"{layouts.quoted(title)}!{first}:{last}" for first, last in spans]
    old, aduan, *found = sheet.read([*headers, *ranges])
    source = archive_tabs.sound(title, old)
    rows = [
        Row(first + at, source.key_of(raw), source.cells(raw))
        for (first, _), block in zip(spans, found, strict=True)
        for at, raw in enumerate(block)
        if source.cells(raw)
    ]
    return rows, source, archive_tabs.sound(ADUAN.title, aduan)


def _moving(
    sheet: Sheet, file: File, tabs: tuple[str, Layout, Layout], rows: Sequence[Row]
) -> Moving:
    """Below the last complaint of Aduan."""
    title, source, target = tabs
    last = max(sheet.known.last.get(ADUAN.title, 1), 1)
    at = min(last, file.tabs[ADUAN.title].rows) + 1
    return Moving((file.tabs[title], source), (file.tabs[ADUAN.title], target), tuple(rows), at)


def _with_what_is_left(desk: Desk, moving: Moving, *, now: datetime) -> Moving:
    with desk.journal.read() as connection:
        numbers = [row.number for row in moving.rows]
        desired = records.desired(connection, desk, numbers, now=now)
    left = {
        row.number: archive_returns.left(row.cells, desired.get(row.number, {}), moving.target[1])
        for row in moving.rows
    }
    return Moving(moving.source, moving.target, moving.rows, moving.at, left)


def _gone(desk: Desk, title: str, numbers: Collection[str], *, now: datetime) -> None:
    """Somebody removed the rows or the tab: the next pass writes them into Aduan anew."""
    log.warning("%s rows are not in %s any more", len(numbers), title)
    with desk.journal.write() as connection:
        archive.drop(connection, numbers)
        archive_returns.note_what_is_left(connection, desk, dict.fromkeys(numbers, {}), now=now)
