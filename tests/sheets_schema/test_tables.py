"""The headers are a contract: written out once more, apart from the tables."""

from __future__ import annotations

import pytest

from desk.editing import HEADERS
from desk.recording import CHANNELS as RECORDED_CHANNELS
from desk.tabs import TABS as DESK_TABS
from sheets_schema.columns import Owner, Use
from sheets_schema.reference_tabs import TABS, TITLES
from sheets_schema.tables import ADUAN, CHANNELS, archive
from sop.model import Field

CONTRACT = {
    "Aduan": "No. Aduan · Tgl Diterima · Nama · Isi Aduan · Lokasi · Pesan Terakhir Pelapor"
    " · Status · OPD · Batas Waktu · Ketepatan · Posisi · Tindak Lanjut · Jawaban · Alasan"
    " · Alasan Tutup · Balas Pelapor · Petugas · Catatan Sistem · Klasifikasi · Jenis Aduan"
    " · Kelengkapan · Kategori · Kecamatan · Kelurahan/Desa · Kanal · No. WA · Rahasia"
    " · OPD Pendukung · Lampiran · Tahap SOP · Tgl Selesai · Penilaian · Catatan Internal"
    " · Terakhir Diubah",
    "Percakapan": "ID · Waktu · No. Aduan · Arah · Chat · Nama · Jenis · Isi · Lampiran · SHA-256"
    " · Kutipan · Status · Waktu Status · Gateway · ID Gateway · Oleh",
    "Riwayat": "ID · Waktu · No. Aduan · Tahap · Tindakan · Dari · Ke · Oleh · Peran · OPD"
    " · Catatan · Batas Waktu · Menit · Tepat Waktu · Data",
    "OPD": "Singkatan · Alias · Nama · Jenis Instansi · WA · Grup WA · Kontak · Aktif",
    "Petugas": "Email · Nama · Peran · OPD · WA · Pengganti · Dari · Sampai · Aktif",
    "Kategori": "Nama · OPD · Jenis Aduan · Kata Kunci · Rahasia · Target",
    "Templat Balasan": "Kunci · Untuk · Teks · Keterangan",
    "SOP": "No · Aktivitas · Pelaksana · Kelengkapan · Waktu · Satuan · Jam · Output · Keterangan",
    "Jam Layanan": "Hari · Mulai · Selesai · Berlaku Dari · Berlaku Sampai",
    "Hari Libur": "Tanggal · Keterangan",
    "Pengaturan": "Kunci · Nilai · Keterangan",
    "Blokir": "Chat · Alasan · Sampai · Oleh",
    "Rekap Bulanan": "Bulan · Bagian · Ukuran · Nilai · Keterangan",
}


@pytest.mark.parametrize("title", CONTRACT)
def test_headers_stand_exactly_so(title: str) -> None:
    assert TITLES[title].headers == tuple(CONTRACT[title].split(" · "))


def test_there_is_no_other_tab_but_the_guide_and_it_comes_first() -> None:
    assert [tab.title for tab in TABS if tab.title not in CONTRACT] == ["Petunjuk"]
    assert TABS[0].title == "Petunjuk"


def test_locked_tabs_are_those_of_the_contract() -> None:
    locked = {tab.title for tab in TABS if tab.locked}
    assert locked == {"Percakapan", "Riwayat", "Rekap Bulanan", "Petugas", "Pengaturan", "SOP"}


def test_an_archive_has_the_columns_of_aduan() -> None:
    assert archive(2026).title == "Arsip 2026" and archive(2026).headers == ADUAN.headers


def test_every_column_that_staff_write_is_one_the_desk_lets_them_change() -> None:
    written = {column.field: column.header for column in ADUAN.owned_by(Owner.PLAIN, Owner.INPUT)}
    assert written.items() <= HEADERS.items()


def test_every_input_of_an_action_is_a_field_of_the_procedure() -> None:
    headers = {column.header for column in ADUAN.owned_by(Owner.INPUT)}
    assert headers <= {field.value for field in Field}


def test_channels_are_those_the_desk_records() -> None:
    assert set(RECORDED_CHANNELS) <= set(CHANNELS)


def test_the_desk_reads_every_reference_tab_under_these_headers() -> None:
    ours = {tab.title: set(tab.headers) for tab in TABS if tab.use is Use.REFERENCE}
    assert set(DESK_TABS) == set(ours)
    assert all(set(tab.headers) <= ours[title] for title, tab in DESK_TABS.items())
