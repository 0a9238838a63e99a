"""The tab Petunjuk: one screen that says what to type and what happens then."""

from __future__ import annotations

ROWS: tuple[tuple[str, str], ...] = (
    (
        "OPD lalu Status = Diteruskan ke OPD",
        "disposisi ke Admin OPD, kabar ke pelapor",
    ),
    (
        "Jawaban lalu Status = Selesai (dari Baru)",
        'jawaban dikirim, ditutup "Dijawab"',
    ),
    (
        "Alasan (apa yang kurang) lalu Status = Menunggu Pelapor",
        "permintaan kelengkapan dikirim, waktu dijeda",
    ),
    (
        "Alasan lalu Status = Dikembalikan OPD",
        "kembali kepada yang meneruskan, beserta alasannya",
    ),
    (
        "Tindak Lanjut lalu Status = Ditindaklanjuti",
        "tersimpan, giliran admin mengirim; belum dikirim ke pelapor",
    ),
    (
        "Jawaban lalu Status = Hasil Terkirim",
        "hasil + foto dikirim ke pelapor",
    ),
    (
        "Alasan Tutup lalu Status = Ditutup",
        "ditutup dengan alasan itu, pelapor diberi tahu menurut alasannya",
    ),
    (
        "Balas Pelapor lalu Status = Balas",
        "isinya dikirim ke pelapor, Status kembali seperti semula",
    ),
    (
        "hanya Jawaban / Tindak Lanjut, Status tetap",
        "tersimpan sebagai konsep, tidak ada yang terkirim",
    ),
    (
        "Kanal dan Isi Aduan di baris baru, tanpa nomor",
        "menjadi aduan: nomor, waktu dan batas waktu diisi sendiri",
    ),
    (
        "salah ketik Status",
        "kembalikan dengan Ctrl+Z selama Jeda Kirim (60 detik): tidak ada yang terkirim",
    ),
    (
        "kolom berwarna abu-abu (diisi Wadul)",
        "dikembalikan; lihat Catatan Sistem",
    ),
    (
        "mengurutkan, menyaring, menyisipkan, memindah kolom, menambah kolom sendiri",
        "boleh; judul kolom di baris 1 jangan diubah",
    ),
)
