"""A desk moves from GREEN-API to WAHA: the same number, the same phones, the same conversations."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desk import conditions, inbox, moving
from desk.context import Desk
from desk.outbox import NEEDS_PERSON, State
from desk.schema import complaints, messages
from desk.schema import inbox as kept
from tests.conftest import SITI
from tests.workers.conftest import SENDING, Phones, clock, green_api, told, waha
from workers import pull, timers
from workers.gateways.base import Gateway, GatewayError
from workers.send import Crew, send
from workers.settle import settle
from workers.sweep import Sweep

STORY = "Lampu jalan mati di Jl. Veteran sejak Senin malam"
LID = "160958311837878@lid"
CREW = Crew(2)


def column(desk: Desk, wanted: Any, *conditions_: Any) -> list[Any]:
    with desk.journal.read() as connection:
        return list(connection.execute(select(wanted).where(*conditions_)).scalars())


def ready(desk: Desk) -> Desk:
    with desk.journal.write() as connection:
        since = clock() - timedelta(hours=1)
        conditions.note_number_state(connection, "authorized", now=since)
    return desk


@pytest.fixture
def old(small_desk: Desk) -> Desk:
    return ready(small_desk)


@pytest.fixture
def new(old: Desk) -> Desk:
    """The same desk after its setting GATEWAY was changed; nobody has moved anything yet."""
    return replace(old, gateway="waha")


@pytest.fixture
def green(phones: Phones) -> Gateway:
    return green_api(phones.url, delay_ms=500)


@pytest.fixture
def other(phones: Phones) -> Gateway:
    return waha(phones.url, delay_ms=500)


def tell(desk: Desk, gateway: Gateway, phones: Phones, text: str, chat: str = SITI) -> None:
    """A citizen writes, and the desk takes it in."""
    message_id = phones.write(chat, text=text)
    while not column(desk, messages.c.id, messages.c.gateway_id == message_id):
        assert pull.pull(desk, gateway, clock)


def test_the_next_message_goes_on_with_the_complaint(
    old: Desk, new: Desk, green: Gateway, other: Gateway, phones: Phones
) -> None:
    tell(old, green, phones, STORY)
    assert send(old, green, clock, CREW)
    phones.arrived()
    moving.take_over(new, now=clock())
    tell(new, other, phones, "Di depan masjid, sudah tiga hari")
    (body,) = column(new, complaints.c.body)
    assert STORY in body and "masjid" in body
    assert column(new, complaints.c.gateway) == ["waha"]


def test_a_question_and_a_quote_are_answered_by_the_new_gateway(
    old: Desk, new: Desk, green: Gateway, other: Gateway, phones: Phones
) -> None:
    tell(old, green, phones, STORY)
    send(old, green, clock, CREW)
    (receipt,) = phones.arrived()
    moving.take_over(new, now=clock())
    tell(new, other, phones, "CEK")
    (number,) = column(new, complaints.c.number)
    assert send(new, other, clock, CREW)
    answer = phones.arrived(2)[1]
    assert number in answer["text"]
    assert phones.asked("POST sendText") == 1
    phones.write(text="kapan?", quotedMessageId=receipt["idMessage"])
    while "kapan?" not in column(new, messages.c.body):
        pull.pull(new, other, clock)
    assert column(new, messages.c.number, messages.c.body == "kapan?") == [number]


def test_what_both_gateways_tell_is_taken_in_once(
    old: Desk, new: Desk, green: Gateway, other: Gateway, phones: Phones
) -> None:
    tell(old, green, phones, STORY)
    send(old, green, clock, CREW)
    phones.arrived()
    moving.take_over(new, now=clock())
    Sweep(new, other, clock).look()
    while (notification := other.receive(1)) is not None:
        pull.take(new, other, notification, now=clock())
        other.acknowledge(notification.receipt)
    assert len(column(new, complaints.c.number)) == 1
    assert column(new, messages.c.direction) == ["in", "out"]


def test_news_of_what_the_old_gateway_sent_come_by_the_new_one(
    old: Desk, new: Desk, green: Gateway, other: Gateway, phones: Phones
) -> None:
    tell(old, green, phones, STORY)
    send(old, green, clock, CREW)
    phones.arrived()
    moving.take_over(new, now=clock())
    wanted = (messages.c.direction == "out", messages.c.state == State.READ)
    while not column(new, messages.c.id, *wanted):
        assert pull.pull(new, other, clock)


def test_what_never_left_leaves_by_the_new_one(
    old: Desk, new: Desk, green: Gateway, other: Gateway, phones: Phones
) -> None:
    tell(old, green, phones, STORY)
    assert moving.take_over(new, now=clock()) == 0
    assert send(new, other, clock, CREW)
    assert len(phones.arrived()) == phones.asked("POST sendText") == 1
    wanted = (messages.c.direction == "out", messages.c.state == State.DELIVERED)
    while not column(new, messages.c.id, *wanted):
        assert pull.pull(new, other, clock)


@pytest.mark.parametrize("fault", ["cut_before", "cut_after"])
def test_what_may_have_left_by_the_old_one_is_a_persons(
    old: Desk, new: Desk, green: Gateway, other: Gateway, phones: Phones, fault: str
) -> None:
    tell(old, green, phones, STORY)
    phones.fault(fault, SENDING, count=1)
    with pytest.raises(GatewayError):
        send(old, green, clock, CREW)
    assert moving.take_over(new, now=clock()) == 1
    settle(new, other, clock, after=timedelta(0))
    assert not send(new, other, clock, CREW)
    assert column(new, messages.c.error, messages.c.direction == "out") == [NEEDS_PERSON]
    assert phones.asked("POST sendText") == 0


def test_a_message_that_waits_to_be_understood_is_read_as_the_old_one_gave_it(
    old: Desk, new: Desk, green: Gateway, other: Gateway, phones: Phones
) -> None:
    phones.write(text=STORY)
    notification = green.receive(5)
    assert notification is not None
    inbox.receive(
        old,
        gateway=green.name,
        key=notification.key,
        raw=notification.raw,
        news=None,
        now=clock(),
    )
    moving.take_over(new, now=clock())
    while timers.run(new, other, clock):
        pass
    assert column(new, kept.c.state) == ["done"]
    assert column(new, complaints.c.gateway) == ["waha"]


def test_a_chat_known_by_its_hidden_id_stays_there_when_its_number_is_told(
    old: Desk, new: Desk, green: Gateway, other: Gateway, phones: Phones
) -> None:
    tell(old, green, phones, STORY, chat=LID)
    moving.take_over(new, now=clock())
    phones.know(LID, SITI)
    tell(new, other, phones, "Di depan masjid, sudah tiga hari", chat=LID)
    assert column(new, complaints.c.chat_id) == [LID]
    assert len(column(new, complaints.c.number)) == 1


def test_a_number_stays_itself_when_only_its_hidden_id_is_told(
    new: Desk, other: Gateway, phones: Phones
) -> None:
    phones.know(LID, SITI)
    tell(new, other, phones, STORY, chat=LID)
    phones.fault("status", "GET .*/lids/", status=500)
    restarted = waha(phones.url)
    tell(new, restarted, phones, "Di depan masjid, sudah tiga hari", chat=LID)
    assert column(new, complaints.c.chat_id) == [SITI]
    assert column(new, complaints.c.phone) == ["6281234567890"]


def test_a_desk_that_changed_nothing_moves_nothing(
    old: Desk, green: Gateway, phones: Phones, tmp_path: Path
) -> None:
    tell(old, green, phones, STORY)
    before = column(old, messages.c.sheet_pending)
    assert moving.take_over(old, now=clock()) == 0
    assert column(old, messages.c.sheet_pending) == before


def test_the_adapters_tell_the_same_of_one_message(
    green: Gateway, other: Gateway, phones: Phones
) -> None:
    phones.write(text=STORY)
    (by_green,), (by_waha,) = told(green, 1), told(other, 1)
    same = {"gateway": "", "raw": {}, "at": clock()}
    assert replace(by_green, **same) == replace(by_waha, **same)  # type: ignore[type-var]
