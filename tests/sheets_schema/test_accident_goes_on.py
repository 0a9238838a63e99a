"""While an accident is held: what goes on, what ends it, what it outlives."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk import accidents, editing
from desk.accidents import ALARM, Decision
from desk.journal import Journal
from sheets_schema import layout
from tests.conftest import open_desk, person
from tests.sheets_schema.accident_room import (
    RETURNED,
    alarms,
    close_all,
    column,
    decide,
    fill,
    held,
    outgoing,
)
from tests.sheets_schema.office import Office
from tests.sheets_schema.stand_in import StandIn


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
