"""What a clerk types into Status, and what follows."""

from __future__ import annotations

import pytest

from desk import acting
from desk.actors import Actor
from sop.model import Field
from tests.conftest import person
from tests.sheets_schema.clerk import hold, note
from tests.sheets_schema.office import Office


def test_opd_and_status_hand_the_complaint_on(office: Office, number: str) -> None:
    office.type(number, OPD="Dinhub", Status="Diteruskan ke OPD")
    office.passes(2)
    hold(office)
    complaint = office.complaint(number)
    assert (complaint["state"], complaint["agency"]) == ("Diteruskan ke OPD", "Dinhub")
    event = office.events(number)[-1]
    assert (event["action"], event["role"]) == ("Teruskan ke OPD", "Lembar")
    assert len(office.sent(number)) >= 1
    assert note(office, number) == "" and office.row(number)["Status"] == "Diteruskan ke OPD"


@pytest.mark.parametrize("typed", ["diteruskan", " DITERUSKAN KE OPD ", "Diteruskn ke OPD"])
def test_a_status_that_is_nearly_right_counts(office: Office, number: str, typed: str) -> None:
    office.type(number, OPD="dinhub", Status=typed)
    office.passes(2)
    hold(office)
    assert office.complaint(number)["state"] == "Diteruskan ke OPD"
    assert office.row(number)["Status"] == "Diteruskan ke OPD"


def test_a_draft_typed_before_is_an_input(office: Office, number: str) -> None:
    office.type(number, OPD="Dinhub")
    office.passes(3)
    office.type(number, Status="Diteruskan ke OPD")
    office.passes(2)
    hold(office)
    assert office.complaint(number)["agency"] == "Dinhub"


def test_nothing_is_sent_while_ctrl_z_is_possible(office: Office, number: str) -> None:
    office.type(number, OPD="Dinhub", Status="Diteruskan ke OPD")
    office.passes(5)
    assert office.complaint(number)["state"] == "Baru" and office.sent(number) == []
    assert "Ctrl+Z" in note(office, number)


def test_ctrl_z_in_time_leaves_no_trace(office: Office, number: str) -> None:
    office.type(number, OPD="Dinhub", Status="Diteruskan ke OPD")
    office.passes(3)
    office.type(number, OPD="", Status="Baru")
    office.later(seconds=60)
    office.passes(4)
    assert office.did(number) == ["Aduan Diterima"] and office.sent(number) == []
    assert note(office, number) == "" and office.complaint(number)["state"] == "Baru"


def test_an_action_that_sends_nothing_is_done_at_once(
    office: Office, number: str, admin: Actor
) -> None:
    values = {Field.AGENCY: "Dinhub"}
    acting.act(office.desk, admin, number, "Teruskan ke OPD", values=values, now=office.now)
    with office.desk.journal.write() as connection:
        acting.act_in(
            connection,
            office.desk,
            person(office.desk, "Admin OPD", "Dinhub"),
            number,
            action="Terima dan Teruskan ke Tim OPD",
            now=office.now,
        )
    office.passes()
    office.type(number, Catatan_Internal="x", Petugas="Ani")
    office.passes(2)
    assert office.row(number)["Petugas"] == "Ani"  # a claim waits for its action
    office.later(seconds=121)
    office.passes(2)
    assert office.row(number).get("Petugas", "") == ""


def test_closing_can_be_taken_back_although_nobody_is_told(office: Office, number: str) -> None:
    office.type(number, Alasan_Tutup="Spam", Status="Ditutup")
    office.passes(3)
    assert office.complaint(number)["state"] == "Baru"
    office.type(number, Alasan_Tutup="", Status="Baru")
    office.later(seconds=61)
    office.passes(3)
    assert office.complaint(number)["state"] == "Baru"
    office.type(number, Alasan_Tutup="Spam", Status="Ditutup")
    office.passes(3)
    office.later(seconds=61)
    office.passes(2)
    assert office.complaint(number)["state"] == "Ditutup"


def test_ctrl_z_after_another_cell_was_typed_clears_the_note(office: Office, number: str) -> None:
    office.type(number, OPD="Dinhub", Status="Diteruskan ke OPD")
    office.passes(3)
    office.type(number, Nama="Siti Aminah")
    office.passes()
    office.type(number, OPD="", Status="Baru")
    office.passes(4)
    assert note(office, number) == "" and office.complaint(number)["name"] == "Siti Aminah"


