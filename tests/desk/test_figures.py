"""Dasbor's figures after single deeds: each counts where and when it was done."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import insert, update

from desk import recording
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.figures import Filters, Pick, ask, behind, compliance, listed, volumes
from desk.schema import complaints
from sop.model import Field
from tests.conftest import JAKARTA
from tests.desk.half_year import END, HALF_YEAR, some_fields


def opened(desk: Desk, at: datetime, **fields: object) -> str:
    given = some_fields(random.Random(1)) | fields
    with desk.journal.write() as connection:
        return str(recording.open_complaint(connection, desk, given, now=at)["number"])


def day(month: int, of: int = 10) -> datetime:
    return datetime(2026, month, of, 9, 0, tzinfo=JAKARTA)


def answer(desk: Desk, who: Actor, number: str, at: datetime) -> None:
    act(desk, who, number, "Jawab Langsung", values={Field.ANSWER: "Sudah"}, now=at)


def test_a_reopening_leaves_the_month_of_the_closing_as_it_was(
    desk: Desk, admin: Actor, leader: Actor
) -> None:
    number = opened(desk, day(3))
    answer(desk, admin, number, day(3, 11))
    act(desk, admin, number, "Buka Kembali", values={Field.REASON: "Belum"}, now=day(4))
    months = volumes.months(ask(desk, leader, HALF_YEAR, now=END))
    assert [line.resolved for line in months] == [0, 0, 1, 0, 0, 0]
    assert [line.reopened for line in months] == [0, 0, 0, 1, 0, 0]
    assert [line.open_at_end for line in months] == [0, 0, 0, 1, 1, 1]


def test_only_followed_up_and_answered_count_as_resolved(
    desk: Desk, admin: Actor, leader: Actor
) -> None:
    answer(desk, admin, opened(desk, day(2)), day(2, 11))
    spam = {Field.CLOSE_REASON: "Spam"}
    act(desk, admin, opened(desk, day(2)), "Tutup", values=spam, now=day(2, 12))
    february = volumes.months(ask(desk, leader, HALF_YEAR, now=END))[1]
    assert (february.resolved, february.otherwise) == (1, {"Spam": 1})


def handed_over(desk: Desk, admin: Actor, number: str, agency: str, at: datetime) -> None:
    action = "Teruskan ke OPD" if at.day < 12 else "Alihkan OPD"
    act(desk, admin, number, action, values={Field.AGENCY: agency}, now=at)


def test_a_step_belongs_to_the_opd_that_had_it_not_to_the_next(
    desk: Desk, admin: Actor, leader: Actor
) -> None:
    number = opened(desk, day(2))
    handed_over(desk, admin, number, "DLH", day(2, 11))
    handed_over(desk, admin, number, "DPUPR", day(2, 12))
    found = compliance.by_agency(ask(desk, leader, HALF_YEAR, now=END))
    assert (found["DLH"].late, found["DLH"].overdue) == (1, 0)
    assert (found["DPUPR"].measured, found["DPUPR"].overdue) == (0, 1)
    assert found["DPUPR"].percent is None


def test_a_step_without_a_limit_is_never_kept(
    desk: Desk, admin: Actor, agency_admin: Actor, leader: Actor
) -> None:
    number = opened(desk, day(2))
    handed_over(desk, admin, number, "Dinhub", day(2, 11))
    act(desk, agency_admin, number, "Terima dan Teruskan ke Tim OPD", now=day(2, 12))
    done = {Field.FOLLOW_UP: "Sudah"}
    act(desk, agency_admin, number, "Selesai Ditindaklanjuti", values=done, now=day(2, 13))
    follow_up = compliance.by_step(ask(desk, leader, HALF_YEAR, now=END))["A6"]
    assert (follow_up.measured, follow_up.unmeasurable, follow_up.percent) == (0, 1, None)
    assert follow_up.median


def test_a_change_is_in_the_figures_at_once(desk: Desk, admin: Actor, leader: Actor) -> None:
    number = opened(desk, day(2))
    assert listed.open_now(ask(desk, leader, HALF_YEAR, now=END)) == 1
    second = opened(desk, day(3))
    asked = ask(desk, leader, HALF_YEAR, now=END)
    assert listed.open_now(asked) == 2
    answer(desk, admin, second, day(3, 11))
    answer(desk, admin, number, day(3, 12))
    asked = ask(desk, leader, HALF_YEAR, now=END)
    assert listed.open_now(asked) == 0
    assert [line.resolved for line in volumes.months(asked)][:3] == [0, 0, 2]


def test_an_opd_is_not_shown_what_it_gave_away(
    desk: Desk, admin: Actor, agency_admin: Actor
) -> None:
    number = opened(desk, day(2))
    handed_over(desk, admin, number, "Dinhub", day(2, 11))
    handed_over(desk, admin, number, "DPUPR", day(2, 12))
    asked = ask(desk, agency_admin, HALF_YEAR, now=END)
    page = behind(desk, agency_admin, asked, Pick("step", "A5", "terlambat"))
    assert (page.lines, page.total, page.elsewhere) == ((), 0, 1)


def test_examples_can_be_left_out(desk: Desk, leader: Actor) -> None:
    opened(desk, day(2))
    opened(desk, day(2), example=True)
    real = ask(desk, leader, HALF_YEAR, now=END, filters=Filters(examples=False))
    assert listed.open_now(real) == 1
    assert listed.open_now(ask(desk, leader, HALF_YEAR, now=END)) == 2


def test_a_row_taken_in_whole_counts_as_its_state_says(desk: Desk, leader: Actor) -> None:
    """A register that was imported has no events."""
    row = {
        "number": "LAMA-1",
        "received_at": day(1),
        "updated_at": day(6),
        "closed_at": day(2),
        "state_since": day(2),
        "state": "Selesai",
        "close_reason": "Ditindaklanjuti",
        "channel": "Data Lama",
    }
    with desk.journal.write() as connection:
        connection.execute(insert(complaints), row)
    old = Filters(channel="Data Lama")
    months = volumes.months(ask(desk, leader, HALF_YEAR, now=END, filters=old))
    assert [line.open_at_end for line in months] == [1, 0, 0, 0, 0, 0]
    assert months[1].resolved == 1


def test_a_correction_of_the_category_is_taken_over(desk: Desk, leader: Actor) -> None:
    number = opened(desk, day(2), category="Lainnya")
    assert volumes.received_by(ask(desk, leader, HALF_YEAR, now=END), "category") == {"Lainnya": 1}
    with desk.journal.write() as connection:
        query = update(complaints).where(complaints.c.number == number)
        connection.execute(query.values(category="Kesehatan", updated_at=day(3)))
    found = volumes.received_by(ask(desk, leader, HALF_YEAR, now=END), "category")
    assert found == Counter(Kesehatan=1)


def test_a_figure_that_there_is_not_is_a_key_error(desk: Desk, leader: Actor) -> None:
    asked = ask(desk, leader, HALF_YEAR, now=END)
    for pick in (Pick("names"), Pick("received", "2031-01")):
        with pytest.raises(KeyError):
            behind(desk, leader, asked, pick)
