"""What an alarm means to people who are no programmers: what happens meanwhile, what to do, who.

Data, found by the beginning of the alarm's code.
"""

from __future__ import annotations

from dataclasses import dataclass

from desk.refusals import ACCESS, EXPIRED, NOT_READY, QUOTA

ADMIN = "Admin Kota"
SERVER = "Petugas server (Kominfo)"
NUMBER = "Pemegang ponsel dinas"
OWNER = "Pemilik file Google Sheet"
ACCOUNT = "Pemegang akun gateway"
EDITOR = "Siapa saja yang dapat menyunting Google Sheet"


@dataclass(frozen=True)
class Advice:
    """`meanwhile`: what goes on and what waits; `do`: the next step; `who` takes it."""

    meanwhile: str
    do: str
    who: str


WAITS_AT_GATEWAY = (
    "Pesan warga menunggu di gateway WhatsApp dan tidak hilang; balasan terlambat. "
    "Halaman ini tetap dapat dipakai."
)
QUEUED = "Balasan menunggu dalam antrean dan tidak hilang; pesan masuk tetap dicatat."
PAGES_GO_ON = (
    "Aduan dan balasan tetap berjalan. Perubahan di halaman ini dicatat dan disusulkan ke "
    "Google Sheet; yang diketik di Google Sheet dibaca setelah pulih."
)
BY_ITSELF = "Biasanya pulih sendiri. Bila lebih dari 15 menit, hubungi petugas server."
UNKNOWN = Advice(
    "Yang sudah tercatat tidak hilang.", "Hubungi petugas server dan sebutkan kalimat ini.", ADMIN
)

