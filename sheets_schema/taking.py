"""The first half of a pass: take in what people changed in Aduan, row by row.

Each row is one transaction: the action or edit, the event, and the row's new base together, so that
an edit is taken in once, whenever the process is killed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, update

from desk.context import Desk
from desk.schema import complaints
from sheets_schema import (
    accident_switch,
    accidents,
    actions,
    archived,
    astray,
    bases,
    comparing,
    echo,
    fields,
    flights,
    lost_rows,
    merges,
    records,
    wording,
)
from sheets_schema.accidents import Seen
from sheets_schema.bases import Base
from sheets_schema.batch import Batch
from sheets_schema.columns import Owner
from sheets_schema.known import Known
from sheets_schema.layout import Cells, Layout
from sheets_schema.tables import ADUAN, STATUS
from sheets_schema.taken import Taken
from sheets_schema.typed import STANDS, Typed
from sheets_schema.view import View

log = logging.getLogger(__name__)

NOTE = "Catatan Sistem"
MACHINE = fields.headers_owned_by(Owner.MACHINE)
FREE = fields.headers_owned_by(Owner.PLAIN, Owner.INPUT)


@dataclass(frozen=True)
class Aloft:
    """Values of ours that may stand in a row although its base does not say so."""

    flying: Mapping[str, Mapping[str, set[str]]] = field(default_factory=dict)
    strays: Mapping[str, Cells] = field(default_factory=dict)
    appended: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """A row of Aduan as it was read."""

    number: str
    shown: Cells
    place: int  # counts from 1


def take_in(known: Known, desk: Desk, view: View, *, now: datetime) -> Taken:
    """Everything that people changed since the last pass."""
    taken = Taken()
    layout = view.aduan
    if layout is None:
        return taken
    aloft = _aloft(desk, view, now=now)
    rows = list(_changed(desk, view, layout, aloft, taken=taken))
    # All changed rows are known before the first one is acted on.
    seen = Seen({row.number: row.shown for row in rows}, aloft.flying, aloft.strays)
    taken.held = accidents.hold(known, desk, view, seen, taken=taken, now=now)
    for row in rows:
        if row.number not in taken.held:
            _take_row(known, desk, row, aloft, taken=taken, now=now)
    lost_rows.take_in(known, desk, view, taken, now=now)
    accident_switch.tidy(known, desk, view, taken=taken, now=now)
    return taken


def _aloft(desk: Desk, view: View, *, now: datetime) -> Aloft:
    with desk.journal.read() as connection:
        flight = flights.in_the_air(connection)
        unproven = flights.unproven(connection, now=now)
    batches = [*([flight.batch] if flight else []), *unproven]
    flying: dict[str, dict[str, set[str]]] = {}
    strays: dict[str, Cells] = {}
    for batch in batches:
        _add(flying, batch.flying(ADUAN.title))
        _add(flying, _before(batch))
        strays |= echo.from_view(batch, view)
    appended = frozenset(n for batch in batches for n in batch.appended.get(ADUAN.title, ()))
    return Aloft(flying, strays, appended)


def _before(batch: Batch) -> dict[str, dict[str, set[str]]]:
    """What stood where an unproven batch wrote: it may stand there still."""
    found: dict[str, dict[str, set[str]]] = {}
    for one in batch.updates:
        if one.tab == ADUAN.title:
            cells = found.setdefault(one.key, {})
            for header, cell in one.expected.items():
                cells.setdefault(header, set()).add(cell)
    return found


def _add(
    flying: dict[str, dict[str, set[str]]], more: Mapping[str, Mapping[str, set[str]]]
) -> None:
    for key, cells in more.items():
        for header, values in cells.items():
            flying.setdefault(key, {}).setdefault(header, set()).update(values)


def _changed(
    desk: Desk, view: View, layout: Layout, aloft: Aloft, *, taken: Taken
) -> Iterator[Row]:
    """Rows, read in full, that do not say what they said last; and those with an open edit. Of the
    others those are noted in which a full identity number stands."""
    places = view.keys.get(ADUAN.title, {})
    numbers = [n for n, rows in places.items() if len(rows) == 1 and rows[0] in view.rows]
    for chunk in bases.chunks(numbers):
        with desk.journal.read() as connection:
            found = bases.load(connection, ADUAN.title, chunk)
        for number in chunk:
            raw = view.rows[places[number][0]]
            shown, base = layout.cells(raw), found.get(number)
            same = base is not None and base.cells == shown and base.edits is None
            if same and (telling := layout.telling(raw)):
                taken.mask(number, telling)
            if not same or number in aloft.strays:
                yield Row(number, shown, places[number][0])


def _take_row(
    known: Known, desk: Desk, row: Row, aloft: Aloft, *, taken: Taken, now: datetime
) -> None:
    with desk.journal.write() as connection:
        typed = _read_again(connection, desk, row, aloft, now=now)
        if typed is None:
            return
        if typed.left and typed.base.edits == typed.left:
            layout = known.layouts[ADUAN.title]
            merges.leave_out(typed, merges.hidden(known.merges, layout, row.place))
            _settle(typed)
        elif "" in typed.left.values():
            known.described_at = None  # emptied by a person or by a merge: the next pass looks
        after = _base_after(typed)
        bases.save(connection, ADUAN.title, row.number, after)
        _note(typed)
    if known.statuses is not None:
        known.statuses[row.number] = after.cells.get(STATUS, "")
    taken.touched.add(row.number)
    # What was just typed is looked at again soon: it counts when two reads are equal.
    taken.moved = taken.moved or bool(typed.settled) or typed.left != (typed.base.edits or {})
    if typed.settled:
        # Once, as typed values: what a formula, a picture or a date left there is gone then.
        taken.rewrite[row.number] = frozenset(typed.settled)


def _read_again(
    connection: Connection, desk: Desk, row: Row, aloft: Aloft, *, now: datetime
) -> Typed | None:
    """The row against the journal as it is in this transaction.

    None: a number that nobody gave, or a row of ours whose batch is not settled yet.
    """
    complaint = records.load(connection, [row.number], lock=True).get(row.number)
    base = bases.one(connection, ADUAN.title, row.number)
    if complaint is None or (base is None and row.number in aloft.appended):
        return None
    if base is None and archived.is_kept(connection, row.number):
        return None
    base = base or Base(row.shown)
    base = before = replace(base, strays=base.strays | aloft.strays.get(row.number, {}))
    desired = records.desired(connection, desk, [row.number], now=now)[row.number]
    flying = aloft.flying.get(row.number, {})
    found = comparing.compare(ADUAN, row.shown, base, desired=desired, flying=flying)
    edits = dict(found.edits)
    # Who cleared a number and put it back himself has left nothing for us to write.
    ours = {**found.ours, **found.strays, ADUAN.key: row.shown.get(ADUAN.key, "")}
    if wording.is_mark(row.number, edits.get(NOTE, "")):
        ours[NOTE] = edits.pop(NOTE)
    base = comparing.with_cells(replace(base, strays={}), ours)
    seen_at = base.seen_at if base.seen_at and _same_action(base.edits, edits) else now
    typed = Typed(
        connection, desk, row.number, complaint, base, desired, edits, seen_at, now, base.waits
    )
    astray.give_back(typed, before, found.strays)
    return typed


def _same_action(before: Cells | None, edits: Cells) -> bool:
    """What belongs to the action was not touched since: its time runs on."""
    parts = [
        {header: cell for header, cell in cells.items() if header in actions.TOGETHER}
        for cells in (before or {}, edits)
    ]
    return parts[0] == parts[1] and bool(parts[0])


def _settle(typed: Typed) -> None:
    """Two reads were equal: the edit counts."""
    typed.waits = ""
    if typed.left.get(NOTE) == "":
        typed.settle([NOTE])  # the clerk has read it
        typed.accepted = True
    if machine := [header for header in MACHINE if header in typed.left]:
        typed.put_back(machine, wording.machine_cell(machine))
    fields.refuse_errors(typed)
    if STATUS in typed.left:
        actions.take(typed)
    standing = actions.TOGETHER if STATUS in typed.left else ()
    fields.take(typed, [header for header in FREE if header not in standing])
    alone = STATUS not in typed.left and typed.now - typed.seen_at >= STANDS
    if alone:
        actions.drop_claim(typed)


def _base_after(typed: Typed) -> Base:
    base = comparing.with_cells(typed.base, typed.settled)
    edits = typed.left or None
    return replace(base, edits=edits, seen_at=typed.seen_at, waits=typed.waits if edits else "")


def _note(typed: Typed) -> None:
    """Catatan Sistem: what there is to say now; emptied when what it said is over."""
    over = typed.accepted or (typed.base.waits and not typed.left)
    if not typed.notes and not over:
        return
    note = " ".join(typed.notes)
    typed.connection.execute(
        update(complaints)
        .where(complaints.c.number == typed.number, complaints.c.sheet_note != note)
        .values(sheet_note=note, sheet_pending=True)
    )
