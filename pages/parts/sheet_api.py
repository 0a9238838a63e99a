"""The Sheet of the sandbox as one person sees and edits it, through the Sheets API itself.

What is typed goes in as USER_ENTERED, as Google's own screen does it, with that person's token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import requests

from pages.parts import loopback, running
from settings import SANDBOX_SPREADSHEET

TIMEOUT_S = 15

Json = dict[str, Any]


class Rejected(Exception):
    """The API refused, or does not answer; the text is one sentence."""


@dataclass(frozen=True)
class Tab:
    """One tab, with the size of its grid."""

    id: int
    title: str
    rows: int
    columns: int

    def range(self, first: int, last: int) -> str:
        """Rows `first` to `last` in A1 notation, all columns."""
        return f"{self._quoted}!A{first}:{letters(self.columns)}{min(last, self.rows)}"

    def cell(self, row: int, column: int) -> str:
        """Both count from 1."""
        return f"{self._quoted}!{letters(column)}{row}"

    @property
    def left_columns(self) -> str:
        return f"{self._quoted}!A:E"

    @property
    def _quoted(self) -> str:
        return "'" + self.title.replace("'", "''") + "'"


@dataclass(frozen=True)
class Part:
    """Some rows of a tab, as long as what is in them. `filled`: the last row in which one of the
    first five columns holds something."""

    filled: int
    header: list[str]
    rows: list[list[str]]


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True)
class SheetOf:
    """The Sheet in the hands of the person with this e-mail."""

    email: str

    def tabs(self) -> list[Tab]:
        found = self._call("GET", "", params={"fields": "sheets.properties"})
        sheets = [sheet["properties"] for sheet in found["sheets"]]
        return [
            Tab(
                properties["sheetId"],
                properties["title"],
                properties["gridProperties"]["rowCount"],
                properties["gridProperties"]["columnCount"],
            )
            for properties in sheets
        ]

    def part(self, tab: Tab, first: int, last: int) -> Part:
        """These rows as they are shown, in one read: a person may make sixty a minute."""
        ranges = [tab.left_columns, tab.range(1, 1), tab.range(first, last)]
        found = self._call("GET", "/values:batchGet", params={"ranges": ranges})
        left, head, rows = (_texts(one.get("values", [])) for one in found["valueRanges"])
        return Part(len(left), head[0] if head else [], rows)

    def type_in(self, cells: Mapping[str, str]) -> None:
        """Write texts into cells named in A1 notation, all or none."""
        data = [{"range": cell, "values": [[text]]} for cell, text in cells.items()]
        body = {"valueInputOption": "USER_ENTERED", "data": data}
        self._call("POST", "/values:batchUpdate", json=body)

    def change(self, request: Json) -> None:
        """One request of spreadsheets.batchUpdate."""
        self._call("POST", ":batchUpdate", json={"requests": [request]})

    def _call(self, method: str, path: str, **options: Any) -> Json:
        port = running.settings().sandbox_sheets_port
        address = f"/v4/spreadsheets/{SANDBOX_SPREADSHEET}{path}"
        headers = {"Authorization": f"Bearer staff:{self.email}"}
        try:
            answer = loopback.call(
                method, port, address, headers=headers, timeout=TIMEOUT_S, **options
            )
            found: Json = answer.json()
        except requests.RequestException:
            raise Rejected("Sheet peragaan tidak menjawab; jalankan python -m sandbox.") from None
        if "error" in found:
            raise Rejected(f"Sheet menolak: {found['error'].get('message', '')}")
        return found


def _texts(rows: list[list[Any]]) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in rows]


def insert_row(tab: Tab, row: int) -> Json:
    return {"insertDimension": {"range": _rows(tab, row), "inheritFromBefore": row > 1}}


def delete_row(tab: Tab, row: int) -> Json:
    return {"deleteDimension": {"range": _rows(tab, row)}}


def sort_rows(tab: Tab, last: int, column: int, *, rising: bool) -> Json:
    """Sort what is below the header, as a person does from the column's menu."""
    area = {
        "sheetId": tab.id,
        "startRowIndex": 1,
        "endRowIndex": last,
        "startColumnIndex": 0,
        "endColumnIndex": tab.columns,
    }
    order = "ASCENDING" if rising else "DESCENDING"
    return {
        "sortRange": {
            "range": area,
            "sortSpecs": [{"dimensionIndex": column - 1, "sortOrder": order}],
        }
    }


def _rows(tab: Tab, row: int) -> Json:
    return {"sheetId": tab.id, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}


def grid(rows: Sequence[Sequence[str]], height: int, width: int) -> list[list[str]]:
    """`rows` filled up to a rectangle."""
    filled = [[*row, *[""] * (width - len(row))] for row in rows[:height]]
    return filled + [[""] * width for _ in range(height - len(filled))]
