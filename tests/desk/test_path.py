"""Whether the path is alive: what the gateway holds, what is quiet, and the canary that returns."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from desk import conditions, failures, inbox, outbox, path
from desk.context import Desk
from desk.incoming import Delivery, Ignored, Receipt
from desk.reference import accept
from desk.schema import messages
from desk.seeds import reference_rows
from tests.conftest import MONDAY, SITI
from tests.desk.writing import GATEWAY, LAMP, Street

OWN = "6281111111111@c.us"


@pytest.fixture
def ready(street: Street) -> Street:
    """A desk on a Monday at nine whose number has just become ready."""
    with street.desk.journal.write() as connection:
        conditions.note_number_state(connection, conditions.AUTHORIZED, now=street.now)
        path.note_own_chat(connection, OWN, now=street.now)
    return street


def signs(street: Street) -> set[str]:
    found = conditions.standing(street.desk, now=street.now)
    return {alarm.code for alarm in found} & {"gateway_holds", "path_dead", "path_quiet"}


def hand_over(desk: Desk, now: datetime, count: int = 1) -> list[str]:
    """So many messages that the gateway has accepted."""
    ids = []
    with desk.journal.write() as connection:
        for n in range(count):
            to = f"62812{n:08d}@c.us"
            ids.append(
                outbox.queue(
                    connection, chat_id=to, gateway=GATEWAY, body="x", purpose="answer", now=now
                )
            )
    outbox.claim(desk, now=now, most=count)
    outbox.note(desk, [outbox.Outcome(one, gateway_id=f"G{one}") for one in ids], now=now)
    return ids


def test_what_the_gateway_does_not_send_is_told(ready: Street) -> None:
    (held,) = hand_over(ready.desk, ready.now)
    ready.wait(minutes=10)
    assert signs(ready) == set()
    ready.wait(minutes=1)
    assert signs(ready) == {"gateway_holds"}
    sent = Receipt(GATEWAY, f"G{held}", "62812000000@c.us", ready.now, Delivery.SENT)
    ready.receives(sent, key="s")
    assert signs(ready) == set()


def test_a_flood_is_given_the_time_that_it_needs(ready: Street) -> None:
    hand_over(ready.desk, ready.now, 200)
    assert path.leaves_in(ready.desk, now=ready.now) == timedelta(minutes=10)
    ready.wait(minutes=19)
    assert signs(ready) == set()
    ready.wait(minutes=2)
    assert signs(ready) == {"gateway_holds"}


def test_the_wait_follows_the_gateways_pause(ready: Street) -> None:
    hand_over(ready.desk, ready.now, 10)
    slow = replace(ready.desk, gateway_delay_ms=60_000)
    assert path.leaves_in(slow, now=ready.now) == timedelta(minutes=10)


def test_what_a_person_said_was_sent_is_not_waited_for(ready: Street) -> None:
    hand_over(ready.desk, ready.now)
    with ready.desk.journal.write() as connection:
        connection.execute(update(messages).values(gateway_id=""))
    ready.wait(hours=1)
    assert signs(ready) == set()


def test_a_day_of_service_without_a_message_is_told(ready: Street) -> None:
    ready.writes(LAMP)
    ready.wait(hours=6)
    assert signs(ready) == set()
    ready.wait(days=1)  # Tuesday at three: more than eight hours of service
    assert "path_quiet" in signs(ready)
    ready.writes("Terima kasih")
    assert signs(ready) == set()


def test_outside_service_hours_nothing_is_told(ready: Street) -> None:
    ready.wait(days=1, hours=6)
    assert signs(ready) == {"path_quiet"}
    ready.wait(hours=7)
    assert signs(ready) == set()


def test_a_city_that_hears_little_may_say_so(ready: Street) -> None:
    rows = reference_rows(ready.desk.sop, staff=True)["Pengaturan"]
    chosen = [{**row, "Nilai": "0"} if row["Kunci"] == "Jam Sepi" else row for row in rows]
    with ready.desk.journal.write() as connection:
        accept(connection, ready.desk.sop, "Pengaturan", chosen, now=ready.now)
    ready.wait(days=3)
    assert signs(ready) == set()


def canary(street: Street) -> bool:
    return path.send_canary(street.desk, every_h=4, ready_since=MONDAY, now=street.now)


def test_the_canary_is_sent_when_the_gateway_has_long_said_nothing(ready: Street) -> None:
    ready.receives(Ignored("x"), key="1")
    ready.wait(hours=3)
    assert not canary(ready)
    ready.wait(hours=1, minutes=1)
    assert canary(ready)
    assert not canary(ready)
    (leaving,) = outbox.claim(ready.desk, now=ready.now)
    assert (leaving.chat_id, leaving.purpose) == (OWN, path.PURPOSE)


def test_nothing_is_sent_at_night_nor_when_switched_off(ready: Street) -> None:
    ready.receives(Ignored("x"), key="1")
    ready.wait(hours=5)
    assert not path.send_canary(ready.desk, every_h=0, ready_since=ready.now, now=ready.now)
    ready.wait(hours=7)
    assert not canary(ready)


@pytest.fixture
def flown(ready: Street) -> Street:
    """A canary that the gateway took."""
    ready.receives(Ignored("x"), key="1")
    ready.wait(hours=5)
    assert canary(ready)
    (leaving,) = outbox.claim(ready.desk, now=ready.now)
    outbox.note(ready.desk, [outbox.Outcome(leaving.id, gateway_id="C1")], now=ready.now)
    return ready


def test_a_canary_that_does_not_return_is_an_alarm(flown: Street) -> None:
    flown.wait(minutes=9)
    assert signs(flown) == set()
    flown.wait(minutes=2)
    assert "path_dead" in signs(flown)


def test_a_canary_that_returns_is_none(flown: Street) -> None:
    flown.receives(Receipt(GATEWAY, "C1", OWN, flown.now, Delivery.SENT), key="s")
    flown.wait(minutes=30)
    assert signs(flown) == set()


def test_one_that_returns_after_another_that_did_not_ends_the_alarm(flown: Street) -> None:
    flown.wait(days=1, hours=-1)
    assert canary(flown)
    (leaving,) = outbox.claim(flown.desk, now=flown.now)
    outbox.note(flown.desk, [outbox.Outcome(leaving.id, gateway_id="C2")], now=flown.now)
    flown.receives(Receipt(GATEWAY, "C2", OWN, flown.now, Delivery.SENT), key="s")
    assert "path_dead" not in signs(flown)


def test_a_canary_that_could_not_leave_is_nobodys_worry(flown: Street) -> None:
    flown.receives(Receipt(GATEWAY, "C1", OWN, flown.now, Delivery.FAILED), key="s")
    with flown.desk.journal.read() as connection:
        assert failures.open_ones(connection, now=flown.now) == []
    assert signs(flown) == set()


def test_the_own_number_never_opens_a_complaint(ready: Street) -> None:
    ready.writes(LAMP, chat_id=OWN)
    assert ready.complaints() == []
    assert inbox.unknown(ready.desk, GATEWAY, ["nie"]) == {"nie"}
    ready.writes(LAMP, chat_id=SITI)
    with ready.desk.journal.read() as connection:
        found = connection.execute(select(messages.c.chat_id).distinct()).scalars().all()
    assert found == [SITI]
