"""A clerk's hands and eyes, for the tests of the Sheet's rules."""

from __future__ import annotations

from typing import Any

from sheets_schema import layout
from tests.sheets_schema.office import Office


def hold(office: Office) -> None:
    """Wait until Ctrl-Z is too late."""
    office.later(seconds=61)
    office.passes(2)


def note(office: Office, number: str) -> str:
    return str(office.row(number).get("Catatan Sistem", ""))


def bodies(office: Office, number: str) -> list[str]:
    return [message["body"] for message in office.sent(number)]


def cell(office: Office, number: str, header: str) -> str:
    """Where a cell of this complaint stands, in A1 notation."""
    columns = office.stand_in.values("Aduan")[0]
    return f"{layout.letters(columns.index(header))}{office.place(number)}"


def enter(office: Office, number: str, header: str, value: str) -> None:
    """Type as into Google's own page, which understands numbers, dates and a leading '."""
    path = f"/values/Aduan!{cell(office, number, header)}"
    params = {"valueInputOption": "USER_ENTERED"}
    office.stand_in.staff("PUT", path, {"values": [[value]]}, params)


def formula(office: Office, number: str, header: str, text: str) -> None:
    """Put a formula into a cell, as copying it from elsewhere does."""
    columns = office.stand_in.values("Aduan")[0]
    start = {
        "sheetId": office.stand_in.sheet_id("Aduan"),
        "rowIndex": office.place(number) - 1,
        "columnIndex": columns.index(header),
    }
    rows = [{"values": [{"userEnteredValue": {"formulaValue": text}}]}]
    fields = "userEnteredValue"
    office.stand_in.batch({"updateCells": {"start": start, "rows": rows, "fields": fields}})


def entered(office: Office, number: str, header: str) -> dict[str, Any]:
    """What a cell holds: {"stringValue": …}, {"formulaValue": …}; {} when it is empty."""
    params = {
        "ranges": f"Aduan!{cell(office, number, header)}",
        "fields": "sheets(data(rowData(values(userEnteredValue))))",
    }
    found = office.stand_in.staff("GET", "", params=params)
    rows = found["sheets"][0].get("data", [{}])[0].get("rowData", [{}])
    values = (rows[0] if rows else {}).get("values", [{}])
    return dict(values[0].get("userEnteredValue", {})) if values else {}


def rows_of(office: Office, first: int, last: int) -> dict[str, Any]:
    """Rows of Aduan as a DimensionRange; rows count from 1."""
    place = {"sheetId": office.stand_in.sheet_id("Aduan"), "dimension": "ROWS"}
    return place | {"startIndex": first - 1, "endIndex": last}


def span(office: Office, numbers: list[str], *headers: str) -> dict[str, Any]:
    """The block of these complaints and columns, which must stand side by side."""
    columns = office.stand_in.values("Aduan")[0]
    at = [columns.index(header) for header in headers]
    rows = [office.place(number) for number in numbers]
    return {
        "sheetId": office.stand_in.sheet_id("Aduan"),
        "startRowIndex": min(rows) - 1,
        "endRowIndex": max(rows),
        "startColumnIndex": min(at),
        "endColumnIndex": max(at) + 1,
    }
