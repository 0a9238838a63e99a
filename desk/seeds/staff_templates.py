"""What staff read on their telephones: turns, reminders, alarms."""

from __future__ import annotations

from desk.seeds.city import Template

STAFF = "Petugas"
AGENCY = "Admin OPD"

FOR_STAFF = (
    Template(
        "giliran",
        STAFF,
        """[{nama_layanan}] *{nomor}* – {status}
Kategori: {kategori}
Lokasi: {lokasi}
Aduan: {isi_singkat}
OPD: {opd}
Dari: {petugas}
Alasan: {alasan}
Tindak lanjut: {tindak_lanjut}
Foto: {jumlah_foto}
Batas: {batas}
Balas (kutip): {pilihan}
Selengkapnya: {tautan}""",
        "Kepada petugas yang mendapat giliran",
        ("nomor",),
    ),
    Template(
        "pengingat_opd",
        AGENCY,
        """[{nama_layanan}] Pengingat untuk *{opd}*
{jumlah} aduan menunggu tindak lanjut:
{daftar}
Mohon ditindaklanjuti, atau kembalikan dengan alasan bila bukan kewenangan/kurang lengkap.
{tautan}""",
        "Satu ringkasan per petugas",
        ("daftar",),
    ),
    Template(
        "pengingat_petugas",
        STAFF,
        """[{nama_layanan}] Pengingat untuk {sapaan}
{jumlah} aduan menunggu giliran Bapak/Ibu:
{daftar}
Mohon segera diproses.
{tautan}""",
        "Satu ringkasan per petugas, di luar OPD",
        ("daftar",),
    ),
    Template(
        "pengingat_atasan",
        "Pimpinan",
        """[{nama_layanan}] Yth. {sapaan}
{jumlah} aduan melewati dua kali batas waktu:
{daftar}
Mohon perhatian dan arahan untuk tindak lanjutnya.
{tautan}""",
        "Kepada atasan petugas yang terlambat",
        ("daftar",),
    ),
    Template(
        "ringkasan_pimpinan",
        "Pimpinan",
        """[{nama_layanan}] Yth. {sapaan}
Ringkasan {periode}:
{daftar}
Selengkapnya: {tautan}""",
        "Sekali sehari pada awal jam layanan; Pengaturan Ringkasan Pimpinan",
        ("daftar",),
    ),
    Template(
        "aduan_baru",
        STAFF,
        """[{nama_layanan}] *ADUAN BARU {nomor}*
Kategori: {kategori}
Lokasi: {lokasi}
Aduan: {isi_singkat}
{kelengkapan}
Batas: {batas}
Balas (kutip) pesan ini: {pilihan}
Selengkapnya: {tautan}""",
        "Kepada Admin bila Kabari Aduan Baru = Ya",
        ("nomor",),
    ),
    Template(
        "siaga_darurat",
        STAFF,
        """[{nama_layanan}] *KEMUNGKINAN DARURAT* – {nomor}
Aduan: {isi_singkat}
Lokasi: {lokasi}
Yang menulis sudah diminta menelepon {nomor_darurat}.
Mohon segera diperiksa. {tautan}""",
        "Kepada petugas jaga bila ada kata darurat",
        ("nomor",),
    ),
)
