"""One pass: read the Sheet, take in what people changed, write what it should say.

Level-triggered: every pass compares what stands there with what should, so nothing depends on
having seen the change itself, and a pass that broke off is made good by the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk import conditions
from desk.context import Desk
from sheets_schema import (
    bases,
    composing,
    reading,
    records,
    reference_reading,
    taking,
    troubles,
    uncertain,
)
from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.view import View


@dataclass(frozen=True)
class Outcome:
    """`moved`: something was taken in or written. `backlog`: records not yet in the Sheet."""

    moved: bool
    backlog: int


def run_once(sheet: Sheet, desk: Desk, *, now: datetime) -> Outcome:
    """One pass. Raises SheetError when Google gave no good answer; nothing is lost by that."""
    view = reading.read(sheet, _wanted(sheet, desk, now=now), now=now)
    troubles.report(sheet.known, desk, view, now=now)
    unsettled = _settle(sheet, desk, view, now=now)
    obeyed = reference_reading.take_in(sheet.known, desk, view, now=now)
    taken = taking.take_in(sheet.known, desk, view, now=now).joined(obeyed)
    if unsettled is not None:
        raise unsettled
    written = composing.write(sheet, desk, view, taken, now=now)
    with desk.journal.read() as connection:
        backlog = conditions.sheet_backlog(connection)
    return Outcome(moved=taken.moved or written > 0, backlog=backlog)


def _wanted(sheet: Sheet, desk: Desk, *, now: datetime) -> list[str]:
    """Numbers whose rows this pass needs in full."""
    with desk.journal.read() as connection:
        if sheet.known.statuses is None:
            sheet.known.statuses = bases.statuses(connection)
        active = records.active(connection, desk, now=now)
        return [*active, *bases.unsettled(connection)]


def _settle(sheet: Sheet, desk: Desk, view: View, *, now: datetime) -> SheetError | None:
    """People's edits are taken in also while a batch of ours is of unknown outcome."""
    try:
        uncertain.settle(sheet, desk, view, now=now)
    except SheetError as error:
        return error
    return None
