"""The figures of a report as people read them: the same in PDF, page and workbook."""

from __future__ import annotations

from functools import lru_cache

from babel.numbers import format_decimal

from desk.reports.contents import UNMEASURED, Measure, Value

LOCALE = "id_ID"
DASH = "–"


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """1.234 or 12,34"""
    return format_decimal(value, format="#,##0.##", locale=LOCALE)


def shown(value: Value, measure: Measure = Measure.COUNT) -> str:
    """What cannot be measured is said so, never 0 and never 100 %."""
    if value is None:
        return UNMEASURED if measure is Measure.PERCENT else DASH
    return number(value) + ("%" if measure is Measure.PERCENT else "")
