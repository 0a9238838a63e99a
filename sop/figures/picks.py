"""The complaints that one figure counts: every figure opens into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sop.common import RESOLVED
from sop.figures import answers, compliance, holders, volumes
from sop.figures.asked import Asked, index_of
from sop.figures.history import Flags, Places
from sop.figures.standing import overdue, running, standing
from sop.summary import BREAKDOWNS, NO_REASON

LATE, ON_TIME, UNMEASURABLE = "terlambat", "tepat", "tidak terukur"
VERDICTS = {ON_TIME: 1, LATE: 0, UNMEASURABLE: -1}
BACK = "kembali"


@dataclass(frozen=True)
class Pick:
    """One figure that somebody pointed at.

    `kind`: opening, received, reopened, resolved, otherwise, closed, open (`key` a month as
    2026-01, or "" for all months; `part` as channel=Surat: one line of a breakdown) · reason (`key`
    why it was closed, `part` the same) · one of BREAKDOWNS but agency (`key` the word: received) ·
    now, running, overdue (`key` a step or "") · step (`key` a step, `part` a verdict or "") ·
    agency (`key` an OPD) · cell (`key` an OPD, `part` a step) · holder (`key` a role, `part`
    "kembali" or "") · handed, returned (`key` an OPD; returned also "") · here, elsewhere
    (`key` an OPD, elsewhere also "": open, its own people's turn or somebody else's) · rated
    (`key` 1 to 4, or "").
    """

    kind: str
    key: str = ""
    part: str = ""


def places(asked: Asked, pick: Pick) -> Places:
    """Where they are in the record, in no order. Raises KeyError for a figure that there is not."""
    return np.unique(_found(asked, pick)).astype(np.intp)


def times(asked: Asked, pick: Pick) -> int:
    """The figure itself: a complaint counts as often as it happened to it."""
    return len(_found(asked, pick))


def _found(asked: Asked, pick: Pick) -> Places:
    if pick.kind in _NARROWED and pick.part:
        column, _, word = pick.part.partition("=")
        found = _found(asked, replace(pick, part=""))
        return found[_word(asked, column, word)[found]]
    return _FINDERS[pick.kind](asked, pick)


def _word(asked: Asked, column: str, word: str) -> Flags:
    if column not in BREAKDOWNS:
        raise KeyError(column)
    return np.asarray(volumes.column_of(asked, column) == asked.record.code(word))


def _span(asked: Asked, key: str) -> tuple[int, int]:
    """The instants of one month, or of all months asked for."""
    edges = asked.edges
    if not key:
        return int(edges[0]), int(edges[-1])
    year, _, month = key.partition("-")
    place = index_of(date(int(year), int(month), 1)) - index_of(asked.months.first)
    if not 0 <= place < len(edges) - 1:
        raise KeyError(key)
    return int(edges[place]), int(edges[place + 1])


def _received(asked: Asked, pick: Pick) -> Places:
    start, end = _span(asked, pick.key)
    at = asked.record.columns["received_at"]
    return np.flatnonzero(asked.complaints & (at >= start) & (at < end))


def _moved(asked: Asked, pick: Pick) -> Places:
    start, end = _span(asked, pick.key if pick.kind != "reason" else "")
    moves = asked.record.moves
    wanted = (moves.at >= start) & (moves.at < end) & asked.complaints[moves.complaint]
    wanted &= moves.closes == (pick.kind != "reopened")
    if pick.kind == "reason":
        wanted &= moves.reason == asked.record.code("" if pick.key == NO_REASON else pick.key)
    elif pick.kind in ("resolved", "otherwise"):
        done = np.isin(moves.reason, [asked.record.code(reason) for reason in RESOLVED])
        wanted &= done == (pick.kind == "resolved")
    return np.asarray(moves.complaint[wanted], dtype=np.intp)


def _open_then(asked: Asked, pick: Pick) -> Places:
    edge = _span(asked, pick.key)[pick.kind == "open"]
    return np.flatnonzero(asked.complaints & volumes.is_open_at(asked, edge))


def _open_now(asked: Asked, _pick: Pick) -> Places:
    return np.flatnonzero(asked.complaints & volumes.is_open_at(asked, asked.ending))


def _running(asked: Asked, pick: Pick) -> Places:
    found = overdue(asked) if pick.kind == "overdue" else running(asked)
    if pick.key:
        found = found & (standing(asked).step == asked.record.code(pick.key))
    return np.flatnonzero(found)


def _stepped(asked: Asked, pick: Pick) -> Places:
    steps, record = asked.record.steps, asked.record
    wanted = np.array(asked.within)
    if pick.kind == "step":
        wanted &= (steps.step == record.code(pick.key)) if pick.key else True
    else:
        wanted &= steps.holder == record.code(pick.key)
    if pick.kind == "cell":
        wanted &= steps.step == record.code(pick.part)
    elif pick.part:
        wanted &= steps.on_time == VERDICTS[pick.part]
    if pick.kind == "agency":
        theirs = [record.code(step.key) for step in compliance.agency_steps(asked)]
        wanted &= np.isin(steps.step, theirs)
    return np.asarray(steps.complaint[wanted], dtype=np.intp)


def _worded(asked: Asked, pick: Pick) -> Places:
    found = _received(asked, Pick("received"))
    return np.asarray(found[_word(asked, pick.kind, pick.key)[found]])


def _held(asked: Asked, pick: Pick) -> Places:
    turns = asked.record.turns
    if pick.kind == "holder":
        wanted = holders.turns_of(asked, pick.key)
        wanted = wanted & turns.went_back if pick.part == BACK else wanted
    elif pick.kind == "handed":
        wanted = holders.handed(asked, pick.key)
    else:
        wanted = holders.given_back(asked, pick.key)
    return np.asarray(turns.complaint[wanted], dtype=np.intp)


def _stood(asked: Asked, pick: Pick) -> Places:
    found = holders.here(asked) if pick.kind == "here" else holders.elsewhere(asked)
    return np.flatnonzero(found & _word(asked, "agency", pick.key))


def _rated(asked: Asked, pick: Pick) -> Places:
    ratings, wanted = asked.record.ratings, answers.rated(asked)
    if pick.key:
        wanted = wanted & (ratings.answer == int(pick.key))
    return np.asarray(ratings.complaint[wanted], dtype=np.intp)


_NARROWED = (
    *("opening", "received", "reopened", "resolved", "otherwise", "closed", "reason"),
    *("open", "now"),
)
_FINDERS: dict[str, Callable[[Asked, Pick], Places]] = {
    "received": _received,
    **dict.fromkeys(("resolved", "otherwise", "reopened", "closed", "reason"), _moved),
    **dict.fromkeys(("opening", "open"), _open_then),
    "now": _open_now,
    **dict.fromkeys(("running", "overdue"), _running),
    **dict.fromkeys(("step", "agency", "cell"), _stepped),
    **dict.fromkeys(("category", "district", "channel", "classification", "kind"), _worded),
    **dict.fromkeys(("holder", "handed", "returned"), _held),
    **dict.fromkeys(("here", "elsewhere"), _stood),
    "rated": _rated,
}
