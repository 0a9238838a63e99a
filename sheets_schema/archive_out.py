"""Closed complaints leave Aduan: at night, when nobody has typed for a while, fifty at a time."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from desk.context import Desk
from sheets_schema import archive_batch, archive_choice, archive_moves, archive_tabs, bases
from sheets_schema import layout as layouts
from sheets_schema.archive_batch import Moving
from sheets_schema.archive_choice import MOST_ROWS
from sheets_schema.archive_moves import Row
from sheets_schema.client import Sheet
from sheets_schema.columns import Raw
from sheets_schema.grids import File
from sheets_schema.layout import Layout
from sheets_schema.tables import ADUAN
from sheets_schema.view import blocks

log = logging.getLogger(__name__)


def move_out(sheet: Sheet, desk: Desk, *, now: datetime) -> bool:
    """One batch of the oldest year that has any; True: something was done."""
    found = _chosen(sheet, desk, now=now)
    if not found:
        return False
    title, numbers = found
    file = archive_tabs.look(sheet)
    if title not in file.tabs:
        _make(sheet, file, title)
        return True
    moving = _looked_at(sheet, desk, file, title=title, numbers=numbers)
    if not moving.rows:
        return False
    if lacking := archive_moves.lacking(moving.source[1], moving.target[1], moving.rows):
        _widen(sheet, moving, lacking)
        return True
    archive_batch.send(sheet, desk, moving, now=now)
    return True


def _chosen(sheet: Sheet, desk: Desk, *, now: datetime) -> tuple[str, list[str]] | None:
    """The archive tab, and the numbers that may go there."""
    with desk.journal.read() as connection:
        old = archive_choice.closed_long_ago(connection, desk, now=now)
    places = sheet.known.rows.get(ADUAN.title, {})
    old = [one for one in old if one.number in places]
    if not old:
        return None
    year = old[0].year
    return f"Arsip {year}", [one.number for one in old if one.year == year]


def _make(sheet: Sheet, file: File, title: str) -> None:
    """The year's tab, with the columns that Aduan has now, the staff's own ones too."""
    (header,) = sheet.read([archive_tabs.header_range(ADUAN.title)])
    names = archive_tabs.sound(ADUAN.title, header).header_row
    columns = file.tabs[ADUAN.title].columns
    tab = archive_tabs.tab_of(title)
    wanted = archive_tabs.new(tab, names, columns=columns, locked=False)
    sheet.write({"requests": list(wanted)})
    log.info("the tab %s was made", title)


def _widen(sheet: Sheet, moving: Moving, headers: Sequence[str]) -> None:
    grid, layout = moving.target
    sheet.write({"requests": list(archive_tabs.more_headers(grid, layout, headers))})
    log.info("%s has %s more columns", grid.title, len(headers))


def _looked_at(
    sheet: Sheet, desk: Desk, file: File, *, title: str, numbers: Sequence[str]
) -> Moving:
    """The rows as they stand just before they leave; only those that say what they said last."""
    places = sheet.known.rows[ADUAN.title]
    spans = blocks(places[number] for number in numbers)
    headers = [archive_tabs.header_range(name) for name in (ADUAN.title, title)]
    ranges = [f"{layouts.quoted(ADUAN.title)}!{first}:{last}" for first, last in spans]
    aduan, old, *found = sheet.read([*headers, *ranges])
    source, target = (
        archive_tabs.sound(ADUAN.title, aduan),
        archive_tabs.sound(title, old),
    )
    rows = {
        first + at: raw
        for (first, _), block in zip(spans, found, strict=True)
        for at, raw in enumerate(block)
    }
    unchanged = _unchanged(desk, source, rows, numbers)
    grids = file.tabs
    return Moving(
        (grids[ADUAN.title], source), (grids[title], target), tuple(unchanged[:MOST_ROWS]), at=2
    )


def _unchanged(
    desk: Desk, layout: Layout, rows: Mapping[int, list[Raw]], numbers: Sequence[str]
) -> list[Row]:
    with desk.journal.read() as connection:
        shown = bases.load(connection, ADUAN.title, numbers)
    found: dict[str, list[Row]] = {}
    for place, raw in rows.items():
        number = layout.key_of(raw)
        row = Row(place, number, layout.cells(raw))
        base = shown.get(number)
        if base and base.edits is None and base.cells == row.cells:
            if archive_batch.is_covered(raw, layout):
                found.setdefault(number, []).append(row)
    return [found[n][0] for n in numbers if len(found.get(n, ())) == 1]
