"""The lists of complaints that pages show: views with their counts, filtered, most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from desk import sight
from desk.actors import Actor
from desk.context import Desk
from desk.schema import complaints
from sop.model import Action, Scope, State

PAGE_SIZE = 50
COLUMNS = (
    "number",
    "version",
    "received_at",
    "name",
    "body",
    "location",
    "category",
    "channel",
    "agency",
    "state",
    "state_since",
    "due_at",
    "clock_from",
    "step",
    "rounds",
    "confidential",
    "reopen_asked",
    "follow_up",
    "assignee",
)


class View(StrEnum):
    """A list in the words of the page; the citizen's word comes from the SOP."""

    MINE = "Perlu saya"
    LATE = "Terlambat"
    WAITING = "Menunggu pelapor"
    AT_AGENCY = "Di OPD"
    TODAY = "Hari ini"
    ALL = "Semua"


@dataclass(frozen=True)
class Filters:
    """What the person narrowed the list to; empty: everything."""

    text: str = ""
    agency: str = ""
    own_agencies: bool = False  # only what the person's own OPDs hold


@dataclass(frozen=True)
class Page:
    """One page of a list. `total` counts all rows of the list."""

    rows: tuple[dict[str, Any], ...]
    total: int


def listed(
    desk: Desk,
    actor: Actor,
    view: View,
    *,
    now: datetime,
    filters: Filters | None = None,
    page: int = 1,
) -> Page:
    """Page `page` (from 1) of a view: least time left first; Semua: newest first."""
    with desk.journal.read() as connection:
        condition = and_(
            sight.visible_rows(desk, actor),
            _in_view(connection, desk, actor, view=view, now=now),
            *_narrowed(desk, actor, filters or Filters()),
        )
        query = _ordered(select(*(complaints.c[name] for name in COLUMNS)), view).where(condition)
        rows = connection.execute(query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).mappings()
        found = tuple(sight.veiled(desk, actor, dict(row)) for row in rows)
        return Page(found, _count(connection, condition))


def counts(
    desk: Desk, actor: Actor, *, now: datetime, filters: Filters | None = None
) -> dict[View, int]:
    """How many complaints stand in each view."""
    with desk.journal.read() as connection:
        narrowed = _narrowed(desk, actor, filters or Filters())
        visible = and_(sight.visible_rows(desk, actor), *narrowed)
        return {
            view: _count(
                connection, and_(visible, _in_view(connection, desk, actor, view=view, now=now))
            )
            for view in View
        }


def turn_of(desk: Desk, actor: Actor) -> tuple[str, ...]:
    """The states in which it is this person's turn: theirs, or one whose step they may do too.

    Closing and the like are possible in every open state and make nobody's turn.
    """
    scopes = sight.scopes_of(desk, actor)
    return tuple(
        state.name
        for state in desk.sop.states
        if state.open and not state.waiting and _shares(desk, actor, scopes, state)
    )


def _shares(desk: Desk, actor: Actor, scopes: frozenset[Scope], state: State) -> bool:
    if not state.holder or desk.sop.role(state.holder).scope not in scopes:
        return False
    return state.holder in actor.roles or any(
        _is_a_step(desk, action)
        and state.name in action.sources
        and state.holder in action.roles
        and not action.roles.isdisjoint(actor.roles)
        for action in desk.sop.actions
    )


def _is_a_step(desk: Desk, action: Action) -> bool:
    everywhere = {state.name for state in desk.sop.states if state.open}
    return bool(action.target) and not everywhere <= action.sources


def _in_view(
    connection: Connection, desk: Desk, actor: Actor, *, view: View, now: datetime
) -> ColumnElement[bool]:
    columns = complaints.c
    if view is View.MINE:
        return _mine(desk, actor)
    if view is View.LATE:
        return columns.state.in_(_open(desk)) & (columns.due_at < now)
    if view is View.WAITING:
        return columns.state.in_([state.name for state in desk.sop.states if state.waiting])
    if view is View.AT_AGENCY:
        return columns.state.in_(_at_agency(desk))
    if view is View.TODAY:
        return columns.received_at >= _midnight(desk, now, connection)
    return columns.number != ""


def _mine(desk: Desk, actor: Actor) -> ColumnElement[bool]:
    mine = complaints.c.state.in_(turn_of(desk, actor))
    asked = complaints.c.reopen_asked
    return or_(mine, asked) if Scope.CITY in sight.scopes_of(desk, actor) else mine


def _open(desk: Desk) -> list[str]:
    return [state.name for state in desk.sop.states if state.open]


def _at_agency(desk: Desk) -> list[str]:
    return [
        state.name
        for state in desk.sop.states
        if state.open and state.holder and desk.sop.role(state.holder).scope is Scope.AGENCY
    ]


def _midnight(desk: Desk, now: datetime, connection: Connection) -> datetime:
    local = now.astimezone(desk.timezone(connection))
    return local - timedelta(
        hours=local.hour,
        minutes=local.minute,
        seconds=local.second,
        microseconds=local.microsecond,
    )


def _narrowed(desk: Desk, actor: Actor, filters: Filters) -> list[ColumnElement[bool]]:
    conditions = []
    if filters.text.strip():
        conditions.append(sight.matching(desk, actor, filters.text.strip()))
    if filters.agency:
        conditions.append(complaints.c.agency == filters.agency)
    if filters.own_agencies:
        conditions.append(complaints.c.agency.in_(actor.agencies))
    return conditions


def _ordered(query: Select[Any], view: View) -> Select[Any]:
    newest = complaints.c.received_at.desc()
    if view is View.ALL:
        return query.order_by(newest)
    # Without a running limit there is no time left to sort by: those come last, newest first.
    return query.order_by(complaints.c.due_at.is_(None), complaints.c.due_at, newest)


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(complaints).where(condition)
    return int(connection.execute(query).scalar_one())
