"""The reference tabs as data: headers, key, columns that hold dates or times, how a row is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from desk import cells, rows
from desk.cells import Senseless
from desk.rows import Known, Reading

Row = dict[str, str]


@dataclass(frozen=True)
class Tab:
    """A reference tab. `key`: the headers whose cells together name a row."""

    headers: tuple[str, ...]
    key: tuple[str, ...]
    read: Callable[[Reading, Known], Any]
    days: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    may_be_empty: bool = False
    unnamed_is_out: bool = False  # a row whose key was erased is gone, not half typed
    #: Refuses a value beside those of the rows before it, by their numbers in the Sheet.
    check: Callable[[Any, Mapping[int, Any]], None] | None = None

    def value(self, row: Row, known: Known, before: Mapping[int, Any]) -> Any:
        """What the row means beside those before it; Refused when it makes no sense."""
        found = self.read(Reading(row), known)
        if self.check:
            self.check(found, before)
        return found

    def key_of(self, row: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(row.get(header, "").casefold() for header in self.key)

    def plain(self, row: Mapping[str, object]) -> Row:
        """The row as text in one spelling, known headers only; what makes no sense stays."""
        return {header: self._plain(header, row.get(header)) for header in self.headers}

    def _plain(self, header: str, value: object) -> str:
        try:
            if header in self.days:
                found = cells.day(value)
                return found.strftime("%d/%m/%Y") if found else ""
            if header in self.clocks and cells.text(value):
                return cells.clock(value).strftime("%H.%M")
        except Senseless:
            pass
        return cells.text(value)


def _headers(words: str) -> tuple[str, ...]:
    return tuple(words.split(" · "))


TABS: Mapping[str, Tab] = {
    "OPD": Tab(
        _headers("Singkatan · Alias · Nama · Jenis Instansi · WA · Grup WA · Kontak · Aktif"),
        ("Singkatan",),
        rows.agency,
    ),
    "Petugas": Tab(
        _headers("Email · Nama · Peran · OPD · WA · Pengganti · Dari · Sampai · Aktif"),
        ("Email",),
        rows.person,
        days=("Dari", "Sampai"),
        unnamed_is_out=True,
    ),
    "Kategori": Tab(
        _headers("Nama · OPD · Jenis Aduan · Kata Kunci · Rahasia · Target"),
        ("Nama",),
        rows.category,
    ),
    "Templat Balasan": Tab(
        _headers("Kunci · Untuk · Teks · Keterangan"),
        ("Kunci",),
        rows.template,
    ),
    "SOP": Tab(
        _headers(
            "No · Aktivitas · Pelaksana · Kelengkapan · Waktu · Satuan · Jam · Output · Keterangan"
        ),
        ("No",),
        rows.step,
    ),
    "Jam Layanan": Tab(
        _headers("Hari · Mulai · Selesai · Berlaku Dari · Berlaku Sampai"),
        ("Hari", "Mulai", "Berlaku Dari", "Berlaku Sampai"),
        rows.hours,
        days=("Berlaku Dari", "Berlaku Sampai"),
        clocks=("Mulai", "Selesai"),
        check=rows.check_overlap,
    ),
    "Hari Libur": Tab(
        _headers("Tanggal · Keterangan"),
        ("Tanggal",),
        rows.holiday,
        days=("Tanggal",),
        may_be_empty=True,
    ),
    "Pengaturan": Tab(_headers("Kunci · Nilai · Keterangan"), ("Kunci",), rows.preference),
    "Blokir": Tab(
        _headers("Chat · Alasan · Sampai · Oleh"),
        ("Chat",),
        rows.block,
        days=("Sampai",),
        may_be_empty=True,
    ),
}
