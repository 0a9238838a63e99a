"""A decision about an accident, carried out: what is held is let through, or put back as it was.

What outlasts the pass is a fact of the journal: rows that may come back, new rows that may become
complaints, and cells of the staff's own columns that are to be written back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from desk import accidents
from desk.accidents import Decision, Hold
from desk.context import Desk
from desk.journal import recall, remember
from desk.schema import complaints
from sheets_schema import bases, comparing, records, wording
from sheets_schema.accident_signs import Change, Changes
from sheets_schema.bases import LET_THROUGH, Base
from sheets_schema.batch import Update
from sheets_schema.brought_back import bring_back
from sheets_schema.bundles import Bundle
from sheets_schema.known import Known
from sheets_schema.tables import ADUAN, STATUS
from sheets_schema.taken import Taken
from sheets_schema.typed import Typed
from sheets_schema.view import View

FACT = "sheet_accident_free"
AT_ONCE = 25  # rows put back in one transaction: meanwhile nobody else writes


@dataclass(frozen=True)
class Freed:
    """What was decided and is not seen done yet.

    `gone`: rows to bring back; `typed`: digests of new rows that may become complaints; `own`:
    number -> header -> what stood there and what stands there now.
    """

    gone: frozenset[str] = frozenset()
    typed: frozenset[str] = frozenset()
    own: dict[str, dict[str, list[str]]] = field(default_factory=dict)


def freed(connection: Connection) -> Freed:
    found = recall(connection, FACT) or {}
    return Freed(
        frozenset(found.get("gone", ())), frozenset(found.get("typed", ())), found.get("own", {})
    )


def keep(connection: Connection, free: Freed, *, now: datetime) -> None:
    value = {"gone": sorted(free.gone), "typed": sorted(free.typed), "own": free.own}
    remember(connection, FACT, value, now=now)


def restored(desk: Desk, numbers: frozenset[str], *, now: datetime) -> None:
    """These rows stand again."""
    with desk.journal.write() as connection:
        before = freed(connection)
        keep(connection, replace(before, gone=before.gone - numbers), now=now)


def used(desk: Desk, digests: set[str], *, now: datetime) -> None:
    """These new rows become complaints in this pass."""
    with desk.journal.write() as connection:
        before = freed(connection)
        keep(connection, replace(before, typed=before.typed - digests), now=now)


def carry_out(
    known: Known, desk: Desk, hold: Hold, changes: Changes, *, taken: Taken, now: datetime
) -> frozenset[str]:
    """Returns the complaints whose row is settled or may be taken in now.

    A row that cannot be told (its number stands twice) is held on, and asked about again.
    """
    ready = [number for number in hold.numbers if number in changes]
    taken.moved = True
    if hold.decision == Decision.APPLY:
        _let_through(desk, hold, changes, ready, now=now)
        return frozenset(ready)
    for chunk in _chunks(ready):
        hold = _put_back(desk, hold, {number: changes[number] for number in chunk}, now=now)
    _release(desk, hold, now=now)
    for number in ready:
        taken.touched.add(number)
        taken.rewrite[number] = frozenset(changes[number].edits)
        if known.statuses is not None:
            known.statuses[number] = _settled(changes[number]).cells.get(STATUS, "")
    return frozenset(ready)


def _settled(change: Change) -> Base:
    """The base that says what stands there; the staff's own columns are written back apart."""
    base = replace(change.base, edits=None, seen_at=None, waits="")
    return comparing.with_cells(base, change.edits | change.ours)


