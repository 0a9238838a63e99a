"""What somebody asks the figures for: months, filters, and whose complaints they may count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import numpy as np

from desk import sight
from desk.actors import Actor
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.figures import kept
from desk.figures.columns import Codes, Flags, Integers
from desk.figures.record import Record
from sop.model import Scope, Sop

Answer = TypeVar("Answer")
MOST_QUESTIONS = 20  # of which the answers are kept, a megabyte each


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
class Filters:
    """What the figures are narrowed to; empty: everything.

    `agency`: of a complaint, the OPD that has it now; of a step, the one that had it then.
    `channel`: Data Lama is counted only when it is asked for.
    """

    agency: str = ""
    category: str = ""
    district: str = ""
    channel: str = ""
    examples: bool = True  # count the example complaints too


@dataclass(frozen=True)
class Asked:
    """A question on the record: `complaints` and `steps` are what it is about, as masks."""

    sop: Sop
    record: Record
    months: Months
    zone: ZoneInfo
    now: datetime
    complaints: Flags
    steps: Flags  # of any month
    answers: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, work: Callable[[], Answer]) -> Answer:
        """An answer that is the same at any moment: worked out for whoever asks first."""
        if name not in self.answers:
            self.answers[name] = work()
        found: Answer = self.answers[name]
        return found

    @property
    def edges(self) -> Integers:
        """The beginnings of the months, and that of the month after them."""
        return self.once("edges", self._edges)

    @property
    def within(self) -> Flags:
        """The steps that ended in these months."""
        return self.once("within", self._within)

    def _edges(self) -> Integers:
        starts = [*self.months.all, month_at(index_of(self.months.last) + 1)]
        return np.array([_instant(month, self.zone) for month in starts], dtype=np.int64)

    def _within(self) -> Flags:
        at = self.record.steps.at
        return np.asarray(self.steps & (at >= self.edges[0]) & (at < self.edges[-1]))


def ask(
    desk: Desk, actor: Actor, months: Months, *, now: datetime, filters: Filters | None = None
) -> Asked:
    """The question, narrowed to what this person may count: an OPD's people to their own OPD."""
    filters = filters or Filters()
    record, zone = kept.record(desk), desk.timezone()
    own = _own_agencies(desk, actor)
    answers = _answers(record, (months, filters, own, zone))
    if "asked" not in answers:
        answers["asked"] = _asked(record, filters, own)
    complaints, steps = answers["asked"]
    return Asked(desk.sop, record, months, zone, now, complaints, steps, answers)


def _answers(record: Record, question: tuple[Any, ...]) -> dict[str, Any]:
    """What was already answered to this question on this record."""
    if len(record.answers) > MOST_QUESTIONS:
        record.answers.clear()
    return record.answers.setdefault(question, {})


def _asked(record: Record, filters: Filters, own: tuple[str, ...] | None) -> tuple[Flags, Flags]:
    """The complaints and the steps that it is about."""
    plain = _plain_match(record, filters)
    agencies = _allowed(record, own, filters.agency)
    complaints, steps = plain, plain[record.steps.complaint]
    if agencies is not None:
        complaints = plain & np.isin(record.columns["agency"], agencies)
        steps = steps & np.isin(record.steps.holder, agencies)
    return complaints, steps


def mixed_with_examples(desk: Desk) -> tuple[bool, bool]:
    """Whether there are example complaints, and whether there are real ones."""
    flags = kept.record(desk).columns["example"]
    return bool(flags.any()), bool((flags == 0).any())


def first_month(desk: Desk, *, now: datetime) -> date:
    """The month of the oldest complaint; this month when there is none."""
    received = kept.record(desk).columns["received_at"]
    zone = desk.timezone()
    oldest = datetime.fromtimestamp(int(received.min()) / 1e6, UTC) if len(received) else now
    return min(oldest, now).astimezone(zone).date().replace(day=1)


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


def _own_agencies(desk: Desk, actor: Actor) -> tuple[str, ...] | None:
    """None: everything."""
    scopes = sight.scopes_of(desk, actor)
    if scopes & {Scope.CITY, Scope.LEADER}:
        return None
    return actor.agencies if Scope.AGENCY in scopes else ()


def _allowed(record: Record, own: tuple[str, ...] | None, wanted: str) -> Codes | None:
    if own is None and not wanted:
        return None
    names = [wanted] if wanted and (own is None or wanted in own) else own or ()
    if wanted and own is not None and wanted not in own:
        names = ()
    return np.array([record.code(name) for name in names if name], dtype=np.int32)


def _plain_match(record: Record, filters: Filters) -> Flags:
    columns = record.columns
    matching = np.ones(len(record.numbers), dtype=bool)
    for name in ("category", "district", "channel"):
        wanted = getattr(filters, name)
        if wanted:
            matching &= columns[name] == record.code(wanted)
    if filters.channel != OLD_DATA:
        matching &= columns["channel"] != record.code(OLD_DATA)
    return matching if filters.examples else matching & (columns["example"] == 0)
