"""What the alarms about messages, the gateway and its number mean."""

from __future__ import annotations

from desk.advice_words import ACCOUNT, ADMIN, BY_ITSELF, NUMBER, QUEUED, SERVER, Advice
from desk.refusals import ACCESS, EXPIRED, NOT_READY, QUOTA

MESSAGES: tuple[tuple[str, Advice], ...] = (
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
        "gateway_holds",
        Advice(
            "Pesan itu menunggu di gateway, paling lama 24 jam; pesan masuk tetap dicatat.",
            "Periksa apakah ponsel dinas menyala dan tersambung ke internet, lalu hidupkan ulang "
            "nomor di akun gateway.",
            NUMBER,
        ),
    ),
    (
        "banjir_pesan_",
        Advice(
            "Pesannya tetap disimpan dan dapat dibaca; warga lain dilayani seperti biasa.",
            "Baca percakapannya. Bila itu gangguan, tulis nomornya di tab Blokir dengan tanggal "
            "berakhir; bila bukan, balas lewat Balas Pelapor. Hilang sendiri setelah tenang.",
            ADMIN,
        ),
    ),
    (
        "path_dead",
        Advice(
            "Pesan warga mungkin hanya ada di ponsel dinas. Balasan menunggu di gateway.",
            "Lihat WhatsApp di ponsel dinas. Hidupkan ulang nomor di akun gateway, atau putuskan "
            "lalu pindai lagi kode QR. Catat yang terlewat lewat Catat Aduan.",
            NUMBER,
        ),
    ),
    (
        "path_quiet",
        Advice(
            "Semua tampak berjalan; mungkin memang tidak ada yang menulis.",
            "Kirim pesan apa saja dari ponsel lain ke nomor dinas. Bila dalam satu menit tidak ada "
            "balasan, hidupkan ulang nomor di akun gateway. Batasnya: Jam Sepi di Pengaturan.",
            NUMBER,
        ),
    ),
    (
        "canary_",
        Advice("Pesan lain tetap dikirim dan diambil.", BY_ITSELF, SERVER),
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
)
