"""What waits for a person's decision."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desk import conditions, inbox, outbox, oversight
from desk.actors import Actor
from desk.context import Desk
from desk.incoming import News
from desk.reference import accept
from tests.conftest import SITI


def test_an_uncertain_message_waits_for_the_city_desk_alone(
    desk: Desk, admin: Actor, leader: Actor, now: datetime
) -> None:
    with desk.journal.write() as connection:
        outbox.queue(
            connection, now=now, chat_id=SITI, gateway="green_api", body="Halo", purpose="answer"
        )
    (message,) = outbox.claim(desk, now=now)
    outbox.note(desk, [outbox.Outcome(message.id, error="timeout", uncertain=True)], now=now)
    (found,) = oversight.undecided(desk, admin)
    assert (found.id, found.text, found.started_at) == (message.id, "Halo", now)
    assert oversight.undecided(desk, leader) == []


def test_what_could_not_be_read_three_times_is_parked_and_counted(
    desk: Desk, now: datetime
) -> None:
    def unreadable(_raw: object) -> News:
        raise ValueError("no")

    inbox.receive(desk, gateway="green_api", key="1", raw={}, news=None, now=now)
    for hours in range(1, 4):
        inbox.retry(desk, unreadable, now=now + timedelta(hours=hours))
    assert oversight.parked(desk) == 1


def test_problems_are_listed_by_tab(desk: Desk, now: datetime) -> None:
    row = {"Chat": "x", "Alasan": "", "Sampai": "besok", "Oleh": ""}
    with desk.journal.write() as connection:
        accept(connection, desk.sop, "Blokir", [row], now=now)
    ((tab, problems),) = oversight.reference_problems(desk).items()
    assert tab == "Blokir"
    assert {problem.row for problem in problems} == {2}


@pytest.mark.parametrize("good", [True, False])
def test_each_thread_tells_its_last_pass(desk: Desk, now: datetime, good: bool) -> None:
    conditions.beat(desk.journal, "pull", now=now, good=good, error="" if good else "mati")
    (found,) = oversight.passes(desk)
    assert (found.name, found.last_at, found.good_at) == ("pull", now, now if good else None)
