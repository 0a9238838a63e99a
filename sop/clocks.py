"""Elapsed time, due instants and lateness: pure, from a calendar and the moments handed in.

Working time is piecewise linear. A calendar is built once as three lines (the clock's seconds,
seconds of service, working days), each a list of breakpoints; every question is then a
`numpy.interp`, for one complaint or for a million events.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

import numpy as np
import numpy.typing as npt

from sop.model import Hours, Limit, Unit

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

#: Two amounts of running time are equal when they differ by less (0.06 ms): what is left of a
#: microsecond's rounding must neither make a person late nor move a due time to the next morning.
TOLERANCE_MINUTES = 1e-6

Span = tuple[float, float]  # epoch seconds

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)


class OutsideCalendar(Exception):
    """A moment, or the due time that follows from it, of which the calendar knows nothing."""


@dataclass(frozen=True)
class ServiceBlock:
    """Hours of service on one weekday; a row of the tab Jam Layanan.

    An `end` of 00.00 is the end of that day. On a date, blocks with both bounds of validity replace
    those with one, and those the ones with none: Ramadan hours stand in for the usual ones.
    """

    weekday: int  # 0 = Monday
    start: time
    end: time
    valid_from: date | None = None
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"weekday {self.weekday} is not 0 to 6")
        if self.end != MIDNIGHT and self.end <= self.start:
            raise ValueError(f"service ends at {self.end}, not after its start at {self.start}")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"valid to {self.valid_to}, before {self.valid_from}")

    def covers(self, day: date) -> bool:
        return (
            self.weekday == day.weekday()
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
        )

    @property
    def bounds(self) -> int:
        return (self.valid_from is not None) + (self.valid_to is not None)


@dataclass(frozen=True, eq=False)
class Line:
    """An amount that never falls, through breakpoints in time; straight in between."""

    instants: Floats  # epoch seconds, strictly rising
    amounts: Floats
    tolerance: float  # TOLERANCE_MINUTES where the line is steepest


@dataclass(frozen=True, eq=False)
class Calendar:
    """What is known of time from midnight before `first` to midnight after `last`."""

    timezone: tzinfo
    first: date
    last: date
    clock: Line  # seconds
    service: Line  # seconds in service hours
    working_days: Line  # each working day is 1, spread over its service hours


def build_calendar(
    blocks: Collection[ServiceBlock],
    holidays: Collection[date],
    *,
    timezone: tzinfo,
    first: date,
    last: date,
) -> Calendar:
    """`first` and `last` are both within the calendar; a holiday has no service at all."""
    if last < first:
        raise ValueError(f"a calendar from {first} to {last}")
    free = frozenset(holidays)
    days = [day for day in _days(first, last) if day not in free]
    service = [spans for day in days if (spans := _spans(day, blocks, timezone))]
    edges = (_epoch_of(first, MIDNIGHT, timezone), _epoch_of(last + ONE_DAY, MIDNIGHT, timezone))
    return Calendar(
        timezone=timezone,
        first=first,
        last=last,
        clock=_line(edges, [edges], [edges[1] - edges[0]]),
        service=_line(edges, *_seconds(service)),
        working_days=_line(edges, *_shares(service)),
    )


def elapsed(
    calendar: Calendar, unit: Unit, hours: Hours, *, start: datetime, end: datetime
) -> float:
    """How much of `unit` ran between two aware moments; 0 when the end is not after the start."""
    return float(elapsed_many(calendar, unit, hours, starts=_epoch(start), ends=_epoch(end)))


def due(calendar: Calendar, limit: Limit, start: datetime, *, used: float = 0.0) -> datetime:
    """The earliest moment at which the limit is used up, in the calendar's timezone.

    30 minutes from 16.00 are used up at closing time, 16.30, not the next morning. `used`: what ran
    before `start`, in the limit's unit; with nothing left, `start` is due.
    """
    instant = due_many(calendar, limit, _epoch(start), used=used)
    return datetime.fromtimestamp(float(instant), calendar.timezone)


def on_time(
    calendar: Calendar,
    limit: Limit | None,
    start: datetime,
    end: datetime,
    *,
    used: float = 0.0,
) -> bool | None:
    """Whether no more than the limit was used; None without a limit: not measurable.

    20.00 after a due time of 16.00 is on time as long as no service minute has passed.
    """
    if limit is None:
        return None
    return bool(on_time_many(calendar, limit, _epoch(start), _epoch(end), used=used))


def elapsed_many(
    calendar: Calendar, unit: Unit, hours: Hours, *, starts: Floats, ends: Floats
) -> Floats:
    """`elapsed` for epoch seconds in arrays of one shape."""
    line, size = _line_of(calendar, unit, hours)
    ran = _amounts_at(calendar, line, ends) - _amounts_at(calendar, line, starts)
    return np.maximum(ran, 0.0) / size


def due_many(
    calendar: Calendar, limit: Limit, starts: Floats, *, used: float | Floats = 0.0
) -> Floats:
    """`due` for epoch seconds in an array, `used` one figure or an array of the same shape."""
    line, size = _line_of(calendar, limit.unit, limit.hours)
    left = np.maximum(limit.amount - np.asarray(used), 0.0) * size
    instants = _first_instants_of(calendar, line, _amounts_at(calendar, line, starts) + left)
    # With nothing left, the amount was first reached when service ended before the start.
    return np.maximum(instants, starts)


def on_time_many(
    calendar: Calendar,
    limit: Limit,
    starts: Floats,
    ends: Floats,
    *,
    used: float | Floats = 0.0,
) -> Booleans:
    """`on_time` for epoch seconds in arrays of one shape."""
    line, size = _line_of(calendar, limit.unit, limit.hours)
    ran = elapsed_many(calendar, limit.unit, limit.hours, starts=starts, ends=ends)
    return np.asarray((ran + used) * size <= limit.amount * size + line.tolerance)


def next_service(calendar: Calendar, moment: datetime) -> datetime:
    """The moment itself in service hours, else when service next begins."""
    line, instant = calendar.service, _epoch(moment)
    amount = _amounts_at(calendar, line, instant) + line.tolerance / 2
    opening = int(np.searchsorted(line.amounts, amount, side="right")) - 1
    if opening == len(line.instants) - 1:
        raise OutsideCalendar(f"no service is known from {moment} to {calendar.last}")
    if line.instants[opening] <= instant:
        return moment
    return datetime.fromtimestamp(float(line.instants[opening]), calendar.timezone)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + offset * ONE_DAY for offset in range((last - first).days + 1))


def _spans(day: date, blocks: Iterable[ServiceBlock], timezone: tzinfo) -> list[Span]:
    """That day's service, in order, blocks that overlap or touch in one."""
    covering = [block for block in blocks if block.covers(day)]
    narrowest = max((block.bounds for block in covering), default=0)
    spans: list[Span] = []
    for start, end in sorted(
        _span(day, block, timezone) for block in covering if block.bounds == narrowest
    ):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def _span(day: date, block: ServiceBlock, timezone: tzinfo) -> Span:
    ending_day = day + ONE_DAY if block.end == MIDNIGHT else day
    return _epoch_of(day, block.start, timezone), _epoch_of(ending_day, block.end, timezone)


