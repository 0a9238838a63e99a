"""Further files: whole years leave the register's file, and complaints come back from there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from desk import archive, outbox
from sheets_schema import archive_copies, archive_years, growth
from sheets_schema.client import Sheet, connect
from sheets_schema.errors import SheetError
from sheets_schema.grids import File
from sheets_schema.layout import letters
from tests.conftest import SITI
from tests.sheets_schema.archive_room import (
    archive_all,
    archive_one,
    change,
    in_aduan,
    in_archive,
    old_ones,
    places,
    reopen,
    rest,
)
from tests.sheets_schema.office import QUICK, Office

TAB = "Arsip 2024"


@pytest.fixture
def further(office: Office) -> Iterator[Sheet]:
    name = f"arsip-{uuid4().hex}"
    office.stand_in.control("POST", "spreadsheets", {"id": name})
    made = connect(name, url=office.stand_in.url, pace=QUICK)
    yield made
    made.http.session.close()


@pytest.fixture
def full(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A night of 2026; the file is too full."""
    office.now = office.now.replace(hour=2) + timedelta(days=1)
    monkeypatch.setattr(growth, "share", _share)
    return office


def _share(file: File) -> float:
    """The register's file is full, as it has the tab Aduan."""
    return 0.7 if "Aduan" in file.tabs else 0.1


def of_2024(office: Office, count: int) -> list[str]:
    received = datetime(2024, 5, 1, 9, 0, tzinfo=office.now.tzinfo)
    numbers = old_ones(office, count, received_at=received)
    for number in numbers:
        with office.desk.journal.write() as connection:
            message = outbox.queue(
                connection,
                chat_id=SITI,
                gateway="green_api",
                body=f"Nomor aduan {number}",
                purpose="receipt",
                number=number,
                now=received,
            )
        assert outbox.claim(office.desk, now=office.now)
        outbox.note(office.desk, [outbox.Outcome(message, gateway_id=message)], now=office.now)
    office.passes(3)
    rest(office)
    return numbers


def live(office: Office, further: Sheet) -> None:
    """Passes and units of the archive by turns."""
    for _ in range(3):
        office.passes(2)
        archive_all(office, [further])


def there(office: Office, further: Sheet, tab: str = TAB) -> list[dict[str, Any]]:
    path = f"values/{tab}?spreadsheet={further.spreadsheet_id}"
    header, *rows = office.stand_in.control("GET", path)
    return [dict(zip(header, row, strict=False)) for row in rows if any(row)]


def numbers_there(office: Office, further: Sheet) -> list[str]:
    return sorted(row["No. Aduan"] for row in there(office, further))


def test_a_year_leaves_with_its_history_and_its_messages(full: Office, further: Sheet) -> None:
    old = of_2024(full, 3)
    young = full.complain("Aduan baru")
    full.passes(2)
    rest(full)
    rows = {row["No. Aduan"]: row for row in full.rows()}
    logs = {tab: full.rows(tab) for tab in ("Riwayat", "Percakapan")}
    archive_all(full, [further])
    assert TAB not in full.stand_in.tabs() and in_aduan(full) == [young]
    assert {row["No. Aduan"]: filled(row) for row in there(full, further)} == {
        number: filled(rows[number]) for number in old
    }
    for tab, before in logs.items():
        moved = [filled(row) for row in before if row["No. Aduan"] in old]
        key = str
        assert sorted(map(filled, there(full, further, tab)), key=key) == sorted(moved, key=key)
        assert [row["No. Aduan"] for row in full.rows(tab)] in ([young], [])
    assert set(places(full).values()) == {archive.Place(further.spreadsheet_id, TAB)}


def filled(row: dict[str, Any]) -> dict[str, Any]:
    return {header: cell for header, cell in row.items() if cell != ""}


def test_what_left_is_not_missed_by_a_new_process(full: Office, further: Sheet) -> None:
    of_2024(full, 3)
    archive_all(full, [further])
    full.restart()
    full.stand_in.forget_calls()
    full.passes(3)
    assert full.stand_in.calls()["writes"] == 0
    assert full.rows("Riwayat") == [] and full.pending() == 0


