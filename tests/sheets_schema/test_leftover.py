"""The tab Sheet1 of a fresh file."""

from __future__ import annotations

from typing import Any

import pytest

from sheets_schema import leftover
from sheets_schema.client import Sheet
from sheets_schema.findings import Wanted
from sheets_schema.provision import provision
from tests.sheets_schema.office import ZONE, client
from tests.sheets_schema.stand_in import StandIn


@pytest.fixture
def spare(register: StandIn) -> Sheet:
    """A provisioned file that has an empty Sheet1."""
    if "Sheet1" not in register.tabs():
        register.worker("POST", ":batchUpdate", {"requests": [add("Sheet1")]})
    return client(register)


def add(title: str) -> dict[str, Any]:
    return {"addSheet": {"properties": {"title": title}}}


def test_provisioning_a_fresh_file_removes_its_empty_tab(
    sheet: Sheet, stand_in: StandIn, wanted: Wanted
) -> None:
    provision(sheet, wanted, timezone=ZONE)
    assert "Sheet1" not in stand_in.tabs() and "Aduan" in stand_in.tabs()


def test_an_empty_leftover_goes(register: StandIn, spare: Sheet) -> None:
    assert leftover.remove(spare, register.tabs()) == "Sheet1"
    assert "Sheet1" not in register.tabs()
    assert leftover.remove(spare, register.tabs()) == ""


def test_a_leftover_with_anything_in_it_stays(register: StandIn, spare: Sheet) -> None:
    register.type("Sheet1", "Z900", "catatan")
    assert leftover.remove(spare, register.tabs()) == ""
    register.type("Sheet1", "Z900", "")
    note = {
        "updateCells": {
            "start": {"sheetId": register.sheet_id("Sheet1"), "rowIndex": 4, "columnIndex": 1},
            "rows": [{"values": [{"note": "penting"}]}],
            "fields": "note",
        }
    }
    register.batch(note)
    assert leftover.remove(spare, register.tabs()) == "" and "Sheet1" in register.tabs()


def test_a_leftover_stays_while_the_registers_tabs_are_missing(
    sheet: Sheet, stand_in: StandIn
) -> None:
    assert leftover.remove(sheet, stand_in.tabs()) == "" and stand_in.tabs() == ["Sheet1"]
