"""What the figures need of the journal, read as columns of numbers: no names, texts or places.

100,000 complaints with 600,000 events take about two seconds to read and 40 MB to keep, so they are
read once and afterwards only their newest part (`desk.figures.kept`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    type_coerce,
)

from desk.schema import complaints, events
from sop.model import Sop

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]  # where in an array

AT_ONCE = 500  # rows in Python's hands at a time: more cost memory, fewer cost time
NEVER = np.iinfo(np.int64).max
REOPENED = "+"  # instead of a reason, where a closed complaint is open again
UNKNOWN = "?"
NOT_SAID = -1.0
SEPARATOR = "\x1f"  # between the parts of a mark; in no word that people type


class Vocabulary(dict[str, int]):
    """Words as small numbers, in the order in which they were first met."""

    def __missing__(self, word: str) -> int:
        self[word] = code = len(self)
        return code

    def codes(self, words: Sequence[str]) -> Codes:
        return np.fromiter(map(self.__getitem__, words), np.int32, len(words))


@dataclass(frozen=True)
class Words:
    """The vocabularies of one desk; they only grow."""

    numbers: Vocabulary
    texts: Vocabulary  # OPD, category, kecamatan, channel, state, step, reason
    marks: Vocabulary  # what an event says besides its times, in one word

    @classmethod
    def none(cls) -> Words:
        return cls(Vocabulary(), Vocabulary({"": 0}), Vocabulary())


@dataclass(frozen=True)
class Events:
    """Events that ended a step or changed the state, one place each in all arrays."""

    complaint: Codes
    at: Integers  # microseconds since 1970 UTC
    minutes: Floats  # used on the step, in the unit of its limit; NOT_SAID where it is not
    mark: Codes


#: Columns of a complaint that are words.
WORDS = ("category", "district", "channel", "agency", "state", "step", "close_reason")
MOMENTS = ("received_at", "closed_at", "state_since", "due_at")
FLAGS = ("confidential", "example")


def read_events(
    connection: Connection, sop: Sop, words: Words, *, since: str = ""
) -> Iterator[Events]:
    """The events with an id from `since` on, a handful at a time."""
    for number, at, minutes, mark in _chunks(connection, _events_query(sop, since)):
        yield Events(
            words.numbers.codes(number),
            np.fromiter(at, np.int64, len(at)),
            np.fromiter(minutes, np.float64, len(minutes)),
            words.marks.codes(mark),
        )


def read_complaints(
    connection: Connection, words: Words, *, since: datetime | None = None
) -> Iterator[tuple[Codes, dict[str, npt.NDArray[Any]]]]:
    """The complaints changed from `since` on: their codes and their columns."""
    for number, *found in _chunks(connection, _complaints_query(since)):
        values: dict[str, npt.NDArray[Any]] = {}
        for name, column in zip((*WORDS, *MOMENTS, *FLAGS), found, strict=True):
            if name in WORDS:
                values[name] = words.texts.codes(column)
            else:
                values[name] = np.fromiter(column, np.int64, len(column))
        yield words.numbers.codes(number), values


def state_of_journal(connection: Connection) -> tuple[Any, ...]:
    """A few values that differ after every change: newest event, complaints, newest change."""
    each = (
        select(func.max(events.c.id)),
        select(func.count()).select_from(complaints),
        select(func.max(complaints.c.updated_at)),
    )
    # Each from an index of its own; together they would be a look at every row.
    return tuple(connection.execute(select(*(one.scalar_subquery() for one in each))).one())


def _chunks(connection: Connection, query: Select[Any]) -> Iterator[tuple[Sequence[Any], ...]]:
    """The answer as columns. From the driver's own cursor: half the time of SQLAlchemy's rows."""
    cursor = connection.execute(query).cursor
    if cursor is None:
        return
    while rows := cursor.fetchmany(AT_ONCE):
        yield tuple(zip(*rows, strict=True))
    cursor.close()


def _events_query(sop: Sop, since: str) -> Select[Any]:
    columns = events.c
    minutes = func.coalesce(columns.minutes, NOT_SAID)
    query = select(columns.number, type_coerce(columns.at, BigInteger), minutes, _mark(sop))
    query = query.where(or_(columns.step != "", columns.from_state != columns.to_state))
    return query.where(columns.id >= since) if since else query


def _mark(sop: Sop) -> ColumnElement[str]:
    """Step, on time, OPD, and crossing where there is one. Each "||" is a twentieth of a second
    for 600,000 events, so the separators come with the words."""
    columns = events.c
    on_time = case(
        (columns.on_time.is_(None), SEPARATOR * 2),
        (columns.on_time, f"{SEPARATOR}1{SEPARATOR}"),
        else_=f"{SEPARATOR}0{SEPARATOR}",
    )
    return columns.step + on_time + columns.agency + _crossing(sop)


def _crossing(sop: Sop) -> ColumnElement[str]:
    """Behind a separator why the event closed its complaint, or REOPENED; "": it did neither."""
    columns = events.c
    closed = [state.name for state in sop.states if not state.open]
    choosing = [action.name for action in sop.actions if action.close_reasons]
    chosen = columns.data["inputs"]["Alasan Tutup"].as_string()
    reason = case(
        (columns.action.in_(choosing), func.coalesce(chosen, UNKNOWN)), else_=columns.action
    )
    was_open, is_open = columns.from_state.not_in(closed), columns.to_state.not_in(closed)
    return case(
        (and_(was_open, is_open), ""),
        (was_open, SEPARATOR + reason),
        (is_open, SEPARATOR + REOPENED),
        else_="",
    )


def _complaints_query(since: datetime | None) -> Select[Any]:
    columns = complaints.c
    query = select(
        columns.number,
        *(columns[name] for name in WORDS),
        *(func.coalesce(type_coerce(columns[name], BigInteger), NEVER) for name in MOMENTS),
        *(type_coerce(columns[name], Integer) for name in FLAGS),
    )
    return query if since is None else query.where(columns.updated_at >= since)
