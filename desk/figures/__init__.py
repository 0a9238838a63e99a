"""Dasbor's figures: from the journal's events, for months and filters, in numbers alone.

Nothing in here knows a name, a text, a telephone number or a place: `columns` does not read them.
"""

from desk.figures.asked import Asked, Filters, Months, ask
from desk.figures.compliance import Kept
from desk.figures.listed import Line, Page, Pick, behind
from desk.figures.volumes import Month

__all__ = [
    "Asked",
    "Filters",
    "Kept",
    "Line",
    "Month",
    "Months",
    "Page",
    "Pick",
    "ask",
    "behind",
]
