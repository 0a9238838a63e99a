"""Rows that vanish or appear in numbers that no clerk's work has: they wait for a decision too."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from desk import accidents
from desk.accidents import Hold, Sign
from desk.context import Desk
from sheets_schema import accident_ends
from sheets_schema.accident_signs import too_many_gone
from sheets_schema.known import Known
from sheets_schema.layout import Cells
from sheets_schema.taken import Taken

LONGEST_START = 60


def vanished(
    known: Known, desk: Desk, gone: list[str], taken: Taken, *, now: datetime
) -> list[str]:
    """Those of the vanished rows that come back by the usual rule; the others wait."""
    with desk.journal.read() as connection:
        before = accidents.standing(connection)
        freed = accident_ends.freed(connection)
    back = freed.gone & set(gone)
    taken.restored |= back
    taken.touched |= back
    left = [number for number in gone if number not in back]
    if freed.gone - back:
        accident_ends.restored(desk, freed.gone - back, now=now)
    many = too_many_gone(len(left), len(known.statuses or ()))
    if not many and not (before and (before.numbers or Sign.GONE in before.signs)):
        _keep(desk, before, before and accidents.with_gone(before, ()), now=now)
        return left
    hold = accidents.with_gone(before or Hold(now.isoformat()), left, sign=many)
    _keep(desk, before, hold, now=now)
    return []


def typed(desk: Desk, found: dict[int, Cells], *, now: datetime) -> dict[int, Cells]:
    """Those of the rows without a number that may become complaints; the others wait.

    `found`: by row, complete, read twice, and such as would start a clock.
    """
    with desk.journal.read() as connection:
        before = accidents.standing(connection)
        allowed = accident_ends.freed(connection).typed
        limit = desk.reference(connection).preferences.bulk_limit
    new = {row: key for row, one in found.items() if (key := digest(one)) not in allowed}
    known = before.typed if before else {}
    many = sum(key not in known for key in new.values()) > limit
    held = {row: key for row, key in new.items() if many or key in known}
    if held or known:
        starts = {key: _start(found[row]) for row, key in held.items()}
        hold = accidents.with_typed(before or Hold(now.isoformat()), starts)
        _keep(desk, before, hold, now=now)
    let = {row: one for row, one in found.items() if row not in held}
    if used := {digest(one) for one in let.values()} & allowed:
        accident_ends.used(desk, used, now=now)  # the same rows pasted again are asked about
    return let


def digest(row: Cells) -> str:
    """Tells the content of a new row apart: it has no number yet, and its place may change."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def _start(row: Cells) -> str:
    text = " ".join(f"{row['Kanal']}: {row['Isi Aduan']}".split())
    return text if len(text) <= LONGEST_START else text[: LONGEST_START - 1] + "…"


def _keep(desk: Desk, before: Hold | None, after: Hold | None, *, now: datetime) -> None:
    if after is not None and after != before:
        with desk.journal.write() as connection:
            accidents.refresh(connection, after, now=now)
