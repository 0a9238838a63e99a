"""Complaints that came, went and stayed, month by month, with books that balance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from desk.figures.asked import Asked
from desk.figures.columns import Flags, Integers
from sop.common import RESOLVED


@dataclass(frozen=True)
class Month:
    """opening + received + reopened = resolved + otherwise + open_at_end, always.

    Counted by events: closed in March and opened again in April is in both months' figures.
    """

    month: date
    opening: int
    received: int
    reopened: int
    resolved: int  # only Ditindaklanjuti and Dijawab
    otherwise: Mapping[str, int]  # closed for another reason -> how many
    open_at_end: int  # of the running month: now

    @property
    def closed_otherwise(self) -> int:
        return sum(self.otherwise.values())


def months(asked: Asked) -> tuple[Month, ...]:
    """A line of the books for each month asked for."""
    return asked.once("months", lambda: _months(asked))


def _months(asked: Asked) -> tuple[Month, ...]:
    edges = asked.edges
    moves = asked.record.moves
    ours = asked.complaints[moves.complaint]
    received_at = asked.record.columns["received_at"][asked.complaints]
    received = _counts(received_at, edges)
    reopened = _counts(moves.at[ours & ~moves.closes], edges)
    closed = {
        reason: _counts(moves.at[ours & moves.closes & (moves.reason == code)], edges)
        for code, reason in _reasons(asked, ours)
    }
    opening = _open_at(asked, int(edges[0]), ours)
    lines = []
    for place, month in enumerate(asked.months.all):
        gone = {reason: int(counts[place]) for reason, counts in closed.items() if counts[place]}
        resolved = sum(gone.pop(reason, 0) for reason in RESOLVED)
        came = int(received[place]), int(reopened[place])
        left = opening + sum(came) - resolved - sum(gone.values())
        lines.append(Month(month, opening, *came, resolved, gone, left))
        opening = left
    return tuple(lines)


def is_open_at(asked: Asked, instant: int) -> Flags:
    """Which of all complaints, whatever was asked for, were open just before this instant."""
    moves = asked.record.moves
    is_open = asked.record.columns["received_at"] < instant
    before = moves.at < instant
    # In the order of time: of each complaint the last one stays.
    is_open[moves.complaint[before]] = ~moves.closes[before]
    return is_open


def _open_at(asked: Asked, instant: int, ours: Flags) -> int:
    moves = asked.record.moves
    before = ours & (moves.at < instant)
    received = asked.record.columns["received_at"][asked.complaints] < instant
    closed = int((before & moves.closes).sum()) - int((before & ~moves.closes).sum())
    return int(received.sum()) - closed


def _counts(at: Integers, edges: Integers) -> Integers:
    """How many instants lie between each edge and the next."""
    return np.diff(np.searchsorted(np.sort(at), edges)).astype(np.int64)


def _reasons(asked: Asked, ours: Flags) -> list[tuple[int, str]]:
    moves = asked.record.moves
    found = np.unique(moves.reason[ours & moves.closes])
    return [(int(code), asked.record.texts[code] or "Tanpa alasan") for code in found]