def _chunks(numbers: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def _let_through(
    desk: Desk, hold: Hold, changes: Changes, ready: Sequence[str], *, now: datetime
) -> None:
    """The edits count as typed now: Jeda Kirim begins with the decision."""
    let = {
        n: replace(changes[n].base, edits=changes[n].edits, waits=LET_THROUGH, seen_at=now)
        for n in ready
    }
    left = replace(hold, numbers=_without(hold.numbers, ready), gone=(), typed={})
    with desk.journal.write() as connection:
        bases.save_all(connection, ADUAN.title, let)
        before = freed(connection)
        keep(connection, replace(before, typed=before.typed | set(hold.typed)), now=now)
        _bring_back(connection, desk, hold, now=now)
        accidents.keep(connection, _undecided(left), now=now)


def _put_back(desk: Desk, hold: Hold, changes: Changes, *, now: datetime) -> Hold:
    """What was typed into these rows is kept in Riwayat; the next write puts the cells back."""
    left = replace(hold, numbers=_without(hold.numbers, changes))
    with desk.journal.write() as connection:
        rows = records.load(connection, changes, lock=True)
        for number, change in changes.items():
            _remember_typed(connection, desk, change, rows[number], now=now)
        after = {number: _settled(change) for number, change in changes.items()}
        bases.save_all(connection, ADUAN.title, after)
        _remember_own(connection, changes, now=now)
        accidents.keep(connection, left, now=now)
    return left


def _remember_typed(
    connection: Connection, desk: Desk, change: Change, row: dict[str, Any], *, now: datetime
) -> None:
    note, number = wording.accident_put_back(), row["number"]
    if change:  # also the staff's own cells: nobody else keeps what is written over there
        edits = dict(change.cells)
        typed = Typed(connection, desk, number, row, change.base, {}, edits, now, now, "")
        typed.put_back(change.cells, note)
    connection.execute(
        update(complaints)
        .where(complaints.c.number == number)
        .values(sheet_note=note, sheet_pending=True)
    )


def _remember_own(connection: Connection, changes: Changes, *, now: datetime) -> None:
    own = {
        number: {
            header: [change.base.cells.get(header, ""), cell] for header, cell in change.own.items()
        }
        for number, change in changes.items()
        if change.own
    }
    owe(connection, own, now=now)


def owe(connection: Connection, own: dict[str, dict[str, list[str]]], *, now: datetime) -> None:
    """Cells of the staff's own columns that are to be written back: see `Freed.own`."""
    if own:
        before = freed(connection)
        merged = {number: before.own.get(number, {}) | cells for number, cells in own.items()}
        keep(connection, replace(before, own=before.own | merged), now=now)


def _release(desk: Desk, hold: Hold, *, now: datetime) -> None:
    """The last of a kembalikan: vanished rows may come back; new rows are asked about again."""
    with desk.journal.write() as connection:
        _bring_back(connection, desk, hold, now=now)
        accidents.keep(connection, _undecided(replace(hold, gone=())), now=now)


def _bring_back(connection: Connection, desk: Desk, hold: Hold, *, now: datetime) -> None:
    if not hold.gone:
        return
    before = freed(connection)
    keep(connection, replace(before, gone=before.gone | set(hold.gone)), now=now)
    bring_back(connection, desk, hold.gone, told=hold.gone, now=now)


def _undecided(hold: Hold) -> Hold:
    left = replace(hold, decision="", decided_by="", armed=False, lines=(), cells=0)
    return replace(left, asked_again=True, ignored=False)


def _without(numbers: Sequence[str], done: Iterable[str]) -> tuple[str, ...]:
    gone = set(done)
    return tuple(number for number in numbers if number not in gone)


def return_own(desk: Desk, view: View, taken: Taken, *, now: datetime) -> None:
    """Write the staff's own columns back; what is seen done, or was typed anew, is done."""
    with desk.journal.read() as connection:
        free = freed(connection)
    layout = view.aduan
    if layout is None or not free.own:
        return
    places = view.keys.get(ADUAN.title, {})
    left = {}
    for number, cells in free.own.items():
        rows = places.get(number, [])
        if len(rows) != 1 or rows[0] not in view.rows:
            left[number] = cells
            continue
        shown = layout.cells(view.rows[rows[0]])
        if still := {h: pair for h, pair in cells.items() if shown.get(h, "") == pair[1]}:
            left[number] = still
            taken.marks.append(_own_cells(number, rows[0], still))
    if left != free.own:
        with desk.journal.write() as connection:
            keep(connection, replace(freed(connection), own=left), now=now)


def _own_cells(number: str, row: int, cells: dict[str, list[str]]) -> Bundle:
    bundle = Bundle()
    bundle.change(
        Update(
            ADUAN.title,
            row,
            number,
            cells={header: was for header, (was, _) in cells.items()},
            witness={ADUAN.key: number},
            expected={header: now for header, (_, now) in cells.items()},
        )
    )
    return bundle
