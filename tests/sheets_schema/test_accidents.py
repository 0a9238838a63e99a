"""Accidents in the Sheet: nothing is acted on and nothing overwritten before a person decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desk import accidents, acting, conditions, editing
from desk.accidents import ALARM, Decision, Hold
from desk.journal import Journal
from desk.schema import messages
from sheets_schema import layout
from sop.model import Field
from tests.conftest import open_desk, person
from tests.sheets_schema.office import Office
from tests.sheets_schema.stand_in import StandIn

RETURNED = "Isian Lembar Dikembalikan"


@pytest.fixture
def numbers(office: Office) -> list[str]:
    """Twelve complaints, row by row."""
    found = [office.complain(f"Aduan {i}", name=f"Warga {i:02}") for i in range(12)]
    office.passes(2)
    return found


def column(office: Office, header: str) -> list[Any]:
    names, *rows = office.stand_in.values("Aduan")
    at = names.index(header)
    return [row[at] if at < len(row) else "" for row in rows]


def fill(office: Office, header: str, values: list[Any]) -> None:
    """Paste a column from row 2 on, in one go."""
    at = layout.letters(office.stand_in.values("Aduan")[0].index(header))
    office.stand_in.put("Aduan", f"{at}2", [[value] for value in values])


def held(office: Office) -> Hold:
    found = accidents.held(office.desk)
    assert found is not None
    return found


def alarms(office: Office) -> set[str]:
    return {alarm.code for alarm in conditions.standing(office.desk, now=office.now)}


def outgoing(office: Office) -> int:
    with office.desk.journal.read() as connection:
        query = select(messages.c.id).where(messages.c.direction == "out")
        return len(connection.execute(query).all())


def decide(office: Office, decision: Decision) -> None:
    """On Kondisi Sistem; the next pass carries it out."""
    admin = person(office.desk, "Admin Kota")
    digest = held(office).digest
    accidents.decide(office.desk, admin, decision, digest=digest, now=office.now)


def type_decision(office: Office, decision: Decision) -> None:
    """In Pengaturan."""
    rows = office.stand_in.values("Pengaturan")
    at = next(i for i, row in enumerate(rows, 1) if row[0] == "Perubahan Serentak")
    office.stand_in.worker_type("Pengaturan", f"B{at}", decision.value)
    office.later(seconds=20)
    office.passes(2)


def decision_cell(office: Office) -> str:
    rows = office.stand_in.values("Pengaturan")
    (found,) = [row for row in rows if row[0] == "Perubahan Serentak"]
    return str(found[1])


Decide = Callable[[Office, Decision], None]
EITHER_PLACE = pytest.mark.parametrize("say", [decide, type_decision])


def close_all(office: Office) -> None:
    """Somebody fills Alasan Tutup and Status down over all rows."""
    fill(office, "Alasan Tutup", ["Spam"] * 12)
    fill(office, "Status", ["Ditutup"] * 12)


# changed action cells


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


# new rows pasted


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


def test_ctrl_z_ends_it_without_a_trace(office: Office, numbers: list[str]) -> None:
    close_all(office)
    office.passes(2)
    fill(office, "Alasan Tutup", [""] * 12)
    fill(office, "Status", ["Baru"] * 12)
    office.passes(2)
    assert accidents.held(office.desk) is None and ALARM not in alarms(office)
    assert all(RETURNED not in office.did(n) for n in numbers)
    assert office.pending() == 0


def test_rows_undone_one_by_one_leave_the_list(office: Office, numbers: list[str]) -> None:
    fill(office, "Status", ["Ditutup"] * 12)
    office.passes(2)
    office.type(numbers[0], Status="Baru")
    office.passes()
    assert set(held(office).numbers) == set(numbers[1:])


def test_it_outlives_a_restart(office: Office, numbers: list[str]) -> None:
    close_all(office)
    office.passes()
    office.restart()
    office.passes(2)
    office.later(seconds=120)
    office.passes(2)
    assert outgoing(office) == 0 and len(held(office).numbers) == 12
    decide(office, Decision.PUT_BACK)
    office.restart()
    office.passes(3)
    assert column(office, "Status") == ["Baru"] * 12


def test_new_complaints_and_other_rows_go_on(office: Office, numbers: list[str]) -> None:
    close_all(office)
    office.passes(2)
    newest = office.complain("Baru datang")
    office.passes()
    assert office.row(newest)["Isi Aduan"] == "Baru datang"
    office.type(newest, Lokasi="Jl. Kurinci")
    office.passes(2)
    assert office.complaint(newest)["location"] == "Jl. Kurinci"


def test_the_page_acts_meanwhile_and_wins(office: Office, numbers: list[str]) -> None:
    fill(office, "Jawaban", ["Dari Lembar"] * 12)
    office.passes(2)
    admin = person(office.desk, "Admin Kota")
    fields = {"answer": "Dari halaman"}
    editing.edit(office.desk, admin, numbers[0], fields, now=office.now)
    office.passes(2)
    assert column(office, "Jawaban") == ["Dari Lembar"] * 12
    decide(office, Decision.APPLY)
    office.passes(3)
    assert office.complaint(numbers[0])["answer"] == "Dari halaman"
    assert office.row(numbers[0])["Jawaban"] == "Dari halaman"
    (kept,) = [e for e in office.events(numbers[0]) if e["action"] == RETURNED]
    assert kept["data"]["typed"] == {"Jawaban": "Dari Lembar"}
    assert office.complaint(numbers[1])["answer"] == "Dari Lembar"


def test_a_held_row_that_vanishes_comes_back_with_the_decision(
    office: Office, numbers: list[str]
) -> None:
    close_all(office)
    office.passes(2)
    office.stand_in.delete_row("Aduan", 2)
    office.passes(4)
    assert held(office).gone == (numbers[0],) and len(office.rows()) == 11
    decide(office, Decision.PUT_BACK)
    office.passes(3)
    assert office.row(numbers[0])["Status"] == "Baru" and len(office.rows()) == 12


def test_what_was_typed_into_a_held_row_that_vanishes_is_kept(
    office: Office, numbers: list[str]
) -> None:
    office.stand_in.type("Aduan", "AI1", "Catatan Bu Lurah")
    close_all(office)
    office.passes(2)
    typed = {"Nama": "Sari", "Catatan Bu Lurah": "sudah ditelepon"}
    for header, text in typed.items():
        at = office.stand_in.values("Aduan")[0].index(header)
        office.stand_in.type("Aduan", f"{layout.letters(at)}2", text)
    office.passes()
    office.stand_in.delete_row("Aduan", 2)
    office.passes(2)
    decide(office, Decision.PUT_BACK)
    office.passes(3)
    (event,) = [e for e in office.events(numbers[0]) if e["action"] == "Baris Dikembalikan"]
    assert typed.items() <= event["data"]["typed"].items()
    assert office.row(numbers[0])["Nama"] == "Warga 00"


def test_work_goes_on_as_usual_after_a_decision(office: Office, numbers: list[str]) -> None:
    close_all(office)
    office.passes(2)
    decide(office, Decision.PUT_BACK)
    office.passes(3)
    office.stand_in.forget_calls()
    office.passes()
    assert office.stand_in.calls()["writes"] == 0
    office.type(numbers[0], Lokasi="Jl. Kurinci")
    office.passes(2)
    assert office.complaint(numbers[0])["location"] == "Jl. Kurinci"


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


def test_everything_but_the_numbers_cleared_is_held(office: Office, numbers: list[str]) -> None:
    before = office.rows()
    office.stand_in.worker("POST", "/values:batchClear", {"ranges": ["'Aduan'!B2:AZ"]})
    office.passes(3)
    assert "serentak" in held(office).signs
    decide(office, Decision.PUT_BACK)
    office.passes(3)
    assert column(office, "Isi Aduan") == [row["Isi Aduan"] for row in before]


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


def test_the_same_texts_typed_by_hand_in_some_rows_cost_no_extra_reads(
    office: Office, numbers: list[str]
) -> None:
    office.stand_in.forget_calls()
    fill(office, "Lokasi", [f"Jl. Baru {i}" for i in range(5)])
    office.passes(2)
    assert office.stand_in.calls()["reads"] <= 4


@pytest.mark.parametrize("decision", [Decision.APPLY, Decision.PUT_BACK])
def test_a_decision_holds_when_google_is_away_and_the_worker_starts_anew(
    office: Office, numbers: list[str], decision: Decision
) -> None:
    fill(office, "Jawaban", ["Sudah"] * 12)
    office.stand_in.delete_row("Aduan", 13)
    office.passes(2)
    decide(office, decision)
    office.stand_in.fault("status", status=503)
    office.broken_pass()
    office.stand_in.heal()
    office.restart()
    office.passes(4)
    wanted = "Sudah" if decision is Decision.APPLY else ""
    assert column(office, "Jawaban") == [wanted] * 11 + [""]
    assert [office.complaint(n)["answer"] for n in numbers[:-1]] == [wanted] * 11
    assert len(office.rows()) == 12 and accidents.held(office.desk) is None


def test_an_accident_ends_the_same_on_either_database(
    register: StandIn, journal: Journal, tmp_path: Path, now: datetime
) -> None:
    office = Office(register, open_desk(journal, tmp_path, now), now)
    found = [office.complain(f"Aduan {i}", name=f"Warga {i}") for i in range(12)]
    office.passes(2)
    fill(office, "Nama", [f"Warga {i}" for i in range(11, -1, -1)])
    office.passes(2)
    decide(office, Decision.PUT_BACK)
    assert office.passes(3).backlog == 0
    assert office.row(found[0])["Nama"] == "Warga 0"
    assert office.did(found[0])[-1] == RETURNED and accidents.held(office.desk) is None
    office.close()
