"""What the tab Pengaturan says of how long personal data is kept, and of who answers for it."""

from __future__ import annotations

from desk.preference import Kind, Preference

PRIVACY = (
    Preference(
        "Tahun Simpan", "keep_years", Kind.NUMBER, "5",
        "Tahun setelah selesai sampai data pribadi dalam aduan dihapus (jadwal retensi arsip); "
        "angka laporan tetap.",
        1, 30,
    ),
    Preference(
        "Tahun Simpan Akses", "keep_access_years", Kind.NUMBER, "5",
        "Tahun daftar siapa melihat data pribadi disimpan.", 1, 30,
    ),
    Preference(
        "Kontak Data Pribadi", "privacy_contact", Kind.TEXT, "",
        "Alamat atau nomor petugas data pribadi, dicetak pada rekam kegiatan pemrosesan.",
        required=False,
    ),
)  # fmt: skip
