"""Figures of published months that are others now: told in the next report, never changed there.

What a later report has already corrected is not told again; the newest published value counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from desk.context import Desk
from desk.reports import records, sections
from desk.reports.contents import BETWEEN, Contents, Correction, Measure, Section, Value
from desk.reports.counting import of_month
from desk.reports.records import State, name_of

LOOKED_BACK = 12  # published months
SAME = 0.005
#: What figures were called in older reports.
RENAMED = {"– bukan aduan (salam, penilaian, perintah)": "– bukan aduan (salam, perintah)"}

Key = tuple[str, str]


def since(
    connection: Connection, desk: Desk, month: date, *, now: datetime
) -> Iterator[Correction]:
    """What has to be corrected in the report of `month`, oldest month first."""
    published = [
        report.month
        for report in records.listed(connection)
        if report.state is State.PUBLISHED and report.month < name_of(month)
    ]
    kept = {name: records.frozen(connection, name) for name in published[:LOOKED_BACK]}
    for name in sorted(kept):
        if kept[name].of_examples:
            continue  # nothing in it was real
        yield from _differences(desk, name, kept, now=now)


def _stated(month: str, kept: dict[str, Contents]) -> dict[Key, Value]:
    """What the reports say of this month by now."""
    cells = kept[month].cells()
    values = {(cell.part, RENAMED.get(cell.name, cell.name)): cell.value for cell in cells}
    for name in sorted(kept):
        for one in kept[name].corrections:
            if one.month == month:
                values[one.part, one.name] = one.now
    return values


def _differences(
    desk: Desk, month: str, kept: dict[str, Contents], *, now: datetime
) -> Iterator[Correction]:
    stated = _stated(month, kept)
    summary = of_month(desk, date.fromisoformat(f"{month}-01"), cutoff=now)
    parts = sections.made(desk.sop, summary)
    cells = [cell for part in (*kept[month].sections, *parts) for cell in part.cells()]
    measures = {cell.key: cell.measure for cell in cells}
    current = {cell.key: cell.value for part in parts for cell in part.cells()}
    unlike = _unlike(kept[month].sections, parts)
    for key in dict.fromkeys((*current, *stated)):
        if (key[0], key[1].rpartition(BETWEEN)[2]) in unlike:
            continue
        # A row that is not there counted nothing.
        before, after = stated.get(key, 0), current.get(key, 0)
        if not _same(before, after):
            yield Correction(month, *key, before, after, measures.get(key, Measure.COUNT))


def _unlike(former: Sequence[Section], current: Sequence[Section]) -> set[tuple[str, str]]:
    """(Section, column) that only one of two reports has: other figures, not other numbers."""
    columns = [
        {part.title: {column.title for column in part.columns} for part in parts}
        for parts in (former, current)
    ]
    both = columns[0].keys() & columns[1].keys()
    return {(part, title) for part in both for title in columns[0][part] ^ columns[1][part]}


def _same(before: Value, after: Value) -> bool:
    if before is None or after is None:
        return (before or 0) == (after or 0)
    return abs(before - after) < SAME
