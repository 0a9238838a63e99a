"""How long turns and steps took: minutes in service hours and by the clock, for all at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sop.clocks import Calendar, Line
from sop.figures.asked import Asked
from sop.figures.history import NEVER, Flags, Floats, Integers, Places, States
from sop.summary import Spread

MINUTE = 60_000_000  # microseconds


@dataclass(frozen=True)
class Minutes:
    """Of each turn, or step; NaN where it is not known or not over."""

    service: Floats
    wall: Floats

    def spread(self, name: str, places: Places | Flags) -> Spread:
        """Of `service` or `wall`, at these places."""
        found: Floats = getattr(self, name)
        return spread(found[places]) if len(found) else Spread()


#: Of nothing: the dashboard shows neither and need not wait for them.
UNASKED = Minutes(np.empty(0), np.empty(0))


def of_turns(asked: Asked) -> Minutes:
    """Each turn that is over."""
    return asked.always("minutes of turns", lambda: _of_turns(asked))


def of_steps(asked: Asked) -> Minutes:
    """Each step that ended: all its turns without the citizen's pause, or its own span."""
    return asked.always("minutes of steps", lambda: _of_steps(asked))


def spread(minutes: Floats) -> Spread:
    known = minutes[~np.isnan(minutes)]
    if not len(known):
        return Spread()
    median, ninetieth = (float(value) for value in np.quantile(known, (0.5, 0.9)))
    return Spread(len(known), median, ninetieth, float(known.sum()))


def _of_turns(asked: Asked) -> Minutes:
    turns = asked.record.turns
    return between(asked.calendar, turns.at, turns.until)


def between(calendar: Calendar, starts: Integers, ends: Integers) -> Minutes:
    """From instants to instants; outside the calendar no service is known, so none is counted."""
    known = (starts != NEVER) & (ends != NEVER)
    starts, ends = np.where(known, starts, 0), np.where(known, ends, 0)
    wall = np.maximum(ends - starts, 0) / MINUTE
    line = calendar.service
    service = np.maximum(_amounts(line, ends) - _amounts(line, starts), 0.0) / 60.0
    return Minutes(np.where(known, service, np.nan), np.where(known, wall, np.nan))


def _amounts(line: Line, instants: Integers) -> Floats:
    # At either end interp stays level.
    return np.asarray(np.interp(instants / 1e6, line.instants, line.amounts))


def _of_steps(asked: Asked) -> Minutes:
    steps = asked.record.steps
    turns = of_turns(asked)
    span = between(asked.calendar, steps.since, steps.at)
    runs = steps.clock >= 0
    clock = np.where(runs, steps.clock, 0)
    counted = _counted(asked)
    return Minutes(
        *(
            np.where(runs, _sums(asked, mine, counted)[clock], own)
            for mine, own in ((turns.service, span.service), (turns.wall, span.wall))
        )
    )


def _counted(asked: Asked) -> Flags:
    """The turns that are not the citizen's pause."""
    states: States = asked.states
    return np.asarray(~states.waiting[asked.record.turns.state])


def _sums(asked: Asked, minutes: Floats, counted: Flags) -> Floats:
    """For each run of turns; one zero where there is none at all."""
    clock: Places = asked.record.turns.clock
    found = np.bincount(clock, weights=np.where(counted, np.nan_to_num(minutes), 0.0), minlength=1)
    return np.asarray(found, dtype=np.float64)
