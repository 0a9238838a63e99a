"""What is WAHA's own: no queue but lists, ids that we choose, files that go, hidden numbers."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.incoming import Chat, Echo, Incoming, Kind, Receipt
from sandbox.listener import running
from sandbox.whatsapp import app
from sandbox.whatsapp.instance import Account
from tests.conftest import SITI
from tests.workers.conftest import SENDING, Phones, clock, news, next_one, told, waha
from workers.gateways import waha_reading as reading
from workers.gateways.base import File, Gateway, GatewayError
from workers.gateways.waha import message_id

LID = "160958311837878@lid"
PHOTO = b"\xff\xd8\xff\xe0" + b"0" * 100


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = clock()

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def moved() -> Clock:
    return Clock()


@pytest.fixture
def gateway(phones: Phones, moved: Clock) -> Gateway:
    return waha(phones.url, delay_ms=500, clock=moved)


def received(gateway: Gateway) -> Incoming:
    found = news(gateway)
    assert isinstance(found, Incoming)
    return found


def look(gateway: Gateway, text: str, key: str, **more: Any) -> str | None:
    since = clock() - timedelta(seconds=30)
    return gateway.find(SITI, text, since=since, now=clock(), key=key, **more)


# --- ids that we choose


def test_a_message_carries_the_id_made_of_ours(gateway: Gateway, phones: Phones) -> None:
    assert gateway.send_text(SITI, "Nomor 1", key="a") == message_id("a")
    assert phones.arrived()[0]["idMessage"] == message_id("a")


def test_an_uncertain_message_is_found_by_its_id_whatever_it_says(
    gateway: Gateway, phones: Phones
) -> None:
    phones.fault("cut_after", SENDING, count=1)
    with pytest.raises(GatewayError):
        gateway.send_text(SITI, "Nomor 1", key="a")
    assert look(gateway, "lain", "a") == message_id("a")


def test_sent_again_it_is_one_bubble_on_the_phone(gateway: Gateway, phones: Phones) -> None:
    for _ in range(2):
        gateway.send_text(SITI, "Nomor 1", key="a")
    (bubble,) = phones.arrived()
    assert bubble["copies"] == 2


def test_a_file_that_was_given_another_id_is_found_by_its_words(
    gateway: Gateway, phones: Phones, tmp_path: Path
) -> None:
    phones.fault("own_id", "sendImage", count=1)
    path = tmp_path / "hasil.jpg"
    path.write_bytes(PHOTO)
    sent = gateway.send_file(SITI, File(path, "hasil.jpg", "image/jpeg"), caption="Foto", key="a")
    assert sent != message_id("a")
    assert look(gateway, "Foto", "a", file_name="hasil.jpg") == sent
    assert look(gateway, "Foto", "a") is None  # a text with these words never left


def test_a_gateway_that_cannot_be_asked_for_an_id_promises_nothing(
    gateway: Gateway, phones: Phones
) -> None:
    phones.fault("status", "GET .*/messages/", status=500)
    with pytest.raises(GatewayError):
        look(gateway, "Nomor 1", "a")


def test_messages_leave_with_the_pause_between_them(phones: Phones) -> None:
    gateway, began = waha(phones.url, delay_ms=700), time.monotonic()
    assert gateway.pause_s() == 0
    for text in ("satu", "dua"):
        gateway.send_text(SITI, text)
    assert time.monotonic() - began >= 0.7
    assert 0 < gateway.pause_s() <= 0.7
    assert len(phones.arrived(2)) == 2


def test_another_engine_is_told(tmp_path: Path) -> None:
    with running(app.create(tmp_path, account=Account(engine="WEBJS"))) as url:
        assert waha(url).prepare() == ("engine (GOWS)",)


def test_the_engine_that_the_desk_needs_is_no_news(gateway: Gateway) -> None:
    assert gateway.prepare() == ()


# --- lists instead of a queue


def test_a_message_that_whatsapp_delivers_late_is_still_taken(
    gateway: Gateway, phones: Phones, moved: Clock
) -> None:
    moved.now += timedelta(minutes=20)
    phones.write(text="tepat waktu", timestamp=moved.now.timestamp())
    assert received(gateway).text == "tepat waktu"
    phones.write(text="terlambat", timestamp=(moved.now - timedelta(minutes=14)).timestamp())
    moved.now += timedelta(minutes=1)
    assert received(gateway).text == "terlambat"


def test_a_look_reads_one_page_when_nothing_is_new(gateway: Gateway, phones: Phones) -> None:
    phones.write(text="satu")
    received(gateway)
    before = phones.asked("GET messages")
    assert gateway.receive(0) is None
    assert phones.asked("GET messages") == before + 1


def test_more_than_a_page_at_once_comes_in_the_order_of_writing(
    gateway: Gateway, phones: Phones
) -> None:
    assert gateway.receive(0) is None
    start = clock().timestamp()
    for number in range(120):
        phones.write(text=str(number), timestamp=start + number / 1000)
    texts = [received(gateway).text for _ in range(120)]
    assert texts == [str(number) for number in range(120)]
    assert gateway.receive(0) is None


def test_a_page_of_reactions_hides_nothing_behind_it(gateway: Gateway, phones: Phones) -> None:
    first = phones.write(text="satu")
    assert received(gateway).id == first
    for _ in range(3):
        phones.write(kind="reactionMessage", reaction="👍", stanzaId=first)
    phones.write(text="dua")
    assert received(gateway).text == "dua"


def test_what_was_written_before_the_start_is_the_sweeps(
    gateway: Gateway, phones: Phones, moved: Clock
) -> None:
    phones.write(text="lama", timestamp=(moved.now - timedelta(minutes=5)).timestamp())
    assert gateway.receive(0) is None
    found = gateway.received(since=moved.now - timedelta(hours=1), now=moved.now) or []
    assert [getattr(gateway.read(one.raw), "text", "") for one in found] == ["lama"]


def test_the_sweep_waits_while_something_is_to_be_acknowledged(
    gateway: Gateway, phones: Phones
) -> None:
    phones.write(text="satu")
    next_one(gateway)
    assert gateway.received(since=clock() - timedelta(hours=1), now=clock()) is None


def test_a_session_that_does_not_work_has_nothing_to_give(gateway: Gateway, phones: Phones) -> None:
    phones.state("notAuthorized")
    assert gateway.receive(0) is None
    assert gateway.received(since=clock() - timedelta(hours=1), now=clock()) is None


def test_how_far_a_message_is_comes_step_by_step_and_once(gateway: Gateway, phones: Phones) -> None:
    sent = gateway.send_text(SITI, "Nomor 1", key="a")
    echo, *receipts = told(gateway, 4)
    assert isinstance(echo, Echo) and echo.by_api
    assert [one.delivery for one in receipts if isinstance(one, Receipt) and one.id == sent] == [
        "sent",
        "delivered",
        "read",
    ]
    assert gateway.receive(0) is None


# --- files


def test_a_file_that_is_gone_is_shown_again_when_asked_for(
    gateway: Gateway, phones: Phones
) -> None:
    phones.photo(PHOTO)
    found = received(gateway)
    assert found.attachment is not None and found.attachment.mime == "image/jpeg"
    for _ in range(2):
        assert gateway.fetch(gateway.link(SITI, found.id), 10_000) == PHOTO


def test_the_key_goes_to_no_other_address(phones: Phones, gateway: Gateway) -> None:
    other = f"http://waha.contoh.test:3000/api/files/default/{'0' * 32}.jpg"
    with pytest.raises(GatewayError):  # asked of our own WAHA, which does not have it
        gateway.fetch(other, 10_000)
    assert phones.asked("GET files") == 1


# --- hidden numbers


def test_a_hidden_chat_whose_number_is_known_is_that_numbers(
    gateway: Gateway, phones: Phones
) -> None:
    phones.know(LID, SITI)
    phones.write(LID, text="halo")
    found = received(gateway)
    assert (found.chat_id, found.also, found.phone) == (SITI, LID, "6281234567890")
    gateway.send_text(found.chat_id, "Ya")
    assert phones.arrived(chat=LID)


def test_whose_number_it_is_is_asked_once(gateway: Gateway, phones: Phones) -> None:
    for text in ("satu", "dua"):
        phones.write(LID, text=text)
    chats = [received(gateway).chat_id for _ in range(2)]
    assert (chats, phones.asked("GET lids")) == ([LID, LID], 1)


def test_a_failing_question_for_the_number_holds_up_no_message(
    gateway: Gateway, phones: Phones
) -> None:
    phones.fault("status", "GET .*/lids/", status=500)
    phones.write(LID, text="halo")
    assert received(gateway).chat_id == LID


# --- reading what the stand-in never says


def line(**more: Any) -> dict[str, Any]:
    payload = {
        "id": f"false_{LID}_AAAA",
        "timestamp": 1_700_000_000,
        "body": "halo",
        "_data": {"Info": {}, "Message": {"conversation": "halo"}},
        **more,
    }
    return {"event": "message", "payload": payload, "number": reading.number_of(payload)}


def test_the_number_beside_a_message_needs_no_question() -> None:
    info = {"SenderAlt": "6281234567890:12@s.whatsapp.net"}
    found = reading.read(line(_data={"Info": info, "Message": {"conversation": "halo"}}))
    assert isinstance(found, Incoming)
    assert (found.chat_id, found.phone) == (SITI, "6281234567890")


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ({"ephemeralMessage": {"message": {"imageMessage": {}}}}, Kind.IMAGE),
        ({"documentWithCaptionMessage": {"message": {"documentMessage": {}}}}, Kind.DOCUMENT),
        ({"messageContextInfo": {}, "conversation": "halo"}, Kind.TEXT),
        ({"pollCreationMessageV3": {"name": "Setuju?"}}, Kind.OTHER),
        ({}, Kind.TEXT),
    ],
)
def test_what_a_message_is_is_found_inside_its_wrapping(message: Any, kind: Kind) -> None:
    found = reading.read(line(_data={"Info": {}, "Message": message}))
    assert isinstance(found, Incoming)
    assert (found.kind, found.chat) == (kind, Chat.PERSON)


def test_a_card_without_a_name_beside_it_tells_its_own() -> None:
    message = {"contactMessage": {"vcard": "x"}}
    cards = ["BEGIN:VCARD\nFN:Pak RT\nEND:VCARD"]
    found = reading.read(line(body="", vCards=cards, _data={"Message": message}))
    assert isinstance(found, Incoming)
    assert (found.kind, found.text) == (Kind.CONTACT, "Pak RT")


@pytest.mark.parametrize("broken", [{"id": None}, {"id": "AAAA"}, {"timestamp": None}])
def test_a_malformed_line_is_refused_when_it_is_read_and_not_before(broken: Any) -> None:
    raw = line(**broken)
    pairs = list(reading.notifications(raw["payload"], "", now=clock()))
    assert len(pairs) == 1
    with pytest.raises((ValueError, TypeError)):
        reading.read(raw)
