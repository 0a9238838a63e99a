"""What must hold of clocks on any calendar, against a plain count of seconds."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

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

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
ZONE = ZoneInfo("Asia/Jakarta")
BEGIN = datetime(2026, 1, 1, tzinfo=ZONE)
SECONDS = int(timedelta(days=90).total_seconds())

Drawn = tuple[Calendar, list[ServiceBlock], set[date]]

# A busy machine is no failure, and no examples are left lying about.
plain = settings(deadline=None, max_examples=40, database=None)


@st.composite
def blocks(draw: st.DrawFn) -> ServiceBlock:
    start = draw(st.integers(0, 23 * 4))
    end = draw(st.integers(start + 1, 24 * 4))
    dates = draw(st.sampled_from([(None, None), (date(2026, 2, 1), date(2026, 2, 20))]))
    return ServiceBlock(
        draw(st.integers(0, 6)),
        time(start // 4, start % 4 * 15),
        time(end // 4 % 24, end % 4 * 15),
        *dates,
    )


@st.composite
def calendars(draw: st.DrawFn) -> Drawn:
    week = draw(st.lists(blocks(), min_size=1, max_size=10))
    holidays = draw(st.sets(st.dates(FIRST, LAST), max_size=6))
    known = build_calendar(week, holidays, timezone=ZONE, first=FIRST, last=LAST)
    return known, week, holidays


def moments(last_second: int = SECONDS) -> st.SearchStrategy[datetime]:
    """Whole minutes, where edges are, as well as any microsecond."""
    whole = st.integers(0, last_second // 60).map(lambda n: BEGIN + timedelta(minutes=n))
    any_one = st.integers(0, last_second * 10**6).map(lambda n: BEGIN + timedelta(microseconds=n))
    return whole | any_one


def limits() -> st.SearchStrategy[Limit]:
    minutes = st.builds(Limit, st.integers(1, 600), st.just(Unit.MINUTE), st.sampled_from(Hours))
    days = st.builds(Limit, st.integers(1, 5), st.sampled_from([Unit.DAY, Unit.WORKING_DAY]))
    return minutes | days


def served(week: list[ServiceBlock], holidays: set[date], minute: datetime) -> bool:
    """Whether that minute is in service, said without intervals or lines."""
    day, clock = minute.date(), minute.time()
    today = [block for block in week if block.covers(day)]
    dated = [block for block in today if block.valid_from]
    return day not in holidays and any(
        block.start <= clock and (clock < block.end or block.end == time(0))
        for block in dated or today
    )


def due_or_reject(known: Calendar, limit: Limit, start: datetime, used: float = 0.0) -> datetime:
    try:
        return due(known, limit, start, used=used)
    except OutsideCalendar:
        assume(False)
        raise


@plain
@given(calendars(), st.integers(0, 89 * 1440), st.integers(0, 1440))
def test_service_minutes_are_those_that_a_plain_count_finds(
    drawn: Drawn, first: int, length: int
) -> None:
    known, week, holidays = drawn
    start = BEGIN + timedelta(minutes=first)
    counted = sum(served(week, holidays, start + timedelta(minutes=n)) for n in range(length))
    end = start + timedelta(minutes=length)
    assert elapsed(known, Unit.MINUTE, Hours.SERVICE, start=start, end=end) == counted


@plain
@given(calendars(), limits(), moments())
def test_exactly_the_limit_is_used_when_it_is_due(
    drawn: Drawn, limit: Limit, start: datetime
) -> None:
    known = drawn[0]
    instant = due_or_reject(known, limit, start)
    used = elapsed(known, limit.unit, limit.hours, start=start, end=instant)
    assert used == pytest.approx(limit.amount, abs=2e-6)
    assert on_time(known, limit, start, instant) is True


@plain
@given(calendars(), limits(), moments())
def test_no_earlier_moment_has_used_the_limit_up(
    drawn: Drawn, limit: Limit, start: datetime
) -> None:
    known = drawn[0]
    instant = due_or_reject(known, limit, start)
    before = max(start, instant - timedelta(milliseconds=1))
    used = elapsed(known, limit.unit, limit.hours, start=start, end=before)
    assert used < limit.amount


@plain
@given(calendars(), limits(), moments(), moments())
def test_on_time_means_no_more_than_the_limit_was_used(
    drawn: Drawn,
    limit: Limit,
    start: datetime,
    end: datetime,
) -> None:
    known = drawn[0]
    used = elapsed(known, limit.unit, limit.hours, start=start, end=end)
    assume(abs(used - limit.amount) > 1e-4)
    assert on_time(known, limit, start, end) is (used < limit.amount)


@plain
@given(calendars(), limits(), moments(), moments())
def test_a_later_start_is_never_due_earlier(
    drawn: Drawn,
    limit: Limit,
    one: datetime,
    other: datetime,
) -> None:
    known = drawn[0]
    earlier, later = sorted((one, other))
    due_later = due_or_reject(known, limit, later)
    assert due(known, limit, earlier) <= due_later + timedelta(milliseconds=1)


@plain
@given(calendars(), limits(), moments(), moments())
def test_what_was_used_before_a_pause_counts_as_if_there_had_been_none(
    drawn: Drawn,
    limit: Limit,
    one: datetime,
    other: datetime,
) -> None:
    known = drawn[0]
    start, pause = sorted((one, other))
    instant = due_or_reject(known, limit, start)
    assume(pause < instant)
    used = elapsed(known, limit.unit, limit.hours, start=start, end=pause)
    resumed = due(known, limit, pause, used=used)
    assert abs(resumed - instant) <= timedelta(milliseconds=1)


@plain
@given(calendars(), st.lists(moments(), min_size=3, max_size=3).map(sorted))
def test_what_runs_in_two_parts_adds_up(drawn: Drawn, three: list[datetime]) -> None:
    first, middle, last = three

    def ran(start: datetime, end: datetime) -> float:
        return elapsed(drawn[0], Unit.WORKING_DAY, Hours.SERVICE, start=start, end=end)

    assert ran(first, middle) + ran(middle, last) == pytest.approx(ran(first, last))


@plain
@given(calendars(), moments())
def test_service_resumes_at_the_first_minute_that_counts(drawn: Drawn, moment: datetime) -> None:
    known, week, holidays = drawn
    try:
        opening = next_service(known, moment)
    except OutsideCalendar:
        assume(False)
        raise
    assert served(week, holidays, opening)
    assert elapsed(known, Unit.MINUTE, Hours.SERVICE, start=moment, end=opening) < 1e-6


@plain
@given(calendars(), limits(), st.lists(moments(SECONDS // 3), min_size=1, max_size=5))
def test_an_array_says_what_each_moment_says(
    drawn: Drawn, limit: Limit, starts: list[datetime]
) -> None:
    known = drawn[0]
    singly = [due_or_reject(known, limit, start) for start in starts]
    instants = np.array([start.timestamp() for start in starts])
    together = due_many(known, limit, instants)
    assert np.allclose(together, [each.timestamp() for each in singly], rtol=0, atol=1e-6)
    used = elapsed_many(known, limit.unit, limit.hours, starts=instants, ends=together)
    assert np.allclose(used, limit.amount)
    assert on_time_many(known, limit, instants, together).all()


@plain
@given(limits(), st.integers(1, 10**6))
def test_nothing_is_said_of_moments_outside_the_calendar(limit: Limit, seconds: int) -> None:
    week = [ServiceBlock(day, time(8), time(16)) for day in range(7)]
    known = build_calendar(week, (), timezone=UTC, first=FIRST, last=LAST)
    begin, finish = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    before, after = begin - timedelta(seconds=seconds), finish + timedelta(seconds=seconds)
    for start, end in [(before, begin), (begin, after)]:
        with pytest.raises(OutsideCalendar):
            elapsed(known, limit.unit, limit.hours, start=start, end=end)
    with pytest.raises(OutsideCalendar):
        due(known, limit, after)
