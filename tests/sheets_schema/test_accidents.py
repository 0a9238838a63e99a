"""Accidents in the Sheet: nothing is acted on and nothing overwritten before a person decides."""

from __future__ import annotations

from desk import accidents, acting
from desk.accidents import ALARM, Decision
from sheets_schema import layout
from sop.model import Field
from tests.conftest import person
from tests.sheets_schema.accident_room import (
    EITHER_PLACE,
    RETURNED,
    Decide,
    alarms,
    close_all,
    column,
    decide,
    decision_cell,
    fill,
    held,
    outgoing,
)
from tests.sheets_schema.office import Office


def test_more_action_cells_than_the_limit_are_not_acted_on(
    office: Office, numbers: list[str]
) -> None:
    close_all(office)
    office.passes(2)
    office.later(seconds=120)
    office.passes(2)
    assert column(office, "Status") == ["Ditutup"] * 12
    assert {office.complaint(n)["state"] for n in numbers} == {"Baru"}
    assert outgoing(office) == 0 and set(held(office).numbers) == set(numbers)
    assert ALARM in alarms(office)


def test_as_many_action_cells_as_the_limit_are_work(office: Office, numbers: list[str]) -> None:
    fill(office, "Jawaban", ["Sudah kami catat"] * 10)
    office.passes(3)
    assert accidents.held(office.desk) is None
    assert office.complaint(numbers[9])["answer"] == "Sudah kami catat"


def test_a_plain_field_filled_down_is_work(office: Office, numbers: list[str]) -> None:
    fill(office, "Lokasi", ["Jl. Hayam Wuruk"] * 12)
    office.passes(3)
    assert office.complaint(numbers[0])["location"] == "Jl. Hayam Wuruk"
    assert accidents.held(office.desk) is None


def test_the_list_says_number_column_was_and_is(office: Office, numbers: list[str]) -> None:
    close_all(office)
    office.passes()
    first = held(office).lines[0]
    assert (first.number, first.column, first.was, first.now) == (
        numbers[0],
        "Status",
        "Baru",
        "Ditutup",
    )
    assert held(office).cells == 24


def test_what_was_typed_in_two_passes_is_counted_together(
    office: Office, numbers: list[str]
) -> None:
    fill(office, "Jawaban", ["Sudah"] * 6)
    office.passes()
    fill(office, "Jawaban", ["Sudah"] * 12)
    office.passes(2)
    assert {office.complaint(n)["answer"] for n in numbers} == {""}
    assert len(held(office).numbers) == 12


@EITHER_PLACE
def test_terapkan_takes_the_edits_in_and_jeda_kirim_counts_from_it(
    office: Office, numbers: list[str], say: Decide
) -> None:
    close_all(office)
    office.passes(2)
    office.later(seconds=300)
    say(office, Decision.APPLY)
    office.passes(2)
    assert {office.complaint(n)["close_reason"] for n in numbers} <= {"", "Spam"}
    assert accidents.held(office.desk) is None and ALARM not in alarms(office)
    office.later(seconds=61)
    office.passes(3)
    assert {office.complaint(n)["state"] for n in numbers} == {"Ditutup"}
    assert decision_cell(office) == ""


def test_after_terapkan_ctrl_z_is_still_possible(office: Office, numbers: list[str]) -> None:
    fill(office, "OPD", ["Dinhub"] * 12)
    fill(office, "Jenis Aduan", ["Teknis"] * 12)
    fill(office, "Status", ["Diteruskan ke OPD"] * 12)
    office.passes(2)
    decide(office, Decision.APPLY)
    office.passes(2)
    assert outgoing(office) == 0
    fill(office, "Status", ["Baru"] * 12)
    office.passes(2)
    office.later(seconds=90)
    office.passes(2)
    assert outgoing(office) == 0
    assert {office.complaint(n)["state"] for n in numbers} == {"Baru"}


@EITHER_PLACE
def test_kembalikan_puts_every_cell_back_and_keeps_what_was_typed_once(
    office: Office, numbers: list[str], say: Decide
) -> None:
    close_all(office)
    office.passes(2)
    say(office, Decision.PUT_BACK)
    office.passes(3)
    assert column(office, "Status") == ["Baru"] * 12
    assert column(office, "Alasan Tutup") == [""] * 12
    for number in numbers:
        (kept,) = [e for e in office.events(number) if e["action"] == RETURNED]
        assert kept["data"]["typed"] == {"Status": "Ditutup", "Alasan Tutup": "Spam"}
    assert outgoing(office) == 0 and accidents.held(office.desk) is None
    assert decision_cell(office) == "" and ALARM not in alarms(office)
    assert office.pending() == 0


