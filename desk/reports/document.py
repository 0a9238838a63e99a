"""The monthly report as PDF, in the order in which such reports are customarily written.

Everything comes from the frozen contents, so the same report is the same bytes whenever it is made.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime

from desk.prints.paper import Picture, Signature
from desk.reports import wording
from desk.reports.contents import NOTHING, Contents, Correction, Listed, Row, Section
from desk.reports.paper import ReportPaper
from desk.reports.records import Photo, Report

MOST_WORDS = 6000
MOST_LISTED = 200
MOST_CORRECTIONS = 100
DRAFT, EXAMPLE = "KONSEP", "CONTOH"
MADE_UP = "CONTOH, jangan ditandatangani"
LISTED = ("No. Aduan", "Diterima", "Kategori", "Kecamatan", "OPD", "Posisi", "Hari", "Batas")
LISTED_WIDTHS = (19, 9, 18, 14, 11, 15, 6, 9)


def made(report: Report, found: Contents, photos: Sequence[Photo], *, now: datetime) -> bytes:
    """The PDF. `now` dates a draft; a published report has the date of its publication."""
    facts = found.facts
    at = report.published_at or now
    page = ReportPaper(f"{found.title} {facts['period']}", _footnote(report, found), now=at)
    _cover(page, report, found)
    chapters: list[tuple[str, Callable[[], None]]] = [
        (section.title, _chapter(page, section)) for section in found.sections
    ]
    chapters += [
        ("Aduan yang Belum Selesai", lambda: _unfinished(page, found.unfinished)),
        ("Contoh Dokumentasi Tindak Lanjut", lambda: _photos(page, photos)),
        ("Hambatan", lambda: page.words(report.obstacles or NOTHING, most=MOST_WORDS)),
        ("Rekomendasi", lambda: page.words(report.recommendations or NOTHING, most=MOST_WORDS)),
        ("Koreksi Laporan Sebelumnya", lambda: _corrections(page, found.corrections)),
        ("Sidik Data", lambda: _digests(page, report, found)),
    ]
    for place, (title, write) in enumerate(chapters, start=1):
        page.chapter(f"{place}. {title}")
        write()
    _signed(page, found)
    return page.bytes()


def _footnote(report: Report, found: Contents) -> str:
    name = f"{found.title} {found.facts['period']}"
    parts = (name, report.number or "konsep, belum diterbitkan", MADE_UP * bool(found.of_examples))
    return " · ".join(part for part in parts if part)


def _cover(page: ReportPaper, report: Report, found: Contents) -> None:
    facts = found.facts
    page.letterhead(facts["government"], facts["unit"])
    number = report.number or "(diberikan saat diterbitkan)"
    mark = EXAMPLE if found.of_examples else "" if report.number else DRAFT
    page.heading(found.title, f"Nomor: {number}", mark=mark)
    page.facts(
        [
            ("Kepada", f"Yth. {facts['addressee']}"),
            ("Layanan", facts["service"]),
            ("Periode", facts["period"]),
            ("Batas data", facts["cut_off"]),
            ("Sumber angka", found.of_examples),
            ("Dasar", facts["basis"]),
        ]
    )
    page.ln(2)
    page.words(facts["opening"], most=MOST_WORDS)
    page.ln(1)
    page.line_of(found.equation, style="B", size=9.5)


def _chapter(page: ReportPaper, section: Section) -> Callable[[], None]:
    def write() -> None:
        if not section.rows:
            page.words(NOTHING, most=50)
            return
        header = [section.lead, *(column.title for column in section.columns)]
        remarks = any(row.remark for row in section.rows) and len(section.columns) == 1
        rows = [_line(section, row, remarks=remarks) for row in section.rows]
        total = _line(section, section.total, remarks=remarks) if section.total else None
        widths = (46, 18, 36) if remarks else None
        page.figures(
            [*header, "Keterangan"] if remarks else header,
            rows,
            total=total,
            widths=widths,
            alignment=("LEFT", "RIGHT", "LEFT") if remarks else (),
        )
        if section.note:
            page.remark(section.note)
        _chart(page, section)

    return write


def _line(section: Section, row: Row, *, remarks: bool) -> list[str]:
    cells = [
        wording.shown(value, row.measure or column.measure)
        for column, value in zip(section.columns, row.values, strict=True)
    ]
    return [row.label, *cells, *([row.remark] if remarks else [])]


def _chart(page: ReportPaper, section: Section) -> None:
    if section.chart is None:
        return
    bars = [(row.label, float(row.values[section.chart] or 0)) for row in section.rows]
    bars.sort(key=lambda pair: -pair[1])
    shown = [wording.number(value) for _, value in bars]
    title = f"Grafik: {section.columns[section.chart].title} menurut {section.lead}"
    page.bars(bars, shown=shown, title=title)


def _unfinished(page: ReportPaper, found: Sequence[Listed]) -> None:
    late = sum(one.late for one in found)
    page.words(
        f"{wording.number(len(found))} aduan belum selesai pada akhir bulan, "
        f"{wording.number(late)} di antaranya lewat batas waktu tahap yang sedang berjalan (*).",
        most=300,
    )
    if found:
        rows = [_unfinished_line(one) for one in found[:MOST_LISTED]]
        page.ln(1)
        page.figures(LISTED, rows, widths=LISTED_WIDTHS, words=6)
    if len(found) > MOST_LISTED:
        more = wording.number(len(found) - MOST_LISTED)
        page.remark(f"{more} aduan lain ada dalam berkas XLSX.")


def _unfinished_line(one: Listed) -> list[str]:
    return [
        one.number + (" *" if one.late else ""),
        _day(one.received_at),
        one.category or wording.DASH,
        one.district or wording.DASH,
        one.agency or wording.DASH,
        one.holder or one.state,
        "" if one.days is None else str(one.days),
        _day(one.due_at),
    ]


def _day(iso: str) -> str:
    """2026-10-05 as 05-10-26"""
    return f"{iso[8:10]}-{iso[5:7]}-{iso[2:4]}" if iso else ""


def _photos(page: ReportPaper, photos: Sequence[Photo]) -> None:
    if not photos:
        page.words(NOTHING, most=50)
        return
    page.pictures([Picture(io.BytesIO(p.data).getvalue(), p.width, p.height) for p in photos])
    page.remark("; ".join(f"({place}) {p.caption}" for place, p in enumerate(photos, start=1)))


def _corrections(page: ReportPaper, found: Sequence[Correction]) -> None:
    if not found:
        page.words("Tidak ada angka laporan terbit yang berubah.", most=80)
        return
    rows = [
        [
            one.month,
            f"{one.part}: {one.name}",
            *(wording.shown(value, one.measure) for value in (one.published, one.now)),
        ]
        for one in found[:MOST_CORRECTIONS]
    ]
    header = ("Koreksi bulan", "Angka", "Diterbitkan", "Sekarang")
    page.figures(header, rows, widths=(16, 54, 15, 15), words=2)
    if len(found) > MOST_CORRECTIONS:
        page.remark(f"{len(found) - MOST_CORRECTIONS} koreksi lain ada dalam berkas XLSX.")


def _digests(page: ReportPaper, report: Report, found: Contents) -> None:
    own = report.digest or "diberikan saat diterbitkan"
    page.remark(f"Kejadian bulan ini (SHA-256): {found.facts['events_digest']}")
    page.remark(f"Isi laporan ini (SHA-256): {own}")


def _signed(page: ReportPaper, found: Contents) -> None:
    facts = found.facts
    above = (f"{facts['city']}, {facts['day']}", facts["signer_title"])
    rank = facts["signer_rank"]
    page.signatures(None, Signature(above, facts["signer"], rank=rank, id=facts["signer_id"]))
