"""What the tests of accidents in the Sheet do and look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from desk import accidents, conditions
from desk.accidents import Decision, Hold
from desk.schema import messages
from sheets_schema import layout
from tests.conftest import person
from tests.sheets_schema.office import Office

RETURNED = "Isian Lembar Dikembalikan"


def column(office: Office, header: str) -> list[Any]:
    names, *rows = office.stand_in.values("Aduan")
    at = names.index(header)
    return [row[at] if at < len(row) else "" for row in rows]


def fill(office: Office, header: str, values: list[Any]) -> None:
    """Paste a column from row 2 on, in one go."""
    at = layout.letters(office.stand_in.values("Aduan")[0].index(header))
    office.stand_in.put("Aduan", f"{at}2", [[value] for value in values])


def held(office: Office) -> Hold:
    found = accidents.held(office.desk)
    assert found is not None
    return found


def alarms(office: Office) -> set[str]:
    return {alarm.code for alarm in conditions.standing(office.desk, now=office.now)}


def outgoing(office: Office) -> int:
    with office.desk.journal.read() as connection:
        query = select(messages.c.id).where(messages.c.direction == "out")
        return len(connection.execute(query).all())


def decide(office: Office, decision: Decision) -> None:
    """On Kondisi Sistem; the next pass carries it out."""
    admin = person(office.desk, "Admin Kota")
    digest = held(office).digest
    accidents.decide(office.desk, admin, decision, digest=digest, now=office.now)


def type_decision(office: Office, decision: Decision) -> None:
    """In Pengaturan."""
    rows = office.stand_in.values("Pengaturan")
    at = next(i for i, row in enumerate(rows, 1) if row[0] == "Perubahan Serentak")
    office.stand_in.worker_type("Pengaturan", f"B{at}", decision.value)
    office.later(seconds=20)
    office.passes(2)


def decision_cell(office: Office) -> str:
    rows = office.stand_in.values("Pengaturan")
    (found,) = [row for row in rows if row[0] == "Perubahan Serentak"]
    return str(found[1])


Decide = Callable[[Office, Decision], None]
EITHER_PLACE = pytest.mark.parametrize("say", [decide, type_decision])


def close_all(office: Office) -> None:
    """Somebody fills Alasan Tutup and Status down over all rows."""
    fill(office, "Alasan Tutup", ["Spam"] * 12)
    fill(office, "Status", ["Ditutup"] * 12)


# changed action cells
