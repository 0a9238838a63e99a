"""The lists of complaints that pages show: views with their counts, filtered, most urgent first."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    Subquery,
    func,
    or_,
    select,
    true,
    union_all,
)

from desk import sight, views
from desk.actors import Actor
from desk.context import Desk
from desk.schema import complaints, media
from desk.search import Search
from desk.views import Columns, View, turn_of
from desk.visibility import Fact
from desk.wanted import Filters, Wanted, loosened, narrowed

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
    "identity_released",
    "supporting_agencies",
    "reopen_asked",
    "follow_up",
    "assignee",
)
SORTED_BY = ("number", "due_at", "received_at")


@dataclass(frozen=True)
class Page:
    """One page of a list. `total` counts all rows of the list, `counts` those of every view.

    A row has the columns of `COLUMNS` and `photos`, how many pictures the person may see of it.
    """

    rows: tuple[dict[str, Any], ...]
    total: int
    counts: dict[View, int] = field(default_factory=dict)
    search: Search = field(default_factory=Search)


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
        wanted = narrowed(connection, desk, actor, filters or Filters(), now=now)
        found, numbers = _found(connection, wanted, view, page=max(page, 1))
        looser = wanted if found[View.ALL] else loosened(connection, wanted)
        if looser is not wanted:
            found, numbers = _found(connection, looser, view, page=max(page, 1))
        return Page(_rows(connection, looser, numbers), found[view], found, looser.search)


def counts(
    desk: Desk, actor: Actor, *, now: datetime, filters: Filters | None = None
) -> dict[View, int]:
    """How many complaints stand in each view."""
    with desk.journal.read() as connection:
        wanted = narrowed(connection, desk, actor, filters or Filters(), now=now)
        return _counts(connection, loosened(connection, wanted))


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
        wanted = narrowed(connection, desk, actor, filters or Filters(), now=now)
        wanted = loosened(connection, wanted)
        entered = views.entered(view, since=since)
        new = [part & entered for part in wanted.parts(connection, view)]
        return int(connection.execute(select(_count(wanted, new))).scalar_one())


# --- how many, and in which order


def _found(
    connection: Connection, wanted: Wanted, view: View, *, page: int
) -> tuple[dict[View, int], list[str]]:
    """How many there are in each view, and the numbers of a page of this one."""
    if wanted.hits is None:
        found = _counts(connection, wanted)
        return found, _numbers(connection, wanted, view, page=min(page, _last(found[view])))
    found, numbers = _searched(connection, wanted, wanted.hits, view=view, page=page)
    if page > (last := _last(found[view])):
        return _searched(connection, wanted, wanted.hits, view=view, page=last)
    return found, numbers


def _last(total: int) -> int:
    return max(-(-total // PAGE_SIZE), 1)


def _counts(connection: Connection, wanted: Wanted) -> dict[View, int]:
    """View by view, for most have an index and hold little of the whole; but search only once."""
    if wanted.hits is not None:
        return _searched(connection, wanted, wanted.hits, view=View.ALL, page=1)[0]
    each = [_count(wanted, wanted.parts(connection, view)) for view in View]
    row = connection.execute(select(*each)).one()
    return dict(zip(View, map(int, row), strict=True))


def _count(wanted: Wanted, parts: Sequence[ColumnElement[bool]]) -> ColumnElement[int]:
    counted = (wanted.select(func.count()).where(part).scalar_subquery() for part in parts)
    return reduce(operator.add, counted)


def _numbers(connection: Connection, wanted: Wanted, view: View, *, page: int) -> list[str]:
    parts = [
        wanted.select(*_columns(*SORTED_BY)).where(each) for each in wanted.parts(connection, view)
    ]
    if len(parts) == 1:
        query = _paged(parts[0], page).order_by(*_urgency(view, complaints.c))
    else:
        whole = union_all(*parts).subquery()
        query = _paged(select(whole), page).order_by(*_urgency(view, whole.c))
    return list(connection.execute(query).scalars())


def _searched(
    connection: Connection, wanted: Wanted, hits: Subquery, *, view: View, page: int
) -> tuple[dict[View, int], list[str]]:
    """Counts and page in one question: to look for words costs more than anything after it."""
    each = wanted.select(hits.c.rank, *_columns("number", *views.COLUMNS)).cte("found")
    count = select(*(_among(connection, wanted, each, view=one) for one in View))
    counted = count.subquery("counted")
    inside = or_(*wanted.parts(connection, view, each.c))
    first = select(each.c.rank, *(each.c[name] for name in SORTED_BY)).where(inside)
    shown = _paged(first.order_by(each.c.rank, *_urgency(view, each.c)), page).subquery("shown")
    query = select(counted, shown.c.number).join_from(counted, shown, true(), isouter=True)
    rows = connection.execute(query.order_by(shown.c.rank, *_urgency(view, shown.c))).all()
    found = dict(zip(View, map(int, rows[0][:-1]), strict=True))
    return found, [row.number for row in rows if row.number is not None]


def _among(connection: Connection, wanted: Wanted, each: CTE, *, view: View) -> ColumnElement[int]:
    inside = or_(*wanted.parts(connection, view, each.c))
    return func.count().filter(inside).label(view.name)


def _paged(query: Select[Any], page: int) -> Select[Any]:
    return query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)


def _urgency(view: View, columns: Columns) -> list[ColumnElement[Any]]:
    newest = columns.received_at.desc()
    if view is View.ALL:
        return [newest, columns.number.desc()]
    # Without a running limit there is no time left to sort by: those come last, newest first.
    return [columns.due_at.is_(None), columns.due_at, newest, columns.number.desc()]


def _columns(*names: str) -> list[ColumnElement[Any]]:
    return [complaints.c[name] for name in names]


# --- and what of them


def _rows(
    connection: Connection, wanted: Wanted, numbers: Sequence[str]
) -> tuple[dict[str, Any], ...]:
    query = select(*_columns(*COLUMNS))
    found = connection.execute(query.where(complaints.c.number.in_(numbers))).mappings()
    by_number = {row["number"]: dict(row) for row in found}
    pictures = _pictures(connection, numbers)
    return tuple(_shown(wanted, by_number[number], pictures.get(number, 0)) for number in numbers)


def _shown(wanted: Wanted, row: dict[str, Any], pictures: int) -> dict[str, Any]:
    shown = sight.veiled(wanted.desk, wanted.actor, row)
    theirs = sight.may(wanted.desk, wanted.actor, row, Fact.PHOTOS)
    return shown | {"photos": pictures if theirs else 0}


def _pictures(connection: Connection, numbers: Sequence[str]) -> dict[str, int]:
    columns = media.c
    query = (
        select(columns.number, func.count())
        .where(columns.number.in_(numbers), ~columns.identity, columns.state == "stored")
        .group_by(columns.number)
    )
    return {number: int(count) for number, count in connection.execute(query)}
