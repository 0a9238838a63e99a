"""Dates as Indonesian registers write them: always the day before the month."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from enum import StrEnum

from sheets_schema import cells

MONTHS = {
    **dict(
        zip("jan feb mar apr mei jun jul agu sep okt nov des".split(), range(1, 13), strict=True)
    ),
    "peb": 2,
    "may": 5,
    **dict.fromkeys(("ags", "agt", "aug"), 8),
    "oct": 10,
    "nop": 11,
    "dec": 12,
}
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:t|\b)")
NUMBERS = re.compile(
    r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4}|\d{2})\b"
)
WORDS = re.compile(r"(?P<day>\d{1,2})[\s./-]+(?P<month>[a-z]{3,})[\s./,-]+(?P<year>\d{4}|\d{2})\b")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
WEEKDAY = re.compile(r"^[a-z'’]+[\s,./]+(?=\d)")
TIME = re.compile(
    r"[\s,]*(?:pukul|jam|pkl)?\.?\s*(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?\s*(?:wib|wita|wit)?\s*"
)
EARLIEST = 1990


class Form(StrEnum):
    """How a date was written, as the dry run tells it."""

    ISO = "tanggal Excel"
    NUMBERS = "hari/bulan/tahun"
    WORDS = "dengan nama bulan"
    SERIAL = "angka seri Excel"


FORMS = ((ISO, Form.ISO), (NUMBERS, Form.NUMBERS), (WORDS, Form.WORDS))


def understood(text: str, zone: tzinfo, *, clock: str = "") -> tuple[datetime, Form] | None:
    """The instant that a cell means; `clock`: the time of day, where it has a column of its own.

    None: empty, not a date, or one that is not in the calendar.
    """
    plain = WEEKDAY.sub("", " ".join(text.casefold().split()))
    found = _serial(plain) or _written(plain)
    if found is None or found[0].year < EARLIEST:
        return None
    when, form = found
    return _at(when, clock).replace(tzinfo=zone), form


def _serial(text: str) -> tuple[datetime, Form] | None:
    return (cells.from_serial(float(text)), Form.SERIAL) if SERIAL.fullmatch(text) else None


def _written(text: str) -> tuple[datetime, Form] | None:
    for pattern, form in FORMS:
        match = pattern.match(text)
        if match is None:
            continue
        hour, minute = _time(text[match.end() :]) or (None, None)
        month = MONTHS.get(match["month"][:3], 0) if form is Form.WORDS else int(match["month"])
        if hour is None or minute is None:
            return None
        year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
        try:
            # A cell carries no zone: it is the desk's.
            return datetime(year, month, int(match["day"]), hour, minute), form  # noqa: DTZ001
        except ValueError:
            return None
    return None


def _time(text: str) -> tuple[int, int] | None:
    """Hour and minute of what follows the date; None: it is something else."""
    if not text.strip(" ,."):
        return 0, 0
    match = TIME.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else None


def _at(when: datetime, clock: str) -> datetime:
    """With the time of day that another column names, where the date itself has none."""
    if when.hour or when.minute or not clock.strip():
        return when
    if re.fullmatch(r"0?\.\d+", clock.strip()):  # a part of a day, as Excel keeps it
        seconds = round(float(clock) * 1440) * 60
        return when.replace(hour=seconds // 3600 % 24, minute=seconds // 60 % 60)
    hour, minute = _time(clock.casefold()) or (0, 0)
    return when.replace(hour=hour, minute=minute) if hour < 24 and minute < 60 else when
