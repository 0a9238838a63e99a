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

    def values(self, tab: str) -> list[list[Any]]:
        return list(self.control("GET", f"values/{tab}"))

    def staff(self, method: str, path: str, json: Any = None, params: Any = None) -> Any:
        """A call of the API as Ani of the city's desk."""
        answer = self.session.request(
            method,
            f"{self.url}/v4/spreadsheets/{SPREADSHEET}{path}",
            json=json,
            params=params,
            headers={"Authorization": "Bearer staff:ani@contoh.test"},
            timeout=30,
        )
        assert answer.ok, answer.text
        return answer.json()

    def batch(self, *wanted: dict[str, Any]) -> Any:
        return self.staff("POST", ":batchUpdate", {"requests": list(wanted)})

    def type(self, tab: str, cell: str, value: Any) -> None:
        """Type into one cell, as a keyboard would (numbers stay numbers, text stays text)."""
        path = f"/values/'{tab}'!{cell}"
        self.staff("PUT", path, {"values": [[value]]}, {"valueInputOption": "RAW"})
