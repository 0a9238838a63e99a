"""Messages out: nothing is sent twice, and what is uncertain is settled by asking."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from desk import decisions, events, outbox, reading, schema, settling
from desk.actors import Actor
from desk.context import Desk
from desk.incoming import Delivery, Echo, Receipt
from desk.problems import Refused
from desk.recording import open_complaint
from tests.conftest import SITI


def queue(desk: Desk, now: datetime, body: str = "No. Aduan 1", purpose: str = "answer") -> str:
    with desk.journal.write() as connection:
        return outbox.queue(
            connection,
            chat_id=SITI,
            gateway="green_api",
            body=body,
            purpose=purpose,
            now=now,
        )


def state_of(desk: Desk, message_id: str) -> str:
    with desk.journal.read() as connection:
        query = select(schema.messages.c.state).where(schema.messages.c.id == message_id)
        return str(connection.execute(query).scalar_one())


def test_a_message_is_sending_on_disk_before_it_leaves(desk: Desk, now: datetime) -> None:
    message_id = queue(desk, now)
    assert [one.id for one in outbox.claim(desk, now=now)] == [message_id]
    assert state_of(desk, message_id) == "sending"


def test_two_messages_to_one_chat_leave_one_after_the_other(desk: Desk, now: datetime) -> None:
    first, second = queue(desk, now), queue(desk, now + timedelta(seconds=1), "foto")
    assert [one.id for one in outbox.claim(desk, now=now, most=5)] == [first]
    assert outbox.claim(desk, now=now) == []
    outbox.note(desk, [outbox.Outcome(first, gateway_id="G1")], now=now)
    assert [one.id for one in outbox.claim(desk, now=now)] == [second]


def test_a_message_with_a_date_waits_for_it(desk: Desk, now: datetime) -> None:
    with desk.journal.write() as connection:
        outbox.queue(
            connection,
            chat_id=SITI,
            gateway="green_api",
            body="x",
            purpose="survey",
            not_before=now + timedelta(seconds=60),
            now=now,
        )
    assert outbox.claim(desk, now=now) == []
    assert len(outbox.claim(desk, now=now + timedelta(seconds=60))) == 1


def test_what_was_under_way_at_a_crash_is_uncertain(desk: Desk, now: datetime) -> None:
    message_id = queue(desk, now)
    outbox.claim(desk, now=now)
    assert outbox.crashed(desk, now=now) == 1
    assert state_of(desk, message_id) == "unknown"
    assert outbox.claim(desk, now=now) == []


def test_an_echo_settles_an_uncertain_message(desk: Desk, now: datetime) -> None:
    message_id = queue(desk, now)
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message_id, error="waktu habis", uncertain=True)], now=now)
    echo = Echo("green_api", "G1", now, SITI, "No. Aduan 1\r\n", by_api=True)
    with desk.journal.write() as connection:
        assert settling.take_in_echo(connection, desk, echo, now=now)
    assert state_of(desk, message_id) == "accepted"


def test_found_nowhere_it_is_sent_once_more_and_then_a_person_decides(
    desk: Desk, now: datetime
) -> None:
    message_id = queue(desk, now)
    for expected in ("queued", "unknown"):
        outbox.claim(desk, now=now)
        outbox.note(
            desk, [outbox.Outcome(message_id, error="waktu habis", uncertain=True)], now=now
        )
        settling.settle(desk, message_id, gateway_id=None, now=now)
        assert state_of(desk, message_id) == expected
    assert settling.uncertain_ones(desk, older_than=now) == []


def test_a_guide_is_never_sent_twice(desk: Desk, now: datetime) -> None:
    message_id = queue(desk, now, purpose="guide")
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message_id, error="waktu habis", uncertain=True)], now=now)
    settling.settle(desk, message_id, gateway_id=None, now=now)
    assert state_of(desk, message_id) == "failed"


def test_news_in_the_wrong_order_never_moves_a_message_back(desk: Desk, now: datetime) -> None:
    message_id = queue(desk, now)
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message_id, gateway_id="G1")], now=now)
    for delivery in (Delivery.READ, Delivery.DELIVERED, Delivery.SENT):
        receipt = Receipt("green_api", "G1", SITI, now, delivery)
        with desk.journal.write() as connection:
            settling.take_in_receipt(connection, desk, receipt, now=now)
    assert state_of(desk, message_id) == "read"


def test_a_photo_that_is_gone_fails_alone(desk: Desk, now: datetime) -> None:
    with desk.journal.write() as connection:
        photo = outbox.queue(
            connection,
            chat_id="62811@c.us",
            gateway="green_api",
            body="ALADIN-2026-00001",
            purpose="answer",
            media_id="gone",
            now=now,
        )
    other = queue(desk, now + timedelta(seconds=1))
    assert [one.id for one in outbox.claim(desk, now=now, most=2)] == [other]
    assert state_of(desk, photo) == "failed"


def test_refusals_do_not_use_up_the_one_resend(desk: Desk, now: datetime) -> None:
    message_id = queue(desk, now)
    for _ in range(3):
        outbox.claim(desk, now=now)
        refusal = outbox.Outcome(message_id, error="429", retry_at=now)
        outbox.note(desk, [refusal], now=now)
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message_id, error="?", uncertain=True)], now=now)
    settling.settle(desk, message_id, gateway_id=None, now=now)
    assert state_of(desk, message_id) == "queued"


def told(desk: Desk, now: datetime, delivery: Delivery) -> bool:
    receipt = Receipt("green_api", "G1", SITI, now, delivery, "tidak terdaftar")
    with desk.journal.write() as connection:
        return settling.take_in_receipt(connection, desk, receipt, now=now)


@pytest.mark.parametrize(
    ("news", "state"),
    [
        ([Delivery.FAILED], "failed"),
        ([Delivery.SENT, Delivery.DELIVERED], "delivered"),
        ([Delivery.READ, Delivery.SENT], "read"),
    ],
)
def test_news_that_outran_the_answer_is_not_lost(
    desk: Desk, now: datetime, news: list[Delivery], state: str
) -> None:
    message_id = queue(desk, now)
    outbox.claim(desk, now=now)
    for delivery in news:
        assert not told(desk, now, delivery)
    outbox.note(desk, [outbox.Outcome(message_id, gateway_id="G1")], now=now)
    assert state_of(desk, message_id) == state


def test_news_of_a_stranger_is_not_kept(desk: Desk, now: datetime) -> None:
    assert not told(desk, now, Delivery.FAILED)
    message_id = queue(desk, now)
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message_id, gateway_id="G1")], now=now)
    assert state_of(desk, message_id) == "accepted"


@pytest.mark.parametrize(("purpose", "state"), [("answer", "unknown"), ("guide", "failed")])
def test_what_the_gateway_never_told_of_is_a_persons_to_decide(
    desk: Desk, now: datetime, purpose: str, state: str
) -> None:
    message_id = queue(desk, now, purpose=purpose)
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message_id, gateway_id="G1")], now=now)
    assert settling.ask_about_silent_ones(desk, now=now + timedelta(hours=24)) == 0
    later = now + timedelta(hours=26)
    assert settling.ask_about_silent_ones(desk, now=later) == 1
    assert state_of(desk, message_id) == state
    assert told(desk, later, Delivery.DELIVERED)
    assert state_of(desk, message_id) == "delivered"


def test_nobody_sends_again_what_the_gateway_may_still_let_go(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    message_id = queue(desk, now)
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message_id, error="?", uncertain=True)], now=now)
    with pytest.raises(Refused, match="masih ditanya"):
        decisions.was_sent(desk, admin, message_id, sent=False, now=now)
    later = now + settling.STILL_ASKING
    decisions.was_sent(desk, admin, message_id, sent=False, now=later)
    assert state_of(desk, message_id) == "queued"


def test_a_first_reply_that_is_sent_again_ends_its_step_once(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    with desk.journal.write() as connection:
        fields = {"gateway": "green_api", "chat_id": SITI, "body": "Lampu mati"}
        number = open_complaint(connection, desk, fields, now=now)["number"]
        message_id = outbox.queue(
            connection,
            chat_id=SITI,
            gateway="green_api",
            body=f"No. Aduan {number}",
            purpose="receipt",
            number=number,
            now=now,
        )
    for gateway_id in ("G1", "G2"):
        outbox.claim(desk, now=now)
        outbox.note(desk, [outbox.Outcome(message_id, gateway_id=gateway_id)], now=now)
        if gateway_id == "G1":
            assert told(desk, now, Delivery.FAILED)
            decisions.send_again(desk, admin, message_id, now=now)
    did = [event.action for event in reading.history(desk, admin, number)]
    assert did.count(events.REPLIED) == 1
