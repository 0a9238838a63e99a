"""The complaints that somebody may see and asks for, by filters and words; all views of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, select

from desk import search, search_masked, sight, views
from desk.actors import Actor
from desk.context import Desk
from desk.schema import complaints
from desk.search import Search
from desk.views import Columns, View, midnight

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
    secret: bool = False  # only those marked Rahasia: their words are in no search
    own_agencies: bool = False  # only what the person's own OPDs hold


@dataclass(frozen=True)
class Wanted:
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

    def parts(
        self, connection: Connection, view: View, columns: Columns = complaints.c
    ) -> tuple[ColumnElement[bool], ...]:
        """Those of a view, see `views.parts`."""
        return views.parts(
            connection, self.desk, self.actor, view=view, now=self.now, columns=columns
        )

    def looking_for(self, connection: Connection, search: Search) -> Wanted:
        found = sight.matching(self.desk, self.actor, search)
        hits = search_masked.readable(connection, self.desk, self.actor, wanted=search, hits=found)
        return replace(self, search=search, hits=hits)


def narrowed(
    connection: Connection, desk: Desk, actor: Actor, filters: Filters, *, now: datetime
) -> Wanted:
    """The complaints among which `filters` leave a person to look."""
    columns = complaints.c
    conditions = [sight.visible_rows(desk, actor)]
    conditions += [
        columns[name] == getattr(filters, name) for name in CHOSEN if _set(filters, name)
    ]
    conditions += _period(connection, desk, filters)
    if filters.secret:
        conditions.append(columns.confidential)
    if filters.own_agencies:
        conditions.append(columns.agency.in_(actor.agencies))
    wanted = Wanted(desk, actor, now, and_(*conditions))
    text = filters.text.strip()
    if not text:
        return wanted
    return wanted.looking_for(connection, search.understood(connection, desk, text, now=now))


def loosened(connection: Connection, wanted: Wanted) -> Wanted:
    """One word may be wrong when nothing that the person may see has all of them."""
    less = wanted.search.with_one_less()
    if less is None or wanted.hits is None or _anything(connection, wanted, wanted.hits):
        return wanted
    return wanted.looking_for(connection, less)


def _anything(connection: Connection, wanted: Wanted, hits: Subquery) -> bool:
    query = select(complaints.c.number).join(hits, hits.c.number == complaints.c.number)
    visible = query.where(sight.visible_rows(wanted.desk, wanted.actor)).limit(1)
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
