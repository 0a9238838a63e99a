"""Laporan Bulanan: what each role sees and may press, and nothing typed is lost."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.recording import open_complaint
from desk.reports import workflow
from desk.reports.records import State, find, name_of
from desk.reports.spans import before
from desk.schema import complaints
from pages.parts import kept_words, report_downloads, screens
from sop.model import Field
from tests.pages.conftest import LAMP, Open, texts

Month = str


@pytest.fixture
def month(desk: Desk, now: datetime) -> Month:
    """The draft of last month's report, in which one complaint came."""
    last = before(now.astimezone(desk.timezone()).date().replace(day=1))
    then = datetime(last.year, last.month, 10, 9, tzinfo=desk.timezone())
    row = {"body": LAMP, "name": "Siti", "category": "Kesehatan", "channel": "WhatsApp"}
    with desk.journal.write() as connection:
        open_complaint(connection, desk, row, now=then)
    workflow.draft(desk, last, now=now)
    return name_of(last)


@pytest.fixture
def published(desk: Desk, admin: Actor, city_team: Actor, month: Month, now: datetime) -> Month:
    workflow.send(desk, admin, month, now=now)
    workflow.agree(desk, city_team, month, now=now)
    workflow.publish(desk, admin, month, now=now)
    return month


def buttons(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def state(desk: Desk, month: Month) -> State:
    with desk.journal.read() as connection:
        return find(connection, month).state


def press(page: AppTest, name: str) -> AppTest:
    page.button(key=f"report_step_{name}").click().run()
    assert not page.exception
    return page


def test_an_agency_has_no_monthly_report(agency_admin: Actor, month: Month, open_as: Open) -> None:
    assert "bukan untuk peran" in texts(open_as(agency_admin, screens.REPORTS))


def test_without_a_report_the_page_says_when_one_comes(admin: Actor, open_as: Open) -> None:
    assert "hari kerja pertama" in texts(open_as(admin, screens.REPORTS))


def test_the_admin_sees_the_draft_with_its_balance(
    admin: Actor, month: Month, open_as: Open
) -> None:
    shown = texts(open_as(admin, screens.REPORTS))
    assert "0 sisa awal + 1 diterima + 0 dibuka kembali = 0 tuntas" in shown
    assert "Siti" not in shown


def marked(desk: Desk, now: datetime) -> None:
    """All complaints so far are examples."""
    with desk.journal.write() as connection:
        connection.execute(update(complaints).values(example=True, updated_at=now))


def test_a_report_of_examples_says_so(
    desk: Desk, admin: Actor, month: Month, now: datetime, open_as: Open
) -> None:
    marked(desk, now)
    shown = texts(open_as(admin, screens.REPORTS))
    assert "seluruh angka berasal dari aduan contoh" in shown
    assert "+ 1 diterima" in shown


def test_beside_real_complaints_the_page_says_that_examples_are_left_out(
    desk: Desk, admin: Actor, month: Month, now: datetime, open_as: Open
) -> None:
    marked(desk, now)
    last = date.fromisoformat(f"{month}-01")
    then = datetime(last.year, last.month, 12, 9, tzinfo=desk.timezone())
    with desk.journal.write() as connection:
        open_complaint(connection, desk, {"body": LAMP}, now=then)
    shown = texts(open_as(admin, screens.REPORTS))
    assert "Aduan contoh tidak dihitung dalam laporan." in shown
    assert "+ 1 diterima" in shown


def test_a_leader_sees_only_what_is_published(leader: Actor, month: Month, open_as: Open) -> None:
    assert "Belum ada laporan yang terbit" in texts(open_as(leader, screens.REPORTS))


def test_sending_saves_what_was_typed(
    desk: Desk, admin: Actor, month: Month, open_as: Open
) -> None:
    page = open_as(admin, screens.REPORTS)
    page.text_area(key=f"report_obstacles_{month}").set_value("Hujan deras").run()
    press(page, "Kirim untuk Ditinjau")
    assert state(desk, month) is State.SENT
    with desk.journal.read() as connection:
        assert find(connection, month).obstacles == "Hujan deras"


def kept(desk: Desk, month: Month) -> tuple[str, str]:
    with desk.journal.read() as connection:
        report = find(connection, month)
    return report.obstacles, report.recommendations


def type_in(page: AppTest, name: str, month: Month, words: str) -> None:
    page.text_area(key=f"report_{name}_{month}").set_value(words).run()
    assert not page.exception


def test_what_is_typed_is_kept_as_soon_as_the_field_is_left(
    desk: Desk, admin: Actor, month: Month, now: datetime, open_as: Open
) -> None:
    page = open_as(admin, screens.REPORTS)
    assert "tersimpan sendiri begitu" in texts(page)
    type_in(page, "obstacles", month, "Hujan deras")
    assert kept(desk, month) == ("Hujan deras", "")
    assert f"Tersimpan {now.astimezone(desk.timezone()):%H.%M}. " in texts(page)
    again = open_as(admin, screens.REPORTS)
    assert again.text_area(key=f"report_obstacles_{month}").value == "Hujan deras"


def colleague_saves(desk: Desk, admin: Actor, month: Month, name: str, now: datetime) -> None:
    workflow.save(desk, admin, month, typed={name: "Banjir"}, before={name: ""}, now=now)


def test_a_colleague_s_text_is_shown_and_replaced_by_simpan_alone(
    desk: Desk, admin: Actor, month: Month, now: datetime, open_as: Open
) -> None:
    page = open_as(admin, screens.REPORTS)
    colleague_saves(desk, admin, month, "obstacles", now)
    for words in ("Hujan", "Hujan deras"):
        type_in(page, "obstacles", month, words)
        assert "sementara itu diubah" in texts(page)
        assert "Hambatan yang kini tersimpan: Banjir" in texts(page)
        assert kept(desk, month) == ("Banjir", "")
    assert page.text_area(key=f"report_obstacles_{month}").value == "Hujan deras"
    press(page, "Simpan")
    assert kept(desk, month) == ("Hujan deras", "")
    assert "Banjir" not in texts(page)


def test_two_people_write_in_one_field_each(
    desk: Desk, admin: Actor, month: Month, now: datetime, open_as: Open
) -> None:
    page = open_as(admin, screens.REPORTS)
    colleague_saves(desk, admin, month, "recommendations", now)
    type_in(page, "obstacles", month, "Hujan deras")
    assert kept(desk, month) == ("Hujan deras", "Banjir")
    assert page.text_area(key=f"report_recommendations_{month}").value == "Banjir"


def test_what_was_typed_into_a_draft_that_was_sent_meanwhile_can_be_copied(
    desk: Desk, admin: Actor, month: Month, now: datetime, open_as: Open
) -> None:
    page = open_as(admin, screens.REPORTS)
    workflow.send(desk, admin, month, now=now)
    type_in(page, "obstacles", month, "Hujan deras")
    assert kept_words.TITLE in texts(page)
    assert "Hujan deras" in [block.value for block in page.code]


def test_what_is_typed_stays_while_another_month_is_looked_at(
    desk: Desk, admin: Actor, month: Month, now: datetime, open_as: Open
) -> None:
    other = before(date.fromisoformat(f"{month}-01"))
    workflow.draft(desk, other, now=now)
    page = open_as(admin, screens.REPORTS, bulan=month)
    field = f"report_obstacles_{month}"
    page.text_area(key=field).set_value("Hujan deras").run()
    page.selectbox(key="report_month").set_value(name_of(other)).run()
    assert page.text_area(key=f"report_obstacles_{name_of(other)}").value == ""
    page.selectbox(key="report_month").set_value(month).run()
    assert page.text_area(key=field).value == "Hujan deras"


def test_the_reviewer_agrees_and_the_admin_publishes(
    desk: Desk, admin: Actor, city_team: Actor, month: Month, now: datetime, open_as: Open
) -> None:
    workflow.send(desk, admin, month, now=now)
    assert "Setujui" not in buttons(open_as(admin, screens.REPORTS))
    press(open_as(city_team, screens.REPORTS), "Setujui")
    page = press(open_as(admin, screens.REPORTS), "Terbitkan")
    assert state(desk, month) is State.PUBLISHED
    assert "001/LAP-PENGADUAN" in texts(page)


def test_a_leader_reads_the_published_report_and_its_complaints(
    leader: Actor, published: Month, open_as: Open
) -> None:
    page = open_as(leader, screens.REPORTS, bulan=published, lihat="received")
    shown = texts(page)
    assert "001/LAP-PENGADUAN" in shown
    assert "1 aduan, terbaru dahulu." in shown
    assert not page.text_area


def test_the_drawer_is_called_what_was_picked(admin: Actor, month: Month, open_as: Open) -> None:
    page = open_as(admin, screens.REPORTS, bulan=month)
    figure = page.selectbox(key="figure_of_ringkasan")
    figure.set_value("Sisa aduan akhir bulan").run()
    (drawer,) = page.get("dialog")
    assert drawer.proto.dialog.title.replace("\\", "") == "Ringkasan: Sisa aduan akhir bulan"
    assert "1 aduan, terbaru dahulu." in texts(page)


def test_a_complaint_that_counts_twice_is_said_to(
    desk: Desk, admin: Actor, month: Month, open_as: Open
) -> None:
    first = date.fromisoformat(f"{month}-01")
    when = datetime(first.year, first.month, 11, 9, tzinfo=desk.timezone())
    with desk.journal.read() as connection:
        number = str(connection.execute(select(complaints.c.number)).scalar_one())
    answer = {Field.ANSWER: "Setiap Senin", Field.KIND: "Umum"}
    act(desk, admin, number, "Jawab Langsung", values=answer, now=when)
    again = {Field.REASON: "keliru"}
    act(desk, admin, number, "Buka Kembali", values=again, now=when + timedelta(days=1))
    act(desk, admin, number, "Jawab Langsung", values=answer, now=when + timedelta(days=2))
    page = open_as(admin, screens.REPORTS, bulan=month, lihat="resolved")
    assert "2 kali, pada 1 aduan, terbaru dahulu." in texts(page)


def test_the_sum_is_set_apart_and_the_balance_stands_once(
    admin: Actor, month: Month, open_as: Open
) -> None:
    page = open_as(admin, screens.REPORTS, bulan=month)
    tables = [element.value for element in page.get("html") if "w-figures" in element.value]
    assert any('<tr class="w-sum"><td>Jumlah</td>' in found for found in tables)
    assert any('class="w-words" scope="col">Keterangan' in found for found in tables)
    assert texts(page).count("0 sisa awal +") == 1


def test_on_a_phone_each_figure_has_its_name_and_nothing_is_left_out_elsewhere(
    admin: Actor, month: Month, open_as: Open
) -> None:
    page = open_as(admin, screens.REPORTS, bulan=month)
    tables = [element.value for element in page.get("html") if "w-rows" in element.value]
    (categories,) = [found for found in tables if "Kesehatan</td>" in found]
    assert '<td data-label="Diterima">1</td>' in categories
    assert '<td data-label="Tuntas" class="w-nil">0</td>' in categories


def test_a_month_that_is_not_there_is_said_so(
    leader: Actor, published: Month, open_as: Open
) -> None:
    shown = texts(open_as(leader, screens.REPORTS, bulan="1999-01"))
    assert "belum ada atau belum terbit" in shown


def test_only_the_city_s_desk_is_offered_the_register(
    admin: Actor, leader: Actor, published: Month, open_as: Open
) -> None:
    def files(who: Actor) -> list[str]:
        page = open_as(who, screens.REPORTS)
        return [element.proto.label for element in page.get("download_button")]

    assert files(leader) == ["Unduh PDF", "Unduh XLSX"]
    assert "Arsip register (XLSX)" in files(admin)


def test_a_file_that_cannot_be_made_says_why(
    agency_admin: Actor, published: Month, desk: Desk
) -> None:
    make = report_downloads._report(published, "pdf")
    said = pdf_words(report_downloads.made(lambda: agency_admin, "pdf", make))
    assert "Laporan bulan ini belum ada." in said


def pdf_words(data: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())
