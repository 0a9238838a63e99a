"""A desk's history as arrays: what its figures are counted from. No names, texts or places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sop.model import Sop, State

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]  # where in an array

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Happened:
    """Events that say something to the figures, each complaint's together, in the order of time.

    Instants are microseconds since 1970 UTC; words are codes, 0 for none.
    """

    complaint: Codes
    at: Integers
    minutes: Floats  # used on the step that ended, in the unit of its limit; NaN: not said
    due: Integers  # of the step that ended; NEVER: not said
    step: Codes  # that ended
    on_time: npt.NDArray[np.int8]  # 1, 0, or -1: not measurable
    agency: Codes
    before: Codes  # state; 0 before there was one
    after: Codes
    reason: Codes  # of what closed a complaint
    gave_back: Flags
    took_back: Flags  # an action was taken back: as if it had never been
    rating: npt.NDArray[np.int8]  # 0: not one

    def only(self, kept: Flags) -> Happened:
        return Happened(*(getattr(self, name)[kept] for name in Happened.__dataclass_fields__))


@dataclass(frozen=True)
class Steps:
    """Every end of an SOP step. `holder` is the OPD that held the complaint until then."""

    complaint: Codes
    at: Integers
    step: Codes
    holder: Codes
    minutes: Floats  # NaN: not said
    on_time: npt.NDArray[np.int8]
    clock: Places  # which run of turns it ended; -1: none, it has a span of its own
    since: Integers  # where it has no clock; NEVER: not known


@dataclass(frozen=True)
class Moves:
    """Every closing and reopening; of one complaint they take turns, a closing first."""

    complaint: Codes
    at: Integers
    closes: Flags  # False: it is open again
    reason: Codes  # of the closing


@dataclass(frozen=True)
class Turns:
    """Every stay of a complaint in one state and with one OPD, in the order of complaint and time.

    `clock` numbers the runs of turns that one SOP step lasts, pauses included; `due` is the last
    one known of that run.
    """

    complaint: Codes
    at: Integers
    until: Integers  # NEVER: it lasts
    state: Codes
    agency: Codes
    clock: Places
    due: Integers
    arrived_back: Flags  # it began because somebody gave the complaint back
    went_back: Flags  # it ended so


@dataclass(frozen=True)
class Ratings:
    """Every answer to a survey, 1 to 4."""

    complaint: Codes
    at: Integers
    answer: npt.NDArray[np.int8]


@dataclass(frozen=True)
class Record:
    """All of it, at one version of the journal. `columns` are the complaints' own."""

    numbers: tuple[str, ...]
    texts: tuple[str, ...]  # the word of each code
    columns: Mapping[str, npt.NDArray[Any]]
    known_at: Integers  # since when the desk has known of each complaint
    steps: Steps
    moves: Moves
    turns: Turns
    ratings: Ratings
    #: Question -> what was found out for it; whatever changes in the journal makes a new record.
    answers: dict[tuple[Any, ...], dict[str, Any]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def code(self, word: str) -> int:
        """The code of a word; -1 when no complaint ever had it."""
        return self.texts.index(word) if word in self.texts else -1


@dataclass(frozen=True)
class States:
    """What the SOP says of each word that is a state, by code; of other words nothing."""

    step: Codes  # whose clock runs there
    open: Flags
    waiting: Flags
    named: Mapping[int, State]

    @classmethod
    def of(cls, sop: Sop, texts: Mapping[str, int]) -> States:
        size = max(texts.values(), default=0) + 1
        found = cls(np.zeros(size, np.int32), np.ones(size, bool), np.zeros(size, bool), {})
        named = {texts[state.name]: state for state in sop.states if state.name in texts}
        for code, state in named.items():
            found.step[code] = texts.get(state.step, 0)
            found.open[code] = state.open
            found.waiting[code] = state.waiting
        return cls(found.step, found.open, found.waiting, named)


def firsts(complaint: Codes) -> Flags:
    """Where each complaint's part begins."""
    return np.asarray(np.diff(complaint, prepend=-1) != 0)


def lasts(complaint: Codes) -> Flags:
    """Where each complaint's part ends."""
    return np.asarray(np.diff(complaint, append=-1) != 0)


def latest_named(complaint: Codes, word: Codes) -> Codes:
    """The last word that an event up to this one of the same complaint names; 0: none does."""
    places = np.arange(len(complaint))
    starts = np.maximum.accumulate(np.where(firsts(complaint), places, 0))
    named = np.maximum.accumulate(np.where(word != 0, places, -1))
    return np.where(named >= starts, word[np.maximum(named, 0)], 0).astype(np.int32)


def before_each(complaint: Codes, values: Codes) -> Codes:
    """The value of the event before, of the same complaint; 0 at its first."""
    return np.where(firsts(complaint), 0, np.roll(values, 1)).astype(np.int32)
