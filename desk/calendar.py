"""The city's calendar: its service hours, national holidays with cuti bersama, and its own ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from holidays import GOVERNMENT, PUBLIC

from desk.reference import Reference
from sop.clocks import Calendar, ServiceBlock, build_calendar

COUNTRY = "ID"
YEARS_BACK = 3  # history that reports look at
YEARS_AHEAD = 2
COLLECTIVE_LEAVE = "cuti bersama"


def build(reference: Reference, *, now: datetime) -> Calendar:
    """From three years before the year of `now` to two years after it, whole years.

    Holidays are those of `holidays` in the categories public and government: without the second
    there is no cuti bersama. The tab Hari Libur adds the city's own.
    """
    zone = reference.preferences.timezone
    year = now.astimezone(ZoneInfo(zone)).year
    return _built(reference.service_blocks, frozenset(reference.holidays), zone, year)


@lru_cache(maxsize=8)
def _built(
    blocks: tuple[ServiceBlock, ...], own: frozenset[date], zone: str, year: int
) -> Calendar:
    first, last = date(year - YEARS_BACK, 1, 1), date(year + YEARS_AHEAD, 12, 31)
    off = own.union(*(national(each) for each in range(first.year, last.year + 1)))
    return build_calendar(blocks, off, timezone=ZoneInfo(zone), first=first, last=last)


@lru_cache(maxsize=16)
def national(year: int) -> Mapping[date, str]:
    """National holidays and cuti bersama of a year, with their Indonesian names."""
    return dict(_days(year, (PUBLIC, GOVERNMENT)))


def _days(year: int, categories: tuple[str, ...]) -> Mapping[date, str]:
    return holidays.country_holidays(COUNTRY, years=year, categories=categories, language="id")


def unknown_collective_leave(reference: Reference, *, now: datetime) -> int | None:
    """Next year, while its cuti bersama is known neither to `holidays` nor to Hari Libur."""
    year = now.astimezone(reference.preferences.zone).year + 1
    own = any(
        day.year == year and COLLECTIVE_LEAVE in remark.casefold()
        for day, remark in reference.holidays.items()
    )
    return None if own or _days(year, (GOVERNMENT,)) else year
