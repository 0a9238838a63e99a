"""The reference tabs as the tests fill and read them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection

from desk import reference, seeds
from desk.journal import recall
from desk.reference import Problem
from desk.tabs import TABS
from sop.wadul_aladin import WADUL_ALADIN as SOP

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
Rows = list[dict[str, object]]


def rows_of(tab: str) -> Rows:
    return seeds.reference_rows(SOP, staff=True)[tab]


def accept(connection: Connection, tab: str, rows: Rows) -> list[Problem]:
    blank: dict[str, object] = dict.fromkeys(TABS[tab].headers, "")
    return reference.accept(connection, SOP, tab, [blank | row for row in rows], now=NOW)


def load(connection: Connection) -> reference.Reference:
    return reference.load(connection, SOP)


def version(connection: Connection) -> int:
    return recall(connection, reference.VERSION) or 0
