"""Further spreadsheets beside `wadul-sandbox`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.sheets.files import Files
from sandbox.sheets.store import Store
from tests.sandbox.google import Google

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ARCHIVE = "/v4/spreadsheets/arsip-2024"


def test_a_further_file_is_empty_and_takes_the_workers_writes(google: Google) -> None:
    assert google.call("GET", ARCHIVE).status_code == 404
    google.control("POST", "spreadsheets", json={"id": "arsip-2024"})
    path = f"{ARCHIVE}/values/Sheet1!A1?valueInputOption=RAW"
    assert google.call("PUT", path, json={"values": [["halo"]]}).ok
    there = google.call("GET", "/_sandbox/values/Sheet1?spreadsheet=arsip-2024").json()
    here = google.call("GET", "/_sandbox/values/Sheet1").json()
    assert (there, here) == ([["halo"]], [])


def test_making_it_again_leaves_what_is_in_it(google: Google) -> None:
    google.control("POST", "spreadsheets", json={"id": "arsip-2024"})
    path = f"{ARCHIVE}/values/Sheet1!A1?valueInputOption=RAW"
    assert google.call("PUT", path, json={"values": [["halo"]]}).ok
    google.control("POST", "spreadsheets", json={"id": "arsip-2024"})
    assert google.call("GET", "/_sandbox/values/Sheet1?spreadsheet=arsip-2024").json() == [["halo"]]


def test_a_further_file_is_there_after_a_restart(tmp_path: Path) -> None:
    store = Store(tmp_path / "sheets.db")
    Files(store, now=NOW).put("arsip-2024", owner="worker", now=NOW)
    store.close()
    again = Store(tmp_path / "sheets.db")
    assert Files(again, now=NOW).book("arsip-2024").id == "arsip-2024"
    again.close()


@pytest.mark.parametrize("wrong", ["", "a/b", 3, "x" * 101])
def test_an_id_that_no_address_can_hold_is_refused(google: Google, wrong: object) -> None:
    answer = google.call("POST", "/_sandbox/spreadsheets", json={"id": wrong})
    assert answer.status_code == 400
