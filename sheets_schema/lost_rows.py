"""Rows of Aduan without a number, and numbers without a row or with two.

A row that lost its number gets it back; one that somebody typed becomes a complaint; one that
vanished comes back after two passes; while a number stands twice, both rows are only marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from desk.context import Desk
from sheets_schema import (
    accident_rows,
    archived,
    astray,
    bases,
    comparing,
    hand_typed,
    strangers,
    wording,
)
from sheets_schema.batch import Update
from sheets_schema.brought_back import bring_back
from sheets_schema.bundles import Bundle
from sheets_schema.known import Known
from sheets_schema.layout import Cells, Layout
from sheets_schema.tables import ADUAN
from sheets_schema.taken import Taken
from sheets_schema.view import View

PASSES = 2  # without its row, until a row counts as vanished
NOTE = "Catatan Sistem"
#: By what a row is known again, when its number is not there any more.
LIKENESS = ("Tgl Diterima", "Isi Aduan", "Kanal")


def take_in(known: Known, desk: Desk, view: View, taken: Taken, *, now: datetime) -> None:
    layout = view.aduan
    if layout is None or known.statuses is None:
        return
    shown = view.keys.get(ADUAN.title, {})
    gone = archived.left_out(desk, [n for n in known.statuses if n not in shown])
    nameless = dict(_nameless(known, view, layout))
    _name_again(desk, gone, nameless, taken, now=now)
    hand_typed.take_in(known, desk, nameless, taken, now=now)
    gone = accident_rows.vanished(known, desk, gone, taken, now=now)
    _bring_back(known, desk, gone, taken, now=now)
    taken.marks += [
        *_marks(view, layout),
        *archived.marks(desk, nameless),
        *strangers.marks(desk, nameless),
    ]


def _nameless(known: Known, view: View, layout: Layout) -> Iterator[tuple[int, Cells]]:
    """Rows with content and without a number that we gave."""
    for row, raw in view.rows.items():
        number = layout.key_of(raw)
        if number and known.statuses is not None and number in known.statuses:
            continue
        cells = layout.cells(raw)
        if cells:
            yield row, cells


def _name_again(
    desk: Desk, gone: list[str], nameless: dict[int, Cells], taken: Taken, *, now: datetime
) -> None:
    """Rows that are missing complaints; both lists lose those that were found."""
    if not gone or not nameless:
        return
    with desk.journal.write() as connection:
        found = bases.load(connection, ADUAN.title, gone)
        for number, base in found.items():
            row = next((r for r, cells in nameless.items() if _is(number, base.cells, cells)), None)
            if row is None:
                continue
            there = nameless.pop(row)
            # What landed in other columns is ours, and is written over.
            strays = {h: cell for h, cell in base.strays.items() if there.get(h, "") == cell}
            astray.owe(connection, number, base, strays, now=now)
            cells = {**strays, ADUAN.key: there.get(ADUAN.key, "")}
            known_again = comparing.with_cells(replace(base, strays={}), cells)
            bases.save(connection, ADUAN.title, number, known_again)
            taken.places[number] = row
            taken.touched.add(number)
            gone.remove(number)


def _is(number: str, before: Cells, cells: Cells) -> bool:
    """Whether this row is that complaint: it bears its number somewhere, or is like it."""
    if number in cells.values():
        return True
    awaits_its_number = not before.get(ADUAN.key)
    like = LIKENESS[1:] if awaits_its_number else LIKENESS
    return bool(before.get("Isi Aduan")) and all(
        before.get(header, "") == cells.get(header, "") for header in like
    )


def _bring_back(known: Known, desk: Desk, gone: list[str], taken: Taken, *, now: datetime) -> None:
    """Vanished rows, whole: also the staff's own columns, as they were read last."""
    known.gone = {number: known.gone.get(number, 0) + 1 for number in gone}
    vanished = [number for number, passes in known.gone.items() if passes >= PASSES]
    if not vanished:
        return
    with desk.journal.write() as connection:
        news = [number for number in vanished if known.gone[number] == PASSES]
        taken.restored.update(bring_back(connection, desk, vanished, told=news, now=now))
    taken.touched |= taken.restored


def _marks(view: View, layout: Layout) -> Iterator[Bundle]:
    """One note beside each row of a number that stands more than once."""
    for number, rows in view.doubled.items():
        text = wording.doubled(number, rows)
        bundle = Bundle()
        for row in rows:
            note = layout.cell(view.rows.get(row, []), NOTE)
            if row in view.rows and note != text:
                bundle.change(
                    Update(
                        ADUAN.title,
                        row,
                        number,
                        cells={NOTE: text},
                        witness={ADUAN.key: number},
                        expected={NOTE: note},
                        counts=False,
                    )
                )
        if bundle:
            yield bundle
