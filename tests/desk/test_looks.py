"""Looks that nobody presses for are noted once: secret complaints, released identity, papers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from desk import accesses, looks, prints, reading
from desk.accesses import Wanted
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.prints import Document
from desk.schema import complaints
from sop.model import Field
from tests.desk.writing import LAMP, Street


@pytest.fixture
def number(desk: Desk, street: Street, admin: Actor) -> str:
    street.writes(LAMP)
    found = str(street.complaint()["number"])
    act(desk, admin, found, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=street.now)
    return found


def put(desk: Desk, number: str, **values: object) -> None:
    with desk.journal.write() as connection:
        same = complaints.c.number == number
        connection.execute(update(complaints).where(same).values(**values))


def opened(desk: Desk, actor: Actor, number: str, now: datetime) -> list[tuple[str, str]]:
    """The page is drawn; what is noted by then."""
    looks.opened(desk, actor, reading.complaint(desk, actor, number), now=now)
    return noted(desk)


def noted(desk: Desk) -> list[tuple[str, str]]:
    with desk.journal.read() as connection:
        found = accesses.listed(connection, Wanted(), most=9)
    return [(one.actor, one.what) for one in found]


def test_an_ordinary_complaint_is_nothing_to_note(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    assert opened(desk, admin, number, now) == []
    assert opened(desk, agency_admin, number, now) == []


def test_opening_a_secret_one_is_noted_once_while_it_lasts(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    put(desk, number, confidential=True)
    for _ in range(3):
        assert opened(desk, admin, number, now) == [(admin.id, "Aduan rahasia")]
    assert len(opened(desk, admin, number, now + timedelta(hours=1))) == 2


def test_a_released_identity_is_noted_for_the_opd_and_not_for_the_city(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    put(desk, number, identity_released=True, name="Siti")
    assert opened(desk, admin, number, now) == []
    assert opened(desk, agency_admin, number, now) == [(agency_admin.id, "Identitas pelapor")]


def test_a_paper_is_noted_when_a_name_is_on_it(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    put(desk, number, name="Siti Aminah")
    prints.make(desk, admin, number, Document.DISPOSITION, now=now)
    before = noted(desk)
    put(desk, number, identity_released=True)
    prints.make(desk, admin, number, Document.DISPOSITION, now=now)
    assert (before, noted(desk)) == ([], [(admin.id, "Cetakan")])
