"""The tabs that staff write and the desk obeys, the monthly figures and the guide."""

from __future__ import annotations

from dataclasses import replace

from sheets_schema.columns import Column, Kind, Owner, Tab, Use
from sheets_schema.tables import ADUAN, KINDS, PERCAKAPAN, RIWAYAT, YES_NO

AGENCY_KINDS = ("OPD", "BUMD", "Kecamatan", "Luar")
UNITS = ("menit", "hari kerja", "hari")
HOURS = ("24 jam", "jam layanan")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def _cell(header: str, meaning: str, kind: Kind = Kind.TEXT, width: int = 130) -> Column:
    return Column(header, meaning, kind, Owner.REFERENCE, width=width)


def _choice(header: str, meaning: str, choices: tuple[str, ...]) -> Column:
    return Column(header, meaning, Kind.CHOICE, Owner.REFERENCE, choices=choices)


def _listed(header: str, meaning: str, tab: str) -> Column:
    return Column(header, meaning, Kind.CHOICE, Owner.REFERENCE, choices_from=tab)


def _flag(header: str, meaning: str) -> Column:
    return replace(_choice(header, meaning, YES_NO), kind=Kind.FLAG)


def _reference(
    title: str, meaning: str, *columns: Column, locked: bool = False, rows: int = 200
) -> Tab:
    key = columns[0].header
    return Tab(title, Use.REFERENCE, columns, meaning, key=key, locked=locked, rows=rows)


