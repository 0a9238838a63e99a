"""The number of a published report, by the city's pattern."""

from __future__ import annotations

from datetime import date

from desk.report_preferences import PLACEHOLDER

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def series(month: date) -> str:
    """The counter that reports of this year are numbered by."""
    return f"LAPORAN-{month.year}"


def written(pattern: str, *, place: int, month: date) -> str:
    """The pattern filled in.

    >>> written("{urut}/LAP/{bulan_romawi}/{tahun}", place=3, month=date(2026, 10, 1))
    '003/LAP/X/2026'
    """
    parts = {
        "urut": f"{place:03d}",
        "bulan": f"{month.month:02d}",
        "bulan_romawi": ROMAN[month.month - 1],
        "tahun": str(month.year),
    }
    return PLACEHOLDER.sub(lambda found: parts.get(found[1], found[0]), pattern)
