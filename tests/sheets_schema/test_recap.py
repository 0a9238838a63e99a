"""Rekap Bulanan read back cell by cell: equal to the published report, put back when altered."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from desk.acting import act
from desk.context import Desk
from desk.reports import reading, recap, records, wording, workflow
from desk.reports.contents import Measure
from desk.reports.spans import before
from sheets_schema.troubles import alarms_of
from sop.model import Field
from tests.conftest import person
from tests.sheets_schema.office import Office

TAB = "Rekap Bulanan"
Rows = dict[tuple[str, str, str], tuple[object, str]]


@pytest.fixture
def month(office: Office) -> Iterator[str]:
    """A published report of last month, in which one complaint was answered, by the office."""
    desk, today = office.desk, office.now
    last = before(today.astimezone(desk.timezone()).date().replace(day=1))
    office.now = office.now - timedelta(days=30)
    number = office.complain(category="Kesehatan", channel="WhatsApp")
    values = {Field.ANSWER: "Sudah", Field.KIND: "Umum"}
    act(desk, person(desk, "Admin Kota"), number, "Jawab Langsung", values=values, now=office.now)
    office.now = today
    yield published(office, last)


def published(office: Office, month: date) -> str:
    desk, name = office.desk, records.name_of(month)
    admin, reviewer = person(desk, "Admin Kota"), person(desk, "Tim Pengaduan Kota")
    workflow.draft(desk, month, now=office.now)
    workflow.send(desk, admin, name, now=office.now)
    workflow.agree(desk, reviewer, name, now=office.now)
    workflow.publish(desk, admin, name, now=office.now)
    return name


def shown(office: Office) -> Rows:
    """What stands in the tab: (Bulan, Bagian, Ukuran) -> Nilai, Keterangan."""
    header, *rows = office.stand_in.values(TAB)
    assert header == ["Bulan", "Bagian", "Ukuran", "Nilai", "Keterangan"]
    whole = [[*row, *[""] * (5 - len(row))] for row in rows if any(row)]
    found = {(row[0], row[1], row[2]): (row[3], row[4]) for row in whole}
    assert len(found) == len(whole)  # nothing stands twice
    return found


def wanted(desk: Desk, month: str) -> Rows:
    with desk.journal.read() as connection:
        lines = recap.lines(connection, month)
    return {
        (line.month, line.part, line.name): ("" if line.value is None else line.value, line.remark)
        for line in lines
    }


def test_every_figure_of_the_report_stands_in_the_tab_as_a_number(
    office: Office, month: str
) -> None:
    office.passes(2)
    found = shown(office)
    assert found == wanted(office.desk, month)
    assert found[month, "Ringkasan", "Diterima"] == (1, "jumlah")
    with office.desk.journal.read() as connection:
        for cell in records.frozen(connection, month).cells():
            value = "" if cell.value is None else cell.value
            assert found[month, cell.part, cell.name][0] == value


def on_paper(value: float | None, measure: Measure) -> str:
    """The Sheet's minutes as the paper says them."""
    if value is None or measure is not Measure.MINUTES:
        return wording.shown(value, measure)
    if value < 120:
        return f"{value:.1f}".removesuffix(".0").replace(".", ",") + " menit"
    return f"{value / 60:,.1f}".translate(str.maketrans(",.", ".,")) + " jam"


def test_the_sheet_and_the_signed_paper_say_the_same(office: Office, month: str) -> None:
    office.passes(2)
    found, admin = shown(office), person(office.desk, "Admin Kota")
    pages = PdfReader(io.BytesIO(reading.pdf(office.desk, admin, month, now=office.now))).pages
    paper = " ".join(" ".join(page.extract_text() for page in pages).split())
    with office.desk.journal.read() as connection:
        sections = records.frozen(connection, month).sections
    for section in (each for each in sections if each.rows):
        for row in (*section.rows, *([section.total] if section.total else [])):
            cells = [cell for cell in section.cells() if cell.name.startswith(row.label)]
            values = [found[month, section.title, cell.name][0] for cell in cells]
            told = [
                on_paper(None if value == "" else float(str(value)), cell.measure)
                for value, cell in zip(values, cells, strict=True)
            ]
            assert " ".join(told) in paper, (section.title, row.label)


def test_writing_again_writes_nothing(office: Office, month: str) -> None:
    office.passes(3)
    office.stand_in.forget_calls()
    office.later(minutes=11)
    office.passes(2)
    assert office.stand_in.calls()["writes"] == 0


def test_what_somebody_alters_deletes_or_adds_is_put_right(office: Office, month: str) -> None:
    office.passes(2)
    office.stand_in.worker_type(TAB, "D7", 999)
    office.stand_in.worker_type(TAB, "C9", "Lain")
    office.stand_in.worker_type(TAB, "A400", month)
    office.later(minutes=11)
    office.passes(3)
    assert shown(office) == wanted(office.desk, month)


def test_rows_of_a_month_that_is_not_published_are_left_alone(office: Office, month: str) -> None:
    for column, value in zip("ABCD", ("2019-01", "Ringkasan", "Diterima", 7), strict=True):
        office.stand_in.worker_type(TAB, f"{column}2", value)
    office.passes(3)
    found = shown(office)
    assert found.pop(("2019-01", "Ringkasan", "Diterima")) == (7, "")
    assert found == wanted(office.desk, month)


def test_a_second_month_joins_the_first(office: Office, month: str) -> None:
    office.passes(2)
    second = published(office, before(date.fromisoformat(f"{month}-01")))
    office.passes(3)
    assert shown(office) == wanted(office.desk, month) | wanted(office.desk, second)


@pytest.mark.parametrize("fault", ["cut_before", "cut_after"])
def test_a_lost_answer_neither_loses_nor_doubles_a_row(
    office: Office, month: str, fault: str
) -> None:
    office.stand_in.fault(fault, count=1)
    office.broken_pass()
    office.passes(3)
    assert shown(office) == wanted(office.desk, month)


def test_wrong_headers_stop_the_writing_with_an_alarm(office: Office, month: str) -> None:
    office.stand_in.worker_type(TAB, "D1", "Jumlah")
    office.passes(2)
    assert len(office.stand_in.values(TAB)) == 1
    with office.desk.journal.read() as connection:
        assert f"lembar:{TAB}" in alarms_of(connection, "lembar:")
