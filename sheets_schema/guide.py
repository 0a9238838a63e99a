"""The tab Petunjuk: one screen that says what to type and what happens then."""

from __future__ import annotations

from desk import seeds
from sop.model import Recipient, Sop


def rows(sop: Sop) -> tuple[tuple[str, str], ...]:
    """What is typed, what happens: first the procedure's own steps, then what is the same
    everywhere."""
    admin = sop.addressees[Recipient.CITY_ADMIN][0]
    words = {"{warga}": sop.citizen.lower(), "{admin}": admin}
    return (*seeds.city(sop).guide, *((what, _filled(then, words)) for what, then in EVERYWHERE))


def _filled(text: str, words: dict[str, str]) -> str:
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


EVERYWHERE: tuple[tuple[str, str], ...] = (
    (
        "Alasan Tutup lalu Status = Ditutup",
        "ditutup dengan alasan itu, {warga} diberi tahu menurut alasannya",
    ),
    (
        "Balas Pelapor lalu Status = Balas",
        "isinya dikirim ke {warga}, Status kembali seperti semula",
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
        "OPD Pendukung bersama OPD, boleh beberapa, pisahkan dengan koma",
        "ikut diberi tahu, dapat membaca dan mencatat; jawaban tetap dari OPD di kolom OPD",
    ),
    (
        "Status atau OPD ditulis hampir benar: diteruskan, selsai, dpupr",
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
        "ditahan sampai {admin} memilih terapkan atau kembalikan di Pengaturan, Perubahan Serentak",
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
        "isi tertutup atau tertukar; identitas {warga} terlihat orang lain",
    ),
    (
        "foto, KTP, dan sel berisi (rahasia) pada aduan rahasia",
        "dibaca di halaman aduan (tautan di Lampiran); isi rahasia diubah di sana, kecuali konsep",
    ),
    (
        "ada yang tidak jelas",
        "baca Catatan Sistem dan halaman Kondisi Sistem, lalu tanyakan kepada {admin}",
    ),
)
