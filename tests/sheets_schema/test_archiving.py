"""The archive: closed complaints leave Aduan at night and come back when something happens."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import pytest

from desk import accidents, archive, listing
from desk.journal import remember
from desk.listing import View
from sheets_schema.layout import letters
from tests.conftest import person
from tests.sheets_schema.archive_room import (
    TAB,
    archive_all,
    archive_one,
    change,
    close,
    in_aduan,
    in_archive,
    old_ones,
    places,
    reopen,
    rest,
)
from tests.sheets_schema.office import Office


@pytest.fixture
def tonight(office: Office) -> Office:
    """02.00 of a night; Aduan without a row."""
    office.now = office.now.replace(hour=2) + timedelta(days=1)
    return office


def test_a_complaint_closed_long_ago_stands_in_the_archive_of_its_year(tonight: Office) -> None:
    old = old_ones(tonight, 3)
    young = tonight.complain("Aduan baru")
    tonight.passes(2)
    rest(tonight)
    before = {number: tonight.row(number) for number in old}
    archive_all(tonight)
    assert in_aduan(tonight) == [young]
    assert {row["No. Aduan"]: row for row in tonight.rows(TAB)} == before
    assert places(tonight) == dict.fromkeys(old, archive.Place("", TAB))


def test_what_is_archived_is_neither_missed_nor_written_again(tonight: Office) -> None:
    old_ones(tonight, 3)
    archive_all(tonight)
    tonight.passes(2)
    tonight.stand_in.forget_calls()
    tonight.passes(3)
    assert tonight.stand_in.calls()["writes"] == 0
    tonight.restart()
    tonight.passes(3)
    assert in_aduan(tonight) == [] and tonight.pending() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"closed_at": timedelta(days=59)},
        {"reopen_asked": True},
        {"state": "Diproses OPD", "closed_at": None},
    ],
)
def test_what_is_young_or_open_or_objected_to_stays(
    tonight: Office, values: dict[str, Any]
) -> None:
    number = tonight.complain()
    if isinstance(values.get("closed_at"), timedelta):
        values = values | {"closed_at": tonight.now - values["closed_at"]}
    close(tonight, number, **values)
    tonight.passes(2)
    rest(tonight)
    assert archive_all(tonight) == 0
    assert in_aduan(tonight) == [number]


def test_nothing_leaves_by_day(tonight: Office) -> None:
    old_ones(tonight, 1)
    for hour in (0, 4, 12, 23):
        tonight.now = tonight.now.replace(hour=hour) + timedelta(days=1)
        assert archive_all(tonight) == 0


def test_nothing_leaves_while_somebody_types(tonight: Office) -> None:
    (number,) = old_ones(tonight, 1)
    tonight.type(number, Catatan_Internal="masih dilihat")
    tonight.passes(3)
    assert archive_all(tonight) == 0
    rest(tonight)
    archive_all(tonight)
    assert tonight.rows(TAB)[0]["Catatan Internal"] == "masih dilihat"


def test_at_most_fifty_rows_go_in_one_batch(tonight: Office) -> None:
    old_ones(tonight, 60)
    archive_one(tonight)  # the tab
    archive_one(tonight)
    assert (len(in_archive(tonight)), len(in_aduan(tonight))) == (50, 10)
    archive_all(tonight)
    assert (len(in_archive(tonight)), len(in_aduan(tonight))) == (60, 0)


def test_each_goes_to_the_year_of_its_receipt(tonight: Office) -> None:
    first, second = old_ones(tonight, 2)
    received = datetime(2024, 12, 31, 18, 0, tzinfo=tonight.now.tzinfo)
    change(tonight, first, received_at=received)
    tonight.passes(2)
    rest(tonight)
    archive_all(tonight)
    assert (in_archive(tonight, "Arsip 2024"), in_archive(tonight)) == ([first], [second])


def test_the_staffs_own_columns_go_along(tonight: Office) -> None:
    first, second = old_ones(tonight, 2)
    archive_one(tonight)  # the tab
    header = tonight.stand_in.values("Aduan")[0]
    tonight.stand_in.put("Aduan", f"{letters(len(header))}1", [["Petugas Lapangan"]])
    own = f"{letters(len(header))}{tonight.place(first)}"
    tonight.stand_in.type("Aduan", own, "Budi")
    tonight.passes(3)
    rest(tonight)
    archive_all(tonight)
    rows = {row["No. Aduan"]: row for row in tonight.rows(TAB)}
    assert rows[first]["Petugas Lapangan"] == "Budi"
    assert sorted(rows) == sorted([first, second])


def test_columns_that_staff_moved_find_their_headers(tonight: Office) -> None:
    (number,) = old_ones(tonight, 1)
    archive_one(tonight)  # the tab
    before = tonight.row(number)
    place = {"sheetId": tonight.stand_in.sheet_id("Aduan"), "dimension": "COLUMNS"}
    source = place | {"startIndex": 0, "endIndex": 3}
    tonight.stand_in.batch({"moveDimension": {"source": source, "destinationIndex": 9}})
    tonight.passes(2)
    rest(tonight)
    archive_all(tonight)
    (row,) = tonight.rows(TAB)
    assert {k: v for k, v in row.items() if v != ""} == {k: v for k, v in before.items() if v != ""}


def test_a_reopened_complaint_comes_back_and_leaves_the_archive(tonight: Office) -> None:
    first, second = old_ones(tonight, 2)
    archive_all(tonight)
    reopen(tonight, first)
    tonight.now = tonight.now.replace(hour=13)
    archive_all(tonight)
    tonight.passes(2)
    assert in_aduan(tonight) == [first] and in_archive(tonight) == [second]
    assert tonight.row(first)["Status"] == "Baru"
    assert tonight.pending() == 0 and first not in places(tonight)
    assert "Kembali dari Arsip" in tonight.did(first)


def test_a_reopened_complaint_can_be_worked_on_in_the_sheet(tonight: Office) -> None:
    (number,) = old_ones(tonight, 1)
    archive_all(tonight)
    reopen(tonight, number)
    archive_all(tonight)
    tonight.passes(2)
    tonight.type(number, Lokasi="Jl. Merdeka")
    tonight.passes(3)
    assert tonight.complaint(number)["location"] == "Jl. Merdeka"


def test_what_staff_type_in_the_archive_is_not_taken_in_but_kept(tonight: Office) -> None:
    (number,) = old_ones(tonight, 1)
    archive_all(tonight)
    header = tonight.stand_in.values(TAB)[0]
    tonight.stand_in.type(TAB, f"{letters(header.index('Lokasi'))}2", "Jl. Palsu")
    tonight.passes(3)
    assert tonight.complaint(number)["location"] == ""
    reopen(tonight, number)
    archive_all(tonight)
    tonight.passes(3)
    assert tonight.complaint(number)["location"] == ""
    assert tonight.row(number).get("Lokasi", "") == ""
    assert any(
        event["data"] == {"typed": {"Lokasi": "Jl. Palsu"}} for event in tonight.events(number)
    )


def test_a_row_pasted_back_by_hand_is_a_copy_and_says_so(tonight: Office) -> None:
    (number,) = old_ones(tonight, 1)
    archive_all(tonight)
    row = tonight.stand_in.values(TAB)[1]
    tonight.stand_in.put("Aduan", "A2", [row])
    tonight.type(number, Status="Diproses OPD")
    tonight.passes(3)
    assert "hanya salinan" in tonight.row(number)["Catatan Sistem"]
    assert tonight.complaint(number)["state"] == "Selesai"


def test_a_row_that_somebody_removed_from_the_archive_comes_back_when_needed(
    tonight: Office,
) -> None:
    (number,) = old_ones(tonight, 1)
    archive_all(tonight)
    tonight.stand_in.delete_row(TAB, 2)
    reopen(tonight, number)
    archive_all(tonight)
    tonight.passes(2)
    assert in_aduan(tonight) == [number]


def test_archived_complaints_are_found_and_counted_as_before(tonight: Office) -> None:
    numbers = old_ones(tonight, 2)
    who = person(tonight.desk, "Admin Kota")
    before = listing.listed(tonight.desk, who, View.ALL, now=tonight.now)
    archive_all(tonight)
    after = listing.listed(tonight.desk, who, View.ALL, now=tonight.now)
    assert {row["number"] for row in after.rows} == set(numbers)
    assert (after.total, after.counts) == (before.total, before.counts)


def test_while_an_accident_waits_for_a_person_nothing_moves(tonight: Office) -> None:
    numbers = old_ones(tonight, 1)
    with tonight.desk.journal.write() as connection:
        accident = {**asdict(accidents.Hold(tonight.now.isoformat())), "signs": ["serentak"]}
        remember(connection, accidents.FACT, accident, now=tonight.now)
    assert archive_all(tonight) == 0
    assert in_aduan(tonight) == numbers
