"""A question to the history: which months, whose complaints, and as known when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import numpy as np

from sop.clocks import Calendar
from sop.figures.history import NEVER, Codes, Flags, Integers, Record, States
from sop.model import Sop

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Months:
    """Whole months from `first` to `last`, both the first day of theirs."""

    first: date
    last: date

    @property
    def all(self) -> tuple[date, ...]:
        start, end = index_of(self.first), index_of(self.last)
        return tuple(month_at(index) for index in range(start, end + 1))


@dataclass(frozen=True)
class Asked:
    """A question on the record. `complaints` are those it is about, as a mask.

    `agencies`: the OPDs it is narrowed to; None: all. `now`: the moment of asking. `cutoff`: what
    happened or was recorded from then on does not count; None: everything counts. `at_end`: what
    runs and what is open is told of the end of the months, not of now.
    """

    sop: Sop
    record: Record
    calendar: Calendar
    months: Months
    zone: ZoneInfo
    now: datetime
    complaints: Flags
    agencies: Codes | None = None
    cutoff: datetime | None = None
    at_end: bool = False
    answers: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, work: Callable[[], Answer]) -> Answer:
        """An answer that is the same at any moment: worked out for whoever asks first."""
        if name not in self.answers:
            self.answers[name] = work()
        found: Answer = self.answers[name]
        return found

    def always(self, name: str, work: Callable[[], Answer]) -> Answer:
        """An answer that is the same to every question on this record with this calendar."""
        kept = self.record.answers.setdefault(("always", self.calendar), {})
        if name not in kept:
            kept[name] = work()
        found: Answer = kept[name]
        return found

    @property
    def edges(self) -> Integers:
        """The beginnings of the months, and that of the month after; none after the cut-off."""
        return self.once("edges", self._edges)

    @property
    def states(self) -> States:
        return self.once("states", self._states)

    @property
    def ending(self) -> int:
        """What is open or runs is told of the instant before this one."""
        return int(self.edges[-1]) if self.at_end else NEVER

    @property
    def instant(self) -> int:
        """When a running limit is over or not."""
        now = microseconds(self.now)
        return min(now, int(self.edges[-1])) if self.at_end else now

    @property
    def steps(self) -> Flags:
        """The steps that it is about, of any month: those that these OPDs had then."""
        return self.once("steps", lambda: self._of(self.record.steps.complaint, "steps"))

    @property
    def turns(self) -> Flags:
        return self.once("turns", lambda: self._of(self.record.turns.complaint, "turns"))

    @property
    def within(self) -> Flags:
        """The steps that ended in these months."""
        return self.once("within", lambda: self.steps & self.during(self.record.steps.at))

    @property
    def over(self) -> Flags:
        """The turns that ended in these months."""
        return self.once("over", lambda: self.turns & self.during(self.record.turns.until))

    def during(self, at: Integers) -> Flags:
        """Which of these instants lie in the months."""
        return np.asarray((at >= self.edges[0]) & (at < self.edges[-1]))

    def _of(self, complaint: Codes, part: str) -> Flags:
        if self.agencies is None:
            return np.asarray(self.complaints[complaint])
        record = self.record
        held = record.steps.holder if part == "steps" else record.turns.agency
        plain: Flags = self.answers["plain"]
        return np.asarray(plain[complaint] & np.isin(held, self.agencies))

    def _states(self) -> States:
        return States.of(self.sop, {word: code for code, word in enumerate(self.record.texts)})

    def _edges(self) -> Integers:
        starts = [*self.months.all, month_at(index_of(self.months.last) + 1)]
        edges = np.array([_instant(month, self.zone) for month in starts], dtype=np.int64)
        return edges if self.cutoff is None else np.minimum(edges, microseconds(self.cutoff))


def index_of(month: date) -> int:
    return month.year * 12 + month.month - 1


def month_at(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def microseconds(when: datetime) -> int:
    """As the record counts time."""
    delta = when - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86400 + delta.seconds) * 1_000_000 + delta.microseconds


def moment(value: int) -> datetime:
    seconds, micros = divmod(int(value), 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)


def _instant(month: date, zone: ZoneInfo) -> int:
    return microseconds(datetime(month.year, month.month, 1, tzinfo=zone))
