"""The running clock of a complaint: the limit in force at its start, what is used, when it is due.

Limits, hours and holidays that change later do not touch a clock that runs: the complaint's own row
keeps limit, unit and hours, and the due time that followed from the calendar of that day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from desk.channels import OLD_DATA
from desk.context import Desk
from sop import clocks
from sop.clocks import Calendar
from sop.model import Hours, Limit, Unit
from sop.workflow import Verdict

STOPPED: dict[str, Any] = {
    "step": "",
    "clock_from": None,
    "clock_used": 0.0,
    "clock_limit": None,
    "clock_unit": "",
    "clock_hours": "",
    "due_at": None,
    "reminded": 0,
}


def limit_of(row: Mapping[str, Any]) -> Limit | None:
    """The limit that the complaint's clock started with; None: the SOP gives none."""
    if row["clock_limit"] is None:
        return None
    return Limit(row["clock_limit"], Unit(row["clock_unit"]), Hours(row["clock_hours"]))


def started(connection: Connection, desk: Desk, step: str, *, now: datetime) -> dict[str, Any]:
    """Columns of a clock that starts from zero for this SOP step."""
    limit = desk.reference(connection).limits.get(step)
    columns = {**STOPPED, "step": step, "clock_from": now}
    if limit is None:
        return columns
    return columns | {
        "clock_limit": limit.amount,
        "clock_unit": limit.unit.value,
        "clock_hours": limit.hours.value,
        "due_at": clocks.due(desk.calendar(now, connection), limit, now),
    }


def used(
    connection: Connection, desk: Desk, row: Mapping[str, Any], *, now: datetime
) -> float | None:
    """Minutes (or days) used on the running step so far; None without a step."""
    if not row["step"]:
        return None
    if row["clock_from"] is None:
        return float(row["clock_used"])
    limit = limit_of(row) or Limit(0)
    ran = clocks.elapsed(
        desk.calendar(now, connection),
        limit.unit,
        limit.hours,
        start=row["clock_from"],
        end=now,
    )
    return float(row["clock_used"]) + ran


def after(
    connection: Connection,
    desk: Desk,
    row: Mapping[str, Any],
    verdict: Verdict,
    *,
    now: datetime,
) -> dict[str, Any]:
    """Columns of the clock after an action."""
    if verdict.clock == "keep":
        return {}
    if verdict.clock == "stop" or row["channel"] == OLD_DATA:
        return dict(STOPPED)
    if verdict.clock == "pause":
        spent = used(connection, desk, row, now=now)
        return {"clock_used": spent, "clock_from": None, "due_at": None}
    if verdict.clock == "resume" and row["step"]:
        return _resumed(connection, desk, row, now=now)
    return started(connection, desk, verdict.starts_step, now=now)


def _resumed(
    connection: Connection, desk: Desk, row: Mapping[str, Any], *, now: datetime
) -> dict[str, Any]:
    limit = limit_of(row)
    due_at = None
    if limit is not None:
        calendar = desk.calendar(now, connection)
        due_at = clocks.due(calendar, limit, now, used=row["clock_used"])
    return {"clock_from": now, "due_at": due_at}


def measured(
    connection: Connection, desk: Desk, row: Mapping[str, Any], *, now: datetime
) -> dict[str, Any]:
    """What an event that ends the running step says of it."""
    return {
        "step": row["step"],
        "minutes": used(connection, desk, row, now=now),
        "due_at": row["due_at"],
        "on_time": kept(desk.calendar(now, connection), row, now=now),
    }


def kept(calendar: Calendar, row: Mapping[str, Any], *, now: datetime) -> bool | None:
    """Whether the running step is on time; None without a limit.

    It is until its due time, whatever has become of the calendar meanwhile, and after it for as
    long as no service minute has passed.
    """
    limit = limit_of(row)
    if limit is None:
        return None
    if row["due_at"] is None:
        start = row["clock_from"] or now
        return clocks.on_time(calendar, limit, start, now, used=row["clock_used"])
    return clocks.on_time(calendar, replace(limit, amount=0), row["due_at"], now)


def span(
    connection: Connection, desk: Desk, step: str, *, start: datetime, end: datetime
) -> dict[str, Any]:
    """What an event says of a step that ran from `start` to `end` without a clock of its own."""
    limit = desk.reference(connection).limits.get(step)
    calendar = desk.calendar(end, connection)
    counted = limit or Limit(0)
    start = min(start, end)  # a phone's clock may be ahead of ours
    return {
        "step": step,
        "minutes": clocks.elapsed(calendar, counted.unit, counted.hours, start=start, end=end),
        "due_at": clocks.due(calendar, limit, start) if limit else None,
        "on_time": clocks.on_time(calendar, limit, start, end),
    }
