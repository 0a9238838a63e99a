"""The receipt of who came to the counter."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk import recording
from desk.actors import Actor
from desk.context import Desk
from desk.prints import Document
from desk.problems import Refused
from desk.recording import Recorded
from tests.desk.prints.papers import Open, printed, text


def test_the_receipt_is_for_who_came_to_the_counter(
    desk: Desk, admin: Actor, city_team: Actor, now: datetime
) -> None:
    walk_in = Recorded("Datang Langsung", "Selokan mampet", name="Budi Santoso")
    number = recording.record(desk, admin, walk_in, now=now)
    said = text(printed(desk, city_team, number, Document.RECEIPT))
    assert number in said
    assert "Budi Santoso" in said
    assert city_team.name in said


def test_nobody_gets_a_receipt_for_a_message(desk: Desk, admin: Actor, handed: Open) -> None:
    number = handed()
    with pytest.raises(Refused):
        printed(desk, admin, number, Document.RECEIPT)


def test_a_leader_makes_no_receipt(desk: Desk, admin: Actor, leader: Actor, now: datetime) -> None:
    number = recording.record(desk, admin, Recorded("Surat", "Jalan rusak"), now=now)
    with pytest.raises(Refused):
        printed(desk, leader, number, Document.RECEIPT)
