"""How the time limits were kept: by SOP row, by OPD, and by both.

A step counts in the month in which it ended, with the limit that was in force when it began. What
had no limit is not measurable and never counts as kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from desk.figures.asked import Asked, microseconds
from desk.figures.columns import Codes, Flags, Integers, Places
from sop.model import Scope, Step

SMALL = np.iinfo(np.int16)


@dataclass(frozen=True)
class Kept:
    """How one group of steps went; `minutes` are in the unit of the limit."""

    on_time: int = 0
    late: int = 0
    unmeasurable: int = 0
    median: float | None = None
    ninetieth: float | None = None  # nine of ten took no longer
    overdue: int = 0  # running now and past the limit; not among the measured

    @property
    def measured(self) -> int:
        return self.on_time + self.late

    @property
    def percent(self) -> float | None:
        """Of the measured ones; None when there are none."""
        return 100 * self.on_time / self.measured if self.measured else None


def total(asked: Asked) -> Kept:
    found = asked.once("total", lambda: _kept(asked, np.flatnonzero(asked.within)))
    return replace(found, overdue=int(overdue(asked).sum()))


def by_step(asked: Asked) -> dict[str, Kept]:
    """Key of the step -> how it went, for all rows of the SOP that are the desk's own work."""
    running = overdue(asked)
    step_now = asked.record.columns["step"]
    kept = asked.once("by_step", lambda: _each(asked, asked.record.steps.step))
    found = {}
    for step in measured_steps(asked):
        code = asked.record.code(step.key)
        late_now = int((running & (step_now == code)).sum())
        found[step.key] = replace(kept.get(code, NOTHING), overdue=late_now)
    return found


def by_agency(asked: Asked) -> dict[str, Kept]:
    """OPD -> how it went with the steps that an OPD performs, those with most of them first."""
    steps, columns = asked.record.steps, asked.record.columns
    theirs = [asked.record.code(step.key) for step in agency_steps(asked)]
    kept = asked.once(
        "by_agency", lambda: _each(asked, steps.holder, only=np.isin(steps.step, theirs))
    )
    running = overdue(asked) & np.isin(columns["step"], theirs)
    codes, counts = np.unique(columns["agency"][running], return_counts=True)
    late_now = {int(code): int(count) for code, count in zip(codes, counts, strict=True)}
    found = {
        asked.record.texts[code]: replace(kept.get(code, NOTHING), overdue=late_now.get(code, 0))
        for code in (kept.keys() | late_now.keys()) - {0}
    }
    return dict(sorted(found.items(), key=lambda pair: (-_size(pair[1]), pair[0])))


def by_both(asked: Asked) -> dict[tuple[str, str], Kept]:
    """(OPD that held the complaint, key of the step) -> how it went; "" before any OPD had it."""
    texts = asked.record.texts
    size = len(texts)
    found = asked.once("by_both", lambda: _each(asked, _joint(asked)))
    known = {step.key for step in measured_steps(asked)}
    named = {(texts[code // size], texts[code % size]): kept for code, kept in found.items()}
    return {key: kept for key, kept in named.items() if key[1] in known}


def _joint(asked: Asked) -> Integers:
    """Holder and step as one number."""
    steps = asked.record.steps
    return steps.holder.astype(np.int64) * len(asked.record.texts) + steps.step


def measured_steps(asked: Asked) -> tuple[Step, ...]:
    """The SOP's rows without the citizen's own."""
    return tuple(step for step in asked.sop.steps if step.measured)


def agency_steps(asked: Asked) -> tuple[Step, ...]:
    scopes = {role.name: role.scope for role in asked.sop.roles}
    return tuple(
        step for step in measured_steps(asked) if scopes.get(step.performer) is Scope.AGENCY
    )


def overdue(asked: Asked) -> Flags:
    """The complaints whose running limit is over now."""
    columns = asked.record.columns
    running = [
        asked.record.code(state.name)
        for state in asked.sop.states
        if state.open and not state.waiting
    ]
    late = columns["due_at"] < microseconds(asked.now)
    return np.asarray(asked.complaints & late & np.isin(columns["state"], running))


NOTHING = Kept()


def _each(asked: Asked, keys: Codes | Integers, *, only: Flags | None = None) -> dict[int, Kept]:
    """How it went with the steps asked for, by key."""
    groups = _groups(asked, keys, only=only)
    return {key: _kept(asked, places) for key, places in groups.items()}


def _groups(
    asked: Asked, keys: Codes | Integers, *, only: Flags | None = None
) -> dict[int, Places]:
    """The places of the steps asked for, by key."""
    wanted = asked.within if only is None else asked.within & only
    places = np.flatnonzero(wanted)
    order = places[_in_order(keys[places])]
    codes, starts = np.unique(keys[order], return_index=True)
    parts = np.split(order, starts[1:])
    return {int(code): part for code, part in zip(codes, parts, strict=False)}


def _in_order(keys: Codes | Integers) -> Places:
    if len(keys) and keys.max() <= SMALL.max:
        return np.argsort(keys.astype(np.int16), kind="stable")  # ten times as fast
    return np.argsort(keys, kind="stable")


def _kept(asked: Asked, places: Places) -> Kept:
    steps = asked.record.steps
    on_time = steps.on_time[places]
    minutes = steps.minutes[places]
    minutes = minutes[~np.isnan(minutes)]
    median, ninetieth = (
        (float(value) for value in np.quantile(minutes, (0.5, 0.9)))
        if len(minutes)
        else (None,) * 2
    )
    return Kept(
        on_time=int((on_time == 1).sum()),
        late=int((on_time == 0).sum()),
        unmeasurable=int((on_time == -1).sum()),
        median=median,
        ninetieth=ninetieth,
    )


def _size(kept: Kept) -> int:
    return kept.measured + kept.unmeasurable + kept.overdue
