"""What a clerk types into the Sheet, and what follows."""

from __future__ import annotations

from desk import editing
from desk.actors import Actor
from tests.sheets_schema.clerk import hold, note
from tests.sheets_schema.office import Office

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
    assert office.row(number)["Nama"] == "(rahasia)"


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
