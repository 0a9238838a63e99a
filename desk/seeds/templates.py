"""The reply texts of a new desk: polite, short, one message one purpose, at most 800 letters.

The first line names the service and the complaint. A text promises nothing before it is done, says
what comes next and by when, and never repeats what identifies a citizen. A line with an empty
placeholder is left out (`desk.texts`), so every text also reads well without that line.
"""

from __future__ import annotations

from desk.seeds.afterwards_templates import AFTERWARDS
from desk.seeds.city import Template
from desk.seeds.ready_templates import READY
from desk.seeds.report_templates import REPORTS
from desk.seeds.staff_templates import FOR_STAFF
from desk.seeds.turn_templates import TURNS

LONGEST = 800  # letters; a longer message is folded on the phone
CITIZEN = "Pelapor"

HEAD = "*{nama_layanan}* – No. Aduan {nomor}\n"


def told(key: str, body: str, *, remark: str = "", needs: tuple[str, ...] = ()) -> Template:
    """A message to the citizen about one complaint."""
    return Template(key, CITIZEN, HEAD + body, remark, ("nomor", *needs))


RECEIVING = (
    told(
        "minta_kelengkapan",
        """{sapaan}, aduan belum dapat kami teruskan karena masih kurang:
{kurang}

Mohon dikirim dengan *membalas pesan ini* paling lambat {batas}.
Nomor aduan tetap sama, tidak perlu melapor ulang. Terima kasih.""",
        remark="Minta Kelengkapan",
        needs=("kurang",),
    ),
    told(
        "pengingat_kelengkapan",
        """Kami masih menunggu kelengkapan aduan ini:
{kurang}

Mohon dikirim dengan *membalas pesan ini* paling lambat {batas}.
Nomor aduan tetap sama, tidak perlu melapor ulang. Terima kasih.""",
        remark="Sekali, setelah setengah waktu",
        needs=("kurang",),
    ),
    told(
        "masih_kurang",
        """Terima kasih, {sapaan}. Sudah kami catat; masih kurang:
{kurang}

Mohon dikirim dengan *membalas pesan ini* paling lambat {batas}.""",
        remark="Kelengkapan datang sebagian",
        needs=("kurang",),
    ),
    told(
        "tercatat",
        """Terima kasih, {sapaan}. Aduan sudah lengkap dan tercatat:
"{isi_singkat}"
Lokasi: {lokasi}

Tahap berikutnya: {tahap}.
Kabar selanjutnya kami sampaikan di nomor ini. Cek status: ketik *CEK {nomor}*""",
        remark="Kelengkapan diterima",
    ),
    Template(
        "panduan",
        CITIZEN,
        """Selamat datang di *{nama_layanan}*, {pemda}.
Silakan tulis aduan: apa masalahnya, di mana, sejak kapan, dan nama {sebutan_pelapor}. Boleh \
disertai foto.
Jam layanan: {jam_layanan}.
Darurat: {nomor_darurat}.""",
        "Salam, P, atau stiker saja; tidak menjadi aduan",
    ),
    Template(
        "luar_jam",
        CITIZEN,
        "Saat ini di luar jam layanan. Aduan sudah tercatat dan diverifikasi mulai {batas}.",
        "Tambahan pada balasan_otomatis",
    ),
    Template(
        "darurat",
        CITIZEN,
        "*Bila ini keadaan darurat, segera telepon {nomor_darurat}.* "
        "Nomor ini tidak dipantau sebagai layanan darurat.",
        "Baris pertama balasan_otomatis bila ada kata darurat",
        ("nomor_darurat",),
    ),
    Template(
        "balasan_darurat",
        CITIZEN,
        """Pesan sudah kami terima dengan *No. Aduan {nomor}*.
Mohon balas singkat: {kurang}.""",
        "Ganti balasan_otomatis bila ada kata darurat",
        ("nomor",),
    ),
    Template(
        "balasan_tanya",
        CITIZEN,
        """*{nama_layanan}* – {pemda}
Terima kasih, {sapaan}. Pertanyaan sudah kami terima dengan *No. Aduan {nomor}*.
Kami jawab di nomor ini pada jam layanan: {jam_layanan}.

Bila ini pengaduan, mohon balas dengan apa masalahnya, di mana, dan sejak kapan.
*Bukan untuk keadaan darurat.* Darurat hubungi {nomor_darurat}.""",
        "Ganti balasan_otomatis bila hanya bertanya",
        ("nomor",),
    ),
    Template(
        "tambahan_diterima",
        CITIZEN,
        """Keterangan tambahan untuk No. Aduan {nomor} sudah kami terima. Terima kasih.
Yang belum disebut:
{kurang}""",
        "Tambahan pada aduan; yang belum disebut hanya sebelum diverifikasi",
        ("nomor",),
    ),
    Template(
        "kirim_ulang",
        CITIZEN,
        "Mohon maaf, lampiran tadi tidak terbaca. Mohon dikirim ulang.",
    ),
    Template(
        "panggilan",
        CITIZEN,
        "Mohon maaf, layanan ini tidak menerima panggilan. Silakan tulis aduan di sini.",
    ),
)

