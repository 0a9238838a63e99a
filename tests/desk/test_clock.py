"""A clock that runs keeps what was promised when it started, whatever the calendar becomes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from desk.clock import kept
from sop.clocks import Calendar, ServiceBlock, build_calendar, due, on_time
from sop.model import Hours, Limit, Unit
from tests.conftest import JAKARTA, MONDAY

LIMIT = Limit(30, Unit.MINUTE, Hours.SERVICE)


def calendar(*holidays: date) -> Calendar:
    blocks = [ServiceBlock(day, time(7, 30), time(15, 30)) for day in range(5)]
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    return build_calendar(blocks, holidays, timezone=JAKARTA, first=first, last=last)


def running(known: Calendar, start: datetime) -> dict[str, Any]:
    """A step that started when the calendar was this one."""
    row = {"clock_from": start, "clock_used": 0.0, "due_at": due(known, LIMIT, start)}
    return row | {"clock_limit": 30.0, "clock_unit": "menit", "clock_hours": "jam layanan"}


@pytest.mark.parametrize("minutes", [0, 29, 30, 31, 390, 391, 24 * 60 - 90, 24 * 60 - 60])
def test_with_the_same_calendar_it_is_on_time_while_no_more_than_the_limit_ran(
    minutes: int,
) -> None:
    known, end = calendar(), MONDAY + timedelta(minutes=minutes)
    row = running(known, MONDAY)
    assert kept(known, row, now=end) == on_time(known, LIMIT, MONDAY, end)


def test_a_holiday_that_is_taken_away_makes_nobody_late(now: datetime) -> None:
    row = running(calendar(now.date()), now)
    assert row["due_at"].date() > now.date()
    assert kept(calendar(), row, now=now + timedelta(hours=4)) is True
    assert kept(calendar(), row, now=row["due_at"] + timedelta(minutes=1)) is False


def test_a_holiday_that_is_added_for_days_before_changes_nothing(now: datetime) -> None:
    row = running(calendar(), now)
    late = now + timedelta(days=1)
    assert kept(calendar(), row, now=late) is False
    assert kept(calendar(now.date() - timedelta(days=7)), row, now=late) is False


def test_after_closing_time_it_stays_on_time_until_service_begins_again(now: datetime) -> None:
    start = now.replace(hour=15)
    row = running(calendar(), start)
    assert row["due_at"].hour == 15 and kept(calendar(), row, now=start.replace(hour=20))
    assert kept(calendar(), row, now=start + timedelta(hours=17)) is False
