"""The leaders' summary, once a working day."""

from __future__ import annotations

from datetime import datetime

from desk import summary
from desk.context import Desk


def tell_leaders(desk: Desk, *, now: datetime) -> bool:
    """True when somebody is told: send."""
    return summary.send(desk, now=now) > 0
