"""The complaints behind a figure, and those that wait longest: never who wrote them or what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy import select

from desk import sight
from desk.actors import Actor
from desk.context import Desk
from desk.schema import complaints
from sop.figures import lists, picks, volumes
from sop.figures.asked import Asked, microseconds
from sop.figures.history import Flags, Places
from sop.figures.picks import Pick
from sop.figures.standing import overdue, running, standing
from sop.summary import Line

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """One page of complaints. `total` counts all; `elsewhere` those this person may not see now.

    `times`: the figure; more than all of them where something happened to one complaint twice.
    """

    lines: tuple[Line, ...]
    total: int
    elsewhere: int = 0
    times: int = 0


def behind(desk: Desk, actor: Actor, asked: Asked, pick: Pick, *, page: int = 1) -> Page:
    """Page `page` (from 1) of the complaints that a figure counts, newest first.

    Raises KeyError for a figure that there is not.
    """
    found = picks.places(asked, pick)
    visible = found[_visible(desk, actor, asked, found)]
    received = asked.record.columns["received_at"][visible]
    newest = visible[np.argsort(-received, kind="stable")]
    shown = newest[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Page(
        _lines(asked, shown),
        len(visible),
        elsewhere=len(found) - len(visible),
        times=picks.times(asked, pick),
    )


def most_overdue(desk: Desk, actor: Actor, asked: Asked, *, limit: int) -> tuple[Line, ...]:
    """Of those that this person may see, those whose limit is over for longest, worst first."""
    places = np.flatnonzero(overdue(asked))
    places = places[_visible(desk, actor, asked, places)]
    order = np.argsort(standing(asked).due[places], kind="stable")
    return _lines(asked, places[order[:limit]])


def oldest_open(desk: Desk, actor: Actor, asked: Asked, *, limit: int) -> tuple[Line, ...]:
    """Of those that this person may see, those that are open for longest and wait for the desk or
    an OPD, oldest first."""
    places = np.flatnonzero(running(asked))
    places = places[_visible(desk, actor, asked, places)]
    order = np.argsort(asked.record.columns["received_at"][places], kind="stable")
    return _lines(asked, places[order[:limit]])


def open_now(asked: Asked) -> int:
    return int((asked.complaints & volumes.is_open_at(asked, asked.ending)).sum())


def overrun(line: Line, *, now: datetime) -> float:
    """Minutes past the due time, by the clock; 0 when there is none."""
    if line.due_at is None:
        return 0.0
    return max((microseconds(now) - microseconds(line.due_at)) / 60e6, 0.0)


def _lines(asked: Asked, places: Places) -> tuple[Line, ...]:
    """As they are now."""
    columns = asked.record.columns
    return tuple(
        lists.line(asked, place, columns["state"], due=int(columns["due_at"][place]))
        for place in map(int, places)
    )


def _visible(desk: Desk, actor: Actor, asked: Asked, found: Places) -> Flags:
    """Of the places found, those whose complaints this person may open."""
    condition = sight.visible_rows(desk, actor)
    if not len(found) or str(condition) == "true":
        return np.ones(len(found), dtype=bool)
    with desk.journal.read() as connection:
        query = select(complaints.c.number).where(condition)
        mine = set(connection.execute(query).scalars())
    return np.array([asked.record.numbers[place] in mine for place in found], dtype=bool)
