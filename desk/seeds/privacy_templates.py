"""What a citizen reads when the officer for personal data has answered."""

from __future__ import annotations

from desk.seeds.city import Template

PRIVACY = (
    Template(
        "data_dihapus",
        "Pelapor",
        """*{nama_layanan}*
Data pribadi Bapak/Ibu (nama, nomor, isi aduan, percakapan dan foto) sudah kami hapus dari sistem \
kami.
Yang tetap disimpan hanya angka untuk laporan, tanpa identitas (UU 27/2022).
Bila kelak menulis lagi, Bapak/Ibu dilayani sebagai pelapor baru.""",
        "HAPUS DATA selesai; pesan terakhir kepada pelapor",
    ),
    Template(
        "data_disalin",
        "Pelapor",
        """*{nama_layanan}*
Salinan data pribadi Bapak/Ibu sudah siap.
Cara menerimanya: {alasan}""",
        "SALINAN DATA siap",
        ("alasan",),
    ),
    Template(
        "data_ditolak",
        "Pelapor",
        """*{nama_layanan}*
Permintaan *{tindakan}* belum dapat kami penuhi.
Sebabnya: {alasan}
Bapak/Ibu dapat menulis lagi di nomor ini bila keberatan.""",
        "HAPUS DATA atau SALINAN DATA ditolak",
        ("tindakan", "alasan"),
    ),
)
