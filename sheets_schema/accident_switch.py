"""The row "Perubahan Serentak" of Pengaturan: a decision about an accident, typed into the Sheet.

*terapkan* counts only when the cell was seen empty after the accident: what an old version of the
file brings back, or somebody typed beforehand, applies nothing. *kembalikan* counts whenever it is
typed, as it loses nothing; but one word decides once. The cell is emptied afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from desk import accidents, decisions
from desk.accidents import Decision, Hold
from desk.actors import sheet
from desk.context import Desk
from desk.preferences import PREFERENCES
from sheets_schema.batch import Update
from sheets_schema.bundles import Bundle
from sheets_schema.known import Known
from sheets_schema.taken import Taken
from sheets_schema.view import View

TAB, KEY, VALUE = "Pengaturan", "Kunci", "Nilai"
ROW = next(found.key for found in PREFERENCES if found.attribute == "bulk_decision")
BY = "tab Pengaturan"


def obey(known: Known, desk: Desk, view: View, hold: Hold | None, *, now: datetime) -> Hold | None:
    """What is held, with the decision that the cell says, if it says one that counts."""
    if hold is None or hold.decision:
        return hold
    with desk.journal.read() as connection:
        said = desk.reference(connection).preferences.bulk_decision
    there = _cell(known, view)
    if not hold.armed:
        if there is not None or TAB not in view.reference:
            known.reference_at = None  # look again in the next pass: somebody may soon type there
        if there is not None and not there.text and not said:
            return _keep(desk, replace(hold, armed=True), now=now)
        if there is None or there.text.strip().casefold() != said:
            return hold  # it says what it said last time, or is not sure yet
    return _decide(desk, hold, Decision(said), now=now) if said and _counts(hold, said) else hold


def tidy(known: Known, desk: Desk, view: View, *, taken: Taken, now: datetime) -> None:
    """At the end of a pass: empty the cell of what decides nothing, and say so where it is asked
    for."""
    there, hold = _cell(known, view), accidents.held(desk)
    if there is None or not there.text or _counts(hold, there.text):
        return
    taken.marks.append(_emptied(there))
    if hold and not hold.decision and not hold.armed and not hold.ignored:
        _keep(desk, replace(hold, ignored=True), now=now)


def _counts(hold: Hold | None, text: str) -> bool:
    """Whether what stands in the cell is still to be carried out."""
    if hold is None or hold.decision:
        return False
    decision = Decision(text.strip().casefold())
    early = decision is Decision.PUT_BACK and not hold.asked_again
    return (hold.armed or early) and accidents.may(hold, decision)


@dataclass(frozen=True)
class Cell:
    """The cell of the decision, as it was just read."""

    row: int
    key: str
    text: str


def _cell(known: Known, view: View) -> Cell | None:
    """None: the tab was not read in this pass, or has no such row, or says something else."""
    rows, layout = view.reference.get(TAB), known.reference_layouts.get(TAB)
    if rows is None or layout is None or not layout.sound:
        return None
    for at, row in enumerate(rows[1:], start=2):
        key, text = layout.cell(row, KEY), layout.cell(row, VALUE)
        if key.strip().casefold() == ROW.casefold():
            is_known = text.strip().casefold() in ("", *Decision)
            return Cell(at, key, text) if is_known else None
    return None


def _decide(desk: Desk, hold: Hold, decision: Decision, *, now: datetime) -> Hold:
    decided = replace(hold, decision=decision.value, decided_by=BY)
    with desk.journal.write() as connection:
        actor = replace(sheet(desk.sop), name=BY)
        what = f"{accidents.extent(hold)} di Lembar: {decision}"
        decisions.note(connection, actor, what, now=now)
        accidents.refresh(connection, decided, now=now)
        return accidents.standing(connection) or decided


def _keep(desk: Desk, hold: Hold, *, now: datetime) -> Hold:
    with desk.journal.write() as connection:
        accidents.refresh(connection, hold, now=now)
        return accidents.standing(connection) or hold


def _emptied(there: Cell) -> Bundle:
    bundle = Bundle()
    bundle.change(
        Update(
            TAB,
            there.row,
            there.key,
            cells={VALUE: ""},
            witness={KEY: there.key},
            expected={VALUE: there.text},
            counts=False,
        )
    )
    return bundle
