"""Clocks on a plain Indonesian office week: each case worked out by hand."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sop.clocks import (
    Calendar,
    OutsideCalendar,
    ServiceBlock,
    build_calendar,
    due,
    due_many,
    elapsed,
    elapsed_many,
    next_service,
    on_time,
    on_time_many,
)
from sop.model import Hours, Limit, Unit

JAKARTA = ZoneInfo("Asia/Jakarta")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
WEEK = [
    *(ServiceBlock(day, time(8), time(16, 30)) for day in range(4)),
    ServiceBlock(4, time(8), time(11)),
]
HALF_HOUR = Limit(30, hours=Hours.SERVICE)
THREE_DAYS = Limit(3, Unit.WORKING_DAY, Hours.SERVICE)


def calendar(blocks: list[ServiceBlock] = WEEK, holidays: tuple[date, ...] = ()) -> Calendar:
    return build_calendar(blocks, holidays, timezone=JAKARTA, first=FIRST, last=LAST)


def at(day: int, clock: str, month: int = 11) -> datetime:
    """November 2026 unless told: the 23rd is a Monday."""
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock), JAKARTA)


def minutes(known: Calendar, start: datetime, end: datetime) -> float:
    return elapsed(known, Unit.MINUTE, Hours.SERVICE, start=start, end=end)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (at(23, "09:12"), at(23, "09:42")),
        (at(23, "16:00"), at(23, "16:30")),  # closing time itself, not the next morning
        (at(23, "16:10"), at(24, "08:10")),
        (at(23, "23:00"), at(24, "08:30")),
        (at(23, "16:30"), at(24, "08:30")),
        (at(27, "10:30"), at(27, "11:00")),  # short Friday
        (at(27, "10:45"), at(30, "08:15")),  # over the weekend
        (at(29, "12:00"), at(30, "08:30")),  # Sunday
    ],
)
def test_half_an_hour_of_service_is_due_at_the_earliest_moment(
    start: datetime, expected: datetime
) -> None:
    assert due(calendar(), HALF_HOUR, start) == expected


def test_a_round_the_clock_limit_takes_no_notice_of_the_night() -> None:
    assert due(calendar(), Limit(2), at(29, "23:59")) == at(30, "00:01")


def test_a_holiday_in_the_middle_is_left_out() -> None:
    known = calendar(holidays=(date(2026, 11, 24),))
    assert due(known, HALF_HOUR, at(23, "16:20")) == at(25, "08:20")
    assert minutes(known, at(23, "16:20"), at(25, "08:20")) == 30
    assert due(known, THREE_DAYS, at(23, "08:00")) == at(26, "16:30")


def test_working_days_count_one_each_however_short() -> None:
    known = calendar()
    assert due(known, THREE_DAYS, at(26, "08:00")) == at(30, "16:30")
    # Half of Thursday, all of Friday and Monday, half of Tuesday.
    assert due(known, THREE_DAYS, at(26, "12:15")) == datetime(2026, 12, 1, 12, 15, tzinfo=JAKARTA)
    assert elapsed(
        known, Unit.WORKING_DAY, Hours.SERVICE, start=at(27, "09:30"), end=at(30, "12:15")
    ) == pytest.approx(1.0)


def test_days_run_through_weekends_and_nights() -> None:
    limit = Limit(3, Unit.DAY)
    assert due(calendar(), limit, at(27, "17:00")) == at(30, "17:00")


def test_blocks_that_overlap_or_touch_count_once() -> None:
    overlapping = [
        ServiceBlock(0, time(10), time(12)),
        ServiceBlock(0, time(8), time(11)),
        ServiceBlock(0, time(12), time(13)),
        ServiceBlock(0, time(8, 30), time(9)),
    ]
    known = calendar(overlapping)
    assert minutes(known, at(23, "00:00"), at(24, "00:00")) == 5 * 60


def test_a_lunch_break_is_not_service() -> None:
    known = calendar([ServiceBlock(0, time(8), time(12)), ServiceBlock(0, time(13), time(16))])
    assert due(known, HALF_HOUR, at(23, "11:45")) == at(23, "13:15")
    assert due(known, HALF_HOUR, at(23, "11:30")) == at(23, "12:00")


def test_service_around_the_clock_runs_over_midnight() -> None:
    known = calendar([ServiceBlock(day, time(0), time(0)) for day in range(7)])
    assert due(known, HALF_HOUR, at(23, "23:45")) == at(24, "00:15")
    assert due(known, Limit(1, Unit.WORKING_DAY), at(23, "12:00")) == at(24, "12:00")


def test_ramadan_hours_replace_the_usual_ones_within_their_dates() -> None:
    ramadan = ServiceBlock(0, time(8), time(14), date(2026, 2, 18), date(2026, 3, 19))
    known = calendar([*WEEK, ramadan])
    assert due(known, HALF_HOUR, at(16, "13:45", month=2)) == at(16, "14:15", month=2)
    assert due(known, HALF_HOUR, at(23, "13:45", month=2)) == at(24, "08:15", month=2)
    assert minutes(known, at(23, "00:00", month=3), at(24, "00:00", month=3)) == 8.5 * 60


def test_hours_that_begin_on_a_date_give_way_to_ramadan_hours() -> None:
    later = ServiceBlock(0, time(7), time(15), valid_from=date(2026, 2, 1))
    ramadan = ServiceBlock(0, time(9), time(12), date(2026, 2, 18), date(2026, 3, 19))
    known = calendar([*WEEK, later, ramadan])
    mondays = [at(26, "00:00", month=1), at(9, "00:00", month=2), at(23, "00:00", month=2)]
    served = [minutes(known, monday, monday + timedelta(days=1)) / 60 for monday in mondays]
    assert served == [8.5, 8, 3]


def test_eight_in_the_evening_after_a_deadline_at_closing_time_is_on_time() -> None:
    known = calendar()
    assert on_time(known, HALF_HOUR, at(23, "16:00"), at(23, "20:00")) is True
    assert on_time(known, HALF_HOUR, at(23, "16:00"), at(24, "08:00")) is True
    assert on_time(known, HALF_HOUR, at(23, "16:00"), at(24, "08:01")) is False


def test_without_a_limit_nothing_is_on_time_or_late() -> None:
    assert on_time(calendar(), None, at(23, "09:00"), at(30, "09:00")) is None


def test_minutes_used_before_a_pause_are_not_given_again() -> None:
    known = calendar()
    assert due(known, HALF_HOUR, at(24, "09:00"), used=20) == at(24, "09:10")
    assert due(known, HALF_HOUR, at(24, "20:00"), used=30) == at(24, "20:00")
    assert on_time(known, HALF_HOUR, at(24, "09:00"), at(24, "09:11"), used=20) is False


def test_the_last_fraction_of_a_microsecond_does_not_move_a_due_time_to_the_next_morning() -> None:
    known = calendar()
    used = 10 + 1e-9  # as left by a pause that began within a microsecond
    assert due(known, HALF_HOUR, at(23, "16:10"), used=used) == at(23, "16:30")
    assert due(known, HALF_HOUR, at(23, "16:10"), used=10 - 1e-9) == at(23, "16:30")


def test_a_due_time_is_exact_to_the_millisecond() -> None:
    start = at(23, "16:29:59.999000")
    assert due(calendar(), HALF_HOUR, start) == at(24, "08:29:59.999000")


def test_an_end_before_its_start_used_nothing() -> None:
    assert minutes(calendar(), at(23, "10:00"), at(23, "09:00")) == 0


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(23, "08:00"), at(23, "08:00")),
        (at(23, "16:29:59"), at(23, "16:29:59")),
        (at(23, "16:30"), at(24, "08:00")),
        (at(27, "11:00"), at(30, "08:00")),
    ],
)
def test_next_service_is_now_or_the_next_opening(moment: datetime, expected: datetime) -> None:
    assert next_service(calendar(), moment) == expected


def test_moments_in_another_timezone_mean_the_same_instant() -> None:
    utc = at(23, "16:00").astimezone(ZoneInfo("UTC"))
    assert due(calendar(), HALF_HOUR, utc) == at(23, "16:30")


def test_the_calendar_ends_and_says_so() -> None:
    known = calendar()
    before = datetime(2025, 12, 31, 23, 59, 59, tzinfo=JAKARTA)
    after = datetime(2027, 1, 1, 0, 0, 1, tzinfo=JAKARTA)
    with pytest.raises(OutsideCalendar):
        due(known, HALF_HOUR, before)
    with pytest.raises(OutsideCalendar):
        minutes(known, at(23, "09:00"), after)
    with pytest.raises(OutsideCalendar, match="last day"):
        due(known, THREE_DAYS, at(30, "09:00", month=12))
    with pytest.raises(OutsideCalendar):
        next_service(known, at(31, "16:30", month=12))


def test_without_service_hours_nothing_is_ever_due() -> None:
    known = calendar([])
    assert minutes(known, at(23, "09:00"), at(24, "09:00")) == 0
    with pytest.raises(OutsideCalendar):
        due(known, HALF_HOUR, at(23, "09:00"))
    assert due(known, Limit(2), at(23, "09:00")) == at(23, "09:02")


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        due(calendar(), HALF_HOUR, datetime(2026, 11, 23, 9))  # noqa: DTZ001 - naive on purpose


def test_a_missing_instant_in_an_array_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        due_many(calendar(), HALF_HOUR, np.array([at(23, "09:00").timestamp(), np.nan]))


@pytest.mark.parametrize(
    "values",
    [(7, time(8), time(9)), (0, time(9), time(8)), (0, time(9), time(9))],
)
def test_a_block_without_sense_is_refused(values: tuple[int, time, time]) -> None:
    with pytest.raises(ValueError, match="weekday|ends"):
        ServiceBlock(*values)


def test_a_block_valid_to_a_date_before_its_first_is_refused() -> None:
    with pytest.raises(ValueError, match="valid to"):
        ServiceBlock(0, time(8), time(9), date(2026, 3, 1), date(2026, 2, 1))


def test_a_hundred_thousand_events_at_once_equal_one_at_a_time() -> None:
    known = calendar()
    begin, finish = known.clock.instants
    starts = np.random.default_rng(1).uniform(begin, finish - 30 * 86_400, 100_000)
    instants = due_many(known, HALF_HOUR, starts, used=np.full(100_000, 12.5))
    ran = elapsed_many(known, Unit.MINUTE, Hours.SERVICE, starts=starts, ends=instants)
    assert np.allclose(ran, 17.5)
    assert on_time_many(known, HALF_HOUR, starts, instants, used=12.5).all()
    for start, instant in zip(starts[:50], instants[:50], strict=True):
        moment = datetime.fromtimestamp(float(start), JAKARTA)
        expected = due(known, HALF_HOUR, moment, used=12.5).timestamp()
        assert instant == pytest.approx(expected, abs=1e-3)
