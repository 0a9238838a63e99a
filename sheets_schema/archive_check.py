"""Once a night: whether every archived complaint still stands where the journal says.

Somebody may delete rows of an archive tab, or the tab. A public register forgets no complaint: what
is missing is written into Aduan again, and leaves for the archive with the next ones.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from desk import archive
from desk.archive import Place, archived
from desk.context import Desk
from desk.journal import recall, remember
from sheets_schema import archive_flights, archive_tabs
from sheets_schema.client import Sheet

log = logging.getLogger(__name__)

FACT = "sheet_archive_checked"  # {"night": the day, "places": those that were looked at}


def check(sheet: Sheet, desk: Desk, further: Sequence[Sheet], *, now: datetime) -> bool:
    """One archive tab; True: there may be more."""
    files = {"": sheet} | {one.spreadsheet_id: one for one in further}
    with desk.journal.read() as connection:
        night = f"{now.astimezone(desk.timezone(connection)):%Y-%m-%d}"
        before = recall(connection, FACT) or {}
        done = before.get("places", []) if before.get("night") == night else []
        left = [place for place in _places(connection) if _name(place) not in done]
    place = next((place for place in left if place.spreadsheet in files), None)
    if place is None:
        return False
    missing = _missing(files[place.spreadsheet], desk, place)
    with desk.journal.write() as connection:
        archive.drop(connection, missing)
        archive_flights.raise_flags(connection, missing)
        fact = {"night": night, "places": [*done, _name(place)]}
        remember(connection, FACT, fact, now=now)
    if missing:
        log.warning(
            "%s rows are not in %s any more; they are written again", len(missing), place.tab
        )
    return True


def _places(connection: Connection) -> Iterator[Place]:
    query = select(archived.c.spreadsheet, archived.c.tab).distinct()
    for row in connection.execute(query.order_by(archived.c.tab, archived.c.spreadsheet)):
        yield Place(row.spreadsheet, row.tab)


def _name(place: Place) -> str:
    return f"{place.spreadsheet} {place.tab}"


def _missing(sheet: Sheet, desk: Desk, place: Place) -> list[str]:
    shown: Mapping[str, int] = {}
    if place.tab in archive_tabs.look(sheet).tabs:
        (header,) = sheet.read([archive_tabs.header_range(place.tab)])
        layout = archive_tabs.sound(place.tab, header)
        (column,) = sheet.read([archive_tabs.key_range(layout)])
        shown = archive_flights.keys(column)
    with desk.journal.read() as connection:
        query = select(archived.c.number).where(
            archived.c.tab == place.tab, archived.c.spreadsheet == place.spreadsheet
        )
        return [n for n in connection.execute(query).scalars() if n not in shown]


def tabs_here(connection: Connection) -> frozenset[str]:
    """Archive tabs that the register's own file should have."""
    return frozenset(place.tab for place in _places(connection) if not place.spreadsheet)
