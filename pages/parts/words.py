"""Numbers and moments in the words of the pages; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from desk import texts
from sop.model import Limit, Sop, Unit

SOON = timedelta(minutes=10)
NEAR = timedelta(hours=3)  # beyond it a clock time says more than a number of hours
PAUSED = "Jeda"
NO_LIMIT = "Tanpa batas waktu"
ON_TIME = {True: "tepat waktu", False: "terlambat", None: "tidak terukur"}


def time_left(sop: Sop, row: Mapping[str, Any], *, now: datetime, zone: tzinfo) -> tuple[str, str]:
    """What is left of the running limit, and the kind of its label (late, soon, good, pause, "").

    >>> time_left(sop, row, now=now, zone=zone)
    ('sisa 12 menit', 'good')
    """
    state = sop.state(row["state"])
    if not state.open or not state.step:
        return "", ""
    if state.waiting:
        return PAUSED, "pause"
    if row["due_at"] is None:
        return NO_LIMIT, ""
    left = row["due_at"] - now
    if left < timedelta(0):
        return f"terlambat {duration(-left)}", "late"
    if left > NEAR:
        return f"batas {texts.short_moment(row['due_at'], zone)}", "good"
    return f"sisa {duration(left)}", "soon" if left <= SOON else "good"


def duration(span: timedelta) -> str:
    """1 jam 5 menit"""
    return texts.duration_words(span.total_seconds() / 60)


def turn(sop: Sop, row: Mapping[str, Any]) -> str:
    """Whose turn it is; the OPD with its name."""
    holder = sop.state(row["state"]).holder
    if not holder:
        return "Selesai, tidak ada giliran"
    return f"{holder} {row['agency']}" if "OPD" in holder and row["agency"] else holder


def amount(minutes: float, limit: Limit | None) -> str:
    """What a step took: 12 menit, 2,5 hari kerja."""
    if limit is None or limit.unit is Unit.MINUTE:
        return texts.duration_words(minutes)
    return f"{texts.number(round(minutes, 1))} {limit.unit}"


def limit_words(limit: Limit | None) -> str:
    if limit is None:
        return "tanpa batas"
    return f"{texts.number(limit.amount)} {limit.unit}"


def ago(when: datetime, *, now: datetime) -> str:
    """5 menit lalu"""
    return f"{duration(max(now - when, timedelta(0)))} lalu"


def plural(count: int) -> str:
    """1.234"""
    return texts.number(count)


def day_and_time(when: datetime | None, zone: tzinfo) -> str:
    return texts.moment(when, zone) if when else ""
