"""The lists of complaints that pages show: views with their counts, filtered, most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, func, select

from desk import search, sight, views
from desk.actors import Actor
from desk.context import Desk
from desk.schema import complaints, media
from desk.search import Search
from desk.views import View, midnight, turn_of
from sop.model import Scope

__all__ = ["Filters", "Page", "View", "arrived", "counts", "listed", "turn_of"]

PAGE_SIZE = 50
COLUMNS = (
    "number",
    "version",
    "received_at",
    "name",
    "phone",
    "body",
    "location",
    "district",
    "village",
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
CHOSEN = ("agency", "category", "district", "channel", "kind")


@dataclass(frozen=True)
class Filters:
    """What the person narrowed the list to; empty: everything.

    `since` and `until` are days in the desk's zone, both included, of the day of receipt.
    """

    text: str = ""
    agency: str = ""
    category: str = ""
    district: str = ""
    channel: str = ""
    kind: str = ""  # Jenis Aduan
    since: date | None = None
    until: date | None = None
    own_agencies: bool = False  # only what the person's own OPDs hold


@dataclass(frozen=True)
class Page:
    """One page of a list. `total` counts all rows of the list, `counts` those of every view.

    A row has the columns of `COLUMNS` and `photos`, how many pictures the person may see of it.
    """

    rows: tuple[dict[str, Any], ...]
    total: int
    counts: dict[View, int] = field(default_factory=dict)
    search: Search = field(default_factory=Search)


@dataclass(frozen=True)
class _Wanted:
    """The complaints that this person may see and wants to, before a view is chosen."""

    desk: Desk
    actor: Actor
    now: datetime
    condition: ColumnElement[bool]
    search: Search = field(default_factory=Search)
    hits: Subquery | None = None  # number and rank of what was searched for

    def select(self, *columns: ColumnElement[Any]) -> Select[Any]:
        query = select(*columns).select_from(complaints).where(self.condition).correlate(None)
        if self.hits is None:
            return query
        return query.join(self.hits, self.hits.c.number == complaints.c.number)


def listed(
    desk: Desk,
    actor: Actor,
    view: View,
    *,
    now: datetime,
    filters: Filters | None = None,
    page: int = 1,
) -> Page:
    """Page `page` (from 1) of a view: what was searched for first, then the least time left; the
    view Semua has the newest first. A page beyond the last one is the last one."""
    with desk.journal.read() as connection:
        wanted = _wanted(connection, desk, actor, filters or Filters(), now=now)
        found = _counts(connection, wanted)
        last = max(-(-found[view] // PAGE_SIZE), 1)
        numbers = _numbers(connection, wanted, view, page=min(max(page, 1), last))
        return Page(_rows(connection, wanted, numbers), found[view], found, wanted.search)


def counts(
    desk: Desk, actor: Actor, *, now: datetime, filters: Filters | None = None
) -> dict[View, int]:
    """How many complaints stand in each view."""
    with desk.journal.read() as connection:
        return _counts(connection, _wanted(connection, desk, actor, filters or Filters(), now=now))


def arrived(
    desk: Desk,
    actor: Actor,
    view: View,
    *,
    since: datetime,
    now: datetime,
    filters: Filters | None = None,
) -> int:
    """How many complaints have come into the view since then."""
    with desk.journal.read() as connection:
        wanted = _wanted(connection, desk, actor, filters or Filters(), now=now)
        inside = views.condition(connection, desk, actor, view=view, now=now)
        query = wanted.select(func.count()).where(inside, views.entered(view, since=since))
        return int(connection.execute(query).scalar_one())


# --- which


def _wanted(
    connection: Connection, desk: Desk, actor: Actor, filters: Filters, *, now: datetime
) -> _Wanted:
    columns = complaints.c
    conditions = [sight.visible_rows(desk, actor)]
    conditions += [
        columns[name] == getattr(filters, name) for name in CHOSEN if _set(filters, name)
    ]
    conditions += _period(connection, desk, filters)
    if filters.own_agencies:
        conditions.append(columns.agency.in_(actor.agencies))
    wanted = _Wanted(desk, actor, now, and_(*conditions))
    text = filters.text.strip()
    return _searched(connection, wanted, text) if text else wanted


def _searched(connection: Connection, wanted: _Wanted, text: str) -> _Wanted:
    """One word may be wrong when nothing that the person may see has all of them."""
    desk, actor = wanted.desk, wanted.actor
    understood = search.understood(connection, desk, text, now=wanted.now)
    less = understood.with_one_less()
    if less and not _anything(connection, desk, actor, understood):
        understood = less
    hits = sight.matching(desk, actor, understood)
    return replace(wanted, search=understood, hits=hits)


def _anything(connection: Connection, desk: Desk, actor: Actor, wanted: Search) -> bool:
    hits = sight.matching(desk, actor, wanted)
    query = select(complaints.c.number).join(hits, hits.c.number == complaints.c.number)
    visible = query.where(sight.visible_rows(desk, actor)).limit(1)
    return connection.scalar(visible) is not None


def _set(filters: Filters, name: str) -> bool:
    return bool(getattr(filters, name))


def _period(connection: Connection, desk: Desk, filters: Filters) -> list[ColumnElement[bool]]:
    received = complaints.c.received_at
    conditions = []
    if filters.since:
        conditions.append(received >= midnight(connection, desk, filters.since))
    if filters.until:
        conditions.append(received < midnight(connection, desk, filters.until, days=1))
    return conditions


# --- how many


def _counts(connection: Connection, wanted: _Wanted) -> dict[View, int]:
    inside = {
        view: views.condition(connection, wanted.desk, wanted.actor, view=view, now=wanted.now)
        for view in View
    }
    row = connection.execute(_count_each(wanted, list(inside.values()))).one()
    return dict(zip(View, map(int, row), strict=True))


def _count_each(wanted: _Wanted, inside: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """View by view, for most have an index and hold little of the whole; but search only once."""
    if wanted.hits is not None:
        return wanted.select(*(func.count().filter(view) for view in inside))
    each = (wanted.select(func.count()).where(view).scalar_subquery() for view in inside)
    return select(*each)


# --- in which order


def _numbers(connection: Connection, wanted: _Wanted, view: View, *, page: int) -> list[str]:
    inside = views.condition(connection, wanted.desk, wanted.actor, view=view, now=wanted.now)
    first = [] if wanted.hits is None else [wanted.hits.c.rank]
    query = wanted.select(complaints.c.number).where(inside).order_by(*first, *_urgency(view))
    query = query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return list(connection.execute(query).scalars())


def _urgency(view: View) -> list[ColumnElement[Any]]:
    columns = complaints.c
    newest = columns.received_at.desc()
    if view is View.ALL:
        return [newest, columns.number.desc()]
    # Without a running limit there is no time left to sort by: those come last, newest first.
    return [columns.due_at.is_(None), columns.due_at, newest, columns.number.desc()]


# --- and what of them


def _rows(
    connection: Connection, wanted: _Wanted, numbers: Sequence[str]
) -> tuple[dict[str, Any], ...]:
    query = select(*(complaints.c[name] for name in COLUMNS))
    found = connection.execute(query.where(complaints.c.number.in_(numbers))).mappings()
    by_number = {row["number"]: dict(row) for row in found}
    pictures = _pictures(connection, numbers)
    return tuple(_shown(wanted, by_number[number], pictures.get(number, 0)) for number in numbers)


def _shown(wanted: _Wanted, row: dict[str, Any], pictures: int) -> dict[str, Any]:
    scopes = sight.scopes_on(wanted.desk, wanted.actor, row)
    secret = row["confidential"] and not scopes & {Scope.CITY, Scope.AGENCY}
    return sight.veiled(wanted.desk, wanted.actor, row) | {"photos": 0 if secret else pictures}


def _pictures(connection: Connection, numbers: Sequence[str]) -> dict[str, int]:
    columns = media.c
    query = (
        select(columns.number, func.count())
        .where(columns.number.in_(numbers), ~columns.identity, columns.state == "stored")
        .group_by(columns.number)
    )
    return {number: int(count) for number, count in connection.execute(query)}
