"""The archive: closed complaints leave Aduan at night and come back when something happens.

One unit is one batch, and may be killed at any moment. What a batch did is read, never assumed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from desk import accidents
from desk.context import Desk
from sheets_schema import (
    archive_back,
    archive_check,
    archive_choice,
    archive_files,
    archive_flights,
    archive_out,
    flights,
    growth,
)
from sheets_schema.client import Sheet

log = logging.getLogger(__name__)


def run_once(sheet: Sheet, desk: Desk, further: Sequence[Sheet] = (), *, now: datetime) -> bool:
    """One unit; True: something was done, there may be more. Raises SheetError.

    `further`: files that old years go to. Never at the same time as a pass over the same Sheet.
    """
    sheet.known.further_files = len(further)
    with desk.journal.read() as connection:
        flight = archive_flights.kept(connection)
        is_held = accidents.standing(connection) is not None
        is_flying = flights.in_the_air(connection) is not None
    if sheet.known.titles is None or is_flying:
        return False  # a pass comes first
    if flight:
        log.info("rows that left with %s are of unknown outcome", flight.id)
        archive_flights.make_certain(sheet, flight)
        archive_flights.settle(sheet, desk, flight, now=now)
        return True
    growth.note(sheet, desk, now=now)
    if is_held:
        return False  # a person decides first what becomes of the rows
    return (
        archive_back.bring_back(sheet, desk, now=now)
        or archive_files.bring_back(sheet, desk, further, now=now)
        or growth.grow(sheet)
        or _at_night(sheet, desk, further, now=now)
    )


def _at_night(sheet: Sheet, desk: Desk, further: Sequence[Sheet], *, now: datetime) -> bool:
    """When nobody has typed for a while."""
    with desk.journal.read() as connection:
        if not archive_choice.is_night(connection, desk, now=now):
            return False
    return archive_choice.is_quiet(sheet.known, now=now) and (
        archive_check.check(sheet, desk, further, now=now)
        or archive_out.move_out(sheet, desk, now=now)
        or archive_files.move_years(sheet, desk, further, now=now)
    )
