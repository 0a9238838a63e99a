"""Nobody acts on a complaint whose citizen was taken out of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.acting import act, allowed
from desk.actors import Actor
from desk.context import Desk
from desk.privacy import erasing
from desk.problems import Refused
from desk.recording import find, open_complaint
from sop.model import Field

ANSWER = {Field.ANSWER: "Buka setiap hari kerja", Field.KIND: "Umum"}


@pytest.fixture
def erased(desk: Desk, admin: Actor, now: datetime) -> str:
    with desk.journal.write() as connection:
        number = str(open_complaint(connection, desk, {"body": "Kapan buka?"}, now=now)["number"])
    act(desk, admin, number, "Jawab Langsung", values=ANSWER, now=now)
    with desk.journal.write() as connection:
        erasing.erase(connection, desk, [number], actor=admin, now=now)
    return number


def test_nothing_is_offered_and_what_is_tried_is_refused_in_a_sentence(
    desk: Desk, admin: Actor, erased: str, now: datetime
) -> None:
    with desk.journal.read() as connection:
        row = find(connection, erased)
    assert allowed(desk, admin, row) == ()
    with pytest.raises(Refused, match="sudah dihapus"):
        act(desk, admin, erased, "Balas Pelapor", values={Field.REPLY: "Halo"}, now=now)


def test_who_writes_that_word_into_an_open_complaint_stops_nobody(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    with desk.journal.write() as connection:
        row = open_complaint(connection, desk, {"body": "(dihapus)"}, now=now)
    assert allowed(desk, admin, row)
