"""Who had the turn for how long, and how often it went back: by role, and by OPD."""

from __future__ import annotations

import numpy as np

from sop.figures import compliance, lasting, volumes
from sop.figures.asked import Asked
from sop.figures.history import Codes, Flags, Floats, Places, before_each, firsts, lasts
from sop.figures.lasting import Minutes
from sop.figures.standing import standing
from sop.model import Scope
from sop.summary import AgencyLine, HolderLine


def by_holder(asked: Asked) -> tuple[HolderLine, ...]:
    """Each role that has the turn in a state with a clock, in the order of the SOP."""
    return asked.once("by_holder", lambda: tuple(_holders(asked)))


def by_agency(asked: Asked) -> tuple[AgencyLine, ...]:
    """Every OPD that these months tell of, those handed most first."""
    return asked.once("agency lines", lambda: _agencies(asked))


def turns_of(asked: Asked, role: str) -> Flags:
    """The turns of this role that ended in these months."""
    theirs = np.isin(asked.record.turns.state, _states_of(asked, {role}))
    return np.asarray(asked.over & theirs)


def given_back(asked: Asked, agency: str = "") -> Flags:
    """The turns that ended in these months with a giving back; of an OPD, those it gave away."""
    turns, back = asked.record.turns, asked.over & asked.record.turns.went_back
    if not agency:
        return back
    return np.asarray(back & _leaves(asked) & (turns.agency == asked.record.code(agency)))


def handed(asked: Asked, agency: str) -> Flags:
    """The turns in these months with which a complaint was handed to this OPD."""
    theirs = asked.record.turns.agency == asked.record.code(agency)
    return np.asarray(_handed(asked) & theirs)


def here(asked: Asked) -> Flags:
    """The open complaints of which an OPD's own people have the turn."""
    scopes = {role.name: role.scope for role in asked.sop.roles}
    named = asked.states.named.items()
    theirs = [code for code, state in named if scopes.get(state.holder) is Scope.AGENCY]
    with_one = volumes.column_of(asked, "agency") != 0
    return np.asarray(_open(asked) & with_one & np.isin(standing(asked).state, theirs))


def elsewhere(asked: Asked) -> Flags:
    """The other open ones: with no OPD yet, or with one that has answered or given back."""
    return np.asarray(_open(asked) & ~here(asked))


def _open(asked: Asked) -> Flags:
    return np.asarray(asked.complaints & volumes.is_open_at(asked, asked.ending))


def _holders(asked: Asked) -> list[HolderLine]:
    took = lasting.of_turns(asked)
    timed = {state.holder for state in asked.sop.states if state.step}
    lines = []
    for role in asked.sop.roles:
        if role.name in timed:
            places = turns_of(asked, role.name)
            back = int((places & asked.record.turns.went_back).sum())
            service, wall = took.spread("service", places), took.spread("wall", places)
            lines.append(HolderLine(role.name, int(places.sum()), back, service, wall))
    return lines


def _agencies(asked: Asked) -> tuple[AgencyLine, ...]:
    turns, texts = asked.record.turns, asked.record.texts
    kept, now = compliance.by_agency(asked), volumes.column_of(asked, "agency")
    handed_to = _count(turns.agency[_handed(asked)], texts)
    back = asked.over & turns.went_back & _leaves(asked)
    returned = _count(turns.agency[back], texts)
    ended, took = _visits(asked)
    theirs_now, others_now = (_count(now[which(asked)], texts) for which in (here, elsewhere))
    lines = []
    for name in (handed_to | returned | kept | theirs_now | others_now).keys() - {""}:
        theirs = ended & (turns.agency == asked.record.code(name))
        lines.append(
            AgencyLine(
                agency=name,
                received=handed_to.get(name, 0),
                returned=returned.get(name, 0),
                here=theirs_now.get(name, 0),
                elsewhere=others_now.get(name, 0),
                kept=kept.get(name, compliance.NOTHING),
                service=took.spread("service", theirs),
                wall=took.spread("wall", theirs),
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.received, -line.open, line.agency)))


def _visits(asked: Asked) -> tuple[Flags, Minutes]:
    """Where in these months a complaint left an OPD's hands, and how long it had been in them."""
    ends = asked.over & _leaves(asked)
    return ends, asked.always("visits", lambda: _visited(asked))


def _visited(asked: Asked) -> Minutes:
    took, inside = lasting.of_turns(asked), _inside(asked)
    visit = np.asarray(np.cumsum(_arrives(asked)), dtype=np.intp)
    return Minutes(*(_summed(visit, mine, inside) for mine in (took.service, took.wall)))


def _summed(visit: Places, minutes: Floats, inside: Flags) -> Floats:
    sums = np.bincount(visit, weights=np.where(inside, np.nan_to_num(minutes), 0.0), minlength=1)
    return np.asarray(sums[visit], dtype=np.float64)


def _handed(asked: Asked) -> Flags:
    """The turns that began in these months with a handing over, not with a repair asked for."""
    turns = asked.record.turns
    return asked.turns & asked.during(turns.at) & _arrives(asked) & ~turns.arrived_back


def _arrives(asked: Asked) -> Flags:
    """Where a complaint comes into the hands of an OPD: from the city, or from another OPD."""
    turns, inside = asked.record.turns, _inside(asked)
    first = firsts(turns.complaint)
    other = turns.agency != before_each(turns.complaint, turns.agency)
    return np.asarray(inside & (first | ~np.roll(inside, 1) | other))


def _leaves(asked: Asked) -> Flags:
    """Where it goes out of them."""
    turns = asked.record.turns
    last = lasts(turns.complaint)
    inside, arrives = _inside(asked), _arrives(asked)
    return np.asarray(inside & (last | ~np.roll(inside, -1) | np.roll(arrives, -1)))


def _inside(asked: Asked) -> Flags:
    """The turns of an OPD's own people."""
    scopes = {role.name for role in asked.sop.roles if role.scope is Scope.AGENCY}
    turns = asked.record.turns
    return np.asarray(np.isin(turns.state, _states_of(asked, scopes)) & (turns.agency != 0))


def _states_of(asked: Asked, roles: set[str]) -> list[int]:
    """The states with a clock in which one of these roles has the turn."""
    named = asked.states.named
    return [code for code, state in named.items() if state.holder in roles and state.step]


def _count(codes: Codes, texts: tuple[str, ...]) -> dict[str, int]:
    found, counts = np.unique(codes, return_counts=True)
    return {texts[code]: int(n) for code, n in zip(found, counts, strict=True)}
