"""A spreadsheet that has reached Google's ten million cells: rows that stand go on, new ones wait.

Nothing of it is lost: what must be written stays in the journal and is tried again every minute.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sheets_schema.bundles import Bundle
from sheets_schema.errors import SENTENCES, Cause, SheetError
from sheets_schema.known import Known

CODE = "lembar:tidak_muat"
AGAIN_EVERY = timedelta(minutes=1)


def note(known: Known, error: SheetError, *, now: datetime) -> bool:
    """Whether this refusal means that the file is full; then new rows wait."""
    if error.cause is not Cause.FULL:
        return False
    known.no_room_at = now
    return True


def waits(known: Known, bundle: Bundle, *, now: datetime) -> bool:
    """Whether this bundle has new rows, for which there was no room a moment ago."""
    if known.no_room_at is None or not bundle.appended:
        return False
    return now - known.no_room_at < AGAIN_EVERY


def sentences(known: Known) -> dict[str, str]:
    return {} if known.no_room_at is None else {CODE: SENTENCES[Cause.FULL]}
