"""A number that cannot send: nothing leaves, what comes in goes on, one sentence says what to do,
and when it is over the desk goes on by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from desk import conditions, outbox, refusals
from desk.context import Desk
from desk.schema import complaints
from tests.conftest import SITI
from tests.workers.conftest import Phones, clock, green_api
from workers import pull
from workers.gateways.base import Gateway, GatewayError
from workers.loop import _Pulse
from workers.number import Watch
from workers.send import Crew, send

SENDING = "POST .*/sendMessage/"
STORY = "Lampu jalan mati di Jl. Veteran sejak Senin malam"
CREW = Crew(4)
CHATS = [f"62812000000{n:02d}@c.us" for n in range(5)]


@pytest.fixture
def gateway(phones: Phones) -> Gateway:
    """The provider whose states and refusals these are; another's are in the contract."""
    return green_api(phones.url, delay_ms=500)


def queue(desk: Desk, *chats: str) -> None:
    with desk.journal.write() as connection:
        for chat in chats or (SITI,):
            outbox.queue(
                connection,
                chat_id=chat,
                gateway="green_api",
                body="No. Aduan ALADIN-2026-00001",
                purpose="receipt",
                now=clock(),
            )


def alarms(desk: Desk, at: datetime | None = None) -> list[conditions.Alarm]:
    found = conditions.standing(desk, now=at or clock())
    return [alarm for alarm in found if alarm.code != "worker_off"]


def later() -> datetime:
    return clock() + refusals.TURN_AFTER + timedelta(seconds=1)


@pytest.mark.parametrize("state", list(conditions.PAUSED))
def test_a_number_in_trouble_sends_nothing_and_goes_on_by_itself(
    small_desk: Desk, gateway: Gateway, phones: Phones, state: str
) -> None:
    watch = Watch(small_desk, gateway, clock)
    phones.state(state)
    watch.look()
    phones.write(text=STORY)
    while pull.pull(small_desk, gateway, clock):
        pass
    assert not send(small_desk, gateway, clock, CREW)
    assert phones.asked("POST sendMessage") == 0
    hour_later = clock() + timedelta(hours=1)
    assert [alarm.code for alarm in alarms(small_desk, hour_later)] == ["gateway_not_ready"]
    phones.state("authorized")
    watch.look()
    assert send(small_desk, gateway, clock, CREW)
    assert len(phones.arrived()) == 1
    assert alarms(small_desk) == []


def test_a_used_up_quota_stops_sending_with_one_alarm(
    small_desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.fault("status", SENDING, status=466)
    queue(small_desk, *CHATS)
    for _ in range(5):
        assert not send(small_desk, gateway, clock, CREW)
    assert phones.asked("POST sendMessage") == CREW.at_once
    (alarm,) = alarms(small_desk, later() + timedelta(minutes=10))
    assert alarm.code == f"gateway_refuses:{refusals.QUOTA}"
    assert "naikkan paketnya" in alarm.text


def test_one_message_asks_whether_it_is_over(
    small_desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.fault("status", SENDING, status=466)
    queue(small_desk, *CHATS)
    send(small_desk, gateway, clock, CREW)
    assert not send(small_desk, gateway, later, CREW)
    assert phones.asked("POST sendMessage") == CREW.at_once + 1
    phones.mend()
    in_time = clock() + 3 * refusals.TURN_AFTER
    while send(small_desk, gateway, lambda: in_time, CREW):
        pass
    assert alarms(small_desk) == []
    assert [len(phones.arrived(chat=chat)) for chat in CHATS] == [1] * len(CHATS)


def test_a_quota_for_new_chats_does_not_hold_the_known_ones(
    small_desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.fault("status", SENDING, status=466, count=1)
    queue(small_desk, CHATS[0])
    send(small_desk, gateway, clock, CREW)
    queue(small_desk, CHATS[1])
    at = clock() + refusals.ASK_EVERY
    assert send(small_desk, gateway, lambda: at, CREW)
    assert len(phones.arrived(chat=CHATS[1])) == 1


def fails(desk: Desk, name: str, unit: object) -> None:
    """The loop notes the failure of this step as it does in the worker."""
    assert callable(unit)
    with pytest.raises(GatewayError) as caught:
        unit()
    _Pulse(desk.journal, name, clock).failed(caught.value.sentence, caught.value.cause)


def test_an_expired_subscription_is_one_alarm_whoever_meets_it(
    small_desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.state("expired")
    queue(small_desk)
    assert not send(small_desk, gateway, clock, CREW)
    fails(small_desk, "pull", lambda: pull.pull(small_desk, gateway, clock))
    fails(small_desk, "number", Watch(small_desk, gateway, clock).look)
    (alarm,) = alarms(small_desk)
    assert alarm.code == f"gateway_refuses:{refusals.EXPIRED}"
    assert "perpanjang" in alarm.text


def test_what_came_while_the_subscription_was_over_is_taken_in_after_it(
    small_desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.state("expired")
    phones.write(text=STORY)
    with pytest.raises(GatewayError):
        pull.pull(small_desk, gateway, clock)
    phones.state("authorized")
    while pull.pull(small_desk, gateway, clock):
        pass
    with small_desk.journal.read() as connection:
        assert list(connection.execute(select(complaints.c.body)).scalars()) == [STORY]
    assert send(small_desk, gateway, clock, CREW)


def test_a_wrong_token_is_said_to_be_one(small_desk: Desk, phones: Phones) -> None:
    queue(small_desk)
    assert not send(small_desk, green_api(phones.url, token="salah"), clock, CREW)
    (alarm,) = alarms(small_desk)
    assert "GATEWAY_TOKEN" in alarm.text
