"""From what happened to the history that figures are counted from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sop.figures.history import (
    NEVER,
    Codes,
    Flags,
    Happened,
    Integers,
    Moves,
    Places,
    Ratings,
    Record,
    States,
    Steps,
    Turns,
    before_each,
    firsts,
    lasts,
    latest_named,
)
from sop.model import Sop

Columns = Mapping[str, npt.NDArray[Any]]
#: What is taken back is taken back within two minutes; the rest is slack between two clocks.
TAKEN_BACK_WITHIN = 180_000_000


@dataclass(frozen=True)
class Told:
    """What is being told: codes of words, states by code, the complaints' own columns."""

    sop: Sop
    texts: Mapping[str, int]
    states: States
    columns: Columns


def told(
    sop: Sop,
    words: tuple[tuple[str, ...], Mapping[str, int]],
    happened: Happened,
    columns: Columns,
) -> Record:
    """`words`: the complaints' numbers, and the code of each word."""
    numbers, known = words
    # A step may run that no event has ended yet.
    own = [name for state in sop.states for name in (state.name, state.step)]
    texts = dict(known)
    for word in own:
        texts.setdefault(word, len(texts))
    telling = Told(sop, texts, States.of(sop, texts), columns)
    happened = _begun_first(happened)
    happened = happened.only(~_taken_back(happened))
    turning = _turning(telling, happened)
    turns, place = _turns(telling, happened, turning)
    return Record(
        numbers=numbers,
        texts=tuple(texts),
        columns=columns,
        known_at=_known_at(happened, columns),
        steps=_steps(telling, happened, turns, place),
        moves=_moves(telling, happened),
        turns=turns,
        ratings=_ratings(happened),
    )


def _begun_first(happened: Happened) -> Happened:
    """Nothing is before a complaint's first event: where two clocks disagree, it is as old."""
    complaint = happened.complaint
    order = np.lexsort((happened.at, happened.before != 0, complaint))
    sorted_ = Happened(*(getattr(happened, name)[order] for name in Happened.__dataclass_fields__))
    began = np.where(firsts(complaint), np.arange(len(complaint)), 0)
    first = sorted_.at[np.maximum.accumulate(began)] if len(complaint) else sorted_.at
    return replace(sorted_, at=np.maximum(sorted_.at, first))


def _taken_back(happened: Happened) -> Flags:
    """Actions that were taken back, and the taking back itself."""
    gone = np.zeros(len(happened.at), dtype=bool)
    moved = happened.before != happened.after
    for place in np.flatnonzero(happened.took_back & moved):
        undone = _undone(happened, moved, int(place))
        gone[undone] = True
    return gone


def _undone(happened: Happened, moved: Flags, place: int) -> list[int]:
    """Back to where the state was what it is again; nothing where that is not found."""
    found = [place]
    for earlier in range(place - 1, -1, -1):
        near = happened.at[place] - happened.at[earlier] <= TAKEN_BACK_WITHIN
        if happened.complaint[earlier] != happened.complaint[place] or not near:
            return []
        if moved[earlier]:
            found.append(earlier)
            if happened.before[earlier] == happened.after[place]:
                return found
    return []


def _turning(telling: Told, happened: Happened) -> Flags:
    """The events with which a stay in a state, or with an OPD, began."""
    return np.asarray(
        firsts(happened.complaint)
        | (happened.before != happened.after)
        | _ended_a_clock(telling, happened)
    )


def _ended_a_clock(telling: Told, happened: Happened) -> Flags:
    """Not the steps of receiving and replying, which run beside the states."""
    return np.asarray(
        (happened.step != 0) & (happened.step == telling.states.step[happened.before])
    )


def _turns(telling: Told, happened: Happened, turning: Flags) -> tuple[Turns, Places]:
    """The turns, and for each turning event the place of the turn that began with it."""
    complaint, at, state = (
        getattr(happened, name)[turning] for name in ("complaint", "at", "after")
    )
    agency = latest_named(happened.complaint, happened.agency)[turning]
    back = happened.gave_back[turning]
    ended = _ended_a_clock(telling, happened)[turning]
    due = np.where(ended, happened.due[turning], NEVER)
    missing, since = _unsaid(telling, complaint, at, state)
    columns, none = telling.columns, np.zeros(len(missing), dtype=bool)
    complaint = np.concatenate((complaint, missing)).astype(np.int32)
    at = np.concatenate((at, since)).astype(np.int64)
    order = np.lexsort((at, complaint))
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    # A citizen's phone may be ahead of the desk's clock.
    complaint, at = complaint[order], np.maximum(at, columns["received_at"][complaint])[order]
    state = np.concatenate((state, columns["state"][missing])).astype(np.int32)[order]
    agency = np.concatenate((agency, columns["agency"][missing])).astype(np.int32)[order]
    back, ended = (np.concatenate((flags, none))[order] for flags in (back, ended))
    due = np.concatenate((due, np.full(len(missing), NEVER)))[order]
    clock = _clocks(telling, complaint, state, ended)
    last = lasts(complaint)
    return (
        Turns(
            complaint=complaint,
            at=at,
            until=np.where(last, NEVER, np.roll(at, -1)),
            state=state,
            agency=agency,
            clock=clock,
            due=_dues(telling, complaint, clock, np.where(ended, due, NEVER))[clock],
            arrived_back=back,
            went_back=np.roll(back, -1) & ~last,
        ),
        place[: int(turning.sum())],
    )


