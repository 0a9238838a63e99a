"""The record of processing that UU 27/2022 art. 31 asks for: what is processed, why, for how long,
by whom. Texts are data; what Pengaturan decides and what can be counted is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.sql.schema import Column

from desk import texts
from desk.actors import Actor
from desk.context import Desk
from desk.prints.paper import Paper, Signature
from desk.privacy.erasing import ACTION
from desk.privacy.officer import officer
from desk.privacy_tables import accesses, data_requests
from desk.schema import complaints, events, media

TITLE = "Rekam Kegiatan Pemrosesan Data Pribadi"
LAW = "UU 27/2022 Pasal 31"
PROVIDERS = {
    "green_api": "GREEN-API (penyedia gateway WhatsApp; riwayat pesan di servernya)",
    "waha": "WAHA (gateway WhatsApp yang dijalankan sendiri)",
}

#: Heading -> name and text of each line; {placeholders} are filled in by `_facts`.
TEXTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Pengendali": (
        ("Pengendali data", "{pemda}, layanan {layanan}"),
        ("Petugas pelindungan data", "{petugas}"),
        ("Kontak", "{kontak}"),
    ),
    "Tujuan dan dasar": (
        ("Tujuan", "Menerima, meneruskan, menindaklanjuti, dan menjawab pengaduan masyarakat; "
         "melaporkan volume dan ketepatan waktu tanpa identitas."),
        ("Dasar pemrosesan", "Pelaksanaan tugas pelayanan publik dan kepentingan umum (UU 27/2022 "
         "Pasal 20 ayat (2) huruf e; UU 25/2009; Perpres 76/2013)."),
        ("Pemberitahuan", "Tujuan disebut pada balasan otomatis; HAPUS DATA dan SALINAN DATA "
         "dapat ditulis kapan saja ke nomor layanan."),
    ),
    "Data dan subjek": (
        ("Subjek", "Pelapor; orang lain yang disebut dalam aduan; petugas."),
        ("Data umum", "Nama, nomor WhatsApp, alamat atau lokasi, isi aduan, percakapan, foto."),
        ("Data pengenal", "{ktp}"),
        ("Data spesifik", "Dapat tertulis dalam aduan (kesehatan, anak, bantuan sosial); tidak "
         "diminta dan tidak diolah tersendiri."),
    ),
    "Penerima dan pemroses": (
        ("Penerima", "OPD yang menangani: isi aduan tanpa identitas, kecuali dibuka Admin dengan "
         "alasan; pimpinan: angka dan aduan tanpa identitas."),
        ("Pemroses pesan", "{gateway}"),
        ("Pemroses register", "Google (Google Sheets); berkas dibagikan hanya kepada petugas "
         "kota."),
        ("Penyampaian ke luar negeri", "Server gateway dan Google dapat berada di luar Indonesia; "
         "KTP, NIK, dan aduan rahasia tidak dikirim ke Google."),
    ),
    "Tempat": (
        ("Jurnal dan berkas", "Server {pemda}; foto KTP dan aduan rahasia dienkripsi."),
        ("Register", "Google Sheet."),
        ("Cadangan", "Tempat yang ditunjuk {pemda}; kunci disimpan terpisah."),
    ),
    "Masa simpan": (
        ("Foto KTP dan NIK", "{hari_hapus} hari setelah aduan selesai, lalu dihapus."),
        ("Data pribadi dalam aduan", "{tahun} tahun setelah selesai, lalu dihapus; angka tetap."),
        ("Daftar akses", "{tahun_akses} tahun."),
        ("Aduan yang belum lengkap", "{hari_lengkap} hari menunggu pelapor, lalu diarsipkan."),
    ),
    "Pengamanan": (
        ("Akses", "Masuk dengan akun yang terverifikasi; peran dibaca dari tab Petugas setiap "
         "kali; OPD hanya melihat aduannya."),
        ("Enkripsi", "Foto KTP, NIK, dan aduan rahasia dienkripsi; kunci tidak ikut cadangan."),
        ("Pencatatan", "Setiap orang yang melihat identitas dicatat dan tidak dapat diubah."),
        ("Penghapusan", "Berkas ditimpa sebelum dihapus; isi aduan diganti (dihapus)."),
        ("Pelanggaran", "Daftar akses menunjukkan apa yang terbuka; pemberitahuan tertulis paling "
         "lambat 3x24 jam (Pasal 46)."),
    ),
}  # fmt: skip
CARDS = {
    True: "Foto KTP bila diminta SOP, dan NIK bila ditulis pelapor.",
    False: "Foto KTP dan NIK tidak diminta; bila dikirim pelapor, disimpan terenkripsi.",
}


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[tuple[str, str], ...]


def sections(desk: Desk, actor: Actor, *, now: datetime) -> list[Section]:
    """The record as it is now; for the officer."""
    with desk.journal.read() as connection:
        officer(connection, desk, actor, now=now)
        facts = _facts(connection, desk)
        numbers = Section("Angka", tuple(_numbers(connection, desk, now=now)))
    said = desk.sop.in_words
    told = [
        Section(title, tuple((name, said(text.format_map(facts))) for name, text in lines))
        for title, lines in TEXTS.items()
    ]
    return [*told, numbers]


def paper(desk: Desk, actor: Actor, *, now: datetime) -> bytes:
    """The same as a PDF to be signed."""
    found = sections(desk, actor, now=now)
    preferences = desk.reference().preferences
    when = texts.moment(now, preferences.zone)
    page = Paper(TITLE, f"Dicetak {when} oleh {actor.name}", now=now)
    page.letterhead(preferences.government, f"Layanan Pengaduan {preferences.service_name}")
    page.heading(TITLE, LAW)
    for section in found:
        page.section(section.title)
        page.facts(section.lines)
    named = _officer(desk)
    page.signatures(None, Signature(("Petugas pelindungan data pribadi",), named))
    return page.bytes()


def refusal(sentence: str, *, now: datetime) -> bytes:
    """A page that says why there is no record, where nothing but a file can be answered."""
    page = Paper(TITLE, "", now=now)
    page.heading("Dokumen tidak dapat dibuat")
    page.words(sentence, most=1000)
    return page.bytes()


def _facts(connection: Connection, desk: Desk) -> dict[str, str]:
    kept = desk.reference(connection).preferences
    return {
        "pemda": kept.government,
        "layanan": kept.service_name,
        "petugas": _officer(desk) or "belum ditunjuk (Pengaturan: Petugas Data Pribadi)",
        "kontak": kept.privacy_contact or "belum diisi (Pengaturan: Kontak Data Pribadi)",
        "ktp": CARDS[any("KTP" in each for each in kept.required_details)],
        "gateway": PROVIDERS.get(desk.gateway, desk.gateway),
        "hari_hapus": str(kept.erase_days),
        "hari_lengkap": str(kept.complete_days),
        "tahun": str(kept.keep_years),
        "tahun_akses": str(kept.keep_access_years),
    }


def _officer(desk: Desk) -> str:
    """The name of whom Pengaturan names."""
    reference = desk.reference()
    named = reference.preferences.privacy_officer
    person = reference.person(named)
    return person.name if person else named


def _numbers(connection: Connection, desk: Desk, *, now: datetime) -> list[tuple[str, str]]:
    local = now.astimezone(desk.timezone(connection))
    month = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    year = month.replace(month=1)
    this_year = data_requests.c.at >= year
    closed = data_requests.c.state != "open"
    counted = (
        ("Aduan dalam sistem", complaints.c.number, complaints.c.number != ""),
        ("Foto identitas tersimpan", media.c.id, media.c.identity & (media.c.state == "stored")),
        ("Foto identitas dihapus", media.c.id, media.c.identity & (media.c.state == "gone")),
        ("Aduan tanpa data pribadi lagi", events.c.number.distinct(), events.c.action == ACTION),
        ("Identitas dilihat bulan ini", accesses.c.id, accesses.c.at >= month),
        ("Permintaan data tahun ini", data_requests.c.id, this_year),
        ("Permintaan yang sudah dijawab", data_requests.c.id, this_year & closed),
    )
    return [(name, _count(connection, what, which)) for name, what, which in counted]


def _count(
    connection: Connection, what: Column[str] | ColumnElement[str], which: ColumnElement[bool]
) -> str:
    return texts.number(connection.execute(select(func.count(what)).where(which)).scalar_one())
