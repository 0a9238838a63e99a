"""`python -m sheets_schema impor` as a person runs it: report, apply, killed, run again."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.sheets_schema.importing.books import HEADERS, MARCH_4, register
from tests.sheets_schema.importing.computer import Computer
from tests.sheets_schema.office import Office


def test_the_dry_run_says_what_it_understood_and_writes_nothing(
    computer: Computer, tmp_path: Path
) -> None:
    code, out, _ = computer.run(str(register(tmp_path / "aduan 2024.xlsx")))
    assert code == 0 and computer.count() == 0
    for part in (
        'aduan 2024.xlsx, tab "Rekap 2024": judul kolom di baris 4.',
        "→ Tgl Diterima",
        "Isi Laporan/Uraian/Keluhan → Isi Aduan",
        "Petugas Piket              → Catatan Internal",
        "hari/bulan/tahun: 1 baris (05/03/2024 → ",
        "dengan nama bulan: 1 baris",
        "angka seri Excel: 1 baris",
        '"Proses" → Diproses OPD: 1 baris',
        '"batal" → Ditutup: 1 baris',
        "(nomor baru)",
        "Baik: 4 · sudah ada: 0 · ditolak: 0",
        "Dilewati, baris 10: jumlah.",
        "Dilewati, baris 11: baris penutup",
        "--apply",
    ):
        assert part in out


def test_applied_every_row_is_data_lama_with_nothing_lost(
    computer: Computer, tmp_path: Path
) -> None:
    code, out, err = computer.run(str(register(tmp_path / "a.xlsx")), "--apply")
    assert code == 0 and "4 baris dicatat" in out and "4 dari 4 baris" in err
    first, second, third, fourth = computer.rows()
    assert first["number"] == "ALADIN-2024-00001" and first["phone"] == "6281234567890"
    assert (first["state"], first["close_reason"]) == ("Selesai", "Dijawab")
    assert (second["state"], second["agency"]) == ("Diproses OPD", "Dinhub")
    assert "OPD: Dinas Antah" in third["internal_note"] and third["state"] == "Ditutup"
    assert fourth["state"] == "Baru" and fourth["due_at"] is None
    assert "No. lama: 4/2024" in fourth["internal_note"]
    assert "Petugas Piket: Edi" in fourth["internal_note"]
    assert computer.sent() == 0


def test_the_same_register_again_makes_no_doubles(computer: Computer, tmp_path: Path) -> None:
    computer.run(str(register(tmp_path / "a.xlsx")), "--apply")
    other = str(register(tmp_path / "salinan.xlsx"))
    assert "Baik: 0 · sudah ada: 4" in computer.run(other)[1]
    code, out, _ = computer.run(other, "--apply")
    assert code == 0 and "0 baris dicatat, 4 sudah ada" in out and computer.count() == 4


def test_killed_in_the_middle_it_goes_on_where_it_was(computer: Computer, tmp_path: Path) -> None:
    rows = [(n, MARCH_4, "Siti", "", f"Lampu {n} mati", "", "", "", "selesai") for n in range(400)]
    path = str(register(tmp_path / "banyak.xlsx", rows))
    process = computer.start(path, "--apply")
    deadline = time.monotonic() + 60
    while computer.count() == 0 and time.monotonic() < deadline:
        assert process.poll() is None
    process.kill()
    process.communicate()
    assert 0 < computer.count() < 400
    code, out, err = computer.run(path, "--apply")
    assert code == 0 and "sudah ada sebelumnya" in out and "400 dari 400 baris" in err
    assert computer.count() == 400
    assert len({row["body"] for row in computer.rows()}) == 400


def test_unknown_statuses_are_listed_and_can_be_explained(
    computer: Computer, tmp_path: Path
) -> None:
    rows = [(1, MARCH_4, "Siti", "", "Lampu mati", "", "", "", "dlm antrian")]
    path = str(register(tmp_path / "a.xlsx", rows))
    _, out, _ = computer.run(path)
    assert '"dlm antrian" → ? (1 baris, ditolak)' in out and "ditolak: 1" in out
    _, out, _ = computer.run(path, "--status", "dlm antrian=Baru")
    assert '"dlm antrian" → Baru' in out and "ditolak: 0" in out


def test_refused_rows_are_named_with_their_reason(computer: Computer, tmp_path: Path) -> None:
    rows = [
        (1, "kemarin", "Siti", "", "Lampu mati", "", "", "", "selesai"),
        (2, None, "Siti", "", "Lampu mati", "", "", "", "selesai"),
        (3, MARCH_4, "Siti", "", "", "", "", "", "selesai"),
        (4, MARCH_4, "Siti", "", "Lampu mati", "", "", "", "selesai"),
    ]
    _, out, _ = computer.run(str(register(tmp_path / "a.xlsx", rows)))
    assert 'Ditolak, baris 5: Tgl Diterima "kemarin" tidak dimengerti.' in out
    assert "Ditolak, baris 6: Tgl Diterima kosong." in out
    assert "Ditolak, baris 7: Isi Aduan kosong." in out
    assert "Baik: 1 · sudah ada: 0 · ditolak: 3" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tidak-ada.xlsx"], "tidak ditemukan"),
        (["rusak.xlsx"], "tidak dapat dibuka"),
        (["lama.xls"], "simpan dahulu sebagai .xlsx"),
        (["a.xlsx", "--tab", "Februari"], 'Yang ada: "Rekap 2024"'),
        (["a.xlsx", "--map", "Petugas Piket=Petugas"], "Kolom Wadul: "),
        (["a.xlsx", "--status", "antri=Gantung"], "Status Wadul: Baru"),
        (["kosong.csv"], "judul kolom tidak ditemukan"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    computer: Computer, tmp_path: Path, words: list[str], said: str
) -> None:
    register(tmp_path / "a.xlsx")
    for name in ("rusak.xlsx", "lama.xls", "kosong.csv"):
        (tmp_path / name).write_text("bukan register")
    code, _, err = computer.run(str(tmp_path / words[0]), *words[1:])
    assert code == 1 and said in err and "Traceback" not in err


def test_imported_rows_stand_in_the_sheet_after_the_next_passes(
    office: Office, computer: Computer, tmp_path: Path
) -> None:
    computer.run(str(register(tmp_path / "a.xlsx")), "--apply")
    office.passes(2)
    rows = {row["Isi Aduan"]: row for row in office.rows()}
    assert len(rows) == 4 and {row["Kanal"] for row in rows.values()} == {"Data Lama"}
    done = rows["Jalan berlubang"]
    assert (done["Status"], done["Ketepatan"]) == ("Selesai", "Tidak Terukur")
    assert office.pending() == 0 and computer.sent() == 0
    assert len(office.rows("Riwayat")) == 4


def test_a_tab_of_a_google_sheet_is_a_register_too(office: Office, computer: Computer) -> None:
    office.stand_in.batch({"addSheet": {"properties": {"title": "Buku 2023"}}})
    row = ["1", 45000, "Siti", "", "Lampu mati", "", "", "", "selesai"]
    office.stand_in.put("Buku 2023", "A1", [list(HEADERS), row])
    computer.port = office.stand_in.url.rsplit(":", 1)[1]
    code, out, _ = computer.run("wadul-sandbox", "--apply")
    assert code == 0 and 'tab "Buku 2023"' in out
    (kept,) = computer.rows()
    assert (kept["number"], kept["body"]) == ("ALADIN-2023-00001", "Lampu mati")
