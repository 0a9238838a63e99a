"""What a clerk types into the Sheet, and what follows."""

from __future__ import annotations

import pytest

from desk import acting, editing
from desk.actors import Actor
from sop.model import Field
from tests.conftest import person
from tests.sheets_schema.office import Office


@pytest.fixture
def number(office: Office) -> str:
    """A complaint that stands in the Sheet."""
    found = office.complain()
    office.passes()
    return found


@pytest.fixture
def admin(office: Office) -> Actor:
    return person(office.desk, "Admin Kota")


def hold(office: Office) -> None:
    """Wait until Ctrl-Z is too late."""
    office.later(seconds=61)
    office.passes(2)


def note(office: Office, number: str) -> str:
    return str(office.row(number).get("Catatan Sistem", ""))


# plain fields and drafts


def test_a_plain_field_is_taken_over_after_two_equal_reads(office: Office, number: str) -> None:
    office.type(number, Nama="Siti Aminah")
    office.passes()
    assert office.complaint(number)["name"] == "Siti"
    office.passes()
    assert office.complaint(number)["name"] == "Siti Aminah"
    assert office.did(number)[-1] == "Ubah Data"
    assert office.pending() == 0


def test_a_draft_sends_nothing(office: Office, number: str) -> None:
    office.type(number, Jawaban="Sudah kami catat", OPD="dinhub")
    office.passes(3)
    complaint = office.complaint(number)
    assert (complaint["answer"], complaint["agency_draft"]) == ("Sudah kami catat", "Dinhub")
    assert complaint["state"] == "Baru" and office.sent(number) == []
    assert office.row(number)["OPD"] == "Dinhub"


def test_a_value_that_is_still_being_typed_waits(office: Office, number: str) -> None:
    office.type(number, Nama="Si")
    office.passes()
    office.type(number, Nama="Siti A")
    office.passes()
    assert office.complaint(number)["name"] == "Siti"
    office.passes()
    assert office.complaint(number)["name"] == "Siti A"


def test_a_number_typed_as_a_number_is_written_back_as_text(office: Office, number: str) -> None:
    office.type(number, Catatan_Internal=42)
    office.passes(3)
    assert office.complaint(number)["internal_note"] == "42"
    assert office.row(number)["Catatan Internal"] == "42"


def test_a_choice_that_is_nearly_right_counts(office: Office, number: str) -> None:
    office.type(number, Klasifikasi=" aspirasi ", Kategori="penerangan jalan umun")
    office.passes(3)
    complaint = office.complaint(number)
    assert (complaint["classification"], complaint["category"]) == (
        "Aspirasi",
        "Penerangan Jalan Umum",
    )


def test_a_choice_that_means_nothing_is_put_back_with_the_choices(
    office: Office, number: str
) -> None:
    office.type(number, Klasifikasi="xyz")
    office.passes(2)
    assert office.row(number).get("Klasifikasi", "") == ""
    assert '"xyz"' in note(office, number) and "Aspirasi" in note(office, number)


def test_one_refused_cell_does_not_hold_up_the_others(office: Office, number: str) -> None:
    office.type(number, Klasifikasi="xyz", Lokasi="Jl. Merdeka")
    office.passes(2)
    assert office.complaint(number)["location"] == "Jl. Merdeka"
    assert office.row(number).get("Klasifikasi", "") == ""


def test_a_machine_cell_is_put_back_with_a_note(office: Office, number: str) -> None:
    office.type(number, Posisi="Pak Camat", Batas_Waktu="besok")
    office.passes(2)
    row = office.row(number)
    assert row["Posisi"] == "Tim Pengaduan Kota" and isinstance(row["Batas Waktu"], float)
    assert "Posisi" in row["Catatan Sistem"] and "diisi oleh Wadul" in row["Catatan Sistem"]


def test_a_note_that_was_read_may_be_emptied(office: Office, number: str) -> None:
    office.type(number, Posisi="Pak Camat")
    office.passes(2)
    office.type(number, Catatan_Sistem="")
    office.passes(3)
    assert note(office, number) == ""


def test_different_fields_of_page_and_sheet_merge(
    office: Office, number: str, admin: Actor
) -> None:
    office.type(number, Nama="Siti Aminah")
    editing.edit(office.desk, admin, number, {"location": "Jl. Baru"}, now=office.now)
    office.passes(3)
    complaint = office.complaint(number)
    assert (complaint["name"], complaint["location"]) == ("Siti Aminah", "Jl. Baru")


