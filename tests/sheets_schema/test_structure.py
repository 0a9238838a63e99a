"""Header rows and columns that somebody changed: named, worked around, mended without harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk import acting
from sheets_schema.findings import Wanted
from sop.model import Field
from tests.conftest import person
from tests.sheets_schema.office import Office
from tests.sheets_schema.structure import (
    change,
    dimension,
    mend,
    recover,
    rename,
    shown,
    told,
)


def remove(office: Office, _wanted: Wanted) -> None:
    change(office, "deleteSheet", "Aduan")


def call_differently(office: Office, _wanted: Wanted) -> None:
    rename(office, "Aduan", "Aduan 2026")


def call_as_before(office: Office, _wanted: Wanted) -> None:
    rename(office, "Aduan 2026", "Aduan")


def run_the_command(office: Office, wanted: Wanted) -> None:
    mend(office, wanted)


def empty_the_header(office: Office, _wanted: Wanted) -> None:
    office.stand_in.type("Aduan", "G1", "")


def type_the_header(office: Office, _wanted: Wanted) -> None:
    office.stand_in.type("Aduan", "G1", "Status")


def delete_the_header_row(office: Office, _wanted: Wanted) -> None:
    dimension(office, "deleteDimension", "Aduan", "ROWS", 0, 1)


def insert_a_row_above(office: Office, _wanted: Wanted) -> None:
    dimension(office, "insertDimension", "Aduan", "ROWS", 0, 1)


def delete_the_status_column(office: Office, _wanted: Wanted) -> None:
    dimension(office, "deleteDimension", "Aduan", "COLUMNS", 6, 7)


Deed = Callable[[Office, Wanted], None]


@pytest.mark.parametrize(
    ("spoil", "heal"),
    [
        (remove, run_the_command),
        (call_differently, call_as_before),
        (call_differently, run_the_command),
        (empty_the_header, type_the_header),
        (empty_the_header, run_the_command),
        (delete_the_header_row, run_the_command),
        (insert_a_row_above, run_the_command),
        (delete_the_status_column, run_the_command),
    ],
)
def test_five_complaints_that_come_meanwhile_stand_there_once_afterwards(
    office: Office, wanted: Wanted, spoil: Deed, heal: Deed
) -> None:
    before = [office.complain(f"Sebelum {i}") for i in range(3)]
    office.passes(2)
    spoil(office, wanted)
    meanwhile = [office.complain(f"Sementara {i}") for i in range(5)]
    admin = person(office.desk, "Admin Kota")
    said = {Field.REPLY: "Sebentar."}
    acting.act(office.desk, admin, before[0], "Balas Pelapor", values=said, now=office.now)
    office.passes(3)
    assert "lembar:Aduan" in told(office)
    assert len(office.sent(before[0])) == 1  # what goes to citizens needs no Sheet
    assert {row["No. Aduan"] for row in office.rows("Riwayat")} == {*before, *meanwhile}
    heal(office, wanted)
    recover(office)
    numbers = [row["No. Aduan"] for row in office.rows()]
    assert sorted(numbers) == sorted([*before, *meanwhile])
    assert {row["Status"] for row in office.rows()} == {"Baru"}
    assert told(office) == {} and office.passes().backlog == 0
    assert {office.complaint(number)["state"] for number in numbers} == {"Baru"}


@pytest.mark.parametrize(
    ("cell", "typed", "sentence"),
    [
        ("G1", "Stauts", 'judul "Stauts" di kolom G mungkin Status. Ketik Status di sel G1.'),
        ("G1", "Keadaan", 'judul Status tidak ada; di kolom G tertulis "Keadaan".'),
        ("G1", "", "judul Status tidak ada. Ketik Status di sel G1."),
        ("AH1", "", "judul Terakhir Diubah tidak ada. Ketik Terakhir Diubah di sel AH1."),
        ("C1", "Status", "judul Status ada dua kali, di kolom C dan G."),
        ("AJ1", "Status", "judul Status ada dua kali, di kolom G dan AJ."),
    ],
)
def test_the_alarm_names_the_cell_and_what_to_type(
    office: Office, cell: str, typed: str, sentence: str
) -> None:
    office.stand_in.type("Aduan", cell, typed)
    office.passes()
    assert sentence in told(office)["lembar:Aduan"]


def test_a_deleted_column_is_named_with_its_old_place(office: Office) -> None:
    dimension(office, "deleteDimension", "Aduan", "COLUMNS", 6, 7)
    office.passes()
    assert "kolom Status (semula kolom G) tidak ada" in told(office)["lembar:Aduan"]


def test_a_deleted_header_row_is_named(office: Office) -> None:
    office.complain()
    office.passes()
    delete_the_header_row(office, Wanted(office.desk.sop, {}))
    office.passes()
    assert "baris 1 bukan baris judul lagi" in told(office)["lembar:Aduan"]


def test_a_deleted_column_comes_back_with_what_stood_in_it(office: Office, wanted: Wanted) -> None:
    numbers = [office.complain(name=name, location="Jl. Jawa") for name in ("Siti", "Budi")]
    office.passes()
    office.stand_in.type("Aduan", "AI1", "Catatan Bu Lurah")
    office.stand_in.type("Aduan", "AI2", "sudah ditelepon")
    office.passes(2)
    dimension(office, "deleteDimension", "Aduan", "COLUMNS", 33, 34)  # its neighbour moves up
    dimension(office, "deleteDimension", "Aduan", "COLUMNS", 2, 5)
    office.passes()
    mend(office, wanted)
    office.passes(4)
    rows = [office.row(number) for number in numbers]
    assert [(row["Nama"], row["Lokasi"]) for row in rows] == [
        ("Siti", "Jl. Jawa"),
        ("Budi", "Jl. Jawa"),
    ]
    assert rows[0]["Catatan Bu Lurah"] == "sudah ditelepon" and rows[0]["Terakhir Diubah"]
    assert office.stand_in.values("Aduan")[0][2:5] == ["Nama", "Isi Aduan", "Lokasi"]
    assert office.complaint(numbers[1])["name"] == "Budi"
    assert office.did(numbers[0]) == ["Aduan Diterima"] and told(office) == {}


def test_a_deleted_number_column_comes_back_with_its_numbers(
    office: Office, wanted: Wanted
) -> None:
    numbers = [office.complain(f"Aduan {i}") for i in range(4)]
    office.passes(2)
    before = shown(office)
    dimension(office, "deleteDimension", "Aduan", "COLUMNS", 0, 1)
    office.passes()
    mend(office, wanted)
    office.passes(4)
    assert shown(office) == before and office.numbers() == numbers


def test_rows_known_by_nothing_but_their_number_in_another_column_get_it_back(
    office: Office, wanted: Wanted
) -> None:
    numbers = [office.complain(f"Aduan {i}") for i in range(2)]
    office.passes(2)
    office.stand_in.type("Aduan", "A1", "Nomor dulu")
    office.type_row_again(Isi_Aduan="Diganti")
    mend(office, wanted)
    office.passes(4)
    assert shown(office) == {numbers[0]: "Aduan 0", numbers[1]: "Diganti"}
    assert office.complaint(numbers[1])["body"] == "Diganti" and office.pending() == 0


def test_what_is_typed_under_a_lost_header_counts_when_it_is_back(office: Office) -> None:
    number = office.complain()
    office.passes(2)
    office.stand_in.type("Aduan", "C1", "Naam")
    office.passes()
    office.stand_in.type("Aduan", "C2", "Siti Aminah")
    office.passes(2)
    office.stand_in.type("Aduan", "C1", "Nama")
    office.passes(4)
    assert office.complaint(number)["name"] == "Siti Aminah"


def test_columns_that_staff_insert_and_delete_harm_nothing(office: Office) -> None:
    number = office.complain()
    office.passes()
    dimension(office, "insertDimension", "Aduan", "COLUMNS", 3, 5)
    office.passes(2)
    dimension(office, "deleteDimension", "Aduan", "COLUMNS", 3, 4)
    office.type(number, Nama="Siti Aminah")
    office.passes(3)
    assert office.complaint(number)["name"] == "Siti Aminah" and told(office) == {}
