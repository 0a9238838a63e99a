"""The lists: whose turn it is, what is late, and in which order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from desk import listing
from desk.acting import act
from desk.actors import Actor, citizen
from desk.context import Desk
from desk.listing import Filters, View
from desk.recording import open_complaint
from desk.schema import media
from sop.model import Field
from tests.conftest import SITI, person


def opened(desk: Desk, at: datetime, body: str = "Lampu mati", **more: Any) -> str:
    fields = {"gateway": "green_api", "chat_id": SITI, "body": body, **more}
    with desk.journal.write() as connection:
        return str(open_complaint(connection, desk, fields, now=at)["number"])


def numbers(desk: Desk, who: Actor, view: View, now: datetime) -> list[str]:
    return [row["number"] for row in listing.listed(desk, who, view, now=now).rows]


@pytest.mark.parametrize(
    ("role", "agency", "states"),
    [
        ("Admin Kota", "", ("Baru", "Dikembalikan OPD", "Ditindaklanjuti")),
        ("Tim Pengaduan Kota", "", ("Baru", "Dikembalikan OPD")),
        ("Admin OPD", "Dinhub", ("Diteruskan ke OPD", "Diproses OPD")),
        ("Tim Pengaduan OPD", "Dinhub", ("Diproses OPD",)),
        ("Pimpinan", "", ()),
    ],
)
def test_it_is_the_turn_of_whoever_may_do_the_next_step(
    desk: Desk, role: str, agency: str, states: tuple[str, ...]
) -> None:
    assert listing.turn_of(desk, person(desk, role, agency)) == states


def test_the_least_time_left_comes_first(desk: Desk, admin: Actor, now: datetime) -> None:
    late = opened(desk, now - timedelta(minutes=40))
    fresh = opened(desk, now)
    soon = opened(desk, now - timedelta(minutes=20))
    assert numbers(desk, admin, View.MINE, now) == [late, soon, fresh]
    assert numbers(desk, admin, View.LATE, now) == [late]
    assert numbers(desk, admin, View.ALL, now) == [fresh, soon, late]


def test_a_complaint_that_waits_for_the_citizen_is_nobodys_turn_and_never_late(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    number = opened(desk, now - timedelta(minutes=10))
    act(desk, admin, number, "Minta Kelengkapan", values={Field.REASON: "alamat"}, now=now)
    later = now + timedelta(days=1)
    assert numbers(desk, admin, View.WAITING, later) == [number]
    assert numbers(desk, admin, View.MINE, later) == []
    assert numbers(desk, admin, View.LATE, later) == []


def test_today_begins_at_midnight_where_the_desk_is(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    midnight = now.replace(hour=0, minute=0)
    opened(desk, midnight - timedelta(minutes=1))
    today = opened(desk, midnight)
    assert numbers(desk, admin, View.TODAY, now) == [today]


def test_counts_are_those_of_the_lists(desk: Desk, admin: Actor, now: datetime) -> None:
    opened(desk, now - timedelta(minutes=40))
    handed = opened(desk, now)
    act(desk, admin, handed, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    counts = listing.counts(desk, admin, now=now)
    for view in View:
        assert counts[view] == listing.listed(desk, admin, view, now=now).total
    assert counts[View.AT_AGENCY] == 1


def test_an_objection_is_the_city_desks_turn_wherever_it_stands(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    number = opened(desk, now)
    act(desk, admin, number, "Jawab Langsung", values={Field.ANSWER: "Sudah."}, now=now)
    assert numbers(desk, admin, View.MINE, now) == []
    citizens_word(desk, number, now)
    assert numbers(desk, admin, View.MINE, now) == [number]


def citizens_word(desk: Desk, number: str, now: datetime) -> None:
    act(desk, citizen(desk.sop), number, "Minta Dibuka Kembali", now=now)


def test_a_page_holds_fifty_and_the_next_one_the_rest(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    made = [opened(desk, now - timedelta(minutes=1) * n) for n in range(52)]
    second = listing.listed(desk, admin, View.ALL, now=now, page=2)
    assert second.total == 52
    assert [row["number"] for row in second.rows] == made[50:]


def total(desk: Desk, who: Actor, now: datetime, **filters: Any) -> int:
    page = listing.listed(desk, who, View.ALL, now=now, filters=Filters(**filters))
    assert page.total == page.counts[View.ALL]
    return page.total


def test_each_filter_narrows_the_list_and_all_counts(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    chosen = {
        "category": "Kesehatan",
        "district": "Pekalongan Utara",
        "channel": "Telepon",
        "kind": "Umum",
        "agency": "Dinkes",
    }
    opened(desk, now)
    opened(desk, now, **chosen)
    for name, value in chosen.items():
        assert total(desk, admin, now, **{name: value}) == 1, name
    assert total(desk, admin, now, **chosen, text="lampu") == 1
    assert total(desk, admin, now, **{**chosen, "kind": "Teknis"}) == 0


def test_a_period_holds_its_first_and_its_last_day_where_the_desk_is(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    midnight = now.replace(hour=0, minute=0)
    for at in (midnight - timedelta(seconds=1), midnight, midnight + timedelta(days=1)):
        opened(desk, at)
    today = now.date()
    assert total(desk, admin, now, since=today, until=today) == 1
    assert total(desk, admin, now, since=today) == 2
    assert total(desk, admin, now, until=today) == 2


def test_what_has_come_into_a_view_since_it_was_drawn_is_counted(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    opened(desk, now - timedelta(hours=1))
    drawn = now - timedelta(minutes=1)
    assert [
        listing.arrived(desk, admin, view, since=drawn, now=now) for view in (View.MINE, View.ALL)
    ] == [0, 0]
    opened(desk, now)
    assert [
        listing.arrived(desk, admin, view, since=drawn, now=now) for view in (View.MINE, View.ALL)
    ] == [1, 1]


def test_a_page_beyond_the_last_one_is_the_last_one(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    number = opened(desk, now)
    (row,) = listing.listed(desk, admin, View.ALL, now=now, page=7).rows
    assert row["number"] == number


def test_a_row_says_whether_there_are_pictures(
    desk: Desk, admin: Actor, leader: Actor, now: datetime
) -> None:
    number = opened(desk, now, confidential=True)
    with desk.journal.write() as connection:
        for key, state in (("a", "stored"), ("b", "refused")):
            row = {"id": key, "number": number, "at": now, "state": state}
            connection.execute(insert(media), row)
    (row,) = listing.listed(desk, admin, View.ALL, now=now).rows
    assert row["photos"] == 1
    assert listing.listed(desk, leader, View.ALL, now=now).rows == ()


def test_only_secret_ones_for_who_may_know_of_them(
    desk: Desk, admin: Actor, city_team: Actor, leader: Actor, now: datetime
) -> None:
    opened(desk, now)
    secret = opened(desk, now, confidential=True)
    only = Filters(secret=True)
    page = listing.listed(desk, admin, View.ALL, now=now, filters=only)
    assert [row["number"] for row in page.rows] == [secret]
    for who in (city_team, leader):
        page = listing.listed(desk, who, View.ALL, now=now, filters=only)
        assert (page.rows, page.total) == ((), 0)
