"""Service hours of a new desk: the usual office hours of a city with a five-day week.

A city edits the tab Jam Layanan: its own hours, a break, Ramadan with dates of validity.
"""

from __future__ import annotations

from desk.cells import WEEKDAYS

OPENS = "07.30"
CLOSES = {0: "15.30", 1: "15.30", 2: "15.30", 3: "15.30", 4: "14.30"}  # 0 = Monday; Friday short

#: (Hari, Mulai, Selesai)
HOURS = tuple((WEEKDAYS[weekday], OPENS, closes) for weekday, closes in CLOSES.items())
