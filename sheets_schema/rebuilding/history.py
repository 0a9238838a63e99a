"""Rows of Riwayat back as events, and what each complaint's history says of how it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from desk.schema import events, media
from desk.sealing import unseal
from sheets_schema.keepsakes import COMPLAINT, FILES, IDENTITY, KEYS, MESSAGES, SEALED_FACTS
from sheets_schema.layout import Cells
from sheets_schema.log_rows import ON_TIME
from sheets_schema.rebuilding.reading import Reading, Trace, blank
from sheets_schema.tables import RIWAYAT

SAID = {column.header: column.field for column in RIWAYAT.columns if column.field}
TYPED = ("at", "due_at", "minutes")
TIMELY = {word: kept for kept, word in ON_TIME.items()}
BLANK, BLANK_FILE = blank(events), blank(media)


def event(shown: Cells, reading: Reading) -> tuple[dict[str, Any], dict[str, Any]]:
    """The event, and what its Data carries beside the event's own data."""
    data = _data(shown.get("Data", ""))
    known = _opened(data, reading)
    row = BLANK | {name: shown.get(header, "") for header, name in SAID.items()}
    row |= {
        "at": reading.exact(shown.get("Waktu"), row["id"]) or reading.now,
        "step": reading.step(shown.get("Tahap", "")),
        "due_at": reading.instant(shown.get("Batas Waktu")),
        "minutes": _number(shown.get("Menit", "")),
        "on_time": TIMELY.get(shown.get("Tepat Waktu", "")),
        "data": {name: value for name, value in data.items() if name not in KEYS},
        "sheet_pending": False,
    }
    row |= {name: known[name] for name in ("note", "data") if name in known}
    beside = {name: data[name] for name in KEYS if name in data}
    return row, beside | {
        name: known[name] for name in (IDENTITY, MESSAGES, FILES) if name in known
    }


def _opened(data: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """What is sealed in it; {} of what is not confidential, and without the key."""
    token = data.get(SEALED_FACTS) or data.get(IDENTITY)
    found = unseal(reading.desk.media_key, token) if isinstance(token, str) else None
    if found is None:
        return {}
    return found if SEALED_FACTS in data else {IDENTITY: found}  # of an older Wadul


def _data(cell: str) -> dict[str, Any]:
    """{} where somebody cut or changed it: the event itself still counts."""
    try:
        found = json.loads(cell) if cell else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def follow(trace: Trace, row: Mapping[str, Any], beside: Mapping[str, Any]) -> None:
    """What this event adds to what is known; they may come in any order."""
    key = row["id"]
    trace.last = max(trace.last, key)
    if not trace.first or key < trace.first:
        trace.first, trace.opened_at = key, row["at"]
        trace.channel = str(row["data"].get("channel", ""))
    if isinstance(beside.get(COMPLAINT), dict) and key > trace.kept_by:
        trace.kept, trace.kept_by = beside[COMPLAINT], key
    if isinstance(beside.get(IDENTITY), dict) and key > trace.identity_by:
        trace.identity, trace.identity_by = beside[IDENTITY], key
    trace.messages |= beside.get(MESSAGES) or {}
    if row["agency"] and key > trace.agency_by:
        trace.agency, trace.agency_by = row["agency"], key
    if row["from_state"] != row["to_state"] and key > trace.moved_by:
        trace.state, trace.since, trace.moved_by = row["to_state"], row["at"], key


def files(
    row: Mapping[str, Any], beside: Mapping[str, Any], reading: Reading
) -> list[dict[str, Any]]:
    """Photos that a page brought with this event, as rows of media without a place yet."""
    said = beside.get(FILES)
    return [
        BLANK_FILE
        | {name: value for name, value in file.items() if name in BLANK_FILE}
        | {"event_id": row["id"], "number": row["number"], "at": row["at"]}
        | {"sha256": reading.fingerprint(str(file.get("sha256", "")))}
        for file in (said if isinstance(said, list) else ())
        if isinstance(file, dict) and file.get("id")
    ]
