"""What a person may see: which complaints at all, and what of them stays veiled.

An agency sees its own complaints and never the citizen's number. The identity of a confidential
complaint is for the city's desk alone, and its words for the desk and the agency that handles it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, false, select, true

from desk import masking, search, search_index
from desk.actors import Actor, roles_on
from desk.context import Desk
from desk.schema import complaints
from desk.search import Search
from sop.model import Scope

SECRET = masking.SECRET
CONTENT = ("body", "location", "last_words", "follow_up", "answer", "reason", "reply_draft")
WRITTEN = ("body", "location", "last_words")  # by the citizen: with a name in it, perhaps
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


def matching(desk: Desk, actor: Actor, wanted: Search) -> Subquery:
    """(number, rank) of the complaints that hold this in what the person may read of them.

    A search tells no secret: what is hidden from somebody is not looked at for them.
    """
    scopes = scopes_of(desk, actor)
    found = [search.by_number(wanted)] if wanted.names_some else []
    anywhere = search.by_words(desk, wanted)
    if Scope.CITY in scopes:
        found += [search.by_phone(wanted)] if wanted.phone else []
        return search.together([*found, anywhere])
    if Scope.LEADER in scopes:
        return search.together([*found, _without_secrets(anywhere)])
    nameless = search.by_words(desk, wanted, (search_index.BODY, search_index.PLACE))
    return search.together([*found, nameless, _without_secrets(anywhere)])


def _without_secrets(found: Select[Any]) -> Select[Any]:
    hits = found.subquery()
    joined = select(hits).join(complaints, complaints.c.number == hits.c.number)
    return joined.where(~complaints.c.confidential)


def veiled(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as this person may read it."""
    scopes = scopes_on(desk, actor, row)
    shown = dict(row)
    if Scope.CITY in scopes:
        return shown
    hidden = dict.fromkeys(DESK_ONLY, "")
    if row["confidential"]:
        hidden["name"] = SECRET
        hidden |= {
            column: masking.masked(row, row[column]) for column in WRITTEN if row.get(column)
        }
        if Scope.AGENCY not in scopes:
            hidden |= {column: SECRET for column in CONTENT if row.get(column)}
    return shown | {column: value for column, value in hidden.items() if column in shown}


def may_read_words(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> bool:
    """Whether the conversation and the notes are for this person."""
    scopes = scopes_on(desk, actor, row)
    return Scope.CITY in scopes or (bool(scopes) and not row["confidential"])
