"""What makes no sense in a reference tab leaves the last good value, and is named."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from desk.tabs import TABS
from sop.model import Hours, Limit
from tests.desk.reference_room import accept, load, rows_of

BAD_ROWS = [
    ("OPD", "Jenis Instansi", "Kantor", "pilihan"),
    ("OPD", "WA", "nol delapan", "nomor WA"),
    ("OPD", "Grup WA", "Grup Kepala OPD", "grup WA"),
    ("OPD", "Aktif", "kadang", "Ya atau Tidak"),
    ("Petugas", "Email", "ani(at)kota", "e-mail"),
    ("Petugas", "Peran", "Raja", "pilihan"),
    ("Petugas", "Peran", "Pelapor", "pilihan"),
    ("Petugas", "Peran", "", "belum diisi"),
    ("Petugas", "OPD", "Dinas Rahasia", "tidak ada di tab OPD"),
    ("Petugas", "Pengganti", "orang.lain@contoh.test", "bukan petugas lain"),
    ("Petugas", "Pengganti", "admin.kota@contoh.test", "bukan petugas lain"),
    ("Petugas", "Dari", "besok", "bukan tanggal"),
    ("Kategori", "OPD", "Dinas Rahasia", "tidak ada di tab OPD"),
    ("Kategori", "Jenis Aduan", "Gawat", "pilihan"),
    ("Kategori", "Target", "segera", "bukan target"),
    ("Kategori", "Target", "0", "lebih dari 0"),
    ("Templat Balasan", "Teks", "Nomornya sudah ada.", "harus memuat {nomor}"),
    ("Templat Balasan", "Teks", "", "harus memuat {nomor}"),
    ("Templat Balasan", "Teks", "{nomor} {kurang}" + "x" * 2000, "terlalu panjang"),
    ("Templat Balasan", "Teks", "{nomor} {kurang} {salam}", "{salam} tidak dikenal."),
    ("SOP", "No", "Z9", "tidak ada dalam SOP"),
    ("OPD", "Singkatan", "", "belum diisi"),
    ("Petugas", "WA", "nol delapan", "nomor WA"),
    ("Petugas", "Aktif", "cuti", "Ya atau Tidak"),
    ("Kategori", "Nama", "", "belum diisi"),
    ("Kategori", "Rahasia", "mungkin", "Ya atau Tidak"),
    ("Jam Layanan", "Hari", "Hari kerja", "nama hari"),
    ("Jam Layanan", "Mulai", "25:00", "bukan jam"),
    ("Jam Layanan", "Selesai", "07.00", "sesudah Mulai"),
    ("Jam Layanan", "Berlaku Dari", "Ramadan", "bukan tanggal"),
    ("Pengaturan", "Nilai", "", "tidak boleh kosong"),
    ("Pengaturan", "Kunci", "Warna", "tidak dikenal"),
]


def test_a_limit_below_zero_is_refused_and_the_last_good_one_stays(connection: Connection) -> None:
    rows = rows_of("SOP")
    rows[3]["Waktu"] = 45
    accept(connection, "SOP", rows)
    rows[3]["Waktu"], rows[4]["Waktu"] = -5, 10
    (problem,) = accept(connection, "SOP", rows)
    assert (problem.row, problem.column) == (5, "Waktu")
    assert "lebih dari 0" in problem.sentence
    limits = load(connection).limits
    assert limits["A4"] == Limit(45, hours=Hours.SERVICE)
    assert limits["A5"] == Limit(10, hours=Hours.SERVICE)


@pytest.mark.parametrize(("tab", "column", "typed", "sentence"), BAD_ROWS)
def test_a_cell_that_makes_no_sense_is_named_and_its_row_stays_as_it_was(
    connection: Connection, tab: str, column: str, typed: str, sentence: str
) -> None:
    accept(connection, tab, rows_of(tab))
    before = load(connection)
    rows = rows_of(tab)
    rows[0][column] = typed
    (problem,) = accept(connection, tab, rows)
    assert (problem.row, problem.column) == (2, column)
    assert sentence in problem.sentence
    assert load(connection) == before


@pytest.mark.parametrize(
    ("column", "typed", "sentence"),
    [
        ("Waktu", "tiga puluh", "bukan angka"),
        ("Waktu", "1e9", "paling banyak"),
        ("Satuan", "jam kerja", "pilihan: menit, hari kerja, hari"),
        ("Jam", "siang", "pilihan: 24 jam, jam layanan"),
    ],
)
def test_a_limit_that_makes_no_sense_stays_as_it_was(
    connection: Connection, column: str, typed: str, sentence: str
) -> None:
    rows = rows_of("SOP")
    rows[3][column] = typed
    (problem,) = accept(connection, "SOP", rows)
    assert (problem.row, problem.column) == (5, column) and sentence in problem.sentence
    assert load(connection).limits["A4"] == Limit(30, hours=Hours.SERVICE)


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("Jeda Kirim", "sebentar", "bukan angka"),
        ("Jeda Kirim", 601, "0 sampai 600"),
        ("Jeda Kirim", 1.5, "angka bulat"),
        ("Awalan Nomor", "Lapor Ajib", "huruf besar"),
        ("Zona Waktu", "WIB", "pilihan: Asia/Jakarta"),
        ("Kirim Survei", "kadang", "Ya atau Tidak"),
        ("Petugas Jaga", "pos jaga", "bukan nomor WA"),
        ("Perubahan Serentak", "ya", "pilihan: terapkan, kembalikan"),
        ("Nama Layanan", "x" * 201, "terlalu panjang"),
    ],
)
def test_a_preference_that_makes_no_sense_stays_as_it_was(
    connection: Connection, key: str, typed: object, sentence: str
) -> None:
    accept(connection, "Pengaturan", rows_of("Pengaturan"))
    before = load(connection)
    rows = rows_of("Pengaturan")
    next(row for row in rows if row["Kunci"] == key)["Nilai"] = typed
    (problem,) = accept(connection, "Pengaturan", rows)
    assert problem.column == "Nilai" and sentence in problem.sentence
    assert load(connection) == before


@pytest.mark.parametrize(("tab", "column"), [("Hari Libur", "Tanggal"), ("Blokir", "Sampai")])
def test_a_date_in_words_is_refused_and_the_last_good_one_stays(
    connection: Connection, tab: str, column: str
) -> None:
    row: dict[str, object] = {"Chat": "123@lid", "Keterangan": "Hari jadi", column: 46351}
    accept(connection, tab, [row])
    before = load(connection)
    (problem,) = accept(connection, tab, [row | {column: "lusa"}])
    assert (problem.row, problem.column) == (2, column) and "bukan tanggal" in problem.sentence
    assert load(connection) == before


def block(start: str, end: str, first: str = "", last: str = "") -> dict[str, object]:
    """A row of Monday's service hours."""
    valid = {"Berlaku Dari": first, "Berlaku Sampai": last}
    return {"Hari": "Senin", "Mulai": start, "Selesai": end, **valid}


