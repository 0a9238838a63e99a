"""The record of each journal, kept in this process and brought up to date when it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from desk.context import Desk
from desk.figures import columns
from desk.figures.columns import Events, Words
from desk.figures.record import derive
from desk.journal import Journal
from sop.figures.history import Codes, Record

#: A transaction of another program may become visible later than a younger one of ours.
OVERLAP = timedelta(minutes=5)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Read:
    """What was read up to one version of the journal."""

    version: tuple[Any, ...]
    words: Words
    events: Events
    complaints: dict[str, npt.NDArray[Any]]


@dataclass
class _Kept:
    lock: threading.Lock = field(default_factory=threading.Lock)
    read: _Read | None = None
    record: Record | None = None


_kept: WeakKeyDictionary[Journal, _Kept] = WeakKeyDictionary()
_lock = threading.Lock()


def record(desk: Desk) -> Record:
    """The history up to now. Who comes while it is being read waits for that one reading."""
    with _lock:
        kept = _kept.setdefault(desk.journal, _Kept())
    with kept.lock, desk.journal.read() as connection:
        version = columns.state_of_journal(connection)
        if kept.record is None or kept.read is None or kept.read.version != version:
            kept.read = _brought_up_to(connection, desk, kept.read, version)
            kept.record = derive(desk.sop, kept.read.words, kept.read.events, kept.read.complaints)
        return kept.record


def _brought_up_to(
    connection: Connection, desk: Desk, former: _Read | None, version: tuple[Any, ...]
) -> _Read:
    if former is not None and len(former.events.at):
        read = _added(connection, desk, former)
        if len(read.words.numbers) == version[1]:
            return replace(read, version=version)
    words = Words.none()
    found = list(columns.read_events(connection, desk.sop, words))
    changed = columns.read_complaints(connection, words)
    return _Read(version, words, _ordered(found), _merged({}, changed, words))


def _added(connection: Connection, desk: Desk, former: _Read) -> _Read:
    """Read again what is younger than a little before the newest that is known."""
    milliseconds = int(former.events.at.max()) // 1000 - OVERLAP // timedelta(milliseconds=1)
    floor = EPOCH + timedelta(milliseconds=milliseconds)
    since = f"{milliseconds:012x}"  # as ids of that moment begin
    old = former.events.at < milliseconds * 1000
    stays = Events(*(getattr(former.events, name)[old] for name in Events.__dataclass_fields__))
    found = columns.read_events(connection, desk.sop, former.words, since=since)
    events = _ordered([stays, *found])
    changed = columns.read_complaints(connection, former.words, since=floor)
    return replace(
        former, events=events, complaints=_merged(former.complaints, changed, former.words)
    )


def _ordered(parts: list[Events]) -> Events:
    """All in one, each complaint's together, in the order of time."""
    joined = [
        np.concatenate([np.empty(0, kind), *(getattr(part, name) for part in parts)])
        for name, kind in (
            ("complaint", np.int32),
            ("at", np.int64),
            ("minutes", np.float64),
            ("due", np.int64),
            ("mark", np.int32),
        )
    ]
    order = np.lexsort((joined[1], joined[0]))
    return Events(*(column[order] for column in joined))


def _merged(
    former: dict[str, npt.NDArray[Any]],
    changed: Iterable[tuple[Codes, dict[str, npt.NDArray[Any]]]],
    words: Words,
) -> dict[str, npt.NDArray[Any]]:
    """The complaints' columns with the changed ones put in; `former` stays as it is."""
    parts = list(changed)
    size = len(words.numbers)
    merged = {}
    for name in (*columns.WORDS, *columns.MOMENTS, *columns.FLAGS):
        column = np.zeros(size, dtype=np.int32 if name in columns.WORDS else np.int64)
        known = former.get(name, column[:0])
        column[: len(known)] = known
        for codes, values in parts:
            column[codes] = values[name]
        merged[name] = column
    return merged
