"""What turning a row of the Sheet back into a row of the journal has to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from desk.context import Desk
from desk.reference import Reference
from sheets_schema import fingerprints, rows

LETTERS = len("2026-11-23T09:15:00")  # of a moment, see `sheets_schema.cells`


@dataclass(frozen=True)
class Reading:
    """In force for one rebuild. `now` is when it began."""

    desk: Desk
    reference: Reference
    zone: ZoneInfo
    now: datetime

    @classmethod
    def begun(cls, connection: Connection, desk: Desk, *, now: datetime) -> Reading:
        return cls(desk, desk.reference(connection), desk.timezone(connection), now)

    def instant(self, cell: str | None) -> datetime | None:
        """The instant that a cell shows, in UTC like the journal's own."""
        if not cell or len(cell) != LETTERS:
            return None
        try:
            return datetime.fromisoformat(cell).replace(tzinfo=self.zone).astimezone(UTC)
        except ValueError:
            return None

    def exact(self, cell: str | None, record_id: str) -> datetime | None:
        """The same, to the millisecond that the record's id keeps, when it is that second."""
        shown = self.instant(cell)
        try:
            made = datetime.fromtimestamp(int(record_id[:12], 16) / 1000, UTC)
        except (ValueError, OverflowError, OSError):
            return shown
        return made if shown and made.replace(microsecond=0) == shown else shown

    @cached_property
    def steps(self) -> Mapping[str, str]:
        """A step as people read it, and its key."""
        sop = self.desk.sop
        return {rows.step(step.key, sop): step.key for step in sop.steps}

    def step(self, cell: str) -> str:
        if cell in self.steps:
            return self.steps[cell]
        key = cell.partition(" ")[0]  # the activity may have been worded otherwise
        return key if self.desk.sop.step(key) else cell

    def fingerprint(self, said: str) -> str:
        """The SHA-256 of a file as the Sheet shows it; "" where it is sealed with another key."""
        return fingerprints.BETWEEN.join(fingerprints.read(self.desk.media_key, said))

    @cached_property
    def open_states(self) -> Mapping[str, bool]:
        return {state.name: state.open for state in self.desk.sop.states}


@dataclass
class Trace:
    """What the history of one complaint says of how it stands. `last`: the event read of it."""

    last: str = ""
    first: str = ""
    kept: dict[str, Any] = field(default_factory=dict)  # see `sheets_schema.keepsakes`
    kept_by: str = ""  # id of the event that carries it
    identity: dict[str, Any] = field(default_factory=dict)  # what the Sheet hides of the complaint
    identity_by: str = ""
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)  # what it hides of these
    agency: str = ""
    agency_by: str = ""
    state: str = ""
    since: datetime | None = None
    moved_by: str = ""
    opened_at: datetime | None = None
    channel: str = ""


def blank(table: Table) -> dict[str, Any]:
    """A row of this table before anything is known of it."""
    found: dict[str, Any] = {}
    for column in table.columns:
        said = column.default
        found[column.name] = said.arg if isinstance(said, ScalarElementColumnDefault) else None
    return found
