"""Accidents in Aduan: recognised, held, and let go when the Sheet goes back or a person decides.

What is held is neither taken in nor written. It is known by the journal (`desk.accidents`), so a
restart changes nothing; rows that a person put back as they were (Ctrl-Z) are let go by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from desk import accidents
from desk.accidents import Hold, Line
from desk.context import Desk
from sheets_schema import accident_ends, accident_switch, bases, comparing, records, wording
from sheets_schema.accident_signs import (
    CellThere,
    Change,
    Changes,
    is_from_elsewhere,
    signs,
    suspicious,
)
from sheets_schema.bases import HELD
from sheets_schema.comparing import Difference
from sheets_schema.known import Known
from sheets_schema.layout import Cells, Layout
from sheets_schema.tables import ADUAN
from sheets_schema.taken import Taken
from sheets_schema.view import View

NOTE = "Catatan Sistem"


@dataclass(frozen=True)
class Seen:
    """Rows of Aduan that do not say what they said last, by number.

    `flying`: values of ours that may stand there; `strays`: those that landed there by mistake.
    """

    shown: Mapping[str, Cells]
    flying: Mapping[str, Mapping[str, set[str]]]
    strays: Mapping[str, Cells]


def hold(
    known: Known, desk: Desk, view: View, seen: Seen, *, taken: Taken, now: datetime
) -> frozenset[str]:
    """The complaints whose rows must wait; a decision about them is carried out first."""
    layout = view.aduan
    if layout is None:
        return frozenset()
    with desk.journal.read() as connection:
        before = accidents.standing(connection)
        changes = changed(connection, desk, layout, seen, now=now)
        limit = desk.reference(connection).preferences.bulk_limit
    decided = accident_switch.obey(known, desk, view, before, now=now)
    if decided and decided.decision:
        done = accident_ends.carry_out(known, desk, decided, changes, taken=taken, now=now)
        changes = {number: change for number, change in changes.items() if number not in done}
        with desk.journal.read() as connection:
            decided = accidents.standing(connection)
    after, fresh = _look(view, decided or Hold(now.isoformat()), changes, limit=limit)
    waiting = _look_further(known, desk, fresh, now=now)
    _keep(desk, decided, after, changes, now=now)
    if after and before is None:
        known.reference_at = None  # so that what is typed into Pengaturan from now on counts
    accident_ends.return_own(desk, view, taken, now=now)
    return waiting.union(after.numbers)


def changed(
    connection: Connection, desk: Desk, layout: Layout, seen: Seen, *, now: datetime
) -> dict[str, Change]:
    """What persons changed in these rows, whether or not it was seen before."""
    found = bases.load(connection, ADUAN.title, seen.shown)
    desired = records.desired(connection, desk, found, now=now)
    changes = {}
    for number in found.keys() & desired.keys():
        strays = found[number].strays | seen.strays.get(number, {})
        difference = comparing.compare(
            ADUAN,
            seen.shown[number],
            replace(found[number], strays=strays),
            desired=desired[number],
            flying=seen.flying.get(number, {}),
        )
        changes[number] = _change(number, found[number], difference, layout)
    return changes


def _change(number: str, base: bases.Base, difference: Difference, layout: Layout) -> Change:
    edits = dict(difference.edits)
    own = {
        header: cell
        for header, cell in difference.ours.items()
        if ADUAN.column(header) is None and layout.place(header) is not None
    }
    ours = {header: cell for header, cell in difference.ours.items() if header not in own}
    if wording.is_mark(number, edits.get(NOTE, "")):
        ours[NOTE] = edits.pop(NOTE)
    return Change(base, edits, own, ours)


def _look(view: View, before: Hold, changes: Changes, *, limit: int) -> tuple[Hold, Changes]:
    """What is held now: what still differs, and with a new sign all that changed with it.

    The second part: what changed and is not held.
    """
    held = {number for number in before.numbers if _still(number, view, changes)}
    fresh = {
        number: change
        for number, change in changes.items()
        if change and number not in held and not _is_settling(change)
    }
    found = signs(fresh, limit=limit)
    if found:
        held, fresh = held | fresh.keys(), {}
    return _with_lines(accidents.with_rows(before, held, found), changes), fresh


def _still(number: str, view: View, changes: Changes) -> bool:
    rows = view.keys.get(ADUAN.title, {}).get(number, [])
    if not rows:
        return False  # it vanished, and is held as that
    return len(rows) > 1 or rows[0] not in view.rows or bool(changes.get(number))


def _is_settling(change: Change) -> bool:
    """It was let through already, and waits for an input or for Ctrl-Z."""
    return change.base.waits not in ("", HELD) and change.base.edits == change.edits


def _look_further(known: Known, desk: Desk, fresh: Changes, *, now: datetime) -> frozenset[str]:
    """A column may have been sorted with rows that were not read: the next pass reads them all.

    Returns the rows that wait for it.
    """
    doubtful = suspicious(fresh)
    new = doubtful - known.examined
    if new and known.full_at != now and is_from_elsewhere(doubtful, _stood(desk, doubtful)):
        known.full_at = None
        return frozenset(number for number, _, _ in new)
    known.examined = doubtful
    return frozenset()


def _stood(desk: Desk, found: Iterable[CellThere]) -> dict[str, set[str]]:
    """Of these values, those that any row showed last in the same column."""
    values: dict[str, set[str]] = {}
    for _, header, cell in found:
        values.setdefault(header, set()).add(cell)
    with desk.journal.read() as connection:
        return {
            # The staff's own headers are not for a query: such a column counts as doubtful.
            header: bases.standing(connection, header, cells) if ADUAN.column(header) else cells
            for header, cells in values.items()
        }


def _is_kept(change: Change) -> bool:
    return change.base.waits == HELD and change.base.edits == change.cells


def _with_lines(hold: Hold, changes: Changes) -> Hold:
    if not all(number in changes for number in hold.numbers):
        return hold  # not all of them were read: as they were read last
    lines = [
        Line(number, header, accidents.short(was), accidents.short(cell))
        for number in hold.numbers
        for header, was, cell in _cells(changes[number])
    ]
    return replace(hold, lines=tuple(lines[: accidents.MOST_LINES]), cells=len(lines))


def _cells(change: Change) -> Iterable[tuple[str, str, str]]:
    """The changed cells in the order of the columns, the staff's own last."""
    order = {header: at for at, header in enumerate(ADUAN.headers)}
    for header in sorted(change.cells, key=lambda header: order.get(header, len(order))):
        yield header, change.base.cells.get(header, ""), change.cells[header]


def _keep(desk: Desk, before: Hold | None, after: Hold, changes: Changes, *, now: datetime) -> None:
    """What is held, and what is typed there: it counts as seen, and is read again every pass.

    The staff's own cells too: should the row vanish, nobody else has what was typed there.
    """
    held = {
        number: replace(changes[number].base, edits=changes[number].cells, waits=HELD, seen_at=now)
        for number in after.numbers
        if number in changes and not _is_kept(changes[number])
    }
    if not held and (after == before or (before is None and not after)):
        return
    with desk.journal.write() as connection:
        bases.save_all(connection, ADUAN.title, held)
        accidents.refresh(connection, after, now=now)
