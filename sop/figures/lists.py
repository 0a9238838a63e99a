"""The complaints that a summary names, by number."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from sop.figures import volumes
from sop.figures.asked import Asked, moment
from sop.figures.history import NEVER, Codes, Integers, Places
from sop.figures.standing import overdue, standing
from sop.summary import Line


def unfinished(asked: Asked) -> tuple[Line, ...]:
    """Open at the end of the months, oldest first."""
    places = np.flatnonzero(asked.complaints & volumes.is_open_at(asked, asked.ending))
    return then(asked, _by(asked.record.columns["received_at"], places))


def late(asked: Asked) -> tuple[Line, ...]:
    """Past the limit of the step that runs, those furthest past it first."""
    return then(asked, _by(standing(asked).due, np.flatnonzero(overdue(asked))))


def then(asked: Asked, places: Places) -> tuple[Line, ...]:
    """As they stood at the end of the months."""
    found = standing(asked)
    return tuple(
        line(asked, int(place), found.state, due=int(found.due[place])) for place in places
    )


def line(asked: Asked, place: int, state: Codes, *, due: int) -> Line:
    """One complaint; `state` of all of them, `due` NEVER for none."""
    columns, texts = asked.record.columns, asked.record.texts
    stands = asked.states.named.get(int(state[place]))
    closed = stands is not None and not stands.open
    return Line(
        number=asked.record.numbers[place],
        category=texts[columns["category"][place]],
        agency=texts[volumes.column_of(asked, "agency")[place]],
        state=texts[state[place]],
        received_at=moment(columns["received_at"][place]),
        closed_at=_moment(int(columns["closed_at"][place])) if closed else None,
        due_at=_moment(due),
        confidential=bool(columns["confidential"][place]),
        district=texts[columns["district"][place]],
        holder=stands.holder if stands else "",
    )


def _moment(value: int) -> datetime | None:
    return None if value == NEVER else moment(value)


def _by(values: Integers, places: Places) -> Places:
    return places[np.argsort(values[places], kind="stable")]