def _seconds(service: list[list[Span]]) -> tuple[list[Span], list[float]]:
    """All spans, and how much of the line each one adds: its seconds."""
    spans = [span for spans in service for span in spans]
    return spans, [end - start for start, end in spans]


def _shares(service: list[list[Span]]) -> tuple[list[Span], list[float]]:
    """All spans, and how much of the line each one adds: its share of its day."""
    totals = [sum(end - start for start, end in spans) for spans in service]
    return (
        [span for spans in service for span in spans],
        [
            (end - start) / total
            for spans, total in zip(service, totals, strict=True)
            for start, end in spans
        ],
    )


def _line(edges: Span, spans: list[Span], rises: list[float]) -> Line:
    """From edge to edge, rising by `rises` over `spans` and level in between."""
    levels = np.concatenate(([0.0], np.cumsum(np.asarray(rises, dtype=np.float64))))
    inner = np.asarray(spans, dtype=np.float64).reshape(-1)
    instants = np.concatenate(([edges[0]], inner, [edges[1]]))
    amounts = np.repeat(levels, 2)  # each level from the end of one span to the start of the next
    # Where service runs over midnight, or from the calendar's edge, one of two equal points goes.
    kept = np.concatenate(([True], np.diff(instants) > 0))
    instants, amounts = instants[kept], amounts[kept]
    steepest = float(np.max(np.diff(amounts) / np.diff(instants)))
    return Line(instants, amounts, TOLERANCE_MINUTES * 60 * steepest)


def _line_of(calendar: Calendar, unit: Unit, hours: Hours) -> tuple[Line, float]:
    """The line that a unit is counted on, and how much of it is one unit."""
    if unit == Unit.WORKING_DAY:
        return calendar.working_days, 1.0
    if unit == Unit.DAY:
        return calendar.clock, 86_400.0
    return (calendar.service if hours == Hours.SERVICE else calendar.clock), 60.0


def _amounts_at(calendar: Calendar, line: Line, instants: Floats) -> Floats:
    # Written so that NaN is outside, too.
    if not np.all((instants >= line.instants[0]) & (instants <= line.instants[-1])):
        raise OutsideCalendar(f"the calendar reaches from {calendar.first} to {calendar.last}")
    return np.asarray(np.interp(instants, line.instants, line.amounts))


def _first_instants_of(calendar: Calendar, line: Line, amounts: Floats) -> Floats:
    """When the line first reaches the amounts: the beginning of a level stretch, not its end."""
    nearest = np.searchsorted(line.amounts, amounts - line.tolerance / 2)
    if np.any(nearest == len(line.amounts)):
        raise OutsideCalendar(f"due after the calendar's last day, {calendar.last}")
    breakpoint_amounts = line.amounts[nearest]
    near = np.abs(breakpoint_amounts - amounts) <= line.tolerance / 2
    exact = np.where(near, breakpoint_amounts, amounts)
    # Of equal breakpoints interp takes the last; mirrored, that is the earliest.
    mirrored = np.interp(-exact, -line.amounts[::-1], line.instants[::-1])
    return np.asarray(mirrored)


def _epoch_of(day: date, moment: time, timezone: tzinfo) -> float:
    return datetime.combine(day, moment, timezone).timestamp()


def _epoch(moment: datetime) -> Floats:
    if moment.tzinfo is None:
        raise ValueError("naive datetime")
    return np.asarray(moment.timestamp(), dtype=np.float64)
