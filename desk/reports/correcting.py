"""Figures of published months that are others now: told in the next report, never changed there.

What a later report has already corrected is not told again; the newest published value counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection

from desk.context import Desk
from desk.reports import records, sections
from desk.reports.contents import Contents, Correction, Value
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
        stated = _stated(name, kept)
        yield from _differences(desk, name, stated, now=now)


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
    desk: Desk, month: str, stated: dict[Key, Value], *, now: datetime
) -> Iterator[Correction]:
    summary = of_month(desk, date.fromisoformat(f"{month}-01"), cutoff=now)
    cells = [cell for part in sections.made(desk.sop, summary) for cell in part.cells()]
    current = {cell.key: cell.value for cell in cells}
    for key in dict.fromkeys((*current, *stated)):
        # A row that is not there counted nothing.
        before, after = stated.get(key, 0), current.get(key, 0)
        if not _same(before, after):
            yield Correction(month, *key, before, after)


def _same(before: Value, after: Value) -> bool:
    if before is None or after is None:
        return (before or 0) == (after or 0)
    return abs(before - after) < SAME
