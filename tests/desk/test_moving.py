"""What another gateway left becomes this one's, on both databases; nothing of ours is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import RowMapping, insert, select

from desk import moving
from desk.context import Desk
from desk.outbox import NEEDS_PERSON, State
from desk.schema import messages
from tests.conftest import SITI


def message(desk: Desk, now: datetime, name: str, **values: Any) -> None:
    row = {"id": name, "at": now, "gateway": "green_api", "chat_id": SITI, "sheet_pending": False}
    with desk.journal.write() as connection:
        connection.execute(insert(messages).values(**{**row, **values}))


def row(desk: Desk, name: str) -> RowMapping:
    with desk.journal.read() as connection:
        query = select(messages).where(messages.c.id == name)
        return connection.execute(query).mappings().one()


@pytest.fixture
def moved(desk: Desk) -> Desk:
    return replace(desk, gateway="waha")


def test_everything_is_the_new_gateways(desk: Desk, moved: Desk, now: datetime) -> None:
    message(desk, now, "1", direction="in", gateway_id="A", state="received")
    assert moving.take_over(moved, now=now) == 0
    found = row(desk, "1")
    assert (found["gateway"], found["gateway_id"], found["state"]) == ("waha", "A", "received")
    assert not found["sheet_pending"]  # Percakapan goes on to say which one carried it


@pytest.mark.parametrize("state", [State.SENDING, State.UNKNOWN])
def test_what_may_have_left_is_a_persons(
    desk: Desk, moved: Desk, now: datetime, state: State
) -> None:
    message(desk, now, "1", direction="out", state=state)
    assert moving.take_over(moved, now=now) == 1
    found = row(desk, "1")
    assert (found["state"], found["error"]) == (State.UNKNOWN, NEEDS_PERSON)
    assert found["sheet_pending"]


def test_what_waits_goes_on_waiting(desk: Desk, moved: Desk, now: datetime) -> None:
    message(desk, now, "1", direction="out", state=State.QUEUED)
    assert moving.take_over(moved, now=now) == 0
    assert row(desk, "1")["state"] == State.QUEUED


def test_what_is_ours_or_nobodys_stays(desk: Desk, moved: Desk, now: datetime) -> None:
    message(desk, now, "1", direction="out", state=State.SENDING, gateway="waha")
    message(desk, now, "2", direction="out", state=State.UNKNOWN, gateway="")
    assert moving.take_over(moved, now=now) == 0
    assert row(desk, "1")["state"] == State.SENDING
    assert row(desk, "2")["gateway"] == ""


def test_a_second_time_there_is_nothing_to_do(desk: Desk, moved: Desk, now: datetime) -> None:
    message(desk, now, "1", direction="out", state=State.UNKNOWN)
    assert [moving.take_over(moved, now=now) for _ in range(2)] == [1, 0]
