"""What waits for a person's decision."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from desk import conditions, inbox, outbox, oversight
from desk.actors import Actor
from desk.context import Desk
from desk.ids import new_id
from desk.incoming import News
from desk.reference import accept
from desk.schema import messages
from sheets_schema.tables import ADUAN, PERCAKAPAN, RIWAYAT
from tests.conftest import SITI


def park(desk: Desk, now: datetime, raw: dict[str, Any]) -> None:
    def unreadable(_raw: object) -> News:
        raise ValueError("no")

    inbox.receive(desk, gateway="green_api", key="1", raw=raw, news=None, now=now)
    for hours in range(1, 4):
        inbox.retry(desk, unreadable, now=now + timedelta(hours=hours))


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
    park(desk, now, {})
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


def message(desk: Desk, at: datetime, state: str, **columns: object) -> None:
    """A message that went out, or not."""
    known = {"id": new_id(at), "at": at, "chat_id": SITI, "direction": "out", "body": "Halo"}
    with desk.journal.write() as connection:
        connection.execute(insert(messages).values(**known, state=state, **columns))


def test_a_failed_message_is_told_until_the_same_words_arrived(
    desk: Desk, admin: Actor, leader: Actor, now: datetime
) -> None:
    message(desk, now, "failed", error="Nomor tidak terdaftar", number="ALADIN-2026-00001")
    (found,) = oversight.failed(desk, admin, now=now)
    assert (found.number, found.text, found.at) == ("ALADIN-2026-00001", "Halo", now)
    assert found.error == "Nomor tidak terdaftar"
    assert oversight.failed(desk, leader, now=now) == []
    assert oversight.failed(desk, admin, now=now + timedelta(days=8)) == []
    message(desk, now + timedelta(minutes=1), "delivered")
    assert oversight.failed(desk, admin, now=now) == []


def test_a_parked_message_is_shown_with_what_was_written(
    desk: Desk, admin: Actor, leader: Actor, now: datetime
) -> None:
    raw = {"chatId": "6281234567890@c.us", "data": [{"text": "Pohon tumbang"}, {"caption": "ya"}]}
    park(desk, now, raw)
    (found,) = oversight.set_aside(desk, admin)
    assert (found.told, found.raw, found.received_at) == ("Pohon tumbang", raw, now)
    assert oversight.set_aside(desk, leader) == []


def test_the_sheet_is_as_large_as_what_is_recorded(desk: Desk, now: datetime) -> None:
    assert oversight.sheet_size(desk) == 0
    message(desk, now, "delivered")
    assert oversight.sheet_size(desk) == len(PERCAKAPAN.columns)


def test_the_columns_that_are_counted_are_those_of_the_tabs() -> None:
    tabs = {"complaints": ADUAN, "messages": PERCAKAPAN, "events": RIWAYAT}
    assert {name: len(tab.columns) for name, tab in tabs.items()} == oversight.COLUMNS
