"""What Google makes of a text that is typed in (USER_ENTERED): a small table of known cases.

Numbers, percentages, dollars, dates, times, TRUE and FALSE, formulas and a leading apostrophe are
understood; everything else stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sandbox.sheets.cells import Formula, Value, checked, number
from sandbox.sheets.formats import COMMA_LOCALES, EPOCH, INDONESIAN

NUMBER = re.compile(r"^([+-]?)(\$?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?)(%?)$")
YEAR_FIRST = re.compile(r"^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$")
YEAR_LAST = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$")
NO_YEAR = re.compile(r"^(\d{1,2})([-/])(\d{1,2})$")
CLOCK = re.compile(r"^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$")


@dataclass(frozen=True)
class Entry:
    """A typed value and the NumberFormat it brings along, None when it brings none."""

    value: Value
    form: dict[str, str] | None = None


def understand(text: str, *, locale: str, year: int) -> Entry:
    """The value of a typed text; `year` completes a date without one."""
    checked(text)
    if text.startswith("=") and len(text) > 1:
        return Entry(Formula(text))
    if text.startswith("'"):
        return Entry(text[1:] or None)
    if text.upper() in ("TRUE", "FALSE"):
        return Entry(text.upper() == "TRUE")
    language = locale[:2].lower()
    stripped = text.strip()
    found = _number(stripped, language) or _moment(stripped, language, year)
    return found or Entry(text or None)


def _number(text: str, language: str) -> Entry | None:
    if language in COMMA_LOCALES:
        text = text.translate(str.maketrans(",.", ".,"))
    match = NUMBER.match(text)
    if not match or not re.search(r"\d", match[3]):
        return None
    value = float(match[3].replace(",", "")) * (-1 if match[1] == "-" else 1)
    if match[4]:
        pattern = "0.00%" if "." in match[3] else "0%"
        return Entry(number(value / 100), {"type": "PERCENT", "pattern": pattern})
    if match[2]:
        return Entry(number(value), {"type": "CURRENCY", "pattern": "$#,##0.00"})
    if "," in match[3]:
        pattern = "#,##0.00" if "." in match[3] else "#,##0"
        return Entry(number(value), {"type": "NUMBER", "pattern": pattern})
    return Entry(number(value))


def _moment(text: str, language: str, year: int) -> Entry | None:
    day_text, _, clock_text = text.partition(" ")
    day = _day(day_text, language, year)
    clock = _clock((clock_text if day else text).strip())
    if day and not clock_text:
        return Entry(day[0], {"type": "DATE", "pattern": day[1]})
    if day and clock:
        pattern = f"{day[1]} {clock[1]}"
        return Entry(number(day[0] + clock[0]), {"type": "DATE_TIME", "pattern": pattern})
    dotted = language in INDONESIAN and CLOCK.match(text)
    if clock and not day and (":" in text or dotted):
        return Entry(number(clock[0]), {"type": "TIME", "pattern": clock[1]})
    return None


def _day(text: str, language: str, year: int) -> tuple[int, str] | None:
    """The serial number of a typed day and the pattern that shows it as typed."""
    if match := YEAR_FIRST.match(text):
        parts, pattern = (match[1], match[3], match[4]), "yyyy{0}mm{0}dd"
    elif match := YEAR_LAST.match(text):
        first, second = match[1], match[3]
        long_year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
        month_first = language == "en"
        parts = (long_year, first, second) if month_first else (long_year, second, first)
        wide = "dd{0}mm{0}yyyy" if len(first) == 2 else "d{0}m{0}yyyy"
        pattern = "m{0}d{0}yyyy" if month_first else wide
    elif match := NO_YEAR.match(text):
        month_first = language == "en"
        parts = (str(year), *((match[1], match[3]) if month_first else (match[3], match[1])))
        pattern = "m{0}d" if month_first else "d{0}m"
    else:
        return None
    serial = _serial(*(int(part) for part in parts))
    return None if serial is None else (serial, pattern.format(match[2]))


def _serial(year: int, month: int, day: int) -> int | None:
    try:
        return (datetime(year, month, day) - EPOCH).days  # noqa: DTZ001  # serials carry no zone
    except ValueError:
        return None


def _clock(text: str) -> tuple[float, str] | None:
    match = CLOCK.match(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        return None
    seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
    return seconds / 86_400, "hh:mm:ss" if match[3] else "hh:mm"
