"""A row of Aduan, or of an archive tab, back as a complaint of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desk.cells import Senseless, flag
from desk.channels import OLD_DATA
from desk.clock import STOPPED
from desk.problems import Refused
from desk.schema import complaints
from sheets_schema import fields
from sheets_schema.keepsakes import HIDDEN, INSTANTS, SEALED
from sheets_schema.layout import Cells
from sheets_schema.rebuilding.reading import Reading, Trace, blank
from sheets_schema.rows import CONFIDED, HIDDEN_FIELDS
from sheets_schema.tables import ADUAN, STATUS

Row = Mapping[str, Any]

#: Cells that say what the column of the journal says. OPD may be a draft, Status not acted on yet.
SAID = {
    column.header: column.field
    for column in ADUAN.columns
    if column.field and column.field not in ("state", "agency_draft", "confidential")
}
PAUSED = "Jeda"
#: Counted on, so that no page that was open before holds a version that comes again.
VERSIONS_AHEAD = 1000
BLANK = blank(complaints)


def updated_at(shown: Cells, reading: Reading) -> datetime | None:
    return reading.instant(shown.get("Terakhir Diubah"))


def first_look(shown: Cells, reading: Reading, before: Row | None) -> dict[str, Any]:
    """What the row alone says; its history says the rest (`settled`). `before`: as the journal
    had it, if it did."""
    row = {**BLANK, **(before or {})}
    row |= {name: shown.get(header, "") for header, name in SAID.items()}
    for name in HIDDEN_FIELDS:
        if row[name] == CONFIDED and before and before[name]:
            row[name] = before[name]
    received = reading.instant(shown.get("Tgl Diterima")) or row["received_at"] or reading.now
    updated = updated_at(shown, reading) or row["updated_at"] or received
    closed = reading.instant(shown.get("Tgl Selesai"))
    due = reading.instant(shown.get("Batas Waktu"))
    return row | {
        "number": shown[ADUAN.key].strip(),
        "received_at": received,
        "updated_at": updated,
        "closed_at": closed,
        "state": shown.get(STATUS, ""),
        "state_since": closed or updated,
        "agency_draft": shown.get("OPD", ""),
        "confidential": _is_confidential(shown),
        "rating": shown.get("Penilaian", ""),
        "sheet_note": shown.get("Catatan Sistem", ""),
        "step": reading.step(shown.get("Tahap SOP", "")),
        "due_at": due,
        "clock_from": None if shown.get("Ketepatan") == PAUSED else updated,
        "sheet_pending": False,
        **_last_words(shown.get("Pesan Terakhir Pelapor", ""), updated, reading),
    }


def _is_confidential(shown: Cells) -> bool:
    """In doubt it is: what was hidden stays hidden."""
    try:
        return flag(shown.get("Rahasia", ""), empty=CONFIDED in shown.values())
    except Senseless:
        return True


def _last_words(cell: str, before: datetime, reading: Reading) -> dict[str, Any]:
    """ "23/11 09.15: Sudah diperbaiki?" has no year: the latest that is not later than `before`."""
    stamp, colon, words = cell.partition(": ")
    for year in (before.astimezone(reading.zone).year, before.astimezone(reading.zone).year - 1):
        try:
            # The cell carries no zone: it is the desk's.
            typed = datetime.strptime(f"{year} {stamp}", "%Y %d/%m %H.%M")  # noqa: DTZ007
        except ValueError:
            continue
        when = typed.replace(tzinfo=reading.zone)
        if colon and when <= before:
            return {"last_words": words, "last_words_at": when}
    return {"last_words": cell, "last_words_at": None}


def settled(row: Row, trace: Trace, reading: Reading, *, archived: bool = False) -> dict[str, Any]:
    """The columns that the complaint's history knows better than its row of the Sheet."""
    found = _kept(trace) if trace.kept else _guessed(row, trace, reading)
    if archived and reading.open_states.get(found["state"], True):
        found |= _closed(row, found, reading)
    found["version"] = max(row["version"], found.get("version") or 0) + VERSIONS_AHEAD
    found["agency_draft"] = _draft(row["agency_draft"], found["agency"], reading)
    found["closed_at"] = _closed_at({**row, **found}, reading)
    return found | _identity({**row, **found}, trace)


def _closed_at(row: Row, reading: Reading) -> datetime | None:
    if reading.open_states.get(row["state"], True):
        return None
    # A register older than Wadul may not know when.
    known = row["closed_at"] or row["channel"] == OLD_DATA
    found: datetime | None = row["closed_at"] if known else row["state_since"]
    return found


def _closed(row: Row, found: Row, reading: Reading) -> dict[str, Any]:
    """Only what is closed is archived, and no pass looks at its Status any more."""
    if reading.open_states.get(row["state"], True):
        return {}
    return STOPPED | {
        "state": row["state"],
        "state_since": row["closed_at"] or found["state_since"],
    }


def _kept(trace: Trace) -> dict[str, Any]:
    found = {name: trace.kept.get(name, BLANK[name]) for name in HIDDEN}
    for name in INSTANTS:
        found[name] = datetime.fromisoformat(found[name]) if found[name] else None
    found["state_since"] = found["state_since"] or trace.since
    return found


def _guessed(row: Row, trace: Trace, reading: Reading) -> dict[str, Any]:
    """For rows that were written before Riwayat said it all, and where Riwayat has lost rows."""
    state = trace.state or row["state"]
    if state not in reading.open_states:
        state = reading.desk.sop.first_state
    since = trace.since or row["closed_at"] or row["received_at"]
    found = {
        "state": state,
        "state_since": since,
        "agency": trace.agency or ("" if trace.last else row["agency_draft"]),
    }
    runs = reading.open_states[state] and row["step"] and row["channel"] != OLD_DATA
    return found | (_clock(row, since, reading) if runs else STOPPED)


def _clock(row: Row, since: datetime, reading: Reading) -> dict[str, Any]:
    """As if it had run since the state began, with the limit that is in force now."""
    limit = reading.reference.limits.get(row["step"])
    started = {"clock_from": since if row["clock_from"] else None}
    if limit is None:
        return started
    return started | {
        "clock_limit": limit.amount,
        "clock_unit": limit.unit.value,
        "clock_hours": limit.hours.value,
    }


def _draft(cell: str, agency: str, reading: Reading) -> str:
    """What OPD shows beyond the OPD that has the complaint; what means nothing is no draft."""
    if not cell or cell == agency:
        return ""
    column = ADUAN.column("OPD")
    assert column is not None
    try:
        meant = str(fields.meant(reading.reference, column, cell))
    except Refused:
        return ""
    return "" if meant == agency else meant


def _identity(row: Row, trace: Trace) -> dict[str, Any]:
    """What the Sheet may not say; what staff typed over it stays."""
    known = trace.identity
    if not known or not row["confidential"]:
        return {}
    masked = {name for name in SEALED if row[name] == CONFIDED or name in ("gateway", "chat_id")}
    return {name: known[name] for name in masked if known.get(name)}


def shown_before(shown: Cells, row: Row) -> Cells:
    """The cells as they count as seen: a Status, OPD or Rahasia that the journal does not say is
    somebody's edit, which the next passes treat like every other."""
    seen = dict(shown)
    seen[STATUS] = row["state"]
    seen["OPD"] = row["agency_draft"] or row["agency"]
    seen["Rahasia"] = "Ya" if row["confidential"] else "Tidak"
    return {header: cell for header, cell in seen.items() if cell}
