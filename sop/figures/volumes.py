"""Complaints that came, went and stayed: books that balance, whole or by a word of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from sop.figures.asked import Asked, microseconds
from sop.figures.history import Codes, Flags, Integers
from sop.summary import NO_REASON, Balance

UNNAMED = ""


@dataclass(frozen=True)
class Month:
    """The balance of one month; of the running month until now."""

    month: date
    balance: Balance

    @property
    def opening(self) -> int:
        return self.balance.opening

    @property
    def received(self) -> int:
        return self.balance.received

    @property
    def reopened(self) -> int:
        return self.balance.reopened

    @property
    def resolved(self) -> int:
        return self.balance.resolved

    @property
    def otherwise(self) -> Mapping[str, int]:
        return self.balance.otherwise

    @property
    def closed_otherwise(self) -> int:
        return self.balance.closed_otherwise

    @property
    def open_at_end(self) -> int:
        return self.balance.closing


def months(asked: Asked) -> tuple[Month, ...]:
    """A line of the books for each month asked for."""
    return asked.once("months", lambda: _months(asked))


def total(asked: Asked) -> Balance:
    """The books of all the months asked for in one."""
    edges = asked.edges
    return asked.once("balance", lambda: _whole(asked, int(edges[0]), int(edges[-1])))


def by(asked: Asked, column: str) -> dict[str, Balance]:
    """Word -> balance, most received first; "": not filled in. Their sum is `total`.

    `column`: channel, classification, kind, category, district, or agency: the OPD that has it now.
    """
    return asked.once(f"balances by {column}", lambda: _by(asked, column))


def received_by(asked: Asked, column: str) -> dict[str, int]:
    """Word -> complaints received in these months, most first; "": not filled in."""
    found = by(asked, column)
    return {word: balance.received for word, balance in found.items() if balance.received}


def is_open_at(asked: Asked, instant: int) -> Flags:
    """Which of all complaints, whatever was asked for, were open just before this instant."""
    moves = asked.record.moves
    is_open = asked.record.columns["received_at"] < instant
    before = moves.at < instant
    # In the order of time: of each complaint the last one stays.
    is_open[moves.complaint[before]] = ~moves.closes[before]
    return np.asarray(is_open)


def column_of(asked: Asked, column: str) -> Codes:
    """A word of each complaint, by which it is grouped."""
    found: Codes = asked.record.columns[column]
    if column != "agency" or asked.cutoff is None:
        return found
    cutoff = microseconds(asked.cutoff)
    return asked.once("agency then", lambda: _agency_then(asked, cutoff))


def _agency_then(asked: Asked, cutoff: int) -> Codes:
    """The OPD that each complaint was with at the cut-off; its own column where no event says."""
    turns = asked.record.turns
    found = np.array(asked.record.columns["agency"])
    before = turns.at < cutoff
    found[turns.complaint[before]] = turns.agency[before]
    return found


def _months(asked: Asked) -> tuple[Month, ...]:
    edges = [int(edge) for edge in asked.edges]
    spans = zip(asked.months.all, edges, edges[1:], strict=False)
    return tuple(Month(month, _whole(asked, start, end)) for month, start, end in spans)


def _whole(asked: Asked, start: int, end: int) -> Balance:
    everything = np.zeros(len(asked.complaints), dtype=np.int32)
    return _balances(asked, everything, start, end).get(0, Balance())


def _by(asked: Asked, column: str) -> dict[str, Balance]:
    texts, edges = asked.record.texts, asked.edges
    found = _balances(asked, column_of(asked, column), int(edges[0]), int(edges[-1]))
    named = {texts[code]: balance for code, balance in found.items()}
    order = sorted(named.items(), key=lambda pair: (pair[0] == UNNAMED, *_size(pair[1]), pair[0]))
    return dict(order)


def _size(balance: Balance) -> tuple[int, int]:
    return -balance.received, -balance.closing


def _balances(asked: Asked, word: Codes, start: int, end: int) -> dict[int, Balance]:
    """Code of the word -> balance from `start` to just before `end`; none of nothing but zeros."""
    moves, ours = asked.record.moves, asked.complaints
    at = asked.record.columns["received_at"]
    size = len(asked.record.texts) + 1
    moved = ours[moves.complaint] & (moves.at >= start) & (moves.at < end)
    closed, opened = moved & moves.closes, moved & ~moves.closes
    counted = {
        "opening": _count(word[ours & is_open_at(asked, start)], size),
        "received": _count(word[ours & (at >= start) & (at < end)], size),
        "reopened": _count(word[moves.complaint[opened]], size),
        "closing": _count(word[ours & is_open_at(asked, end)], size),
    }
    reasons = _closed(asked, word[moves.complaint[closed]], moves.reason[closed])
    codes = np.flatnonzero(np.sum(list(counted.values()), axis=0)).tolist()
    return {
        code: Balance(
            **{name: int(counts[code]) for name, counts in counted.items()},
            closed=reasons.get(code, {}),
        )
        for code in sorted({*codes, *reasons})
    }


def _count(codes: Codes, size: int) -> Integers:
    return np.bincount(codes, minlength=size).astype(np.int64)


def _closed(asked: Asked, word: Codes, reason: Codes) -> dict[int, dict[str, int]]:
    """Code of the word -> reason -> how many closings, most first."""
    size = len(asked.record.texts)
    pairs, counts = np.unique(word.astype(np.int64) * size + reason, return_counts=True)
    found: dict[int, dict[str, int]] = {}
    for place in np.argsort(-counts, kind="stable"):
        code, why = divmod(int(pairs[place]), size)
        name = asked.record.texts[why] or NO_REASON
        told = found.setdefault(code, {})
        told[name] = told.get(name, 0) + int(counts[place])
    return found