# one column sorted alone


def test_a_column_sorted_alone_is_held_and_put_back(office: Office, numbers: list[str]) -> None:
    names = column(office, "Nama")
    fill(office, "Nama", names[::-1])
    office.passes(3)
    assert [office.complaint(n)["name"] for n in numbers] == names
    assert column(office, "Nama") == names[::-1]
    decide(office, Decision.PUT_BACK)
    office.passes(2)
    assert column(office, "Nama") == names


def test_a_column_of_the_staffs_own_sorted_alone_is_put_back(
    office: Office, numbers: list[str]
) -> None:
    place = f"{layout.letters(len(office.stand_in.values('Aduan')[0]))}1"
    own = [f"Catatan {i}" for i in range(12)]
    office.stand_in.put("Aduan", place, [["Punya Kami"], *([text] for text in own)])
    office.later(minutes=11)
    office.passes(2)
    fill(office, "Punya Kami", own[::-1])
    office.passes(2)
    assert held(office).signs == ("urutan",)
    decide(office, Decision.PUT_BACK)
    office.passes(3)
    assert column(office, "Punya Kami") == own
    assert office.pending() == 0 and accidents.held(office.desk) is None


def test_two_cells_that_change_places_are_a_clerks_work(office: Office, numbers: list[str]) -> None:
    office.type(numbers[0], Nama="Warga 01")
    office.type(numbers[1], Nama="Warga 00")
    office.passes(3)
    assert office.complaint(numbers[0])["name"] == "Warga 01"


def test_a_column_sorted_with_closed_rows_is_seen_by_reading_them_all(
    office: Office, numbers: list[str]
) -> None:
    admin = person(office.desk, "Admin Kota")
    for number in numbers[3:]:
        values = {Field.CLOSE_REASON: "Spam"}
        acting.act(office.desk, admin, number, "Tutup", values=values, now=office.now)
    office.passes(2)
    office.later(days=3)
    office.passes(2)
    names = column(office, "Nama")
    fill(office, "Nama", [*names[3:], *names[:3]])
    office.passes(3)
    assert len(held(office).numbers) == 12
    assert [office.complaint(n)["name"] for n in numbers] == names


def test_a_column_of_the_staffs_own_sorted_with_closed_rows_is_put_back(
    office: Office, numbers: list[str]
) -> None:
    place = f"{layout.letters(len(office.stand_in.values('Aduan')[0]))}1"
    own = [f"Catatan {i}" for i in range(12)]
    office.stand_in.put("Aduan", place, [['Punya "kami"'], *([text] for text in own)])
    admin = person(office.desk, "Admin Kota")
    for number in numbers[4:]:
        values = {Field.CLOSE_REASON: "Spam"}
        acting.act(office.desk, admin, number, "Tutup", values=values, now=office.now)
    office.passes(2)
    office.later(days=3)
    office.passes(2)
    fill(office, 'Punya "kami"', own[::-1])
    office.passes(2)
    assert len(held(office).numbers) == 12
    decide(office, Decision.PUT_BACK)
    office.passes(3)
    assert column(office, 'Punya "kami"') == own


def test_whole_rows_sorted_are_no_accident(office: Office, numbers: list[str]) -> None:
    office.stand_in.sort("Aduan", 2)
    office.passes(3)
    assert accidents.held(office.desk) is None


# rows gone, the tab cleared, an old version


# new rows pasted


def test_the_numbers_sorted_alone_are_held_and_every_row_becomes_whole_again(
    office: Office, numbers: list[str]
) -> None:
    fill(office, "No. Aduan", numbers[::-1])
    office.passes(3)
    assert {office.complaint(n)["body"] for n in numbers} == {f"Aduan {i}" for i in range(12)}
    decide(office, Decision.PUT_BACK)
    office.passes(3)
    for number in numbers:
        row, complaint = office.row(number), office.complaint(number)
        assert (row["Isi Aduan"], row["Nama"]) == (complaint["body"], complaint["name"])


def test_cells_pushed_down_by_one_are_held(office: Office, numbers: list[str]) -> None:
    names = column(office, "Nama")
    fill(office, "Nama", ["", *names[:-1]])
    office.passes(3)
    assert held(office).signs == ("urutan",)
    assert [office.complaint(n)["name"] for n in numbers] == names
