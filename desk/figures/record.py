"""The journal's history as arrays that questions are put to: steps, closings, complaints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from desk.figures.columns import (
    NEVER,
    NOT_SAID,
    REOPENED,
    SEPARATOR,
    UNKNOWN,
    Codes,
    Events,
    Flags,
    Floats,
    Integers,
    Words,
)
from sop.model import Sop


@dataclass(frozen=True)
class Steps:
    """Every end of an SOP step. `holder` is the OPD that held the complaint until then."""

    complaint: Codes
    at: Integers
    step: Codes
    holder: Codes
    minutes: Floats  # NaN: not said
    on_time: npt.NDArray[np.int8]  # 1, 0, or -1: not measurable


@dataclass(frozen=True)
class Moves:
    """Every closing and reopening; of one complaint they take turns, a closing first."""

    complaint: Codes
    at: Integers
    closes: Flags  # False: it is open again
    reason: Codes  # of the closing


@dataclass(frozen=True)
class Record:
    """All of it, at one version of the journal. `columns` are the complaints' own."""

    numbers: tuple[str, ...]
    texts: tuple[str, ...]  # the word of each code
    columns: Mapping[str, npt.NDArray[Any]]
    steps: Steps
    moves: Moves
    #: Question -> what was found out for it; whatever changes in the journal makes a new record.
    answers: dict[tuple[Any, ...], dict[str, Any]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def code(self, word: str) -> int:
        """The code of a word; -1 when no complaint ever had it."""
        return self.texts.index(word) if word in self.texts else -1


def derive(
    sop: Sop, words: Words, events: Events, columns: Mapping[str, npt.NDArray[Any]]
) -> Record:
    """`events` in the order of complaint and time."""
    marks = _read_marks(words)
    step, on_time, agency, crossing = (table[events.mark] for table in marks)
    ended = step != 0
    steps = Steps(
        complaint=events.complaint[ended],
        at=events.at[ended],
        step=step[ended],
        holder=_holders(events.complaint, agency)[ended],
        minutes=_said(events.minutes[ended]),
        on_time=on_time[ended].astype(np.int8),
    )
    moved = crossing != 0
    reasons = _reasons(sop, words)
    moves = Moves(
        events.complaint[moved],
        events.at[moved],
        crossing[moved] != words.texts[REOPENED],
        reasons[crossing[moved]],
    )
    moves = _in_turns(_with_the_unsaid(sop, words, _in_turns(moves), columns))
    return Record(tuple(words.numbers), tuple(words.texts), columns, steps, moves)


def _said(minutes: Floats) -> Floats:
    return np.where(minutes == NOT_SAID, np.nan, minutes)


def _read_marks(words: Words) -> tuple[Codes, ...]:
    """For each mark: its step, 1/0/-1 for on time, its OPD, its crossing."""
    known = {"1": 1, "0": 0}
    rows = []
    for mark in words.marks:
        step, on_time, agency, *crossing = mark.split(SEPARATOR, 3)
        texts = words.texts
        rows.append((texts[step], known.get(on_time, -1), texts[agency], texts["".join(crossing)]))
    words.texts[REOPENED]  # known from now on
    table = np.array(rows, dtype=np.int32).reshape(-1, 4)
    return tuple(table[:, place] for place in range(4))


def _holders(complaint: Codes, agency: Codes) -> Codes:
    """The last OPD that an earlier event of the same complaint names; 0 where none does.

    An event that hands a complaint over names the new OPD, but the time was the former one's.
    """
    places = np.arange(len(complaint))
    first = np.flatnonzero(np.diff(complaint, prepend=-1))
    starts = np.repeat(first, np.diff(np.append(first, len(complaint))))
    named = np.maximum.accumulate(np.where(agency != 0, places, -1))
    before = np.concatenate(([-1], named[:-1])) if len(named) else named
    return np.where(before >= starts, agency[before], 0).astype(np.int32)


def _reasons(sop: Sop, words: Words) -> Codes:
    """From what an event says of its closing to the reason: an action may have one of its own."""
    fixed = {action.name: action.close_reason for action in sop.actions if action.close_reason}
    for reason in fixed.values():
        words.texts[reason]
    known = {UNKNOWN: "", REOPENED: "", **fixed}
    return np.array([words.texts[known.get(word, word)] for word in tuple(words.texts)], np.int32)


def _in_turns(moves: Moves) -> Moves:
    """In order, without a second closing of what is closed or a reopening of what is open."""
    order = np.lexsort((moves.at, moves.complaint))
    complaint, closes = moves.complaint[order], moves.closes[order]
    first = np.diff(complaint, prepend=-1) != 0
    before = np.concatenate(([False], closes[:-1])) & ~first
    kept = order[closes != before]
    return Moves(moves.complaint[kept], moves.at[kept], moves.closes[kept], moves.reason[kept])


def _with_the_unsaid(
    sop: Sop, words: Words, moves: Moves, columns: Mapping[str, npt.NDArray[Any]]
) -> Moves:
    """With a last move for complaints whose state no event tells, as of rows taken in whole."""
    told = np.zeros(len(words.numbers), dtype=bool)
    told[moves.complaint] = moves.closes  # the last one of each stays
    closed_states = [words.texts[state.name] for state in sop.states if not state.open]
    closed = np.isin(columns["state"], closed_states)
    untold = np.flatnonzero(closed != told).astype(np.int32)
    at = np.where(closed, columns["closed_at"], columns["state_since"])[untold]
    received = columns["received_at"]
    at = np.where(at == NEVER, received[untold], at)
    complaint = np.concatenate((moves.complaint, untold))
    return Moves(
        complaint,
        # A citizen's phone may be ahead of the desk's clock.
        np.maximum(np.concatenate((moves.at, at)), received[complaint]),
        np.concatenate((moves.closes, closed[untold])),
        np.concatenate((moves.reason, columns["close_reason"][untold])),
    )
