"""What Wadul Aladin says in words of its own."""

from __future__ import annotations

from desk.seeds.city import Template
from desk.seeds.staff_templates import AGENCY
from desk.seeds.templates import CITIZEN, told

WADUL_ALADIN = (
    Template(
        "balasan_otomatis",
        CITIZEN,
        """*{nama_layanan}* – {pemda}
Terima kasih, {sapaan}. Pesan sudah kami terima dengan *No. Aduan {nomor}*.

Agar cepat diproses, mohon balas pesan ini dengan yang belum disebut:
{kurang}
Boleh disertai foto atau video.

Admin memverifikasi pada jam layanan: {jam_layanan}.
Layanan gratis, hanya pesan, tidak menerima panggilan.
*Bukan untuk keadaan darurat.* Darurat hubungi {nomor_darurat}.
Identitas dirahasiakan dan hanya dipakai untuk menangani aduan (UU 27/2022).
Cek status: ketik *CEK {nomor}*""",
        "Segera, untuk setiap aduan baru",
        ("nomor",),
    ),
    told(
        "diteruskan_opd",
        """{sapaan}, aduan sudah kami verifikasi dan teruskan kepada *{opd_nama}* untuk \
ditindaklanjuti.
Target tindak lanjut: {batas}.
Hasilnya kami sampaikan di nomor ini.""",
        remark="Teruskan ke OPD",
        needs=("opd_nama",),
    ),
    Template(
        "disposisi",
        AGENCY,
        """[{nama_layanan}] *DISPOSISI {nomor}* – {opd}
Kategori: {kategori}
Lokasi: {lokasi}
Aduan: {isi_singkat}
Dari: {petugas}
OPD pendukung: {pendukung}
Mohon diterima atau dikembalikan paling lambat {batas}.
Balas (kutip) pesan ini: *terima* · *kembali <alasan>* · uraian tindak lanjut + foto
Selengkapnya: {tautan}""",
        "Kepada Admin OPD, perorangan",
        ("nomor",),
    ),
)
