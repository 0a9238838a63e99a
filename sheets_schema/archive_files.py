"""Whole years leave the register's file for further ones, and complaints come back from there.

Between two files nothing is atomic: rows are copied, read back and compared, the journal says
where they stand, and only then they are removed from the first file. Killed at any moment a row
stands in both files for a while, never in none; what stands twice is compared and removed.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from desk import archive
from desk.context import Desk
from sheets_schema import (
    archive_copies,
    archive_moves,
    archive_returned,
    archive_returns,
    archive_tabs,
    archive_years,
    growth,
    records,
    requests,
)
from sheets_schema import layout as layouts
from sheets_schema.archive_copies import Found
from sheets_schema.archive_moves import Row
from sheets_schema.archive_years import Year
from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.grids import File, Grid
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN

log = logging.getLogger(__name__)

MOST_BACK = 50


def move_years(sheet: Sheet, desk: Desk, further: Sequence[Sheet], *, now: datetime) -> bool:
    """One unit of the oldest year that is over, while the register's file is too full."""
    if not further:
        return False
    with desk.journal.read() as connection:
        year = archive_years.kept(connection)
        oldest = archive_years.oldest(connection, desk, now=now)
    files = {one.spreadsheet_id: one for one in further}
    archive_copies.settle(desk, files, now=now)
    if year and year.spreadsheet in files:
        return _go_on(sheet, files[year.spreadsheet], desk, year, now=now)
    if oldest is None or sheet.known.file is None:
        return False
    if growth.share(sheet.known.file) < growth.WARN_AT:
        return False
    return _begin(sheet, desk, further, oldest, now=now)


def _begin(sheet: Sheet, desk: Desk, further: Sequence[Sheet], year: int, *, now: datetime) -> bool:
    """The first further file with room; nobody edits the year's tab from here on."""
    with_room = (one for one in further if growth.share(archive_tabs.look(one)) < growth.WARN_AT)
    target = next(with_room, None)
    if target is None:
        sheet.known.further_files = 0  # as if there were none: somebody is asked for another
        return False
    begun = Year(year, target.spreadsheet_id)
    with desk.journal.write() as connection:
        archive_years.keep(connection, begun, now=now)
    grid = archive_tabs.look(sheet).tabs.get(begun.title)
    if grid:
        sheet.write({"requests": [requests.lock(grid.sheet_id, archive_tabs.LOCKED, ())]})
    log.info("the year %s begins to leave the file", year)
    return True


def _go_on(sheet: Sheet, target: Sheet, desk: Desk, year: Year, *, now: datetime) -> bool:
    """The next rows, those first that stand in both files."""
    with desk.journal.read() as connection:
        tab, keys = archive_years.rows_of(connection, desk, year)
    if year.removing:
        tab, keys = year.tab, list(year.removing)
    if not keys:
        _end(sheet, desk, year, now=now)
        return True
    here, there = archive_tabs.look(sheet), archive_tabs.look(target)
    source = archive_copies.find(sheet, here.tabs[tab], keys) if tab in here.tabs else None
    if source is None or not source.rows:
        _not_here(desk, year, tab, _in(target, there, tab, keys), keys=keys, now=now)
    elif not _is_prepared(target, there, source):
        return True
    else:
        _move(desk, year, source, (target, there.tabs[tab]), now=now)
    return True


def _move(desk: Desk, year: Year, source: Found, to: tuple[Sheet, Grid], *, now: datetime) -> None:
    """Copy, read back, say so in the journal, and only then remove."""
    target, grid = to
    rows = archive_copies.fitting({key: cells for key, (_, cells) in source.rows.items()})
    archive_copies.copy(desk, rows, archive_copies.find(target, grid, rows), now=now)
    there = archive_copies.find(target, grid, rows)
    alike = archive_copies.alike(rows, there)
    if not alike:
        raise SheetError(f"Isi {grid.title} di file arsip tidak sama; yang asli tidak dihapus.")
    with desk.journal.write() as connection:
        archive_years.say_moved(connection, year, grid.title, list(alike), now=now)
    archive_copies.remove(source.sheet, source.grid, alike)
    with desk.journal.write() as connection:
        archive_years.keep(connection, Year(year.year, year.spreadsheet), now=now)


