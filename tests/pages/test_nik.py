"""The full NIK that a citizen told: one press of the admin, and a line that says so."""

from __future__ import annotations

from datetime import datetime

from desk import accesses, kept_numbers
from desk.accesses import Wanted
from desk.actors import Actor
from desk.context import Desk
from pages.parts import screens
from pages.parts.nik import LABEL
from tests.pages.conftest import Open, texts

NIK = "3375012304900042"


def tell(desk: Desk, number: str, now: datetime) -> None:
    with desk.journal.write() as connection:
        kept_numbers.keep(connection, [NIK], number=number, now=now)


def test_the_admin_sees_it_by_a_press_that_is_noted(
    desk: Desk, admin: Actor, number: str, now: datetime, open_as: Open
) -> None:
    tell(desk, number, now)
    page = open_as(admin, screens.COMPLAINT, nomor=number)
    assert NIK not in texts(page)
    page.button(key=f"nik_{number}").click().run()
    assert NIK in texts(page)
    with desk.journal.read() as connection:
        looks = accesses.listed(connection, Wanted(number=number, what="NIK lengkap"), most=5)
    assert [look.actor for look in looks] == [admin.id]


def test_nobody_else_is_offered_it(
    desk: Desk, city_team: Actor, number: str, now: datetime, open_as: Open
) -> None:
    tell(desk, number, now)
    page = open_as(city_team, screens.COMPLAINT, nomor=number)
    assert LABEL not in [button.label for button in page.button]
