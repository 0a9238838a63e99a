"""What every gateway must do with messages in, held against its stand-in over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.incoming import Chat, Ignored, Incoming, Kind, NumberState
from tests.conftest import SITI
from tests.workers.conftest import (
    ADAPTERS,
    Phones,
    file_of,
    news,
    next_one,
)
from workers.gateways.base import Gateway, GatewayError

PHOTO = b"\xff\xd8\xff\xe0" + b"0" * 100
#: Told by webhook only: lists of messages do not show them.
SILENT = {
    "green_api": frozenset[Kind](),
    "waha": frozenset({Kind.UNREADABLE, Kind.EDIT, Kind.DELETION, Kind.REACTION, Kind.CALL}),
}


def received(gateway: Gateway) -> Incoming:
    found = news(gateway)
    assert isinstance(found, Incoming)
    return found


def test_a_text_arrives_word_for_word(gateway: Gateway, phones: Phones) -> None:
    sent = phones.write(text="=SUM(1)\nJalan rusak 🙏")
    found = received(gateway)
    assert (found.id, found.text, found.kind) == (sent, "=SUM(1)\nJalan rusak 🙏", Kind.TEXT)
    assert (found.chat_id, found.phone, found.chat) == (SITI, "6281234567890", Chat.PERSON)
    assert found.sender_name == "Siti"
    assert abs(found.at - datetime.now(UTC)) < timedelta(seconds=10)


def test_a_message_is_handed_out_until_it_is_acknowledged(gateway: Gateway, phones: Phones) -> None:
    phones.write(text="satu")
    phones.write(text="dua")
    first, again = next_one(gateway), next_one(gateway)
    assert first.key == again.key
    gateway.acknowledge(again.receipt)
    gateway.acknowledge(again.receipt)  # harmless
    assert received(gateway).text == "dua"


def test_a_second_delivery_has_the_same_key(green: Gateway, phones: Phones) -> None:
    phones.fault("duplicate", "DELETE", count=1)
    phones.write(text="satu")
    first = next_one(green)
    green.acknowledge(first.receipt)
    second = next_one(green)
    assert (second.key, second.receipt != first.receipt) == (first.key, True)


def test_after_a_restart_a_message_has_the_same_key(gateway: Gateway, phones: Phones) -> None:
    phones.write(text="satu")
    first = next_one(gateway)
    assert next_one(ADAPTERS[gateway.name](phones.url)).key == first.key


KINDS = [
    ({"kind": "extendedTextMessage", "text": "lihat https://contoh.test"}, Kind.TEXT),
    ({"kind": "locationMessage", "latitude": -6.88, "longitude": 109.67}, Kind.LOCATION),
    ({"kind": "contactMessage", "displayName": "Pak RT", "vcard": "BEGIN:VCARD"}, Kind.CONTACT),
    ({"kind": "textMessage", "text": "{{SWE001}}"}, Kind.UNREADABLE),
    ({"kind": "editedMessage", "text": "ralat", "stanzaId": "A1"}, Kind.EDIT),
    ({"kind": "deletedMessage", "stanzaId": "A1"}, Kind.DELETION),
    ({"kind": "reactionMessage", "reaction": "👍", "stanzaId": "A1"}, Kind.REACTION),
    ({"kind": "pollMessage", "pollMessageData": {"name": "Setuju?"}}, Kind.OTHER),
    ({"kind": "incomingCall"}, Kind.CALL),
]


@pytest.mark.parametrize(("written", "kind"), KINDS, ids=lambda value: str(value)[:24])
def test_every_kind_of_message_is_told_apart(
    gateway: Gateway, phones: Phones, written: dict[str, object], kind: Kind
) -> None:
    # One table of every kind of message: its values have no common type.
    phones.write(**written)  # type: ignore[arg-type]
    if kind in SILENT[gateway.name]:
        assert gateway.receive(0) is None
        return
    found = received(gateway)
    assert found.kind is kind
    assert found.about_id == written.get("stanzaId", "")
    assert found.latitude == written.get("latitude")


def test_a_location_is_also_said_in_words(gateway: Gateway, phones: Phones) -> None:
    place = {"latitude": -6.88, "longitude": 109.67}
    phones.write(kind="locationMessage", nameLocation="Pasar Grogolan", address="", **place)
    phones.write(kind="locationMessage", **place)
    assert [received(gateway).text for _ in range(2)] == ["Pasar Grogolan", "-6.88, 109.67"]


def test_a_quote_names_the_quoted_message(gateway: Gateway, phones: Phones) -> None:
    first = phones.write(text="Jalan rusak")
    phones.write(text="sudah ada kabar?", quotedMessageId=first)
    received(gateway)
    found = received(gateway)
    assert (found.text, found.quoted_id) == ("sudah ada kabar?", first)
    assert (found.quoted_text, found.about_id) == ("Jalan rusak", "")


def test_a_hidden_number_has_no_phone(gateway: Gateway, phones: Phones) -> None:
    phones.write("160958311837878@lid", text="halo")
    found = received(gateway)
    assert (found.chat_id, found.phone, found.chat) == ("160958311837878@lid", "", Chat.PERSON)


def test_groups_and_broadcasts_are_told_apart(gateway: Gateway, phones: Phones) -> None:
    phones.write("120363025246125486@g.us", text="grup", sender=SITI)
    phones.write("status@broadcast", text="status", sender=SITI)
    group, status = received(gateway), received(gateway)
    assert (group.chat, group.sender_id, group.phone) == (Chat.GROUP, SITI, "")
    assert status.chat is Chat.BROADCAST


def test_a_photo_is_fetched_apart(gateway: Gateway, phones: Phones) -> None:
    phones.photo(PHOTO, caption="jalan rusak")
    found = received(gateway)
    assert found.attachment is not None
    assert (found.kind, found.text) == (Kind.IMAGE, "jalan rusak")
    assert gateway.fetch(file_of(gateway, found), 10_000) == PHOTO
    assert gateway.fetch(gateway.link(SITI, found.id), 10_000) == PHOTO


def test_a_file_above_the_limit_is_refused_for_good(gateway: Gateway, phones: Phones) -> None:
    phones.photo(PHOTO)
    url = file_of(gateway, received(gateway))
    with pytest.raises(GatewayError) as caught:
        gateway.fetch(url, 50)
    assert caught.value.permanent


def test_a_late_file_may_be_fetched_later(gateway: Gateway, phones: Phones) -> None:
    phones.fault("late_media", "GET", count=1)
    phones.photo(PHOTO)
    url = file_of(gateway, received(gateway))
    with pytest.raises(GatewayError) as caught:
        gateway.fetch(url, 10_000)
    assert not caught.value.permanent
    assert gateway.fetch(url, 10_000) == PHOTO


def test_an_unknown_notification_is_ignored(gateway: Gateway) -> None:
    assert isinstance(gateway.read({"typeWebhook": "deviceInfo"}), Ignored)


def test_a_change_of_the_number_is_told(green: Gateway, phones: Phones) -> None:
    phones.state("yellowCard")
    found = news(green)
    assert isinstance(found, NumberState)
    assert found.state == green.state() == "yellowCard"


@pytest.mark.parametrize("state", ["authorized", "notAuthorized", "starting"])
def test_the_state_of_the_number_is_in_the_desks_words(
    gateway: Gateway, phones: Phones, state: str
) -> None:
    phones.state(state)
    assert gateway.state() == state


def test_a_broken_connection_loses_no_message(gateway: Gateway, phones: Phones) -> None:
    phones.write(text="satu")
    phones.fault("cut_after", "GET .*/(receiveNotification/|messages)", count=1)
    assert received(gateway).text == "satu"


def test_a_lost_answer_to_the_acknowledgement_is_harmless(green: Gateway, phones: Phones) -> None:
    phones.write(text="satu")
    phones.fault("lost_ack", "DELETE", count=1)
    green.acknowledge(next_one(green).receipt)
    phones.write(text="dua")
    assert received(green).text == "dua"
