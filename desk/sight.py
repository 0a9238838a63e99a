"""What a person may see: which complaints at all, and what of them stays veiled.

An agency sees its own complaints and never the citizen's number. The identity of a confidential
complaint is for the city's desk alone, and its words for the desk and the agency that handles it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true

from desk.actors import Actor, roles_on
from desk.context import Desk
from desk.schema import complaints
from sop.model import Scope

SECRET = "(dirahasiakan)"
CONTENT = ("body", "location", "last_words", "follow_up", "answer", "reason", "reply_draft")
ADDRESS = ("phone", "chat_id")
DESK_ONLY = ("internal_note", *ADDRESS)


def scopes_of(desk: Desk, actor: Actor) -> frozenset[Scope]:
    return frozenset(desk.sop.role(name).scope for name in actor.roles)


def scopes_on(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> frozenset[Scope]:
    """The scopes that count for this complaint."""
    return frozenset(desk.sop.role(name).scope for name in roles_on(desk.sop, actor, row))


def visible_rows(desk: Desk, actor: Actor) -> ColumnElement[bool]:
    """The condition that every query of complaints carries."""
    scopes = scopes_of(desk, actor)
    if scopes & {Scope.CITY, Scope.LEADER}:
        return true()
    if Scope.AGENCY in scopes:
        return complaints.c.agency.in_(actor.agencies)
    return false()


def matching(desk: Desk, actor: Actor, text: str) -> ColumnElement[bool]:
    """Complaints with `text` in what this person may read of them: a search tells no secret."""
    scopes = scopes_of(desk, actor)
    columns = complaints.c
    words = [columns.body.icontains(text, autoescape=True)]
    words.append(columns.location.icontains(text, autoescape=True))
    name = columns.name.icontains(text, autoescape=True)
    number = columns.number.icontains(text, autoescape=True)
    if Scope.CITY in scopes:
        return or_(number, name, columns.phone.contains(text, autoescape=True), *words)
    if Scope.LEADER in scopes:
        return or_(number, and_(~columns.confidential, or_(name, *words)))
    return or_(number, *words, and_(~columns.confidential, name))


def veiled(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as this person may read it."""
    scopes = scopes_on(desk, actor, row)
    shown = dict(row)
    if Scope.CITY in scopes:
        return shown
    hidden = dict.fromkeys(DESK_ONLY, "")
    if row["confidential"]:
        hidden["name"] = SECRET
        if Scope.AGENCY not in scopes:
            hidden |= {column: SECRET for column in CONTENT if row.get(column)}
    return shown | {column: value for column, value in hidden.items() if column in shown}


def may_read_words(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> bool:
    """Whether the conversation and the notes are for this person."""
    scopes = scopes_on(desk, actor, row)
    return Scope.CITY in scopes or (bool(scopes) and not row["confidential"])
