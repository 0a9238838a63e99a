"""values.append: which block of cells Google takes for the table, and writing below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.sheets import a1, shifts, values
from sandbox.sheets.a1 import Box, Open
from sandbox.sheets.book import Draft
from sandbox.sheets.ranges import Range
from sandbox.sheets.sheet import Json, Sheet
from sandbox.sheets.shifts import Span
from sandbox.sheets.values import Typing, Written


@dataclass(frozen=True)
class Appended:
    """The table that was found (None: there was none) and what was written."""

    table: Box | None
    written: Written

    def answer(self, book_id: str) -> Json:
        shown: Json = {"spreadsheetId": book_id}
        if self.table:
            shown["tableRange"] = a1.label(self.written.range.sheet.title, self.table)
        return shown | {"updates": self.written.answer(book_id)}


def append(
    draft: Draft, found: Range, rows: list[list[Any]], typing: Typing, *, insert: bool
) -> Appended:
    """Write rows below the last table in a range; the grid grows when they do not fit.

    Recorded habit: the rows begin at that table's first column, wherever it is.
    """
    sheet = draft.sheet(found.sheet.id)
    table = last_table(sheet, found.box)
    top, left = (table.bottom, table.left) if table else (found.box.top, found.box.left)
    width = max((len(row) for row in rows), default=0)
    if insert and table and rows:
        shifts.insert(draft, sheet, Span("ROWS", top, top + len(rows)))
    grow(sheet, rows=top + len(rows), columns=left + width)
    draft.check_size()
    corner = Range(sheet, Open(top, top + 1, left, left + 1), Box(top, top + 1, left, left + 1))
    return Appended(table, values.write(draft, corner, rows, typing))


def grow(sheet: Sheet, *, rows: int = 0, columns: int = 0) -> None:
    """Make the grid at least this large."""
    if rows > sheet.row_count:
        sheet.resize(rows=rows)
    if columns > sheet.column_count:
        sheet.resize(columns=columns)


def last_table(sheet: Sheet, box: Box) -> Box | None:
    """The block of neighbouring cells around the last value of a rectangle."""
    last = _last_value(sheet, box)
    if last is None:
        return None
    table = Box(last[0], last[0] + 1, last[1], last[1] + 1)
    while (wider := _widened(sheet, table)) != table:
        table = wider
    return table


def _last_value(sheet: Sheet, box: Box) -> tuple[int, int] | None:
    for row in range(min(box.bottom, len(sheet.rows)) - 1, box.top - 1, -1):
        cells = sheet.row(row).values
        for column in range(min(box.right, len(cells)) - 1, box.left - 1, -1):
            if cells[column] is not None:
                return row, column
    return None


def _widened(sheet: Sheet, table: Box) -> Box:
    """The block with the rows and columns that touch it and hold a value."""
    top, bottom = table.top, table.bottom
    left, right = table.left, table.right
    while top and _any(sheet, Box(top - 1, top, max(left - 1, 0), right + 1)):
        top -= 1
    while _any(sheet, Box(bottom, bottom + 1, max(left - 1, 0), right + 1)):
        bottom += 1
    while left and _any(sheet, Box(top, bottom, left - 1, left)):
        left -= 1
    while _any(sheet, Box(top, bottom, right, right + 1)):
        right += 1
    return Box(top, bottom, left, right)


def _any(sheet: Sheet, box: Box) -> bool:
    rows = sheet.rows[box.top : box.bottom]
    return any(value is not None for row in rows for value in row.values[box.left : box.right])
