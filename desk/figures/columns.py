"""What the figures need of the journal, read as columns of numbers: no names, texts or places.

100,000 complaints with 600,000 events take about two seconds to read and 40 MB to keep, so they are
read once and afterwards only their newest part (`desk.figures.kept`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
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


class Parts(dict[str, tuple[int, ...]]):
    """The codes of the words that a mark is made of."""

    def __init__(self, texts: Vocabulary) -> None:
        self.texts = texts

    def __missing__(self, mark: str) -> tuple[int, ...]:
        self[mark] = codes = tuple(self.texts[word] for word in mark.split(SEPARATOR))
        return codes

    def of(self, marks: Sequence[str]) -> Codes:
        """A row for each place of the marks."""
        return np.array([self[mark] for mark in marks], dtype=np.int32).T


@dataclass(frozen=True)
class Words:
    """The vocabularies of one desk; they only grow."""

    numbers: Vocabulary
    texts: Vocabulary  # OPD, category, kecamatan, channel, state, step, reason
    marks: Vocabulary  # what an event says besides its times, in one word
    parts: Parts

    @classmethod
    def none(cls) -> Words:
        texts = Vocabulary({"": 0})
        return cls(Vocabulary(), texts, Vocabulary(), Parts(texts))


@dataclass(frozen=True)
class Events:
    """Events that ended a step or changed the state, one place each in all arrays."""

    complaint: Codes
    at: Integers  # microseconds since 1970 UTC
    minutes: Floats  # used on the step, in the unit of its limit; NOT_SAID where it is not
    mark: Codes


#: Columns of a complaint that are words. Those of a line are read as one mark: they differ little.
WORD_MARKS = (("category", "district", "channel"), ("agency", "state", "step", "close_reason"))
WORDS = tuple(name for line in WORD_MARKS for name in line)
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
        for names, marks in zip(WORD_MARKS, found, strict=False):
            values |= dict(zip(names, words.parts.of(marks), strict=True))
        for name, column in zip((*MOMENTS, *FLAGS), found[len(WORD_MARKS) :], strict=True):
            values[name] = np.fromiter(column, np.int64, len(column))
        yield words.numbers.codes(number), values


def state_of_journal(connection: Connection) -> tuple[Any, ...]:
    """A few values that differ after every change: newest event, complaints, newest change."""
    newest = connection.execute(select(func.max(events.c.id))).scalar_one()
    row = connection.execute(select(func.count(), func.max(complaints.c.updated_at))).one()
    return (newest, *row)


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
    crossing = _crossing(sop)
    on_time = case((columns.on_time.is_(None), ""), (columns.on_time, "1"), else_="0")
    mark = _joined(columns.step, on_time, columns.agency, crossing)
    minutes = func.coalesce(columns.minutes, NOT_SAID)
    query = select(columns.number, type_coerce(columns.at, BigInteger), minutes, mark)
    query = query.where(or_(columns.step != "", columns.from_state != columns.to_state))
    return query.where(columns.id >= since) if since else query


def _joined(*parts: ColumnElement[str]) -> ColumnElement[str]:
    return reduce(lambda left, right: left + SEPARATOR + right, parts)


def _crossing(sop: Sop) -> ColumnElement[str]:
    """Why the event closed its complaint, REOPENED, or "" when it did neither."""
    columns = events.c
    closed = [state.name for state in sop.states if not state.open]
    choosing = [action.name for action in sop.actions if action.close_reasons]
    chosen = columns.data["inputs"]["Alasan Tutup"].as_string()
    return case(
        (and_(columns.from_state.in_(closed), columns.to_state.not_in(closed)), REOPENED),
        (columns.to_state.not_in(closed), ""),
        (columns.from_state.in_(closed), ""),
        (columns.action.in_(choosing), func.coalesce(chosen, UNKNOWN)),
        else_=columns.action,
    )


def _complaints_query(since: datetime | None) -> Select[Any]:
    columns = complaints.c
    query = select(
        columns.number,
        *(_joined(*(columns[name] for name in names)) for names in WORD_MARKS),
        *(func.coalesce(type_coerce(columns[name], BigInteger), NEVER) for name in MOMENTS),
        *(type_coerce(columns[name], Integer) for name in FLAGS),
    )
    return query if since is None else query.where(columns.updated_at >= since)
