"""What somebody asks the figures for: months, filters, and whose complaints they may count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from desk import sight
from desk.actors import Actor
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.figures import kept
from sop.figures.asked import Asked, Months, index_of, microseconds, moment, month_at
from sop.figures.history import Codes, Flags, Record
from sop.model import Scope

__all__ = ["Asked", "Filters", "Months", "ask", "index_of", "microseconds", "moment", "month_at"]

MOST_QUESTIONS = 20  # of which the answers are kept, a megabyte each


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


def ask(
    desk: Desk,
    actor: Actor,
    months: Months,
    *,
    now: datetime,
    filters: Filters | None = None,
    at_end: bool = False,
    cutoff: datetime | None = None,
) -> Asked:
    """The question, narrowed to what this person may count: an OPD's people to their own OPD.

    `at_end`, `cutoff`: as in `Asked`.
    """
    filters = filters or Filters()
    record, zone = kept.record(desk), desk.timezone()
    agencies = _agencies(record, _own_agencies(desk, actor), filters.agency)
    calendar = desk.calendar(now)
    named = None if agencies is None else tuple(agencies.tolist())
    answers = _answers(record, (months, filters, named, zone, calendar, at_end, cutoff))
    if "complaints" not in answers:
        answers["plain"] = _plain_match(record, filters, cutoff)
        answers["complaints"] = _theirs(record, answers["plain"], agencies)
    return Asked(
        desk.sop,
        record,
        calendar,
        months,
        zone,
        now,
        complaints=answers["complaints"],
        agencies=agencies,
        cutoff=cutoff,
        at_end=at_end,
        answers=answers,
    )


def _answers(record: Record, question: tuple[Any, ...]) -> dict[str, Any]:
    """What was already answered to this question on this record."""
    if len(record.answers) > MOST_QUESTIONS:
        record.answers.clear()
    return record.answers.setdefault(question, {})


def mixed_with_examples(desk: Desk) -> tuple[bool, bool]:
    """Whether there are example complaints, and whether there are real ones."""
    flags = kept.record(desk).columns["example"]
    return bool(flags.any()), bool((flags == 0).any())


def of_examples(desk: Desk, month: date, *, cutoff: datetime) -> bool:
    """Whether the figures of this month, as known at `cutoff`, are those of example complaints:
    there are some, and no real complaint had been received before the month's end."""
    record = kept.record(desk)
    after = month_at(index_of(month) + 1)
    end = microseconds(datetime(after.year, after.month, 1, tzinfo=desk.timezone()))
    known = record.known_at < microseconds(cutoff)
    examples = record.columns["example"] != 0
    real = ~examples & (record.columns["received_at"] < end)
    return bool((examples & known).any()) and not bool((real & known).any())


def first_month(desk: Desk, *, now: datetime) -> date:
    """The month of the oldest complaint; this month when there is none."""
    received = kept.record(desk).columns["received_at"]
    zone = desk.timezone()
    oldest = datetime.fromtimestamp(int(received.min()) / 1e6, UTC) if len(received) else now
    return min(oldest, now).astimezone(zone).date().replace(day=1)


def _own_agencies(desk: Desk, actor: Actor) -> tuple[str, ...] | None:
    """None: everything."""
    scopes = sight.scopes_of(desk, actor)
    if scopes & {Scope.CITY, Scope.LEADER}:
        return None
    return actor.agencies if Scope.AGENCY in scopes else ()


def _agencies(record: Record, own: tuple[str, ...] | None, wanted: str) -> Codes | None:
    """The OPDs that the figures are narrowed to; None: all."""
    if own is None and not wanted:
        return None
    names = [wanted] if wanted and (own is None or wanted in own) else own or ()
    if wanted and own is not None and wanted not in own:
        names = ()
    return np.array([record.code(name) for name in names if name], dtype=np.int32)


def _theirs(record: Record, plain: Flags, agencies: Codes | None) -> Flags:
    if agencies is None:
        return plain
    return np.asarray(plain & np.isin(record.columns["agency"], agencies))


def _plain_match(record: Record, filters: Filters, cutoff: datetime | None) -> Flags:
    """The complaints that the filters leave, whatever OPD has them."""
    columns = record.columns
    matching = np.ones(len(record.numbers), dtype=bool)
    if cutoff is not None:
        matching &= record.known_at < microseconds(cutoff)
    for name in ("category", "district", "channel"):
        wanted = getattr(filters, name)
        if wanted:
            matching &= columns[name] == record.code(wanted)
    if filters.channel != OLD_DATA:
        matching &= columns["channel"] != record.code(OLD_DATA)
    return matching if filters.examples else matching & (columns["example"] == 0)
