"""What happens because time passes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desk.context import Desk
from desk.recording import open_complaint
from desk.schema import messages
from tests.conftest import SITI
from tests.workers.rows import change, complaint
from workers.timers import finish_quiet_ones, mark_deadlines

DAY = timedelta(days=1)


@pytest.fixture
def number(small_desk: Desk, now: datetime) -> str:
    """A complaint whose result was sent eleven days ago."""
    with small_desk.journal.write() as connection:
        row = open_complaint(
            connection,
            small_desk,
            {"gateway": "green_api", "chat_id": SITI, "channel": "WhatsApp", "body": "Lampu mati"},
            now=now - 12 * DAY,
        )
    change(small_desk, state="Hasil Terkirim", state_since=now - 11 * DAY, sheet_pending=False)
    return str(row["number"])


def test_what_nobody_objected_to_is_finished_and_asked_about(
    small_desk: Desk, number: str, now: datetime
) -> None:
    assert not finish_quiet_ones(small_desk, now=now)
    assert complaint(small_desk)["state"] == "Selesai"
    with small_desk.journal.read() as connection:
        assert connection.execute(select(messages.c.template)).scalars().all() == [
            "survei_kepuasan"
        ]


@pytest.mark.parametrize("values", [{"reopen_asked": True}, {"state": "Diproses OPD"}])
def test_what_is_not_at_rest_stays(
    small_desk: Desk, number: str, now: datetime, values: dict[str, Any]
) -> None:
    change(small_desk, **values)
    before = complaint(small_desk)["state"]
    finish_quiet_ones(small_desk, now=now)
    assert complaint(small_desk)["state"] == before


def test_before_its_days_are_over_it_stays(small_desk: Desk, number: str, now: datetime) -> None:
    days = small_desk.reference().preferences.close_days
    change(small_desk, state_since=now - days * DAY + timedelta(minutes=1))
    finish_quiet_ones(small_desk, now=now)
    assert complaint(small_desk)["state"] == "Hasil Terkirim"


def test_nobody_is_asked_at_night(small_desk: Desk, number: str, now: datetime) -> None:
    finish_quiet_ones(small_desk, now=now.replace(hour=23))
    assert complaint(small_desk)["state"] == "Hasil Terkirim"


def test_a_passed_deadline_is_told_to_the_sheet_once(
    small_desk: Desk, number: str, now: datetime
) -> None:
    due = now - timedelta(minutes=1)
    change(small_desk, clock_from=now - timedelta(hours=1), due_at=due)
    mark_deadlines(small_desk, now=now)
    assert complaint(small_desk)["sheet_pending"]
    change(small_desk, sheet_pending=False)
    mark_deadlines(small_desk, now=now + timedelta(seconds=5))
    assert not complaint(small_desk)["sheet_pending"]


def test_a_deadline_to_come_or_of_a_resting_clock_is_not_told(
    small_desk: Desk, number: str, now: datetime
) -> None:
    for values in (
        {"clock_from": now, "due_at": now + timedelta(minutes=1)},
        {"clock_from": None, "due_at": now - timedelta(minutes=1)},
    ):
        change(small_desk, **values)
        mark_deadlines(small_desk, now=now)
        assert not complaint(small_desk)["sheet_pending"]
