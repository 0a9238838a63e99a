"""What the figures need of the journal, read as columns of numbers: no names, texts or places.

They are read once and afterwards only their newest part (`desk.figures.kept`). The database hands
over whole columns, each as one text: row by row it would take twice as long, and other people's
pages would wait, as a row can only be handed over while nothing else runs in this program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
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
    String,
    Table,
    Text,
    and_,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)

from desk import old_records
from desk.protected_types import SEALED
from desk.schema import complaints, events
from desk.summary import RATED as RATING
from sop.figures.history import NEVER, Codes, Floats, Integers
from sop.model import Sop

AT_ONCE = 50_000  # rows read at a time: their texts take some 10 MB
SEVERAL = 500  # ids in one question
#: How a mark says what an event was: the reason chosen for closing, a rating, the id of an event
#: that is sealed; else the action.
CHOSEN, RATED, LOCKED, UNKNOWN = "=", "*", "#", "?"
NOT_SAID = -1.0
MINUTE = 60_000_000  # microseconds, as exactly as the journal knows them
SEPARATOR, ROW = "\x1c", "\x1d"  # between the parts of a mark, between words: nobody types them


class Vocabulary(dict[str, int]):
    """Words as small numbers, in the order in which they were first met."""

    def __missing__(self, word: str) -> int:
        self[word] = code = len(self)
        return code

    def codes(self, words: Sequence[str]) -> Codes:
        return np.fromiter(map(self.__getitem__, words), np.int32, len(words))

    def parts(self, texts: Vocabulary, places: int) -> Codes:
        """Where the words are marks: a row for each place in them, with the code at each mark."""
        missing = [""] * places
        split = ((mark.split(SEPARATOR) + missing)[:places] for mark in self)
        codes = [texts[part] for parts in split for part in parts]
        return np.array(codes, dtype=np.int32).reshape(-1, places).T


Asking = Callable[[ColumnElement[bool]], Select[Any]]  # what is read of a part of the rows


@dataclass(frozen=True)
class Words:
    """The vocabularies of one desk; they only grow."""

    numbers: Vocabulary
    texts: Vocabulary  # OPD, category, kecamatan, channel, state, step, reason
    marks: Vocabulary  # what an event says besides its times, in one word
    lines: tuple[Vocabulary, ...]  # what a complaint says, one for each of WORD_MARKS
    unlocked: dict[str, str] = field(default_factory=dict)  # mark with LOCKED -> what it stands for

    @classmethod
    def none(cls) -> Words:
        lines = tuple(Vocabulary() for _ in WORD_MARKS)
        return cls(Vocabulary(), Vocabulary({"": 0}), Vocabulary(), lines)


@dataclass(frozen=True)
class Events:
    """Events that ended a step or changed the state, one place each in all arrays."""

    complaint: Codes
    at: Integers  # microseconds since 1970 UTC
    minutes: Floats  # used on the step, in the unit of its limit; NOT_SAID where it is not
    due: Integers  # of the step; NEVER where it is not said
    mark: Codes


#: Columns of a complaint that are words. Those of a line are read as one mark: they differ little.
WORD_MARKS = (
    ("category", "district", "channel"),
    (
        "agency",
        "state",
        "step",
        "close_reason",
        "classification",
        "kind",
    ),
)
WORDS = tuple(name for line in WORD_MARKS for name in line)
MOMENTS = ("received_at", "closed_at", "state_since", "due_at")
FLAGS = ("confidential", "example")


def read_events(
    connection: Connection, sop: Sop, words: Words, *, since: str = ""
) -> Iterator[Events]:
    """The events with an id from `since` on, part by part."""
    parts = [events.c.id >= since] if since else _parts(connection, events)
    whole = connection.dialect.name != "sqlite"

    def asked(part: ColumnElement[bool]) -> Select[Any]:
        if whole:
            return _in_order(sop, part)
        return select(*_joined_up(_of_event(sop))).where(_telling(), part)

    for number, at, minutes, due, mark in _answers(connection, asked, parts):
        yield Events(
            words.numbers.codes(_words(number)),
            _numbers(at),
            _numbers(minutes) / MINUTE,
            _numbers(due),
            words.marks.codes(_words(mark)),
        )
    _unlock(connection, words)


def _unlock(connection: Connection, words: Words) -> None:
    """What confidential complaints were closed for, and how they were rated: opened one by one."""
    locked = {mark.rpartition(SEPARATOR)[2] for mark in words.marks} - words.unlocked.keys()
    ids = [mark[1:] for mark in locked if mark.startswith(LOCKED)]
    for first in range(0, len(ids), SEVERAL):
        wanted = events.c.id.in_(ids[first : first + SEVERAL])
        query = select(events.c.id, events.c.data).where(wanted)
        for event_id, data in connection.execute(query):
            words.unlocked[LOCKED + event_id] = _said_in(data)


def _said_in(data: Mapping[str, Any]) -> str:
    if "rating" in data:
        return f"{RATED}{data['rating']}"
    return CHOSEN + (data.get("inputs", {}).get("Alasan Tutup") or UNKNOWN)


def read_complaints(
    connection: Connection, words: Words, *, since: datetime | None = None
) -> Iterator[tuple[Codes, dict[str, npt.NDArray[Any]]]]:
    """The complaints changed from `since` on, part by part: their codes and their columns."""
    parts = [complaints.c.updated_at >= since] if since else _parts(connection, complaints)
    joined: Select[Any] = select(*_joined_up(_of_complaint()))
    for number, *found in _answers(connection, joined.where, parts):
        marks, numbers = found[: len(WORD_MARKS)], found[len(WORD_MARKS) :]
        values: dict[str, npt.NDArray[Any]] = dict(
            zip(MOMENTS + FLAGS, map(_numbers, numbers), strict=True)
        )
        for names, line, mark in zip(WORD_MARKS, words.lines, marks, strict=True):
            codes = line.codes(_words(mark))
            values |= dict(zip(names, line.parts(words.texts, len(names))[:, codes], strict=True))
        yield words.numbers.codes(_words(number)), values


def state_of_journal(connection: Connection) -> tuple[Any, ...]:
    """A few values that differ after every change: newest event, complaints, newest change."""
    each = (
        select(func.max(events.c.id)),
        select(func.count()).select_from(complaints),
        select(func.max(complaints.c.updated_at)),
    )
    # Each from an index of its own; together they would be a look at every row.
    return tuple(connection.execute(select(*(one.scalar_subquery() for one in each))).one())


def _parts(connection: Connection, table: Table) -> list[ColumnElement[bool]]:
    """Conditions that each hold for `AT_ONCE` rows at most; PostgreSQL gives all at once."""
    if connection.dialect.name != "sqlite":
        return [true()]
    row: ColumnElement[int] = literal_column(f"{table.name}.rowid", Integer)
    last = connection.scalar(select(func.max(row)).select_from(table)) or 0
    return [row.between(first, first + AT_ONCE - 1) for first in range(1, last + 1, AT_ONCE)]


def _joined_up(columns: Sequence[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """Each column as one text: words with ROW between them, numbers with a space."""
    return [
        func.aggregate_strings(column, ROW)
        if isinstance(column.type, String)
        else func.aggregate_strings(cast(column, Text), " ")
        for column in columns
    ]


def _answers(
    connection: Connection, asked: Asking, parts: Sequence[ColumnElement[bool]]
) -> Iterator[list[str]]:
    """The texts of each part. The database reads the next one while one is taken apart here."""

    def read(part: ColumnElement[bool]) -> list[str]:
        return [text or "" for text in connection.execute(asked(part)).one()]

    coming: Future[list[str]] | None = None
    with ThreadPoolExecutor(max_workers=1) as reader:
        for part in parts:
            ready, coming = coming, reader.submit(read, part)
            if ready:
                yield ready.result()
        if coming:
            yield coming.result()


def _words(text: str) -> list[str]:
    return text.split(ROW) if text else []


def _numbers(text: str) -> Integers:
    return np.fromstring(text, np.int64, sep=" ")


def _in_order(sop: Sop, part: ColumnElement[bool]) -> Select[Any]:
    """Where rows lie anywhere, in the order of their writing: two events may have one instant."""
    told = [column.label(f"c{place}") for place, column in enumerate(_of_event(sop))]
    rows = select(*told).where(_telling(), part).order_by(events.c.id).subquery()
    return select(*_joined_up(list(rows.c)))


def _telling() -> ColumnElement[bool]:
    """Whether an event says anything to the figures."""
    columns = events.c
    moved = columns.from_state != columns.to_state
    return or_(columns.step != "", moved, columns.action.in_((RATING, old_records.ACTION)))


def _of_event(sop: Sop) -> list[ColumnElement[Any]]:
    columns = events.c
    minutes = cast(func.round(func.coalesce(columns.minutes, NOT_SAID) * MINUTE), BigInteger)
    due = func.coalesce(type_coerce(columns.due_at, BigInteger), NEVER)
    return [columns.number, type_coerce(columns.at, BigInteger), minutes, due, _mark(sop)]


def _of_complaint() -> list[ColumnElement[Any]]:
    columns = complaints.c
    return [
        columns.number,
        *map(_line, WORD_MARKS),
        *(func.coalesce(type_coerce(columns[name], BigInteger), NEVER) for name in MOMENTS),
        *(cast(columns[name], Integer) for name in FLAGS),
    ]


def _line(names: Sequence[str]) -> ColumnElement[str]:
    """The words of a line as a mark, without ROW: an old register's words may be anything."""
    words: list[ColumnElement[str]] = [complaints.c[name] for name in names]
    joined = reduce(_beside, words)
    return func.replace(joined, ROW, "", type_=Text)


