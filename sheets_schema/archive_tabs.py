"""The archive tabs of a file: what there is, and the requests that make one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_schema import layout as layouts
from sheets_schema import requests
from sheets_schema.archive_moves import Grid
from sheets_schema.client import Sheet
from sheets_schema.columns import Kind, Tab
from sheets_schema.layout import Layout
from sheets_schema.requests import Request
from sheets_schema.tables import PERCAKAPAN, RIWAYAT, archive

PROPERTIES = (
    "namedRanges(namedRangeId,name),"
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)))"
)
ARCHIVE = re.compile(r"Arsip (\d{4})")
MOST_CELLS = 10_000_000  # of a file, Google's limit
WARNING = "Wadul: arsip; perubahan di sini tidak dibaca"
LOCKED = "Wadul: arsip sedang dipindah"
LOGS = {tab.title: tab for tab in (RIWAYAT, PERCAKAPAN)}


@dataclass(frozen=True)
class File:
    """A spreadsheet's tabs, by title."""

    tabs: dict[str, Grid]

    @property
    def cells(self) -> int:
        """As Google counts them: every cell of the grid, also the empty ones."""
        return sum(grid.rows * grid.columns for grid in self.tabs.values())

    @property
    def years(self) -> list[int]:
        return sorted(int(found[1]) for title in self.tabs if (found := ARCHIVE.fullmatch(title)))


def look(sheet: Sheet) -> File:
    """One call."""
    return of_answer(sheet.describe(PROPERTIES))


def of_answer(answer: dict[str, Any]) -> File:
    found = [entry["properties"] for entry in answer.get("sheets", [])]
    return File({entry["title"]: _grid(entry) for entry in found})


def _grid(entry: dict[str, Any]) -> Grid:
    size = entry.get("gridProperties", {})
    return Grid(
        entry["title"],
        entry.get("sheetId", 0),
        size.get("rowCount", 0),
        size.get("columnCount", 0),
    )


def tab_of(title: str) -> Tab:
    """The tab of this title: an archive of a year, or one of the two logs."""
    year = ARCHIVE.fullmatch(title)
    return archive(int(year[1])) if year else LOGS[title]


def new(tab: Tab, headers: Sequence[str], *, columns: int, locked: bool) -> Iterator[Request]:
    """A tab with its header row only. Google refuses a second tab of that title.

    The tab's number is made from its title, so that one batch can make it and write into it.
    """
    sheet_id = zlib.crc32(tab.title.encode()) & 0x3FFFFFFF
    width = max(columns, len(headers))
    grid = {"rowCount": 2, "columnCount": width, "frozenRowCount": 1}
    properties = {"sheetId": sheet_id, "title": tab.title, "gridProperties": grid}
    yield {"addSheet": {"properties": properties}}
    cells = [requests.header_cell(header, work=False) for header in headers]
    yield requests.write_headers(sheet_id, 0, cells)
    for at, header in enumerate(headers):
        column = tab.column(header)
        yield requests.number_format(sheet_id, at, column.kind if column else Kind.TEXT)
        if column:
            yield requests.width(sheet_id, at, column.width)
    yield requests.clip(sheet_id)
    if locked:
        yield requests.lock(sheet_id, WARNING, ())
    else:
        yield requests.warn(requests.span(sheet_id, rows=(0, None)), WARNING)


def more_headers(grid: Grid, layout: Layout, headers: Sequence[str]) -> Iterator[Request]:
    """Headers that the tab lacks, after its last one."""
    first = len(layout.header_row)
    if first + len(headers) > grid.columns:
        yield requests.add_columns(grid.sheet_id, first + len(headers) - grid.columns)
    cells = [requests.header_cell(header, work=False) for header in headers]
    yield requests.write_headers(grid.sheet_id, first, cells)


def header_range(title: str) -> str:
    return f"{layouts.quoted(title)}!1:1"


def key_range(layout: Layout) -> str:
    letters = layout.letters(layout.tab.key)
    return f"{layouts.quoted(layout.tab.title)}!{letters}2:{letters}"
