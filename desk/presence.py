"""Who acts, as Petugas says at this moment: every write begins with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from desk.actors import Actor, actor_for
from desk.context import Desk
from desk.problems import NotFound

GONE = "Akun ini tidak lagi terdaftar di tab Petugas."


def present(connection: Connection, desk: Desk, actor: Actor, *, now: datetime) -> Actor:
    """The same person with what they may do now: a removed or changed one acts no more."""
    if "@" not in actor.id:
        return actor  # the Sheet, the citizen, the system
    current = actor_for(
        desk.sop, desk.reference(connection), actor.id, now=now, admin_email=desk.admin_email
    )
    if current is None:
        raise NotFound(GONE)
    return replace(current, via=actor.via)
