"""Who looked at protected identity: each look once, never changed, found by who, what and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, update
from sqlalchemy.exc import IntegrityError

from desk import accesses
from desk.accesses import SAME_LOOK, Look, Wanted
from desk.actors import Actor
from desk.schema import accesses as table

RUDI = Actor("rudi@kota.go.id", "Rudi", ("Admin Kota",))
SARI = Actor("sari@kota.go.id", "Sari", ("Tim Kota",))
NUMBER = "ALADIN-2026-00001"


def listed(connection: Connection, **wanted: Any) -> list[tuple[str, str]]:
    found = accesses.listed(connection, Wanted(**wanted), most=50)
    return [(one.actor, one.what) for one in found]


def test_a_look_is_kept_with_who_what_and_why(connection: Connection, now: datetime) -> None:
    accesses.noted(connection, RUDI, Look.CARD, NUMBER, field="foto", reason="cocokkan", now=now)
    (found,) = accesses.listed(connection, Wanted(number=NUMBER), most=5)
    assert (found.actor, found.role, found.what) == (RUDI.id, "Admin Kota", "Foto identitas")
    assert (found.at, found.field, found.reason, found.via) == (now, "foto", "cocokkan", "page")


def test_a_page_that_draws_itself_again_is_one_look(connection: Connection, now: datetime) -> None:
    for minutes, new in ((0, True), (5, False), (16, True)):
        at = now + timedelta(minutes=minutes)
        noted = accesses.noted(connection, RUDI, Look.SECRET, NUMBER, now=at, same_within=SAME_LOOK)
        assert noted is new
    assert accesses.noted(connection, SARI, Look.SECRET, NUMBER, now=now, same_within=SAME_LOOK)


def test_looks_are_found_by_person_complaint_and_time(
    connection: Connection, now: datetime
) -> None:
    accesses.noted(connection, RUDI, Look.CARD, NUMBER, now=now)
    accesses.noted(connection, SARI, Look.EXPORT, "", now=now + timedelta(days=1))
    assert listed(connection, actor=SARI.id) == [(SARI.id, "Unduhan")]
    assert listed(connection, number=NUMBER) == [(RUDI.id, "Foto identitas")]
    assert listed(connection, since=now + timedelta(hours=1)) == [(SARI.id, "Unduhan")]
    assert listed(connection, until=now + timedelta(hours=1)) == [(RUDI.id, "Foto identitas")]
    assert listed(connection) == [(SARI.id, "Unduhan"), (RUDI.id, "Foto identitas")]
    assert accesses.people(connection) == [RUDI.id, SARI.id]


def test_a_look_is_never_changed(connection: Connection, now: datetime) -> None:
    accesses.noted(connection, RUDI, Look.CARD, NUMBER, now=now)
    with pytest.raises(IntegrityError, match="never changed"):
        connection.execute(update(table).values(actor="orang@lain.id"))


def test_old_looks_are_forgotten_and_younger_ones_stay(
    connection: Connection, now: datetime
) -> None:
    accesses.noted(connection, RUDI, Look.CARD, NUMBER, now=now - timedelta(days=900))
    accesses.noted(connection, SARI, Look.CARD, NUMBER, now=now)
    assert not accesses.forget(connection, before=now - timedelta(days=800))
    assert listed(connection) == [(SARI.id, "Foto identitas")]