def _unsaid(telling: Told, complaint: Codes, at: Integers, state: Codes) -> tuple[Codes, Integers]:
    """The complaints whose state no event tells, as of rows taken in whole; and since when."""
    columns = telling.columns
    size = len(columns["state"])
    told_state, told_at = np.full(size, -1), np.zeros(size, dtype=np.int64)
    told_state[complaint], told_at[complaint] = state, at  # the last one of each stays
    missing = np.flatnonzero(told_state != columns["state"]).astype(np.int32)
    since = _since(telling, missing)
    return missing, np.maximum(since, told_at[missing])


def _since(telling: Told, places: Codes) -> Integers:
    """Since when these complaints have been in their state, by their own columns."""
    columns, states = telling.columns, telling.states
    closed = ~states.open[columns["state"][places]]
    at = np.where(closed, columns["closed_at"][places], columns["state_since"][places])
    return np.where(at == NEVER, columns["received_at"][places], at)


def _clocks(telling: Told, complaint: Codes, state: Codes, ended: Flags) -> Places:
    """A number for each run of turns that one step lasts: a pause goes on with it."""
    step = telling.states.step
    other = step[state] != step[before_each(complaint, state)]
    return np.cumsum(firsts(complaint) | ended | other) - 1


def _dues(telling: Told, complaint: Codes, clock: Places, due: Integers) -> Integers:
    """When each run was due: as the event says that ended it, or the complaint while it runs."""
    found = np.full(int(clock[-1]) + 1 if len(clock) else 0, NEVER)
    said = np.flatnonzero((due != NEVER) & ~firsts(complaint))
    found[clock[said - 1]] = due[said]
    last = lasts(complaint)
    found[clock[last]] = telling.columns["due_at"][complaint[last]]
    return found


def _steps(telling: Told, happened: Happened, turns: Turns, place: Places) -> Steps:
    """`place`: of the turn that each turning event began."""
    began = np.full(len(happened.at), -1, dtype=np.intp)
    began[_turning(telling, happened)] = place
    clocked = _ended_a_clock(telling, happened) & ~firsts(happened.complaint)
    clock = np.full(len(happened.at), -1, dtype=np.intp)
    clock[clocked] = turns.clock[began[clocked] - 1]
    ended = happened.step != 0
    held = before_each(happened.complaint, latest_named(happened.complaint, happened.agency))
    return Steps(
        complaint=happened.complaint[ended],
        at=happened.at[ended],
        step=happened.step[ended],
        holder=held[ended],
        minutes=happened.minutes[ended],
        on_time=happened.on_time[ended],
        clock=clock[ended],
        since=_beginnings(telling, happened)[ended],
    )


def _beginnings(telling: Told, happened: Happened) -> Integers:
    """Of receiving and replying, which have no turn of their own; NEVER for the other steps."""
    texts, sop = telling.texts, telling.sop
    received = telling.columns["received_at"][happened.complaint]
    recorded = np.zeros(len(telling.columns["state"]), dtype=np.int64)
    first = firsts(happened.complaint)
    recorded[happened.complaint[first]] = happened.at[first]
    receiving = happened.step == texts.get(sop.receive_step or "-", -1)
    replying = happened.step == texts.get(sop.reply_step or "-", -1)
    replied = np.where(replying, recorded[happened.complaint], NEVER)
    return np.where(receiving, np.minimum(received, happened.at), replied)


def _known_at(happened: Happened, columns: Columns) -> Integers:
    known = np.array(columns["received_at"], dtype=np.int64)
    first = firsts(happened.complaint)
    known[happened.complaint[first]] = happened.at[first]
    return known


def _ratings(happened: Happened) -> Ratings:
    rated = happened.rating > 0
    return Ratings(happened.complaint[rated], happened.at[rated], happened.rating[rated])


def _moves(telling: Told, happened: Happened) -> Moves:
    was_open, is_open = (
        telling.states.open[states] for states in (happened.before, happened.after)
    )
    moved = was_open != is_open
    moves = Moves(
        happened.complaint[moved], happened.at[moved], ~is_open[moved], happened.reason[moved]
    )
    return in_turns(_with_the_unsaid(telling, in_turns(moves)))


def in_turns(moves: Moves) -> Moves:
    """In order, without a second closing of what is closed or a reopening of what is open."""
    order = np.lexsort((moves.at, moves.complaint))
    complaint, closes = moves.complaint[order], moves.closes[order]
    before = np.concatenate(([False], closes[:-1])) & ~firsts(complaint)
    kept = order[closes != before]
    return Moves(moves.complaint[kept], moves.at[kept], moves.closes[kept], moves.reason[kept])


def _with_the_unsaid(telling: Told, moves: Moves) -> Moves:
    """With a last move for complaints whose state no event tells, as of rows taken in whole."""
    columns = telling.columns
    is_closed = np.zeros(len(columns["state"]), dtype=bool)
    latest = np.zeros(len(is_closed), dtype=np.int64)
    # The last one of each stays.
    is_closed[moves.complaint], latest[moves.complaint] = moves.closes, moves.at
    closed = ~telling.states.open[columns["state"]]
    missing = np.flatnonzero(closed != is_closed).astype(np.int32)
    complaint = np.concatenate((moves.complaint, missing)).astype(np.int32)
    since = np.maximum(_since(telling, missing), latest[missing])
    at = np.concatenate((moves.at, since))
    return Moves(
        complaint,
        # A citizen's phone may be ahead of the desk's clock.
        np.maximum(at, columns["received_at"][complaint]),
        np.concatenate((moves.closes, closed[missing])),
        np.concatenate((moves.reason, columns["close_reason"][missing])).astype(np.int32),
    )
