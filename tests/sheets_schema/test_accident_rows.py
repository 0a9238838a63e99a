"""Many rows at once: new ones are asked about, gone ones wait for a person."""

from __future__ import annotations

from typing import Any

from desk import accidents, conditions, editing
from desk.accidents import Decision
from tests.conftest import person
from tests.sheets_schema.accident_room import (
    close_all,
    column,
    decide,
    decision_cell,
    fill,
    held,
    type_decision,
)
from tests.sheets_schema.office import Office


def paste_rows(office: Office, count: int, **cells: Any) -> None:
    header = office.stand_in.values("Aduan")[0]
    rows = [{"Kanal": "Telepon", "Isi Aduan": f"Lampu {i} mati"} | cells for i in range(count)]
    last = len(office.stand_in.values("Aduan"))
    values = [[row.get(name, "") for name in header] for row in rows]
    office.stand_in.put("Aduan", f"A{last + 1}", values)


def test_more_new_rows_than_the_limit_are_asked_about(office: Office) -> None:
    paste_rows(office, 11)
    office.passes(3)
    assert office.numbers() == [] and len(held(office).typed) == 11
    decide(office, Decision.APPLY)
    office.passes(3)
    assert len(office.numbers()) == 11 and accidents.held(office.desk) is None


def test_new_rows_that_are_taken_away_again_are_forgotten(office: Office) -> None:
    paste_rows(office, 11)
    office.passes(3)
    office.stand_in.worker("POST", "/values:batchClear", {"ranges": ["'Aduan'!A2:AZ"]})
    office.passes(2)
    assert accidents.held(office.desk) is None and office.numbers() == []


def test_a_single_new_row_goes_on_while_others_wait(office: Office) -> None:
    paste_rows(office, 11)
    office.passes(3)
    office.type_row(Kanal="Surat", Isi_Aduan="Pohon tumbang")
    office.passes(3)
    assert len(office.numbers()) == 1 and len(held(office).typed) == 11


# meanwhile


def test_rows_pasted_twice_are_asked_about_twice(office: Office) -> None:
    for done in (0, 11):
        paste_rows(office, 11)
        office.passes(3)
        assert len(office.numbers()) == done
        decide(office, Decision.APPLY)
        office.passes(3)
    assert len(office.numbers()) == 22


def test_new_rows_older_than_a_week_are_not_asked_about(office: Office) -> None:
    paste_rows(office, 11, **{"Tgl Diterima": "01/10/2026 08.30"})
    office.passes(3)
    assert accidents.held(office.desk) is None and len(office.numbers()) == 11


def test_many_rows_gone_wait_and_only_kembalikan_is_offered(
    office: Office, numbers: list[str]
) -> None:
    for _ in range(4):
        office.stand_in.delete_row("Aduan", 2)
    office.passes(4)
    assert len(office.rows()) == 8 and set(held(office).gone) == set(numbers[:4])
    type_decision(office, Decision.APPLY)
    office.passes(3)
    assert held(office) and decision_cell(office) == ""
    type_decision(office, Decision.PUT_BACK)
    office.passes(3)
    assert sorted(row["No. Aduan"] for row in office.rows()) == numbers
    assert office.pending() == 0 and accidents.held(office.desk) is None


def test_a_cleared_tab_comes_back_whole(office: Office, numbers: list[str]) -> None:
    before = office.rows()
    office.stand_in.worker("POST", "/values:batchClear", {"ranges": ["'Aduan'!A2:AZ"]})
    office.passes(3)
    assert office.rows() == []
    decide(office, Decision.PUT_BACK)
    office.passes(3)
    shown = [row | {"Catatan Sistem": ""} for row in office.rows()]
    assert shown == [row | {"Catatan Sistem": ""} for row in before]


def test_an_old_version_of_the_file_is_held_and_put_right(
    office: Office, numbers: list[str]
) -> None:
    old = office.stand_in.values("Aduan")
    office.later(minutes=1)
    editing.edit(
        office.desk,
        person(office.desk, "Admin Kota"),
        numbers[0],
        {"location": "Jl. Kurinci"},
        now=office.now,
    )
    newest = office.complain("Baru datang")
    office.passes(2)
    place = office.place(newest)
    office.stand_in.put("Aduan", "A1", old)
    office.stand_in.delete_row("Aduan", place)
    office.passes(4)
    assert office.complaint(numbers[0])["location"] == "Jl. Kurinci"
    assert len(office.rows()) == 12 and "versi_lama" in held(office).signs
    decide(office, Decision.PUT_BACK)
    office.passes(3)
    assert office.row(numbers[0])["Lokasi"] == "Jl. Kurinci"
    assert office.row(newest)["Isi Aduan"] == "Baru datang"


def test_a_decision_that_an_old_version_brings_back_does_not_count(
    office: Office, numbers: list[str]
) -> None:
    close_all(office)
    rows = office.stand_in.values("Pengaturan")
    at = next(i for i, row in enumerate(rows, 1) if row[0] == "Perubahan Serentak")
    office.stand_in.worker_type("Pengaturan", f"B{at}", "terapkan")
    office.passes(6)
    office.later(seconds=90)
    office.passes(4)
    assert {office.complaint(n)["state"] for n in numbers} == {"Baru"}
    assert held(office) and decision_cell(office) == ""


def test_kembalikan_counts_although_it_was_typed_before_the_desk_saw_what_happened(
    office: Office, numbers: list[str]
) -> None:
    before = [row["Isi Aduan"] for row in office.rows()]
    fill(office, "Isi Aduan", before[::-1])
    say(office, "kembalikan")
    office.passes(2)
    office.later(seconds=20)
    office.passes(6)
    assert accidents.held(office.desk) is None
    assert [row["Isi Aduan"] for row in office.rows()] == before
    assert decision_cell(office) == ""


def test_terapkan_typed_too_early_is_emptied_and_the_alarm_asks_for_it_again(
    office: Office, numbers: list[str]
) -> None:
    close_all(office)
    say(office, "terapkan")
    office.passes(2)
    office.later(seconds=20)
    office.passes(6)
    (alarm,) = [
        one
        for one in conditions.standing(office.desk, now=office.now)
        if one.code == accidents.ALARM
    ]
    assert decision_cell(office) == "" and held(office).decision == ""
    assert alarm.text.endswith("ketik sekali lagi.")
    type_decision(office, Decision.APPLY)
    office.passes(2)
    assert accidents.held(office.desk) is None


def say(office: Office, word: str) -> None:
    rows = office.stand_in.values("Pengaturan")
    at = next(i for i, row in enumerate(rows, 1) if row[0] == "Perubahan Serentak")
    office.stand_in.worker_type("Pengaturan", f"B{at}", word)


def test_everything_but_the_numbers_cleared_is_held(office: Office, numbers: list[str]) -> None:
    before = office.rows()
    office.stand_in.worker("POST", "/values:batchClear", {"ranges": ["'Aduan'!B2:AZ"]})
    office.passes(3)
    assert "serentak" in held(office).signs
    decide(office, Decision.PUT_BACK)
    office.passes(3)
    assert column(office, "Isi Aduan") == [row["Isi Aduan"] for row in before]
