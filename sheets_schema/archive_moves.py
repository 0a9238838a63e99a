"""Rows moved from one tab to another in one atomic batch that can't lose a row.

Empty rows are inserted in the other tab, the rows are cut and pasted into them, and what is then
empty is deleted. Google applies a batch whole, on the grid as it stands in that moment: the row
that is deleted is the one whose content was just moved, whoever sorted or inserted before. A wrong
row may be moved so, but stands whole in the other tab, is seen there and comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sheets_schema import layout as layouts
from sheets_schema import requests
from sheets_schema.columns import Raw
from sheets_schema.grids import Grid
from sheets_schema.layout import Cells, Layout
from sheets_schema.requests import Request


@dataclass(frozen=True)
class Row:
    """A row to move; it counts from 1. `number` "" is a row without one."""

    row: int
    number: str
    cells: Cells


def names(header_row: Sequence[Raw], width: int) -> list[str]:
    """The header of each column; a column without one is called by its letters."""
    found = list(layouts.trimmed(header_row))[:width]
    found += [""] * (width - len(found))
    return [name or layouts.OWN + layouts.letters(at) for at, name in enumerate(found)]


def lacking(source: Layout, target: Layout, rows: Sequence[Row]) -> list[str]:
    """Headers that hold something in these rows and that the other tab does not have."""
    known = {*target.columns, *target.own}
    used = dict.fromkeys(header for row in rows for header in row.cells)
    return [header for header in (*source.columns, *source.own) if header in used.keys() - known]


def runs(source: Layout, target: Layout, width: tuple[int, int]) -> list[tuple[int, int, int]]:
    """(first column, end, column in the other tab) of columns that stay side by side.

    `width`: columns of both grids. With equal headers it is one run as wide as the grid, so that
    even a cell far to the right goes along.
    """
    if source.header_row == target.header_row and width[1] >= width[0]:
        return [(0, width[0], 0)]
    there = {**target.own, **target.columns}
    pairs = [
        (at, there[header])
        for header, at in sorted({**source.own, **source.columns}.items(), key=lambda item: item[1])
        if header in there
    ]
    starts = [0, *(i for i, (a, b) in enumerate(pairwise(pairs), 1) if not _beside(a, b))]
    ends = [*starts[1:], len(pairs)]
    return [
        (pairs[start][0], pairs[end - 1][0] + 1, pairs[start][1])
        for start, end in zip(starts, ends, strict=True)
    ]


def _beside(before: tuple[int, int], after: tuple[int, int]) -> bool:
    return after == (before[0] + 1, before[1] + 1)


def blocks(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """(first row, count) of rows that stand below each other."""
    places = sorted(row.row for row in rows)
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            yield places[start], at - start
            start = at


def move(
    rows: Sequence[Row],
    source: tuple[Grid, Layout],
    target: tuple[Grid, Layout],
    *,
    at: int,
) -> list[Request]:
    """Rows of `source` go to new rows of `target`, from row `at` (from 1) on."""
    (origin, before), (place, after) = source, target
    wanted = [insert_rows(place.sheet_id, at - 1, len(rows))]
    spans = runs(before, after, (origin.columns, place.columns))
    found = list(blocks(rows))
    goes_to = at - 1
    for first, count in found:
        for left, right, column in spans:
            span = requests.span(
                origin.sheet_id, rows=(first - 1, first - 1 + count), columns=(left, right)
            )
            wanted.append(_cut_paste(span, place.sheet_id, goes_to, column))
        goes_to += count
    for first, count in reversed(found):
        wanted.append(delete_rows(origin.sheet_id, first - 1, count))
    return wanted


def insert_rows(sheet_id: int, row: int, count: int) -> Request:
    """Empty rows that look like the one above; below the header, like the one that stood there."""
    place = _rows(sheet_id, row, count)
    return {"insertDimension": {"range": place, "inheritFromBefore": row > 1}}


def delete_rows(sheet_id: int, row: int, count: int) -> Request:
    return {"deleteDimension": {"range": _rows(sheet_id, row, count)}}


def _rows(sheet_id: int, row: int, count: int) -> dict[str, Any]:
    place = {"sheetId": sheet_id, "dimension": "ROWS"}
    return place | {"startIndex": row, "endIndex": row + count}


def _cut_paste(source: dict[str, Any], sheet_id: int, row: int, column: int) -> Request:
    """Values, formats and notes of a range, moved to another place."""
    place = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"cutPaste": {"source": source, "destination": place, "pasteType": "PASTE_NORMAL"}}
