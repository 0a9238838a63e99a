"""DESIGN §3, the rules for rows and columns: moved, hidden, filtered, pasted, cleared, vanished."""

from __future__ import annotations

import pytest

from desk import editing
from desk.actors import Actor
from sheets_schema import layout
from tests.sheets_schema.clerk import hold, note, rows_of
from tests.sheets_schema.office import Office


@pytest.fixture
def numbers(office: Office) -> list[str]:
    """Four complaints that stand in the Sheet, one below the other."""
    found = [office.complain(f"Aduan {i}") for i in range(4)]
    office.passes()
    return found


def is_whole(office: Office, numbers: list[str]) -> bool:
    """Every complaint once, with its own text; nothing put back, nothing left to write."""
    texts = {row["No. Aduan"]: row["Isi Aduan"] for row in office.rows()}
    notes = [row.get("Catatan Sistem", "") for row in office.rows()]
    return (
        texts == {number: f"Aduan {i}" for i, number in enumerate(numbers)}
        and not any(notes)
        and office.pending() == 0
    )


# rows that stand elsewhere


def test_rows_inserted_between_harm_nothing(
    office: Office, numbers: list[str], admin: Actor
) -> None:
    office.stand_in.batch({"insertDimension": {"range": rows_of(office, 3, 5)}})
    editing.edit(office.desk, admin, numbers[3], {"location": "Jl. Baru"}, now=office.now)
    office.type(numbers[2], Nama="Sari")
    office.passes(3)
    assert office.row(numbers[3])["Lokasi"] == "Jl. Baru"
    assert office.complaint(numbers[2])["name"] == "Sari" and is_whole(office, numbers)


def test_a_moved_row_harms_nothing(office: Office, numbers: list[str], admin: Actor) -> None:
    move = {"source": rows_of(office, 2, 2), "destinationIndex": 5}
    office.stand_in.batch({"moveDimension": move})
    editing.edit(office.desk, admin, numbers[0], {"location": "Jl. Baru"}, now=office.now)
    office.passes(2)
    assert office.place(numbers[0]) == 5 and office.row(numbers[0])["Lokasi"] == "Jl. Baru"
    assert is_whole(office, numbers)