@pytest.mark.parametrize(
    "other",
    [
        block("11.30", "15.00"),
        block("06.00", "24.00"),
        block("08.00", "09.00"),
    ],
)
def test_hours_that_overlap_are_refused_and_name_the_other_row(
    connection: Connection, other: dict[str, object]
) -> None:
    accept(connection, "Jam Layanan", [block("07.30", "12.00"), block("13.00", "15.30")])
    before = load(connection)
    (problem,) = accept(connection, "Jam Layanan", [block("07.30", "12.00"), other])
    assert problem.row == 3 and problem.sentence == "Bertumpang dengan baris 2 (07.30-12.00)."
    assert load(connection) == before


def test_hours_that_touch_or_stand_in_for_others_are_no_overlap(connection: Connection) -> None:
    usual = [block("07.30", "12.00"), block("12.00", "15.30")]
    fasting = [block("08.00", "15.00", "18/02/2027", "19/03/2027")]
    year_after = [block("08.00", "15.00", "08/02/2028", "08/03/2028")]
    tuesday = [{**block("07.30", "15.30"), "Hari": "Selasa"}]
    assert accept(connection, "Jam Layanan", usual + fasting + year_after + tuesday) == []
    both = block("09.00", "10.00", "01/03/2027", "02/03/2027")
    (problem,) = accept(connection, "Jam Layanan", [*usual, *fasting, both])
    assert "Bertumpang dengan baris 4" in problem.sentence


@pytest.mark.parametrize("tab", ["OPD", "Petugas", "Kategori", "Templat Balasan", "SOP"])
def test_a_second_row_of_the_same_name_is_refused_and_the_first_counts(
    connection: Connection, tab: str
) -> None:
    rows = rows_of(tab)
    accept(connection, tab, rows)
    before = load(connection)
    key = TABS[tab].key[0]
    (problem,) = accept(connection, tab, [*rows, rows[1] | {key: str(rows[0][key]).upper()}])
    assert (problem.row, problem.column) == (len(rows) + 2, key)
    assert problem.sentence == "Sama dengan baris 2; tidak dipakai."
    assert load(connection) == before


def test_a_row_half_typed_waits_for_the_rest(connection: Connection) -> None:
    rows = rows_of("Petugas")
    accept(connection, "Petugas", rows)
    new: dict[str, object] = {"Email": "dewi@contoh.test"}
    (problem,) = accept(connection, "Petugas", [*rows, new])
    assert problem.sentence == "Peran belum diisi."
    assert load(connection).person("dewi@contoh.test") is None
    new["Peran"] = "Tim Pengaduan Kota"
    assert accept(connection, "Petugas", [*rows, new]) == []
    assert load(connection).person("dewi@contoh.test")
