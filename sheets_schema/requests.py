"""Requests of a batchUpdate, one function a kind. Rows and columns count from 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sheets_schema import cells
from sheets_schema.columns import Kind, Tab

Request = dict[str, Any]

NUMBER_FORMATS = {
    Kind.TEXT: {"type": "TEXT", "pattern": "@"},
    Kind.CHOICE: {"type": "TEXT", "pattern": "@"},
    Kind.FLAG: {"type": "TEXT", "pattern": "@"},
    Kind.MOMENT: {"type": "DATE_TIME", "pattern": "dd/mm/yyyy hh:mm"},
    Kind.DAY: {"type": "DATE", "pattern": "dd/mm/yyyy"},
    Kind.NUMBER: {"type": "NUMBER", "pattern": "0.##"},
}
RED = {"red": 0.96, "green": 0.78, "blue": 0.76}
AMBER = {"red": 0.99, "green": 0.91, "blue": 0.70}
GREY = {"red": 0.90, "green": 0.90, "blue": 0.90}
WORK = {"red": 0.85, "green": 0.92, "blue": 0.83}


def add_tab(tab: Tab, index: int) -> Request:
    columns = max(len(tab.columns) + 4, 8)
    grid = {"rowCount": tab.rows, "columnCount": columns, "frozenRowCount": 1}
    return {
        "addSheet": {"properties": {"title": tab.title, "index": index} | {"gridProperties": grid}}
    }


def freeze_header(sheet_id: int) -> Request:
    properties = {"sheetId": sheet_id, "gridProperties": {"frozenRowCount": 1}}
    return {
        "updateSheetProperties": {
            "properties": properties,
            "fields": "gridProperties.frozenRowCount",
        }
    }


def add_columns(sheet_id: int, length: int) -> Request:
    return {"appendDimension": {"sheetId": sheet_id, "dimension": "COLUMNS", "length": length}}


def add_rows(sheet_id: int, length: int) -> Request:
    return {"appendDimension": {"sheetId": sheet_id, "dimension": "ROWS", "length": length}}


def insert(sheet_id: int, dimension: str, at: int) -> Request:
    """One empty row or column before this one; it takes no format from its neighbour."""
    place = {"sheetId": sheet_id, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
    return {"insertDimension": {"range": place, "inheritFromBefore": False}}


def move_row(sheet_id: int, row: int, to: int) -> Request:
    place = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    return {"moveDimension": {"source": place, "destinationIndex": to}}


def rename_tab(sheet_id: int, title: str) -> Request:
    properties = {"sheetId": sheet_id, "title": title}
    return {"updateSheetProperties": {"properties": properties, "fields": "title"}}


def span(
    sheet_id: int, *, rows: tuple[int, int | None], columns: tuple[int, int] | None = None
) -> dict[str, Any]:
    """A GridRange; an open end is left out."""
    found = {"sheetId": sheet_id, "startRowIndex": rows[0]}
    if rows[1] is not None:
        found["endRowIndex"] = rows[1]
    if columns:
        found |= {"startColumnIndex": columns[0], "endColumnIndex": columns[1]}
    return found


def below(sheet_id: int, column: int) -> dict[str, Any]:
    """All cells of a column below the header."""
    return span(sheet_id, rows=(1, None), columns=(column, column + 1))


def write_cells(sheet_id: int, row: int, column: int, values: Iterable[dict[str, Any]]) -> Request:
    """Typed values side by side, from this cell on; formats and dropdowns stay."""
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": list(values)}],
            "fields": "userEnteredValue",
        }
    }


def append_rows(sheet_id: int, rows: Sequence[Sequence[dict[str, Any]]]) -> Request:
    """Rows of typed values after the last row that has any value."""
    return {
        "appendCells": {
            "sheetId": sheet_id,
            "rows": [{"values": list(row)} for row in rows],
            "fields": "userEnteredValue",
        }
    }


def delete_row(sheet_id: int, row: int) -> Request:
    place = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    return {"deleteDimension": {"range": place}}


def header_cell(text: str, *, work: bool) -> dict[str, Any]:
    """A header; the columns people work in have another colour than the machine's."""
    look = {"textFormat": {"bold": True}, "backgroundColor": WORK if work else GREY}
    return cells.value(text, Kind.TEXT) | {"userEnteredFormat": look}


