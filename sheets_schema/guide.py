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
        "Status ditulis hampir benar: diteruskan, selsai, dpupr",
        "dimengerti bila artinya hanya satu; bila tidak, dikembalikan beserta pilihannya",
    ),
    (
        "Status diubah, isiannya (misalnya OPD) belum ada",
        "ditunggu 2 menit; Catatan Sistem menyebut yang kurang, lalu Status dikembalikan",
    ),
    (
        "salah mengubah Status",
        "Ctrl+Z selama Jeda Kirim (lihat Pengaturan): tidak ada yang terkirim",
    ),
    (
        "Petugas diisi bersama Status",
        'dicatat "menurut kolom Petugas", lalu dikosongkan; tidak menambah hak',
    ),
    (
        "Catatan Sistem berisi tulisan",
        "pesan Wadul tentang baris itu; boleh dikosongkan sesudah dibaca",
    ),
    (
        "mengurutkan seluruh tabel, menyaring, menyisipkan, memindah baris atau kolom",
        "boleh; tidak ada yang tertukar",
    ),
    (
        "menambah kolom sendiri, dengan judul sendiri",
        "boleh; isinya tidak disentuh",
    ),
    (
        "baris atau No. Aduan terhapus",
        "kembali sendiri; aduan yang salah masuk ditutup dengan Alasan Tutup = Spam",
    ),
    (
        "banyak baris berubah sekaligus",
        "ditahan sampai Admin memilih terapkan atau kembalikan di Pengaturan, Perubahan Serentak",
    ),
    (
        "tahun yang lama",
        "ada di tab Arsip, hanya untuk dibaca; yang dibuka kembali pulang ke Aduan",
    ),
    (
        "JANGAN: mengubah judul di baris 1, mengetik di kolom abu-abu atau No. Aduan",
        "dikembalikan, atau tab berhenti ditulis sampai judulnya benar; lihat Catatan Sistem",
    ),
    (
        "JANGAN: menggabungkan sel, mengurutkan satu kolom saja, membagikan berkas ini kepada OPD",
        "isi tertutup atau tertukar; identitas pelapor terlihat orang lain",
    ),
    (
        "foto dan KTP",
        "hanya di aplikasi; kolom Lampiran memberi tautannya",
    ),
    (
        "ada yang tidak jelas",
        "baca Catatan Sistem dan halaman Kondisi Sistem, lalu tanyakan kepada Admin Kota",
    ),
)
