"""The archive: closed complaints leave Aduan at night and come back when something happens.

One unit is one batch, and may be killed at any moment. What a batch did is read, never assumed.
"""

from __future__ import annotations

import logging
from datetime import datetime

from desk.context import Desk
from sheets_schema import archive_back, archive_flights, archive_out, flights
from sheets_schema.client import Sheet

log = logging.getLogger(__name__)


def run_once(sheet: Sheet, desk: Desk, *, now: datetime) -> bool:
    """One unit; True: something was done, there may be more. Raises SheetError.

    Never at the same time as a pass over the same Sheet.
    """
    with desk.journal.read() as connection:
        flight = archive_flights.kept(connection)
        a_batch_flies = flights.in_the_air(connection) is not None
    if sheet.known.titles is None or a_batch_flies:
        return False  # a pass comes first
    if flight:
        log.info("rows that left with %s are of unknown outcome", flight.id)
        archive_flights.make_certain(sheet, flight)
        archive_flights.settle(sheet, desk, flight, now=now)
        return True
    return archive_back.bring_back(sheet, desk, now=now) or archive_out.move_out(
        sheet, desk, now=now
    )
