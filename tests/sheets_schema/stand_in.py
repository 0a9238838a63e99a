"""The Google Sheets stand-in as a real process, and a staff member who types into it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).resolve().parents[2]
SPREADSHEET = "wadul-sandbox"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path) -> Iterator[StandIn]:
    port = free_port()
    environment = os.environ | {
        "SANDBOX_SHEETS_PORT": str(port),
        "SANDBOX_DIR": str(folder),
        "SANDBOX_QUOTA": "off",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox.sheets"], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    )
    stand_in = StandIn(f"http://127.0.0.1:{port}")
    try:
        stand_in.wait(process)
        yield stand_in
    finally:
        process.terminate()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()
        stand_in.session.close()


class StandIn:
    """Control and staff's hands."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.was_provisioned = False

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            assert process.poll() is None, "the stand-in ended"
            try:
                self.session.get(f"{self.url}/_sandbox/calls", timeout=1)
                return
            except requests.ConnectionError:
                time.sleep(0.05)
        raise AssertionError("the stand-in does not answer")

    def control(self, method: str, path: str, json: Any = None) -> Any:
        answer = self.session.request(method, f"{self.url}/_sandbox/{path}", json=json, timeout=30)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def calls(self) -> dict[str, Any]:
        return dict(self.control("GET", "calls?user=worker"))

    def forget_calls(self) -> None:
        self.control("DELETE", "calls")

    def fault(self, kind: str, match: str = "batchUpdate", **more: Any) -> None:
        self.control("POST", "faults", {"kind": kind, "match": match, **more})

    def heal(self) -> None:
        self.control("DELETE", "faults")
        self.condition(access="writer", deleted=False, trashed=False, credentials="good")

    def values(self, tab: str) -> list[list[Any]]:
        return list(self.control("GET", f"values/{tab}"))

    def staff(self, method: str, path: str, json: Any = None, params: Any = None) -> Any:
        """A call of the API as Ani of the city's desk."""
        return self._api("staff:ani@contoh.test", method, path, json=json, params=params)

    def worker(self, method: str, path: str, json: Any = None) -> Any:
        return self._api("worker", method, path, json=json, params=None)

    def _api(self, token: str, method: str, path: str, *, json: Any, params: Any) -> Any:
        answer = self.session.request(
            method,
            f"{self.url}/v4/spreadsheets/{SPREADSHEET}{path}",
            json=json,
            params=params,
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        )
        assert answer.ok, answer.text
        return answer.json()

    def batch(self, *wanted: dict[str, Any]) -> Any:
        return self.staff("POST", ":batchUpdate", {"requests": list(wanted)})

    def empty(self) -> None:
        self.heal()
        self.control("POST", "reset")
        self.forget_calls()

    def condition(self, **states: Any) -> None:
        """What is wrong with the file or the worker's account."""
        self.control("POST", "condition", states)

    def remember_provisioned(self) -> None:
        self.control("POST", "keep")
        self.was_provisioned = True

    def restore(self) -> None:
        """Back to how it was provisioned, whatever a test has made of it."""
        self.control("POST", "restore")

    def tabs(self) -> list[str]:
        found = self.staff("GET", "", params={"fields": "sheets(properties(title))"})
        return [entry["properties"]["title"] for entry in found["sheets"]]

    def sheet_id(self, tab: str) -> int:
        found = self.staff("GET", "", params={"fields": "sheets(properties(title,sheetId))"})
        ids = {e["properties"]["title"]: e["properties"].get("sheetId", 0) for e in found["sheets"]}
        return int(ids[tab])

    def columns(self, tab: str) -> int:
        """How many the grid has, the empty ones too."""
        found = self.staff("GET", "", params={"fields": "sheets(properties(title,gridProperties))"})
        grids = {
            e["properties"]["title"]: e["properties"]["gridProperties"] for e in found["sheets"]
        }
        return int(grids[tab]["columnCount"])

    def put(self, tab: str, cell: str, rows: list[list[Any]]) -> None:
        path = f"/values/'{tab}'!{cell}"
        self.staff("PUT", path, {"values": rows}, {"valueInputOption": "RAW"})

    def sort(self, tab: str, column: int) -> None:
        """Sort the rows below the header, as the Sheet's menu does."""
        span = {"sheetId": self.sheet_id(tab), "startRowIndex": 1}
        order = {"dimensionIndex": column, "sortOrder": "DESCENDING"}
        self.batch({"sortRange": {"range": span, "sortSpecs": [order]}})

    def delete_row(self, tab: str, row: int) -> None:
        place = {"sheetId": self.sheet_id(tab), "dimension": "ROWS"}
        self.batch({"deleteDimension": {"range": place | {"startIndex": row - 1, "endIndex": row}}})

    def type(self, tab: str, cell: str, value: Any) -> None:
        """Type into one cell; text stays text."""
        self.put(tab, cell, [[value]])

    def worker_type(self, tab: str, cell: str, value: Any) -> None:
        """Type into a locked tab, as its owner would."""
        path = f"/values/'{tab}'!{cell}?valueInputOption=RAW"
        self.worker("PUT", path, {"values": [[value]]})
