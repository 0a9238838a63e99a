"""What the page Kondisi Sistem shows beside the status: what waits for a person's decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from desk import sight
from desk.actors import Actor
from desk.context import Desk
from desk.outbox import State
from desk.reference import Problem
from desk.schema import inbox, messages, reference_tabs, workers
from sop.model import Scope

UNDECIDED_SHOWN = 20


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
    with desk.journal.read() as connection:
        rows = connection.execute(query).mappings().all()
    if Scope.CITY not in sight.scopes_of(desk, actor):
        return []
    return [_undecided(dict(row)) for row in rows]


def _undecided(row: Mapping[str, Any]) -> Undecided:
    return Undecided(
        id=row["id"],
        number=row["number"] or "",
        chat=row["chat_id"],
        text=row["body"],
        started_at=row["started_at"],
        error=row["error"],
    )


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
