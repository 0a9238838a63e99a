"""A wrong or jumping clock: noticed, told, and no uncertain message is sent again because of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from desk import conditions, outbox
from desk.context import Desk
from desk.outbox import NEEDS_PERSON
from desk.schema import messages
from tests.conftest import SITI
from tests.workers.conftest import Phones
from workers.sundial import ALARM, CALM_S, EVERY_S, Sundial, time_of

HOUR = timedelta(hours=1)


@dataclass
class Clocks:
    """Ours, the gateway's, and the time that really passes."""

    true: datetime
    off: timedelta = timedelta()
    answers: bool = True
    begun: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.begun = self.true

    def ours(self) -> datetime:
        return self.true + self.off

    def theirs(self) -> datetime | None:
        return self.true if self.answers else None

    def passed_s(self) -> float:
        return (self.true - self.begun).total_seconds()

    def pass_by(self, seconds: float) -> None:
        self.true += timedelta(seconds=seconds)


@pytest.fixture
def clocks(now: datetime) -> Clocks:
    return Clocks(now)


@pytest.fixture
def sundial(small_desk: Desk, clocks: Clocks) -> Sundial:
    return Sundial(small_desk, clocks.ours, clocks.theirs, clocks.passed_s)


def alarms(sundial: Sundial, clocks: Clocks) -> list[str]:
    found = conditions.standing(sundial.desk, now=clocks.ours())
    return [one.text for one in found if one.code == ALARM]


def uncertain(desk: Desk, now: datetime) -> str:
    """A message whose answer was lost."""
    with desk.journal.write() as connection:
        queued = {"chat_id": SITI, "gateway": "green_api", "body": "x", "purpose": "answer"}
        outbox.queue(connection, now=now, **queued)
    (leaving,) = outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(leaving.id, error="terputus", uncertain=True)], now=now)
    return leaving.id


def why(desk: Desk, message_id: str) -> str:
    with desk.journal.read() as connection:
        query = select(messages.c.error).where(messages.c.id == message_id)
        return str(connection.execute(query).scalar_one())


def test_a_right_clock_lets_the_work_go_on(sundial: Sundial, clocks: Clocks) -> None:
    done = sundial.guarding(lambda: True)
    assert done()
    clocks.pass_by(EVERY_S)
    assert done() and alarms(sundial, clocks) == []


@pytest.mark.parametrize(("off", "how"), [(HOUR, "maju 60 menit"), (-HOUR, "mundur 60 menit")])
def test_a_clock_that_jumps_is_told_and_uncertain_messages_become_a_persons(
    sundial: Sundial, clocks: Clocks, off: timedelta, how: str
) -> None:
    message_id = uncertain(sundial.desk, clocks.ours())
    assert sundial.right()
    clocks.pass_by(5)
    clocks.off = off
    assert not sundial.guarding(lambda: True)()
    sundial.look()
    assert why(sundial.desk, message_id) == NEEDS_PERSON
    (text,) = alarms(sundial, clocks)
    assert how in text


def test_when_it_is_right_again_the_alarm_ends_and_a_while_later_all_goes_on(
    sundial: Sundial, clocks: Clocks
) -> None:
    assert sundial.right()
    clocks.off = HOUR
    assert not sundial.right()
    clocks.pass_by(EVERY_S)
    clocks.off = timedelta()
    assert not sundial.right()
    assert alarms(sundial, clocks) == []
    clocks.pass_by(CALM_S)
    assert sundial.right()


def test_a_clock_that_was_wrong_from_the_start_is_told(sundial: Sundial, clocks: Clocks) -> None:
    clocks.off = -HOUR
    assert not sundial.right()
    assert "mundur 60 menit" in alarms(sundial, clocks)[0]


def test_a_machine_that_slept_has_not_jumped(sundial: Sundial, clocks: Clocks) -> None:
    assert sundial.right()
    clocks.pass_by(8 * 3600)
    assert sundial.right()


def test_without_an_answer_all_stays_as_it_was(sundial: Sundial, clocks: Clocks) -> None:
    clocks.answers, clocks.off = False, HOUR
    assert sundial.right()
    clocks.off = timedelta()
    assert not sundial.right()  # that was a jump: seen without anybody's help


def test_a_web_server_tells_its_time(phones: Phones) -> None:
    found = time_of(phones.url)
    assert found is not None and abs(datetime.now(UTC) - found) < timedelta(seconds=5)
    assert time_of("http://127.0.0.1:1") is None
