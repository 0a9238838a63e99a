"""What a citizen reads, and who looks after their data, when a complaint is long over."""

from __future__ import annotations

from desk.seeds.city import Template
from desk.seeds.privacy_templates import PRIVACY

AFTERWARDS = (
    Template(
        "belum_diterima",
        "Pelapor",
        """Terima kasih, {sapaan}. Kami catat bahwa No. Aduan {nomor} *belum sesuai*.
Admin mempertimbangkan untuk membukanya kembali; kabarnya kami sampaikan di nomor ini.""",
        "BELUM: admin memutuskan apakah dibuka kembali",
        ("nomor",),
    ),
    Template(
        "belum_lewat",
        "Pelapor",
        """No. Aduan {nomor} sudah ditutup lebih dari {hari_buka} hari yang lalu dan tidak dapat \
dibuka lagi.
Bila masalah masih ada, silakan tulis sebagai aduan baru di sini: apa masalahnya, di mana, sejak \
kapan.
Terima kasih.""",
        "BELUM setelah Hari Buka lewat",
        ("nomor",),
    ),
    Template(
        "permintaan_data",
        "Petugas",
        """[{nama_layanan}] *{tindakan}*
No. Aduan {nomor}
Warga meminta ini atas data pribadinya (UU 27/2022).
Mohon dijawab di halaman Pelindungan Data paling lambat 3x24 jam.
{tautan}""",
        "Kepada Petugas Data Pribadi (Pengaturan), atau Admin bila kosong",
        ("tindakan",),
    ),
    Template(
        "survei_terima",
        "Pelapor",
        "Terima kasih atas penilaian untuk No. Aduan {nomor}.",
        "Balasan survei 3-4",
    ),
    Template(
        "survei_terima_rendah",
        "Pelapor",
        "Terima kasih. Mohon maaf atas kekurangannya; penilaian disampaikan kepada pimpinan. "
        "Bila masalah masih ada, balas *BELUM*.",
        "Balasan survei 1-2",
    ),
    *PRIVACY,
)