ADVICE: tuple[tuple[str, Advice], ...] = (
    (
        "worker_off",
        Advice(WAITS_AT_GATEWAY, "Jalankan lagi program pekerja di server.", SERVER),
    ),
    ("pull_", Advice(WAITS_AT_GATEWAY, BY_ITSELF, SERVER)),
    (
        "media_key",
        Advice(
            "Foto identitas belum disimpan dan dicoba lagi; pesan lain tetap diproses.",
            "Isi MEDIA_KEY yang benar di server.",
            SERVER,
        ),
    ),
    (
        "media_",
        Advice("Aduan tetap masuk; fotonya menyusul dan dicoba lagi.", BY_ITSELF, SERVER),
    ),
    ("send", Advice(QUEUED, BY_ITSELF, SERVER)),
    (
        "settle_",
        Advice(
            "Pesan yang belum pasti tidak dikirim dua kali; menunggu jawaban gateway.",
            BY_ITSELF,
            SERVER,
        ),
    ),
    (
        "sweep_",
        Advice(
            "Pesan tetap diambil dari antrean gateway; yang terlewat belum dicari.",
            BY_ITSELF,
            SERVER,
        ),
    ),
    ("number_", Advice(QUEUED, BY_ITSELF, SERVER)),
    *(
        (f"sync_failing:{cause}", Advice(PAGES_GO_ON, do, who))
        for cause, do, who in (
            (
                "izin",
                "Buka Google Sheet, tekan Bagikan, tambahkan alamat itu sebagai Editor. Setelah "
                "itu pulih sendiri.",
                OWNER,
            ),
            ("api", "Aktifkan Google Sheets API untuk proyek itu di Google Cloud.", SERVER),
            (
                "berkas",
                "Buka Sampah di Google Drive pemilik file, lalu pilih Pulihkan. Bila sudah "
                "dihapus selamanya, hubungi petugas server: Lembar dibuat lagi dari jurnal.",
                OWNER,
            ),
            ("kunci", "Letakkan berkas kunci yang berlaku di server, seperti di atas.", SERVER),
            ("jam", "Samakan jam server dengan waktu internet (NTP).", SERVER),
            (
                "penuh",
                "Hapus tab, kolom, atau baris kosong, atau siapkan file arsip seperti di atas.",
                EDITOR,
            ),
        )
    ),
    ("sync_", Advice(PAGES_GO_ON, BY_ITSELF, SERVER)),
    (
        "archive_",
        Advice(
            "Aduan dan balasan tetap berjalan. Aduan lama belum dipindah, dan tidak hilang.",
            "Bila di atas disebut file, periksa file arsip itu. Selain itu: " + BY_ITSELF,
            SERVER,
        ),
    ),
    (
        "timers_",
        Advice(
            "Pengingat dan penutupan otomatis tertunda; yang lain tetap berjalan.",
            BY_ITSELF,
            SERVER,
        ),
    ),
    (
        "gateway_not_ready",
        Advice(
            QUEUED,
            "Ikuti petunjuk di atas. Sementara itu jawab yang mendesak dengan telepon.",
            NUMBER,
        ),
    ),
    *(
        (f"gateway_refuses:{cause}", Advice(QUEUED, do, who))
        for cause, do, who in (
            (QUOTA, "Naikkan paket di akun gateway, atau tunggu bulan berikutnya.", ACCOUNT),
            (
                EXPIRED,
                "Perpanjang langganan di akun gateway dalam 24 jam: selama itu gateway menyimpan "
                "pesan warga.",
                ACCOUNT,
            ),
            (ACCESS, "Samakan alamat, instance, dan token di .env dengan akun gateway.", SERVER),
            (NOT_READY, "Periksa ponsel dinas dan status nomor di akun gateway.", NUMBER),
        )
    ),
    (
        "gateway_settings",
        Advice(
            "Sebagian kabar dari gateway mungkin tidak sampai ke sini.",
            "Buka akun gateway dan samakan pengaturan yang disebut di atas.",
            SERVER,
        ),
    ),
    (
        "messages_undecided",
        Advice(
            "Pesan itu tidak dikirim lagi sebelum diputuskan.",
            "Lihat daftar di bawah, cocokkan dengan ponsel dinas, lalu pilih.",
            ADMIN,
        ),
    ),
    (
        "messages_failed",
        Advice(
            "Penerimanya belum membaca pesan itu. Pesan lain tetap dikirim.",
            "Buka daftar di bawah. Bila nomornya salah, perbaiki di tab Petugas atau hubungi "
            "lewat telepon; lalu pilih.",
            ADMIN,
        ),
    ),
    (
        "outbox_stuck",
        Advice(
            QUEUED,
            "Periksa apakah ponsel dinas menyala dan tersambung, lalu hubungi petugas server.",
            NUMBER,
        ),
    ),
    (
        "inbox_parked",
        Advice(
            "Pesan itu disimpan utuh, tetapi belum menjadi aduan dan belum dibalas.",
            "Lihat daftar di bawah: baca isinya, lalu Coba lagi atau Sudah ditangani.",
            ADMIN,
        ),
    ),
    (
        "emergency_nobody_told",
        Advice(
            "Pelapor sudah diberi nomor darurat; petugas belum diberi tahu.",
            "Hubungi pelapor atau petugas darurat sekarang. Lalu isi Petugas Jaga di Pengaturan.",
            ADMIN,
        ),
    ),
    (
        "data_pribadi_",
        Advice(
            "Pelapor sudah diberi tahu bahwa permintaannya diterima. Tidak ada data yang berubah.",
            "Teruskan kepada petugas data pribadi. Setelah selesai, tekan Sudah ditangani.",
            "Petugas data pribadi",
        ),
    ),
    (
        "nomor_hilang",
        Advice(
            "Jurnal sudah dibangun ulang atau dipulihkan; aduan lain berjalan seperti biasa.",
            "Cari pesan dengan nomor itu di ponsel dinas, catat lewat Catat Aduan, lalu tekan "
            "Sudah ditangani.",
            ADMIN,
        ),
    ),
    (
        "lembar:Aduan:serentak",
        Advice(
            "Yang lain tetap berjalan: aduan baru, balasan, dan baris lain di Lembar.",
            "Tanyakan kepada yang mengubah. Lalu lihat daftar di bawah dan pilih.",
            ADMIN,
        ),
    ),
    (
        "lembar:sampah",
        Advice(
            "Semua tetap berjalan, juga di Google Sheet, selama file masih di Sampah.",
            "Pulihkan file dari Sampah Google Drive sebelum 30 hari lewat.",
            OWNER,
        ),
    ),
    (
        "lembar:tidak_muat",
        Advice(
            "Aduan dan balasan tetap berjalan. Baris yang ada tetap diperbarui; baris baru "
            "menunggu dan disusulkan.",
            "Hapus tab, kolom, atau baris kosong, atau siapkan file arsip seperti di atas.",
            EDITOR,
        ),
    ),
    (
        "lembar:",
        Advice(
            "Aduan dan balasan tetap berjalan. Tab itu belum ditulis; isinya disusulkan.",
            "Perbaiki di Google Sheet seperti tertulis di atas.",
            EDITOR,
        ),
    ),
    (
        "acuan:",
        Advice(
            "Nilai terakhir yang benar tetap berlaku.",
            "Perbaiki sel itu di Google Sheet; daftar lengkap ada di Pengaturan.",
            EDITOR,
        ),
    ),
)


def on(code: str) -> Advice:
    """The advice on an alarm; a general one for a code without its own."""
    return next((found for start, found in ADVICE if code.startswith(start)), UNKNOWN)
