"""What Wani Bares says in words of its own."""

from __future__ import annotations

from desk.seeds.city import Template
from desk.seeds.staff_templates import STAFF
from desk.seeds.templates import CITIZEN, told

WANI_BARES = (
    Template(
        "balasan_otomatis",
        CITIZEN,
        """*{nama_layanan}* – {pemda}
Terima kasih, {sapaan}. Pesan sudah kami terima dengan *No. Aduan {nomor}*.

Sesuai ketentuan, mohon balas dengan yang belum disebut:
{kurang}
Boleh disertai foto pendukung.

Aduan yang tidak lengkap belum dapat ditindaklanjuti. Jam layanan: {jam_layanan}.
*Bukan untuk keadaan darurat.* Darurat hubungi {nomor_darurat}.""",
        "Segera, untuk setiap aduan baru",
        ("nomor",),
    ),
    Template(
        "minta_ktp",
        CITIZEN,
        """Foto KTP hanya untuk mencocokkan identitas pengadu, dasar tugas pelayanan publik (UU \
25/2009, Perpres 76/2013) dan UU 27/2022 tentang Pelindungan Data Pribadi.
KTP tidak diteruskan ke OPD dan dihapus dari sistem kami {hari_hapus} hari setelah aduan selesai.
Boleh diberi tulisan "untuk {nama_layanan}" di atas foto.""",
        "Tambahan pada balasan_otomatis bila KTP diminta dan belum ada",
    ),
    told(
        "diteruskan_opd",
        """{sapaan}, aduan sudah diverifikasi dan diteruskan oleh Kepala Dinas Kominfo kepada \
*{opd_nama}* untuk dijawab dan ditindaklanjuti.
Target jawaban: {batas}.
Hasilnya kami sampaikan di nomor ini.""",
        remark="Disposisi ke OPD",
        needs=("opd_nama",),
    ),
    Template(
        "mohon_arahan",
        STAFF,
        """[{nama_layanan}] *ADUAN {nomor}* – mohon arahan
Kategori: {kategori}
Lokasi: {lokasi}
Aduan: {isi_singkat}
Usulan: {usulan}
Batas: {batas}
Balas (kutip): *teruskan* · *teruskan <OPD>* · *kembali <alasan>* · *batal*
Selengkapnya: {tautan}""",
        "Kepada Kabid IKP, lalu Kadis Kominfo",
        ("nomor",),
    ),
    Template(
        "disposisi",
        "Kepala OPD",
        """*DISPOSISI {nomor}* – Yth. Kepala *{opd_nama}*
Aduan {nama_layanan}: {isi_singkat}
Lokasi: {lokasi}
OPD pendukung: {pendukung}
Mohon jawaban dan tindak lanjut paling lambat {batas}.
*Balas (kutip) pesan ini*: *terima*, uraian + foto, atau *kembali <alasan>*.
Identitas pengadu tidak disampaikan di {grup}.
Selengkapnya: {tautan}""",
        "Kepada Kepala OPD atau grup WA-nya",
        ("nomor",),
    ),
)
