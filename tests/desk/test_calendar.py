"""Service hours and holidays of the city as a calendar of the SOP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk import calendar, reference
from desk.journal import Journal
from desk.reference import Reference
from sop.clocks import OutsideCalendar, due
from sop.model import Hours, Limit, Unit
from sop.wadul_aladin import WADUL_ALADIN

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 24, 10, tzinfo=WIB)
HALF_HOUR = Limit(30, hours=Hours.SERVICE)


@pytest.fixture
def seeded(tmp_path: Path) -> Iterator[Reference]:
    journal = Journal(f"sqlite:///{tmp_path / 'journal.db'}").create()
    with journal.read() as connection:
        yield reference.load(connection, WADUL_ALADIN)
    journal.close()


def due_from(found: Reference, *moment: int) -> datetime:
    built = calendar.build(found, now=NOW)
    return due(built, HALF_HOUR, datetime(*moment, tzinfo=WIB)).astimezone(WIB)


def test_a_message_of_friday_evening_is_due_on_monday_morning(seeded: Reference) -> None:
    assert due_from(seeded, 2026, 11, 20, 14, 20) == datetime(2026, 11, 23, 7, 50, tzinfo=WIB)


def test_a_collective_leave_day_is_no_day_of_service(seeded: Reference) -> None:
    # 24 December 2026 is cuti bersama, the 25th a holiday, then a weekend.
    assert due_from(seeded, 2026, 12, 23, 20, 0) == datetime(2026, 12, 28, 8, tzinfo=WIB)


def test_the_city_s_own_holiday_is_no_day_of_service(seeded: Reference) -> None:
    own = replace(seeded, holidays={date(2026, 11, 25): "Hari jadi"})
    assert due_from(own, 2026, 11, 24, 20, 0) == datetime(2026, 11, 26, 8, tzinfo=WIB)


def test_the_calendar_reaches_three_years_back_and_two_ahead(seeded: Reference) -> None:
    built = calendar.build(seeded, now=NOW)
    for year in (2023, 2028):
        assert due(built, HALF_HOUR, datetime(year, 6, 12, 10, tzinfo=WIB))
    for outside in (datetime(2022, 12, 30, tzinfo=WIB), datetime(2029, 1, 2, tzinfo=WIB)):
        with pytest.raises(OutsideCalendar):
            due(built, HALF_HOUR, outside)


def test_the_longest_limit_of_a_city_stays_within_the_calendar(seeded: Reference) -> None:
    built = calendar.build(seeded, now=NOW)
    new_years_eve = datetime(2026, 12, 31, 12, tzinfo=WIB)
    for limit in (Limit(43_200, hours=Hours.SERVICE), Limit(180, Unit.WORKING_DAY)):
        assert due(built, limit, new_years_eve) > new_years_eve


def test_the_same_year_and_hours_give_the_same_calendar(seeded: Reference) -> None:
    first = calendar.build(seeded, now=NOW)
    assert calendar.build(replace(seeded, version=9), now=NOW + timedelta(days=1)) is first
    assert calendar.build(seeded, now=NOW + timedelta(days=60)) is not first


def test_the_year_is_the_city_s_and_not_greenwich_s(seeded: Reference) -> None:
    late = datetime(2026, 12, 31, 20, tzinfo=UTC)  # already 2027 in Pekalongan
    assert due(calendar.build(seeded, now=late), HALF_HOUR, datetime(2029, 6, 4, tzinfo=WIB))


def test_an_unknown_collective_leave_is_named_by_its_year(seeded: Reference) -> None:
    known, unknown = NOW, NOW.replace(year=2029)
    assert calendar.unknown_collective_leave(seeded, now=known) is None
    assert calendar.unknown_collective_leave(seeded, now=unknown) == 2030


def test_the_city_can_enter_the_collective_leave_itself(seeded: Reference) -> None:
    own = replace(seeded, holidays={date(2030, 2, 5): "Cuti Bersama Idul Fitri"})
    assert calendar.unknown_collective_leave(own, now=NOW.replace(year=2029)) is None


def test_national_holidays_have_indonesian_names() -> None:
    assert calendar.national(2026)[date(2026, 8, 17)] == "Hari Kemerdekaan Republik Indonesia"
    assert calendar.national(2026)[date(2026, 12, 24)].startswith("Cuti Bersama")
