"""The figures of a report as people read them: the same in PDF and page.

Workbook and Sheet keep numbers, of a time its minutes.
"""

from __future__ import annotations

from functools import lru_cache

from babel.numbers import format_decimal

from desk.reports.contents import UNMEASURED, Measure, Value

LOCALE = "id_ID"
DASH = "–"
LONG = 120.0  # minutes; from there on hours


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """1.234 or 12,34"""
    return format_decimal(value, format="#,##0.##", locale=LOCALE)


@lru_cache(maxsize=4096)
def lasting(minutes: float) -> str:
    """90 menit, 21,5 menit; 2,0 jam, 632,2 jam"""
    rounded = round(minutes, 1)
    if rounded < LONG:
        return format_decimal(rounded, format="#,##0.#", locale=LOCALE) + " menit"
    return format_decimal(minutes / 60, format="#,##0.0", locale=LOCALE) + " jam"


def shown(value: Value, measure: Measure = Measure.COUNT) -> str:
    """What cannot be measured is said so, never 0 and never 100 %."""
    if value is None:
        return UNMEASURED if measure is Measure.PERCENT else DASH
    if measure is Measure.MINUTES:
        return lasting(value)
    return number(value) + ("%" if measure is Measure.PERCENT else "")
