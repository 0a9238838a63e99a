"""Registers as they come: .xlsx, .csv or a Google Sheet, opened and laid out as rows of text."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from desk.problems import Refused
from sheets_schema import cells
from sheets_schema.client import Sheet
from sheets_schema.columns import Kind, Raw
from sheets_schema.layout import quoted

Row = list[str]
EXCEL = (".xlsx", ".xlsm")
DELIMITERS = ",;\t"
ADDRESS = "/spreadsheets/d/"


@dataclass(frozen=True)
class Grid:
    """One tab of a register. Rows count from 1, as people see them; every cell is a text, a date an
    ISO moment, a number its digits."""

    source: str  # the file's or the spreadsheet's name
    tab: str
    rows: list[Row]


def is_address(named: str) -> bool:
    """Whether this names a Google Sheet rather than a file."""
    return ADDRESS in named or not (Path(named).suffix or Path(named).exists())


def spreadsheet_id(named: str) -> str:
    """The id in a Google Sheet's address, or the id itself."""
    return named.partition(ADDRESS)[2].partition("/")[0] if ADDRESS in named else named.strip()


def from_file(path: Path) -> list[Grid]:
    """Every tab of the file that has rows. Refused: no such file, or one that is no register."""
    kind = path.suffix.casefold()
    if not path.is_file():
        raise Refused(f"Berkas {path} tidak ditemukan.")
    if kind in EXCEL:
        return _from_excel(path)
    if kind == ".csv":
        return [Grid(path.name, path.stem, _from_csv(path))]
    raise Refused(f"Berkas {path.name} tidak dapat dibaca; simpan dahulu sebagai .xlsx atau .csv.")


def from_sheet(sheet: Sheet, is_own: Callable[[str], bool]) -> list[Grid]:
    """Every tab of a Google Sheet that is not one of ours. SheetError when it is away."""
    answer = sheet.describe("properties(title),sheets(properties(title))")
    name = str(answer.get("properties", {}).get("title", "Google Sheet"))
    every = [str(entry["properties"]["title"]) for entry in answer.get("sheets", [])]
    titles = [title for title in every if not is_own(title)]
    found = sheet.read([quoted(title) for title in titles]) if titles else []
    return [
        Grid(name, title, [[_shown(raw) for raw in row] for row in rows])
        for title, rows in zip(titles, found, strict=True)
        if rows
    ]


def _from_excel(path: Path) -> list[Grid]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of choices and colours that openpyxl does not know
            book = openpyxl.load_workbook(path, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError):
        raise Refused(
            f"Berkas {path.name} tidak dapat dibuka: rusak, berkata sandi, atau bukan .xlsx."
        ) from None
    grids = [Grid(path.name, tab.title, _rows(tab)) for tab in book.worksheets]
    return [grid for grid in grids if grid.rows]


def _rows(tab: Worksheet) -> list[Row]:
    rows = [[_shown(value) for value in row] for row in tab.iter_rows(values_only=True)]
    for span in tab.merged_cells.ranges:
        # One date for several rows, a header as high as two: each of the rows has it.
        for row in rows[span.min_row : span.max_row]:
            row[span.min_col - 1] = rows[span.min_row - 1][span.min_col - 1]
    return rows if any(any(row) for row in rows) else []


def _from_csv(path: Path) -> list[Row]:
    text = _decoded(path.read_bytes())
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    return [
        [_shown(cell) for cell in row]
        for row in csv.reader(text.splitlines(True), delimiter=delimiter)
    ]


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")  # as Excel saves it on Windows


def _shown(value: Any) -> str:
    """One cell as text."""
    for kind, text in _TEXTS:
        if isinstance(value, kind):
            return text(value)
    raw: Raw | None = value
    return cells.parse(raw, Kind.TEXT).strip()


_TEXTS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "Ya" if value else "Tidak"),
    (datetime, lambda value: str(value.replace(microsecond=0, tzinfo=None).isoformat())),
    (date, lambda value: str(value.isoformat())),
    (time, lambda value: f"{value:%H:%M}"),
)
