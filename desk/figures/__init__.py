"""The figures of a desk: from the journal's events, for months and filters, in numbers alone.

Nothing in here knows a name, a text, a telephone number or a place: `columns` does not read them.
What is counted how: `sop.figures`, and in words docs/figures.md.
"""

from desk.figures.asked import Asked, Filters, Months, ask
from desk.figures.listed import Page, behind
from sop.figures import compliance, volumes
from sop.figures.picks import Pick
from sop.figures.volumes import Month
from sop.summary import Kept, Line

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
    "compliance",
    "volumes",
]
