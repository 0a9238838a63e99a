"""Looks that nobody presses for: opening a secret complaint, an identity released to an OPD, a
paper with a name on it. Each is noted once while it lasts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desk import accesses, sight
from desk.accesses import Look
from desk.actors import Actor
from desk.context import Desk
from desk.recording import find
from desk.visibility import Access, Fact


def opened(desk: Desk, actor: Actor, row: Mapping[str, Any], *, now: datetime) -> None:
    """A complaint's page shows `row` to this person."""
    what = _shown(desk, actor, row)
    if what:
        accesses.once(desk.journal, actor, what, row["number"], now=now)


def printed(desk: Desk, actor: Actor, row: Mapping[str, Any], paper: str, *, now: datetime) -> None:
    """A paper of `row` was made, with the citizen's whole name or of a secret complaint."""
    with desk.journal.read() as connection:
        whole = find(connection, row["number"])["name"]
    if row["confidential"] or (whole and row["name"] == whole):
        with desk.journal.write() as connection:
            look = Look.PRINT
            accesses.noted(connection, actor, look, row["number"], field=paper, now=now)


def _shown(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> Look | None:
    if row["confidential"]:
        reads = sight.access(desk, actor, row, Fact.WORDS) is not Access.NO
        return Look.SECRET if reads else None
    of_city = sight.may(desk, actor, row, Fact.NOTE)
    if row["identity_released"] and not of_city:
        reads = sight.access(desk, actor, row, Fact.NAME) is Access.YES
        return Look.IDENTITY if reads else None
    return None
