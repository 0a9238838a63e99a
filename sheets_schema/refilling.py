"""A column of Aduan that was gone and came back empty: filled again, not taken for emptied cells.

Whoever deletes a column by mistake and types its header anew has emptied every cell of it. While
the header was missing nothing was read, so a cell that is empty now may as well be such a one.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, update

from desk.context import Desk
from desk.journal import recall, remember
from desk.schema import complaints
from sheets_schema import bases
from sheets_schema.bases import Base
from sheets_schema.known import Known
from sheets_schema.layout import Cells
from sheets_schema.structure import COLUMNS_GONE_FACT
from sheets_schema.tables import ADUAN
from sheets_schema.view import View

log = logging.getLogger(__name__)


def is_done(known: Known, desk: Desk, view: View, *, now: datetime) -> bool:
    """Refill what came back. False: this pass has not read all rows, as that needs; the next will.

    Nothing that people typed may be taken in before it is done.
    """
    layout = view.aduan
    if layout is None:
        return True
    with desk.journal.read() as connection:
        gone = recall(connection, COLUMNS_GONE_FACT)
    if not gone:
        return True
    places = {number: rows[0] for number, rows in view.keys.get(ADUAN.title, {}).items()}
    if not view.rows.keys() >= set(places.values()):
        known.full_at = None
        return False
    shown = {number: layout.cells(view.rows[row]) for number, row in places.items()}
    with desk.journal.write() as connection:
        _refill(connection, shown, set(gone) - {ADUAN.key})
        remember(connection, COLUMNS_GONE_FACT, [], now=now)
    known.statuses = None
    return True


def _refill(connection: Connection, shown: Mapping[str, Cells], gone: set[str]) -> None:
    for chunk in bases.chunks(list(shown)):
        found = bases.load(connection, ADUAN.title, chunk)
        lost = {
            number: _without(base, headers)
            for number, base in found.items()
            if (headers := (gone & base.cells.keys()) - shown[number].keys())
        }
        bases.save_all(connection, ADUAN.title, lost)
        connection.execute(
            update(complaints).where(complaints.c.number.in_(lost)).values(sheet_pending=True)
        )
        log.info("%s rows have lost cells of columns that were gone", len(lost))


def _without(base: Base, headers: set[str]) -> Base:
    """As if these cells had never been shown: the desk's value is written again."""
    kept = {header: cell for header, cell in base.cells.items() if header not in headers}
    edits = {header: cell for header, cell in (base.edits or {}).items() if header not in headers}
    return replace(base, cells=kept, edits=edits or None)
