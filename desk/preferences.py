"""The tab Pengaturan as data: every preference with its kind, default, bounds and explanation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from zoneinfo import ZoneInfo

from desk import cells
from desk.cells import Senseless
from desk.preference import Kind, Preference
from desk.privacy_preferences import PRIVACY
from desk.report_preferences import REPORT, pattern_problem
from sop.model import Sop

PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,11}")


@dataclass(frozen=True)
class Preferences:
    """What the city chose, typed. Days are calendar days, `send_delay_s` is in seconds."""

    service_name: str
    government: str
    number_prefix: str
    emergency_number: str
    emergency_words: tuple[str, ...]
    duty_officers: tuple[str, ...]  # WhatsApp numbers, digits only
    timezone: str
    send_delay_s: int
    required_details: tuple[str, ...]
    complete_days: int
    close_days: int
    reopen_days: int
    erase_days: int
    survey: bool
    leaders_summary: bool
    tell_new: bool
    sheet_acts_for_leaders: bool
    answers_at_once: bool
    bulk_limit: int
    bulk_decision: str  # "", terapkan, kembalikan
    quiet_hours: int  # service hours; 0: never an alarm
    agency_contact: str
    privacy_officer: str
    secret_officers: tuple[str, ...]  # e-mails
    keep_years: int
    keep_access_years: int
    privacy_contact: str
    report_unit: str
    report_number: str  # pattern
    report_addressee: str
    report_signer: str
    report_signer_title: str
    report_signer_rank: str
    report_signer_id: str  # NIP
    report_city: str

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


PREFERENCES: tuple[Preference, ...] = (
    Preference(
        "Nama Layanan", "service_name", Kind.TEXT, "", "Nama layanan pada semua pesan dan laporan."
    ),
    Preference("Pemda", "government", Kind.TEXT, "", "Nama pemerintah daerah pada pesan."),
    Preference(
        "Awalan Nomor", "number_prefix", Kind.PREFIX, "",
        "Awalan No. Aduan, 2-12 huruf besar atau angka tanpa spasi; berlaku untuk aduan baru.",
    ),
    Preference(
        "Nomor Darurat", "emergency_number", Kind.TEXT,
        "110 (Polisi), 113 (Damkar), 119 (ambulans)",
        "Nomor yang diberikan kepada pelapor untuk keadaan darurat.",
    ),
    Preference(
        "Kata Darurat", "emergency_words", Kind.LIST,
        "kebakaran, kebakar, kecelakaan, tabrakan, tenggelam, hanyut, pingsan, sekarat, begal, "
        "perampokan, tawuran, kesetrum, tersengat listrik, melahirkan, bunuh diri, tertimpa pohon, "
        "gas bocor, longsor",
        "Bila salah satu kata ini ada dalam aduan, nomor darurat ditulis di baris pertama dan "
        "petugas jaga diberi tahu. Pisahkan dengan koma.",
        required=False,
    ),
    Preference(
        "Petugas Jaga", "duty_officers", Kind.PHONES, "",
        "Nomor WA yang diberi tahu bila ada aduan darurat, pisahkan dengan koma. "
        "Kosong: semua Admin.",
        required=False,
    ),
    Preference(
        "Zona Waktu", "timezone", Kind.CHOICE, "Asia/Jakarta",
        "Asia/Jakarta (WIB), Asia/Makassar (WITA), atau Asia/Jayapura (WIT).",
        choices=("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"),
    ),
    Preference(
        "Jeda Kirim", "send_delay_s", Kind.NUMBER, "60",
        "Detik. Pesan ke pelapor akibat perubahan di Lembar atau balasan WA petugas menunggu "
        "selama ini; batal bila dikembalikan.",
        0, 600,
    ),
    Preference(
        "Kelengkapan Wajib", "required_details", Kind.LIST, "",
        "Yang harus ada dalam aduan yang lengkap, pisahkan dengan koma. Foto KTP hanya bila SOP "
        "memintanya.",
    ),
    Preference(
        "Hari Lengkap", "complete_days", Kind.NUMBER, "10",
        "Hari menunggu kelengkapan dari pelapor sebelum aduan diarsipkan.", 1, 60,
    ),
    Preference(
        "Hari Tutup", "close_days", Kind.NUMBER, "",
        "Hari tanpa keberatan setelah hasil dikirim sampai aduan dinyatakan selesai.", 1, 60,
    ),
    Preference(
        "Hari Buka", "reopen_days", Kind.NUMBER, "",
        "Hari setelah selesai saat pelapor masih dapat meminta aduan dibuka kembali.", 1, 90,
    ),
    Preference(
        "Hari Hapus", "erase_days", Kind.NUMBER, "30",
        "Hari setelah selesai sampai foto KTP dihapus.", 1, 365,
    ),
    Preference(
        "Kirim Survei", "survey", Kind.FLAG, "Ya", "Tanyakan kepuasan pelapor setelah selesai."
    ),
    Preference(
        "Kabari Aduan Baru", "tell_new", Kind.FLAG, "Tidak",
        "Ya: setiap aduan baru dikirim ke WA Admin, yang dapat memprosesnya dengan membalas.",
    ),
    Preference(
        "Ringkasan Pimpinan", "leaders_summary", Kind.FLAG, "Ya",
        "Kirim ringkasan kepada pimpinan lewat WhatsApp, sekali sehari pada awal jam layanan.",
    ),
    Preference(
        "Lembar boleh mewakili pimpinan", "sheet_acts_for_leaders", Kind.FLAG, "Tidak",
        "Ya: langkah pimpinan dapat dilakukan dengan mengubah Status di Lembar.",
    ),
    Preference(
        "Jawab Langsung", "answers_at_once", Kind.FLAG, "Ya",
        "Wani Bares: Ya, Administrator boleh menjawab Permintaan Informasi tanpa pimpinan "
        "(tidak ada dalam SOP; dicatat demikian di Riwayat).",
    ),
    Preference(
        "Batas Perubahan Serentak", "bulk_limit", Kind.NUMBER, "10",
        "Lebih dari sekian aduan berubah sekaligus di Lembar: tidak ada yang dijalankan sebelum "
        "diputuskan.",
        1, 1000,
    ),
    Preference(
        "Perubahan Serentak", "bulk_decision", Kind.CHOICE, "",
        "Tulis terapkan atau kembalikan bila Kondisi Sistem memintanya.",
        choices=("terapkan", "kembalikan"), required=False,
    ),
    Preference(
        "Jam Sepi", "quiet_hours", Kind.NUMBER, "8",
        "Jam layanan tanpa satu pun pesan masuk sampai Kondisi Sistem memberi peringatan; 0: tidak "
        "pernah.",
        0, 200,
    ),
    Preference(
        "Kontak Instansi", "agency_contact", Kind.TEXT, "",
        "Rujukan pada balasan Bukan Kewenangan bila kolom Kontak instansi itu kosong.",
        required=False,
    ),
    Preference(
        "Petugas Data Pribadi", "privacy_officer", Kind.TEXT, "",
        "Nama atau e-mail yang menangani HAPUS DATA dan SALINAN DATA (UU 27/2022 Pasal 53).",
        required=False,
    ),
    Preference(
        "Petugas Aduan Rahasia", "secret_officers", Kind.LIST, "",
        "E-mail petugas kota yang boleh melihat aduan rahasia, pisahkan dengan koma. "
        "Kosong: semua Admin.",
        required=False,
    ),
    *PRIVACY,
    *REPORT,
)  # fmt: skip


def defaults(sop: Sop, city: Mapping[str, str]) -> dict[str, str]:
    """Kunci -> Nilai of an untouched tab: the table's, then the SOP's, then the city's own."""
    values = {preference.key: preference.default for preference in PREFERENCES}
    return {**values, **_of_sop(sop), **city}