def test_a_hidden_row_is_read_and_written(office: Office, numbers: list[str], admin: Actor) -> None:
    hide = {"properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    office.stand_in.batch({"updateDimensionProperties": hide | {"range": rows_of(office, 3, 4)}})
    office.type(numbers[1], Nama="Sari")
    editing.edit(office.desk, admin, numbers[2], {"location": "Jl. Baru"}, now=office.now)
    office.passes(3)
    assert office.complaint(numbers[1])["name"] == "Sari"
    assert office.row(numbers[2])["Lokasi"] == "Jl. Baru" and is_whole(office, numbers)


@pytest.mark.parametrize("kind", ["setBasicFilter", "addFilterView"])
def test_a_filter_moves_nothing(
    office: Office, numbers: list[str], admin: Actor, kind: str
) -> None:
    place = {"sheetId": office.stand_in.sheet_id("Aduan"), "startRowIndex": 0}
    criteria = {"0": {"hiddenValues": numbers[:2]}}
    office.stand_in.batch({kind: {"filter": {"range": place, "criteria": criteria}}})
    editing.edit(office.desk, admin, numbers[0], {"location": "Jl. Baru"}, now=office.now)
    numbers.append(office.complain("Aduan 4"))
    office.passes(2)
    assert office.row(numbers[0])["Lokasi"] == "Jl. Baru"
    assert office.place(numbers[4]) == 6 and is_whole(office, numbers)


def test_a_row_cut_and_pasted_elsewhere_is_still_that_complaint(
    office: Office, numbers: list[str]
) -> None:
    row = office.stand_in.values("Aduan")[1]
    office.stand_in.put("Aduan", "A9", [row])
    office.stand_in.delete_row("Aduan", 2)
    office.passes(3)
    assert office.place(numbers[0]) == 8 and is_whole(office, numbers)


def test_columns_moved_between_an_edit_and_its_reading_harm_nothing(
    office: Office, numbers: list[str]
) -> None:
    office.type(numbers[1], Lokasi="Jl. Baru")
    office.passes()
    place = {"sheetId": office.stand_in.sheet_id("Aduan"), "dimension": "COLUMNS"}
    source = place | {"startIndex": 4, "endIndex": 5}
    office.stand_in.batch({"moveDimension": {"source": source, "destinationIndex": 1}})
    office.passes(3)
    assert office.complaint(numbers[1])["location"] == "Jl. Baru" and is_whole(office, numbers)


# numbers


@pytest.mark.parametrize("how", ["cleared", "typed over"])
def test_a_number_that_is_gone_comes_back_and_the_edit_beside_it_counts(
    office: Office, numbers: list[str], how: str
) -> None:
    typed = "" if how == "cleared" else "salah"
    office.type(numbers[1], **{"Nama": "Sari", "No. Aduan": typed})
    office.passes(4)
    assert office.complaint(numbers[1])["name"] == "Sari"
    assert is_whole(office, numbers) and sorted(office.numbers()) == sorted(numbers)


def test_a_status_waiting_for_ctrl_z_is_carried_out_once_when_its_number_is_cleared(
    office: Office, numbers: list[str]
) -> None:
    office.type(numbers[1], OPD="Dinhub", Status="Diteruskan ke OPD")
    office.passes(2)
    office.type(numbers[1], **{"No. Aduan": ""})
    office.passes(2)
    hold(office)
    assert office.did(numbers[1]).count("Teruskan ke OPD") == 1
    assert office.row(numbers[1])["Status"] == "Diteruskan ke OPD"


def test_a_row_with_a_strange_number_is_told_so_and_nothing_is_done(
    office: Office, numbers: list[str]
) -> None:
    row = {"No. Aduan": "LAMA/17/2019", "Kanal": "Surat", "Isi Aduan": "Pohon", "Status": "Selesai"}
    office.type_row(**row)
    office.passes(3)
    found = office.row("LAMA/17/2019")
    assert "tidak dikenal" in found["Catatan Sistem"] and found["Status"] == "Selesai"
    assert sorted(office.numbers()) == sorted(numbers)
    office.stand_in.forget_calls()
    office.passes(2)
    assert office.stand_in.calls()["writes"] == 0


def test_a_strange_number_that_is_emptied_becomes_a_complaint(office: Office) -> None:
    office.type_row(**{"No. Aduan": "17", "Kanal": "Surat", "Isi Aduan": "Pohon tumbang"})
    office.passes(3)
    place = office.place("17")
    office.stand_in.type("Aduan", f"A{place}", "")
    office.passes(3)
    (number,) = office.numbers()
    assert office.place(number) == place and note(office, number) == ""


def test_what_is_typed_into_cells_of_a_new_row_that_wadul_fills_is_kept(office: Office) -> None:
    typed = {"Tgl Diterima": "kemarin sore", "Posisi": "Bu Lurah"}
    office.type_row(Kanal="Telepon", Isi_Aduan="Pohon", No_WA="0812-3456-7890 (anak)", **typed)
    office.passes(3)
    (number,) = office.numbers()
    kept = typed | {"No. WA": "0812-3456-7890 (anak)"}
    assert office.events(number)[-1]["data"] == {"typed": kept}
    assert "tersimpan di Riwayat" in note(office, number)
    assert office.row(number)["Posisi"] != "Bu Lurah"


def test_what_is_typed_with_a_new_row_is_kept_when_the_row_vanishes_at_once(office: Office) -> None:
    office.type_row(Kanal="Telepon", Isi_Aduan="Pohon tumbang", Jawaban="Sudah ditebang")
    office.passes(2)
    (number,) = office.numbers()
    office.stand_in.delete_row("Aduan", office.place(number))
    office.passes(3)
    assert office.events(number)[-1]["data"] == {"typed": {"Jawaban": "Sudah ditebang"}}
    assert office.row(number)["Isi Aduan"] == "Pohon tumbang"


def test_a_status_pasted_into_a_second_row_of_a_number_does_nothing(
    office: Office, numbers: list[str]
) -> None:
    copy = list(office.stand_in.values("Aduan")[1])
    copy[office.stand_in.values("Aduan")[0].index("Status")] = "Ditutup"
    copy[office.stand_in.values("Aduan")[0].index("Alasan Tutup")] = "Spam"
    office.stand_in.put("Aduan", "A6", [copy])
    office.passes(4)
    assert office.complaint(numbers[0])["state"] == "Baru"
    assert all(
        "hapus yang salah" in row["Catatan Sistem"]
        for row in office.rows()
        if row["No. Aduan"] == numbers[0]
    )
    office.stand_in.delete_row("Aduan", 6)
    office.passes(3)
    assert is_whole(office, numbers)


def test_a_row_pasted_over_another_one_costs_neither(office: Office, numbers: list[str]) -> None:
    office.stand_in.put("Aduan", "A4", [office.stand_in.values("Aduan")[1]])
    office.passes(4)
    assert office.row(numbers[2])["Isi Aduan"] == "Aduan 2"
    assert sum(row["No. Aduan"] == numbers[0] for row in office.rows()) == 2
    office.stand_in.delete_row("Aduan", 4)
    office.passes(3)
    assert sorted(row["No. Aduan"] for row in office.rows()) == numbers
    assert [office.complaint(n)["body"] for n in numbers] == [f"Aduan {i}" for i in range(4)]


# rows that are gone


def test_a_vanished_row_is_noted_in_riwayat_with_what_was_typed_in_it(
    office: Office, numbers: list[str]
) -> None:
    office.type(numbers[1], Nama="Sari")
    office.passes()
    office.stand_in.delete_row("Aduan", office.place(numbers[1]))
    office.passes(3)
    assert "dikembalikan" in note(office, numbers[1])
    event = office.events(numbers[1])[-1]
    assert (event["action"], event["data"]) == ("Baris Dikembalikan", {"typed": {"Nama": "Sari"}})


def test_a_row_that_is_back_by_itself_is_not_written_again(
    office: Office, numbers: list[str]
) -> None:
    row = office.stand_in.values("Aduan")[2]
    office.stand_in.delete_row("Aduan", 3)
    office.passes()
    office.stand_in.put("Aduan", "A5", [row])
    office.passes(3)
    assert is_whole(office, numbers)


def test_a_row_emptied_cell_by_cell_comes_back_whole(office: Office, numbers: list[str]) -> None:
    place = office.place(numbers[2])
    width = len(office.stand_in.values("Aduan")[0])
    office.stand_in.put("Aduan", f"A{place}", [[""] * width])
    office.passes(4)
    assert office.row(numbers[2])["Isi Aduan"] == "Aduan 2"
    assert len(office.rows()) == 4 and office.complaint(numbers[2])["body"] == "Aduan 2"


def test_two_own_columns_with_one_name_come_back_with_a_vanished_row(office: Office) -> None:
    number = office.complain()
    office.passes(2)
    header = office.stand_in.values("Aduan")[0]
    at = layout.letters(len(header))
    office.stand_in.put("Aduan", f"{at}1", [["Punya Kami", "Punya Kami"]])
    office.stand_in.put("Aduan", f"{at}{office.place(number)}", [["satu", "dua"]])
    office.passes(2)
    office.stand_in.delete_row("Aduan", office.place(number))
    office.passes(4)
    assert office.stand_in.values("Aduan")[office.place(number) - 1][len(header) :] == [
        "satu",
        "dua",
    ]


def test_what_stands_beside_the_table_comes_back_with_a_vanished_row(office: Office) -> None:
    number = office.complain()
    office.passes(2)
    beside = len(office.stand_in.values("Aduan")[0]) + 1
    place = f"{layout.letters(beside)}{office.place(number)}"
    office.stand_in.type("Aduan", place, "tanya Pak RT")
    office.passes(2)
    office.stand_in.delete_row("Aduan", office.place(number))
    office.passes(4)
    assert office.stand_in.values("Aduan")[office.place(number) - 1][beside] == "tanya Pak RT"
    assert office.events(number)[-1]["action"] == "Baris Dikembalikan"


def test_what_has_no_column_any_more_is_kept_in_riwayat_when_its_row_vanishes(
    office: Office,
) -> None:
    number = office.complain()
    office.passes(2)
    at = layout.letters(len(office.stand_in.values("Aduan")[0]))
    office.stand_in.put("Aduan", f"{at}1", [["Punya Kami"]])
    office.stand_in.type("Aduan", f"{at}{office.place(number)}", "satu")
    office.passes(2)
    office.stand_in.delete_row("Aduan", office.place(number))
    office.stand_in.type("Aduan", f"{at}1", "Punya Orang")
    office.passes(4)
    event = office.events(number)[-1]
    assert (event["action"], event["data"]["typed"]) == (
        "Baris Dikembalikan",
        {"Punya Kami": "satu"},
    )
