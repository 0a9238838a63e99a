"""The second half of a pass: from what the journal says to batches that leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta

from sqlalchemy import Connection

from desk.context import Desk
from desk.ids import new_id
from sheets_schema import (
    asking,
    bases,
    bundles,
    comparing,
    erasing,
    landing,
    logs,
    reading,
    records,
    room,
    writing,
)
from sheets_schema.bundles import Bundle, Scene
from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.known import MOST_BUNDLES, Known
from sheets_schema.records import Waiting
from sheets_schema.tables import ADUAN, PERCAKAPAN, RIWAYAT
from sheets_schema.taken import Taken
from sheets_schema.view import View

MOST_BATCHES = 4  # in one pass: it returns soon, and the next one goes on
PARKED_FOR = timedelta(minutes=10)


def write(sheet: Sheet, desk: Desk, view: View, taken: Taken, *, now: datetime) -> int:
    """Write the difference; returns how many batches left. Raises SheetError."""
    _mend_logs(desk, view)
    erasing.raise_flags(desk)
    sent = _remove_doubles(sheet, desk, view, now=now)
    with desk.journal.read() as connection:
        waiting = records.waiting(connection, most=bundles.MOST_NUMBERS)
    _find_places(sheet, desk, view, waiting)
    found = _compose(sheet, desk, view, taken, waiting=waiting, now=now)
    groups = bundles.batches(found, largest=sheet.known.largest)
    for group, _ in zip(groups, range(MOST_BATCHES), strict=False):
        sent += _send(sheet, desk, group, now=now)
    return sent


def _send(sheet: Sheet, desk: Desk, group: list[Bundle], *, now: datetime) -> bool:
    known = sheet.known
    batch = bundles.joined(new_id(now), group, known.every_layout)
    try:
        sent = writing.send(sheet, desk, batch, now=now)
    except SheetError as error:
        if not room.note(known, error, now=now) and error.status == 400 and len(group) == 1:
            known.parked |= dict.fromkeys(group[0].keys, now)
        raise
    if batch.appended:
        known.no_room_at = None
    known.largest = min(MOST_BUNDLES, known.largest * 2)
    for key in [key for bundle in group for key in bundle.keys if key in known.parked]:
        del known.parked[key]
    return sent


def _mend_logs(desk: Desk, view: View) -> None:
    if view.whole:
        with desk.journal.write() as connection:
            logs.lift_vanished(connection, view)


def _remove_doubles(sheet: Sheet, desk: Desk, view: View, *, now: datetime) -> int:
    removals = logs.doubles(view)
    if not removals:
        return 0
    batch = bundles.joined(new_id(now), (), view.layouts, removals=removals)
    return int(writing.send(sheet, desk, batch, now=now))


def _find_places(sheet: Sheet, desk: Desk, view: View, waiting: Waiting) -> None:
    """Where older messages and events stand that are written again: the whole ID column, when
    needed."""
    for tab, rows in ((PERCAKAPAN, waiting.messages), (RIWAYAT, waiting.events)):
        ids = [row["id"] for found in rows.values() for row in found]
        _find_rows(sheet, desk, view, tab=tab.title, ids=ids)


def _find_rows(sheet: Sheet, desk: Desk, view: View, *, tab: str, ids: Sequence[str]) -> None:
    layout = view.layouts.get(tab)
    if layout is None or not layout.sound or tab in view.whole:
        return
    places = sheet.known.rows.get(tab, {})
    with desk.journal.read() as connection:
        written = bases.load(connection, tab, ids)
    if any(key not in places for key in written):
        question = asking.ids(layout)
        question.take(view, sheet.read([question.range])[0])
        reading.remember_places(sheet.known, view)


def _compose(
    sheet: Sheet, desk: Desk, view: View, taken: Taken, *, waiting: Waiting, now: datetime
) -> list[Bundle]:
    """What must be written, out of one consistent look at the journal."""
    with desk.journal.read() as connection:
        active = records.active(connection, desk, now=now)
        numbers = {*active, *bases.unsettled(connection), *taken.touched} - waiting.later
        numbers -= taken.held
        scene = _scene(connection, sheet.known, desk, view, taken=taken, numbers=numbers, now=now)
        found = list(bundles.compose(connection, desk, scene, waiting))
    _lower_what_is_shown(desk, scene, found, waiting, now=now)
    return [
        bundle
        for bundle in (*taken.marks, *found)
        if bundle
        and not _is_parked(sheet, bundle, now=now)
        and not room.waits(sheet.known, bundle, now=now)
    ]


def _is_parked(sheet: Sheet, bundle: Bundle, *, now: datetime) -> bool:
    """Google refused exactly this bundle: it must not hold up the others."""
    since = (sheet.known.parked.get(key) for key in bundle.keys)
    return any(when is not None and now - when < PARKED_FOR for when in since)


def _scene(
    connection: Connection,
    known: Known,
    desk: Desk,
    view: View,
    *,
    taken: Taken,
    numbers: Set[str],
    now: datetime,
) -> Scene:
    places = {
        number: rows[0] for number, rows in view.keys.get(ADUAN.title, {}).items() if len(rows) == 1
    }
    return Scene(
        view=view,
        known=known,
        showing=records.showing(connection, desk, now=now),
        desired=records.desired(connection, desk, numbers, now=now),
        bases=bases.load(connection, ADUAN.title, numbers),
        places=places | taken.places,
        restored=frozenset(taken.restored),
        rewrite=taken.rewrite,
    )


def _lower_what_is_shown(
    desk: Desk, scene: Scene, found: Iterable[Bundle], waiting: Waiting, *, now: datetime
) -> None:
    """Flags of records that the Sheet shows already as they are."""
    composed = {key for bundle in found for key in bundle.keys}
    same = [
        number
        for number, base in scene.bases.items()
        if number in scene.desired
        and number not in composed
        and not comparing.to_write(ADUAN, base, scene.desired[number])
    ]
    messages = [row["id"] for rows in waiting.messages.values() for row in rows]
    unchanged = [key for key in messages if key not in composed]
    events = [row["id"] for rows in waiting.events.values() for row in rows]
    told = [key for key in events if key not in composed]
    pending = [number for number in same if number in waiting.numbers]
    if pending or unchanged or told:
        with desk.journal.write() as connection:
            landing.lower_events(connection, desk, told)
            landing.lower_complaints(connection, desk, pending, now=now)
            landing.lower_messages(connection, desk, unchanged, now=now)
