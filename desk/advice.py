"""What an alarm means to people who are no programmers: what happens meanwhile, what to do, who.

Data, found by the beginning of the alarm's code.
"""

from __future__ import annotations

from desk.advice_messages import MESSAGES
from desk.advice_words import (
    ADMIN,
    BY_ITSELF,
    EDITOR,
    OWNER,
    PAGES_GO_ON,
    QUEUED,
    SERVER,
    UNKNOWN,
    WAITS_AT_GATEWAY,
    Advice,
)

__all__ = ["ADVICE", "UNKNOWN", "Advice", "on"]

ADVICE: tuple[tuple[str, Advice], ...] = (
    *MESSAGES,
    (
        "disk_penuh",
        Advice(
            "Selama masih ada ruang semuanya berjalan. Setelah penuh, pesan warga menunggu di "
            "gateway dan tidak hilang.",
            "Kosongkan atau perbesar disk itu; setelah itu pulih sendiri.",
            SERVER,
        ),
    ),
    (
        "disk_terkunci",
        Advice(WAITS_AT_GATEWAY, "Perbaiki hak tulis atau disk yang disebut di atas.", SERVER),
    ),
    (
        "jam_server",
        Advice(
            "Aduan dan balasan tetap berjalan, tetapi waktunya tercatat salah. Pesan yang belum "
            "pasti terkirim tidak dikirim lagi sendiri.",
            "Samakan jam server dengan waktu internet (NTP), lalu putuskan pesan di bawah.",
            SERVER,
        ),
    ),
    (
        "media_key_lain",
        Advice(
            "Foto identitas lama tidak dapat dibuka. Yang baru disimpan dengan kunci sekarang.",
            "Isi lagi MEDIA_KEY yang lama di server. Bila hilang, mintalah foto itu sekali lagi.",
            SERVER,
        ),
    ),
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
    (
        "clock_",
        Advice("Aduan dan balasan tetap berjalan.", BY_ITSELF, SERVER),
    ),
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
            "Jawab di halaman Pelindungan Data paling lambat 3x24 jam; peringatan ini lalu hilang.",
            "Petugas data pribadi",
        ),
    ),
    (
        "nomor_hilang",
        Advice(
            "Jurnal sudah dibangun ulang atau dipulihkan; aduan lain berjalan seperti biasa.",
            "Cari pesan dengan nomor itu di ponsel dinas. Bila chatnya belum punya aduan baru "
            "(catatan gateway dibaca lagi), catat lewat Catat Aduan; lalu tekan Sudah ditangani.",
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
