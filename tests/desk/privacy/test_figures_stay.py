"""Anonymising takes the people out and leaves every figure as it was."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desk.actors import Actor
from desk.context import Desk
from desk.figures import ask, compliance, volumes
from desk.journal import Journal
from desk.privacy import purging
from desk.schema import complaints, events
from tests.conftest import JAKARTA, person
from tests.desk.half_year import AGENCIES, END, HALF_YEAR, live

LATER = datetime(2033, 1, 1, 9, tzinfo=JAKARTA)


def figures(desk: Desk, leader: Actor) -> list[Any]:
    """As a program says that has just begun: nothing of them is remembered."""
    journal = Journal(desk.journal.url)
    asked = ask(replace(desk, journal=journal), leader, HALF_YEAR, now=END)
    found = [volumes.months(asked), compliance.by_both(asked), compliance.total(asked)]
    journal.close()
    return [*found, *(volumes.received_by(asked, name) for name in ("category", "channel"))]


def test_every_figure_is_the_same_before_and_after(desk: Desk, admin: Actor, leader: Actor) -> None:
    chance = random.Random(7)
    cast = [admin] * 3 + [person(desk, "Admin OPD", agency) for agency in AGENCIES]
    with desk.journal.write() as connection:
        for _ in range(40):
            live(connection, desk, cast, chance)
    before = figures(desk, leader)
    while purging.anonymise_old(desk, now=LATER):
        pass
    closed = [state.name for state in desk.sop.states if not state.open]
    with desk.journal.read() as connection:
        said = connection.execute(select(complaints.c.body, complaints.c.state)).all()
        notes = select(events.c.note).join(complaints).where(complaints.c.state.in_(closed))
        left = connection.execute(notes.where(events.c.note.contains("Mohon"))).all()
        assert {row.body for row in said if row.state in closed} == {"(dihapus)"}
        assert left == []
    assert figures(desk, leader) == before
