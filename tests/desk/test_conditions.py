"""How the desk itself is doing, in sentences that an operator can act on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from desk import conditions, outbox
from desk.context import Desk
from tests.conftest import SITI

KEYS = {
    "inbox_waiting",
    "outbox_waiting",
    "unknown",
    "sheet_backlog",
    "last_pass_at",
    "gateway",
    "alarms",
}


def codes(desk: Desk, now: datetime) -> list[str]:
    return [alarm["code"] for alarm in conditions.status(desk, now=now)["alarms"]]


def beat_all(desk: Desk, now: datetime, names: Iterable[str] = conditions.WORK) -> None:
    for name in names:
        conditions.beat(desk.journal, name, now=now, good=True)


def test_the_status_has_the_agreed_keys(desk: Desk, now: datetime) -> None:
    assert set(conditions.status(desk, now=now)) == KEYS


def test_a_worker_that_never_ran_is_an_alarm(desk: Desk, now: datetime) -> None:
    assert codes(desk, now) == ["worker_off"]
    assert conditions.status(desk, now=now)["last_pass_at"] is None


def test_a_healthy_desk_has_no_alarms(desk: Desk, now: datetime) -> None:
    beat_all(desk, now)
    assert codes(desk, now) == []


def test_the_slowest_thread_is_the_last_pass(desk: Desk, now: datetime) -> None:
    beat_all(desk, now)
    conditions.beat(desk.journal, "sync", now=now - timedelta(minutes=3), good=True)
    found = conditions.status(desk, now=now)
    assert datetime.fromisoformat(found["last_pass_at"]) == now - timedelta(minutes=3)
    assert [alarm["code"] for alarm in found["alarms"]] == ["worker_off"]
    assert "(sync)" in found["alarms"][0]["text"]


def test_a_thread_that_fails_for_a_while_is_an_alarm(desk: Desk, now: datetime) -> None:
    beat_all(desk, now)
    later = now + timedelta(seconds=40)
    beat_all(desk, later, ["pull", "media", "send", "settle", "number", "timers"])
    conditions.beat(desk.journal, "sync", now=later, good=False, error="Google tidak menjawab.")
    assert codes(desk, now + timedelta(seconds=20)) == []
    (alarm,) = conditions.status(desk, now=later)["alarms"]
    assert alarm["code"] == "sync_failing"
    assert alarm["text"] == (
        "Google Sheet tidak dapat dibaca atau ditulis sejak "
        "Sen, 23 Nov 2026 pukul 09.00 WIB. Google tidak menjawab."
    )


def test_a_failure_that_a_person_must_end_says_so_in_its_code(desk: Desk, now: datetime) -> None:
    beat_all(desk, now - timedelta(minutes=1))
    beat_all(desk, now, ["pull", "media", "send", "settle", "number", "timers"])
    conditions.beat(
        desk.journal, "sync", now=now, good=False, error="Bagikan lagi.", data={"cause": "izin"}
    )
    assert codes(desk, now) == ["sync_failing:izin"]


@pytest.mark.parametrize("state", list(conditions.PAUSED))
def test_a_number_that_is_not_ready_pauses_sending(desk: Desk, now: datetime, state: str) -> None:
    beat_all(desk, now)
    with desk.journal.write() as connection:
        assert conditions.may_send(connection)
        conditions.note_number_state(connection, state, now=now)
        assert not conditions.may_send(connection)
    assert codes(desk, now) == ["gateway_not_ready"]


def test_the_time_of_a_state_is_when_it_was_first_heard(desk: Desk, now: datetime) -> None:
    with desk.journal.write() as connection:
        for minutes in range(3):
            moment = now + timedelta(minutes=minutes)
            conditions.note_number_state(connection, "authorized", now=moment)
        assert conditions.number_state(connection) == ("authorized", now)


def test_messages_that_do_not_leave_are_an_alarm(desk: Desk, now: datetime) -> None:
    with desk.journal.write() as connection:
        outbox.queue(
            connection, chat_id=SITI, gateway="green_api", body="x", purpose="answer", now=now
        )
    later = now + timedelta(minutes=11)
    beat_all(desk, later)
    assert codes(desk, later) == ["outbox_stuck"]
    assert conditions.status(desk, now=later)["outbox_waiting"] == 1


def test_an_alarm_keeps_its_first_time_until_it_is_cleared(desk: Desk, now: datetime) -> None:
    beat_all(desk, now)
    with desk.journal.write() as connection:
        conditions.alarm(connection, "header", "Kolom hilang.", now=now)
        conditions.alarm(connection, "header", "Dua kolom hilang.", now=now + timedelta(hours=1))
        (found,) = conditions.all_alarms(connection, desk, now=now)
        assert found == conditions.Alarm("header", "Dua kolom hilang.", now)
        conditions.clear(connection, "header")
    assert codes(desk, now) == []