def _of_sop(sop: Sop) -> dict[str, str]:
    return {
        "Nama Layanan": sop.service_name,
        "Pemda": sop.government,
        "Awalan Nomor": sop.number_prefix,
        "Kelengkapan Wajib": ", ".join(sop.wanted),
        "Hari Tutup": str(sop.close_days),
        "Hari Buka": str(sop.reopen_days),
        "Tujuan Laporan": sop.report_addressee,
        "Kota": town(sop.government),
    }


def town(government: str) -> str:
    """Where its letters are signed: Pekalongan.

    >>> town("Pemerintah Kota Pekalongan")
    'Pekalongan'
    """
    for title in ("Pemerintah ", "Kota ", "Kabupaten "):
        government = government.removeprefix(title)
    return government


def find(key: object) -> Preference:
    """The preference with this Kunci, whatever its capitals; `Senseless` when there is none."""
    typed = cells.text(key)
    for preference in PREFERENCES:
        if preference.key.casefold() == typed.casefold():
            return preference
    raise Senseless(f'Kunci "{typed}" tidak dikenal dan tidak dipakai.')


def read(preference: Preference, value: object) -> Any:
    """The typed value of one cell; `Senseless` when it is not one."""
    if preference.required and not cells.text(value):
        raise Senseless(f"{preference.key} tidak boleh kosong.")
    return READERS[preference.kind](preference, value)


def compose(values: Mapping[str, str]) -> Preferences:
    """`Preferences` from Kunci -> Nilai that were all read without complaint before."""
    typed = {p.attribute: read(p, values[p.key]) for p in PREFERENCES}
    return Preferences(**{field.name: typed[field.name] for field in fields(Preferences)})


def _number(preference: Preference, value: object) -> int:
    found = cells.number(value)
    if not found.is_integer() or not preference.lowest <= found <= preference.highest:
        raise Senseless(
            f"{preference.key} harus angka bulat {preference.lowest} sampai {preference.highest}."
        )
    return int(found)


def _text(preference: Preference, value: object) -> str:
    typed = " ".join(cells.text(value).split())
    if len(typed) > 200:
        raise Senseless(f"{preference.key} terlalu panjang (paling banyak 200 huruf).")
    return typed


def _prefix(preference: Preference, value: object) -> str:
    typed = cells.text(value)
    if not PREFIX.fullmatch(typed):
        raise Senseless("Awalan Nomor terdiri dari 2-12 huruf besar atau angka tanpa spasi.")
    return typed


def _pattern(preference: Preference, value: object) -> str:
    typed = _text(preference, value)
    if problem := pattern_problem(typed):
        raise Senseless(f"{preference.key}: {problem}")
    return typed


READERS: dict[Kind, Callable[[Preference, object], Any]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.FLAG: lambda preference, value: cells.flag(value, empty=preference.default == "Ya"),
    Kind.LIST: lambda _preference, value: cells.words(value),
    Kind.PHONES: lambda _preference, value: tuple(map(cells.phone, cells.words(value))),
    Kind.CHOICE: lambda preference, value: cells.one_of(value, preference.choices),
    Kind.PREFIX: _prefix,
    Kind.PATTERN: _pattern,
}
