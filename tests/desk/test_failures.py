"""A message that did not arrive is told, sent again by one click, or said to be dealt with."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desk import conditions, decisions, failures, outbox, oversight, reading
from desk.actors import Actor
from desk.context import Desk
from desk.incoming import Delivery, Receipt
from desk.problems import NotFound, Refused
from desk.recording import open_complaint
from desk.settling import AT_MOST_ONCE, take_in_receipt
from tests.conftest import SITI


@pytest.fixture
def number(desk: Desk, now: datetime) -> str:
    fields = {"gateway": "green_api", "chat_id": SITI, "body": "Lampu mati"}
    with desk.journal.write() as connection:
        return str(open_complaint(connection, desk, fields, now=now)["number"])


def fail(desk: Desk, number: str, now: datetime, *, purpose: str = "answer") -> str:
    """An answer that the gateway took and could not bring to its citizen."""
    with desk.journal.write() as connection:
        message_id = outbox.queue(
            connection,
            chat_id=SITI,
            gateway="green_api",
            body="Lampu sudah diganti.",
            purpose=purpose,
            number=number,
            now=now,
        )
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message_id, gateway_id="G1")], now=now)
    receipt = Receipt("green_api", "G1", SITI, now, Delivery.FAILED, "nomor tidak terdaftar")
    with desk.journal.write() as connection:
        take_in_receipt(connection, desk, receipt, now=now)
    return message_id


@pytest.fixture
def failed(desk: Desk, number: str, now: datetime) -> str:
    return fail(desk, number, now)


def codes(desk: Desk, now: datetime) -> set[str]:
    return {alarm.code for alarm in conditions.standing(desk, now=now)} - {"worker_off"}


def test_a_message_that_failed_is_an_alarm_for_a_week(
    desk: Desk, failed: str, now: datetime
) -> None:
    assert codes(desk, now) == {"messages_failed"}
    assert codes(desk, now + failures.SHOWN_FOR + timedelta(minutes=1)) == set()


@pytest.mark.parametrize("purpose", sorted(AT_MOST_ONCE))
def test_a_guide_that_failed_is_nobodys_worry(
    desk: Desk, number: str, now: datetime, purpose: str
) -> None:
    fail(desk, number, now, purpose=purpose)
    assert codes(desk, now) == set()


def test_sent_again_it_leaves_with_the_same_words(
    desk: Desk, admin: Actor, number: str, failed: str, now: datetime
) -> None:
    decisions.send_again(desk, admin, failed, now=now)
    assert codes(desk, now) == set()
    (leaving,) = outbox.claim(desk, now=now)
    assert (leaving.id, leaving.body) == (failed, "Lampu sudah diganti.")
    assert reading.history(desk, admin, number)[-1].note == failures.AGAIN
    with pytest.raises(NotFound):
        decisions.send_again(desk, admin, failed, now=now)


def test_late_news_of_the_failed_one_does_not_touch_the_new_try(
    desk: Desk, admin: Actor, failed: str, now: datetime
) -> None:
    decisions.send_again(desk, admin, failed, now=now)
    receipt = Receipt("green_api", "G1", SITI, now, Delivery.FAILED, "lagi")
    with desk.journal.write() as connection:
        assert not take_in_receipt(connection, desk, receipt, now=now)
    assert len(outbox.claim(desk, now=now)) == 1


def test_said_to_be_dealt_with_it_is_told_no_more(
    desk: Desk, admin: Actor, number: str, failed: str, now: datetime
) -> None:
    decisions.let_be(desk, admin, failed, now=now)
    assert (codes(desk, now), oversight.failed(desk, admin, now=now)) == (set(), [])
    assert reading.history(desk, admin, number)[-1].note == failures.LET_BE


def test_another_message_to_the_same_chat_does_not_hide_it(
    desk: Desk, number: str, failed: str, now: datetime
) -> None:
    with desk.journal.write() as connection:
        note = outbox.queue(
            connection, chat_id=SITI, gateway="green_api", body="x", purpose="note", now=now
        )
    outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(note, gateway_id="G2")], now=now)
    assert codes(desk, now) == {"messages_failed"}


def test_an_agency_decides_nothing_about_it(
    desk: Desk, agency_admin: Actor, failed: str, now: datetime
) -> None:
    for decision in (decisions.send_again, decisions.let_be):
        with pytest.raises(Refused, match="petugas kota"):
            decision(desk, agency_admin, failed, now=now)
