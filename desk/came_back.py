"""Why a complaint is once more with who had it before: what was to be mended, in whose words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from desk import sight
from desk.actors import Actor
from desk.context import Desk
from desk.schema import events
from desk.taking_back import UNDONE
from sop.model import Action, Field, Scope

Row = Mapping[str, Any]


@dataclass(frozen=True)
class CameBack:
    """The newest step that gave it back. `words`: its reason as the person may read it."""

    at: datetime
    action: str
    who: str
    words: str


def of(desk: Desk, actor: Actor, row: Row) -> CameBack | None:
    """`row`: as the person reads it. None for one that did not come back, without a query."""
    if not _may_have(desk, row):
        return None
    with desk.journal.read() as connection:
        whole = sight.seen(connection, desk, actor, row["number"])
        return of_each(connection, desk, actor, [whole]).get(row["number"])


def of_each(
    connection: Connection, desk: Desk, actor: Actor, rows: Iterable[Row]
) -> dict[str, CameBack]:
    """number -> why it came back, in one query for all, and in none where nothing did. `rows` as
    the journal has them: whose name is masked is read there."""
    by_number = {row["number"]: row for row in rows if _may_have(desk, row)}
    if not by_number:
        return {}
    query = (
        select(events)
        .where(
            events.c.number.in_(list(by_number)),
            events.c.action.in_([action.name for action in desk.sop.actions if _back(action)]),
        )
        .order_by(events.c.id)
    )
    found = connection.execute(query).mappings()
    newest = {event["number"]: event for event in found if UNDONE not in (event["data"] or {})}
    reference = desk.reference(connection)
    told = {}
    for number, event in newest.items():
        row, person = by_number[number], reference.person(event["actor"])
        # Another OPD than the one that now has it gave it back: nothing that this one must mend.
        if event["agency"] == row["agency"] and event["note"]:
            words = sight.words(desk, actor, row, event["note"])
            who = person.name if person else event["actor"]
            told[number] = CameBack(event["at"], event["action"], who, words)
    return told


def _may_have(desk: Desk, row: Row) -> bool:
    """It is with its OPD, and there is a sign of a reason: the column, until the next step empties
    it, or the count of rounds."""
    holder = desk.sop.state(row["state"]).holder
    at_agency = bool(holder) and desk.sop.role(holder).scope is Scope.AGENCY
    return at_agency and bool(row["reason"] or row["rounds"])


def _back(action: Action) -> bool:
    """Giving back, and opening again."""
    again = action.gives_back or bool(action.target_if_agency)
    return again and Field.REASON in action.needs
