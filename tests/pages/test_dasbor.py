"""Dasbor: the figures in words and tables, the complaints behind them, and nobody's name."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, update
from streamlit.testing.v1 import AppTest

from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.old_records import OldRecord, take_in
from desk.recording import open_complaint
from desk.reports import records
from desk.reports.tables import reports
from desk.schema import complaints
from pages.parts import charts, screens
from sop.model import Field
from tests.pages.conftest import LAMP, Open, texts

Answered = str


@pytest.fixture
def answered(desk: Desk, admin: Actor, now: datetime) -> Answered:
    """A confidential complaint of last month, answered late."""
    fields = {"body": LAMP, "name": "Siti", "location": "Jl. Mawar 7", "category": "Kesehatan"}
    then = now - timedelta(days=40)
    with desk.journal.write() as connection:
        row = open_complaint(connection, desk, fields | {"confidential": True}, now=then)
    values = {Field.ANSWER: "Sudah", Field.KIND: "Umum"}
    act(desk, admin, row["number"], "Jawab Langsung", values=values, now=then + timedelta(days=9))
    return str(row["number"])


def month(when: datetime) -> str:
    return charts.month_words(when.date())


def links(page: AppTest) -> list[str]:
    return [element.proto.label.strip("*") for element in page.get("page_link")]


def test_a_leader_sees_the_four_numbers(
    leader: Actor, number: str, answered: str, open_as: Open
) -> None:
    shown = texts(open_as(leader, screens.DASHBOARD))
    for name, value in (("Diterima", "2"), ("Tuntas", "1"), ("Terbuka sekarang", "1")):
        assert f"<span>{name}</span><b>{value}</b>" in shown


def test_data_lama_stands_apart_from_the_four_numbers(
    desk: Desk, leader: Actor, number: str, now: datetime, open_as: Open
) -> None:
    received = now - timedelta(days=60)
    old = OldRecord(body="Lampu mati", received_at=received, state="Baru")
    with desk.journal.write() as connection:
        take_in(connection, desk, old, now=now)
    shown = texts(open_as(leader, screens.DASHBOARD))
    assert "<span>Diterima</span><b>1</b>" in shown
    assert "Data Lama, di luar angka di atas: 1 dari bulan yang dipilih, 1 masih terbuka" in shown


def test_what_cannot_be_measured_is_never_called_kept(leader: Actor, open_as: Open) -> None:
    shown = texts(open_as(leader, screens.DASHBOARD))
    assert "100 %" not in shown
    assert "Belum ada tahap yang dapat diukur" in shown


def test_nothing_on_the_page_tells_who_a_citizen_is(
    leader: Actor, number: str, answered: str, open_as: Open
) -> None:
    page = open_as(leader, screens.DASHBOARD, lihat="received~")
    shown = texts(page) + str([element.proto for element in page.get("plotly_chart")])
    assert number in links(page) and answered not in links(page)
    for secret in ("Siti", LAMP, "Hayam", "Mawar", "6281234567890"):
        assert secret not in shown


def test_a_figure_leads_to_its_complaints(
    admin: Actor, number: str, answered: str, open_as: Open
) -> None:
    page = open_as(admin, screens.DASHBOARD, lihat="resolved~")
    assert "1 aduan, terbaru dahulu." in texts(page)
    assert answered in links(page)
    assert "Kesehatan · Selesai · Rahasia" in texts(page)


@pytest.mark.parametrize("tile", ["received", "resolved", "now", "step"])
def test_each_of_the_four_numbers_opens_into_its_complaints(
    leader: Actor, number: str, answered: str, open_as: Open, tile: str
) -> None:
    page = open_as(leader, screens.DASHBOARD)
    page.button(key=f"open_{tile}").click().run()
    assert page.query_params["lihat"] in (tile, [tile])
    assert {number, answered}.intersection(links(page))


@pytest.mark.parametrize(
    "code", ["names", "step~Z9", "received~2019-01", "received~x", "~", "a~b~c~d"]
)
def test_a_figure_that_there_is_not_does_no_harm(leader: Actor, open_as: Open, code: str) -> None:
    assert "Dasbor" in texts(open_as(leader, screens.DASHBOARD, lihat=code))


def test_the_months_stand_in_the_address(
    leader: Actor, now: datetime, answered: str, open_as: Open
) -> None:
    this = month(now)
    page = open_as(leader, screens.DASHBOARD)
    assert "<span>Diterima</span><b>1</b>" in texts(page)
    page.selectbox(key="dari").set_value(this).run()
    assert "<span>Diterima</span><b>0</b>" in texts(page)


def test_a_filter_narrows_every_figure(
    leader: Actor, number: str, answered: str, open_as: Open
) -> None:
    page = open_as(leader, screens.DASHBOARD)
    page.selectbox(key="kategori").set_value("Kesehatan").run()
    assert "<span>Diterima</span><b>1</b>" in texts(page)
    assert "<span>Terbuka sekarang</span><b>0</b>" in texts(page)


def test_the_slowest_are_listed_with_whose_turn_it_is(
    leader: Actor, handed: str, desk: Desk, now: datetime, open_as: Open
) -> None:
    with desk.journal.write() as connection:
        late = now - timedelta(days=3)
        connection.execute(update(complaints).values(due_at=late, updated_at=now))
    page = open_as(leader, screens.DASHBOARD)
    assert links(page).count(handed) == 2
    assert "giliran Admin OPD Dinhub" in texts(page)
    assert "lewat batas 3 hari" in texts(page)


def test_beside_real_complaints_the_examples_are_left_out(
    leader: Actor, number: str, answered: str, desk: Desk, now: datetime, open_as: Open
) -> None:
    with desk.journal.write() as connection:
        query = update(complaints).where(complaints.c.number == answered)
        connection.execute(query.values(example=True, updated_at=now))
    page = open_as(leader, screens.DASHBOARD)
    assert "<span>Diterima</span><b>1</b>" in texts(page)
    page.toggle(key="contoh").set_value(True).run()
    assert "<span>Diterima</span><b>2</b>" in texts(page)


def test_every_chart_has_its_sentence_and_its_table(
    leader: Actor, answered: str, open_as: Open
) -> None:
    page = open_as(leader, screens.DASHBOARD)
    drawn = page.get("plotly_chart")
    assert len(drawn) >= 7
    assert len(page.get("download_button")) >= len(drawn)
    assert all(element.proto.alt for element in drawn)


def test_the_last_month_stands_beside_the_one_before_and_last_years(
    desk: Desk, leader: Actor, now: datetime, open_as: Open
) -> None:
    fields = {"gateway": "green_api", "chat_id": "628001@c.us", "body": LAMP}
    with desk.journal.write() as connection:
        for days in (35, 36, 65, 400):
            open_complaint(connection, desk, fields, now=now - timedelta(days=days))
    page = open_as(leader, screens.DASHBOARD)
    shown = texts(page)
    assert "Diterima 2 aduan: 1 lebih banyak dari Sep 2026, 1 lebih banyak" in shown
    assert "<td>Diterima</td><td><b>2</b></td><td><b>1</b><em>+1</em></td>" in shown
    assert "Oktober 2026" in [element.value for element in page.subheader]


def test_a_month_before_the_first_complaint_is_not_called_empty(
    leader: Actor, number: str, open_as: Open
) -> None:
    shown = texts(open_as(leader, screens.DASHBOARD))
    assert "belum ada bulan pembanding" in shown
    assert "<td>Diterima</td><td><b>1</b></td><td><b>–</b></td><td><b>–</b></td>" in shown


def test_a_published_month_is_marked(
    desk: Desk, leader: Actor, agency_admin: Actor, answered: str, now: datetime, open_as: Open
) -> None:
    row = {"month": "2026-10", "number": "005/X/2026", "drafted_at": now}
    with desk.journal.write() as connection:
        connection.execute(insert(reports), row | {"state": records.State.PUBLISHED})
    marks = [str(one.value) for one in open_as(leader, screens.DASHBOARD).markdown]
    assert any("Laporan terbit: 005/X/2026" in mark for mark in marks)
    marks = [str(one.value) for one in open_as(agency_admin, screens.DASHBOARD).markdown]
    assert not any("Laporan terbit" in mark for mark in marks)