def _is_prepared(target: Sheet, there: File, source: Found) -> bool:
    """Whether the further file has this tab and its headers; False: it was just given them."""
    title, headers = source.grid.title, source.layout.header_row
    if title not in there.tabs:
        tab = archive_tabs.tab_of(title)
        # Locked: rows are removed from it by their place, and nobody may move them meanwhile.
        new = archive_tabs.new(tab, headers, columns=len(headers), locked=True)
        target.write({"requests": list(new)})
        return False
    (header,) = target.read([archive_tabs.header_range(title)])
    layout = archive_tabs.sound(title, header)
    rows = [Row(place, key, cells) for key, (place, cells) in source.rows.items()]
    if lacking := archive_moves.lacking(source.layout, layout, rows):
        grid = there.tabs[title]
        target.write({"requests": list(archive_tabs.more_headers(grid, layout, lacking))})
        return False
    return True


def _in(target: Sheet, there: File, tab: str, keys: Sequence[str]) -> set[str]:
    if tab not in there.tabs:
        return set()
    return set(archive_copies.find(target, there.tabs[tab], keys).rows)


def _not_here(
    desk: Desk, year: Year, tab: str, there: set[str], *, keys: Sequence[str], now: datetime
) -> None:
    """Rows that the register's file does not have: moved before a kill, or removed by somebody."""
    lost = [key for key in keys if key not in there]
    with desk.journal.write() as connection:
        archive_years.say_moved(connection, year, tab, sorted(there), now=now)
        archive_years.write_anew(connection, year, tab, lost)
        archive_years.keep(connection, Year(year.year, year.spreadsheet), now=now)


def _end(sheet: Sheet, desk: Desk, year: Year, *, now: datetime) -> None:
    """The year's tab goes when nothing is left in it; else it stays, and may be edited again."""
    grid = archive_tabs.look(sheet).tabs.get(year.title)
    if grid:
        (rows,) = sheet.read([f"{layouts.quoted(year.title)}!2:{grid.rows}"])
        if not any(cell != "" for row in rows for cell in row):
            sheet.write({"requests": [{"deleteSheet": {"sheetId": grid.sheet_id}}]})
            sheet.known.forget_places()
        else:
            log.warning("%s holds rows that are no complaint's; it stays", year.title)
    with desk.journal.write() as connection:
        archive_years.keep(connection, None, now=now)
    log.info("the year %s has left the file", year.year)


def bring_back(sheet: Sheet, desk: Desk, further: Sequence[Sheet], *, now: datetime) -> bool:
    """Complaints in further files that something happened to; True: something was done."""
    files = {one.spreadsheet_id: one for one in further}
    with desk.journal.read() as connection:
        found = archive.changed(connection, most=MOST_BACK, elsewhere=True)
    if not found:
        return archive_returned.tidy(desk, further, now=now)
    archive_copies.settle(desk, files | {sheet.spreadsheet_id: sheet}, now=now)
    place = next(iter(found.values()))
    numbers = [number for number, at in found.items() if at == place]
    target = files.get(place.spreadsheet)
    if target is None:
        log.warning("a further file is not in ARSIP_SPREADSHEET_IDS any more")
        _came(desk, dict.fromkeys(numbers, {}), now=now)
        return True
    _back_from(sheet, desk, target, place.tab, numbers=numbers, now=now)
    return True


def _back_from(
    sheet: Sheet,
    desk: Desk,
    target: Sheet,
    tab: str,
    *,
    numbers: Sequence[str],
    now: datetime,
) -> None:
    """Copied into Aduan, read back, removed from the further file; then the journal says so."""
    grid = archive_tabs.look(target).tabs.get(tab)
    aduan = archive_tabs.look(sheet).tabs[ADUAN.title]
    old = archive_copies.find(target, grid, numbers) if grid else None
    rows = old.cells(numbers) if old else {}
    archive_copies.copy(desk, rows, archive_copies.find(sheet, aduan, numbers), now=now)
    here = archive_copies.find(sheet, aduan, numbers)
    if old and rows:
        archive_copies.remove(target, old.grid, {n: rows[n] for n in rows if n in here.rows})
    with desk.journal.read() as connection:
        desired = records.desired(connection, desk, numbers, now=now)
    left = {
        number: archive_returns.left(rows.get(number, {}), desired.get(number, {}), here.layout)
        for number in numbers
    }
    _came(desk, left, now=now)


def _came(desk: Desk, left: Mapping[str, Cells], *, now: datetime) -> None:
    with desk.journal.write() as connection:
        archive.drop(connection, left)
        archive_returned.note(connection, left, now=now)
        archive_returns.note_what_is_left(connection, desk, left, now=now)
