"""When two journals count as equal: what docs/rebuild.md says comes back whole or masked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desk.archive import archived
from desk.journal import Journal
from desk.outbox import State
from desk.schema import complaints, events, media, messages, reference_rows, sheet_rows

TABLES = (complaints, events, messages, media, archived, reference_rows, sheet_rows)
#: What does not come back, by table.
NOT_BACK = {
    "complaints": {"version", "sheet_pending", "reminded"},
    "events": {"sheet_pending"},
    "messages": {"not_before", "started_at", "attempts", "resent", "error", "sheet_pending"},
    "media": {"id", "url", "gateway_id", "not_before", "attempts", "error", "event_id", "state"},
    "archived": {"moved_at"},
    "sheet_rows": {"seen", "seen_at", "missing"},
}
COARSE = {"received_at", "updated_at", "closed_at", "at", "state_at", "due_at"}  # to the second
UNFINISHED = {State.QUEUED, State.SENDING, State.UNKNOWN}
POSITION = ("latitude", "longitude")


def contents(journal: Journal) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table in the one form in which they can be compared."""
    found: dict[str, list[dict[str, Any]]] = {}
    with journal.read() as connection:
        files = connection.execute(select(media.c.id, media.c.sha256)).all()
        prints = {row.id: row.sha256 for row in files}
        for table in TABLES:
            rows = connection.execute(select(table)).mappings()
            plain = [_plain(table.name, dict(row)) for row in rows]
            for row in plain if table is messages else ():
                # Two equal photos of a complaint cannot be told apart.
                row["media_ids"] = prints.get(row["media_ids"], "")
            found[table.name] = sorted(plain, key=repr)
    return found


def _plain(table: str, row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in row if name not in NOT_BACK.get(table, ())}
    kept = {name: _second(value) if name in COARSE else value for name, value in kept.items()}
    return SPECIAL.get(table, lambda found: found)(kept)


def _second(value: Any) -> Any:
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


def _complaint(row: dict[str, Any]) -> dict[str, Any]:
    when = row["last_words_at"]
    return row | {"last_words_at": when and when.replace(second=0, microsecond=0)}


def _event(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"minutes": None if row["minutes"] is None else round(row["minutes"], 4)}


def _message(row: dict[str, Any]) -> dict[str, Any]:
    state = State.UNKNOWN if row["state"] in UNFINISHED else row["state"]
    unfinished = state == State.UNKNOWN
    return row | {
        "state": str(state),
        "state_at": None if unfinished else row["state_at"],
        "data": _position(row["data"]),
    }


def _position(data: Mapping[str, Any]) -> dict[str, float]:
    return {name: round(data[name], 6) for name in POSITION if name in data}


def _file(row: dict[str, Any]) -> dict[str, Any]:
    return row | ({"size": 0, "mime": ""} if row["identity"] else {})


def _seen(row: dict[str, Any]) -> dict[str, Any]:
    """Of a message whose state changed when it was held, the cell is of before."""
    base = {header: cell for header, cell in row["base"].items() if "Status" not in header}
    return row | ({"base": base} if row["tab"] == "Percakapan" else {})


SPECIAL = {
    "complaints": _complaint,
    "events": _event,
    "messages": _message,
    "media": _file,
    "sheet_rows": _seen,
}


def differences(one: Journal, other: Journal) -> dict[str, list[Any]]:
    """By table, the rows that only one of them has; {} when they are equal."""
    before, after = contents(one), contents(other)
    found = {
        table: [(-1, row) for row in rows if row not in after[table]]
        + [(1, row) for row in after[table] if row not in rows]
        for table, rows in before.items()
    }
    return {table: rows for table, rows in found.items() if rows}
