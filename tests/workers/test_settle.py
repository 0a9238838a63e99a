"""Every kind of message whose fate is uncertain: found at the gateway, or sent once more."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import RowMapping, insert, select

from desk import conditions, outbox, settling
from desk.context import Desk
from desk.incoming import Echo, Incoming, Receipt
from desk.outbox import State
from desk.schema import media, messages
from desk.settling import AT_MOST_ONCE
from tests.conftest import SITI
from tests.workers.conftest import Phones, clock, told
from workers import pull
from workers.gateways.base import Gateway, GatewayError
from workers.send import Crew, send
from workers.settle import settle

GROUP = "120363025246125486@g.us"
NUMBER = "ALADIN-2026-00001"
PHOTO = b"\xff\xd8\xff\xe0" + b"0" * 100
SENDING = "POST .*/send"
CREW = Crew(2)

KINDS = {
    "a first reply": {"body": f"No. Aduan {NUMBER}", "purpose": "receipt"},
    "an answer with a link": {"body": f"{NUMBER}: https://contoh.test", "purpose": "answer"},
    "an answer of many lines": {"body": f"*{NUMBER}*  \r\n\nSelesai. \n", "purpose": "answer"},
    "a photo": {"body": NUMBER, "purpose": "answer", "media_id": "m1"},
    "a message to staff": {"body": f"Disposisi {NUMBER}", "purpose": "staff"},
    "a message to a group": {"body": f"Disposisi {NUMBER}", "purpose": "staff", "chat_id": GROUP},
    "a guide": {"body": "Silakan tulis aduan.", "purpose": "guide"},
    "an answer to CEK": {"body": f"{NUMBER}: Baru", "purpose": "check"},
    "a note": {"body": f"Tambahan {NUMBER} diterima.", "purpose": "note"},
}


@pytest.fixture
def desk(small_desk: Desk) -> Desk:
    """A desk whose number has been ready for an hour, with one photo."""
    small_desk.media_dir.mkdir(parents=True, exist_ok=True)
    (small_desk.media_dir / "foto").write_bytes(PHOTO)
    file = {"id": "m1", "path": "foto", "name": "hasil.jpg", "mime": "image/jpeg"}
    with small_desk.journal.write() as connection:
        connection.execute(insert(media).values(**file, at=clock(), state="stored"))
        since = clock() - timedelta(hours=1)
        conditions.note_number_state(connection, "authorized", now=since)
    return small_desk


def queue(desk: Desk, **fields: str) -> str:
    with desk.journal.write() as connection:
        message = {"chat_id": SITI, "gateway": desk.gateway, **fields}
        return outbox.queue(connection, now=clock(), **message)


def row(desk: Desk, message_id: str) -> RowMapping:
    with desk.journal.read() as connection:
        query = select(messages).where(messages.c.id == message_id)
        return connection.execute(query).mappings().one()


def lost(desk: Desk, gateway: Gateway, phones: Phones, fault: str, **fields: str) -> str:
    """A message whose request was cut, before or after the gateway took it."""
    phones.fault(fault, SENDING, count=1)
    message_id = queue(desk, **fields)
    with pytest.raises(GatewayError) as caught:
        send(desk, gateway, clock, CREW)
    assert caught.value.uncertain
    return message_id


@pytest.mark.parametrize("kind", KINDS)
def test_what_arrived_is_found_and_not_sent_again(
    desk: Desk, gateway: Gateway, phones: Phones, kind: str
) -> None:
    message_id = lost(desk, gateway, phones, "cut_after", **KINDS[kind])
    phones.arrived(chat=KINDS[kind].get("chat_id", SITI))
    settle(desk, gateway, clock, after=timedelta(0))
    assert not send(desk, gateway, clock, CREW)
    assert row(desk, message_id)["state"] == State.ACCEPTED
    assert len(phones.shown(KINDS[kind].get("chat_id", SITI))) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_never_left_is_sent_once_more_unless_nobody_would_miss_it(
    desk: Desk, gateway: Gateway, phones: Phones, kind: str
) -> None:
    message_id = lost(desk, gateway, phones, "cut_before", **KINDS[kind])
    settle(desk, gateway, clock, after=timedelta(0))
    once = KINDS[kind]["purpose"] in AT_MOST_ONCE and not gateway.same_again
    assert send(desk, gateway, clock, CREW) is not once
    assert row(desk, message_id)["state"] == (State.FAILED if once else State.ACCEPTED)
    shown = phones.shown if once else phones.arrived
    assert len(shown(chat=KINDS[kind].get("chat_id", SITI))) == (0 if once else 1)


@pytest.mark.parametrize("kind", KINDS)
def test_its_echo_settles_it_without_asking(
    desk: Desk, gateway: Gateway, phones: Phones, kind: str
) -> None:
    message_id = lost(desk, gateway, phones, "cut_after", **KINDS[kind])
    while not row(desk, message_id)["gateway_id"]:
        assert pull.pull(desk, gateway, clock)
    assert row(desk, message_id)["state"] == State.ACCEPTED
    assert phones.asked("GET lastOutgoingMessages") == 0


def test_a_second_photo_waits_until_the_first_is_settled(
    desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    """Both have the number as caption: an echo could be taken for either."""
    photo = KINDS["a photo"]
    first = lost(desk, gateway, phones, "cut_before", **photo)
    second = queue(desk, **photo)
    assert not send(desk, gateway, clock, CREW)
    settle(desk, gateway, clock, after=timedelta(0))
    assert send(desk, gateway, clock, CREW) and send(desk, gateway, clock, CREW)
    assert len(phones.arrived(2)) == 2
    assert row(desk, first)["gateway_id"] != row(desk, second)["gateway_id"]


def test_another_message_does_not_wait_for_it(desk: Desk, gateway: Gateway, phones: Phones) -> None:
    lost(desk, gateway, phones, "cut_before", **KINDS["a photo"])
    queue(desk, **KINDS["a first reply"])
    assert send(desk, gateway, clock, CREW)
    assert len(phones.arrived()) == 1


def test_a_photo_is_no_text_with_the_same_words(
    desk: Desk, gateway: Gateway, phones: Phones, tmp_path: Path
) -> None:
    message_id = lost(desk, gateway, phones, "cut_before", **KINDS["a photo"])
    gateway.send_text(SITI, NUMBER)  # from another program on the same number
    phones.arrived()
    told(gateway, 3)
    settle(desk, gateway, clock, after=timedelta(0))
    assert row(desk, message_id)["state"] == State.QUEUED


def test_an_echo_after_a_person_gave_up_settles_the_newer_one(desk: Desk, now: datetime) -> None:
    given_up, newer = queue(desk, **KINDS["a photo"]), queue(desk, **KINDS["a photo"])
    with desk.journal.write() as connection:
        for message_id, error in ((given_up, outbox.NEEDS_PERSON), (newer, "?")):
            outbox.move(connection, message_id, State.UNKNOWN, now=now, error=error, started_at=now)
        echo = Echo("green_api", "G9", now, SITI, NUMBER, by_api=True)
        assert settling.take_in_echo(connection, desk, echo, now=now)
    states = [row(desk, one)["state"] for one in (given_up, newer)]
    assert states == [State.UNKNOWN, State.ACCEPTED]


def test_news_in_any_order_end_with_the_furthest(
    desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.fault("reordered", "STATUS", count=1)
    message_id = queue(desk, **KINDS["a first reply"])
    send(desk, gateway, clock, CREW)
    for _ in range(3):  # echo, delivered, sent
        assert pull.pull(desk, gateway, clock)
    assert row(desk, message_id)["state"] == State.DELIVERED


def test_news_of_what_is_not_ours_change_nothing(
    desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    gateway.send_text(SITI, "dari program lain")
    phones.arrived()
    for _ in range(3):
        found = gateway.receive(5)
        assert found is not None
        news = gateway.read(found.raw)
        assert isinstance(news, Echo | Receipt) and not isinstance(news, Incoming)
        assert pull.pull(desk, gateway, clock)
    with desk.journal.read() as connection:
        assert connection.execute(select(messages)).first() is None
