"""An office at night with complaints closed long ago, as the tests of the archive use it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from desk import archive
from desk.schema import complaints
from sheets_schema import archiving
from sheets_schema.client import Sheet
from tests.sheets_schema.office import Office

TAB = "Arsip 2026"


def close(office: Office, number: str, *, days: int = 90, **more: Any) -> None:
    """As if the complaint had been closed so long ago."""
    when = office.now - timedelta(days=days)
    values = {"state": "Selesai", "closed_at": when, "due_at": None, "step": "", **more}
    change(office, number, **values)


def change(office: Office, number: str, **values: Any) -> None:
    """The journal says something else of a complaint than the Sheet."""
    with office.desk.journal.write() as connection:
        connection.execute(
            update(complaints)
            .where(complaints.c.number == number)
            .values(**values, sheet_pending=True)
        )


def reopen(office: Office, number: str) -> None:
    change(office, number, state="Baru", closed_at=None)


def old_ones(office: Office, count: int, **more: Any) -> list[str]:
    """Complaints closed long ago that stand in Aduan; nobody has typed for a while."""
    numbers = [office.complain(f"Aduan {i}") for i in range(count)]
    for number in numbers:
        close(office, number, **more)
    office.passes(2)
    rest(office)
    return numbers


def rest(office: Office) -> None:
    office.later(minutes=11)


def archive_one(office: Office, further: Sequence[Sheet] = ()) -> bool:
    return archiving.run_once(office.sheet, office.desk, further, now=office.now)


def archive_all(office: Office, further: Sequence[Sheet] = ()) -> int:
    """Units until there is nothing to do."""
    for units in range(40):
        if not archive_one(office, further):
            return units
    raise AssertionError("the archive does not come to rest")


def settle_down(office: Office) -> None:
    for _ in range(4):
        archive_all(office)
        office.passes(3)
        rest(office)


def in_archive(office: Office, tab: str = TAB) -> list[str]:
    return [row["No. Aduan"] for row in office.rows(tab) if row.get("No. Aduan")]


def in_aduan(office: Office) -> list[str]:
    return [row["No. Aduan"] for row in office.rows() if row.get("No. Aduan")]


def places(office: Office) -> dict[str, archive.Place]:
    with office.desk.journal.read() as connection:
        return archive.places(connection, office.numbers())
