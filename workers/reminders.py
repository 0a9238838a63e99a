"""Reminders, once every half hour at most."""

from __future__ import annotations

from datetime import datetime

from desk import reminding
from desk.context import Desk


def remind(desk: Desk, *, now: datetime) -> bool:
    """A round of reminders when it is time for one; True when somebody is told: send."""
    return reminding.go_round(desk, now=now) > 0
