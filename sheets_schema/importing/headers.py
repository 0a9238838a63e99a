"""Their headers and our columns: which row is the header, and what each of its cells means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from desk.problems import Refused
from sheets_schema.layout import letters

Row = Sequence[str]
NUMBER, RECEIVED, BODY, CLOCK = "No. Aduan", "Tgl Diterima", "Isi Aduan", "Jam"
NEEDED = (RECEIVED, BODY)
ELSE = "Catatan Internal"  # where whatever has no column of its own goes, with its header
LOOKED_AT = 40  # rows from the top among which the header is looked for
LEAST = 2  # headers that a header row must have
#: Words that mean the same in a header.
SAME = {
    **dict.fromkeys(("tgl", "tggl", "date"), "tanggal"),
    **dict.fromkeys(("no", "nmr", "number"), "nomor"),
    **dict.fromkeys(("telp", "tlp", "telpon", "telephone", "hp", "handphone"), "telepon"),
    **dict.fromkeys(("wa", "whatsapp", "ponsel", "kontak"), "telepon"),
    **dict.fromkeys(("pengaduan", "laporan", "keluhan"), "aduan"),
    **dict.fromkeys(("pengadu", "pemohon", "warga", "masyarakat"), "pelapor"),
    **dict.fromkeys(("dinas", "instansi", "skpd", "badan"), "opd"),
    **dict.fromkeys(("respons", "tanggapan", "balasan"), "jawaban"),
    "kel": "kelurahan",
    "kec": "kecamatan",
    "tindaklanjut": "tindak lanjut",
    "respon": "jawaban",
}
#: What a column is called, in the words that `SAME` leaves; behind "|" what it only may mean.
MEANINGS = {
    NUMBER: "nomor aduan, nomor tiket, nomor register, nomor registrasi, kode aduan, id aduan, "
    "tracking id, nomor agenda | nomor, nomor urut, id, kode",
    RECEIVED: "tanggal diterima, tanggal masuk, tanggal aduan, tanggal terima, tanggal lapor, "
    "tanggal pelaporan, tanggal aduan masuk | tanggal, hari tanggal, tanggal jam, timestamp, "
    "waktu, waktu masuk, waktu aduan",
    CLOCK: "jam, pukul, jam masuk, jam aduan, waktu diterima",
    "Nama": "nama, nama pelapor, nama lengkap, pelapor, identitas pelapor | pengirim, "
    "nama pengirim, nama dan alamat, nama alamat",
    BODY: "isi aduan, uraian aduan, deskripsi aduan, aduan, uraian, isi, rincian aduan, "
    "detail aduan, materi aduan, isi pesan, aduan pelapor | deskripsi, pesan, permasalahan, "
    "masalah, perihal, hal, substansi, kronologi, pokok aduan",
    "Lokasi": "lokasi, lokasi kejadian, lokasi aduan, tempat kejadian, alamat kejadian | alamat, "
    "tempat, alamat pelapor, alamat lengkap",
    "Status": "status, status aduan, status penanganan, status akhir | progres, "
    "status tindak lanjut, progres penanganan",
    "OPD": "opd, opd terkait, opd tujuan, opd penanggung jawab, opd pengampu, perangkat daerah, "
    "opd teknis | disposisi, diteruskan ke, disposisi ke, tujuan disposisi, unit kerja, "
    "penanggung jawab",
    "Tindak Lanjut": "tindak lanjut, hasil tindak lanjut, tindak lanjut opd, uraian tindak lanjut "
    "| penanganan, penyelesaian, hasil, hasil penanganan, rtl",
    "Jawaban": "jawaban, jawaban opd, jawaban aduan, isi jawaban | jawaban admin",
    "Alasan": "alasan",
    "Alasan Tutup": "alasan tutup, alasan ditutup",
    "Klasifikasi": "klasifikasi, klasifikasi aduan",
    "Jenis Aduan": "jenis aduan | jenis",
    "Kategori": "kategori, kategori aduan, bidang aduan | bidang, topik",
    "Kecamatan": "kecamatan",
    "Kelurahan/Desa": "kelurahan desa, kelurahan, desa, desa kelurahan",
    "Kanal": "kanal, kanal aduan, media aduan, saluran aduan | media, sumber, sumber aduan, "
    "saluran, melalui, via",
    "No. WA": "nomor telepon, telepon, nomor telepon pelapor, telepon pelapor | nomor pelapor, "
    "nomor pengirim, nomor telepon telepon",
    "Rahasia": "rahasia",
    "Tgl Selesai": "tanggal selesai, tanggal penyelesaian, tanggal ditutup, selesai tanggal | "
    "tanggal tindak lanjut, tanggal jawaban, waktu selesai",
}
SURE, MAYBE, IN_PARTS, ALIKE = 100.0, 90.0, 4.0, 86.0


@dataclass(frozen=True)
class Header:
    """The header row, understood. `columns`: place (from 0) -> our column; `other`: the rest."""

    row: int  # as people count
    names: tuple[str, ...]
    columns: Mapping[int, str]

    @property
    def other(self) -> tuple[str, ...]:
        return tuple(name for at, name in enumerate(self.names) if name and at not in self.columns)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(column for column in NEEDED if column not in self.columns.values())

    def is_again(self, row: Row) -> bool:
        """Whether this row is the header once more, as on every printed page."""
        same = [_line(cell) == self.names[at] for at, cell in enumerate(row) if cell.strip()]
        return len(same) >= LEAST and all(same)


def find(rows: Sequence[Row], given: Mapping[str, str]) -> Header | None:
    """The row that says most; None when none says enough. `given`: their header -> our column."""
    best: Header | None = None
    for place, row in enumerate(rows[:LOOKED_AT], start=1):
        columns = understood(row, given)
        if len(columns) >= LEAST and len(columns) > (len(best.columns) if best else 0):
            best = Header(place, _names(row, rows[place:]), columns)
    return best


def given_columns(pairs: Sequence[str]) -> dict[str, str]:
    """--map "Their header=Our column". Refused: no "=", or no such column of ours."""
    found = {}
    for pair in pairs:
        theirs, equals, ours = pair.rpartition("=")
        known = {_plain(column): column for column in (*MEANINGS, ELSE)}
        column = known.get(_plain(ours))
        if not equals or column is None:
            choices = ", ".join((*MEANINGS, ELSE))
            raise Refused(f'--map "{pair}" tidak dimengerti. Kolom Wadul: {choices}.')
        found[_plain(theirs)] = column
    return found


def understood(row: Row, given: Mapping[str, str]) -> dict[int, str]:
    """Place -> our column; each of ours once, the surest first."""
    guesses = []
    for at, cell in enumerate(row):
        told = given.get(_plain(cell))
        scores = {told: SURE + 1} if told else likeness(cell)
        guesses += [(-score, at, column) for column, score in scores.items()]
    found: dict[int, str] = {}
    for _, at, column in sorted(guesses):
        if at not in found and column not in found.values() and column != ELSE:
            found[at] = column
    return found


@lru_cache(maxsize=4096)
def likeness(header: str) -> dict[str, float]:
    """Our column -> how surely this header means it, of 100; only what is likely."""
    if not header.strip() or len(header) > 80:
        return {}
    scores: dict[str, float] = {}
    parts = [
        part for part in re.split(r"[/\n&]|\bdan\b|\batau\b", header, flags=re.I) if part.strip()
    ]
    for text, less in ((header, 0.0), *((part, IN_PARTS) for part in parts)):
        for column, score in _scores(_canonical(text)).items():
            scores[column] = max(scores.get(column, 0.0), score - less)
    return scores


def _scores(text: str) -> dict[str, float]:
    found = {}
    for column, (sure, maybe) in WORDS.items():
        if text in sure:
            found[column] = SURE
        elif text in maybe:
            found[column] = MAYBE
        else:
            near = max((fuzz.ratio(text, word) for word in (*sure, *maybe)), default=0.0)
            if near >= ALIKE:
                found[column] = near * 0.85
    return found


def _canonical(text: str) -> str:
    plain = _plain(re.sub(r"\([^)]*\)", " ", text))
    return " ".join(SAME.get(word, word) for word in plain.split())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _listed(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in words.split(",") if word.strip())


WORDS = {
    column: (
        _listed(meant.partition("|")[0]) | {_canonical(column)},
        _listed(meant.partition("|")[2]),
    )
    for column, meant in MEANINGS.items()
}


def _names(row: Row, below: Sequence[Row]) -> tuple[str, ...]:
    """The header's cells. A column without a name, or with that of another, is told by letters."""
    width = max((len(one) for one in (row, *below)), default=0)
    cells = [_line(row[at]) if at < len(row) else "" for at in range(width)]
    filled = {at for one in below for at, cell in enumerate(one) if cell.strip()}
    names = [
        f"{name} ({letters(at)})" if name and cells.index(name) < at else name
        for at, name in enumerate(cells)
    ]
    return tuple(
        name or (f"Kolom {letters(at)}" if at in filled else "") for at, name in enumerate(names)
    )


def _line(cell: str) -> str:
    return " ".join(cell.split())
