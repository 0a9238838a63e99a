"""An agency's three piles: whose turn it is, and what a card shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import insert

from desk import agency_list, media, positions
from desk.acting import act
from desk.actors import Actor
from desk.agency_list import Pile
from desk.context import Desk
from desk.ids import new_id
from desk.media import Upload
from desk.recording import open_complaint
from desk.schema import messages
from sop.model import Field
from tests.conftest import SITI, person

ACCEPT = "Terima dan Teruskan ke Tim OPD"


@pytest.fixture
def number(desk: Desk, admin: Actor, now: datetime) -> str:
    return handed(desk, admin, now)


def handed(desk: Desk, admin: Actor, now: datetime, **fields: object) -> str:
    """A new complaint at Dinhub."""
    known = {"gateway": "green_api", "chat_id": SITI, "phone": "62812", "body": "Lampu mati"}
    with desk.journal.write() as connection:
        row = open_complaint(connection, desk, {**known, **fields}, now=now)
    act(desk, admin, row["number"], "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    return str(row["number"])


def pile_of(desk: Desk, who: Actor) -> str:
    """The one pile of this person that has something in it."""
    counts = agency_list.counts(desk, who)
    found = [pile for pile, count in counts.items() if count]
    rows = [row for pile in Pile for row in agency_list.listed(desk, who, pile).rows]
    assert len(rows) == sum(counts.values())
    return found[0].value if found else ""


def test_what_is_handed_over_is_the_admins_turn(
    desk: Desk, agency_admin: Actor, agency_team: Actor, number: str
) -> None:
    assert pile_of(desk, agency_admin) == "Perlu saya"
    assert pile_of(desk, agency_team) == "Dikerjakan"


def test_what_is_accepted_is_the_teams_turn(
    desk: Desk, agency_admin: Actor, agency_team: Actor, number: str, now: datetime
) -> None:
    act(desk, agency_admin, number, ACCEPT, now=now)
    assert pile_of(desk, agency_admin) == "Dikerjakan"
    assert pile_of(desk, agency_team) == "Perlu saya"


def test_a_named_person_has_the_turn_alone(
    desk: Desk, agency_admin: Actor, agency_team: Actor, number: str, now: datetime
) -> None:
    act(desk, agency_admin, number, ACCEPT, now=now, values={Field.ASSIGNEE: agency_admin.name})
    assert pile_of(desk, agency_admin) == "Perlu saya"
    assert pile_of(desk, agency_team) == "Dikerjakan"


@pytest.mark.parametrize("action", ["Kembalikan", "Selesai Ditindaklanjuti"])
def test_what_left_the_agency_is_sent(
    desk: Desk, agency_admin: Actor, number: str, now: datetime, action: str
) -> None:
    act(desk, agency_admin, number, ACCEPT, now=now)
    words = {Field.REASON: "Jalan provinsi", Field.FOLLOW_UP: "Sudah diganti"}
    act(desk, agency_admin, number, action, now=now, values=words)
    assert pile_of(desk, agency_admin) == "Sudah dikirim"


def test_another_agency_and_the_city_have_no_pile_of_it(
    desk: Desk, admin: Actor, number: str
) -> None:
    assert pile_of(desk, person(desk, "Admin OPD", "DLH")) == ""
    assert pile_of(desk, admin) == ""


def test_a_row_has_no_way_to_the_citizen(desk: Desk, agency_admin: Actor, number: str) -> None:
    (row,) = agency_list.listed(desk, agency_admin, Pile.MINE).rows
    assert not {"phone", "chat_id", "internal_note"} & row.keys()


def test_the_next_page_goes_on(
    desk: Desk, admin: Actor, agency_admin: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agency_list, "PAGE_SIZE", 2)
    numbers = [handed(desk, admin, now + timedelta(minutes=at)) for at in range(3)]
    pages = [agency_list.listed(desk, agency_admin, Pile.MINE, page=page) for page in (1, 2)]
    assert [row["number"] for page in pages for row in page.rows] == numbers
    assert {page.total for page in pages} == {3}


def test_a_card_has_the_first_photo_and_the_place(
    desk: Desk, admin: Actor, agency_admin: Actor, now: datetime
) -> None:
    number = handed(desk, admin, now, location="Taman Jetayu (-6.879700, 109.675300)")
    kept = BytesIO()
    Image.new("RGB", (40, 30)).save(kept, "JPEG")
    with desk.journal.write() as connection:
        first, _ = (
            media.add_upload(
                connection,
                desk,
                Upload("a.jpg", kept.getvalue()),
                number=number,
                event_id="",
                origin="citizen",
                now=now + timedelta(seconds=at),
            )
            for at in range(2)
        )
    rows = agency_list.listed(desk, agency_admin, Pile.MINE).rows
    shown = agency_list.shown(desk, agency_admin, rows)[number]
    assert shown == agency_list.Shown(first, 2, (-6.8797, 109.6753))


@pytest.mark.parametrize(("confidential", "found"), [(False, (-6.9, 109.7)), (True, None)])
def test_a_place_sent_in_a_confidential_conversation_is_not_told(
    desk: Desk,
    admin: Actor,
    agency_admin: Actor,
    now: datetime,
    confidential: bool,
    found: object,
) -> None:
    number = handed(desk, admin, now, confidential=confidential)
    sent = {"id": new_id(now), "at": now, "number": number, "direction": "in", "kind": "location"}
    with desk.journal.write() as connection:
        data = {"latitude": -6.9, "longitude": 109.7}
        connection.execute(insert(messages).values(**sent, data=data))
    rows = agency_list.listed(desk, agency_admin, Pile.MINE).rows
    assert agency_list.shown(desk, agency_admin, rows)[number].position == found


@pytest.mark.parametrize("text", ["Jl. Mawar 12", "(91.000, 10.000)", "telp 0812-3456.7890, 5"])
def test_what_is_no_position_is_none(text: str) -> None:
    assert positions.written(text) is None
