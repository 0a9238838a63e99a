"""A person's settled edit of one row, with all that is needed to take it in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from desk import actors, events
from desk.actors import Actor
from desk.context import Desk
from desk.reference import Reference
from sheets_schema.bases import Base
from sheets_schema.layout import Cells
from sop.model import Scope

STANDS = timedelta(minutes=2)  # how long a Status whose input is missing is left standing
PUT_BACK = "Isian Lembar Dikembalikan"


@dataclass
class Typed:
    """One row in one transaction. `left`: cells that are not settled yet; the rest have been."""

    connection: Connection
    desk: Desk
    number: str
    complaint: dict[str, Any]
    base: Base
    desired: Cells
    left: Cells
    seen_at: datetime
    now: datetime
    waits: str  # why what is left stands: see `bases.Base`
    settled: Cells = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    accepted: bool = False

    @property
    def reference(self) -> Reference:
        return self.desk.reference(self.connection)

    @property
    def actor(self) -> Actor:
        """The Sheet, with the leaders' rights where the city wants it so."""
        actor = actors.sheet(self.desk.sop)
        if not self.reference.preferences.sheet_acts_for_leaders:
            return actor
        leaders = (role.name for role in self.desk.sop.roles if role.scope is Scope.LEADER)
        return Actor(actor.id, actor.name, (*actor.roles, *leaders), via=actor.via)

    def settle(self, headers: Iterable[str]) -> None:
        """These cells are dealt with: what they say becomes the row's base."""
        for header in list(headers):
            if header in self.left:
                self.settled[header] = self.left.pop(header)

    def put_back(self, headers: Iterable[str], note: str) -> None:
        """What was typed does not count: it is kept in Riwayat, and its author sees a note."""
        typed = {header: self.left[header] for header in headers if header in self.left}
        self.settle(typed)
        self.keep(typed, note)

    def keep(self, typed: Cells, note: str) -> None:
        """In Riwayat, and a note for who typed it."""
        self.notes.append(note)
        events.add(
            self.connection,
            number=self.number,
            action=PUT_BACK,
            actor=actors.sheet(self.desk.sop),
            now=self.now,
            from_state=self.complaint["state"],
            to_state=self.complaint["state"],
            agency=self.complaint["agency"],
            note=note,
            data={"typed": typed},
        )

    def clock(self, when: datetime) -> datetime:
        return when.astimezone(self.desk.timezone(self.connection))
