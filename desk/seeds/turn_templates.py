"""What staff read on their telephones beside their own turn: somebody is not
content, they help, or it is called off."""

from __future__ import annotations

from desk.seeds.city import Template
from desk.seeds.staff_templates import STAFF

TURNS = (
    Template(
        "belum_sesuai",
        STAFF,
        """[{nama_layanan}] *BELUM SESUAI {nomor}* – {sebutan_pelapor} minta dibuka kembali
Katanya: {alasan}
Aduan: {isi_singkat}
Lokasi: {lokasi}
OPD: {opd}
Hasil yang sudah disampaikan: {tindak_lanjut}
Mohon diputuskan: *Buka Kembali*, atau *Balas Pelapor* dengan penjelasannya.
Selengkapnya: {tautan}""",
        "Kepada Admin bila dibalas BELUM",
        ("nomor",),
    ),
    Template(
        "disposisi_pendukung",
        STAFF,
        """*DUKUNGAN {nomor}* – Yth. {pendukung}
Aduan {nama_layanan}: {isi_singkat}
Lokasi: {lokasi}
Penanggung jawab: *{opd_nama}*. Mohon dibantu sesuai tugas masing-masing.
*Balas (kutip) pesan ini*: catatan dukungan + foto. Jawaban kepada {sebutan_pelapor} tetap dari \
penanggung jawab.
Selengkapnya: {tautan}""",
        "Kepada OPD pendukung atau grup WA-nya",
        ("nomor",),
    ),
    Template(
        "dibatalkan",
        STAFF,
        """[{nama_layanan}] *{nomor}*: {tindakan} dibatalkan oleh {petugas}.
Pesan sebelumnya mohon diabaikan.""",
        "Kepada yang sudah diberi tahu, bila petugas membalas batal",
        ("nomor", "tindakan"),
    ),
)