ANSWERING = (
    Template(
        "balas_pelapor",
        CITIZEN,
        HEAD + "{balasan}",
        "Isi kolom Balas Pelapor",
        ("nomor", "balasan"),
    ),
    told(
        "dijawab_langsung",
        """{sapaan}, menjawab pesan mengenai "{isi_singkat}":

{jawaban}

Bila belum jelas, silakan balas pesan ini dalam {hari_buka} hari. Terima kasih telah menghubungi \
kami.""",
        remark="Jawab Langsung",
        needs=("jawaban",),
    ),
    told(
        "dialihkan_opd",
        """{sapaan}, aduan ini kini ditangani *{opd_nama}*.
Target tindak lanjut: {batas}.
Hasilnya kami sampaikan di nomor ini.""",
        remark="Alihkan OPD",
        needs=("opd_nama",),
    ),
    told(
        "hasil_tindak_lanjut",
        """{sapaan}, berikut hasil tindak lanjut dari *{opd_nama}*:

{jawaban}

{foto}
Bila *belum sesuai*, balas "BELUM" beserta keterangan/foto dalam {hari_tutup} hari. Tanpa \
balasan, aduan kami nyatakan selesai. Terima kasih atas kepedulian {sapaan}.""",
        remark="Kirim Hasil",
        needs=("jawaban",),
    ),
    told(
        "dijadwalkan",
        """{sapaan}, terima kasih atas aduan ini.
Pekerjaan belum dapat dilaksanakan sekarang karena {alasan}.
Usulan sudah dicatat {opd_nama} untuk perencanaan berikutnya.
Bila ada keterangan tambahan, silakan balas pesan ini.""",
        remark="Ditutup, alasan Dijadwalkan",
    ),
    told(
        "bukan_kewenangan",
        """{sapaan}, mohon maaf, hal ini bukan kewenangan {pemda}.
Urusan ini ditangani *{instansi}*.
Silakan menghubungi: {kontak_instansi}
Aduan juga dapat disampaikan melalui SP4N-LAPOR! (www.lapor.go.id atau SMS 1708).
Bila ada keterangan tambahan yang menjadi urusan {pemda}, silakan balas pesan ini.""",
        remark="Ditutup, alasan Bukan Kewenangan",
    ),
    told(
        "ditutup_tidak_lengkap",
        """{sapaan}, sampai {batas} kelengkapan berikut belum kami terima:
{kurang}
Sesuai ketentuan, aduan kami arsipkan dan belum dapat ditindaklanjuti.
Aduan dibuka lagi tanpa nomor baru bila kelengkapan dikirim di sini dalam {hari_buka} hari. \
Terima kasih.""",
        remark="Ditutup, alasan Tidak Lengkap",
    ),
    told(
        "dipisahkan",
        """{sapaan}, satu hal dari pesan sebelumnya kami catat sebagai aduan tersendiri:
"{isi_singkat}"

Aduan sebelumnya tetap ditangani dengan nomornya sendiri.
Cek status: ketik *CEK {nomor}*""",
        remark="Pisahkan: aduan yang memuat dua hal",
    ),
    Template(
        "digabung",
        CITIZEN,
        "Aduan {nomor} sama dengan aduan yang sedang ditangani. "
        "Hasilnya tetap kami sampaikan kepada {sapaan}.",
        "Gabungkan; ditutup, alasan Duplikat",
        ("nomor",),
    ),
    Template(
        "dicabut",
        CITIZEN,
        "Sesuai permintaan {sapaan}, No. Aduan {nomor} kami tutup.",
        "BATAL atau CABUT",
        ("nomor",),
    ),
    Template(
        "dibuka_kembali",
        CITIZEN,
        "No. Aduan {nomor} kami buka kembali dan diperiksa lagi oleh admin.",
        "Buka Kembali",
        ("nomor",),
    ),
    Template(
        "rahasia_ok",
        CITIZEN,
        "No. Aduan {nomor} ditandai *rahasia*. "
        "Identitas dan isi hanya dilihat petugas yang ditunjuk.",
        "RAHASIA",
        ("nomor",),
    ),
    Template(
        "data_pribadi",
        CITIZEN,
        """*{nama_layanan}*
{sapaan}, permintaan mengenai data pribadi sudah kami teruskan kepada petugas pelindungan data \
pribadi (UU 27/2022).
Jawabannya kami sampaikan di nomor ini.""",
        "HAPUS DATA atau SALINAN DATA",
    ),
)

ASKING = (
    told(
        "status_cek",
        """"{isi_singkat}"
Status: *{status}* – {tahap}
{daftar}
Target tahap ini: {batas}""",
        remark="CEK dengan nomor",
        needs=("status",),
    ),
    Template(
        "cek_daftar",
        CITIZEN,
        """*{nama_layanan}*
Aduan {sapaan} yang masih berjalan:
{daftar}
Ketik CEK lalu nomornya.""",
        "CEK tanpa nomor",
        ("daftar",),
    ),
    Template(
        "cek_kosong",
        CITIZEN,
        """*{nama_layanan}*
Tidak ada aduan yang masih berjalan untuk nomor WA ini. Silakan tulis aduan di sini.""",
        "CEK tanpa nomor dan tanpa aduan berjalan",
    ),
    Template(
        "cek_tidak_ada",
        CITIZEN,
        "No. Aduan {nomor} tidak ditemukan untuk nomor WA ini.",
        "CEK nomor yang tidak ada atau milik orang lain: bunyinya sama",
        ("nomor",),
    ),
    told(
        "survei_kepuasan",
        """{sapaan}, bagaimana penanganan aduan ini? Balas dengan satu angka:
1 = Tidak baik
2 = Kurang baik
3 = Baik
4 = Sangat baik
Boleh ditambah saran. Penilaian tidak memengaruhi layanan berikutnya. Terima kasih.""",
        remark="Sekali, pada jam layanan; pilihan 1-4 mengikuti SKM",
    ),
)

#: What both SOPs say alike.
COMMON = (*RECEIVING, *ANSWERING, *ASKING, *AFTERWARDS, *FOR_STAFF, *REPORTS, *TURNS, *READY)
