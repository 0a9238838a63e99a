"""Messages out: each once on the phone, whatever happens to the connection."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import RowMapping, select

from desk import conditions, outbox, settling
from desk.context import Desk
from desk.outbox import State
from desk.schema import messages
from tests.conftest import SITI
from tests.workers.conftest import SENDING, Phones, clock
from workers import pull
from workers.gateways.base import Gateway, GatewayError
from workers.send import Crew, send
from workers.settle import settle

NUMBER = "No. Aduan ALADIN-2026-00001"
AT_ONCE = timedelta(0)
CREW = Crew(2)


def queue(desk: Desk, body: str = NUMBER, *, chat: str = SITI, purpose: str = "receipt") -> str:
    with desk.journal.write() as connection:
        return outbox.queue(
            connection, chat_id=chat, gateway=desk.gateway, body=body, purpose=purpose, now=clock()
        )


def row(desk: Desk, message_id: str) -> RowMapping:
    with desk.journal.read() as connection:
        query = select(messages).where(messages.c.id == message_id)
        return connection.execute(query).mappings().one()


def number_is(desk: Desk, state: str, since: datetime) -> None:
    with desk.journal.write() as connection:
        conditions.note_number_state(connection, state, now=since)


@pytest.fixture
def desk(small_desk: Desk) -> Desk:
    """A desk whose number has been ready for an hour."""
    number_is(small_desk, "authorized", clock() - timedelta(hours=1))
    return small_desk


def send_badly(desk: Desk, gateway: Gateway) -> GatewayError:
    with pytest.raises(GatewayError) as caught:
        send(desk, gateway, clock, CREW)
    return caught.value


def test_a_queued_message_reaches_the_phone(desk: Desk, gateway: Gateway, phones: Phones) -> None:
    message_id = queue(desk)
    assert send(desk, gateway, clock, CREW)
    assert not send(desk, gateway, clock, CREW)
    assert phones.arrived()[0]["text"] == NUMBER
    found = row(desk, message_id)
    assert (found["state"], bool(found["gateway_id"])) == (State.ACCEPTED, True)


def test_its_news_move_it_on(desk: Desk, gateway: Gateway, phones: Phones) -> None:
    message_id = queue(desk)
    send(desk, gateway, clock, CREW)
    for _ in range(3):  # echo, sent, delivered
        pull.pull(desk, gateway, clock)
    assert row(desk, message_id)["state"] == State.DELIVERED


def test_a_refusal_is_tried_again_later(desk: Desk, gateway: Gateway, phones: Phones) -> None:
    phones.fault("status", SENDING, status=429)
    message_id = queue(desk)
    assert not send_badly(desk, gateway).uncertain
    found = row(desk, message_id)
    assert found["state"] == State.QUEUED
    assert found["not_before"] > clock()


def test_what_can_never_be_sent_fails_and_blocks_nobody(
    desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    bad, good = queue(desk, chat="bukan nomor"), queue(desk)
    while send(desk, gateway, clock, CREW):
        pass
    assert (row(desk, bad)["state"], row(desk, good)["state"]) == (State.FAILED, State.ACCEPTED)


@pytest.mark.parametrize("state", ["notAuthorized", "blocked", "yellowCard"])
def test_sending_pauses_while_the_number_is_not_ready(
    desk: Desk, gateway: Gateway, phones: Phones, state: str
) -> None:
    message_id = queue(desk)
    number_is(desk, state, clock())
    assert not send(desk, gateway, clock, CREW)
    assert row(desk, message_id)["state"] == State.QUEUED
    codes = [alarm["code"] for alarm in conditions.status(desk, now=clock())["alarms"]]
    assert "gateway_not_ready" in codes


def test_a_cut_answer_is_settled_by_asking_and_sent_once(
    desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.fault("cut_after", SENDING, count=1)
    message_id = queue(desk)
    assert send_badly(desk, gateway).uncertain
    assert row(desk, message_id)["state"] == State.UNKNOWN
    phones.arrived()
    settle(desk, gateway, clock, after=AT_ONCE)
    assert row(desk, message_id)["state"] == State.ACCEPTED
    assert not send(desk, gateway, clock, CREW)
    assert len(phones.shown()) == 1


def test_the_echo_settles_it_without_asking(desk: Desk, gateway: Gateway, phones: Phones) -> None:
    phones.fault("cut_after", SENDING, count=1)
    message_id = queue(desk)
    send_badly(desk, gateway)
    pull.pull(desk, gateway, clock)
    assert row(desk, message_id)["state"] in (State.ACCEPTED, State.SENT)


def test_what_never_left_is_sent_once_more_and_arrives_once(
    desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.fault("cut_before", SENDING, count=1)
    queue(desk)
    send_badly(desk, gateway)
    settle(desk, gateway, clock, after=AT_ONCE)
    assert send(desk, gateway, clock, CREW)
    assert len(phones.arrived()) == 1


def test_lost_too_often_it_waits_for_a_person(desk: Desk, gateway: Gateway, phones: Phones) -> None:
    times = settling.MOST_ATTEMPTS if gateway.same_again else 2
    phones.fault("cut_before", SENDING, count=times)
    message_id = queue(desk)
    for _ in range(times):
        send_badly(desk, gateway)
        settle(desk, gateway, clock, after=AT_ONCE)
    assert row(desk, message_id)["state"] == State.UNKNOWN
    assert settling.uncertain_ones(desk, older_than=clock()) == []
    codes = [alarm["code"] for alarm in conditions.status(desk, now=clock())["alarms"]]
    assert "messages_undecided" in codes


def test_it_is_not_asked_about_too_early(desk: Desk, gateway: Gateway, phones: Phones) -> None:
    phones.fault("cut_before", SENDING, count=1)
    message_id = queue(desk)
    send_badly(desk, gateway)
    settle(desk, gateway, clock, after=timedelta(seconds=150))
    assert phones.asked("GET showMessagesQueue", "GET message") == 0
    assert row(desk, message_id)["state"] == State.UNKNOWN


def test_a_number_that_was_away_is_given_time_to_send_what_it_held(
    desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    phones.fault("cut_before", SENDING, count=1)
    message_id = queue(desk)
    send_badly(desk, gateway)
    sent, after = clock(), timedelta(seconds=150)
    number_is(desk, "notAuthorized", sent)
    number_is(desk, "authorized", sent + timedelta(seconds=100))
    settle(desk, gateway, lambda: sent + timedelta(seconds=151), after=after)
    assert row(desk, message_id)["state"] == State.UNKNOWN
    settle(desk, gateway, lambda: sent + timedelta(seconds=251), after=after)
    assert row(desk, message_id)["state"] == State.QUEUED


def test_what_a_dead_worker_left_is_uncertain_not_resent(
    desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    message_id = queue(desk)
    (claimed,) = outbox.claim(desk, now=clock())
    gateway.send_text(claimed.chat_id, claimed.body)  # and died before noting the answer
    assert outbox.crashed(desk, now=clock()) == 1
    phones.arrived()
    assert not send(desk, gateway, clock, CREW)
    settle(desk, gateway, clock, after=AT_ONCE)
    assert (row(desk, message_id)["state"], len(phones.shown())) == (State.ACCEPTED, 1)


def test_a_message_whose_sender_was_lost_becomes_uncertain(
    desk: Desk, gateway: Gateway, phones: Phones
) -> None:
    message_id = queue(desk)
    outbox.claim(desk, now=clock() - timedelta(minutes=6))
    settle(desk, gateway, clock, after=timedelta(hours=1))
    assert row(desk, message_id)["state"] == State.UNKNOWN
