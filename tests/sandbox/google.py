"""A client of the Google Sheets stand-in for tests: plain HTTP, and gspread on another base."""

from __future__ import annotations

import re
from typing import Any

import gspread
import requests
from google.oauth2.credentials import Credentials
from gspread.http_client import HTTPClient

BOOK = "/v4/spreadsheets/wadul-sandbox"
HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")


class Google:
    """One caller; `as_user` gives another one on the same stand-in."""

    def __init__(self, base: str, token: str = "worker") -> None:
        self.base = base
        self.token = token
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def as_user(self, token: str) -> Google:
        return Google(self.base, token)

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(method, f"{self.base}{path}", timeout=20, **options)

    def book(self, **params: Any) -> Any:
        return self.call("GET", BOOK, params=params).json()

    def batch(self, *wanted: dict[str, Any], **more: Any) -> requests.Response:
        return self.call("POST", f"{BOOK}:batchUpdate", json={"requests": wanted, **more})

    def done(self, *wanted: dict[str, Any]) -> list[dict[str, Any]]:
        """The replies of a batch that must succeed."""
        answer = self.batch(*wanted)
        assert answer.ok, answer.text
        replies: list[dict[str, Any]] = answer.json()["replies"]
        return replies

    def refused(self, *wanted: dict[str, Any]) -> str:
        """Google's text for a batch that must be refused."""
        answer = self.batch(*wanted)
        assert answer.status_code == 400, answer.text
        return str(answer.json()["error"]["message"])

    def put(self, cells: str, rows: list[list[Any]], option: str = "RAW") -> requests.Response:
        params = {"valueInputOption": option}
        return self.call("PUT", f"{BOOK}/values/{cells}", params=params, json={"values": rows})

    def typed(self, cells: str, *row: Any) -> None:
        """A row typed in as a person would; must succeed."""
        answer = self.put(cells, [list(row)], "USER_ENTERED")
        assert answer.ok, answer.text

    def values(self, cells: str, render: str = "UNFORMATTED_VALUE", **params: str) -> Any:
        params = {"valueRenderOption": render, **params}
        return self.call("GET", f"{BOOK}/values/{cells}", params=params).json().get("values", [])

    def cell(self, cells: str) -> dict[str, Any]:
        """The CellData of one cell."""
        found = self.book(ranges=cells, fields="sheets.data.rowData.values")
        rows = found["sheets"][0]["data"][0].get("rowData", [{}])
        cell: dict[str, Any] = rows[0].get("values", [{}])[0]
        return cell

    def control(self, method: str, path: str, **options: Any) -> Any:
        answer = self.call(method, f"/_sandbox/{path}", **options)
        assert answer.ok, answer.text
        return answer.json()

    def gspread(self) -> gspread.Client:
        return gspread.authorize(Credentials(token=self.token), http_client=self._local())

    def _local(self) -> type[HTTPClient]:
        base = self.base

        class Local(HTTPClient):
            def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> Any:
                for host in HOSTS:
                    endpoint = endpoint.replace(host, base)
                return super().request(method, endpoint, *args, **options)

        return Local


def where(rows: tuple[int, int] | None = None, columns: tuple[int, int] | None = None) -> Any:
    """A GridRange in the first tab, half-open."""
    found: dict[str, int] = {"sheetId": 0}
    if rows:
        found |= {"startRowIndex": rows[0], "endRowIndex": rows[1]}
    if columns:
        found |= {"startColumnIndex": columns[0], "endColumnIndex": columns[1]}
    return found


def span(dimension: str, start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def texts(*row: str) -> dict[str, Any]:
    """A RowData of typed texts."""
    return {"values": [{"userEnteredValue": {"stringValue": text}} for text in row]}


def appended(*rows: dict[str, Any], sheet: int = 0, fields: str = "userEnteredValue") -> Any:
    return {"appendCells": {"sheetId": sheet, "rows": list(rows), "fields": fields}}


def guard(key: str, name: str = "") -> dict[str, Any]:
    """The addNamedRange whose id Google takes only once."""
    named = {
        "namedRangeId": key,
        "name": name or re.sub(r"\W", "_", f"g_{key}"),
        "range": where((0, 1), (0, 1)),
    }
    return {"addNamedRange": {"namedRange": named}}
