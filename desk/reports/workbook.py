"""The monthly report as XLSX: a sheet per section with a native chart, and one row per complaint.

Text is written as text, never as a formula; the same contents are always the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from desk.reports import annex
from desk.reports.contents import NOTHING, UNMEASURED, Column, Contents, Measure, Row, Section
from desk.reports.records import Report

#: How cells of each measure are shown; Excel puts in the reader's own separators.
FORMATS = {
    Measure.COUNT: "#,##0",
    Measure.MINUTES: "#,##0.0",
    Measure.PERCENT: "0.0",
    Measure.SCORE: "0.00",
}
LONGEST_NAME = 31  # of a sheet, Excel's limit
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
MOST_DRAWN = 20
LINE, HIGHEST = 16.0, 400.0  # points; Excel has no row above 409
LISTED = ("No. Aduan", "Diterima", "Kategori", "Kecamatan", "OPD", "Status", "Posisi", "Hari",
          "Batas Waktu", "Lewat Batas")  # fmt: skip


def made(report: Report, found: Contents, *, now: datetime) -> bytes:
    """The workbook. `now` dates a draft, as in `document.made`."""
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(kept, {**options, "strings_to_numbers": False}) as book:
        at = (report.published_at or now).astimezone(UTC).replace(tzinfo=None)
        title = f"{found.title} {found.facts['period']}"
        book.set_properties({"title": title, "created": at, "author": found.facts["unit"]})
        looks = _Looks(book)
        _cover(looks, report, found)
        for section in found.sections:
            _section(looks, section)
        _unfinished(looks, found)
        _words(looks, report)
        _corrections(looks, found)
        _complaints(looks, found)
    return kept.getvalue()


class _Looks:
    """The formats of one workbook, and how its sheets are printed."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E8E8E8", "text_wrap": True, "valign": "top", "border": 1}
        )
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.values = {m: book.add_format({"num_format": f}) for m, f in FORMATS.items()}
        self.sums = {
            m: book.add_format({"num_format": f, "bold": True, "top": 1})
            for m, f in FORMATS.items()
        }

    def sheet(self, name: str) -> Any:
        """A new sheet that is printed as wide as the paper."""
        made = self.book.add_worksheet(name)
        made.set_landscape()
        made.set_paper(9)  # A4
        made.fit_to_pages(1, 0)
        return made


def _cover(looks: _Looks, report: Report, found: Contents) -> None:
    sheet = looks.sheet("Sampul")
    facts = found.facts
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 80, looks.wrap)
    sheet.write_string(0, 0, f"{found.title} {facts['period']}", looks.title)
    if found.of_examples:
        sheet.write_string(1, 0, found.of_examples, looks.bold)
    sheet.set_row(7, 32)  # the balance takes two lines
    lines = [
        ("Pemerintah Daerah", facts["government"]),
        ("Unit Pengelola", facts["unit"]),
        ("Kepada", f"Yth. {facts['addressee']}"),
        ("Nomor", report.number or "konsep, belum diterbitkan"),
        ("Batas data", facts["cut_off"]),
        ("Neraca", found.equation),
        ("Sidik kejadian (SHA-256)", facts["events_digest"]),
        ("Sidik laporan (SHA-256)", report.digest),
    ]
    for row, (name, value) in enumerate(lines, start=2):
        sheet.write_string(row, 0, name, looks.bold)
        sheet.write_string(row, 1, value)


def _section(looks: _Looks, section: Section) -> None:
    name = section.title.translate(FORBIDDEN)[:LONGEST_NAME]
    sheet = looks.sheet(name)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(section.columns) + 1, 14)
    sheet.write_string(0, 0, section.title, looks.title)
    header = [section.lead, *map(_heading, section.columns), "Keterangan"]
    _header(sheet, looks, 2, header)
    for place, row in enumerate(section.rows, start=3):
        sheet.write_string(place, 0, row.label)
        _values(sheet, looks, section, row, at=place)
        sheet.write_string(place, len(section.columns) + 1, row.remark)
    last = 2 + len(section.rows)
    if section.total:
        _total(sheet, looks, section, last + 1)
    if section.note:
        note = last + 3
        sheet.merge_range(note, 0, note, len(section.columns) + 1, section.note, looks.wrap)
        sheet.set_row(note, _height(section.note, 40 + 14 * (len(section.columns) + 1)))
    _chart(looks.book, sheet, section, name, last=last)


