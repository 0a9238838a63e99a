"""What an agency has before it: what waits for this person, what colleagues do, what is sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from desk import came_back, positions, sight, supporters
from desk.actors import Actor
from desk.came_back import CameBack
from desk.context import Desk
from desk.incoming import Kind
from desk.positions import Position
from desk.schema import complaints, media, messages
from desk.visibility import Fact
from sop.model import Field, Scope, State

PAGE_SIZE = 50
COLUMNS = (
    "number",
    "version",
    "received_at",
    "state_since",
    "name",
    "body",
    "location",
    "village",
    "district",
    "category",
    "agency",
    supporters.COLUMN,
    "state",
    "due_at",
    "step",
    "rounds",
    "confidential",
    "identity_released",
    "assignee",
    "follow_up",
    "reason",
)


class Pile(StrEnum):
    """The lists; each complaint of the agency is in exactly one."""

    MINE = "Perlu saya"
    IN_HAND = "Dikerjakan"  # at the agency, somebody else's turn
    SENT = "Sudah dikirim"  # back at the city's desk, or over
    HELPED = "Mendukung"  # another OPD is in charge, this one helps


@dataclass(frozen=True)
class Page:
    """One page of a pile. `total` counts all of it. `came_back`: why, by number."""

    rows: tuple[dict[str, Any], ...]
    total: int
    came_back: Mapping[str, CameBack] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """What a card shows beside the row. `position`: latitude, longitude."""

    picture: str = ""  # media id of the first photo
    pictures: int = 0
    position: Position | None = None


def listed(desk: Desk, actor: Actor, pile: Pile, *, page: int = 1) -> Page:
    """Page `page` (from 1): least time left first; Sudah dikirim and Mendukung: newest first."""
    with desk.journal.read() as connection:
        condition = _in_pile(connection, desk, actor, pile)
        newest = complaints.c.received_at.desc()
        order = (
            (newest,)
            if pile in (Pile.SENT, Pile.HELPED)
            else (complaints.c.due_at.is_(None), complaints.c.due_at, complaints.c.received_at)
        )
        query = select(*(complaints.c[name] for name in COLUMNS)).where(condition).order_by(*order)
        rows = connection.execute(query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).mappings()
        whole = [dict(row) for row in rows]
        back = came_back.of_each(connection, desk, actor, whole)
        found = tuple(sight.veiled(desk, actor, row) for row in whole)
        return Page(found, _count(connection, condition), back)


def counts(desk: Desk, actor: Actor) -> dict[Pile, int]:
    """How many complaints lie on each pile."""
    with desk.journal.read() as connection:
        return {pile: _count(connection, _in_pile(connection, desk, actor, pile)) for pile in Pile}


def shown(desk: Desk, actor: Actor, rows: Collection[Mapping[str, Any]]) -> dict[str, Shown]:
    """number -> the first photo and the place of each of these rows, in two queries for all."""
    numbers = [row["number"] for row in rows]
    with desk.journal.read() as connection:
        pictures = _pictures(connection, numbers)
        open_ones = [row["number"] for row in rows if sight.may(desk, actor, row, Fact.TALK)]
        sent = _positions(connection, open_ones)
    return {
        row["number"]: Shown(
            *pictures.get(row["number"], ("", 0)),
            positions.written(row["location"]) or sent.get(row["number"]),
        )
        for row in rows
    }


def _pictures(connection: Connection, numbers: Iterable[str]) -> dict[str, tuple[str, int]]:
    """number -> (oldest photo of the citizen or the agency, how many there are)."""
    query = (
        select(media.c.number, func.min(media.c.id), func.count())
        .where(
            media.c.number.in_(list(numbers)),
            media.c.state == "stored",
            media.c.mime.startswith("image/"),
            ~media.c.identity,
        )
        .group_by(media.c.number)
    )
    return {number: (first, count) for number, first, count in connection.execute(query)}


def _positions(connection: Connection, numbers: Iterable[str]) -> dict[str, Position | None]:
    """number -> the place that the citizen sent last."""
    query = (
        select(messages.c.number, messages.c.data)
        .where(
            messages.c.number.in_(list(numbers)),
            messages.c.direction == "in",
            messages.c.kind == Kind.LOCATION.value,
        )
        .order_by(messages.c.id)
    )
    return {number: positions.sent(data) for number, data in connection.execute(query)}


def _in_pile(connection: Connection, desk: Desk, actor: Actor, pile: Pile) -> ColumnElement[bool]:
    if Scope.AGENCY not in sight.scopes_of(desk, actor):
        return false()
    if pile is Pile.HELPED:
        return sight.helped_rows(actor)
    here = [state.name for state in _at_agency(desk)]
    own = and_(sight.visible_rows(desk, actor), complaints.c.agency.in_(actor.agencies))
    if pile is Pile.SENT:
        return own & complaints.c.state.not_in(here)
    mine = _mine(connection, desk, actor)
    at_agency = own & complaints.c.state.in_(here)
    return at_agency & (mine if pile is Pile.MINE else ~mine)


def _at_agency(desk: Desk) -> list[State]:
    return [
        state
        for state in desk.sop.states
        if state.open and state.holder and desk.sop.role(state.holder).scope is Scope.AGENCY
    ]


def _mine(connection: Connection, desk: Desk, actor: Actor) -> ColumnElement[bool]:
    """It is their role's turn, and where a colleague was named, not that colleague's."""
    staff = [
        person
        for person in desk.reference(connection).staff
        if person.active and set(person.agencies) & set(actor.agencies)
    ]
    present = {role for person in staff for role in person.roles}
    # Where an agency has nobody in the role that holds the turn, its others have to see to it.
    turn = [
        state.name
        for state in _at_agency(desk)
        if state.holder in actor.roles or state.holder not in present
    ]
    named = _named_states(desk)
    colleagues = [person.name for person in staff if person.name and person.name != actor.name]
    own = complaints.c.assignee == actor.name
    free = complaints.c.state.in_(turn) & complaints.c.assignee.not_in(colleagues)
    return or_(
        complaints.c.state.in_([name for name in turn if name not in named]),
        complaints.c.state.in_(named) & or_(own, free),
    )


def _named_states(desk: Desk) -> list[str]:
    """Where a person is named who does the work."""
    return [
        action.target
        for action in desk.sop.actions
        if Field.ASSIGNEE in action.takes and action.target
    ]


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(complaints).where(condition)
    return int(connection.execute(query).scalar_one())
