"""Find out what became of a batch whose answer was lost."""

from __future__ import annotations

import logging
from datetime import datetime

from desk.context import Desk
from sheets_schema import batch as batches
from sheets_schema import echo, flights, landing, writing
from sheets_schema.batch import Batch
from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.flights import Flight
from sheets_schema.view import View

log = logging.getLogger(__name__)


def settle(sheet: Sheet, desk: Desk, view: View, *, now: datetime) -> bool:
    """Settle the batch in the air; False: there is none. Raises SheetError while it can't be."""
    with desk.journal.read() as connection:
        flight = flights.in_the_air(connection)
    if flight is None:
        return False
    log.info("batch %s is of unknown outcome", flight.batch.id)
    if flights.is_seen(flight.batch, view):
        _landed(sheet, desk, flight.batch, view, now=now)
    elif not flights.may_be_resent(flight.batch, view) or not _again(sheet, desk, flight, now=now):
        _call_off(sheet, desk, flight.batch, view, now=now)
    log.info("batch %s is settled after %s", flight.batch.id, now - flight.left_at)
    return True


def _again(sheet: Sheet, desk: Desk, flight: Flight, *, now: datetime) -> bool:
    """The same request once more: it lands once, whatever became of the first.

    False: Google refused it for another reason than its guard.
    """
    try:
        writing.depart(sheet, desk, flight.batch, flight.body, now=now)
    except SheetError as error:
        if error.status != 400:
            raise
        log.info("batch %s was refused when sent again: %s", flight.batch.id, error.detail)
        return False
    return True


def _call_off(sheet: Sheet, desk: Desk, batch: Batch, view: View, *, now: datetime) -> None:
    """Use up the guard, so that the batch can never land; or learn that it has."""
    sheet_id = next(iter(sheet.known.sheet_ids.values()))
    try:
        sheet.write(batches.only_guard(batch.id, sheet_id))
    except SheetError as error:
        if not flights.has_landed_before(error, batch.id):
            raise
        _landed(sheet, desk, batch, view, now=now)
        return
    with desk.journal.write() as connection:
        flights.settle(connection, batch.id, flights.REFUSED, now=now, error="called off")


def _landed(sheet: Sheet, desk: Desk, batch: Batch, view: View, *, now: datetime) -> None:
    batch, astray = echo.appended_from_view(batch, view)
    strays = echo.from_view(batch, view) | astray
    with desk.journal.write() as connection:
        landing.land(connection, desk, sheet.known, batch, strays=strays, proven=False, now=now)
