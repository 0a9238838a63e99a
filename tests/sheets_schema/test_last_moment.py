"""Staff who sort, insert or type between our last look and our write."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from desk import editing
from sheets_schema import bases, layout
from sheets_schema.typed import PUT_BACK
from tests.conftest import person
from tests.sheets_schema.clerk import hold, note
from tests.sheets_schema.office import Office


@pytest.fixture
def numbers(office: Office) -> list[str]:
    found = [office.complain(f"Aduan {i}") for i in range(4)]
    office.passes(2)
    return found


def just_before_the_write(
    office: Office, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]
) -> None:
    """Let a clerk do this once, when the next write is about to leave."""
    just_before("write", office, monkeypatch, act)


def just_before(
    call: str, office: Office, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]
) -> None:
    leaves = getattr(office.sheet, call)

    def wrapped(*arguments: Any) -> Any:
        monkeypatch.undo()
        act()
        return leaves(*arguments)

    monkeypatch.setattr(office.sheet, call, wrapped)


def rename(office: Office, number: str, name: str) -> None:
    admin = person(office.desk, "Admin Kota")
    editing.edit(office.desk, admin, number, {"name": name}, now=office.now)


def column(office: Office, at: int) -> dict[str, Any]:
    place = {"sheetId": office.stand_in.sheet_id("Aduan"), "dimension": "COLUMNS"}
    return place | {"startIndex": at, "endIndex": at + 1}


def names(office: Office, numbers: list[str]) -> list[Any]:
    return [office.row(number).get("Nama", "") for number in numbers]


def test_values_that_land_in_other_rows_are_put_back(
    office: Office, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rename(office, numbers[0], "Sari")
    just_before_the_write(office, monkeypatch, lambda: office.stand_in.sort("Aduan", 0))
    office.passes()
    assert names(office, numbers) != ["Sari", "Siti", "Siti", "Siti"]
    assert office.passes(2).backlog == 0
    assert names(office, numbers) == ["Sari", "Siti", "Siti", "Siti"]
    assert [office.complaint(n)["name"] for n in numbers] == ["Sari", "Siti", "Siti", "Siti"]
    assert all("dikembalikan" not in str(row.get("Catatan Sistem", "")) for row in office.rows())


def test_values_that_land_in_other_columns_are_put_back(
    office: Office, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    insert = {"insertDimension": {"range": column(office, 1)}}
    rename(office, numbers[0], "Sari")
    just_before_the_write(office, monkeypatch, lambda: office.stand_in.batch(insert))
    office.passes(4)
    row = office.row(numbers[0])
    assert (row["Nama"], row["Isi Aduan"]) == ("Sari", "Aduan 0")
    assert isinstance(row["Tgl Diterima"], float)
    assert office.complaint(numbers[0])["body"] == "Aduan 0"


@pytest.mark.parametrize("at", [0, 1, 5])  # before the numbers, after them, among the texts
def test_a_new_row_that_lands_in_other_columns_is_written_again_whole(
    office: Office, numbers: list[str], monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    insert = {"insertDimension": {"range": column(office, at)}}
    number = office.complain("Aduan baru")
    just_before_the_write(office, monkeypatch, lambda: office.stand_in.batch(insert))
    office.passes(5)
    assert len(office.rows()) == 5
    row = office.row(number)
    assert row[""] == ""  # nothing is left in the clerk's new column
    assert (row["Isi Aduan"], row["Status"]) == ("Aduan baru", "Baru")
    assert office.complaint(number)["body"] == "Aduan baru"
    assert office.did(number) == ["Aduan Diterima"]


@pytest.mark.parametrize("at", [0, 1, 5])
def test_what_landed_in_other_columns_is_known_for_ours_without_an_answer(
    office: Office, numbers: list[str], monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    def moved() -> None:
        office.stand_in.batch({"insertDimension": {"range": column(office, at)}})
        office.stand_in.fault("cut_after", count=1)

    rename(office, numbers[0], "Sari")
    number = office.complain("Aduan baru")
    just_before_the_write(office, monkeypatch, moved)
    office.broken_pass()
    office.passes(5)
    assert names(office, [*numbers, number]) == ["Sari", *["Siti"] * 4]
    assert office.did(number) == ["Aduan Diterima"]
    assert office.did(numbers[0]) == ["Aduan Diterima", "Ubah Data"]


def test_what_our_values_cover_in_the_staffs_own_columns_is_written_back(
    office: Office, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = office.stand_in.values("Aduan")[0].index("Nama") + 1
    office.stand_in.batch({"insertDimension": {"range": column(office, at)}})
    own = [["Punya Kami"], *([f"catatan {i}"] for i in range(4))]
    office.stand_in.put("Aduan", f"{layout.letters(at)}1", own)
    office.passes(2)
    rename(office, numbers[0], "Sari")
    away = {"source": column(office, 1), "destinationIndex": 20}
    just_before_the_write(
        office, monkeypatch, lambda: office.stand_in.batch({"moveDimension": away})
    )
    office.passes()
    assert office.row(numbers[0])["Punya Kami"] == "Sari"
    office.passes(3)
    assert names(office, numbers) == ["Sari", "Siti", "Siti", "Siti"]
    assert [row["Punya Kami"] for row in office.rows()] == [f"catatan {i}" for i in range(4)]


def test_what_our_values_cover_before_it_is_taken_in_is_kept_in_riwayat(
    office: Office, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    header = office.stand_in.values("Aduan")[0]
    office.type(numbers[0], Lokasi="Jl. Merdeka")
    rename(office, numbers[0], "Sari")
    to_the_name = {
        "source": column(office, header.index("Lokasi")),
        "destinationIndex": header.index("Nama"),
    }
    just_before_the_write(
        office, monkeypatch, lambda: office.stand_in.batch({"moveDimension": to_the_name})
    )
    office.passes(4)
    event = office.events(numbers[0])[-1]
    assert (event["action"], event["data"]["typed"]) == (PUT_BACK, {"Lokasi": "Jl. Merdeka"})
    assert "Lokasi tertimpa" in note(office, numbers[0])
    assert office.row(numbers[0])["Nama"] == "Sari"


def test_another_cell_typed_in_the_last_moment_is_kept(
    office: Office, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rename(office, numbers[0], "Sari")
    just_before_the_write(
        office, monkeypatch, lambda: office.type(numbers[0], Lokasi="Jl. Merdeka")
    )
    office.passes(3)
    complaint = office.complaint(numbers[0])
    assert (complaint["name"], complaint["location"]) == ("Sari", "Jl. Merdeka")


def test_a_row_deleted_in_the_last_moment_comes_back(
    office: Office, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rename(office, numbers[3], "Sari")
    just_before_the_write(office, monkeypatch, lambda: office.stand_in.delete_row("Aduan", 5))
    office.passes(5)
    assert names(office, numbers) == ["Siti", "Siti", "Siti", "Sari"]
    assert [office.complaint(n)["name"] for n in numbers] == ["Siti", "Siti", "Siti", "Sari"]


def test_a_number_cleared_and_put_back_before_we_look_again_is_at_rest(
    office: Office, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = f"A{office.place(numbers[1])}"
    office.stand_in.type("Aduan", place, "")
    back = partial(office.stand_in.type, "Aduan", place, numbers[1])
    just_before("read", office, monkeypatch, back)  # the second look
    office.passes(3)
    rename(office, numbers[1], "Sari")
    assert office.passes(2).backlog == 0
    assert office.row(numbers[1])["Nama"] == "Sari"


def test_rows_sorted_between_two_calls_of_a_read_are_read_again(
    office: Office, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [["Catatan Bu Lurah"], *([f"catatan {i}"] for i in range(4))]
    office.stand_in.put("Aduan", "AI1", rows)
    for number in numbers[:2]:  # closed long ago: their rows are not read any more
        office.type(number, Status="Ditutup", Alasan_Tutup="Spam")
    office.passes(2)
    hold(office)
    office.later(days=3)
    office.passes(2)
    office.stand_in.sort("Aduan", 0)  # so that the others must be looked for
    ask = office.sheet.columns

    def first(ranges: list[str]) -> Any:
        monkeypatch.setattr(office.sheet, "columns", second)
        return ask(ranges)

    def second(ranges: list[str]) -> Any:
        monkeypatch.undo()
        office.stand_in.put("Aduan", "A2", sorted(office.stand_in.values("Aduan")[1:]))
        return ask(ranges)

    monkeypatch.setattr(office.sheet, "columns", first)
    office.passes()
    with office.desk.journal.read() as connection:
        found = bases.load(connection, "Aduan", numbers)
    notes = [found[number].cells["Catatan Bu Lurah"] for number in numbers]
    assert notes == [f"catatan {i}" for i in range(4)]
