"""The report as PDF and XLSX, read back: the same figures, nobody's name, the same bytes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from pypdf import PdfReader

from desk import recording
from desk.actors import Actor
from desk.context import Desk
from desk.reports import annex, document, making, reading, records, sections, workbook, workflow
from desk.reports.contents import Contents, Measure, digest, frozen, problem, thawed
from desk.reports.records import Report
from desk.reports.wording import shown
from sop import SOPS
from sop.model import Sop
from tests.desk.reports import figures
from tests.desk.reports.conftest import FIRST_DAY, MONTH, OCTOBER, Finish, Open, in_october

LATER = FIRST_DAY + timedelta(days=90)
SECRETS = ("Siti", "Aminah", "6281234567890", "Lampu mati")


def words(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def of(sop: Sop) -> tuple[Report, Contents]:
    """A published report of made up figures."""
    summary = figures.summary(sop)
    names = "government unit addressee service period cut_off basis opening events_digest city day"
    facts = dict.fromkeys((*names.split(), "signer", "signer_title", "signer_rank", "signer_id"))
    contents = Contents(
        MONTH, sop.report_title, sections.equation(summary.total), sections.made(sop, summary),
        (), (), (), {name: f"<{name}>" for name in facts},
    )  # fmt: skip
    at = figures.CUTOFF
    report = Report(
        MONTH, 3, records.State.PUBLISHED, "Hujan", "Pompa", "", at, at, "a", at, "b", at, "c",
        "003/LAP/X/2026", digest(contents),
    )  # fmt: skip
    return report, contents


@pytest.mark.parametrize("sop", SOPS.values(), ids=SOPS)
def test_every_figure_stands_on_the_paper(sop: Sop) -> None:
    report, contents = of(sop)
    said = words(document.made(report, contents, [], now=LATER))
    assert sop.report_title.upper() in said
    for section in contents.sections:
        assert section.title in said
        for row in (*section.rows, *([section.total] if section.total else [])):
            values = zip(section.columns, row.values, strict=True)
            numbers = " ".join(shown(value, column.measure) for column, value in values)
            assert numbers in said, (section.title, row.label)


@pytest.mark.parametrize("sop", SOPS.values(), ids=SOPS)
def test_all_sums_are_those_of_their_parts(sop: Sop) -> None:
    _, contents = of(sop)
    assert problem(contents) == ""
    assert thawed(frozen(contents)) == contents


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, "–"),
        (0, "0 menit"),
        (22, "22 menit"),
        (21.46, "21,5 menit"),
        (119.9, "119,9 menit"),
        (119.97, "2,0 jam"),
        (120, "2,0 jam"),
        (37932.28, "632,2 jam"),
        (90_000, "1.500,0 jam"),
    ],
)
def test_a_time_is_said_in_a_unit_that_people_can_read(minutes: float | None, said: str) -> None:
    assert shown(minutes, Measure.MINUTES) == said


def test_the_workbook_keeps_minutes_and_says_so() -> None:
    report, contents = of(SOPS["wadul_aladin"])
    assert not any("menit" in column.title for part in contents.sections for column in part.columns)
    sheet = book(workbook.made(report, contents, now=LATER))["Lama di tiap Pemegang"]
    assert [cell.value for cell in sheet[3]][3:5] == [
        "Jumlah layanan (menit)",
        "Median layanan (menit)",
    ]
    assert sheet["D4"].value == 900


def test_the_chapters_come_in_the_customary_order() -> None:
    report, contents = of(SOPS["wani_bares"])
    said = words(document.made(report, contents, [], now=LATER))
    order = re.findall(
        r"\b\d+\. (Ringkasan|Kanal|Kategori|Ketepatan|Kepuasan|Hambatan|Sidik)", said
    )
    assert order == ["Ringkasan", "Kanal", "Kategori", "Ketepatan", "Kepuasan", "Hambatan", "Sidik"]
    assert "Yth. <addressee>" in said
    assert "NIP. <signer_id>" in said


def test_made_again_from_the_same_data_it_is_the_same_file(
    desk: Desk, leader: Actor, published: str
) -> None:
    for make in (reading.pdf, reading.xlsx):
        first = make(desk, leader, published, now=FIRST_DAY)
        assert make(desk, leader, published, now=LATER) == first


def test_nobody_is_named_in_either_file(
    desk: Desk, leader: Actor, opened: Open, published: str
) -> None:
    said = words(reading.pdf(desk, leader, published, now=LATER))
    cells = _cells(book(reading.xlsx(desk, leader, published, now=LATER)))
    for secret in SECRETS:
        assert secret not in said
        assert not any(secret in str(cell) for cell in cells)


def test_of_a_confidential_complaint_there_is_not_even_a_number(
    desk: Desk, admin: Actor, opened: Open, draft: str
) -> None:
    number = opened(22, confidential=True, category="Pelayanan Aparatur dan Pungli")
    said = words(reading.pdf(desk, admin, draft, now=FIRST_DAY))
    cells = _cells(book(reading.xlsx(desk, admin, draft, now=FIRST_DAY)))
    assert number not in said
    assert number not in cells
    assert "(rahasia)" in said
    assert "(rahasia)" in cells


def test_when_and_how_a_confidential_complaint_came_is_not_told_either(
    desk: Desk, admin: Actor, opened: Open, draft: str
) -> None:
    opened(1, confidential=True, channel="Tatap Muka")
    file = book(reading.xlsx(desk, admin, draft, now=FIRST_DAY))
    *_, row = file["Data Aduan"].iter_rows(values_only=True)
    assert row[0] == "(rahasia)" and set(row[1 : len(annex.COLUMNS) - 1]) <= {None, ""}
    *_, listed = file["Belum Selesai"].iter_rows(values_only=True)
    assert set(listed) <= {"(rahasia)", None, "", "Ya", "Tidak"}


def test_one_that_was_written_down_after_the_month_says_so_instead_of_a_status(desk: Desk) -> None:
    row = {"body": "Lampu mati", "received_at": in_october(31), "channel": "Telepon"}
    with desk.journal.write() as connection:
        recording.open_complaint(connection, desk, row, now=FIRST_DAY)
    (listed,) = making.live(desk, OCTOBER, now=FIRST_DAY + timedelta(hours=1)).unfinished
    assert (listed.state, listed.holder) == ("Dicatat setelah bulan ini", "")


def test_a_draft_says_that_it_is_one(desk: Desk, admin: Actor, draft: str) -> None:
    said = words(reading.pdf(desk, admin, draft, now=FIRST_DAY))
    assert "KONSEP" in said
    assert "diberikan saat diterbitkan" in said


def test_the_rows_of_the_complaints_add_up_to_the_balance(
    desk: Desk, admin: Actor, published: str
) -> None:
    sheet = book(reading.xlsx(desk, admin, published, now=LATER))["Data Aduan"]
    header, *rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert tuple(header) == (*annex.COLUMNS, *annex.COUNTED)
    sums = [sum(row[header.index(name)] for row in rows) for name in annex.COUNTED]
    with desk.journal.read() as connection:
        balance = records.frozen(connection, published).section("ringkasan")
    assert sums == [row.values[0] for row in balance.rows]


def test_every_section_has_a_sheet_and_charts_are_native() -> None:
    report, contents = of(SOPS["wadul_aladin"])
    made = book(workbook.made(report, contents, now=LATER))
    assert [section.title for section in contents.sections] == made.sheetnames[1:-4]
    drawn = [name for name in made.sheetnames if made[name]._charts]
    assert drawn == [part.title for part in contents.sections if part.chart is not None]
    assert made["Kanal"]["C7"].value == "=SUM(C4:C6)"


def test_what_begins_like_a_formula_is_text() -> None:
    report, contents = of(SOPS["wadul_aladin"])
    typed = ("=1+1", "+62", "-2+3", "@SUM(A1)")
    row = (*typed, *[""] * (len(annex.COLUMNS) - 4), 0, 1, 0, 0, 0, 1)
    made = book(workbook.made(report, replace(contents, complaints=(row,)), now=LATER))
    cells = [cell for cell in made["Data Aduan"][2] if cell.value in typed]
    assert len(cells) == 4
    assert all(cell.data_type == "s" for cell in cells)


def test_photos_of_follow_up_are_kept_with_the_report_but_none_of_secrets(
    desk: Desk, admin: Actor, opened: Open, finished: Finish, agreed: str
) -> None:
    for confidential in (False, True):
        number = opened(8, confidential=confidential, category="Penerangan Jalan Umum")
        finished(number)
    workflow.publish(desk, admin, agreed, now=FIRST_DAY)
    with desk.journal.read() as connection:
        (kept,) = records.photos(connection, agreed)
    assert "Dinhub" in kept.caption
    pages = PdfReader(io.BytesIO(reading.pdf(desk, admin, agreed, now=LATER))).pages
    assert sum(len(page.images) for page in pages) == 1


def _cells(made: openpyxl.Workbook) -> list[object]:
    return [cell.value for sheet in made for line in sheet.iter_rows() for cell in line]
