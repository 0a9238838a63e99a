"""Where each complaint stands at an instant: its state, its OPD, and the clock that runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sop.figures.asked import Asked
from sop.figures.history import NEVER, Codes, Flags, Integers, Places

Whole = TypeVar("Whole", Codes, Integers)


@dataclass(frozen=True)
class Standing:
    """Of every complaint; state 0 where the desk did not know it yet."""

    state: Codes
    agency: Codes
    step: Codes  # that runs; 0: none, or paused
    due: Integers  # NEVER: no limit


def standing(asked: Asked) -> Standing:
    """Now, or at the end of the months, as it was asked."""
    return asked.once("standing", lambda: _standing(asked))


def running(asked: Asked) -> Flags:
    """The complaints on which the clock of a step runs."""
    return np.asarray(asked.complaints & (standing(asked).step != 0))


def overdue(asked: Asked) -> Flags:
    """Of those the ones whose limit is over."""
    found = standing(asked)
    return np.asarray(running(asked) & (found.due < asked.instant))


def _standing(asked: Asked) -> Standing:
    turns, states = asked.record.turns, asked.states
    before = turns.at < asked.ending
    last = np.full(len(asked.complaints), -1, dtype=np.intp)
    last[turns.complaint[before]] = np.flatnonzero(before)  # of each complaint the last one stays
    known = last >= 0
    state = _where(known, turns.state, last)
    runs = known & states.open[state] & ~states.waiting[state]
    return Standing(
        state=state,
        agency=_where(known, turns.agency, last),
        step=np.where(runs, states.step[state], 0).astype(np.int32),
        due=np.where(runs, _where(known, turns.due, last), NEVER),
    )


def _where(known: Flags, values: Whole, last: Places) -> Whole:
    if not len(values):
        return np.zeros(len(last), dtype=values.dtype)
    return np.where(known, values[np.maximum(last, 0)], 0).astype(values.dtype)