def _height(words: str, letters: int) -> float:
    """Of a row, so that `words` are seen whole in a cell as wide as so many letters."""
    lines = sum(1 + len(line) // letters for line in words.split("\n"))
    return min(LINE * lines, HIGHEST)


def _heading(column: Column) -> str:
    """With its unit where the number alone does not tell it."""
    measured = column.measure is Measure.MINUTES and str(column.measure) not in column.title
    return f"{column.title} ({column.measure})" if measured else column.title


def _header(sheet: Any, looks: _Looks, row: int, names: Sequence[str]) -> None:
    for column, name in enumerate(names):
        sheet.write_string(row, column, name, looks.head)
    sheet.set_row(row, 2 * LINE)
    sheet.freeze_panes(row + 1, 0)


def _values(sheet: Any, looks: _Looks, section: Section, row: Row, *, at: int) -> None:
    for place, (column, value) in enumerate(zip(section.columns, row.values, strict=True), start=1):
        if value is None:
            sheet.write_string(at, place, UNMEASURED)
        else:
            sheet.write_number(at, place, value, looks.values[row.measure or column.measure])


def _total(sheet: Any, looks: _Looks, section: Section, row: int) -> None:
    """The total as Excel adds it up itself, with the report's own value in it."""
    total = section.total
    if total is None:
        return
    sheet.write_string(row, 0, total.label, looks.bold)
    for place, (column, value) in enumerate(zip(section.columns, total.values, strict=True)):
        look = looks.sums[column.measure]
        if column.adds and section.rows:
            letter = chr(ord("B") + place)
            formula = f"=SUM({letter}4:{letter}{3 + len(section.rows)})"
            sheet.write_formula(row, place + 1, formula, look, value or 0)
        elif value is not None:
            sheet.write_number(row, place + 1, value, look)


def _chart(book: Any, sheet: Any, section: Section, name: str, *, last: int) -> None:
    if section.chart is None or not section.rows:
        return
    sheet.fit_to_pages(1, 1)  # a chart is not torn
    column = section.chart + 1
    end = min(last, 2 + MOST_DRAWN)
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": section.columns[section.chart].title,
            "categories": [name, 3, 0, end, 0],
            "values": [name, 3, column, end, column],
            "data_labels": {"value": True},
            "fill": {"color": "#1F618D"},
        }
    )
    chart.set_title({"name": f"{section.title}: {section.columns[section.chart].title}"})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 640, "height": max(240, 90 + 26 * (end - 2))})
    sheet.insert_chart(last + 5, 0, chart)  # below: beside it the table would be printed small


def _unfinished(looks: _Looks, found: Contents) -> None:
    sheet = looks.sheet("Belum Selesai")
    sheet.set_column(0, len(LISTED), 18)
    _header(sheet, looks, 0, LISTED)
    for row, one in enumerate(found.unfinished, start=1):
        told = (one.number, one.received_at[:10], one.category, one.district, one.agency)
        for column, word in enumerate((*told, one.state, one.holder)):
            sheet.write_string(row, column, word)
        if one.days is not None:
            sheet.write_number(row, 7, one.days)
        sheet.write_string(row, 8, one.due_at[:16].replace("T", " "))
        sheet.write_string(row, 9, "Ya" if one.late else "Tidak")


def _words(looks: _Looks, report: Report) -> None:
    sheet = looks.sheet("Hambatan dan Rekomendasi")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 110, looks.wrap)
    for row, (name, words) in enumerate(
        (("Hambatan", report.obstacles), ("Rekomendasi", report.recommendations))
    ):
        sheet.write_string(row, 0, name, looks.bold)
        sheet.write_string(row, 1, words or NOTHING)
        sheet.set_row(row, _height(words, 110))


def _corrections(looks: _Looks, found: Contents) -> None:
    sheet = looks.sheet("Koreksi")
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 2, 40)
    _header(sheet, looks, 0, ("Bulan", "Bagian", "Ukuran", "Diterbitkan", "Sekarang", "Keterangan"))
    if not found.corrections:
        sheet.write_string(1, 0, NOTHING)
    for row, one in enumerate(found.corrections, start=1):
        for column, word in enumerate((one.month, one.part, one.name)):
            sheet.write_string(row, column, word)
        for column, value in enumerate((one.published, one.now), start=3):
            if value is None:
                sheet.write_string(row, column, UNMEASURED)
            else:
                sheet.write_number(row, column, value)
        sheet.write_string(row, 5, str(one.measure))


def _complaints(looks: _Looks, found: Contents) -> None:
    """One row per complaint, without a number of its citizen, a name or words."""
    sheet = looks.sheet("Data Aduan")
    header = (*annex.COLUMNS, *annex.COUNTED)
    sheet.set_column(0, len(header), 16)
    _header(sheet, looks, 0, header)
    for row, cells in enumerate(found.complaints, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif cell is not None:
                sheet.write_number(row, column, cell)
    sheet.autofilter(0, 0, max(len(found.complaints), 1), len(header) - 1)
