"""The views of the lists: whose turn it is, what is late, where it stands, since when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, true
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from desk import sight
from desk.actors import Actor
from desk.context import Desk
from desk.schema import complaints
from sop.model import Action, Scope, State

Columns = ReadOnlyColumnCollection[str, Any]
#: What the views are told by.
COLUMNS = ("state", "due_at", "received_at", "reopen_asked")


class View(StrEnum):
    """A list in the words of the page; the citizen's word comes from the SOP."""

    MINE = "Perlu saya"
    LATE = "Terlambat"
    WAITING = "Menunggu pelapor"
    AT_AGENCY = "Di OPD"
    TODAY = "Hari ini"
    ALL = "Semua"


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


def parts(
    connection: Connection,
    desk: Desk,
    actor: Actor,
    *,
    view: View,
    now: datetime,
    columns: Columns = complaints.c,
) -> tuple[ColumnElement[bool], ...]:
    """The complaints of a view, among those that the person may see, in parts that share none:
    for each of them there is an index, for one "or" the other SQLite would look at everything.

    `columns`: of the complaints, or of what was already found of them (`COLUMNS` of it).
    """
    if view is View.MINE:
        return _mine(desk, actor, columns)
    if view is View.LATE:
        return (columns.state.in_(_open(desk)) & (columns.due_at < now),)
    if view is View.WAITING:
        return (columns.state.in_([state.name for state in desk.sop.states if state.waiting]),)
    if view is View.AT_AGENCY:
        return (columns.state.in_(_at_agency(desk)),)
    if view is View.TODAY:
        today = now.astimezone(desk.timezone(connection)).date()
        return (columns.received_at >= midnight(connection, desk, today),)
    return (true(),)


def entered(view: View, *, since: datetime) -> ColumnElement[bool]:
    """What came into a view after `since`: by its state, by the passing of time, or as new."""
    columns = complaints.c
    if view is View.LATE:
        return columns.due_at >= since
    if view in (View.TODAY, View.ALL):
        return columns.received_at >= since
    return columns.state_since >= since


def midnight(connection: Connection, desk: Desk, day: date, *, days: int = 0) -> datetime:
    """When the day, or the one so many `days` later, begins where the desk is."""
    return datetime.combine(day + timedelta(days=days), time(), desk.timezone(connection))


def _mine(desk: Desk, actor: Actor, columns: Columns) -> tuple[ColumnElement[bool], ...]:
    turn = turn_of(desk, actor)
    mine = columns.state.in_(turn)
    if Scope.CITY not in sight.scopes_of(desk, actor):
        return (mine,)
    return mine, columns.reopen_asked & columns.state.not_in(turn)


def _open(desk: Desk) -> list[str]:
    return [state.name for state in desk.sop.states if state.open]


def _at_agency(desk: Desk) -> list[str]:
    return [
        state.name
        for state in desk.sop.states
        if state.open and state.holder and desk.sop.role(state.holder).scope is Scope.AGENCY
    ]
