"""Petugas Aduan Rahasia: who of the city's desk sees secret complaints."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import audience, listing, reading
from desk.acting import act
from desk.actors import Actor, actor_for
from desk.context import Desk
from desk.listing import View
from desk.problems import NotFound
from desk.recording import open_complaint
from desk.reference import accept
from desk.seeds import reference_rows
from tests.conftest import SITI

ADMIN, TEAM = "admin.kota@contoh.test", "tim.kota@contoh.test"


@pytest.fixture
def secret(desk: Desk, admin: Actor, now: datetime) -> str:
    fields = {"gateway": "green_api", "chat_id": SITI, "name": "Siti", "body": "pungli di loket"}
    with desk.journal.write() as connection:
        number = str(open_complaint(connection, desk, fields, now=now)["number"])
    act(desk, admin, number, "Rahasia", now=now)
    return number


def name_them(desk: Desk, emails: str, now: datetime) -> None:
    rows = reference_rows(desk.sop, staff=True)["Pengaturan"]
    rows = [{**r, "Nilai": emails} if r["Kunci"] == "Petugas Aduan Rahasia" else r for r in rows]
    with desk.journal.write() as connection:
        assert accept(connection, desk.sop, "Pengaturan", rows, now=now) == []


def sees(desk: Desk, email: str, number: str, now: datetime) -> bool:
    actor = actor_for(desk.sop, desk.reference(), email, now=now)
    assert actor is not None
    listed = listing.listed(desk, actor, View.ALL, now=now).total
    try:
        reading.complaint(desk, actor, number)
    except NotFound:
        assert listed == 0
        return False
    assert listed == 1
    return True


@pytest.mark.parametrize(
    ("named", "seen_by"),
    [("", {ADMIN}), (TEAM.upper(), {TEAM}), (f"{ADMIN}, {TEAM}", {ADMIN, TEAM})],
)
def test_the_named_see_it_and_else_the_admins(
    named: str, seen_by: set[str], desk: Desk, secret: str, now: datetime
) -> None:
    name_them(desk, named, now)
    assert {email for email in (ADMIN, TEAM) if sees(desk, email, secret, now)} == seen_by


@pytest.mark.parametrize("named", ["salah.ketik@contoh.test", "pimpinan@contoh.test"])
def test_a_name_that_is_nobody_of_the_desk_hides_nothing_from_the_admins(
    named: str, desk: Desk, secret: str, now: datetime
) -> None:
    name_them(desk, named, now)
    assert sees(desk, ADMIN, secret, now)
    assert not sees(desk, "pimpinan@contoh.test", secret, now)


def test_an_admin_who_is_not_named_can_do_nothing_with_it(
    desk: Desk, admin: Actor, secret: str, now: datetime
) -> None:
    name_them(desk, TEAM, now)
    with pytest.raises(NotFound):
        act(desk, admin, secret, "Balas Pelapor", now=now)


def test_the_plh_of_a_named_one_is_named(desk: Desk, secret: str, now: datetime) -> None:
    rows = reference_rows(desk.sop, staff=True)["Petugas"]
    away = {"Pengganti": TEAM, "Dari": now.date().isoformat(), "Sampai": now.date().isoformat()}
    rows = [{**row, **away} if row["Email"] == ADMIN else row for row in rows]
    with desk.journal.write() as connection:
        assert accept(connection, desk.sop, "Petugas", rows, now=now) == []
    assert sees(desk, TEAM, secret, now)


def test_the_named_are_told_of_a_turn_that_others_may_not_know_of(
    desk: Desk, secret: str, now: datetime
) -> None:
    sop, reference = desk.sop, desk.reference()
    today = now.date()
    team = audience.of_turn(sop, reference, "Tim Pengaduan Kota", "", today=today)
    with desk.journal.read() as connection:
        row = dict(connection.exec_driver_sql("select * from complaints").mappings().one())
    told = audience.told_of(sop, reference, team, row, now=now)
    assert [one.email for one in team] == [TEAM]
    assert [one.email for one in told] == [ADMIN]
