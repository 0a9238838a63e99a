"""One batch that moves rows between Aduan and an archive tab: kept, sent, settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desk.context import Desk
from desk.ids import new_id
from sheets_schema import archive_flights, archive_moves, requests
from sheets_schema.archive_flights import Flight
from sheets_schema.archive_moves import Row
from sheets_schema.client import Sheet
from sheets_schema.columns import Raw
from sheets_schema.errors import SheetError
from sheets_schema.grids import Grid
from sheets_schema.layout import Cells, Layout
from sheets_schema.tables import ADUAN


@dataclass(frozen=True)
class Moving:
    """Rows that go from one tab to new rows of another, from row `at` on.

    `left`: what a row that comes back can't take along.
    """

    source: tuple[Grid, Layout]
    target: tuple[Grid, Layout]
    rows: tuple[Row, ...]
    at: int
    left: Mapping[str, Cells] = field(default_factory=dict)

    @property
    def out(self) -> bool:
        return self.source[0].title == ADUAN.title


def send(sheet: Sheet, desk: Desk, moving: Moving, *, now: datetime) -> None:
    """Raises SheetError when Google refused it or its outcome is unknown: then settled later."""
    flight = _flight(moving, new_id(now))
    wanted = [requests.guard(flight.id, moving.source[0].sheet_id)]
    wanted += archive_moves.move(moving.rows, moving.source, moving.target, at=moving.at)
    with desk.journal.write() as connection:
        archive_flights.keep(connection, flight, now=now)
    try:
        sheet.write({"requests": wanted})
    except SheetError as error:
        if error.status == 400:
            archive_flights.settle(sheet, desk, flight, now=now)
        raise
    archive_flights.settle(sheet, desk, flight, now=now)


def _flight(moving: Moving, batch_id: str) -> Flight:
    both = (moving.source[1], moving.target[1])
    archive_tab = moving.target[0].title if moving.out else moving.source[0].title
    return Flight(
        id=batch_id,
        out=moving.out,
        tab=archive_tab,
        rows=len(moving.rows),
        headers={layout.tab.title: list(layout.header_row) for layout in both},
        cells={row.number: row.cells for row in moving.rows if row.number},
        left=dict(moving.left),
    )


def is_covered(raw: list[Raw], layout: Layout) -> bool:
    """Whether every filled cell of a row stands under a header of its own."""
    columns = {*layout.columns.values(), *layout.own.values()}
    return all(at in columns for at, cell in enumerate(raw) if cell != "")
