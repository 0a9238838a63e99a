"""The complaints behind a figure, and those that wait longest: never who wrote them or what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy import select

from desk import sight
from desk.actors import Actor
from desk.context import Desk
from desk.figures import compliance, volumes
from desk.figures.asked import Asked, index_of, microseconds, moment
from desk.figures.columns import NEVER, Flags, Places
from desk.schema import complaints
from sop.common import RESOLVED

PAGE_SIZE = 50
LATE, ON_TIME, UNMEASURABLE = "terlambat", "tepat", "tidak terukur"
VERDICTS = {ON_TIME: 1, LATE: 0, UNMEASURABLE: -1}


@dataclass(frozen=True)
class Pick:
    """One figure that somebody pointed at.

    `kind`: received, resolved, otherwise, reopened, open (`key` a month as 2026-01, or "" for all
    months) · now, overdue (`key` a step or "") · step (`key` a step, `part` a verdict or "") ·
    agency (`key` an OPD) · cell (`key` an OPD, `part` a step) · category, district, channel ·
    reason (`key` why it was closed).
    """

    kind: str
    key: str = ""
    part: str = ""


@dataclass(frozen=True)
class Line:
    """A complaint as the figures may name it."""

    number: str
    category: str
    agency: str
    state: str
    received_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    confidential: bool


@dataclass(frozen=True)
class Page:
    """One page of complaints. `total` counts all; `elsewhere` those this person may not see now."""

    lines: tuple[Line, ...]
    total: int
    elsewhere: int = 0


def behind(desk: Desk, actor: Actor, asked: Asked, pick: Pick, *, page: int = 1) -> Page:
    """Page `page` (from 1) of the complaints that a figure counts, newest first.

    Raises KeyError for a figure that there is not.
    """
    found = _FINDERS[pick.kind](asked, pick)
    visible = found[_visible(desk, actor, asked, found)]
    received = asked.record.columns["received_at"][visible]
    newest = visible[np.argsort(-received, kind="stable")]
    shown = newest[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    lines = tuple(_line(asked, int(place)) for place in shown)
    return Page(lines, len(visible), len(found) - len(visible))


def most_overdue(asked: Asked, *, limit: int) -> tuple[Line, ...]:
    """Those whose limit is over for longest, worst first."""
    places = np.flatnonzero(compliance.overdue(asked))
    order = np.argsort(asked.record.columns["due_at"][places], kind="stable")
    return tuple(_line(asked, int(place)) for place in places[order[:limit]])


def oldest_open(asked: Asked, *, limit: int) -> tuple[Line, ...]:
    """Those that are open for longest and wait for the desk or an OPD, oldest first."""
    theirs = {
        state.name
        for state in asked.sop.states
        if state.open and not state.waiting and state.holder != asked.sop.citizen
    }
    places = np.flatnonzero(asked.complaints & _in_states(asked, theirs))
    order = np.argsort(asked.record.columns["received_at"][places], kind="stable")
    return tuple(_line(asked, int(place)) for place in places[order[:limit]])


def open_now(asked: Asked) -> int:
    return int((asked.complaints & _in_states(asked, _open_states(asked))).sum())


def _line(asked: Asked, place: int) -> Line:
    columns, texts = asked.record.columns, asked.record.texts

    def when(name: str) -> datetime | None:
        value = columns[name][place]
        return None if value == NEVER else moment(value)

    return Line(
        number=asked.record.numbers[place],
        category=texts[columns["category"][place]],
        agency=texts[columns["agency"][place]],
        state=texts[columns["state"][place]],
        received_at=moment(columns["received_at"][place]),
        closed_at=when("closed_at"),
        due_at=when("due_at"),
        confidential=bool(columns["confidential"][place]),
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


def _span(asked: Asked, key: str) -> tuple[int, int]:
    """The instants of one month, or of all months asked for."""
    edges = asked.edges
    if not key:
        return int(edges[0]), int(edges[-1])
    year, _, month = key.partition("-")
    place = index_of(date(int(year), int(month), 1)) - index_of(asked.months.first)
    if not 0 <= place < len(edges) - 1:
        raise KeyError(key)
    return int(edges[place]), int(edges[place + 1])


def _received(asked: Asked, pick: Pick) -> Places:
    start, end = _span(asked, pick.key)
    at = asked.record.columns["received_at"]
    return np.flatnonzero(asked.complaints & (at >= start) & (at < end))


def _moved(asked: Asked, pick: Pick) -> Places:
    start, end = _span(asked, pick.key if pick.kind != "reason" else "")
    moves = asked.record.moves
    wanted = (moves.at >= start) & (moves.at < end) & asked.complaints[moves.complaint]
    wanted &= moves.closes == (pick.kind != "reopened")
    if pick.kind == "reason":
        wanted &= moves.reason == asked.record.code(pick.key)
    elif pick.kind != "reopened":
        done = np.isin(moves.reason, [asked.record.code(reason) for reason in RESOLVED])
        wanted &= done == (pick.kind == "resolved")
    return np.unique(moves.complaint[wanted]).astype(np.intp)


def _open_then(asked: Asked, pick: Pick) -> Places:
    _, end = _span(asked, pick.key)
    return np.flatnonzero(asked.complaints & volumes.is_open_at(asked, end))


def _open_now(asked: Asked, _pick: Pick) -> Places:
    return np.flatnonzero(asked.complaints & _in_states(asked, _open_states(asked)))


def _overdue(asked: Asked, pick: Pick) -> Places:
    late = compliance.overdue(asked)
    if pick.key:
        late &= asked.record.columns["step"] == asked.record.code(pick.key)
    return np.flatnonzero(late)


def _stepped(asked: Asked, pick: Pick) -> Places:
    steps, record = asked.record.steps, asked.record
    wanted = asked.within
    if pick.kind == "step":
        wanted &= (steps.step == record.code(pick.key)) if pick.key else True
    else:
        wanted &= steps.holder == record.code(pick.key)
    if pick.kind == "cell":
        wanted &= steps.step == record.code(pick.part)
    elif pick.part:
        wanted &= steps.on_time == VERDICTS[pick.part]
    if pick.kind == "agency":
        theirs = [record.code(step.key) for step in compliance.agency_steps(asked)]
        wanted &= np.isin(steps.step, theirs)
    return np.unique(steps.complaint[wanted]).astype(np.intp)


def _worded(asked: Asked, pick: Pick) -> Places:
    found = _received(asked, Pick("received"))
    worded = asked.record.columns[pick.kind][found] == asked.record.code(pick.key)
    return np.asarray(found[worded])


_FINDERS: dict[str, Callable[[Asked, Pick], Places]] = {
    "received": _received,
    "resolved": _moved,
    "otherwise": _moved,
    "reopened": _moved,
    "reason": _moved,
    "open": _open_then,
    "now": _open_now,
    "overdue": _overdue,
    "step": _stepped,
    "agency": _stepped,
    "cell": _stepped,
    "category": _worded,
    "district": _worded,
    "channel": _worded,
}


def _open_states(asked: Asked) -> set[str]:
    return {state.name for state in asked.sop.states if state.open}


def _in_states(asked: Asked, names: set[str]) -> Flags:
    codes = [asked.record.code(name) for name in names]
    return np.isin(asked.record.columns["state"], codes)


def overrun(line: Line, *, now: datetime) -> float:
    """Minutes past the due time, by the clock; 0 when there is none."""
    if line.due_at is None:
        return 0.0
    return max((microseconds(now) - microseconds(line.due_at)) / 60e6, 0.0)
