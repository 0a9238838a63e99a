"""The dashboard's figures a second time, with plain loops over the journal's rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from typing import Any

from sqlalchemy import select

from desk.context import Desk
from desk.schema import complaints, events
from tests.conftest import JAKARTA

FIXED = {
    "Jawab Langsung": "Dijawab",
    "Selesai": "Ditindaklanjuti",
    "Gabungkan": "Duplikat",
    "Cabut Aduan": "Dicabut Pelapor",
}
AGENCY_STEPS = {"A5", "A6", "B5"}
AGENCY_ACTS = {
    "Terima dan Teruskan ke Tim OPD",
    "Kembalikan",
    "Kembalikan ke Admin OPD",
    "Selesai Ditindaklanjuti",
    "Jawab dan Tindak Lanjut",
}


@dataclass
class Tally:
    """What the loops counted: (measure, month) and (measure, month, key) -> how many."""

    counts: Counter[Any] = field(default_factory=Counter)
    minutes: dict[Any, list[float]] = field(default_factory=lambda: defaultdict(list))

    def median(self, *key: Any) -> float | None:
        return median(self.minutes[key]) if self.minutes[key] else None


def month_of(when: datetime) -> date:
    return when.astimezone(JAKARTA).date().replace(day=1)


def count(desk: Desk, months: tuple[date, ...]) -> Tally:
    tally = Tally()
    closed_states = {state.name for state in desk.sop.states if not state.open}
    for row, story in stories(desk):
        tally.counts["received", month_of(row["received_at"])] += 1
        spans = [(month_of(row["received_at"]), True)]
        holder = ""
        for event in story:
            month = month_of(event["at"])
            count_step(tally, event, month, holder)
            holder = event["agency"] or holder
            is_open, was_open = (
                event[name] not in closed_states for name in ("to_state", "from_state")
            )
            if was_open and not is_open:
                tally.counts["closed", month, reason_of(event)] += 1
            if is_open and not was_open:
                tally.counts["reopened", month] += 1
            spans.append((month, is_open))
        for month in months:
            before = [is_open for when, is_open in spans if when <= month]
            tally.counts["open", month] += bool(before and before[-1])
    return tally


def count_step(tally: Tally, event: dict[str, Any], month: date, holder: str) -> None:
    if not event["step"]:
        return
    for key in ((month, event["step"]), (month, event["step"], holder)):
        tally.counts["step", *key, verdict(event)] += 1
        tally.minutes[key].append(event["minutes"])


def verdict(event: dict[str, Any]) -> bool | None:
    """Nobody knows whether an OPD would have been on time with what was taken from it."""
    taken = event["step"] in AGENCY_STEPS and event["action"] not in AGENCY_ACTS
    return None if taken and event["on_time"] else event["on_time"]


def reason_of(event: dict[str, Any]) -> str:
    return FIXED.get(event["action"]) or event["data"]["inputs"]["Alasan Tutup"]


def stories(desk: Desk) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    with desk.journal.read() as connection:
        rows = [dict(row) for row in connection.execute(select(complaints)).mappings()]
        query = select(events).order_by(events.c.at, events.c.id)
        happened = [dict(row) for row in connection.execute(query).mappings()]
    by_number = defaultdict(list)
    for event in happened:
        by_number[event["number"]].append(event)
    return [(row, by_number[row["number"]]) for row in rows]
