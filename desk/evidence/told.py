"""What a file tells of itself when it is stored, as columns of `media`."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Any

from desk.evidence import looks, taken
from desk.evidence.taken import Source

#: A statement is given to the minute.
SAME = timedelta(minutes=1)


def columns(data: bytes, mime: str, zone: tzinfo) -> dict[str, Any]:
    """Never of an identity card. What the file does not say keeps what was known before."""
    said = taken.read(data, mime, zone)
    found: dict[str, Any] = {"looks": looks.of(data, mime), "taken_place": said.place}
    if said.at is not None:
        found |= {"recorded_at": said.at, "taken_at": said.at, "taken_from": said.source.value}
    return found


def stated(found: dict[str, Any], at: datetime | None, by: str, phase: str) -> dict[str, Any]:
    """The same with what a person states about it; the file's own time is kept beside."""
    recorded = found.get("recorded_at")
    facts: dict[str, Any] = {"taken_by": by.strip(), "phase": phase}
    if at is not None and (recorded is None or abs(at - recorded) > SAME):
        facts |= {"taken_at": at, "taken_from": Source.PERSON.value}
    return found | facts
