"""How the time limits were kept: by SOP row, by OPD, and by both.

A step counts in the month in which it ended, with the limit that was in force when it began. What
had no limit is not measurable and never counts as kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desk.figures.asked import Asked, microseconds
from desk.figures.columns import Codes, Flags, Integers, Places
from sop.model import Scope, Step


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
    return _kept(asked, np.flatnonzero(asked.within), overdue=int(overdue(asked).sum()))


def by_step(asked: Asked) -> dict[str, Kept]:
    """Key of the step -> how it went, for all rows of the SOP that are the desk's own work."""
    running = overdue(asked)
    step_now = asked.record.columns["step"]
    found = {}
    groups = _groups(asked, asked.record.steps.step)
    for step in measured_steps(asked):
        code = asked.record.code(step.key)
        late_now = int((running & (step_now == code)).sum())
        found[step.key] = _kept(asked, groups.get(code, _NONE), overdue=late_now)
    return found


def by_agency(asked: Asked) -> dict[str, Kept]:
    """OPD -> how it went with the steps that an OPD performs, those with most of them first."""
    steps = asked.record.steps
    theirs = [asked.record.code(step.key) for step in agency_steps(asked)]
    running = overdue(asked) & np.isin(asked.record.columns["step"], theirs)
    agency_now = asked.record.columns["agency"]
    groups = _groups(asked, steps.holder, only=np.isin(steps.step, theirs))
    codes = set(groups) | {int(code) for code in np.unique(agency_now[running])}
    found = {
        asked.record.texts[code]: _kept(
            asked, groups.get(code, _NONE), overdue=int((running & (agency_now == code)).sum())
        )
        for code in codes - {0}
    }
    return dict(sorted(found.items(), key=lambda pair: (-_size(pair[1]), pair[0])))


def by_both(asked: Asked) -> dict[tuple[str, str], Kept]:
    """(OPD that held the complaint, key of the step) -> how it went; "" before any OPD had it."""
    steps, texts = asked.record.steps, asked.record.texts
    size = len(texts)
    joint = steps.holder.astype(np.int64) * size + steps.step
    groups = _groups(asked, joint)
    known = {step.key for step in measured_steps(asked)}
    found = {
        (texts[code // size], texts[code % size]): _kept(asked, places)
        for code, places in groups.items()
    }
    return {key: kept for key, kept in found.items() if key[1] in known}


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


_NONE = np.empty(0, dtype=np.intp)


def _groups(
    asked: Asked, keys: Codes | Integers, *, only: Flags | None = None
) -> dict[int, Places]:
    """The places of the steps asked for, by key."""
    wanted = asked.within if only is None else asked.within & only
    places = np.flatnonzero(wanted)
    order = places[np.argsort(keys[places], kind="stable")]
    codes, starts = np.unique(keys[order], return_index=True)
    parts = np.split(order, starts[1:])
    return {int(code): part for code, part in zip(codes, parts, strict=False)}


def _kept(asked: Asked, places: Places, *, overdue: int = 0) -> Kept:
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
        overdue=overdue,
    )


def _size(kept: Kept) -> int:
    return kept.measured + kept.unmeasurable + kept.overdue
