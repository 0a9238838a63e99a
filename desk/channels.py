"""Ways of coming to the desk that the rules treat apart."""

from __future__ import annotations

#: Complaints of the years before Wadul: no clock, no messages, a line of their own in figures.
OLD_DATA = "Data Lama"
