"""A complaint's conversation and history as pages show them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desk import outbox, reading
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.incoming import Kind
from sop.model import Field
from tests.desk.writing import LAMP, PHOTO, Street


@pytest.fixture
def number(street: Street) -> str:
    street.writes(LAMP)
    return str(street.complaint()["number"])


def test_the_conversation_has_both_sides_in_order(desk: Desk, admin: Actor, number: str) -> None:
    first, reply = reading.conversation(desk, admin, number)
    assert (first.ours, first.text, first.word) == (False, LAMP, "")
    assert (reply.ours, reply.word, reply.alert) == (True, "Antre", False)
    assert number in reply.text


def test_what_the_desk_answers_by_itself_is_nobodys(
    desk: Desk, admin: Actor, street: Street, number: str
) -> None:
    street.writes("RAHASIA")
    ours = [one for one in reading.conversation(desk, admin, number) if one.ours]
    assert len(ours) > 1
    assert {one.who for one in ours} == {""}


def test_a_message_that_may_not_have_arrived_is_marked(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    (message,) = outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message.id, error="timeout", uncertain=True)], now=now)
    reply = reading.conversation(desk, admin, number)[-1]
    assert (reply.word, reply.alert) == ("Perlu Diperiksa", True)


def test_what_the_citizen_did_to_a_message_later_stands_with_it(
    desk: Desk, admin: Actor, street: Street
) -> None:
    first = street.writes(LAMP)
    street.writes("🙏", kind=Kind.REACTION, about_id=first)
    street.writes("Lampu dan rambu mati", kind=Kind.EDIT, about_id=first)
    said = reading.conversation(desk, admin, street.complaint()["number"])[0]
    assert said.text == LAMP
    assert (said.reactions, said.edited) == (("🙏",), "Lampu dan rambu mati")
    assert not said.deleted


def test_a_quote_says_what_was_quoted_and_whose_it_was(
    desk: Desk, admin: Actor, street: Street
) -> None:
    first = street.writes(LAMP)
    street.writes("Ini yang saya maksud", quoted_id=first)
    number = street.complaint()["number"]
    said = [one for one in reading.conversation(desk, admin, number) if not one.ours]
    answer = said[-1]
    assert (answer.quoted, answer.quotes_us) == (LAMP, False)


def test_a_place_that_was_sent_has_its_coordinates(
    desk: Desk, admin: Actor, street: Street
) -> None:
    street.writes(LAMP)
    street.writes("Taman Jetayu", kind=Kind.LOCATION, latitude=-6.8797, longitude=109.6753)
    said = reading.conversation(desk, admin, street.complaint()["number"])
    assert [one.position for one in said if not one.ours] == [None, (-6.8797, 109.6753)]


def test_why_a_message_did_not_arrive_stands_with_it(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    (message,) = outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message.id, error="nomor tidak ada di WhatsApp")], now=now)
    reply = reading.conversation(desk, admin, number)[-1]
    assert (reply.word, reply.error) == ("Gagal", "nomor tidak ada di WhatsApp")


def test_a_deleted_message_stays_readable(desk: Desk, admin: Actor, street: Street) -> None:
    first = street.writes(LAMP)
    street.writes(kind=Kind.DELETION, about_id=first)
    said = reading.conversation(desk, admin, street.complaint()["number"])[0]
    assert (said.text, said.deleted) == (LAMP, True)


def test_photos_stand_with_their_message(desk: Desk, admin: Actor, street: Street) -> None:
    street.writes(LAMP, attachment=PHOTO)
    number = street.complaint()["number"]
    (photo,) = reading.conversation(desk, admin, number)[0].photos
    assert (photo.name, photo.state, photo.is_picture) == ("foto.jpg", "waiting", False)
    assert reading.photos(desk, admin, number) == [photo]


def test_an_identity_card_is_shown_to_the_city_desk_only(
    desk: Desk, admin: Actor, agency_admin: Actor, street: Street
) -> None:
    street.writes(LAMP)
    street.writes("ini KTP saya", attachment=PHOTO)
    number = street.complaint()["number"]
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=street.now)
    assert [photo.identity for photo in reading.photos(desk, admin, number)] == [True]
    assert reading.photos(desk, agency_admin, number) == []


def test_the_history_tells_who_and_how_long_against_which_limit(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    later = now + timedelta(minutes=12)
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=later)
    event = reading.history(desk, admin, number)[-1]
    assert (event.action, event.who, event.role) == ("Teruskan ke OPD", admin.name, "Admin Kota")
    assert event.limit is not None
    assert (event.step, event.minutes, event.limit.amount, event.on_time) == ("A4", 12, 30, True)
