"""Cells of Aduan that somebody merged."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from desk.schema import alarms
from sheets_schema.merges import CODE
from tests.sheets_schema.clerk import span
from tests.sheets_schema.office import Office


@pytest.fixture
def numbers(office: Office) -> list[str]:
    """Three complaints, one below the other."""
    found = [office.complain(f"Aduan {i}", location=f"Jl. {i}") for i in range(3)]
    office.passes()
    return found


def merge(office: Office, numbers: list[str], *headers: str) -> None:
    place = {"range": span(office, numbers, *headers)}
    office.stand_in.batch({"mergeCells": place | {"mergeType": "MERGE_ALL"}})


def unmerge(office: Office, place: dict[str, object]) -> None:
    office.stand_in.batch({"unmergeCells": {"range": place}})
    office.later(seconds=61)


def alarm(office: Office) -> str:
    with office.desk.journal.read() as connection:
        query = select(alarms.c.text).where(alarms.c.code == CODE)
        return str(connection.execute(query).scalar() or "")


def test_what_a_merge_hides_was_emptied_by_nobody(office: Office, numbers: list[str]) -> None:
    merge(office, numbers, "Lokasi")
    office.passes(3)
    assert [office.complaint(n)["location"] for n in numbers] == ["Jl. 0", "Jl. 1", "Jl. 2"]
    assert all(office.did(number) == ["Aduan Diterima"] for number in numbers)
    assert "E2:E4" in alarm(office) and "Pisahkan" in alarm(office)


@pytest.mark.parametrize("header", ["Lokasi", "Status", "Batas Waktu"])
def test_what_was_hidden_is_written_again_when_the_merge_is_undone(
    office: Office, numbers: list[str], header: str
) -> None:
    before = [office.row(number)[header] for number in numbers]
    place = span(office, numbers, header)
    merge(office, numbers, header)
    office.passes(3)
    unmerge(office, place)
    office.passes(2)
    assert [office.row(number)[header] for number in numbers] == before
    assert alarm(office) == "" and office.pending() == 0


def test_while_a_merge_stands_nothing_is_written_again_and_again(
    office: Office, numbers: list[str]
) -> None:
    merge(office, numbers, "Nama", "Status")
    office.passes(3)
    office.stand_in.forget_calls()
    office.passes(4)
    assert office.stand_in.calls()["writes"] == 0


def test_a_cell_emptied_by_hand_beside_a_merge_is_taken_over(
    office: Office, numbers: list[str]
) -> None:
    merge(office, numbers[:2], "Lokasi")
    office.type(numbers[2], Lokasi="")
    office.passes(3)
    assert [office.complaint(n)["location"] for n in numbers] == ["Jl. 0", "Jl. 1", ""]


def test_the_merged_numbers_of_rows_come_back(office: Office, numbers: list[str]) -> None:
    place = span(office, numbers, "No. Aduan")
    merge(office, numbers, "No. Aduan")
    office.passes(3)
    unmerge(office, place)
    office.passes(3)
    assert [row["No. Aduan"] for row in office.rows()] == numbers
    assert sorted(office.numbers()) == numbers
