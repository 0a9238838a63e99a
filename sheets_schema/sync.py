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
    archived,
    bases,
    cell_notes,
    composing,
    reading,
    recap,
    records,
    reference_reading,
    refilling,
    taking,
    troubles,
    uncertain,
)
from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.taken import Taken
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
    try:
        settled = uncertain.settle(sheet, desk, view, now=now)
    except SheetError:
        # What people typed is taken in also while a batch of ours is of unknown outcome.
        _take_in(sheet, desk, view, now=now)
        raise
    if settled:
        return _outcome(desk, moved=True)  # what was read is older than what has landed
    taken = _take_in(sheet, desk, view, now=now)
    archived.note_edits(sheet.known, taken, now=now)
    written = composing.write(sheet, desk, view, taken, now=now)
    written += cell_notes.write(sheet, desk, now=now)
    written += recap.write(sheet, desk, now=now)
    return _outcome(desk, moved=taken.moved or written > 0)


def _take_in(sheet: Sheet, desk: Desk, view: View, *, now: datetime) -> Taken:
    obeyed = reference_reading.take_in(sheet.known, desk, view, now=now)
    if not refilling.is_done(sheet.known, desk, view, now=now):
        return obeyed
    return taking.take_in(sheet.known, desk, view, now=now).joined(obeyed)


def _outcome(desk: Desk, *, moved: bool) -> Outcome:
    with desk.journal.read() as connection:
        return Outcome(moved=moved, backlog=conditions.sheet_backlog(connection))


def _wanted(sheet: Sheet, desk: Desk, *, now: datetime) -> list[str]:
    """Numbers whose rows this pass needs in full."""
    with desk.journal.read() as connection:
        if sheet.known.statuses is None:
            sheet.known.statuses = bases.statuses(connection)
        active = records.active(connection, desk, now=now)
        return [*active, *bases.unsettled(connection)]
