"""The two columns of Aduan that every pass reads whole: the numbers and their Status.

A pass should cost by what happens, not by what the register holds: what was read last time, and now
only has more rows after it, is not taken apart again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sheets_schema import cells
from sheets_schema.columns import Kind, Raw


@dataclass(frozen=True)
class Numbers:
    """The column No. Aduan. Rows count from 1; the first one is the header."""

    column: list[Raw] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)  # one for each row
    places: dict[str, list[int]] = field(default_factory=dict)  # number -> its rows
    blanks: list[int] = field(default_factory=list)  # rows without a number
    doubled: dict[str, list[int]] = field(default_factory=dict)  # those with more rows than one


def numbers(column: list[Raw], before: Numbers) -> Numbers:
    """The column as it is now; `before` is the same one as it was read last."""
    known = len(before.column)
    if column[:known] != before.column:
        before, known = Numbers(), 0
    added = [_text(cell).strip() for cell in column[known:]]
    if not added:
        return before
    places = dict(before.places)
    for row, key in enumerate(added, start=known + 1):
        if key and row > 1:
            places[key] = [*places.get(key, ()), row]
    blanks = [row for row, key in enumerate(added, start=known + 1) if not key and row > 1]
    doubled = before.doubled | {key: places[key] for key in added if len(places.get(key, ())) > 1}
    return Numbers(column, before.keys + added, places, before.blanks + blanks, doubled)


def statuses(column: list[Raw], found: Numbers) -> dict[str, str]:
    """number -> its Status; of a number that stands twice, the one in its first row."""
    words = {cell: _text(cell) for cell in set(column)}  # a handful of words, thousands of cells
    said = [words[cell] for cell in column[: len(found.keys)]]
    said += [""] * (len(found.keys) - len(said))
    by_number = dict(zip(found.keys[:0:-1], said[:0:-1], strict=True))
    by_number.pop("", None)
    return by_number


def _text(cell: Raw) -> str:
    return cells.parse(cell, Kind.TEXT)