def test_the_time_for_ctrl_z_is_not_prolonged_by_other_cells(office: Office, number: str) -> None:
    office.type(number, OPD="Dinhub", Status="Diteruskan ke OPD")
    office.passes(2)
    office.later(seconds=40)
    office.type(number, Nama="Siti Aminah")
    office.passes(2)
    office.later(seconds=15)
    office.passes()
    assert office.complaint(number)["state"] == "Diteruskan ke OPD"


def test_a_missing_input_stands_for_two_minutes_and_says_what_to_fill_in(
    office: Office, number: str
) -> None:
    office.type(number, Status="Diteruskan ke OPD")
    office.passes(3)
    assert office.row(number)["Status"] == "Diteruskan ke OPD"
    assert "OPD" in note(office, number) and office.complaint(number)["state"] == "Baru"
    office.later(seconds=121)
    office.passes(2)
    assert office.row(number)["Status"] == "Baru"


def test_the_missing_input_typed_in_time_completes_the_action(office: Office, number: str) -> None:
    office.type(number, Status="Diteruskan ke OPD")
    office.passes(3)
    office.type(number, OPD="Dinhub")
    office.passes(2)
    hold(office)
    assert office.complaint(number)["state"] == "Diteruskan ke OPD"


def test_a_status_that_is_not_understood_is_put_back_at_once(office: Office, number: str) -> None:
    office.type(number, Status="terserah")
    office.passes(2)
    row = office.row(number)
    assert row["Status"] == "Baru" and '"terserah"' in row["Catatan Sistem"]
    assert "Diteruskan ke OPD" in row["Catatan Sistem"]
    assert office.events(number)[-1]["data"]["typed"] == {"Status": "terserah"}


def test_an_emptied_status_is_put_back(office: Office, number: str) -> None:
    office.type(number, Status="")
    office.passes(2)
    assert office.row(number)["Status"] == "Baru"


def test_a_status_that_is_not_possible_now_is_put_back_with_what_is(
    office: Office, number: str
) -> None:
    office.type(number, Status="Hasil Terkirim")
    office.passes(2)
    row = office.row(number)
    assert row["Status"] == "Baru" and "tidak dapat" in row["Catatan Sistem"]


def test_a_refused_status_keeps_the_inputs_as_drafts(office: Office, number: str) -> None:
    office.type(number, Status="Hasil Terkirim", Jawaban="Sudah menyala")
    office.passes(2)
    assert office.complaint(number)["answer"] == "Sudah menyala"
    assert office.row(number)["Jawaban"] == "Sudah menyala"


def test_balas_sends_and_restores_status(office: Office, number: str) -> None:
    office.type(number, Balas_Pelapor="Mohon alamatnya", Status="balas")
    office.passes(2)
    hold(office)
    assert any("Mohon alamatnya" in message["body"] for message in office.sent(number))
    row = office.row(number)
    assert row["Status"] == "Baru" and row.get("Balas Pelapor", "") == ""


def test_the_petugas_cell_is_a_claim_and_is_emptied(office: Office, number: str) -> None:
    office.type(number, OPD="Dinhub", Status="Diteruskan ke OPD", Petugas="Ani")
    office.passes(2)
    hold(office)
    assert office.events(number)[-1]["actor"] == "menurut kolom Petugas: Ani"
    assert office.row(number).get("Petugas", "") == ""


def test_the_sheet_may_not_do_what_only_an_opd_may(office: Office, number: str) -> None:
    office.type(number, Status="Buka Kembali", Alasan="coba")
    office.passes(2)
    assert office.row(number)["Status"] == "Baru"
    assert office.did(number)[-2:] != ["Buka Kembali"]


def test_an_edit_after_a_page_acted_is_told_so(office: Office, number: str, admin: Actor) -> None:
    office.type(number, Status="Ditutup", Alasan_Tutup="Spam")
    office.passes()
    values = {Field.AGENCY: "Dinhub"}
    acting.act(office.desk, admin, number, "Teruskan ke OPD", values=values, now=office.now)
    office.passes(2)
    assert office.complaint(number)["state"] == "Diteruskan ke OPD"
    assert office.row(number)["Status"] == "Diteruskan ke OPD"
    assert "lebih dahulu" in note(office, number)


def test_a_closed_complaint_can_still_be_edited(office: Office, number: str, admin: Actor) -> None:
    values = {Field.CLOSE_REASON: "Spam"}
    acting.act(office.desk, admin, number, "Tutup", values=values, now=office.now)
    office.passes()
    office.later(days=3)
    office.passes()
    office.type(number, Catatan_Internal="lihat arsip")
    office.later(minutes=11)
    office.passes(3)
    assert office.complaint(number)["internal_note"] == "lihat arsip"
