"""The full NIK that a citizen told: seen by the city's admin, by a press that is written down."""

from __future__ import annotations

from datetime import datetime

from desk import accesses, decisions, kept_numbers
from desk.accesses import Look
from desk.acting import visible
from desk.actors import Actor
from desk.context import Desk
from desk.kept_numbers import Kept


def are_offered(desk: Desk, actor: Actor, number: str) -> bool:
    """Whether there is one to see, for this person."""
    if not decisions.may_decide(desk, actor):
        return False
    with desk.journal.read() as connection:
        return kept_numbers.are_there(connection, number)


def shown(desk: Desk, actor: Actor, number: str, *, now: datetime) -> list[Kept]:
    """The numbers told about this complaint; the look is written down with them.

    Refused: not an admin of the city; NotFound: not theirs to see.
    """
    with desk.journal.write() as connection:
        actor = decisions.admin(connection, desk, actor, now=now)
        visible(connection, desk, actor, number)
        accesses.noted(connection, actor, Look.NIK, number, field="NIK", now=now)
        return kept_numbers.told_of(connection, number)
