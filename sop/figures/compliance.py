"""How the time limits were kept: by SOP row, by OPD, and by both.

A step counts in the month in which it ended, with the limit that was in force when it began. What
had no limit is not measurable and never counts as kept.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sop.figures import lasting
from sop.figures.asked import Asked
from sop.figures.history import Codes, Flags, Integers, Places
from sop.figures.standing import overdue, running, standing
from sop.model import Scope, Step
from sop.summary import Kept

SMALL = np.iinfo(np.int16)
NOTHING = Kept()


def total(asked: Asked) -> Kept:
    found = asked.once("total", lambda: _kept(asked, np.flatnonzero(_measured(asked))))
    here = _here(asked, running(asked)).sum()
    return replace(found, running=int(here), overdue=int(_here(asked, overdue(asked)).sum()))


def by_step(asked: Asked) -> dict[str, Kept]:
    """Key of the step -> how it went, for all rows of the SOP that are the desk's own work."""
    kept = asked.once("by_step", lambda: _each(asked, asked.record.steps.step))
    now = standing(asked).step
    runs, late = _tally(now[running(asked)]), _tally(now[overdue(asked)])
    found = {}
    for step in measured_steps(asked):
        code = asked.record.code(step.key)
        found[step.key] = replace(
            kept.get(code, NOTHING), running=runs.get(code, 0), overdue=late.get(code, 0)
        )
    return found


def by_agency(asked: Asked) -> dict[str, Kept]:
    """OPD -> how it went with the steps that an OPD performs, those with most of them first."""
    steps, now = asked.record.steps, standing(asked)
    theirs = _codes(asked, agency_steps(asked))
    kept = asked.once(
        "by_agency", lambda: _each(asked, steps.holder, only=np.isin(steps.step, theirs))
    )
    here = np.isin(now.step, theirs)
    runs, late = (_tally(now.agency[flags(asked) & here]) for flags in (running, overdue))
    found = {
        asked.record.texts[code]: replace(
            kept.get(code, NOTHING), running=runs.get(code, 0), overdue=late.get(code, 0)
        )
        for code in (kept.keys() | runs.keys()) - {0}
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


def measured_steps(asked: Asked) -> tuple[Step, ...]:
    """The SOP's rows without the citizen's own."""
    return tuple(step for step in asked.sop.steps if step.measured)


def agency_steps(asked: Asked) -> tuple[Step, ...]:
    scopes = {role.name: role.scope for role in asked.sop.roles}
    return tuple(
        step for step in measured_steps(asked) if scopes.get(step.performer) is Scope.AGENCY
    )


def _joint(asked: Asked) -> Integers:
    """Holder and step as one number."""
    steps = asked.record.steps
    return steps.holder.astype(np.int64) * len(asked.record.texts) + steps.step


def _here(asked: Asked, flags: Flags) -> Flags:
    """Those whose running step is a row of the SOP that is the desk's own work."""
    return flags & np.isin(standing(asked).step, _codes(asked, measured_steps(asked)))


def _measured(asked: Asked) -> Flags:
    """The same of the steps that ended."""
    return asked.within & np.isin(asked.record.steps.step, _codes(asked, measured_steps(asked)))


def _codes(asked: Asked, steps: tuple[Step, ...]) -> list[int]:
    return [asked.record.code(step.key) for step in steps]


def _tally(codes: Codes) -> dict[int, int]:
    found, counts = np.unique(codes, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


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
    used = lasting.spread(steps.minutes[places])
    took = lasting.of_steps(asked) if asked.at_end else lasting.UNASKED
    return Kept(
        on_time=int((on_time == 1).sum()),
        late=int((on_time == 0).sum()),
        unmeasurable=int((on_time == -1).sum()),
        median=used.median,
        ninetieth=used.ninetieth,
        service=took.spread("service", places),
        wall=took.spread("wall", places),
    )


def _size(kept: Kept) -> int:
    return kept.measured + kept.unmeasurable + kept.overdue
