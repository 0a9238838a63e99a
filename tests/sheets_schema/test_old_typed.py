"""Rows of earlier years, pasted into Aduan: they become Data Lama, in a few passes."""

from __future__ import annotations

from typing import Any

from tests.sheets_schema.office import Office

MARCH_4 = 45355  # 4 March 2024, as the Sheet keeps a date


def paste(office: Office, rows: list[dict[str, Any]], *, at: int) -> None:
    """Paste rows from row `at` on."""
    header = office.stand_in.values("Aduan")[0]
    cells = [[row.get(name, "") for name in header] for row in rows]
    office.stand_in.put("Aduan", f"A{at}", cells)


def old_row(number: int = 1, **more: Any) -> dict[str, Any]:
    return {"Tgl Diterima": MARCH_4, "Isi Aduan": f"Lampu {number} mati", "Kanal": "Telepon"} | more


def test_an_old_row_is_data_lama_and_its_status_is_no_action(office: Office) -> None:
    row = old_row(Status="selesai", OPD="dishub", Jawaban="Sudah menyala", Nama="Siti")
    paste(office, [row | {"No. WA": "081234567890"}], at=2)
    office.passes(3)
    (shown,) = office.rows()
    kept = office.complaint("ALADIN-2024-00001")
    assert (kept["state"], kept["close_reason"], kept["agency"]) == ("Selesai", "Dijawab", "Dinhub")
    assert (shown["No. Aduan"], shown["Kanal"]) == ("ALADIN-2024-00001", "Data Lama")
    assert shown["Status"] == "Selesai" and shown["Tgl Diterima"] == MARCH_4
    assert "Kanal: Telepon" in shown["Catatan Internal"] and "Data Lama" in shown["Catatan Sistem"]
    assert office.did("ALADIN-2024-00001") == ["Data Lama Dicatat"]
    assert office.sent("ALADIN-2024-00001") == [] and office.pending() == 0


def test_a_row_of_this_week_stays_an_ordinary_complaint(office: Office) -> None:
    today = office.now.date().toordinal() - 693594
    paste(office, [old_row() | {"Tgl Diterima": today - 5}], at=2)
    office.passes(3)
    (number,) = office.numbers()
    assert office.complaint(number)["channel"] == "Telepon"
    assert office.complaint(number)["due_at"] is not None


def test_a_number_of_their_own_is_kept_or_noted(office: Office) -> None:
    own = old_row(1) | {"No. Aduan": "ALADIN-2024-00042"}
    paste(office, [own, old_row(2) | {"No. Aduan": "17/III/2024"}], at=2)
    office.passes(3)
    assert office.complaint("ALADIN-2024-00042")["body"] == "Lampu 1 mati"
    second = office.row("ALADIN-2024-00043")
    assert second["Isi Aduan"] == "Lampu 2 mati"
    assert "No. lama: 17/III/2024" in second["Catatan Internal"]
    assert len(office.rows()) == 2 and "tidak" not in second["Catatan Sistem"]


def test_a_date_in_words_and_no_kanal_are_enough(office: Office) -> None:
    paste(office, [{"Tgl Diterima": "4 Maret 2024", "Isi Aduan": "Got mampet"}], at=2)
    office.passes(3)
    assert office.row("ALADIN-2024-00001")["Tgl Diterima"] == MARCH_4


def test_a_status_that_nobody_understands_is_told_beside_the_row(office: Office) -> None:
    paste(office, [old_row(Status="dlm antrian")], at=2)
    office.passes(4)
    (row,) = office.rows()
    assert office.numbers() == [] and '"dlm antrian" tidak dimengerti' in row["Catatan Sistem"]
    office.type_row_again(Status="belum")
    office.passes(3)
    assert office.complaint("ALADIN-2024-00001")["state"] == "Baru"


def test_what_has_no_place_is_kept_in_the_internal_note(office: Office) -> None:
    row = old_row(Petugas="Ani") | {"Balas Pelapor": "Mohon sabar", "Penilaian": "4"}
    paste(office, [row], at=2)
    office.passes(3)
    shown = office.row("ALADIN-2024-00001")
    for kept in ("Petugas: Ani", "Balas Pelapor: Mohon sabar", "Penilaian: 4"):
        assert kept in shown["Catatan Internal"]
    assert shown["Petugas"] == "" and office.sent("ALADIN-2024-00001") == []


def test_three_hundred_rows_in_the_middle_have_their_numbers_after_a_few_passes(
    office: Office,
) -> None:
    last = office.complain("Aduan hari ini")
    office.passes(2)
    span = {"sheetId": office.stand_in.sheet_id("Aduan"), "dimension": "ROWS"}
    where = {"range": span | {"startIndex": 1, "endIndex": 301}, "inheritFromBefore": False}
    office.stand_in.batch({"insertDimension": where})
    paste(office, [old_row(n, Status="selesai") for n in range(300)], at=2)
    office.passes(4)
    rows = office.rows()
    assert len({row["No. Aduan"] for row in rows}) == 301 and rows[-1]["No. Aduan"] == last
    assert all(row["Kanal"] == "Data Lama" for row in rows[:-1])
    assert len(office.numbers()) == 301 and office.pending() == 0


def test_a_killed_worker_records_a_pasted_row_once(office: Office) -> None:
    paste(office, [old_row(1), old_row(2)], at=2)
    office.passes()
    office.stand_in.fault("cut_after", "batchUpdate", count=1)
    office.broken_pass()
    office.restart()
    office.passes(3)
    assert sorted(office.numbers()) == ["ALADIN-2024-00001", "ALADIN-2024-00002"]
    assert len(office.rows()) == 2 and office.pending() == 0


def test_its_kanal_cannot_be_changed_nor_given_to_another(office: Office) -> None:
    paste(office, [old_row()], at=2)
    office.passes(3)
    new = office.complain()
    office.passes(2)
    office.type("ALADIN-2024-00001", Kanal="Surat")
    office.type(new, Kanal="Data Lama")
    office.passes(4)
    assert office.row("ALADIN-2024-00001")["Kanal"] == "Data Lama"
    assert "Data Lama tidak dapat diubah" in office.row("ALADIN-2024-00001")["Catatan Sistem"]
    assert office.row(new)["Kanal"] == "WhatsApp"


def test_an_open_one_is_worked_on_in_the_sheet_without_a_message(office: Office) -> None:
    paste(office, [old_row() | {"No. WA": "081234567890"}], at=2)
    office.passes(3)
    office.type("ALADIN-2024-00001", Alasan_Tutup="Tidak Lengkap", Status="Ditutup")
    office.passes(2)
    office.later(seconds=90)
    office.passes(2)
    kept = office.complaint("ALADIN-2024-00001")
    assert (kept["state"], kept["close_reason"]) == ("Ditutup", "Tidak Lengkap")
    assert office.sent("ALADIN-2024-00001") == []
