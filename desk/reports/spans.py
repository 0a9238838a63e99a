"""Months as the reports count them: in the city's zone."""

from __future__ import annotations

from datetime import date, datetime, tzinfo


def after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def before(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def bounds(month: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Its first instant, and that of the next month."""
    following = after(month)
    return (
        datetime(month.year, month.month, 1, tzinfo=zone),
        datetime(following.year, following.month, 1, tzinfo=zone),
    )
