"""Raw notifications are kept for a while and then forgotten, a few at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from desk import retention
from desk.context import Desk
from desk.schema import inbox

MONTH = timedelta(days=30)


def keep(desk: Desk, at: datetime, state: str, count: int = 1) -> None:
    with desk.journal.write() as connection:
        rows = [
            {"gateway": "green_api", "key": f"{state}{at}{n}", "received_at": at, "raw": {}}
            for n in range(count)
        ]
        connection.execute(insert(inbox).values(state=state), rows)


def states(desk: Desk) -> list[str]:
    with desk.journal.read() as connection:
        return sorted(connection.execute(select(inbox.c.state)).scalars())


@pytest.mark.parametrize(
    ("state", "left"), [("done", []), ("new", ["new"]), ("parked", ["parked"])]
)
def test_only_what_is_done_is_forgotten(
    desk: Desk, now: datetime, state: str, left: list[str]
) -> None:
    keep(desk, now - MONTH - timedelta(minutes=1), state)
    assert not retention.forget_raw(desk, after=MONTH, now=now)
    assert states(desk) == left


def test_what_is_younger_stays(desk: Desk, now: datetime) -> None:
    keep(desk, now - MONTH + timedelta(minutes=1), "done")
    assert not retention.forget_raw(desk, after=MONTH, now=now)
    assert states(desk) == ["done"]


def test_a_great_many_go_in_steps(desk: Desk, now: datetime) -> None:
    keep(desk, now - 2 * MONTH, "done", retention.AT_ONCE + 3)
    assert retention.forget_raw(desk, after=MONTH, now=now)
    assert len(states(desk)) == 3
    assert not retention.forget_raw(desk, after=MONTH, now=now)
    assert states(desk) == []