def _mark(sop: Sop) -> ColumnElement[str]:
    """Step, on time, OPD, state before and after, and what it was: see `CHOSEN`.

    A twentieth of a second goes by for each "||" in 600,000 events: the first separators come with
    the words.
    """
    columns = events.c
    said = {True: f"{SEPARATOR}1{SEPARATOR}", False: f"{SEPARATOR}0{SEPARATOR}"}
    on_time = case(said, value=columns.on_time, else_=SEPARATOR * 2)
    words: list[ColumnElement[str]] = [columns.agency, columns.from_state, columns.to_state]
    return columns.step + on_time + reduce(_beside, [*words, _what(sop)])


def _beside(left: ColumnElement[str], right: ColumnElement[str]) -> ColumnElement[str]:
    return left + SEPARATOR + right


def _what(sop: Sop) -> ColumnElement[str]:
    columns = events.c
    choosing = [action.name for action in sop.actions if action.close_reasons]
    chosen = columns.data["inputs"]["Alasan Tutup"].as_string()
    rating = columns.data["rating"].as_string()
    locked = columns.data[SEALED].as_string().is_not(None)
    return case(
        (and_(columns.action.in_([*choosing, RATING]), locked), LOCKED + columns.id),
        (columns.action.in_(choosing), CHOSEN + func.coalesce(chosen, UNKNOWN)),
        (columns.action == RATING, RATED + func.coalesce(rating, "")),
        else_=columns.action,
    )
