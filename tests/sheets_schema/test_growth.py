"""How full the file is, and room for what comes next."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from desk import conditions
from desk.journal import recall
from desk.schema import alarms
from sheets_schema import growth
from sheets_schema.grids import File, Grid, of_answer
from tests.sheets_schema.archive_room import archive_one
from tests.sheets_schema.office import Office


def file(*sizes: tuple[int, int]) -> File:
    grids = [Grid(f"Tab {i}", i, rows, columns) for i, (rows, columns) in enumerate(sizes)]
    return File({grid.title: grid for grid in grids})


def test_every_cell_of_every_grid_counts(office: Office) -> None:
    found = office.stand_in.staff(
        "GET", "", params={"fields": "sheets(properties(title,gridProperties))"}
    )
    grids = [entry["properties"]["gridProperties"] for entry in found["sheets"]]
    cells = sum(grid["rowCount"] * grid["columnCount"] for grid in grids)
    assert office.sheet.known.file is not None
    assert office.sheet.known.file.cells == cells == of_answer(found).cells


def test_how_full_it_is_is_kept_in_the_journal(office: Office) -> None:
    archive_one(office)
    assert office.sheet.known.file is not None
    with office.desk.journal.read() as connection:
        fact = recall(connection, growth.FACT)
    assert fact == {"cells": office.sheet.known.file.cells, "most": 10_000_000}


@pytest.mark.parametrize(("rows", "warns"), [(5_999_999, False), (6_000_000, True)])
def test_from_sixty_percent_on_somebody_is_told_what_to_do(
    office: Office, rows: int, warns: bool
) -> None:
    office.sheet.known.file = file((rows, 1))
    office.passes()
    with office.desk.journal.read() as connection:
        told = {row.code: row.text for row in connection.execute(select(alarms))}
        found = conditions.all_alarms(connection, office.desk, now=office.now)
    status = {alarm.code for alarm in found}
    assert (growth.CODE in told, growth.CODE in status) == (warns, warns)
    assert not warns or "ARSIP_SPREADSHEET_IDS" in told[growth.CODE]


def test_nobody_is_asked_while_years_can_leave(office: Office) -> None:
    known = office.sheet.known
    known.further_files = 1
    known.file = File({"Arsip 2024": Grid("Arsip 2024", 0, 7_000_000, 1)})
    assert growth.sentences(known) == {}
    known.file = file((7_000_000, 1))
    assert "tidak ada tahun lama" in growth.sentences(known)[growth.CODE].lower()


def test_a_tab_gets_rows_with_their_formats_and_choices_before_its_end(office: Office) -> None:
    aduan = office.sheet.known.file.tabs["Aduan"]  # type: ignore[union-attr]
    office.sheet.known.last["Aduan"] = aduan.rows - growth.SPARE_ROWS + 1
    assert archive_one(office)
    office.sheet.known.forget_places()
    office.passes()
    grown = office.sheet.known.file.tabs["Aduan"]  # type: ignore[union-attr]
    assert grown.rows == aduan.rows + growth.MORE_ROWS
    assert look(office, aduan.rows + 1) == look(office, 2) != {}
    assert not archive_one(office)


def look(office: Office, row: int) -> dict[str, object]:
    """Format and choices of the Status cell of a row."""
    at = office.stand_in.values("Aduan")[0].index("Status")
    fields = "sheets(data(rowData(values(userEnteredFormat(numberFormat),dataValidation))))"
    params = {"ranges": f"Aduan!{row}:{row}", "fields": fields}
    found = office.stand_in.staff("GET", "", params=params)
    cells = found["sheets"][0]["data"][0].get("rowData", [{}])[0].get("values", [])
    return dict(cells[at]) if at < len(cells) else {}
