"""The one complaint of a small desk, changed and read past the desk."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping, select, update

from desk.context import Desk
from desk.schema import complaints


def change(desk: Desk, **values: Any) -> None:
    with desk.journal.write() as connection:
        connection.execute(update(complaints).values(**values))


def complaint(desk: Desk) -> RowMapping:
    with desk.journal.read() as connection:
        return connection.execute(select(complaints)).mappings().one()
