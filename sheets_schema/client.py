"""The only door to Google Sheets: one read, one description, one atomic write.

Reads are retried; a write never is. A write whose outcome is unknown raises `SheetError` with
`unknown`, and `sheets_schema.batches` finds out what became of it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, MutableMapping, Sequence
from itertools import zip_longest
from typing import Any

import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from gspread.http_client import HTTPClient

from sheets_schema import credentials, errors
from sheets_schema.columns import Raw, Rows
from sheets_schema.errors import SheetError
from sheets_schema.known import Known
from sheets_schema.pace import Bucket, Pace, Pause, Retries

log = logging.getLogger(__name__)

GOOGLE = "https://sheets.googleapis.com"
DRIVE = "https://www.googleapis.com"
SPREADSHEET = GOOGLE + "/v4/spreadsheets/%s"
FILE = DRIVE + "/drive/v3/files/%s"


class SheetHTTP(HTTPClient):
    """gspread's wire with another address, time limits, spacing and our own rules for retries."""

    def __init__(self, auth: Credentials, *, url: str = GOOGLE, pace: Pace | None = None) -> None:
        super().__init__(auth)
        self.url = url.rstrip("/") or GOOGLE
        self.pace = pace or Pace()
        self.set_timeout(self.pace.timeouts)
        self._bucket = Bucket(self.pace)
        self._pause = Pause(self.pace)

    # gspread calls request by position: the signature is its own.
    def request(  # noqa: PLR0917
        self,
        method: str,
        endpoint: str,
        params: Any = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> Any:
        if self._pause.remaining:
            raise errors.quota()
        retries = Retries(self.pace)
        while True:
            try:
                return self._once(method, endpoint, params=params, json=json, headers=headers)
            except SheetError as error:
                log.info("sheets %s failed: %s %s", method, error.status, error.detail)
                if method.lower() != "get" or error.permanent or not retries.wait():
                    raise

    def _once(self, method: str, endpoint: str, **options: Any) -> requests.Response:
        self._bucket.take()
        url = self._address(endpoint)
        try:
            response = self.session.request(method, url, timeout=self.timeout, **options)
        except requests.RequestException as error:
            raise errors.broken(error) from error
        except GoogleAuthError as error:
            raise errors.unauthorized(error, self.account) from error
        if not response.ok:
            refused = errors.refusal(response, self.account)
            if refused.status == 429:
                self._pause.lengthen()
            raise refused
        self._pause.end()
        return response

    @property
    def account(self) -> str:
        """The e-mail address with which the file must be shared, where it is known."""
        return str(getattr(self.auth, "account", ""))

    def _address(self, endpoint: str) -> str:
        """Google's own address, or the same one at a stand-in, which answers for Drive too."""
        if self.url == GOOGLE:
            return endpoint
        return endpoint.replace(GOOGLE, self.url, 1).replace(DRIVE, self.url, 1)


class Sheet:
    """One spreadsheet."""

    def __init__(self, http: SheetHTTP, spreadsheet_id: str) -> None:
        self.http = http
        self.spreadsheet_id = spreadsheet_id
        self.known = Known()  # what the passes of this process remember of it
        self.turn = threading.Lock()  # of a pass or of the archive: never both at once

    def read(self, ranges: Sequence[str]) -> list[Rows]:
        """The unformatted values of each range, dates as serial numbers; one call."""
        return self._values(ranges, "ROWS")

    def columns(self, ranges: Sequence[str]) -> list[Rows]:
        """The same, column by column: lighter for long columns. See `turned`."""
        return self._values(ranges, "COLUMNS")

    def _values(self, ranges: Sequence[str], dimension: str) -> list[Rows]:
        params = {
            "ranges": list(ranges),
            "majorDimension": dimension,
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        answer = self._json("get", "/values:batchGet", params=params)
        found = [entry.get("values", []) for entry in answer.get("valueRanges", [])]
        if len(found) != len(ranges):
            raise errors.unreadable()
        return found

    def describe(self, fields: str, ranges: Sequence[str] = ()) -> dict[str, Any]:
        """The spreadsheet's own properties, as the mask `fields` names them; one call."""
        params: dict[str, Any] = {"fields": fields}
        if ranges:
            params["ranges"] = list(ranges)
        return self._json("get", "", params=params)

    def is_in_bin(self) -> bool:
        """Whether the file lies in its owner's bin; Sheets goes on answering there."""
        answer = self.http.request("get", FILE % self.spreadsheet_id, params={"fields": "trashed"})
        return answer.json().get("trashed") is True

    def write(self, body: Mapping[str, Any], fields: str = "replies") -> dict[str, Any]:
        """One atomic batchUpdate, sent once. Only the parts of the answer that `fields` names."""
        return self._json("post", ":batchUpdate", params={"fields": fields}, json=body)

    def _json(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        endpoint = SPREADSHEET % self.spreadsheet_id + path
        response = self.http.request(method, endpoint, **options)
        try:
            answer = response.json()
        except ValueError as error:
            raise errors.unreadable() from error
        if not isinstance(answer, dict):
            raise errors.unreadable()
        return answer


def turned(columns: Rows) -> Rows:
    """Columns as rows; a cell that is empty and not the last of its row is "" as in rows."""
    return [_trimmed(row) for row in zip_longest(*columns, fillvalue="")]


def _trimmed(row: tuple[Raw, ...]) -> list[Raw]:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return list(row[:end])


def connect(
    spreadsheet_id: str,
    *,
    url: str = "",
    credentials_file: str = "",
    pace: Pace | None = None,
) -> Sheet:
    """A client for this spreadsheet; without a service account's file, for the stand-in."""
    auth = credentials.KeyFile(credentials_file) if credentials_file else credentials.plain()
    return Sheet(SheetHTTP(auth, url=url, pace=pace), spreadsheet_id)
