"""The archive tabs of a file: what there is, and the requests that make one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from sheets_schema import grids, requests
from sheets_schema import layout as layouts
from sheets_schema.client import Sheet
from sheets_schema.columns import Kind, Rows, Tab
from sheets_schema.errors import SheetError
from sheets_schema.grids import File, Grid
from sheets_schema.layout import Layout
from sheets_schema.requests import Request
from sheets_schema.tables import ADUAN, PERCAKAPAN, RIWAYAT, archive

WARNING = "Wadul: arsip; perubahan di sini tidak dibaca"
LOCKED = "Wadul: arsip sedang dipindah"
LOGS = {tab.title: tab for tab in (RIWAYAT, PERCAKAPAN)}


def look(sheet: Sheet) -> File:
    """One call."""
    return grids.of_answer(sheet.describe(grids.PROPERTIES))


def tab_of(title: str) -> Tab:
    """The tab of this title: an archive of a year, or one of the two logs."""
    year = grids.ARCHIVE.fullmatch(title)
    return archive(int(year[1])) if year else LOGS[title]


def sound(title: str, header: Rows) -> Layout:
    """The layout of Aduan or of an archive tab. Raises SheetError when a header is missing."""
    tab = ADUAN if title == ADUAN.title else tab_of(title)
    found = layouts.read(tab, header[0] if header else ())
    if not found.sound:
        raise SheetError(f"Judul kolom tab {title} tidak lengkap atau ganda; periksa baris 1.")
    return found


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
