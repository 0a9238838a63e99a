"""Their headers and ours: likeness, titles above, and what a person says of them."""

from __future__ import annotations

import pytest

from desk.problems import Refused
from sheets_schema.importing import headers
from sheets_schema.tables import ADUAN

BODY = ["1", "04/03/2024", "Lampu mati"]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Tgl", "Tgl Diterima"),
        ("Tanggal Masuk", "Tgl Diterima"),
        ("Hari/Tanggal", "Tgl Diterima"),
        ("Pukul", "Jam"),
        ("Nama Pelapor", "Nama"),
        ("Isi Laporan/Uraian/Keluhan", "Isi Aduan"),
        ("URAIAN PENGADUAN", "Isi Aduan"),
        ("Isi Aduan Masyarakat", "Isi Aduan"),
        ("No HP/WA", "No. WA"),
        ("Nomor WA (aktif)", "No. WA"),
        ("Alamat", "Lokasi"),
        ("OPD/Dinas Terkait/Disposisi", "OPD"),
        ("Tanggapan/Jawaban", "Jawaban"),
        ("Tindaklanjut", "Tindak Lanjut"),
        ("Status Penangann", "Status"),
        ("Tgl. Selesai", "Tgl Selesai"),
        ("Kel./Desa", "Kelurahan/Desa"),
        ("No.", "No. Aduan"),
        ("Media", "Kanal"),
    ],
)
def test_a_header_is_known_by_its_likeness(theirs: str, ours: str) -> None:
    assert headers.understood([theirs], {}) == {0: ours}


@pytest.mark.parametrize("theirs", ["Keterangan", "Petugas Piket", "NIK", "", "Paraf", "Foto"])
def test_a_header_that_means_nothing_of_ours_is_left(theirs: str) -> None:
    assert headers.understood([theirs], {}) == {}


def test_every_column_of_ours_is_known_by_its_own_name() -> None:
    for column in set(headers.MEANINGS) & set(ADUAN.headers):
        assert headers.understood([column], {}) == {0: column}


def test_the_surer_of_two_headers_has_the_column() -> None:
    row = ["No", "Alamat", "Nomor Aduan", "Lokasi Kejadian"]
    assert headers.understood(row, {}) == {2: "No. Aduan", 3: "Lokasi"}


def test_the_header_is_found_below_titles_and_empty_rows() -> None:
    rows = [["LAPORAN PENGADUAN"], [], ["No", "Tgl Masuk", "Uraian", "Paraf"], BODY]
    found = headers.find(rows, {})
    assert found is not None and (found.row, found.other, found.missing) == (3, ("Paraf",), ())


def test_a_column_without_a_name_and_one_named_twice_are_told_by_letters() -> None:
    rows = [["Tgl", "Uraian", "Ket", "Ket"], ["04/03/2024", "Lampu mati", "a", "b", "c"]]
    found = headers.find(rows, {})
    assert found is not None and found.other == ("Ket", "Ket (D)", "Kolom E")


def test_what_a_person_says_goes_before_likeness() -> None:
    given = headers.given_columns(["Uraian=Catatan Internal", "Cerita Warga = isi aduan"])
    row = ["Tgl", "Uraian", "Cerita Warga"]
    assert headers.understood(row, given) == {0: "Tgl Diterima", 2: "Isi Aduan"}


@pytest.mark.parametrize("pair", ["Uraian", "Uraian=Petugas", "Uraian="])
def test_a_map_without_a_column_of_ours_is_refused(pair: str) -> None:
    with pytest.raises(Refused, match="Kolom Wadul"):
        headers.given_columns([pair])
