"""What the page Kondisi Sistem shows beside the status: what waits for a person's decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, not_, select

from desk import failures, sight, tenure
from desk import inbox as incoming
from desk.actors import Actor
from desk.context import Desk
from desk.outbox import State
from desk.reference import Problem
from desk.schema import complaints, events, inbox, messages, reference_tabs, workers
from desk.tenure import Posts
from sop.model import Scope

UNDECIDED_SHOWN = 20
FAILED_SHOWN = 20
PARKED_SHOWN = 20
#: Columns of the tabs Aduan, Percakapan and Riwayat, and what Google takes in one file.
COLUMNS = {"complaints": 34, "messages": 16, "events": 15}
MOST_CELLS = 10_000_000


@dataclass(frozen=True)
class Undecided:
    """A message of which nobody knows whether it arrived. `chat` is for the city's desk only."""

    id: str
    number: str
    chat: str
    text: str
    started_at: datetime | None
    error: str


@dataclass(frozen=True)
class Failed:
    """A message that did not arrive and will not by itself."""

    id: str
    number: str
    text: str
    at: datetime
    error: str


@dataclass(frozen=True)
class Parked:
    """A notification that could not be taken in. `told`: what was probably written."""

    id: int
    received_at: datetime
    told: str
    raw: Mapping[str, Any]


@dataclass(frozen=True)
class Pass:
    """When a thread of the worker last finished, and last finished well."""

    name: str
    last_at: datetime
    good_at: datetime | None
    error: str


def undecided(desk: Desk, actor: Actor) -> list[Undecided]:
    """The oldest uncertain messages; words and numbers only for the city's desk."""
    query = (
        select(messages)
        .where(messages.c.direction == "out", messages.c.state == State.UNKNOWN)
        .order_by(messages.c.id)
        .limit(UNDECIDED_SHOWN)
    )
    if Scope.CITY not in sight.scopes_of(desk, actor):
        return []
    with desk.journal.read() as connection:
        rows = connection.execute(query.where(_theirs(desk, actor))).mappings().all()
    return [_undecided(dict(row)) for row in rows]


def _theirs(desk: Desk, actor: Actor) -> ColumnElement[bool]:
    """Messages about complaints that this person may see, or about none."""
    hidden = select(complaints.c.number).where(
        complaints.c.number == messages.c.number, not_(sight.visible_rows(desk, actor))
    )
    return ~hidden.exists()


def _undecided(row: Mapping[str, Any]) -> Undecided:
    return Undecided(
        id=row["id"],
        number=row["number"] or "",
        chat=row["chat_id"],
        text=row["body"],
        started_at=row["started_at"],
        error=row["error"],
    )


def failed(desk: Desk, actor: Actor, *, now: datetime) -> list[Failed]:
    """The newest messages that did not arrive and that nobody has dealt with."""
    if Scope.CITY not in sight.scopes_of(desk, actor):
        return []
    with desk.journal.read() as connection:
        found = failures.open_ones(connection, now=now)
        known = set(
            connection.execute(
                select(messages.c.id).where(
                    messages.c.id.in_([row["id"] for row in found]), _theirs(desk, actor)
                )
            ).scalars()
        )
        rows = [row for row in found if row["id"] in known][:FAILED_SHOWN]
    return [
        Failed(row["id"], row["number"] or "", row["body"], row["at"], row["error"]) for row in rows
    ]


def set_aside(desk: Desk, actor: Actor) -> list[Parked]:
    """The parked messages themselves, oldest first; only for the city's desk."""
    if Scope.CITY not in sight.scopes_of(desk, actor):
        return []
    with desk.journal.read() as connection:
        rows = incoming.parked(connection)[:PARKED_SHOWN]
    return [Parked(row["id"], row["received_at"], told(row["raw"]), row["raw"]) for row in rows]


def told(raw: Any) -> str:
    """The longest text in a notification that nobody could read: most likely what was written."""
    if isinstance(raw, Mapping):
        found = [told(part) for name, part in raw.items() if not _technical(name)]
    elif isinstance(raw, list):
        found = [told(part) for part in raw]
    else:
        found = [raw] if isinstance(raw, str) else []
    return max(found, key=len, default="")


def _technical(name: str) -> bool:
    return name.lower().endswith(("id", "url", "thumbnail", "type"))


def sheet_size(desk: Desk) -> int:
    """About how many of `MOST_CELLS` the register fills, by what is recorded here."""
    with desk.journal.read() as connection:
        tables = (complaints, messages, events)
        return sum(_rows(connection, table) * COLUMNS[table.name] for table in tables)


def _rows(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def parked(desk: Desk) -> int:
    """How many notifications could not be taken in three times and wait for a person."""
    query = select(func.count()).select_from(inbox).where(inbox.c.state == "parked")
    with desk.journal.read() as connection:
        return int(connection.execute(query).scalar_one())


def reference_problems(desk: Desk) -> dict[str, list[Problem]]:
    """What makes no sense in the reference tabs, by tab."""
    query = select(reference_tabs.c.tab, reference_tabs.c.problems).order_by(reference_tabs.c.tab)
    with desk.journal.read() as connection:
        rows = connection.execute(query).all()
    return {
        row.tab: [Problem(**problem) for problem in row.problems] for row in rows if row.problems
    }


def passes(desk: Desk) -> list[Pass]:
    """The worker's threads, by name."""
    with desk.journal.read() as connection:
        rows = connection.execute(select(workers).order_by(workers.c.name)).all()
    return [Pass(row.name, row.last_pass_at, row.last_good_at, row.error) for row in rows]


def posts(desk: Desk) -> Posts:
    """Which worker is active and which stand by, on PostgreSQL."""
    with desk.journal.read() as connection:
        return tenure.posts(connection)


def has_examples(desk: Desk) -> bool:
    """Whether complaints of the example history stand in this journal."""
    with desk.journal.read() as connection:
        query = select(complaints.c.number).where(complaints.c.example).limit(1)
        return connection.execute(query).first() is not None
