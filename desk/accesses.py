"""Who looked at a citizen's identity, at what of it, when and why: written down with the look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from desk.actors import Actor
from desk.ids import new_id
from desk.journal import Journal
from desk.privacy_tables import accesses

#: A page draws itself again every few seconds: within this time it is still the same look.
SAME_LOOK = timedelta(minutes=15)
AT_ONCE = 500


class Look(StrEnum):
    """What was looked at, in the words of the list."""

    CARD = "Foto identitas"
    NIK = "NIK lengkap"
    IDENTITY = "Identitas pelapor"
    SECRET = "Aduan rahasia"
    EXPORT = "Unduhan"
    PRINT = "Cetakan"
    COPY = "Salinan data pribadi"


@dataclass(frozen=True)
class Access:
    """One line of the list. `actor` is an e-mail address; `number` is "" of a whole list."""

    id: str
    at: datetime
    actor: str
    role: str
    what: str
    number: str
    field: str
    reason: str
    via: str


@dataclass(frozen=True)
class Wanted:
    """Which lines: of one person, one complaint, from `since` until before `until`; "" and None
    leave it open."""

    actor: str = ""
    number: str = ""
    since: datetime | None = None
    until: datetime | None = None
    what: str = ""


def noted(
    connection: Connection,
    actor: Actor,
    what: str,
    number: str,
    *,
    now: datetime,
    field: str = "",
    reason: str = "",
    same_within: timedelta | None = None,
) -> bool:
    """Write down one look, in the caller's write transaction. False: it is the same look as one
    within `same_within` before (for what a page shows without being pressed: SAME_LOOK)."""
    facts = {"actor": actor.id, "what": what, "number": number, "field": field}
    if same_within and _lately(connection, facts, since=now - same_within):
        return False
    connection.execute(
        insert(accesses),
        {
            **facts,
            "id": new_id(now),
            "at": now,
            "role": ", ".join(actor.roles),
            "reason": reason,
            "via": actor.via,
        },
    )
    return True


def once(journal: Journal, actor: Actor, what: str, number: str, *, now: datetime) -> None:
    """Note what a page shows without being pressed; the same look is only asked about, not
    written, so a page that draws itself again takes no turn from anybody who writes."""
    facts = {"actor": actor.id, "what": what, "number": number, "field": ""}
    with journal.read() as connection:
        if _lately(connection, facts, since=now - SAME_LOOK):
            return
    with journal.write() as connection:
        noted(connection, actor, what, number, now=now, same_within=SAME_LOOK)


def listed(connection: Connection, wanted: Wanted, *, most: int) -> list[Access]:
    """The newest looks first."""
    query = select(accesses).where(_condition(wanted)).order_by(accesses.c.id.desc()).limit(most)
    return [Access(**row) for row in connection.execute(query).mappings()]


def people(connection: Connection) -> list[str]:
    """Everybody who has ever looked at something."""
    query = select(accesses.c.actor).distinct().order_by(accesses.c.actor)
    return list(connection.execute(query).scalars())


def forget(connection: Connection, *, before: datetime) -> bool:
    """Delete looks of longer ago. True: there may be more."""
    old = select(accesses.c.id).where(accesses.c.at < before).limit(AT_ONCE)
    found = list(connection.execute(old).scalars())
    if found:
        connection.execute(delete(accesses).where(accesses.c.id.in_(found)))
    return len(found) == AT_ONCE


def _lately(connection: Connection, facts: Mapping[str, Any], *, since: datetime) -> bool:
    same = and_(*(accesses.c[name] == value for name, value in facts.items()))
    query = select(accesses.c.id).where(same, accesses.c.at > since).limit(1)
    return connection.execute(query).first() is not None


def _condition(wanted: Wanted) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [accesses.c.id != ""]
    for name in ("actor", "number", "what"):
        if value := getattr(wanted, name):
            conditions.append(accesses.c[name] == value)
    if wanted.since:
        conditions.append(accesses.c.at >= wanted.since)
    if wanted.until:
        conditions.append(accesses.c.at < wanted.until)
    return and_(*conditions)