def test_while_there_is_room_no_year_leaves(
    full: Office, further: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = of_2024(full, 2)
    monkeypatch.setattr(growth, "share", lambda file: 0.59)
    archive_all(full, [further])
    assert sorted(in_archive(full, TAB)) == old


def test_this_year_stays(full: Office, further: Sheet) -> None:
    old = old_ones(full, 2)
    archive_all(full, [further])
    assert sorted(in_archive(full)) == old


@pytest.mark.parametrize(
    ("kind", "skipped"), [("cut_before", 2), *(("cut_after", skipped) for skipped in (1, 2, 4))]
)
def test_lost_answers_lose_and_double_nothing(
    full: Office, further: Sheet, kind: str, skipped: int
) -> None:
    old = of_2024(full, 3)
    archive_one(full)
    archive_one(full)
    for _ in range(skipped):
        archive_one(full, [further])
    full.stand_in.fault(kind, count=1)
    broken(full, further)
    all_is_well(full, further, old)


def broken(office: Office, further: Sheet) -> None:
    """Units until one fails, or there are no more."""
    try:
        archive_all(office, [further])
    except SheetError:
        office.stand_in.heal()


def all_is_well(office: Office, further: Sheet, old: list[str]) -> None:
    """The year is in the further file, once, and nowhere else."""
    office.restart()
    office.passes(3)
    rest(office)
    archive_all(office, [further])
    office.passes(3)
    rest(office)
    archive_all(office, [further])
    assert numbers_there(office, further) == old
    assert in_aduan(office) == [] and TAB not in office.stand_in.tabs()
    for tab in ("Riwayat", "Percakapan"):
        ids = [row["ID"] for row in there(office, further, tab)]
        assert len(ids) == len(set(ids)) and ids
        assert office.rows(tab) == []


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize(
    ("module", "step", "calls"),
    [
        (archive_copies, "copy", 0),
        (archive_copies, "alike", 1),
        (archive_years, "say_moved", 0),
        (archive_copies, "remove", 1),
    ],
)
def test_killed_at_any_step_nothing_is_lost_or_doubled(
    full: Office,
    further: Sheet,
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    step: str,
    calls: int,
) -> None:
    old = of_2024(full, 3)
    archive_one(full)
    archive_one(full)
    with monkeypatch.context() as patch:
        patch.setattr(module, step, _after(getattr(module, step), calls))
        with pytest.raises(Killed):
            archive_all(full, [further])
    all_is_well(full, further, old)


def _after(step: Any, calls: int) -> Any:
    """This step, killed at its call after so many."""
    left = [calls]

    def killed(*given: Any, **more: Any) -> Any:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return step(*given, **more)

    return killed


def test_a_reopened_complaint_comes_back_with_its_history(full: Office, further: Sheet) -> None:
    first, second = of_2024(full, 2)
    archive_all(full, [further])
    before = len(there(full, further, "Riwayat"))
    reopen(full, first)
    live(full, further)
    assert in_aduan(full) == [first] and numbers_there(full, further) == [second]
    assert {row["No. Aduan"] for row in full.rows("Riwayat")} == {first}
    assert {row["No. Aduan"] for row in there(full, further, "Riwayat")} == {second}
    assert len(there(full, further, "Riwayat")) < before
    assert full.row(first)["Status"] == "Baru" and full.pending() == 0


def test_who_becomes_confidential_is_hidden_there_too(full: Office, further: Sheet) -> None:
    (number,) = of_2024(full, 1)
    archive_all(full, [further])
    change(full, number, confidential=True)
    live(full, further)
    assert full.rows("Percakapan")[0]["Chat"] == "(rahasia)"
    assert there(full, further, "Percakapan") == [] and there(full, further) == []


def test_the_staffs_own_column_goes_to_the_further_file_and_back(
    full: Office, further: Sheet
) -> None:
    (number,) = of_2024(full, 1)
    header = full.stand_in.values("Aduan")[0]
    at = letters(len(header))
    full.stand_in.put("Aduan", f"{at}1", [["Petugas Lapangan"], ["Budi"]])
    full.passes(3)
    rest(full)
    archive_all(full, [further])
    assert there(full, further)[0]["Petugas Lapangan"] == "Budi"
    reopen(full, number)
    live(full, further)
    assert full.row(number)["Petugas Lapangan"] == "Budi"
