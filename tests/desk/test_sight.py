"""Who sees which complaint, and what of it stays veiled."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import listing, reading
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.listing import Filters, View
from desk.problems import NotFound
from desk.recording import open_complaint
from sop.model import Field
from tests.conftest import SITI, person

PHONE = SITI.partition("@")[0]


@pytest.fixture
def number(desk: Desk, admin: Actor, now: datetime) -> str:
    """Siti's confidential complaint, in the hands of Dinhub."""
    fields = {
        "gateway": "green_api",
        "chat_id": SITI,
        "phone": PHONE,
        "name": "Siti",
        "body": "Petugas parkir meminta pungutan",
        "location": "Jl. Hayam Wuruk",
        "internal_note": "pernah melapor",
    }
    with desk.journal.write() as connection:
        opened = str(open_complaint(connection, desk, fields, now=now)["number"])
    act(desk, admin, opened, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    act(desk, admin, opened, "Rahasia", now=now)
    return opened


def found(desk: Desk, who: Actor, text: str, now: datetime) -> int:
    return listing.listed(desk, who, View.ALL, now=now, filters=Filters(text=text)).total


def test_the_city_desk_sees_everything(desk: Desk, admin: Actor, number: str) -> None:
    row = reading.complaint(desk, admin, number)
    assert (row["name"], row["phone"], row["internal_note"]) == ("Siti", PHONE, "pernah melapor")


def test_the_agency_sees_the_words_but_not_who_wrote_them(
    desk: Desk, agency_admin: Actor, number: str
) -> None:
    row = reading.complaint(desk, agency_admin, number)
    assert row["body"] == "Petugas parkir meminta pungutan"
    hidden = ("name", "phone", "chat_id", "internal_note")
    assert [row[column] for column in hidden] == ["(rahasia)", "", "", ""]
    assert reading.conversation(desk, agency_admin, number) == []


def test_a_leader_sees_neither(desk: Desk, leader: Actor, number: str) -> None:
    row = reading.complaint(desk, leader, number)
    assert {row["name"], row["body"], row["location"]} == {"(rahasia)"}
    assert reading.photos(desk, leader, number) == []


def test_another_agency_sees_nothing_at_all(desk: Desk, number: str, now: datetime) -> None:
    stranger = person(desk, "Admin OPD", "DLH")
    for look in (reading.complaint, reading.conversation, reading.history, reading.photos):
        with pytest.raises(NotFound):
            look(desk, stranger, number)
    assert listing.listed(desk, stranger, View.ALL, now=now).total == 0
    assert set(listing.counts(desk, stranger, now=now).values()) == {0}


def test_a_search_tells_nobody_what_they_may_not_read(
    desk: Desk, admin: Actor, agency_admin: Actor, leader: Actor, number: str, now: datetime
) -> None:
    seen = {
        who.roles[0]: [
            found(desk, who, text, now)
            for text in (
                "siti",
                "sity",
                PHONE,
                PHONE[-4:],
                "pungutan",
                "pungtan hayamwuruk",
                number,
            )
        ]
        for who in (admin, agency_admin, leader)
    }
    assert seen == {
        "Admin Kota": [1, 1, 1, 1, 1, 1, 1],
        "Admin OPD": [0, 0, 0, 0, 1, 1, 1],
        "Pimpinan": [0, 0, 0, 0, 0, 0, 1],
    }


def test_a_list_holds_no_phone_for_those_who_do_not_see_it(
    desk: Desk, admin: Actor, agency_admin: Actor, leader: Actor, number: str, now: datetime
) -> None:
    phones = [
        listing.listed(desk, who, View.ALL, now=now).rows[0]["phone"]
        for who in (admin, agency_admin, leader)
    ]
    assert phones == [PHONE, "", ""]


def test_messages_to_staff_are_the_city_desks_business(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str
) -> None:
    assert [told.to for told in reading.told_staff(desk, admin, number)] == [agency_admin.name]
    assert reading.told_staff(desk, agency_admin, number) == []