def test_the_same_field_keeps_what_came_first_and_tells_the_other(
    office: Office, number: str, admin: Actor
) -> None:
    office.type(number, Nama="Dari Lembar")
    editing.edit(office.desk, admin, number, {"name": "Dari Aplikasi"}, now=office.now)
    office.passes(3)
    assert office.row(number)["Nama"] == "Dari Aplikasi"
    assert '"Dari Lembar"' in note(office, number)
    assert office.events(number)[-1]["data"]["typed"] == {"Nama": "Dari Lembar"}


# actions


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


# rows typed by hand


def test_a_row_typed_by_hand_becomes_a_complaint_in_that_row(office: Office) -> None:
    office.type_row(Kanal="Datang Langsung", Isi_Aduan="Got mampet", Nama="Pak Budi")
    office.passes()
    assert office.numbers() == []
    office.passes()
    (number,) = office.numbers()
    (row,) = office.rows()
    assert (row["No. Aduan"], row["Status"], row["Kanal"]) == (number, "Baru", "Datang Langsung")
    assert isinstance(row["Tgl Diterima"], float) and isinstance(row["Batas Waktu"], float)
    assert office.pending() == 0 and office.did(number) == ["Catat Aduan"]


def test_a_row_still_being_typed_is_left_alone(office: Office) -> None:
    office.type_row(Kanal="Telepon", Isi_Aduan="Got mam")
    office.passes()
    office.type_row_again(Isi_Aduan="Got mampet di Jl. Merdeka")
    office.passes()
    assert office.numbers() == []
    office.passes()
    assert len(office.numbers()) == 1


def test_a_row_with_an_unknown_kanal_is_told_the_choices(office: Office) -> None:
    office.type_row(Kanal="Merpati pos", Isi_Aduan="Got mampet")
    office.passes(4)
    (row,) = office.rows()
    assert office.numbers() == [] and "Datang Langsung" in row["Catatan Sistem"]


def test_a_status_typed_with_a_new_row_is_acted_on(office: Office) -> None:
    office.type_row(
        Kanal="Telepon", Isi_Aduan="Lampu mati", OPD="Dinhub", Status="Diteruskan ke OPD"
    )
    office.passes(4)
    hold(office)
    (number,) = office.numbers()
    assert office.complaint(number)["state"] == "Diteruskan ke OPD"
    assert len(office.rows()) == 1


def test_a_row_typed_as_confidential_is_confidential(office: Office) -> None:
    office.type_row(Kanal="Surat", Isi_Aduan="Ada pungli", Nama="Pak Budi", Rahasia="Ya")
    office.passes(6)
    (number,) = office.numbers()
    assert office.complaint(number)["confidential"] is True
    assert office.row(number)["Nama"] == "(dirahasiakan)"


def test_a_killed_worker_gives_a_typed_row_the_same_number_again(office: Office) -> None:
    office.type_row(Kanal="Telepon", Isi_Aduan="Got mampet")
    office.passes()
    office.stand_in.fault("cut_before", "batchUpdate")
    office.broken_pass()
    (number,) = office.numbers()
    office.stand_in.heal()
    office.restart()
    office.passes(3)
    assert office.numbers() == [number]
    assert [row["No. Aduan"] for row in office.rows()] == [number]


# reference tabs


def test_a_changed_preference_is_in_force_after_two_equal_reads(office: Office) -> None:
    at = next(
        i
        for i, row in enumerate(office.stand_in.values("Pengaturan"), 1)
        if row[0] == "Nama Layanan"
    )
    office.stand_in.worker_type("Pengaturan", f"B{at}", "Lapor Ajib")
    office.later(seconds=20)
    office.passes(2)
    assert office.desk.reference().preferences.service_name == "Lapor Ajib"


def test_a_senseless_preference_is_refused_with_a_note_beside_it(office: Office) -> None:
    rows = office.stand_in.values("Pengaturan")
    at = next(i for i, row in enumerate(rows, 1) if row[0] == "Jeda Kirim")
    remark = rows[at - 1][2]
    office.stand_in.worker_type("Pengaturan", f"B{at}", "-5")
    office.later(seconds=20)
    office.passes(3)
    assert office.desk.reference().preferences.send_delay_s == 60
    assert str(office.stand_in.values("Pengaturan")[at - 1][2]).startswith("[Ditolak: ")
    office.stand_in.worker_type("Pengaturan", f"B{at}", "30")
    office.later(seconds=20)
    office.passes(3)
    assert office.desk.reference().preferences.send_delay_s == 30
    assert office.stand_in.values("Pengaturan")[at - 1][2] == remark
