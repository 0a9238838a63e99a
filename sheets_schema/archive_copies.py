"""Rows copied between two files: copied, read back and compared, only then removed."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.context import Desk
from desk.ids import new_id
from desk.journal import recall, remember
from sheets_schema import archive_moves, archive_tabs, batch, flights, requests
from sheets_schema import layout as layouts
from sheets_schema.archive_moves import Row
from sheets_schema.client import Sheet
from sheets_schema.columns import Kind
from sheets_schema.errors import SheetError
from sheets_schema.grids import Grid
from sheets_schema.layout import Cells, Layout
from sheets_schema.view import blocks

log = logging.getLogger(__name__)

FACT = "sheet_archive_copy"
LARGEST = 1_000_000  # letters of one batch
A_CELL = 80  # what a typed value takes beside its text


@dataclass(frozen=True)
class Found:
    """A tab of a file as it was just read. `rows`: key -> the row's place and cells."""

    sheet: Sheet
    grid: Grid
    layout: Layout
    rows: Mapping[str, tuple[int, Cells]]

    def cells(self, keys: Iterable[str]) -> dict[str, Cells]:
        return {key: self.rows[key][1] for key in keys if key in self.rows}


def find(sheet: Sheet, grid: Grid, keys: Collection[str]) -> Found:
    """These rows of a tab, wherever they stand. Raises SheetError when a header is missing."""
    (header,) = sheet.read([archive_tabs.header_range(grid.title)])
    layout = archive_tabs.sound(grid.title, header)
    (column,) = sheet.read([archive_tabs.key_range(layout)])
    places = [row for row, cells in enumerate(column, 2) if cells and str(cells[0]).strip() in keys]
    spans = blocks(places)
    ranges = [f"{layouts.quoted(grid.title)}!{first}:{last}" for first, last in spans]
    again, *found = sheet.read([archive_tabs.header_range(grid.title), *ranges])
    if archive_tabs.sound(grid.title, again).header_row != layout.header_row:
        raise SheetError("Kolom Lembar sedang dipindah; dicoba lagi sebentar lagi.")
    rows: dict[str, tuple[int, Cells]] = {}
    for (first, _), block in zip(spans, found, strict=True):
        for row, raw in enumerate(block, first):
            key = layout.key_of(raw)
            if key in keys and key not in rows:
                rows[key] = (row, layout.cells(raw))
    return Found(sheet, grid, layout, rows)


def settle(desk: Desk, files: Mapping[str, Sheet], *, now: datetime) -> None:
    """A copy of unknown outcome has landed or never will; what it is, the next look shows."""
    with desk.journal.read() as connection:
        copy = recall(connection, FACT)
    if not copy:
        return
    sheet = files.get(copy["spreadsheet"])
    if sheet is not None:
        _use_up(sheet, copy["guard"], copy["sheet_id"])
    with desk.journal.write() as connection:
        remember(connection, FACT, None, now=now)


def _use_up(sheet: Sheet, guard: str, sheet_id: int) -> None:
    try:
        sheet.write({"requests": [requests.guard(guard, sheet_id)]})
    except SheetError as error:
        if not flights.has_landed_before(error, guard):
            raise


def copy(desk: Desk, source: Mapping[str, Cells], target: Found, *, now: datetime) -> None:
    """Rows of another file, at the end of this tab; those that stand there are made the same."""
    grid, guard = target.grid, new_id(now)
    new = {key: cells for key, cells in source.items() if key not in target.rows}
    wanted = [requests.guard(guard, grid.sheet_id)]
    if new:
        values = [_typed(cells, target.layout) for cells in new.values()]
        append = requests.append_rows(grid.sheet_id, values)
        append["appendCells"]["fields"] = "userEnteredValue,userEnteredFormat.numberFormat"
        wanted.append(append)
    for key, (row, cells) in target.rows.items():
        if key in source and cells != source[key]:
            whole = _typed(source[key], target.layout)
            whole += [{}] * (len(target.layout.header_row) - len(whole))
            wanted.append(requests.write_cells(grid.sheet_id, row - 1, 0, whole))
    if len(wanted) == 1:
        return
    fact = {"guard": guard, "sheet_id": grid.sheet_id, "spreadsheet": target.sheet.spreadsheet_id}
    with desk.journal.write() as connection:
        remember(connection, FACT, fact, now=now)
    target.sheet.write({"requests": wanted})
    with desk.journal.write() as connection:
        remember(connection, FACT, None, now=now)


def _typed(cells: Cells, layout: Layout) -> list[dict[str, Any]]:
    """Typed values, each with the format of its column: new rows at a grid's end have none."""
    values = batch.full_row(cells, layout)
    return [
        value | _look(batch.kind_of(layout.name(at), "", layout)) if value else {}
        for at, value in enumerate(values)
    ]


def _look(kind: Kind) -> dict[str, Any]:
    return {"userEnteredFormat": {"numberFormat": requests.NUMBER_FORMATS[kind]}}


def fitting(source: Mapping[str, Cells]) -> dict[str, Cells]:
    """The first of these rows, as many as one batch holds; at least one."""
    found: dict[str, Cells] = {}
    letters = 0
    for key, cells in source.items():
        letters += sum(len(cell) + A_CELL for cell in cells.values())
        if found and letters > LARGEST:
            break
        found[key] = cells
    return found


def alike(source: Mapping[str, Cells], target: Found) -> dict[str, Cells]:
    """Those of these rows that stand in the other file word for word."""
    return {key: cells for key, cells in source.items() if target.cells([key]) == {key: cells}}


def remove(sheet: Sheet, grid: Grid, source: Mapping[str, Cells]) -> None:
    """Delete these rows, looked at once more just before; those that changed stay.

    Only from tabs that nobody else may edit: a row that moved in this moment is the wrong one.
    """
    found = find(sheet, grid, source)
    rows = [
        Row(place, key, cells) for key, (place, cells) in found.rows.items() if cells == source[key]
    ]
    wanted = [
        archive_moves.delete_rows(grid.sheet_id, first - 1, count)
        for first, count in reversed(list(archive_moves.blocks(rows)))
    ]
    if wanted:
        sheet.write({"requests": wanted})
    log.info("%s rows of %s stand in another file now", len(rows), grid.title)
