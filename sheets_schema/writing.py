"""Send a batch: look once more, keep it, let it leave, check where it landed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from desk.context import Desk
from sheets_schema import batch as batches
from sheets_schema import echo, flights, landing
from sheets_schema import layout as layouts
from sheets_schema.batch import Batch, Removal, Update
from sheets_schema.client import Sheet
from sheets_schema.columns import Raw
from sheets_schema.errors import SheetError
from sheets_schema.layout import Layout, quoted
from sheets_schema.tables import PERCAKAPAN, RIWAYAT
from sheets_schema.view import blocks

log = logging.getLogger(__name__)

LOGS = (PERCAKAPAN.title, RIWAYAT.title)


def send(sheet: Sheet, desk: Desk, batch: Batch, *, now: datetime) -> bool:
    """Write the batch. False: nothing of it was left to write after the second look.

    Raises SheetError when it was refused (nothing was applied) or its outcome is unknown (it is
    kept, and the next pass finds out).
    """
    known = sheet.known
    looked = confirm(sheet, batch)
    if looked is None:
        return False
    body = batches.body(
        looked,
        known.every_layout,
        known.sheet_ids,
        old_guards=flights.old_guards(known.guards, now=now),
    ) | echo.asked(looked, known.every_layout)
    kept = flights.packed(looked, body, now=now)
    with desk.journal.write() as connection:
        flights.take_off(connection, kept)
    depart(sheet, desk, looked, body, now=now)
    return True


def depart(
    sheet: Sheet, desk: Desk, batch: Batch, body: dict[str, object], *, now: datetime
) -> None:
    """Let a kept batch leave; the same again when its outcome is unknown."""
    known = sheet.known
    try:
        answer = sheet.write(body, echo.FIELDS)
    except SheetError as error:
        if not flights.has_landed_before(error, batch.id):
            _refused(sheet, desk, batch, error, now=now)
            raise
        answer = {}
    said = echo.read(answer, known.every_layout, known.sheet_ids)
    landed, strays = echo.judge(batch, said)
    if strays:
        log.warning("batch %s: values landed in other rows: %s", batch.id, sorted(strays))
    removed = {request["deleteNamedRange"]["namedRangeId"] for request in _guards_of(body)}
    known.guards = tuple(guard for guard in known.guards if guard not in removed)
    with desk.journal.write() as connection:
        proven = bool(said.headers)
        landing.land(connection, desk, known, landed, strays=strays, proven=proven, now=now)


def _guards_of(body: dict[str, object]) -> Iterator[dict[str, dict[str, str]]]:
    wanted = body.get("requests")
    for request in wanted if isinstance(wanted, list) else ():
        if "deleteNamedRange" in request:
            yield request


def _refused(sheet: Sheet, desk: Desk, batch: Batch, error: SheetError, *, now: datetime) -> None:
    """A definite refusal: nothing was applied, and the batch is composed anew."""
    if error.unknown:
        return
    if error.status == 400 and error.cause is None:
        # A tab or guard that is not there any more, or one bundle that Google does not take.
        log.error("batch %s was refused: %s", batch.id, error.detail)
        sheet.known.forget_places()
        sheet.known.largest = max(1, sheet.known.largest // 4)
    with desk.journal.write() as connection:
        flights.settle(connection, batch.id, flights.REFUSED, now=now, error=error.detail)


def confirm(sheet: Sheet, batch: Batch) -> Batch | None:
    """The batch with only those updates whose row still stands there and says what we think.

    Read as late as possible before the write: what is typed after this read can be lost.
    """
    if not batch.updates and not batch.removals:
        return batch
    ranges, places = _second_look(batch, sheet.known.every_layout)
    answers = sheet.read(ranges)
    rows: dict[tuple[str, int], list[Raw]] = {}
    for (tab, first), found in zip(places, answers, strict=True):
        rows |= {(tab, row): cells for row, cells in enumerate(found, start=first)}
    moved = {
        tab
        for tab in batch.tabs
        if layouts.trimmed(rows.get((tab, 1), ())) != layouts.trimmed(batch.headers[tab])
    }
    if moved:
        raise SheetError("Kolom Lembar sedang dipindah; ditulis pada putaran berikut.")
    kept = [
        _still(u, sheet.known.every_layout[u.tab], rows.get((u.tab, u.row), []))
        for u in batch.updates
    ]
    updates = tuple(update for update in kept if update is not None)
    for before, after in zip(batch.updates, kept, strict=True):
        if after is None:  # it stands elsewhere: to be looked for
            sheet.known.rows.get(before.tab, {}).pop(before.key, None)
    removals = tuple(r for r in batch.removals if _is_key(r, sheet.known.every_layout[r.tab], rows))
    left = replace(batch, updates=updates, removals=removals)
    return left if left.updates or left.removals or left.appended else None


def _second_look(batch: Batch, found: dict[str, Layout]) -> tuple[list[str], list[tuple[str, int]]]:
    """Ranges, and the tab and first row of each: headers first, then the touched rows in full."""
    ranges = [f"{quoted(tab)}!1:1" for tab in batch.tabs]
    places = [(tab, 1) for tab in batch.tabs]
    for tab in batch.tabs:
        touched = [u.row for u in batch.updates if u.tab == tab]
        touched += [r.row for r in batch.removals if r.tab == tab]
        layout = found[tab]
        # Nobody but us types into a log: its key is enough.
        end = layout.letters(layout.tab.key) if tab in LOGS else layouts.LAST
        for first, last in blocks(touched):
            ranges.append(f"{quoted(tab)}!A{first}:{end}{last}")
            places.append((tab, first))
    return ranges, places


def _is_key(removal: Removal, layout: Layout, rows: dict[tuple[str, int], list[Raw]]) -> bool:
    return layout.key_of(rows.get((removal.tab, removal.row), [])) == removal.key


def _still(update: Update, layout: Layout, row: list[Raw]) -> Update | None:
    shown = layout.cells(row)
    if any(shown.get(header, "") != cell for header, cell in update.witness.items()):
        return None
    cells = {
        header: cell
        for header, cell in update.cells.items()
        if header not in update.expected or shown.get(header, "") == update.expected[header]
    }
    return replace(update, cells=cells) if cells else None
