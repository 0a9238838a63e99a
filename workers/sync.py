"""The register: one pass after the other keeps the Sheet and the journal equal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from desk import conditions
from desk.context import Desk
from sheets_schema.client import Sheet
from sheets_schema.sync import run_once


class Register:
    """When the next pass is due: after `every`, for staff may have typed; at once when the journal
    has something new for the Sheet. So an idle desk asks Google seldom, and a row comes soon."""

    def __init__(
        self, desk: Desk, sheet: Sheet, clock: Callable[[], datetime], *, every: timedelta
    ) -> None:
        self._desk, self._sheet, self._clock, self._every = desk, sheet, clock, every
        self._due: datetime | None = None
        self._backlog = 0

    def keep(self) -> bool:
        """A pass, if one is due. True if something moved: what moves rarely moves alone."""
        now = self._clock()
        if self._due and now < self._due and not self._has_grown():
            return False
        with self._sheet.turn:
            outcome = run_once(self._sheet, self._desk, now=now)
        self._backlog = outcome.backlog
        self._due = now if outcome.moved else now + self._every
        return outcome.moved

    def _has_grown(self) -> bool:
        # What can't be written now (a tab is missing, an accident is held) is no reason to ask.
        with self._desk.journal.read() as connection:
            return conditions.sheet_backlog(connection) > self._backlog