OPD = _reference(
    "OPD",
    "Instansi yang menerima aduan, dengan kontaknya.",
    _cell("Singkatan", "nama pendek, dipakai di kolom OPD"),
    _cell("Alias", "nama lain yang juga dimengerti, dipisah koma"),
    _cell("Nama", "nama lengkap", width=320),
    _choice("Jenis Instansi", "Luar hanya untuk rujukan", AGENCY_KINDS),
    _cell("WA", "nomor WhatsApp, angka saja"),
    _cell("Grup WA", "grup WhatsApp OPD"),
    _cell("Kontak", "kontak untuk pelapor", width=200),
    _flag("Aktif", "Tidak: tidak dapat dipilih lagi"),
)
PETUGAS = _reference(
    "Petugas",
    "Siapa boleh masuk, dan dalam peran apa.",
    _cell("Email", "alamat untuk masuk ke aplikasi", width=200),
    _cell("Nama", "nama petugas", width=180),
    _cell("Peran", "satu atau beberapa peran, dipisah koma", width=180),
    _cell("OPD", "singkatan OPD untuk peran OPD"),
    _cell("WA", "nomor WhatsApp, angka saja"),
    _cell("Pengganti", "email Plh.", width=200),
    _cell("Dari", "hari pertama Plh.", Kind.DAY),
    _cell("Sampai", "hari terakhir Plh.", Kind.DAY),
    _flag("Aktif", "Tidak: tidak dapat masuk lagi"),
    locked=True,
)
KATEGORI = _reference(
    "Kategori",
    "Kategori aduan dan OPD yang biasanya menangani.",
    _cell("Nama", "nama kategori", width=220),
    _listed("OPD", "OPD yang diusulkan", "OPD"),
    _choice("Jenis Aduan", "umum atau teknis", KINDS),
    _cell("Kata Kunci", "kata yang mengusulkan kategori ini, dipisah koma", width=360),
    _flag("Rahasia", "Ya: aduan kategori ini langsung rahasia"),
    _cell("Target", "target tindak lanjut, bila ada"),
)
TEMPLAT = _reference(
    "Templat Balasan",
    "Kata-kata balasan. Isian dalam {kurung}; isian kosong menghapus barisnya.",
    _cell("Kunci", "nama balasan; jangan diubah", width=180),
    _cell("Untuk", "kepada siapa dan kapan", width=160),
    _cell("Teks", "isi balasan, paling panjang 800 huruf", width=560),
    _cell("Keterangan", "catatan; Wadul menulis di sini bila teks ditolak", width=260),
)
SOP = _reference(
    "SOP",
    "Baris SOP dengan batas waktunya.",
    _cell("No", "nomor baris SOP"),
    _cell("Aktivitas", "kegiatan menurut SOP", width=320),
    _cell("Pelaksana", "pelaksana menurut SOP", width=160),
    _cell("Kelengkapan", "kelengkapan menurut SOP"),
    _cell("Waktu", "batas waktu; - berarti SOP tidak memberi batas"),
    _choice("Satuan", "satuan batas waktu", UNITS),
    _choice("Jam", "kapan waktu berjalan", HOURS),
    _cell("Output", "hasil menurut SOP"),
    _cell("Keterangan", "catatan; Wadul menulis di sini bila batas ditolak", width=260),
    locked=True,
    rows=50,
)
JAM_LAYANAN = _reference(
    "Jam Layanan",
    "Jam layanan per hari; boleh beberapa baris untuk satu hari.",
    _choice("Hari", "nama hari", WEEKDAYS),
    _cell("Mulai", "jam mulai, misalnya 07.30"),
    _cell("Selesai", "jam selesai, misalnya 15.30"),
    _cell("Berlaku Dari", "hari pertama, kosong = selalu", Kind.DAY),
    _cell("Berlaku Sampai", "hari terakhir, kosong = selalu", Kind.DAY),
    rows=100,
)
HARI_LIBUR = _reference(
    "Hari Libur",
    "Libur daerah di luar libur nasional dan cuti bersama.",
    _cell("Tanggal", "hari libur", Kind.DAY),
    _cell("Keterangan", "nama hari libur", width=260),
)
PENGATURAN = _reference(
    "Pengaturan",
    "Pengaturan layanan. Nilai yang tidak masuk akal ditolak dengan catatan di Keterangan.",
    _cell("Kunci", "nama pengaturan; jangan diubah", width=260),
    _cell("Nilai", "nilai yang berlaku", width=260),
    _cell("Keterangan", "penjelasan", width=420),
    locked=True,
)
BLOKIR = _reference(
    "Blokir",
    "Chat yang tidak dilayani sampai tanggal tertentu. Pesannya tetap disimpan.",
    _cell("Chat", "alamat percakapan di gateway", width=200),
    _cell("Alasan", "mengapa diblokir", width=260),
    _cell("Sampai", "hari terakhir", Kind.DAY),
    _cell("Oleh", "siapa yang memblokir"),
)
REKAP = Tab(
    "Rekap Bulanan",
    Use.REPORT,
    (
        Column("Bulan", "bulan laporan, misalnya 2026-11"),
        Column("Bagian", "bagian laporan", width=200),
        Column("Ukuran", "apa yang dihitung", width=220),
        Column("Nilai", "hasilnya", Kind.NUMBER),
        Column("Keterangan", "penjelasan", width=320),
    ),
    "Angka laporan bulanan yang terbit. Hanya Wadul yang menulis.",
    key="Ukuran",
    locked=True,
)
PETUNJUK = Tab(
    "Petunjuk",
    Use.GUIDE,
    (
        Column("Ubah", "apa yang diketik", width=420),
        Column("Terjadi", "apa akibatnya", width=520),
    ),
    "Satu layar: ketik ini, terjadi ini.",
    rows=60,
)

REFERENCE_TABS = (
    OPD,
    PETUGAS,
    KATEGORI,
    TEMPLAT,
    SOP,
    JAM_LAYANAN,
    HARI_LIBUR,
    PENGATURAN,
    BLOKIR,
)
SYNCED_TABS = (ADUAN, PERCAKAPAN, RIWAYAT)
TABS = (PETUNJUK, *SYNCED_TABS, *REFERENCE_TABS, REKAP)
TITLES = {tab.title: tab for tab in TABS}
