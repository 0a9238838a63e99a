"""Who may do the work of protecting personal data: the officer of Pengaturan, and the admins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from desk import decisions
from desk.acting import present
from desk.actors import Actor
from desk.context import Desk
from desk.problems import Refused

NOT_THEIRS = "Hanya Petugas Data Pribadi (tab Pengaturan) dan Admin yang dapat membuka bagian ini."


def is_officer(desk: Desk, actor: Actor, connection: Connection | None = None) -> bool:
    """Whether Pengaturan names this person, by e-mail or name, or they are an admin."""
    reference = desk.reference(connection)
    named = reference.preferences.privacy_officer.casefold()
    person = reference.person(actor.id)
    names = (actor.id.casefold(), person.name.casefold() if person else "")
    return bool(named and named in names) or decisions.may_decide(desk, actor)


def officer(connection: Connection, desk: Desk, actor: Actor, *, now: datetime) -> Actor:
    """The person as Petugas says now. Refused: this is not theirs to do."""
    current = present(connection, desk, actor, now=now)
    if not is_officer(desk, current, connection):
        raise Refused(NOT_THEIRS)
    return current
