"""Who sees which complaint, and what of it stays veiled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import update

from desk import listing, reading
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.listing import Filters, View
from desk.problems import NotFound
from desk.recording import open_complaint
from desk.schema import complaints
from sop.model import Field
from tests.conftest import SITI, person

PHONE = SITI.partition("@")[0]
BODY = "Petugas parkir meminta pungutan. Saya Siti Aminah, 0812-3456-7890"
LOOKS = (reading.complaint, reading.conversation, reading.history, reading.photos)


def handed(desk: Desk, admin: Actor, now: datetime, **more: Any) -> str:
    """Siti's complaint, in the hands of Dinhub."""
    fields = {
        "gateway": "green_api",
        "chat_id": SITI,
        "phone": PHONE,
        "name": "Siti Aminah",
        "body": BODY,
        "location": "Jl. Hayam Wuruk",
        "internal_note": "pernah melapor",
        **more,
    }
    with desk.journal.write() as connection:
        opened = str(open_complaint(connection, desk, fields, now=now)["number"])
    act(desk, admin, opened, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    return opened


@pytest.fixture
def number(desk: Desk, admin: Actor, now: datetime) -> str:
    return handed(desk, admin, now)


@pytest.fixture
def secret(desk: Desk, admin: Actor, number: str, now: datetime) -> str:
    """The same, confidential from now on."""
    act(desk, admin, number, "Rahasia", now=now)
    return number


def found(desk: Desk, who: Actor, text: str, now: datetime) -> int:
    return listing.listed(desk, who, View.ALL, now=now, filters=Filters(text=text)).total


def test_the_city_desk_sees_everything(desk: Desk, admin: Actor, secret: str) -> None:
    row = reading.complaint(desk, admin, secret)
    assert (row["name"], row["phone"]) == ("Siti Aminah", PHONE)
    assert (row["body"], row["internal_note"]) == (BODY, "pernah melapor")


def test_an_opd_reads_its_own_complaint_without_who_wrote_it(
    desk: Desk, agency_admin: Actor, agency_team: Actor, number: str
) -> None:
    for who in (agency_admin, agency_team):
        row = reading.complaint(desk, who, number)
        hidden = ("name", "phone", "chat_id", "internal_note")
        assert [row[column] for column in hidden] == ["(disamarkan)", "", "", ""]
        assert row["body"].startswith("Petugas parkir meminta pungutan. Saya (disamarkan)")
        assert "0812" not in row["body"] and row["location"] == "Jl. Hayam Wuruk"


def test_a_leader_reads_an_anonymised_case(desk: Desk, leader: Actor, number: str) -> None:
    row = reading.complaint(desk, leader, number)
    assert row["body"].startswith("Petugas parkir meminta pungutan")
    assert "Siti" not in str(row) and "0812" not in str(row) and PHONE not in str(row)
    assert reading.conversation(desk, leader, number) == []


def test_the_opd_in_charge_reads_a_secret_ones_words_and_not_its_conversation(
    desk: Desk, agency_admin: Actor, secret: str
) -> None:
    row = reading.complaint(desk, agency_admin, secret)
    assert row["body"].startswith("Petugas parkir meminta pungutan. Saya (rahasia)")
    assert row["name"] == "(rahasia)"
    assert reading.conversation(desk, agency_admin, secret) == []


@pytest.mark.parametrize("who", ["leader", "city_team", "agency_team"])
def test_to_everybody_who_is_not_named_a_secret_one_is_not_there(
    who: str, desk: Desk, secret: str, now: datetime, request: pytest.FixtureRequest
) -> None:
    actor: Actor = request.getfixturevalue(who)
    for look in LOOKS:
        with pytest.raises(NotFound):
            look(desk, actor, secret)
    assert listing.listed(desk, actor, View.ALL, now=now).total == 0
    assert found(desk, actor, secret, now) == 0


def test_who_was_given_the_work_sees_the_secret_one(
    desk: Desk, agency_admin: Actor, agency_team: Actor, secret: str, now: datetime
) -> None:
    given = {Field.ASSIGNEE: agency_team.name}
    act(desk, agency_admin, secret, "Terima dan Teruskan ke Tim OPD", values=given, now=now)
    assert reading.complaint(desk, agency_team, secret)["name"] == "(rahasia)"
    assert listing.listed(desk, agency_team, View.ALL, now=now).total == 1


def test_another_agency_sees_nothing_at_all(desk: Desk, number: str, now: datetime) -> None:
    stranger = person(desk, "Admin OPD", "DLH")
    for look in LOOKS:
        with pytest.raises(NotFound):
            look(desk, stranger, number)
    assert listing.listed(desk, stranger, View.ALL, now=now).total == 0
    assert set(listing.counts(desk, stranger, now=now).values()) == {0}


def test_a_search_tells_nobody_what_they_may_not_read(
    desk: Desk, admin: Actor, agency_admin: Actor, leader: Actor, number: str, now: datetime
) -> None:
    asked = ("siti", "sity", "siti pungutan", PHONE, PHONE[-4:], "7890", "pungtan hayamwuruk")
    seen = {
        who.roles[0]: [found(desk, who, text, now) for text in (*asked, "pungutan", number)]
        for who in (admin, agency_admin, leader)
    }
    assert seen == {
        "Admin Kota": [1, 1, 1, 1, 1, 1, 1, 1, 1],
        "Admin OPD": [0, 0, 0, 0, 0, 0, 1, 1, 1],
        "Pimpinan": [0, 0, 0, 0, 0, 0, 1, 1, 1],
    }


@pytest.mark.parametrize("who", ["agency_admin", "agency_team", "leader"])
def test_a_search_for_a_masked_address_or_name_finds_nothing(
    who: str, desk: Desk, admin: Actor, number: str, now: datetime, request: pytest.FixtureRequest
) -> None:
    body = "Lampu mati di Jl. Truntum. Rumah saya Jl. Kenanga No. 5, nama saya Tukiyem"
    with desk.journal.write() as connection:
        same = complaints.c.number == number
        connection.execute(update(complaints).where(same).values(body=body, name=""))
    actor: Actor = request.getfixturevalue(who)
    asked = ("kenanga", "tukiyem", "kenanga truntum", "truntum", "lampu truntum", number)
    assert [found(desk, admin, text, now) for text in asked] == [1] * 6
    assert [found(desk, actor, text, now) for text in asked] == [0, 0, 0, 1, 1, 1]


def test_an_opd_finds_by_name_what_was_released_to_it(
    desk: Desk, admin: Actor, agency_admin: Actor, leader: Actor, number: str, now: datetime
) -> None:
    act(desk, admin, number, "Buka Identitas", values={Field.REASON: "disurvei"}, now=now)
    assert [found(desk, who, "siti", now) for who in (agency_admin, leader)] == [1, 0]


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
