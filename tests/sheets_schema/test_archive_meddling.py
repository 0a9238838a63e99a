"""The archive is cut off, killed, or meddled with: no row is lost or doubled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sheets_schema import archive_batch, archive_flights, troubles
from sheets_schema.errors import SheetError
from sheets_schema.layout import letters
from tests.sheets_schema.archive_room import (
    TAB,
    archive_all,
    archive_one,
    in_aduan,
    in_archive,
    old_ones,
    reopen,
    rest,
    settle_down,
)
from tests.sheets_schema.office import Office


@pytest.fixture
def tonight(office: Office) -> Office:
    """02.00 of a night; Aduan without a row."""
    office.now = office.now.replace(hour=2) + timedelta(days=1)
    return office


@pytest.mark.parametrize("kind", ["cut_before", "cut_after"])
@pytest.mark.parametrize("out", [True, False])
def test_a_batch_whose_answer_is_lost_loses_and_doubles_nothing(
    tonight: Office, kind: str, out: bool
) -> None:
    numbers = old_ones(tonight, 3)
    archive_one(tonight)  # the tab
    if not out:
        archive_all(tonight)
        for number in numbers:
            reopen(tonight, number)
    tonight.stand_in.fault(kind, count=1)
    with pytest.raises(SheetError):
        archive_one(tonight)
    tonight.passes(3)  # nothing is brought back while it is uncertain
    archive_all(tonight)
    tonight.passes(3)
    rest(tonight)
    archive_all(tonight)
    assert sorted(in_archive(tonight)) == (numbers if out else [])
    assert sorted(in_aduan(tonight)) == ([] if out else numbers)


def test_rows_that_somebody_deleted_from_the_archive_come_back_at_night(tonight: Office) -> None:
    numbers = old_ones(tonight, 3)
    archive_all(tonight)
    tonight.stand_in.delete_row(TAB, 3)
    tonight.later(days=1)
    live_a_night(tonight)
    assert sorted(in_archive(tonight)) == numbers and in_aduan(tonight) == []


def test_a_deleted_archive_tab_is_named_and_comes_back_at_night(tonight: Office) -> None:
    numbers = old_ones(tonight, 3)
    archive_all(tonight)
    tonight.passes()
    tonight.stand_in.batch({"deleteSheet": {"sheetId": tonight.stand_in.sheet_id(TAB)}})
    tonight.later(days=1)
    tonight.passes()
    archive_one(tonight)
    tonight.passes()
    assert f"lembar:{TAB}" in alarms_of(tonight)
    live_a_night(tonight)
    assert sorted(in_archive(tonight)) == numbers and in_aduan(tonight) == []
    assert f"lembar:{TAB}" not in alarms_of(tonight)


def live_a_night(office: Office) -> None:
    for _ in range(3):
        office.passes(2)
        rest(office)
        archive_all(office)
    office.sheet.known.forget_places()
    office.passes(2)
    archive_all(office)
    office.passes()


def alarms_of(office: Office) -> set[str]:
    with office.desk.journal.read() as connection:
        return set(troubles.alarms_of(connection, "lembar:"))


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", ["keep", "write", "settle"])
@pytest.mark.parametrize("out", [True, False])
def test_killed_at_any_step_nothing_is_lost_or_doubled(
    tonight: Office, monkeypatch: pytest.MonkeyPatch, step: str, out: bool
) -> None:
    numbers = old_ones(tonight, 3)
    archive_one(tonight)  # the tab
    if not out:
        archive_all(tonight)
        for number in numbers:
            reopen(tonight, number)
    with monkeypatch.context() as patch:
        where: Any = {"keep": archive_flights, "settle": archive_flights, "write": tonight.sheet}
        patch.setattr(where[step], step, _killed)
        with pytest.raises(Killed):
            archive_one(tonight)
    tonight.restart()
    tonight.passes(3)
    rest(tonight)
    archive_all(tonight)
    tonight.passes(2)
    assert sorted(in_archive(tonight)) == (numbers if out else [])
    assert sorted(in_aduan(tonight)) == ([] if out else numbers)


def _killed(*_given: Any, **_more: Any) -> None:
    raise Killed


@pytest.mark.parametrize("meddle", ["sort", "insert", "delete", "columns"])
def test_what_people_do_between_the_look_and_the_write_costs_no_row(
    tonight: Office, monkeypatch: pytest.MonkeyPatch, meddle: str
) -> None:
    old = old_ones(tonight, 3)
    young = [tonight.complain(f"Baru {i}") for i in range(3)]
    tonight.passes(2)
    rest(tonight)
    archive_one(tonight)  # the tab
    between(tonight, monkeypatch, lambda: _meddle(tonight, meddle))
    wrong = set(young) & set(in_archive(tonight))
    assert bool(wrong) == (meddle in {"sort", "delete"})  # a wrong row was moved, whole
    settle_down(tonight)
    assert sorted(in_archive(tonight)) == sorted(old)
    assert sorted(in_aduan(tonight)) == sorted(young)
    assert [tonight.row(number)["Isi Aduan"] for number in young] == ["Baru 0", "Baru 1", "Baru 2"]


def between(office: Office, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """One batch of the archive; people act between its look and its write."""
    send = archive_batch.send

    def late(*given: Any, **more: Any) -> None:
        act()
        send(*given, **more)

    with monkeypatch.context() as patch:
        patch.setattr(archive_batch, "send", late)
        archive_one(office)


def test_what_is_typed_between_the_look_and_the_write_is_taken_in(
    tonight: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (number,) = old_ones(tonight, 1)
    archive_one(tonight)  # the tab
    between(tonight, monkeypatch, lambda: tonight.type(number, Lokasi="Jl. Merdeka"))
    assert in_aduan(tonight) == []
    settle_down(tonight)
    assert tonight.complaint(number)["location"] == "Jl. Merdeka"
    assert in_archive(tonight) == [number]


def test_a_row_without_a_number_that_came_along_goes_back(
    tonight: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (number,) = old_ones(tonight, 1)
    archive_one(tonight)  # the tab

    def scribble() -> None:
        _meddle(tonight, "insert")
        at = letters(tonight.stand_in.values("Aduan")[0].index("Isi Aduan"))
        tonight.stand_in.type("Aduan", f"{at}2", "masih ditulis")

    between(tonight, monkeypatch, scribble)
    assert [row["Isi Aduan"] for row in tonight.rows(TAB)] == ["masih ditulis"]
    settle_down(tonight)
    assert [row["Isi Aduan"] for row in tonight.rows()] == ["masih ditulis"]
    assert in_archive(tonight) == [number]


def _meddle(office: Office, how: str) -> None:
    if how == "sort":
        office.stand_in.sort("Aduan", 0)
    elif how == "delete":
        office.stand_in.delete_row("Aduan", 2)
    elif how == "insert":
        place = {"sheetId": office.stand_in.sheet_id("Aduan"), "dimension": "ROWS"}
        span = place | {"startIndex": 1, "endIndex": 3}
        office.stand_in.batch({"insertDimension": {"range": span, "inheritFromBefore": False}})
    else:
        place = {"sheetId": office.stand_in.sheet_id("Aduan"), "dimension": "COLUMNS"}
        span = place | {"startIndex": 1, "endIndex": 2}
        office.stand_in.batch({"moveDimension": {"source": span, "destinationIndex": 6}})
