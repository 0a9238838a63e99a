"""From the month's figures to the tables of the report, in the customary order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from desk.reports import timing
from desk.reports.contents import Column, Measure, Row, Section, Value
from sop.common import CLOSE_REASONS, RESOLVED
from sop.model import Limit, Sop
from sop.summary import AgencyLine, Balance, Kept, Ledger, Satisfaction, Spread, Summary

NOT_SAID = "(tidak diisi)"
#: Title of each part of a balance -> its figure.
MOVES = {
    "Sisa awal": "opening",
    "Diterima": "received",
    "Dibuka kembali": "reopened",
    "Tuntas": "resolved",
    "Ditutup lain": "otherwise",
    "Sisa akhir": "open",
}
BREAKDOWNS = {
    "channel": ("kanal", "Kanal"),
    "classification": ("klasifikasi", "Klasifikasi"),
    "kind": ("jenis", "Jenis Aduan"),
    "category": ("kategori", "Kategori"),
    "district": ("kecamatan", "Kecamatan"),
}
OF_AGENCIES = (
    Column("Diterima", pick="handed~{}"),
    Column("Kembali", pick="returned~{}"),
    Column("Di OPD", pick="here~{}"),
    Column("Di luar OPD", pick="elsewhere~{}"),
    Column("Tepat waktu", pick="agency~{}~tepat"),
    Column("Terlambat", pick="agency~{}~terlambat"),
    Column("Tidak terukur", pick="agency~{}~tidak terukur"),
    Column("Lewat batas"),
    Column("Median", Measure.MINUTES, adds=False),
)
HERE = 2  # the column of what is open in an OPD's own hands; the next one: open elsewhere
ABOUT_AGENCIES = (
    "Diterima dan kembali: diserahkan kepada OPD dan dikembalikan OPD bulan ini. Masih terbuka "
    "pada akhir bulan: di OPD, giliran OPD itu; di luar OPD, sudah dijawab atau dikembalikan OPD "
    "itu (kini di meja admin atau menunggu pelapor). Jumlah keduanya sama dengan sisa akhir. "
    "Ketepatan: tahap SOP yang dikerjakan OPD; yang diambil dari OPD sebelum batasnya, misalnya "
    "dialihkan, tidak terukur. Lewat batas: masih berjalan dan batasnya sudah lewat. Median: "
    "separuh selesai dalam waktu itu atau lebih cepat, dalam jam layanan."
)
ANSWERS = {4: "Sangat baik", 3: "Baik", 2: "Kurang baik", 1: "Tidak baik"}


def made(
    sop: Sop, summary: Summary, limits: Mapping[str, Limit | None] | None = None
) -> tuple[Section, ...]:
    """Every table of the report of one month; `limits`: those in force, by key of the step."""
    found = [_balance(summary.total), *_breakdowns(summary)]
    found += [
        _agencies(sop, summary),
        timing.kept(sop, summary, limits or {}),
        timing.times(sop, summary),
        timing.holders(summary),
    ]
    found += [_reasons(summary.total), _satisfaction(summary.satisfaction)]
    found += [_ledger(summary.ledger)] if summary.ledger else []
    found += [_old(summary.old)] if _any(summary.old) else []
    return tuple(map(_rounded, found))


def _rounded(section: Section) -> Section:
    """To two decimals: what is shown, frozen and written into the Sheet is one number."""
    rows = tuple(map(_rounded_row, section.rows))
    return replace(section, rows=rows, total=section.total and _rounded_row(section.total))


def _rounded_row(row: Row) -> Row:
    return replace(row, values=tuple(v if v is None else round(v, 2) for v in row.values))


def equation(total: Balance) -> str:
    """12 (sisa awal) + 40 (diterima) + 1 (dibuka kembali) = 35 (tuntas) + …"""
    came = f"{total.opening} sisa awal + {total.received} diterima"
    went = f"{total.resolved} tuntas + {total.closed_otherwise} ditutup dengan alasan lain"
    return f"{came} + {total.reopened} dibuka kembali = {went} + {total.closing} sisa akhir"


def _balance(total: Balance) -> Section:
    rows = (
        Row("Sisa aduan awal bulan", (total.opening,), "opening"),
        Row("Diterima", (total.received,), "received"),
        Row("Dibuka kembali", (total.reopened,), "reopened"),
        Row("Tuntas", (total.resolved,), "resolved", " dan ".join(RESOLVED)),
        Row("Ditutup dengan alasan lain", (total.closed_otherwise,), "otherwise"),
        Row("Sisa aduan akhir bulan", (total.closing,), "open"),
    )
    return Section(
        "ringkasan",
        "Ringkasan",
        "Ukuran",
        (Column("Jumlah", adds=False, pick="{}"),),
        rows,
    )


def _breakdowns(summary: Summary) -> Iterator[Section]:
    for column, (key, title) in BREAKDOWNS.items():
        found = summary.by.get(column, {})
        if any(word for word in found):
            yield _breakdown(column, key, title, found, total=summary.total)


def _breakdown(
    column: str, key: str, title: str, found: Mapping[str, Balance], *, total: Balance
) -> Section:
    order = sorted(found, key=lambda word: (not word, -found[word].received, word))
    rows = tuple(
        Row(word or NOT_SAID, _moves(found[word]), word) for word in order if _any(found[word])
    )
    columns = tuple(Column(name, pick=f"{kind}~~{column}={{}}") for name, kind in MOVES.items())
    return Section(key, title, title, columns, rows, Row("Jumlah", _moves(total)), chart=1)


def _moves(one: Balance) -> tuple[Value, ...]:
    closed = (one.resolved, one.closed_otherwise)
    return (one.opening, one.received, one.reopened, *closed, one.closing)


def _any(one: Balance) -> bool:
    return any(_moves(one))


def _agencies(sop: Sop, summary: Summary) -> Section:
    rows = tuple(Row(line.agency, _agency(line), line.agency) for line in summary.agencies)
    unassigned = summary.by["agency"].get("", Balance()).closing
    if unassigned:
        line = AgencyLine("", 0, 0, 0, unassigned, Kept(), Spread(), Spread())
        rows += (Row("Belum ada OPD", _agency(line), ""),)
    total = _total(rows, OF_AGENCIES)
    # The rows have to add up to the balance, not to themselves.
    rest = summary.total.closing - (total.values[HERE] or 0)
    total = replace(total, values=(*total.values[: HERE + 1], rest, *total.values[HERE + 2 :]))
    title, note = "Perangkat Daerah (OPD)", sop.in_words(ABOUT_AGENCIES)
    return Section("opd", title, "OPD", OF_AGENCIES, rows, total, note, 0)


def _agency(line: AgencyLine) -> tuple[Value, ...]:
    kept = line.kept
    verdicts = (kept.on_time, kept.late, kept.unmeasurable, kept.overdue)
    standing = (line.here, line.elsewhere)
    return (line.received, line.returned, *standing, *verdicts, line.service.median)


def _total(rows: tuple[Row, ...], columns: tuple[Column, ...]) -> Row:
    """The sums of the columns that add up; the others have none."""
    sums = tuple(
        sum(row.values[place] or 0 for row in rows) if column.adds else None
        for place, column in enumerate(columns)
    )
    return Row("Jumlah", sums)


def _reasons(total: Balance) -> Section:
    known = list(dict.fromkeys((*RESOLVED, *CLOSE_REASONS, *total.closed)))
    rows = tuple(
        Row(reason, (total.closed.get(reason, 0),), reason, _counted(reason)) for reason in known
    )
    columns = (Column("Jumlah", pick="reason~{}"),)
    note = f"Terhitung tuntas hanya {' dan '.join(RESOLVED)}; alasan lain baris tersendiri."
    total_row = _total(rows, columns)
    return Section("alasan", "Alasan Penutupan", "Alasan", columns, rows, total_row, note, 0)


def _counted(reason: str) -> str:
    return "tuntas" if reason in RESOLVED else ""


def _satisfaction(found: Satisfaction) -> Section:
    answers = [
        Row(f"{answer} {words}", (found.counts.get(answer, 0),), str(answer))
        for answer, words in ANSWERS.items()
    ]
    rest = [
        Row("Jumlah jawaban", (found.answers,), ""),
        Row("Survei dikirim", (found.asked,)),
        Row("Nilai rata-rata (1-4)", (found.mean,), measure=Measure.SCORE),
        Row("Indeks (rata-rata x 25)", (found.index,), None, _letter(found), Measure.SCORE),
    ]
    note = "Pertanyaan tunggal berskala 1-4 menurut SKM (PermenPANRB 14/2017) melalui WhatsApp."
    columns = (Column("Jumlah", adds=False, pick="rated~{}"),)
    rows = (*answers, *rest)
    return Section("kepuasan", "Kepuasan", "Ukuran", columns, rows, note=note)


def _letter(found: Satisfaction) -> str:
    return f"mutu {found.letter}" if found.letter else "belum ada jawaban"


def _ledger(found: Ledger) -> Section:
    rows = (
        Row("Pesan masuk diterima", (found.received,)),
        Row("– tercatat dalam aduan", (found.recorded,)),
        Row("– bukan aduan (salam, perintah)", (found.apart,)),
        Row("– menunggu diperiksa petugas", (found.parked,)),
        Row("– belum dibaca", (found.waiting,)),
        Row("Aduan lewat WhatsApp", (found.complaints,)),
        Row("– sudah mendapat balasan otomatis", (found.replied,)),
        Row("Pesan keluar", (found.queued,)),
        Row("– terkirim", (found.sent,)),
        Row("– belum terkirim", (found.leaving,)),
        Row("– gagal", (found.failed,)),
        Row("– belum pasti", (found.unknown,)),
        Row("– dibatalkan", (found.dropped,)),
    )
    columns = (Column("Jumlah", adds=False),)
    return Section("pesan", "Buku Pesan", "Ukuran", columns, rows, note=_lost(found))


def _lost(found: Ledger) -> str:
    known = found.recorded + found.apart + found.parked + found.waiting
    return f"Pesan yang hilang: {found.received - known}."


def _old(found: Balance) -> Section:
    rows = tuple(Row(name, (value,)) for name, value in zip(MOVES, _moves(found), strict=True))
    columns = (Column("Jumlah", adds=False),)
    note = "Aduan dari register lama, di luar semua angka di atas."
    return Section("data_lama", "Data Lama", "Ukuran", columns, rows, note=note)
