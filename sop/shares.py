"""Of a clock that goes through several hands: who held the complaint for how long of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sop import clocks
from sop.clocks import Calendar
from sop.model import Limit, Sop


@dataclass(frozen=True)
class Moved:
    """A change of state. `ended`: key of the step whose time was final then; "" for none."""

    at: datetime
    to_state: str
    ended: str = ""


def shared(sop: Sop, step: str) -> bool:
    """Whether the clock of this step goes through several hands."""
    holders = {state.holder for state in sop.states if state.step == step and not state.waiting}
    return len(holders) > 1


def of_step(sop: Sop, calendar: Calendar, limit: Limit, moves: Sequence[Moved]) -> dict[str, float]:
    """Role -> minutes (or days), as `limit` counts them, of the step that the last move ends.

    `moves` in the order of time. Whoever passed it on at once has 0; a pause is nobody's.
    """
    *before, last = moves
    found: dict[str, float] = {}
    for stay, until in _stays(before, last):
        state = sop.state(stay.to_state)
        if state.step == last.ended and not state.waiting:
            ran = clocks.elapsed(calendar, limit.unit, limit.hours, start=stay.at, end=until)
            found[state.holder] = found.get(state.holder, 0.0) + ran
    return found


def _stays(before: Sequence[Moved], last: Moved) -> Iterable[tuple[Moved, datetime]]:
    """Each stay since the last clock ended, and when it was over."""
    starts = [place for place, move in enumerate(before) if move.ended]
    since = before[starts[-1] if starts else 0 :]
    return zip(since, [*(move.at for move in since[1:]), last.at], strict=False)
