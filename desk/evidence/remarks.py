"""What is odd about when and where a photo was taken, one short sentence each. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from desk import positions, texts
from desk.evidence.taken import Source
from desk.positions import Position

SLACK = timedelta(minutes=10)  # clocks of phones differ
FAR_M = 2_000
EARTH_M = 6_371_000
FOLLOW_UP = "follow_up"
AFTER, BEFORE = "after", "before"

NOT_RECORDED = "waktu pengambilan tidak tercatat dalam berkas"
BEFORE_COMPLAINT = "diambil {when}, sebelum aduan diterima"
IN_THE_FUTURE = "waktu pengambilan {when} melewati waktu kirim"
FAR = "diambil {distance} km dari lokasi aduan"
DIFFERENT = "berkas mencatat {recorded}, petugas menyatakan {stated}"


def on(photo: Mapping[str, Any], complaint: Mapping[str, Any], zone: tzinfo) -> tuple[str, ...]:
    """`photo`: a row of `media`. A citizen's own photo may be older than the complaint."""
    if photo["identity"]:
        return ()
    found = (*_time(photo, complaint, zone), _place(photo, complaint))
    return tuple(said for said in found if said)


def source(photo: Mapping[str, Any], zone: tzinfo) -> str:
    """diambil 12/10 09.14 (menurut berkas), or that nothing is recorded."""
    taken = photo["taken_at"]
    if taken is None:
        return NOT_RECORDED
    said = photo["taken_from"] or Source.FILE
    told = f"diambil {texts.moment(taken, zone)} ({said})"
    # A message's time is when it was sent; the picture itself says nothing.
    return f"{told}; {NOT_RECORDED}" if _unrecorded(photo) else told


def _unrecorded(photo: Mapping[str, Any]) -> bool:
    return photo["recorded_at"] is None and photo["taken_from"] in (
        Source.WHATSAPP,
        Source.PERSON,
    )


def _time(photo: Mapping[str, Any], complaint: Mapping[str, Any], zone: tzinfo) -> tuple[str, ...]:
    found = []
    stated, recorded = photo["taken_at"], photo["recorded_at"]
    earliest = min((one for one in (stated, recorded) if one), default=None)
    latest = max((one for one in (stated, recorded) if one), default=None)
    if earliest and _shows_the_work(photo) and earliest < complaint["received_at"] - SLACK:
        found.append(BEFORE_COMPLAINT.format(when=texts.moment(earliest, zone)))
    if latest and latest > photo["at"] + SLACK:
        found.append(IN_THE_FUTURE.format(when=texts.moment(latest, zone)))
    if stated and recorded and abs(stated - recorded) > SLACK:
        found.append(_two_times(stated, recorded, zone))
    return tuple(found)


def _two_times(stated: datetime, recorded: datetime, zone: tzinfo) -> str:
    return DIFFERENT.format(
        recorded=texts.moment(recorded, zone), stated=texts.moment(stated, zone)
    )


def _shows_the_work(photo: Mapping[str, Any]) -> bool:
    return bool(photo["origin"] == FOLLOW_UP and photo["phase"] != BEFORE)


def _place(photo: Mapping[str, Any], complaint: Mapping[str, Any]) -> str:
    here, there = positions.written(photo["taken_place"]), positions.written(complaint["location"])
    if here is None or there is None:
        return ""
    apart = metres(here, there)
    return FAR.format(distance=texts.number(round(apart / 1000, 1))) if apart > FAR_M else ""


def metres(one: Position, other: Position) -> float:
    """Along the surface of the earth."""
    (south, west), (north, east) = one, other
    rise = math.sin(math.radians(north - south) / 2) ** 2
    run = math.sin(math.radians(east - west) / 2) ** 2
    shrunk = math.cos(math.radians(south)) * math.cos(math.radians(north))
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, rise + shrunk * run)))
