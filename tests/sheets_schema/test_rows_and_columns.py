"""The pass after staff sorted, moved, deleted or copied rows, columns and tabs."""

from __future__ import annotations

from sqlalchemy import select

from desk import editing
from desk.actors import Actor
from desk.schema import alarms
from tests.sheets_schema.office import Office


def test_sorting_between_two_passes_mixes_up_nothing(office: Office, admin: Actor) -> None:
    numbers = [office.complain(f"Aduan {i}") for i in range(5)]
    office.passes()
    editing.edit(office.desk, admin, numbers[0], {"location": "Jl. Baru"}, now=office.now)
    office.stand_in.sort("Aduan", 0)
    office.passes()
    assert [office.row(n)["Isi Aduan"] for n in numbers] == [f"Aduan {i}" for i in range(5)]
    assert office.row(numbers[0])["Lokasi"] == "Jl. Baru"
    assert office.row(numbers[4]).get("Lokasi", "") == ""


def test_columns_may_be_moved_and_added(office: Office, admin: Actor) -> None:
    number = office.complain()
    office.passes()
    place = {"sheetId": office.stand_in.sheet_id("Aduan"), "dimension": "COLUMNS"}
    office.stand_in.batch(
        {
            "insertDimension": {
                "range": place | {"startIndex": 2, "endIndex": 3},
                "inheritFromBefore": False,
            }
        },
        {
            "moveDimension": {
                "source": place | {"startIndex": 7, "endIndex": 8},
                "destinationIndex": 1,
            }
        },
    )
    editing.edit(office.desk, admin, number, {"location": "Jl. Baru"}, now=office.now)
    office.passes()
    row = office.row(number)
    assert (row["Lokasi"], row["Status"], row["Nama"]) == ("Jl. Baru", "Baru", "Siti")
    assert office.did(number) == ["Aduan Diterima", "Ubah Data"]


def test_a_vanished_row_comes_back_whole_after_two_passes(office: Office) -> None:
    number = office.complain()
    office.stand_in.type("Aduan", "AJ1", "Catatan Lurah")
    office.passes()
    office.stand_in.type("Aduan", f"AJ{office.place(number)}", "sudah ditelepon")
    office.later(minutes=11)
    office.passes()
    office.stand_in.delete_row("Aduan", office.place(number))
    office.passes()
    assert office.rows() == []
    office.passes()
    row = office.row(number)
    assert (row["Isi Aduan"], row["Catatan Lurah"]) == ("Lampu jalan mati", "sudah ditelepon")
    assert "dikembalikan" in row["Catatan Sistem"]


def test_a_row_that_lost_its_number_gets_it_back(office: Office) -> None:
    number = office.complain()
    office.passes()
    office.type(number, **{"No. Aduan": ""})
    office.passes(2)
    assert office.row(number)["Isi Aduan"] == "Lampu jalan mati"
    assert len(office.rows()) == 1


def test_while_a_number_stands_twice_neither_row_is_acted_on(office: Office) -> None:
    number = office.complain()
    office.passes()
    copy = office.stand_in.values("Aduan")[1]
    office.stand_in.put("Aduan", "A3", [copy])
    office.stand_in.type("Aduan", "C2", "Orang Lain")
    office.passes(3)
    notes = [row["Catatan Sistem"] for row in office.rows()]
    assert all("baris 2 dan 3" in note for note in notes) and len(notes) == 2
    assert office.complaint(number)["name"] == "Siti"


def test_when_the_copy_is_gone_the_marks_go_and_work_goes_on(office: Office) -> None:
    number = office.complain()
    office.passes()
    office.stand_in.put("Aduan", "A3", [office.stand_in.values("Aduan")[1]])
    office.passes()
    office.stand_in.delete_row("Aduan", 3)
    office.passes(2)
    assert office.row(number).get("Catatan Sistem", "") == ""
    assert office.did(number) == ["Aduan Diterima"]


def test_rows_of_riwayat_that_vanish_are_written_again(office: Office) -> None:
    office.complain()
    office.passes()
    office.stand_in.worker("POST", "/values:batchClear", {"ranges": ["Riwayat!A2:O"]})
    office.passes(2)
    assert len(office.rows("Riwayat")) == 1


def test_a_second_copy_in_riwayat_is_removed(office: Office) -> None:
    office.complain()
    office.passes()
    copy = office.stand_in.values("Riwayat")[1]
    body = {"values": [copy]}
    office.stand_in.worker("POST", "/values/Riwayat!A3:append?valueInputOption=RAW", body)
    assert len(office.rows("Riwayat")) == 2
    office.passes()
    assert len(office.rows("Riwayat")) == 1


def test_a_missing_tab_is_named_and_the_others_go_on(office: Office) -> None:
    tab = {"sheetId": office.stand_in.sheet_id("Riwayat")}
    office.stand_in.worker("POST", ":batchUpdate", {"requests": [{"deleteSheet": tab}]})
    number = office.complain()
    office.passes()
    assert office.row(number)["Status"] == "Baru"
    with office.desk.journal.read() as connection:
        codes = set(connection.execute(select(alarms.c.code)).scalars())
    assert "lembar:Riwayat" in codes


def test_a_missing_header_stops_writing_to_that_tab_and_only_that(office: Office) -> None:
    office.stand_in.type("Aduan", "G1", "Keadaan")
    office.complain()
    office.passes()
    assert office.rows() == [] and len(office.rows("Riwayat")) == 1
    office.stand_in.type("Aduan", "G1", "Status")
    office.passes()
    assert len(office.rows()) == 1
    with office.desk.journal.read() as connection:
        assert not list(connection.execute(select(alarms.c.code)).scalars())
