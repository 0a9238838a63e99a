"""Rows on their way into an archive tab or back: kept before they leave, settled by what is read.

What became of them is never guessed: where each number stands is read, and the journal says so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import Connection, update

from desk import archive
from desk.archive import Place
from desk.context import Desk
from desk.journal import recall, remember
from desk.schema import complaints
from sheets_schema import archive_tabs, bases, flights, requests
from sheets_schema import layout as layouts
from sheets_schema.archive_returns import note_what_is_left
from sheets_schema.client import Sheet
from sheets_schema.columns import Raw
from sheets_schema.errors import SheetError
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN

log = logging.getLogger(__name__)

FACT = "sheet_archive_flight"
STRAYS = "sheet_archive_strays"  # rows without a number that came along by mistake
TRIES = 3


@dataclass(frozen=True)
class Flight:
    """`out`: into the tab; else out of it. `left`: what a row that comes back can't keep."""

    id: str
    out: bool
    tab: str
    rows: int
    headers: dict[str, list[str]]  # of both tabs, when it left
    cells: dict[str, Cells]  # number -> its row
    left: dict[str, Cells] = field(default_factory=dict)


@dataclass(frozen=True)
class Truth:
    """What both tabs say now: number -> row. `fresh`: the rows below the header of the archive."""

    aduan: Mapping[str, int]
    archived: Mapping[str, int]
    fresh: tuple[tuple[str, Cells], ...]
    moved: bool  # columns stand elsewhere than when the rows left


def kept(connection: Connection) -> Flight | None:
    """There is at most one."""
    found = recall(connection, FACT)
    return Flight(**found) if found else None


def keep(connection: Connection, flight: Flight, *, now: datetime) -> None:
    """Committed before the request leaves: from here on no pass misses these rows in Aduan."""
    remember(connection, FACT, asdict(flight), now=now)
    if flight.out:
        archive.put(connection, dict.fromkeys(flight.cells, Place("", flight.tab)), now=now)


def make_certain(sheet: Sheet, flight: Flight) -> None:
    """Make sure that the batch has landed or never will: its guard is used up."""
    sheet_id = next(iter(sheet.known.sheet_ids.values()))
    try:
        sheet.write({"requests": [requests.guard(flight.id, sheet_id)]})
    except SheetError as error:
        if not flights.has_landed_before(error, flight.id):
            raise


def settle(sheet: Sheet, desk: Desk, flight: Flight, *, now: datetime) -> None:
    """Read where the rows stand and say so in the journal. Raises SheetError."""
    truth = _read(sheet, flight)
    sheet.known.rows[ADUAN.title] = dict(truth.aduan)
    sheet.known.last[ADUAN.title] = max(truth.aduan.values(), default=1)
    with desk.journal.write() as connection:
        if flight.out:
            _went_out(connection, sheet, flight, truth, now=now)
        else:
            _came_back(connection, desk, flight, truth=truth, now=now)
        remember(connection, FACT, None, now=now)
    log.info("%s rows %s %s", len(flight.cells), "into" if flight.out else "out of", flight.tab)


def _read(sheet: Sheet, flight: Flight) -> Truth:
    """Headers, numbers and the newest rows of both tabs, in one call unless columns moved."""
    tabs = (ADUAN, archive_tabs.tab_of(flight.tab))
    before = [layouts.read(tab, flight.headers[tab.title]) for tab in tabs]
    found = list(before)
    for _ in range(TRIES):
        fresh = f"{layouts.quoted(flight.tab)}!2:{flight.rows + 1}"
        ranges = [archive_tabs.header_range(tab.title) for tab in tabs]
        ranges += [archive_tabs.key_range(layout) for layout in found]
        *headers, numbers, old, newest = sheet.read([*ranges, fresh])
        now_there = [
            archive_tabs.sound(tab.title, rows) for tab, rows in zip(tabs, headers, strict=True)
        ]
        if [one.header_row for one in now_there] == [one.header_row for one in found]:
            rows = [(found[1].key_of(row), found[1].cells(row)) for row in newest]
            moved = [one.header_row for one in before] != [one.header_row for one in found]
            return Truth(keys(numbers), keys(old), tuple(rows), moved)
        found = now_there
    raise SheetError("Kolom Lembar sedang dipindah; diperiksa lagi sebentar lagi.")


def keys(rows: Iterable[list[Raw]]) -> dict[str, int]:
    """A column below its header: what stands there, and in which row."""
    return {key: at for at, row in enumerate(rows, 2) if row and (key := str(row[0]).strip())}


def _went_out(
    connection: Connection, sheet: Sheet, flight: Flight, truth: Truth, *, now: datetime
) -> None:
    shown = dict(truth.fresh)
    there = {n for n in flight.cells if n in truth.archived and n not in truth.aduan}
    same = {n for n in there if shown.get(n) == flight.cells[n]}
    # Somebody typed in that very moment: the row comes back, and what was typed is taken in.
    typed = set() if truth.moved else there - same
    strangers = {n for n in shown if n and n not in flight.cells and n not in truth.aduan}
    strangers -= archive.places(connection, strangers).keys()
    landed = same | typed | strangers
    archive.drop(connection, flight.cells.keys() - landed)
    archive.put(connection, dict.fromkeys(landed, Place("", flight.tab)), now=now)
    bases.forget(connection, ADUAN.title, same)
    raise_flags(connection, typed | strangers)
    if strangers or typed:
        log.warning("%s rows moved that should stay; they come back", len(strangers | typed))
    if sheet.known.statuses is not None:
        for number in same:
            sheet.known.statuses.pop(number, None)
    if nameless := [cells for number, cells in truth.fresh if cells and not number]:
        remember(connection, STRAYS, {"tab": flight.tab, "rows": nameless}, now=now)


def _came_back(
    connection: Connection, desk: Desk, flight: Flight, *, truth: Truth, now: datetime
) -> None:
    strange = truth.aduan.keys() - bases.statuses(connection).keys()
    came = {n for n in archive.places(connection, strange) if n not in truth.archived}
    came |= flight.cells.keys() & truth.aduan.keys()
    lost = flight.cells.keys() - truth.aduan.keys() - truth.archived.keys()
    archive.drop(connection, came | lost)
    raise_flags(connection, came | lost)
    note_what_is_left(connection, desk, {n: flight.left.get(n, {}) for n in came}, now=now)
    if not flight.cells:
        remember(connection, STRAYS, None, now=now)


def raise_flags(connection: Connection, numbers: Iterable[str]) -> None:
    """Their rows must be looked at and written as the journal says."""
    for chunk in bases.chunks(list(numbers)):
        connection.execute(
            update(complaints).where(complaints.c.number.in_(chunk)).values(sheet_pending=True)
        )
