"""What the Sheet last showed, row by row: the table `sheet_rows`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from desk.schema import sheet_rows
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN, STATUS

CHUNK = 500  # keys in one query
HELD = "ditahan"  # see `Base.waits`
LET_THROUGH = "diterapkan"


@dataclass(frozen=True)
class Base:
    """One row. `edits`: what a person typed and is not settled yet, first seen at `seen_at`.

    `waits`: why a settled reading still stands: "", "isian" (an input is missing), "jeda" (Ctrl-Z
    is possible), "ditahan" (it is part of an accident), "diterapkan" (a person says that it is
    none). `strays`: values of ours that landed in this row by mistake.
    """

    cells: Cells = field(default_factory=dict)
    edits: Cells | None = None
    seen_at: datetime | None = None
    waits: str = ""
    strays: Cells = field(default_factory=dict)


def load(connection: Connection, tab: str, keys: Iterable[str]) -> dict[str, Base]:
    found: dict[str, Base] = {}
    for chunk in chunks(list(keys)):
        query = select(sheet_rows).where(sheet_rows.c.tab == tab, sheet_rows.c.key.in_(chunk))
        for row in connection.execute(query).mappings():
            found[row["key"]] = _base(dict(row))
    return found


def one(connection: Connection, tab: str, key: str) -> Base | None:
    return load(connection, tab, [key]).get(key)


def _base(row: Mapping[str, Any]) -> Base:
    seen = row["seen"] or {}
    return Base(
        cells=row["base"],
        edits=seen.get("edits"),
        seen_at=row["seen_at"],
        waits=seen.get("waits", ""),
        strays=seen.get("strays", {}),
    )


def save(connection: Connection, tab: str, key: str, base: Base) -> None:
    save_all(connection, tab, {key: base})


def save_all(connection: Connection, tab: str, found: Mapping[str, Base]) -> None:
    """All of them in one statement: while it runs, nobody else writes to the journal."""
    if not found:
        return
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = build(sheet_rows)
    kept = {name: statement.excluded[name] for name in ("base", "seen", "seen_at")}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["tab", "key"], set_=kept),
        [{"tab": tab, "key": key} | _values(base) for key, base in found.items()],
    )


def _values(base: Base) -> dict[str, Any]:
    is_open = base.edits is not None or bool(base.strays)
    seen = {"edits": base.edits, "waits": base.waits, "strays": base.strays}
    return {
        "base": base.cells,
        "seen": seen if is_open else None,
        "seen_at": base.seen_at if is_open else None,
    }


def only_there(base: Base | None) -> dict[str, Cells]:
    """For the event of a vanished row: what nobody else has of it, as it was read last.

    What was typed and is not taken in; and all of the staff's own columns: until the row is
    written again they may be moved, renamed or gone.
    """
    if base is None:
        return {}
    own = {header: cell for header, cell in base.cells.items() if ADUAN.column(header) is None}
    typed = {**own, **(base.edits or {})}
    return {"typed": typed} if typed else {}


def forget(connection: Connection, tab: str, keys: Iterable[str]) -> None:
    for chunk in chunks(list(keys)):
        connection.execute(
            delete(sheet_rows).where(sheet_rows.c.tab == tab, sheet_rows.c.key.in_(chunk))
        )


def statuses(connection: Connection) -> dict[str, str]:
    """number -> Status as the Sheet last showed it, for every complaint that is in the Sheet."""
    query = select(sheet_rows.c.key, sheet_rows.c.base).where(sheet_rows.c.tab == ADUAN.title)
    return {row.key: row.base.get(STATUS, "") for row in connection.execute(query)}


def standing(connection: Connection, header: str, values: Iterable[str]) -> set[str]:
    """Those of the values that any row of Aduan showed last in this column."""
    cell = sheet_rows.c.base[header].as_string()
    found: set[str] = set()
    for chunk in chunks(sorted(set(values))):
        query = select(cell).where(sheet_rows.c.tab == ADUAN.title, cell.in_(chunk)).distinct()
        found |= set(connection.execute(query).scalars())
    return found


def chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def unsettled(connection: Connection) -> list[str]:
    """Numbers of rows with something typed, or gone astray, that is not settled yet."""
    query = select(sheet_rows.c.key).where(
        sheet_rows.c.tab == ADUAN.title, sheet_rows.c.seen_at.is_not(None)
    )
    return list(connection.execute(query).scalars())