def write_headers(sheet_id: int, column: int, headers: Iterable[dict[str, Any]]) -> Request:
    request = write_cells(sheet_id, 0, column, headers)
    request["updateCells"]["fields"] = (
        "userEnteredValue,userEnteredFormat(textFormat,backgroundColor)"
    )
    return request


def number_format(sheet_id: int, column: int, kind: Kind) -> Request:
    return {
        "repeatCell": {
            "range": below(sheet_id, column),
            "cell": {"userEnteredFormat": {"numberFormat": NUMBER_FORMATS[kind]}},
            "fields": "userEnteredFormat.numberFormat",
        }
    }


def note(sheet_id: int, row: int, column: int, text: str) -> Request:
    """A cell's note; "" takes it away."""
    request = write_cells(sheet_id, row, column, [{"note": text} if text else {}])
    request["updateCells"]["fields"] = "note"
    return request


def clip(sheet_id: int) -> Request:
    """Long texts don't make tall rows."""
    look = {"wrapStrategy": "CLIP", "verticalAlignment": "TOP"}
    return {
        "repeatCell": {
            "range": span(sheet_id, rows=(1, None)),
            "cell": {"userEnteredFormat": look},
            "fields": "userEnteredFormat(wrapStrategy,verticalAlignment)",
        }
    }


def width(sheet_id: int, column: int, pixels: int) -> Request:
    place = {"sheetId": sheet_id, "dimension": "COLUMNS"}
    place |= {"startIndex": column, "endIndex": column + 1}
    return {
        "updateDimensionProperties": {
            "range": place,
            "properties": {"pixelSize": pixels},
            "fields": "pixelSize",
        }
    }


def condition(kind: str, values: Iterable[str]) -> dict[str, Any]:
    return {"type": kind, "values": [{"userEnteredValue": text} for text in values]}


def dropdown(sheet_id: int, column: int, rule: dict[str, Any]) -> Request:
    """Not strict: what else is typed stands, and the pass says why it does not count."""
    return {
        "setDataValidation": {
            "range": below(sheet_id, column),
            "rule": {"condition": rule, "strict": False, "showCustomUi": True},
        }
    }


def colour(place: dict[str, Any], rule: dict[str, Any], background: dict[str, float]) -> Request:
    look = {"backgroundColor": background}
    return {
        "addConditionalFormatRule": {
            "rule": {"ranges": [place], "booleanRule": {"condition": rule, "format": look}},
            "index": 0,
        }
    }


def warn(place: dict[str, Any], description: str) -> Request:
    protected = {"range": place, "description": description, "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": protected}}


def lock(sheet_id: int, description: str, admins: Iterable[str]) -> Request:
    """Only the owner, this account and `admins` may change the tab."""
    protected: dict[str, Any] = {"range": {"sheetId": sheet_id}, "description": description}
    if users := list(admins):
        protected["editors"] = {"users": users}
    return {"addProtectedRange": {"protectedRange": protected | {"warningOnly": False}}}


def file_properties(properties: dict[str, str]) -> Request:
    fields = ",".join(properties)
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": fields}}


def guard(batch_id: str, sheet_id: int) -> Request:
    """Makes a batch land once: a used id is refused, and with it the whole batch."""
    place = span(sheet_id, rows=(0, 1), columns=(0, 1))
    named = {"namedRangeId": batch_id, "name": f"wadul_{batch_id}", "range": place}
    return {"addNamedRange": {"namedRange": named}}


def remove_guard(batch_id: str) -> Request:
    return {"deleteNamedRange": {"namedRangeId": batch_id}}
