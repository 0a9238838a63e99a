"""The reference tabs through the passes: in force soon, refused with a note, never by accident."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desk import acting
from desk.actors import actor_for
from desk.figures import Months, ask, compliance
from desk.problems import NotFound
from desk.schema import alarms
from sheets_schema import layout, requests
from sheets_schema.reference_tabs import REFERENCE_TABS
from sop.model import Field
from tests.conftest import person
from tests.sheets_schema.office import Office

LONGEST = timedelta(seconds=30)
TITLES = [tab.title for tab in REFERENCE_TABS]


def told(office: Office) -> dict[str, str]:
    with office.desk.journal.read() as connection:
        return {row.code: row.text for row in connection.execute(select(alarms))}


def place(office: Office, tab: str, key: str, column: str) -> str:
    """The cell of `column` in the row whose first cell is `key`."""
    header, *rows = office.stand_in.values(tab)
    at = next(number for number, row in enumerate(rows, start=2) if row and row[0] == key)
    return f"{layout.letters(header.index(column))}{at}"


def put(office: Office, tab: str, key: str, **cells: Any) -> None:
    """Change cells of a row, as the owner of the file: some of these tabs are locked."""
    for column, value in cells.items():
        name = column.replace("_", " ")
        office.stand_in.worker_type(tab, place(office, tab, key, name), value)


def add(office: Office, tab: str, *row: Any) -> None:
    at = len(office.stand_in.values(tab)) + 1
    for column, value in enumerate(row):
        office.stand_in.worker_type(tab, f"{layout.letters(column)}{at}", value)


def wait(office: Office) -> None:
    """The longest that a change may take."""
    end = office.now + LONGEST
    while office.now < end:
        office.passes()


@pytest.mark.parametrize(
    ("tab", "key", "cells"),
    [
        ("Pengaturan", "Nama Layanan", {"Nilai": ["Lapor Ajib", "Lapor Aja"]}),
        ("OPD", "DLH", {"Nama": ["Dinas Hijau", "Dinas Lestari"]}),
        ("Templat Balasan", "kirim_ulang", {"Teks": ["Mohon kirim lagi.", "Kirim lagi."]}),
        ("SOP", "4", {"Waktu": [45, 50]}),
    ],
)
def test_a_change_is_in_force_within_half_a_minute_whenever_it_is_made(
    office: Office, tab: str, key: str, cells: dict[str, list[Any]]
) -> None:
    (header, values), *_ = cells.items()
    for passes, value in zip((1, 3), values, strict=True):  # after a read of the tab, and between
        office.passes(passes)
        version = office.desk.reference().version
        put(office, tab, key, **{header: value})
        wait(office)
        assert office.desk.reference().version == version + 1 and told(office) == {}


def test_an_unchanged_tab_costs_no_more_than_its_read(office: Office) -> None:
    wait(office)
    office.stand_in.forget_calls()
    office.passes(12)
    calls = office.stand_in.calls()
    assert calls["reads"] == 12 and calls["writes"] == 0


def test_a_step_that_runs_keeps_its_limit_and_a_new_one_has_the_new(office: Office) -> None:
    old = office.complain()
    due = office.complaint(old)["due_at"]
    office.stand_in.worker_type("SOP", "E5", 90)
    wait(office)
    new = office.complain("Jalan berlubang")
    assert (office.complaint(old)["clock_limit"], office.complaint(old)["due_at"]) == (30, due)
    assert office.complaint(new)["clock_limit"] == 90


def finish(office: Office, number: str) -> None:
    admin = person(office.desk, "Admin Kota")
    values = {Field.ANSWER: "Sudah kami periksa.", Field.KIND: "Umum"}
    acting.act(office.desk, admin, number, "Jawab Langsung", values=values, now=office.now)


def figures(office: Office, *, now: datetime) -> Any:
    months = Months(date(2026, 11, 1), date(2026, 11, 1))
    return compliance.by_step(ask(office.desk, person(office.desk, "Pimpinan"), months, now=now))


def test_past_figures_do_not_move_when_limits_hours_and_holidays_change(office: Office) -> None:
    numbers = [office.complain(), office.complain("Jalan berlubang")]
    office.later(minutes=20)
    finish(office, numbers[0])
    office.later(minutes=20)
    finish(office, numbers[1])
    office.passes()
    then = office.now + timedelta(days=20)
    before = figures(office, now=then)
    told_then = [office.events(number) for number in numbers]
    office.stand_in.worker_type("SOP", "E5", 5)
    add(office, "Hari Libur", 46349, "Hari jadi")  # the day on which it all happened
    put(office, "Jam Layanan", "Senin", Mulai="13.00")
    wait(office)
    assert office.desk.reference().holidays and told(office) == {}
    assert [office.events(number) for number in numbers] == told_then
    assert figures(office, now=then) == before and before


def test_a_holiday_or_other_hours_do_not_move_a_step_that_runs(office: Office) -> None:
    number = office.complain()
    due = office.complaint(number)["due_at"]
    put(office, "Jam Layanan", "Senin", Mulai="13.00")
    add(office, "Hari Libur", 46349, "Hari jadi")
    wait(office)
    office.later(hours=3)
    assert office.complaint(number)["due_at"] == due
    finish(office, number)
    (closed,) = [event for event in office.events(number) if event["step"] == "A4"]
    assert closed["due_at"] == due


def test_a_step_that_was_promised_more_time_is_on_time_until_then(office: Office) -> None:
    add(office, "Hari Libur", 46349, "Hari jadi")
    wait(office)
    number = office.complain()
    due = office.complaint(number)["due_at"]
    assert due.date() > office.now.date()
    for cell in ("A2", "B2"):
        office.stand_in.worker_type("Hari Libur", cell, "")
    wait(office)
    assert office.desk.reference().holidays == {}
    office.later(hours=3)
    finish(office, number)
    (closed,) = [event for event in office.events(number) if event["step"] == "A4"]
    assert closed["on_time"] is True


def test_tabs_cleared_with_their_headers_change_nothing_and_say_so(office: Office) -> None:
    add(office, "Hari Libur", 46349, "Hari jadi")
    add(office, "Blokir", "123@lid", "spam")
    wait(office)
    before = office.desk.reference()
    cleared = {"ranges": [f"'{title}'" for title in TITLES]}
    office.stand_in.worker("POST", "/values:batchClear", cleared)
    wait(office)
    assert office.desk.reference() == before and before.holidays and before.blocked
    assert {code for code, text in told(office).items() if "tetap berlaku" in text} == {
        f"acuan:{title}" for title in TITLES
    }


def test_tabs_emptied_below_their_headers_change_nothing_and_say_so(office: Office) -> None:
    before = office.desk.reference()
    full = [title for title in TITLES if title not in {"Hari Libur", "Blokir"}]  # these may be
    cleared = {"ranges": [f"'{title}'!A2:Z" for title in full]}
    office.stand_in.worker("POST", "/values:batchClear", cleared)
    wait(office)
    assert office.desk.reference() == before
    assert {code for code, text in told(office).items() if "tetap berlaku" in text} == {
        f"acuan:{title}" for title in full
    }


def test_a_deleted_tab_changes_nothing_and_says_so(office: Office) -> None:
    before = office.desk.reference()
    sheet_id = office.stand_in.sheet_id("Petugas")
    remove = {"deleteSheet": {"sheetId": sheet_id}}
    office.stand_in.worker("POST", ":batchUpdate", {"requests": [remove]})
    wait(office)
    assert (
        office.desk.reference() == before
        and "Tab Petugas tidak ada" in told(office)["lembar:Petugas"]
    )


def test_a_header_that_was_retyped_wrongly_is_named(office: Office) -> None:
    before = office.desk.reference()
    office.stand_in.worker_type("Petugas", "C1", "Perna")
    wait(office)
    assert office.desk.reference() == before
    assert 'judul "Perna" di kolom C mungkin Peran' in told(office)["acuan:Petugas"]


def test_a_removed_person_is_out_within_a_minute_also_in_an_open_page(office: Office) -> None:
    email = "tim.kota@contoh.test"
    desk = office.desk

    def on_the_page() -> Any:
        """What every run of a page asks first."""
        return actor_for(desk.sop, desk.reference(), email, now=office.now)

    number = office.complain()
    open_page = on_the_page()
    at = place(office, "Petugas", email, "Email")[1:]
    row = {"sheetId": office.stand_in.sheet_id("Petugas"), "dimension": "ROWS"}
    cut = {"deleteDimension": {"range": row | {"startIndex": int(at) - 1, "endIndex": int(at)}}}
    office.stand_in.worker("POST", ":batchUpdate", {"requests": [cut]})
    wait(office)
    assert open_page is not None and on_the_page() is None
    with pytest.raises(NotFound, match="tidak lagi terdaftar"):
        acting.act(desk, open_page, number, "Jawab Langsung", now=office.now)


def test_a_refused_template_says_beside_it_what_was_meant(office: Office) -> None:
    good = office.desk.reference().templates["tercatat"]
    put(office, "Templat Balasan", "tercatat", Teks="No. {nomer} tercatat. {nomor}")
    wait(office)
    assert office.desk.reference().templates["tercatat"] == good
    beside = place(office, "Templat Balasan", "tercatat", "Keterangan")
    (note,) = office.stand_in.staff("GET", f"/values/'Templat Balasan'!{beside}")["values"]
    assert "Isian {nomer} tidak dikenal; mungkin {nomor}." in note[0]
    put(office, "Templat Balasan", "tercatat", Teks="No. {nomor} tercatat.")
    wait(office)
    assert office.desk.reference().templates["tercatat"] == "No. {nomor} tercatat."
    left = office.stand_in.staff("GET", f"/values/'Templat Balasan'!{beside}").get("values")
    assert left == [["Kelengkapan diterima"]] and told(office) == {}


def notes(office: Office, cell: str) -> str:
    """The note on a cell of Petugas."""
    fields = {"ranges": f"Petugas!{cell}", "fields": "sheets(data(rowData(values(note))))"}
    (tab,) = office.stand_in.staff("GET", "", params=fields)["sheets"]
    (row,) = tab["data"][0].get("rowData") or [{}]
    (found,) = row.get("values") or [{}]
    return str(found.get("note", ""))


def note(office: Office, cell: str, text: str) -> None:
    """A note that staff put on a cell of Petugas."""
    request = requests.note(office.stand_in.sheet_id("Petugas"), int(cell[1:]) - 1, 2, text)
    office.stand_in.worker("POST", ":batchUpdate", {"requests": [request]})


def test_a_tab_without_remarks_has_the_refusal_as_a_note_on_the_cell(office: Office) -> None:
    cell = place(office, "Petugas", "tim.kota@contoh.test", "Peran")
    note(office, cell, "cuti sampai Jumat")
    put(office, "Petugas", "tim.kota@contoh.test", Peran="Raja")
    wait(office)
    assert notes(office, cell).startswith('[Ditolak: "Raja" tidak dikenal; pilihan:')
    assert notes(office, cell).endswith("]\ncuti sampai Jumat")
    office.restart()
    office.passes()
    office.stand_in.forget_calls()
    wait(office)
    assert office.stand_in.calls()["writes"] == 0
    put(office, "Petugas", "tim.kota@contoh.test", Peran="Tim Pengaduan Kota")
    wait(office)
    assert notes(office, cell) == "cuti sampai Jumat" and told(office) == {}


def test_a_note_that_could_not_be_written_follows(office: Office) -> None:
    cell = place(office, "Petugas", "tim.kota@contoh.test", "Peran")
    put(office, "Petugas", "tim.kota@contoh.test", Peran="Raja")
    office.stand_in.fault("cut_before", count=1)
    office.later(seconds=20)
    office.passes()
    office.broken_pass()
    office.passes()
    assert "Raja" in notes(office, cell)
